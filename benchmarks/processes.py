"""Commands timed as whole processes, several in turn, so that all meet the same moods of a machine."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import NamedTuple

from claimcheck.models.cache import CACHE_VARIABLE

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
NAIVE = Path(__file__).with_name("naive_check.py")


class Ended(NamedTuple):
    """One run of a command: seconds, peak memory in MB, and what it said on stderr."""

    seconds: float
    megabytes: float
    said: str


class Command(NamedTuple):
    """A command; `cache` is the folder of a warm cache, or None for an empty one in each run."""

    words: tuple[str, ...]
    cache: Path | None = None


def claimcheck(*words: str | Path, cache: Path | None = None) -> Command:
    """`claimcheck` with these words."""
    return Command((sys.executable, "-m", "claimcheck", *map(str, words)), cache)


def naive(article: Path, official: Path) -> Command:
    """The naive pipeline on the same files."""
    return Command((sys.executable, str(NAIVE), str(article), "--against", str(official)))


def run(command: Command) -> Ended:
    """Runs a command to its end as a process of its own."""
    if command.cache is None:
        with TemporaryDirectory() as empty:
            return _run(command.words, empty)
    return _run(command.words, str(command.cache))


def _run(words: Sequence[str], cache: str) -> Ended:
    environment = os.environ | {CACHE_VARIABLE: cache, "TOKENIZERS_PARALLELISM": "false"}
    # An installed package has its byte code at hand, and so has a checkout after its first run.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with TemporaryDirectory() as folder:
        said = Path(folder) / "stderr"
        with said.open("wb") as errors:
            start = time.perf_counter()
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=errors, env=environment)
            watch = _Watch(process.pid)
            watch.start()
            process.wait()
            seconds = time.perf_counter() - start
            watch.join()
        text = said.read_text(encoding="utf-8", errors="replace")
    if process.returncode:
        sys.exit(f"{' '.join(words)} exited with {process.returncode}: {text[-300:]}")
    return Ended(seconds, watch.megabytes, text)


class _Watch(Thread):
    """Follows the peak memory of a process until it ends; 0 where the system does not tell (it needs /proc).

    What the system says of a finished process will not do: it counts the memory of the one that started it.
    """

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._status = Path(f"/proc/{pid}/status")
        self.megabytes = 0.0

    def run(self) -> None:
        with suppress(OSError):
            while found := _PEAK.search(self._status.read_text(encoding="utf-8")):
                self.megabytes = int(found[1]) / 1024
                time.sleep(0.01)


def in_turn(commands: Mapping[str, Command], repeat: int) -> dict[str, list[Ended]]:
    """Runs all commands one after the other, `repeat` times, after a run of each that is not counted."""
    for command in commands.values():
        run(command)
    found: dict[str, list[Ended]] = {name: [] for name in commands}
    for _ in range(repeat):
        for name, command in commands.items():
            found[name].append(run(command))
    return found


def timed(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def works_in_turn(works: Mapping[str, Callable[[], object]], repeat: int) -> dict[str, list[float]]:
    """Seconds of several pieces of work, done in turn after once that is not counted."""
    for work in works.values():
        work()
    found: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(repeat):
        for name, work in works.items():
            found[name].append(timed(work))
    return found


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """How many times as long theirs take, the median of the rounds."""
    return median(their / our for our, their in zip(ours, theirs, strict=True))
