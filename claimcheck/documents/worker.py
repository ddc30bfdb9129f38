"""The process that `apart` starts: reads one file after the other, within bounds on time and memory."""

from __future__ import annotations

import os
import signal
import sys

import msgspec

from claimcheck.documents.apart import READY, Reply, Request, read_here, receive, send
from claimcheck.errors import NothingFound, UnreadableInput, UsageError

try:
    import resource
except ImportError:  # not on Windows, where the time on the clock is the only bound
    resource = None  # type: ignore[assignment]


def main() -> None:
    """Answers requests on standard input until it is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that asked decides when to stop
    source = sys.stdin.buffer
    # Whatever a library prints must not stand among the replies.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    target.write(READY)
    target.flush()
    # A process begins with the high-water mark of the one that started it.
    inherited, last = _megabytes(), False
    while not last and (message := receive(source)):
        request = msgspec.msgpack.decode(message, type=Request)
        reply = _answer(request)
        # What one large file left behind must not be held against the next.
        last = _megabytes() > inherited and _megabytes() * 2 > request.megabytes
        send(target, msgspec.msgpack.encode(msgspec.structs.replace(reply, last=last)))


def _answer(request: Request) -> Reply:
    _bound(request)
    try:
        return Reply(extracts=read_here(request))
    except (UnreadableInput, NothingFound, UsageError) as error:
        name = type(error).__name__
        return Reply(error=name, what=error.what, where=error.where, remedy=error.remedy)  # type: ignore[arg-type]
    except MemoryError:
        return Reply(error="MemoryError")
    except RecursionError:
        what = "it is nested too deeply"
        return Reply(error="UnreadableInput", what=what, where=request.raw.where, remedy="Is it damaged?")


def _megabytes() -> int:
    """The most memory that this process has taken, as Linux counts it."""
    return int(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1000) if resource is not None else 0


def _bound(request: Request) -> None:
    """Ends this process when it has computed too long, and fails what takes too much memory."""
    if resource is None:
        return
    spent = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    until = int(spent.ru_utime + spent.ru_stime) + 1 + request.seconds
    resource.setrlimit(resource.RLIMIT_CPU, (until if hard < 0 else min(until, hard), hard))
    _, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = request.megabytes * 1_000_000
    resource.setrlimit(resource.RLIMIT_DATA, (most if hard < 0 else min(most, hard), hard))


if __name__ == "__main__":
    main()
