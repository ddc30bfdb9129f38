"""Readers that run in a process of their own, so that no file can crash, hang or fill the one that asked.

PDF, HTML and Word files are parsed by libraries in C. The process is started when the first such file is
met, reads one file after the other, and is replaced where it died. Where none can be started the files
are read in this process.
"""

from __future__ import annotations

import atexit
import os
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Literal

import msgspec

from claimcheck.documents.limits import limit
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import InputError, NothingFound, UnreadableInput, UsageError

READY = b"ready\n"
_LENGTH = 8  # bytes of the length before each message
_WALL = 6  # seconds that may pass per second of computing, on a machine that is busy


class Request(msgspec.Struct, frozen=True):
    """A file, the module that reads it, and the bounds: seconds of computing, megabytes."""

    module: str
    raw: Raw
    seconds: int
    megabytes: int


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What was read, or the error that was raised: its class and its parts.

    `last` says that the process ends now, since it has grown.
    """

    extracts: tuple[Extract, ...] = ()
    error: Literal["", "UnreadableInput", "NothingFound", "UsageError", "MemoryError"] = ""
    what: str = ""
    where: str = ""
    remedy: str = ""
    last: bool = False


class _Worker:
    """One process that reads files."""

    def __init__(self) -> None:
        package = str(Path(__file__).parents[2])
        paths = os.pathsep.join([package, *filter(None, sys.path)])
        self.owner = os.getpid()
        self.process = subprocess.Popen(
            # -P keeps the folder that we are run in, which may hold anything, from being imported from.
            [sys.executable, "-P", "-m", "claimcheck.documents.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": paths},
        )
        self.source: IO[bytes] = self.process.stdout  # type: ignore[assignment]
        self.target: IO[bytes] = self.process.stdin  # type: ignore[assignment]
        if self.source.read(len(READY)) != READY:
            self.stop()
            raise OSError("the reading process did not start")

    def ask(self, request: Request) -> Reply | None:
        """The reply, or None where the process died; `process.returncode` then says how."""
        timer = threading.Timer(request.seconds * _WALL, self.process.kill)
        timer.start()
        try:
            send(self.target, msgspec.msgpack.encode(request))
            answer = receive(self.source)
        except OSError:
            answer = b""
        finally:
            timer.cancel()
        if not answer:
            self.process.wait()
            return None
        return msgspec.msgpack.decode(answer, type=Reply)

    def stop(self) -> None:
        """Ends the process."""
        self.process.kill()
        self.process.wait()
        self.source.close()
        try:
            self.target.close()
        except OSError:  # what was not written yet cannot be any more
            return


_lock = threading.Lock()
_workers: list[_Worker] = []  # one at most; none where the last one died or the process is a fork


def read_apart(module: str, raw: Raw) -> tuple[Extract, ...]:
    """What the reader in `module` finds in some bytes.

    Args:
        module: the full name of a module with a function `read(raw)`.
        raw: the bytes.

    Raises:
        InputError: as the reader does, or the bounds on time and memory were exceeded.
        UsageError: as the reader does.
    """
    seconds = limit("reader_seconds") + len(raw.data) // 1_000_000 * limit("reader_seconds_per_megabyte")
    request = Request(module, raw, seconds, limit("reader_megabytes"))
    with _lock:
        try:
            worker = _running()
        except OSError:
            worker = None
        if worker is not None:
            reply = worker.ask(request)
            code = worker.process.returncode
            if reply is None or reply.last:
                _drop()
    if worker is None:
        return read_here(request)
    if reply is None:
        raise _died(code, request)
    return _result(reply, request)


def read_here(request: Request) -> tuple[Extract, ...]:
    """The same in this process."""
    from importlib import import_module

    extracts: tuple[Extract, ...] = import_module(request.module).read(request.raw)
    return extracts


def send(target: IO[bytes], message: bytes) -> None:
    """Writes a message with its length before it."""
    target.write(len(message).to_bytes(_LENGTH, "big"))
    target.write(message)
    target.flush()


def receive(source: IO[bytes]) -> bytes:
    """The next message; empty where the other side has gone."""
    head = source.read(_LENGTH)
    size = int.from_bytes(head, "big") if len(head) == _LENGTH else 0
    message = source.read(size)
    return message if len(message) == size else b""


def _running() -> _Worker:
    if _workers and _workers[0].owner != os.getpid():
        _workers.clear()  # it belongs to the process that this one was forked from
    if _workers and _workers[0].process.poll() is not None:
        _drop()
    if not _workers:
        _workers.append(_Worker())
    return _workers[0]


@atexit.register
def _drop() -> None:
    while _workers:
        worker = _workers.pop()
        if worker.owner == os.getpid():
            worker.stop()


def _result(reply: Reply, request: Request) -> tuple[Extract, ...]:
    kinds: dict[str, type[InputError | UsageError]] = {
        "UnreadableInput": UnreadableInput,
        "NothingFound": NothingFound,
        "UsageError": UsageError,
    }
    if reply.error == "MemoryError":
        raise _too_much(request)
    if reply.error:
        raise kinds[reply.error](reply.what, where=reply.where, remedy=reply.remedy)
    return reply.extracts


def _died(code: int | None, request: Request) -> UnreadableInput:
    import signal

    slow = {-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL") if hasattr(signal, name)}
    if code in slow:
        what = f"reading it takes more than {request.seconds:,} seconds"
        remedy = "Save its text alone as .txt, or raise CLAIMCHECK_LIMIT_READER_SECONDS."
        return UnreadableInput(what, where=request.raw.where, remedy=remedy)
    what = "the library that reads it broke down"
    return UnreadableInput(what, where=request.raw.where, remedy="Save its text alone as .txt.")


def _too_much(request: Request) -> UnreadableInput:
    return UnreadableInput(
        f"reading it takes more than {request.megabytes:,} megabytes of memory",
        where=request.raw.where,
        remedy="Save its text alone as .txt, or raise CLAIMCHECK_LIMIT_READER_MEGABYTES.",
    )
