"""How many articles a minute one call checks, on one core and on more, and how much memory it takes.

    python benchmarks/many_articles.py --articles 500 --cores 1 2

The articles are those of corpora/ and training/cases/, again and again, each time with other numbers and with
another day at the end of nearly every sentence, so that no vector or score of one serves another. They are
held against the two parties of --against. For each number of cores the command runs once, as
`claimcheck check ... --jobs CORES -o FOLDER` and kept to so many cores, with an empty cache of its own.
Results must be the same bytes each time. Seconds of computing are those of all its processes: where they grow
with the cores, processes are in each other's way; where only the clock is slow, the machine was busy.
Memory is read from /proc twice a second, so this needs Linux; "shared fairly" counts a page that several
processes map as a part of each.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import re
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from tabulate import tabulate

from claimcheck.models.cache import CACHE_VARIABLE

ROOT = Path(__file__).parents[1]
_NUMBER = re.compile(r"(?<![\d.,:-])\d{1,2}(?![\d.,:-]|\s*(?:st|nd|rd|th)\b)")
_END = re.compile(r"(?<=[a-z]{3})([.])(?=\s|$)")
_MONTHS = ("January", "March", "April", "June", "July", "September", "October", "November")


class Sample(NamedTuple):
    """What was seen at one moment: articles done, megabytes of the command and of all processes."""

    done: int
    parent: float
    largest: float
    shared_fairly: float


class Run(NamedTuple):
    """One run: its seconds, those that its processes computed, the samples, and a digest of all results."""

    seconds: float
    computing: float
    samples: tuple[Sample, ...]
    digest: str


def write_articles(folder: Path, count: int) -> list[Path]:
    """Writes `count` articles that all differ in nearly every sentence."""
    cases = [*(ROOT / "corpora").glob("*/article.md"), *(ROOT / "training" / "cases").glob("*/article.md")]
    texts = [path.read_text(encoding="utf-8") for path in sorted(cases)]
    paths = []
    for number in range(count):
        path = folder / f"article-{number:04}.md"
        path.write_text(_changed(texts[number % len(texts)], number), encoding="utf-8")
        paths.append(path)
    return paths


def _changed(text: str, seed: int) -> str:
    """The text with other numbers, and another day after every sentence; its front matter stays."""
    choose = random.Random(seed)
    head, rule, body = text.partition("\n---\n")
    body = _NUMBER.sub(lambda _: str(choose.randrange(2, 29)), body)
    body = _END.sub(lambda _: f" on {choose.randrange(1, 29)} {choose.choice(_MONTHS)}.", body)
    return f"{head}{rule}{body}"


def measure(articles: Sequence[Path], cores: int, engine: str, against: Path, folder: Path) -> Run:
    """Checks all articles once with that many cores."""
    out, cache = folder / f"out-{cores}", folder / f"cache-{cores}"
    command = [sys.executable, "-m", "claimcheck", "check", *map(str, articles), "--against", str(against)]
    command += ["-o", str(out), "--quiet", "--jobs", str(cores), "--engine", engine]
    allowed = sorted(os.sched_getaffinity(0))[:cores]
    start, before = time.perf_counter(), _computed()
    process = subprocess.Popen(
        command,
        env=os.environ | {CACHE_VARIABLE: str(cache)},
        preexec_fn=lambda: os.sched_setaffinity(0, allowed),  # noqa: PLW1509  (no thread runs here)
    )
    samples = []
    while process.poll() is None:
        samples.append(_sample(process.pid, len(list(out.glob("*.json")))))
        time.sleep(0.5)
    seconds = time.perf_counter() - start
    if process.returncode:
        sys.exit(f"claimcheck exited with {process.returncode}")
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(out.glob("*.json"))))
    return Run(seconds, _computed() - before, tuple(samples), digest.hexdigest())


def _computed() -> float:
    """Seconds that all processes that were started and have ended computed."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def _sample(pid: int, done: int) -> Sample:
    tree = [pid, *_children(pid)]
    resident = [_megabytes(one, "status", "VmRSS") for one in tree]
    fair = sum(_megabytes(one, "smaps_rollup", "Pss") for one in tree)
    return Sample(done, resident[0], max(resident), fair)


def _children(pid: int) -> list[int]:
    """All processes below one."""
    found: list[int] = []
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                found += [int(child), *_children(int(child))]
    except OSError:
        return found
    return found


def _megabytes(pid: int, file: str, field: str) -> float:
    try:
        lines = Path(f"/proc/{pid}/{file}").read_text().splitlines()
    except OSError:  # it has ended
        return 0.0
    return sum(int(line.split()[1]) / 1000 for line in lines if line.startswith(f"{field}:"))


def report(runs: dict[int, Run], count: int) -> None:
    """Prints throughput, its ratio to that of the first run, and peak memory on the way."""
    first = next(iter(runs.values()))
    rows = [
        (
            cores,
            *(f"{number:.2f}" for number in (run.seconds, run.computing, 60 * count / run.seconds)),
            f"{first.seconds / run.seconds:.2f}",
        )
        for cores, run in runs.items()
    ]
    titles = ("cores", "seconds", "seconds of computing", "articles a minute", "times the first")
    print(tabulate(rows, titles, disable_numparse=True))
    rows = []
    for cores, run in runs.items():
        for share in (0.1, 0.5, 1.0):
            seen = [sample for sample in run.samples if sample.done <= share * count]
            peaks = [max(column) for column in zip(*seen, strict=True)]
            rows.append((cores, round(share * count), *(f"{peak:.0f}" for peak in peaks[1:])))
    titles = ("cores", "articles", "command, MB", "largest process, MB", "all, shared fairly, MB")
    print(tabulate(rows, titles, disable_numparse=True))
    print(
        "results are the same bytes" if len({run.digest for run in runs.values()}) == 1 else "RESULTS DIFFER"
    )


def main() -> None:
    """Reads the command line and prints the tables."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--cores", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--engine", default="local")
    parser.add_argument("--against", type=Path, default=ROOT / "corpora" / "trade_framework" / "official")
    given = parser.parse_args()
    with TemporaryDirectory() as name:
        folder = Path(name)
        articles = write_articles(folder, given.articles)
        runs = {cores: measure(articles, cores, given.engine, given.against, folder) for cores in given.cores}
    report(runs, given.articles)


if __name__ == "__main__":
    main()
