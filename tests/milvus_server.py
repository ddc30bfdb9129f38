"""A real Milvus server for tests and measurements, which ends with the process that started it.

The package `milvus` starts it; run as a program, this file is the process between, which waits for the end of
its input: that comes however the process that started it ends.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

INSTALLED = find_spec("milvus") is not None and find_spec("pymilvus") is not None
MISSING = 'the server is not installed: pip install -e ".[milvus,milvus-test]"'

_SECONDS = 120  # that it may take to start; about 10 are usual
_PORTS = ("proxy", "proxy_internal", "root_coord", "query_coord", "query_node", "index_coord", "index_node")
_FURTHER_PORTS = ("data_coord", "data_node", "etcd")
# Its own etcd would take two ports that are always the same.
_ETCD = """\
name: default
data-dir: {data}
listen-client-urls: http://127.0.0.1:{client}
advertise-client-urls: http://127.0.0.1:{client}
listen-peer-urls: http://127.0.0.1:{peer}
initial-advertise-peer-urls: http://127.0.0.1:{peer}
initial-cluster: default=http://127.0.0.1:{peer}
log-outputs: [{log}]
"""


@contextmanager
def running_server(folder: Path) -> Iterator[str]:
    """A server on free ports, whose data lie in `folder` and are removed at the end.

    Yields:
        Its address, such as "milvus://127.0.0.1:19530".
    """
    command = [sys.executable, __file__, str(folder)]
    # A session of its own: what ends this group of processes must not end it before it has ended the server.
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            port = process.stdout.readline().strip()
            assert port, "the Milvus server did not start; see the messages above"
            yield f"milvus://127.0.0.1:{port}"
        finally:
            process.stdin.close()
            process.wait(30)
            shutil.rmtree(folder, ignore_errors=True)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on now."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]


def _configured(folder: Path) -> Any:
    from milvus import MilvusServerConfig

    names = (*_PORTS, *_FURTHER_PORTS)
    ports = dict(zip((*names, "peer"), free_ports(len(names) + 1), strict=True))
    config = MilvusServerConfig(data_dir=str(folder), **{f"{name}_port": ports[name] for name in names})
    etcd = folder / "etcd.yaml"
    places = {"data": folder / "etcd", "log": folder / "etcd.log"}
    etcd.write_text(_ETCD.format(client=ports["etcd"], peer=ports["peer"], **places), encoding="utf-8")
    before, use, after = config.template_text.partition("  use:\n    embed: true")
    assert use, "the server's settings have another form than that of milvus 2.3.5"
    config.template_text = f"{before}  config:\n    path: {etcd}\n{use}{after}"
    return config


def _serve(folder: Path) -> None:
    from milvus import MilvusServer

    folder.mkdir(parents=True, exist_ok=True)
    server = MilvusServer(_configured(folder), wait_for_started=False)
    server.webservice_port = free_ports(1)[0]
    server.start()
    try:
        _wait(server)
        print(server.listen_port, flush=True)
        sys.stdin.read()
    finally:
        server.stop()


def _wait(server: Any) -> None:
    begun = time.monotonic()
    health = f"http://127.0.0.1:{server.webservice_port}/healthz"
    while time.monotonic() - begun < _SECONDS and server.server_proc.poll() is None:
        try:
            with urllib.request.urlopen(health, timeout=5) as answer:
                if b"OK" in answer.read():
                    return
        except OSError:
            pass
        time.sleep(0.2)
    logs = sorted(Path(server.config.base_data_dir).glob("logs/milvus-*.log"))
    sys.exit("\n".join(path.read_text("utf-8", "replace")[-2000:] for path in logs))


if __name__ == "__main__":
    _serve(Path(sys.argv[1]))
