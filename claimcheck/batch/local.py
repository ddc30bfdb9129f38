"""Several processes on this machine, each with one thread that computes.

They are programs of their own, not forks: the libraries that compute have threads, which a fork would cut
off. Nothing is pickled: a task, an article or a report goes through a pipe in msgpack, its length before it.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path
from queue import LifoQueue
from typing import IO

import msgspec

from claimcheck.batch.article import Made, Task, lost, made_of
from claimcheck.batch.engines import MadeNumbered, Numbered, in_flight
from claimcheck.documents.apart import receive, send
from claimcheck.errors import UsageError
from claimcheck.models.measured import OnStage
from claimcheck.models.onnx_encoder import CORES_VARIABLE, available_cores
from claimcheck.records import Document

_AHEAD = 4  # articles under way for each process; bounds what is held in memory
_ARTICLES_EACH = 4  # below that a process saves less than its start costs
_TRIES = 2  # how often an article may end the process that checks it
# What bounds the threads of the libraries that compute; more than one each would only be in each other's way.
_ONE_THREAD = dict.fromkeys(
    (
        CORES_VARIABLE,
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "MKL_NUM_THREADS",
        "VECLIB_MAXIMUM_THREADS",
        "NUMEXPR_NUM_THREADS",
    ),
    "1",
)


class LocalEngine:
    """Checks several articles at a time, each in one of several processes.

    A process that dies, for instance because memory ran out, is replaced, and its article tried once more.

    Args:
        task: what the articles are held against.
        jobs: number of processes; each is started when there is an article for it.
        on_stage: told the name of each stage as it begins.
    """

    def __init__(self, task: Task, jobs: int, on_stage: OnStage) -> None:
        self._task = task
        self._jobs = jobs
        self._on_stage = on_stage

    def run(self, articles: Numbered, *, ordered: bool) -> MadeNumbered:
        """See `Engine`."""
        task = msgspec.msgpack.encode(self._task)
        workers = [_Worker(task) for _ in range(self._jobs)]
        idle: LifoQueue[_Worker] = LifoQueue()  # the last one first: it has begun already
        for worker in workers:
            idle.put(worker)

        def check(article: Document) -> Made:
            worker = idle.get()
            try:
                return worker.check(article)
            finally:
                idle.put(worker)

        def finished(handles: Sequence[Future[Made]], block: bool) -> list[Future[Made]]:
            if block:
                self._on_stage("check")
            done = wait(handles, timeout=None if block else 0, return_when=FIRST_COMPLETED).done
            return [handle for handle in handles if handle in done]

        pool = ThreadPoolExecutor(self._jobs)
        try:
            handles = in_flight(
                articles,
                lambda article: pool.submit(check, article),
                finished,
                lambda: _AHEAD * self._jobs,
                ordered=ordered,
            )
            for number, handle in handles:
                yield number, handle.result()
        finally:
            for worker in workers:
                worker.stop()
            pool.shutdown(cancel_futures=True)
            for worker in workers:
                worker.join()


def worthwhile_jobs(articles: int) -> int:
    """The number of processes for so many articles: as many as cores, if they are worth starting."""
    return max(1, min(available_cores(), articles // _ARTICLES_EACH))


class _Worker:
    """A process that checks articles, and is replaced when it dies."""

    def __init__(self, task: bytes) -> None:
        self._task = task
        self._process: subprocess.Popen[bytes] | None = None
        self._stopped = False
        self._lock = threading.Lock()  # of the two above

    def check(self, article: Document) -> Made:
        """What came of one article.

        Raises:
            ClaimcheckError: the task cannot be done, whatever the article.
        """
        message = msgspec.msgpack.encode(article)
        for _ in range(_TRIES):
            process = self._started()
            answer = _asked(process, message)
            if answer:
                return made_of(answer)
            code = process.wait()
        return lost(article, f"the process that did so ended {_TRIES} times, {_how(code)}")

    def stop(self) -> None:
        """Ends the process, whatever it does."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def join(self) -> None:
        """Waits until a process that was stopped has ended."""
        if self._process is not None:
            self._process.wait()
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):  # what was not written yet cannot be any more
                    pipe.close()  # type: ignore[union-attr]

    def _started(self) -> subprocess.Popen[bytes]:
        """The process, ready for an article; it is started if there is none."""
        if self._process is not None and self._process.poll() is None:
            return self._process
        for _ in range(_TRIES):
            with self._lock:
                if self._stopped:
                    raise UsageError("the run was stopped")
                self._process = process = _popen()
            answer = _asked(process, self._task)
            if answer:
                made_of(answer)
                return process
            code = process.wait()
        raise UsageError(
            f"a process that makes the official documents searchable ended, {_how(code)}",
            remedy="Is memory short? Use fewer processes with --jobs.",
        )


def _popen() -> subprocess.Popen[bytes]:
    package = str(Path(__file__).parents[2])
    paths = os.pathsep.join([package, *filter(None, sys.path)])
    return subprocess.Popen(
        # -P keeps the folder that we are run in, which may hold anything, from being imported from.
        [sys.executable, "-P", "-m", "claimcheck.batch.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, **_ONE_THREAD, "PYTHONPATH": paths},
    )


def _asked(process: subprocess.Popen[bytes], message: bytes) -> bytes:
    """The answer to a message; empty where the process has died."""
    source: IO[bytes] = process.stdout  # type: ignore[assignment]
    target: IO[bytes] = process.stdin  # type: ignore[assignment]
    try:
        send(target, message)
        return receive(source)
    except (OSError, ValueError):  # ValueError: the pipe was closed
        return b""


def _how(code: int) -> str:
    return f"killed by signal {-code}" if code < 0 else f"with status {code}"
