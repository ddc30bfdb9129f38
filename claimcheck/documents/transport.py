"""One request over HTTP/1.1: bounded in time and bytes, to a numeric address that was checked before."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import zlib
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple, cast

from claimcheck import __version__
from claimcheck.documents.deadline import Deadline
from claimcheck.documents.web_address import WebAddress
from claimcheck.errors import UnreadableInput
from claimcheck.resources import load_toml

AGENT = f"claimcheck/{__version__}"
_PIECE = 65_536  # bytes asked of a socket at once
_GRACE = 0.05  # seconds in which a server that sends more than it announced shows it


class Reply(NamedTuple):
    """What the server answered; `body` is empty unless the status is 200."""

    status: int
    reason: str
    content_type: str
    charset: str
    location: str
    body: bytes


class _TimedSocket(io.RawIOBase):
    """A socket as a raw stream; each read is bounded by patience and by the deadline of the whole."""

    def __init__(self, sock: socket.socket, deadline: Deadline, patience: float) -> None:
        self._sock = sock
        self._deadline = deadline
        self.patience = patience

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:  # noqa: ANN401  (any writable buffer)
        self._sock.settimeout(self._deadline.left(self.patience))
        return self._sock.recv_into(buffer)

    def makefile(self, _mode: str) -> io.BufferedReader:
        """The stream that `http.client.HTTPResponse` asks of a socket."""
        return io.BufferedReader(self, _PIECE)


def request(address: WebAddress, numeric: tuple[str, ...], deadline: Deadline, most: int) -> Reply:
    """Asks for `address` at the first of its numeric addresses that answers.

    No cookies are sent or kept, nothing is cached, redirects are not followed.

    Args:
        address: what to ask for.
        numeric: the IP addresses of its host.
        deadline: of the whole fetch.
        most: bytes that the body may have, packed and unpacked.

    Raises:
        UnreadableInput: no connection, no valid certificate, no HTTP, too slow, too large or cut off.
    """
    patience = float(load_toml("fetch.toml")["limits"]["read_seconds"])
    try:
        with _connect(address, numeric, deadline) as sock:
            sock.settimeout(deadline.left(patience))
            sock.sendall(_request_bytes(address))
            stream = _TimedSocket(sock, deadline, patience)
            response = http.client.HTTPResponse(cast(socket.socket, stream), method="GET")
            response.begin()
            return _reply(response, stream, most, address.url)
    except ssl.SSLCertVerificationError as error:
        what = f"the server's certificate is not valid ({error.verify_message})"
        raise UnreadableInput(what, where=address.url, remedy="Nothing was read from it.") from error
    except ssl.SSLError as error:
        what = f"no secure connection to the server ({error.reason or error})"
        raise UnreadableInput(what, where=address.url, remedy="Nothing was read from it.") from error
    except TimeoutError as error:
        raise too_slow(address, deadline) from error
    except http.client.IncompleteRead as error:
        raise _failed("the page was cut off on its way", address.url) from error
    except http.client.HTTPException as error:
        what = f"the server's answer is not HTTP ({str(error)[:80] or type(error).__name__})"
        raise _failed(what, address.url) from error
    except OSError as error:
        raise _failed(f"no connection to the server ({error.strerror or error})", address.url) from error


def _connect(address: WebAddress, numeric: tuple[str, ...], deadline: Deadline) -> socket.socket:
    patience = float(load_toml("fetch.toml")["limits"]["connect_seconds"])
    failure: OSError = OSError("it has no address")
    for ip in numeric:
        try:
            sock = socket.create_connection((ip, address.port), timeout=deadline.left(patience))
        except OSError as error:
            failure = error
            continue
        if address.scheme == "http":
            return sock
        try:
            return _tls().wrap_socket(sock, server_hostname=address.host)
        except BaseException:
            sock.close()
            raise
    raise failure


@cache
def _tls() -> ssl.SSLContext:
    """Verifies certificates and names against the system's authorities, or those of SSL_CERT_FILE."""
    return ssl.create_default_context()


