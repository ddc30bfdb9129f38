"""The process that `local` starts: checks one article after the other, until its input is closed."""

from __future__ import annotations

import os
import signal
import sys
import threading
from queue import SimpleQueue
from typing import IO

import msgspec

from claimcheck.batch.article import ArticleChecker, Made, Task, answer
from claimcheck.documents.apart import receive, send
from claimcheck.records import Document


def main() -> None:
    """Answers the messages on standard input: first the task, then articles."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the one that asked decides when to stop
    # Whatever a library prints must not stand among the replies.
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    messages: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_listen, args=(sys.stdin.buffer, messages), daemon=True).start()
    checker = ArticleChecker(msgspec.msgpack.decode(messages.get(), type=Task), _nobody)

    def prepared() -> Made:
        checker.prepare()
        return Made()

    send(target, answer(prepared))
    while True:
        article = msgspec.msgpack.decode(messages.get(), type=Document)
        send(target, answer(lambda article=article: checker.check(article)))  # type: ignore[misc]


def _listen(source: IO[bytes], messages: SimpleQueue[bytes]) -> None:
    """Hands on what comes; ends this process at once when the one that asks has gone."""
    while message := receive(source):
        messages.put(message)
    os._exit(0)


def _nobody(_stage: str) -> None:
    """Nobody listens to the stages here."""


if __name__ == "__main__":
    main()
