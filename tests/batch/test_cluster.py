"""A Ray cluster of two nodes on this machine: one is killed half way, nothing is lost or doubled."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import msgspec
import pytest

from claimcheck.batch.article import Task, fingerprint, made_of
from claimcheck.batch.cluster import ADDRESS_VARIABLE, Job, RayEngine, check_article
from claimcheck.batch.results import LOG
from claimcheck.errors import UsageError
from claimcheck.models.cache import CACHE_VARIABLE
from claimcheck.models.onnx_encoder import CORES_VARIABLE
from tests.batch.conftest import NORTH, SOUTH, article

ARTICLES = 16
SENTENCES = 12  # of an article, so that it takes a while


def test_ray_is_missed_in_one_line(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError, match="Ray is not installed") as caught:
        RayEngine(task, None, str)
    assert 'pip install "claimcheck-readouts[ray]"' in str(caught.value)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"fingerprint": b"x"}, "would give other results: its package, models or corpora are others"),
        ({"folder": "/nowhere/at/all"}, "a file or folder is not there on"),
    ],
)
def test_a_machine_that_is_not_like_the_others_ends_the_run(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any], told: str
) -> None:
    # A process of the cluster, without the cluster.
    monkeypatch.setitem(sys.modules, "ray", SimpleNamespace(get=lambda handle: handle))
    monkeypatch.setenv(CORES_VARIABLE, "1")
    monkeypatch.chdir(tmp_path)
    good = Job(task=task, folder=str(tmp_path), fingerprint=fingerprint(task))
    job = [msgspec.msgpack.encode(good)]
    assert made_of(check_article(b"good", job, msgspec.msgpack.encode(article(1)))).data
    job = [msgspec.msgpack.encode(msgspec.structs.replace(good, **change))]
    with pytest.raises(UsageError) as caught:
        made_of(check_article(b"bad", job, msgspec.msgpack.encode(article(1))))
    assert told in str(caught.value)


@pytest.fixture
def cluster(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """A cluster whose head has one core; its processes write to a cache of their own."""
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cluster-cache"))
    pytest.importorskip("ray", reason="Ray is not installed")
    from ray.cluster_utils import Cluster

    made = Cluster(initialize_head=True, head_node_args={"num_cpus": 1, "include_dashboard": False})
    yield made
    made.shutdown()


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """Articles that take a while, and two parties' documents."""
    (tmp_path / "official").mkdir()
    for party, text in (("Northland", NORTH), ("Southland", SOUTH)):
        (tmp_path / "official" / f"{party}.md").write_text(
            f"---\nparty: {party}\n---\n{text}", encoding="utf-8"
        )
    for number in range(ARTICLES):
        text = " ".join(
            f"Northland will deliver {1000 * number + row + 40},000 tonnes of wheat to port {row}."
            for row in range(SENTENCES)
        )
        (tmp_path / f"a{number:02}.md").write_text(text, encoding="utf-8")
    return tmp_path


def command(world: Path, out: str, *more: str) -> list[str]:
    articles = [str(path) for path in sorted(world.glob("a*.md"))]
    words = ["check", *articles, "--against", str(world / "official"), "-o", str(world / out), *more]
    return [sys.executable, "-m", "claimcheck", *words]


def results(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.json")}


def children(pid: int) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == pid:
            found.append(int(path.parent.name))
    return found


def works(raylet: int) -> bool:
    """Whether a process of this node checks articles."""
    titles = [Path(f"/proc/{pid}/cmdline").read_bytes() for pid in children(raylet)]
    return any(title.startswith(b"ray::check_article") for title in titles)


@pytest.mark.slow
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
def test_nothing_is_lost_or_doubled_when_a_node_is_killed_half_way(cluster: Any, world: Path) -> None:
    environment = {**os.environ, CACHE_VARIABLE: str(world / "own-cache"), "PYTHONUTF8": "1"}
    subprocess.run(command(world, "serial", "--jobs", "1"), env=environment, check=True, timeout=600)
    node = cluster.add_node(num_cpus=1)
    cluster.wait_for_nodes()
    (raylet,) = (info.process.pid for info in node.all_processes["raylet"])
    process = subprocess.Popen(
        command(world, "ray", "--engine", "ray", "--quiet"),
        env={**environment, ADDRESS_VARIABLE: cluster.address},
        stderr=subprocess.PIPE,
    )
    worked = False
    deadline = time.monotonic() + 500
    while len(results(world / "ray")) < ARTICLES // 2 and process.poll() is None:
        assert time.monotonic() < deadline
        worked = worked or works(raylet)
        time.sleep(0.02)
    assert process.poll() is None, "it ended before half of the articles were done"
    for pid in [raylet, *children(raylet)]:
        os.kill(pid, signal.SIGKILL)
    assert worked, "the node had no part in it"
    _, told = process.communicate(timeout=500)
    assert (process.returncode, told) == (0, b"")
    assert results(world / "ray") == results(world / "serial")
    log = [json.loads(line)["source"] for line in (world / "ray" / LOG).read_bytes().splitlines()]
    assert sorted(log) == [str(path) for path in sorted(world.glob("a*.md"))]


def test_a_cluster_that_is_not_there_is_told_in_one_line(task: Task, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("ray", reason="Ray is not installed")
    monkeypatch.setenv(ADDRESS_VARIABLE, "127.0.0.1:1")
    with pytest.raises(UsageError, match="the Ray cluster cannot be reached") as caught:
        list(RayEngine(task, None, str).run(iter([(0, article(0))]), ordered=True))
    assert str(caught.value).startswith("127.0.0.1:1: ")
