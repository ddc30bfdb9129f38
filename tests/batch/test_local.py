"""Checks in several processes: the same bytes as in one, and no article is lost with a process."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from claimcheck.batch import local
from claimcheck.batch.article import Made, Task
from claimcheck.batch.engines import SerialEngine
from claimcheck.batch.local import LocalEngine, worthwhile_jobs
from claimcheck.errors import NothingFound, UsageError
from claimcheck.models.onnx_encoder import CORES_VARIABLE, available_cores
from claimcheck.records import Document
from tests.batch.conftest import article

# Stands for the worker: answers each article with its number, unless it is to die.
STAND_IN = """
import os, signal, sys
from pathlib import Path
import msgspec
from claimcheck.batch.article import Made, Reply
from claimcheck.documents.apart import receive, send
from claimcheck.records import Document

how, mark = sys.argv[1], Path(sys.argv[2])
receive(sys.stdin.buffer)
if how == "at the start":
    sys.exit(7)
send(sys.stdout.buffer, msgspec.msgpack.encode(Reply()))
while message := receive(sys.stdin.buffer):
    article = msgspec.msgpack.decode(message, type=Document)
    if article.id == "a2" and (how == "always" or how == "once" and not mark.exists()):
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    send(sys.stdout.buffer, msgspec.msgpack.encode(Reply(made=Made(data=article.id.encode()))))
"""


def nobody(_stage: str) -> None:
    pass


def numbered(count: int) -> Iterator[tuple[int, Document]]:
    return ((number, article(number)) for number in range(count))


def stand_in(monkeypatch: pytest.MonkeyPatch, how: str, folder: Path) -> list[subprocess.Popen[bytes]]:
    """Puts the stand-in in the worker's place; the processes that are started."""
    started: list[subprocess.Popen[bytes]] = []

    def popen() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-c", STAND_IN, how, str(folder / "mark")]
        started.append(subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE))
        return started[-1]

    monkeypatch.setattr(local, "_popen", popen)
    return started


def test_results_are_the_same_bytes_as_in_one_process(task: Task) -> None:
    one = list(SerialEngine(task, nobody).run(numbered(5), ordered=True))
    assert all(made.data for _, made in one)
    assert list(LocalEngine(task, 2, nobody).run(numbered(5), ordered=True)) == one
    assert sorted(LocalEngine(task, 2, nobody).run(numbered(5), ordered=False)) == one


def test_a_task_that_no_article_could_meet_is_the_same_error_as_in_one_process(task: Task) -> None:
    with pytest.raises(NothingFound, match="no official document"):
        list(LocalEngine(replace(task, official=()), 2, nobody).run(numbered(3), ordered=True))


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("how", ["never", "once"])
def test_the_article_of_a_process_that_died_is_checked_by_another(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    started = stand_in(monkeypatch, how, tmp_path)
    made = dict(LocalEngine(task, 2, nobody).run(numbered(6), ordered=False))
    assert made == {number: Made(data=f"a{number}".encode()) for number in range(6)}
    assert len(started) == (3 if how == "once" else 2)


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_an_article_that_ends_two_processes_is_a_failure_and_the_others_are_checked(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, "always", tmp_path)
    made = dict(LocalEngine(task, 1, nobody).run(numbered(4), ordered=False))
    assert made.pop(2).failure == (
        "a2.md: it cannot be checked (the process that did so ended 2 times, killed by signal 9)"
    )
    assert made == {number: Made(data=f"a{number}".encode()) for number in (0, 1, 3)}


def test_processes_that_cannot_begin_end_the_run(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(monkeypatch, "at the start", tmp_path)
    with pytest.raises(UsageError, match="ended, with status 7") as caught:
        list(LocalEngine(task, 2, nobody).run(numbered(4), ordered=False))
    assert "--jobs" in str(caught.value)


def test_no_process_is_left_when_the_run_is_given_up(
    task: Task, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = stand_in(monkeypatch, "never", tmp_path)
    with closing(LocalEngine(task, 2, nobody).run(numbered(9), ordered=True)) as made:
        next(made)
    assert started
    assert all(process.returncode is not None for process in started)


def test_few_articles_are_not_worth_further_processes() -> None:
    assert worthwhile_jobs(1) == 1
    assert 1 <= worthwhile_jobs(100_000) <= available_cores()


def test_the_number_of_cores_can_be_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(CORES_VARIABLE, "1")
    assert available_cores() == 1
    monkeypatch.setenv(CORES_VARIABLE, "1000000000")
    with pytest.raises(UsageError, match="not a whole number above 0"):
        available_cores()