def _request_bytes(address: WebAddress) -> bytes:
    """The request; nothing in it identifies the user, `address` holds no control characters."""
    lines = (
        f"GET {address.target} HTTP/1.1",
        f"Host: {address.authority}",
        f"User-Agent: {AGENT}",
        "Accept: text/html, application/xhtml+xml, application/pdf, text/plain, */*;q=0.5",
        "Accept-Language: en",
        "Accept-Encoding: gzip",
        "Connection: close",
    )
    return "".join(f"{line}\r\n" for line in (*lines, "")).encode("ascii")


def _reply(response: http.client.HTTPResponse, stream: _TimedSocket, most: int, where: str) -> Reply:
    headers = response.headers
    # Header bytes beyond ASCII come as Latin-1; addresses are meant in UTF-8.
    location = (headers.get("location") or "").encode("latin-1", "replace").decode("utf-8", "replace")
    body = b""
    if response.status == http.client.OK:
        body = _unpacked(response, _body(response, stream, most, where), most, where)
    return Reply(
        status=response.status,
        reason=response.reason,
        content_type=headers.get_content_type() if "content-type" in headers else "",
        charset=headers.get_content_charset("") or "",
        location=location,
        body=body,
    )


def _body(response: http.client.HTTPResponse, stream: _TimedSocket, most: int, where: str) -> bytes:
    """The bytes as they were sent; neither more nor fewer than were announced."""
    announced = None if response.chunked else _announced(response, where)
    if announced is not None and announced > most:
        raise _too_large(most, where)
    received = bytearray()
    for piece in _pieces(response, announced):
        received += piece
        if len(received) > most:
            raise _too_large(most, where)
    if announced is not None and len(received) < announced:
        what = f"the page was cut off on its way ({len(received):,} of {announced:,} bytes came)"
        raise _failed(what, where)
    if announced is not None and _sends_more(response, stream):
        raise _failed(f"the server sends more than the {announced:,} bytes that it announced", where)
    return bytes(received)


def _announced(response: http.client.HTTPResponse, where: str) -> int | None:
    lengths = {value.strip() for value in response.headers.get_all("content-length", [])}
    if not lengths:
        return None
    length = lengths.pop()
    if lengths or not (length.isascii() and length.isdigit() and len(length) < 19):
        raise _failed("the server announces no valid length", where)
    return int(length)


def _pieces(response: http.client.HTTPResponse, announced: int | None) -> Iterator[bytes]:
    if response.chunked:
        while piece := response.read1(_PIECE):
            yield piece
        return
    # Read below `response`, which would take a connection that ends early for the end of the page.
    stream = response.fp
    left = announced
    while left != 0:
        piece = stream.read1(_PIECE if left is None else min(_PIECE, left))
        if not piece:
            return
        left = None if left is None else left - len(piece)
        yield piece


def _sends_more(response: http.client.HTTPResponse, stream: _TimedSocket) -> bool:
    stream.patience = _GRACE
    try:
        return bool(response.fp.read1(1))
    except OSError:  # nothing came in time, or the connection is gone: both are an end
        return False


def _unpacked(response: http.client.HTTPResponse, body: bytes, most: int, where: str) -> bytes:
    coding = (response.headers.get("content-encoding") or "identity").strip().lower()
    if coding in {"identity", ""}:
        return body
    if coding not in {"gzip", "x-gzip"}:
        raise _failed(f"the server packs the page in a way not asked for ({coding[:40]})", where)
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        unpacked = unpacker.decompress(body, most + 1)
    except zlib.error as error:
        raise _failed("the packed page is damaged", where) from error
    if len(unpacked) > most:
        raise _too_large(most, where)
    if not unpacker.eof:
        raise _failed("the page was cut off on its way (its packing is not whole)", where)
    if unpacker.unused_data.strip(b"\0"):
        raise _failed("the packed page is followed by something else", where)
    return unpacked


def too_slow(address: WebAddress, deadline: Deadline) -> UnreadableInput:
    """The error for a page that did not come in time."""
    told = f"more than {deadline.seconds:g} seconds in all" if deadline.over else "no answer in time"
    return _failed(f"the server is too slow ({told})", address.url)


def _too_large(most: int, where: str) -> UnreadableInput:
    remedy = "Save the part that you need, and name the file."
    return UnreadableInput(f"the page is larger than {most:,} bytes", where=where, remedy=remedy)


def _failed(what: str, where: str) -> UnreadableInput:
    return UnreadableInput(what, where=where, remedy="Try again later, or save the page and name the file.")
