"""A Ray cluster: each article is one task, which Ray runs on any of its machines and again if one is lost.

Ray carries bytes only: the task and the articles in msgpack. Every machine needs this package in the same
version, and the folders that the command names (corpora, models, aliases) under the same paths.
"""

from __future__ import annotations

import hashlib
import os
import platform
import socket
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import msgspec

from claimcheck.batch.article import ArticleChecker, Made, Task, answer, fingerprint, lost, made_of
from claimcheck.batch.engines import MadeNumbered, Numbered, in_flight
from claimcheck.errors import UsageError
from claimcheck.models.measured import OnStage
from claimcheck.models.onnx_encoder import CORES_VARIABLE, available_cores
from claimcheck.records import Document

if TYPE_CHECKING:
    from ray import ObjectRef

ADDRESS_VARIABLE = "RAY_ADDRESS"
_AHEAD = 2  # articles under way for each core of the cluster
_PATIENCE = 10.0  # seconds to wait for the cluster's first answer
_RETRIES = 3  # how often an article is tried again when the process or the machine that checks it is lost


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What every process of the cluster needs to know.

    Attributes:
        task: what the articles are held against.
        folder: the folder that relative paths begin in.
        fingerprint: of the task, as the command sees it.
    """

    task: Task
    folder: str
    fingerprint: bytes


class RayEngine:
    """Checks the articles on the cluster that RAY_ADDRESS names; on one of this machine where it names none.

    Args:
        task: what they are held against.
        jobs: most articles under way at a time; None leaves it to the number of the cluster's cores.
        on_stage: told the name of each stage as it begins.

    Raises:
        UsageError: Ray is not installed.
    """

    def __init__(self, task: Task, jobs: int | None, on_stage: OnStage) -> None:
        # Both are read when Ray is imported: nothing is reported to its makers, no variable is rewritten.
        os.environ["RAY_USAGE_STATS_ENABLED"] = "0"
        os.environ.setdefault("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
        try:
            import ray
        except ImportError:
            raise UsageError(
                "Ray is not installed", remedy='Install it: pip install "claimcheck-readouts[ray]".'
            ) from None
        self._ray: Any = ray
        self._task = task
        self._jobs = jobs
        self._on_stage = on_stage

    def run(self, articles: Numbered, *, ordered: bool) -> MadeNumbered:
        """See `Engine`."""
        ray = self._ray
        self._on_stage("connect")
        self._connect()
        try:
            encoded = msgspec.msgpack.encode(
                Job(task=self._task, folder=os.getcwd(), fingerprint=fingerprint(self._task))  # noqa: PTH109
            )
            # In a list, so that a process fetches it only if it has not done so before.
            job = [ray.put(encoded)]
            digest = hashlib.sha256(encoded).digest()
            remote = ray.remote(num_cpus=1, max_retries=_RETRIES)(check_article)
            under_way: dict[ObjectRef, Document] = {}

            def start(article: Document) -> ObjectRef:
                handle = remote.remote(digest, job, msgspec.msgpack.encode(article))
                under_way[handle] = article
                return handle

            for number, handle in in_flight(articles, start, self._finished, self._room, ordered=ordered):
                yield number, self._made(handle, under_way.pop(handle))
        finally:
            ray.shutdown()

    def _connect(self) -> None:
        address = os.environ.get(ADDRESS_VARIABLE, "")
        cores = {} if address else {"num_cpus": self._jobs or available_cores(), "include_dashboard": False}
        try:
            _knock(address)
            self._ray.init(address or "local", logging_level="error", log_to_driver=False, **cores)
        except (ConnectionError, RuntimeError, ValueError, OSError) as error:
            raise UsageError(
                f"the Ray cluster cannot be reached ({error})",
                where=address,
                remedy=f"Is {ADDRESS_VARIABLE} right, and the same Ray there as here?",
            ) from error

    def _finished(self, handles: Sequence[ObjectRef], block: bool) -> list[ObjectRef]:
        if block:
            self._on_stage("check")
        done: list[ObjectRef] = self._ray.wait(handles, num_returns=1, timeout=None if block else 0)[0]
        return done

    def _room(self) -> int:
        """How many articles may be under way now; machines may come and go."""
        return self._jobs or max(1, _AHEAD * int(self._ray.cluster_resources().get("CPU", 1)))

    def _made(self, handle: ObjectRef, article: Document) -> Made:
        known = self._ray.exceptions
        try:
            return made_of(self._ray.get(handle))
        except (known.WorkerCrashedError, known.NodeDiedError, known.ObjectLostError) as error:
            return lost(article, f"the cluster gave it up, {type(error).__name__}")
        except known.OutOfMemoryError:
            return lost(article, "the machines that tried it ran out of memory")
        except known.RayError as error:
            reason = str(error).strip().rpartition("\n")[2]
            raise UsageError(
                f"the cluster cannot check articles ({reason})",
                remedy="Is this package installed on every machine, in the same version?",
            ) from error


def _knock(address: str) -> None:
    """Makes sure that somebody listens at HOST:PORT, for which Ray itself waits for minutes.

    Raises:
        OSError: nobody does.
    """
    host, colon, port = address.rpartition("//")[2].rpartition(":")
    if colon and port.isdigit():
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()


_checkers: dict[bytes, ArticleChecker] = {}  # of this process of the cluster; one at most


def check_article(digest: bytes, job: Sequence[ObjectRef], article: bytes) -> bytes:
    """The task: a `Reply` for an article, in a process of the cluster. It changes nothing but caches.

    Args:
        digest: the sha256 of the job.
        job: where its bytes are.
        article: the document in msgpack.
    """

    def work() -> Made:
        if digest not in _checkers:
            _checkers.clear()
            _checkers[digest] = _prepared(job[0])
        return _checkers[digest].check(msgspec.msgpack.decode(article, type=Document))

    return answer(work)


def _prepared(encoded: ObjectRef) -> ArticleChecker:
    """Makes this process ready.

    Raises:
        UsageError: results here would not be those of the machine that the command runs on.
    """
    import ray

    job = msgspec.msgpack.decode(ray.get(encoded), type=Job)
    os.environ[CORES_VARIABLE] = "1"
    machine = platform.node()
    try:
        os.chdir(job.folder)
        here = fingerprint(job.task)
    except OSError as error:
        raise UsageError(
            f"a file or folder is not there on {machine} ({error})",
            remedy="Every machine of the cluster needs it under the same path.",
        ) from error
    if here != job.fingerprint:
        raise UsageError(
            f"{machine} would give other results: its package, models or corpora are others",
            remedy="Install the same version and keep the same corpora on every machine.",
        )
    checker = ArticleChecker(job.task, _nobody)
    checker.prepare()
    return checker


def _nobody(_stage: str) -> None:
    """Nobody listens to the stages here."""
