"""A web server on loopback that sends exactly the bytes that a test gives it."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

Answer = bytes | Callable[[socket.socket], None]


def page(
    body: bytes, *headers: str, kind: str = "text/html", status: str = "200 OK", length: int | None = None
) -> bytes:
    """A whole answer, with the length of `body` or another one."""
    lines = (
        f"HTTP/1.1 {status}",
        f"Content-Type: {kind}",
        f"Content-Length: {len(body) if length is None else length}",
        *headers,
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("latin-1") + body


def redirect(location: str, status: str = "302 Found") -> bytes:
    return page(b"", f"Location: {location}", status=status)


class Site:
    """The running server: its address, and the requests that came (head only, as text)."""

    def __init__(self, port: int, scheme: str) -> None:
        self.port = port
        self.root = f"{scheme}://127.0.0.1:{port}"
        self.requests: list[str] = []
        self.answers: dict[str, Answer] = {}

    @property
    def targets(self) -> list[str]:
        return [request.split()[1] for request in self.requests]


@contextmanager
def served(answers: Mapping[str, Answer], certificate: Path | None = None) -> Iterator[Site]:
    """Serves `answers` by path and query; a path that is not among them gets 404."""
    listener = socket.create_server(("127.0.0.1", 0))
    site = Site(listener.getsockname()[1], "https" if certificate else "http")
    site.answers.update(answers)
    context = None
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)

    def answer(connection: socket.socket) -> None:
        try:
            connection.settimeout(10)
            with context.wrap_socket(connection, server_side=True) if context else connection as stream:
                head = b""
                while b"\r\n\r\n" not in head and (piece := stream.recv(65536)):
                    head += piece
                    if head.startswith(b"\x16"):  # a client that wants TLS here
                        stream.sendall(page(b"", status="400 Bad Request"))
                        return
                site.requests.append(head.decode("latin-1"))
                given = site.answers.get(site.targets[-1], page(b"", status="404 Not Found"))
                if isinstance(given, bytes):
                    stream.sendall(given)
                else:
                    given(stream)
        except OSError:  # the client has gone
            connection.close()

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:  # closed: the test is over
                return
            threading.Thread(target=answer, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield site
    finally:
        with contextlib.suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)  # wakes the thread that accepts
        listener.close()
