"""How the costs of a built corpus grow with its size: time, memory, bytes, and the time of a search.

    python benchmarks/corpus.py WRITTEN.jsonl.gz SPOKEN.jsonl.gz --work FOLDER [--small]

Corpora of 10,000, 100,000 and 1,000,000 passages and one of all documents are built one after the other, each
in processes of its own, without the measurement of recall. Documents are taken in the order of the sha256 of
their ids; where they are too few they are taken again with other digits. Memory is the proportional set size
of all processes together, looked at twice a second (on Linux). Opening is the median of 5, a search that of
25 claims of retrieval_claims.jsonl, after one: the candidates alone, and the 10 best passages, not cached.

Writes growth.json to --work, and prints a table; --plot writes the curves as an SVG file.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tabulate import tabulate

from claimcheck.corpus.build import add
from claimcheck.corpus.effort import quick
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.documents.official import read_official
from claimcheck.models.onnx_encoder import OnnxEncoder, available_cores
from claimcheck.models.static_encoder import load_static

CLAIMS = Path(__file__).parent / "retrieval_claims.jsonl"
SIZES = (10_000, 100_000, 1_000_000)
SMALL = (3_000, 10_000, 30_000)
CHARACTERS = 36.3  # of text for a passage, in these documents
QUERIES = 25
OPENINGS = 5
_DIGIT = re.compile(r"\d")

Row = dict[str, Any]


def main() -> None:
    """Builds and measures corpora of growing size."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--small", action="store_true", help="3,000 to 30,000 passages, in a few minutes")
    parser.add_argument("--plot", type=Path, help="an SVG file")
    parser.add_argument("--index", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.index:
        index(given.sources, given.index, given.work)
        return
    given.work.mkdir(parents=True, exist_ok=True)
    load_static(given.work)  # made once for all corpora
    rows = [row for path in given.sources for row in read_rows(path)]
    rows.sort(key=lambda row: hashlib.sha256(row["id"].encode()).hexdigest())
    wanted = SMALL if given.small else (*SIZES, None)
    measured = []
    for size in wanted:
        measured.append(measure(rows, size, given.work))
        print(json.dumps(measured[-1]), flush=True)
    (given.work / "growth.json").write_text(json.dumps(measured, indent=1) + "\n", encoding="utf-8")
    print(tabulate([list(one.values()) for one in measured], headers=list(measured[0]), tablefmt="github"))
    if given.plot:
        given.plot.parent.mkdir(parents=True, exist_ok=True)
        given.plot.write_text(plot(measured), encoding="utf-8")


def read_rows(path: Path) -> Iterator[Row]:
    """The rows of a JSONL file, compressed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def some(rows: Sequence[Row], passages: int | None) -> Iterator[Row]:
    """Rows that make about as many passages; all of them once where None."""
    left = math.inf if passages is None else passages * CHARACTERS
    for turn in range(1 if passages is None else 10):
        for row in rows:
            if left <= 0:
                return
            left -= len(row["text"])
            yield changed(row, turn) if turn else row


def changed(row: Row, turn: int) -> Row:
    """The row with every digit of its text moved on, and an id of its own."""
    text = _DIGIT.sub(lambda match: str((int(match.group()) + turn) % 10), row["text"])
    return row | {"text": text, "id": f"{row['id']}~{turn}"}


def measure(rows: Sequence[Row], passages: int | None, work: Path) -> Row:
    """Builds one corpus and searches it."""
    folder, path = work / "corpus", work / "rows.jsonl"
    shutil.rmtree(folder, ignore_errors=True)
    with path.open("w", encoding="utf-8") as stream:
        for row in some(rows, passages):
            stream.write(json.dumps(row) + "\n")
    command = [sys.executable, __file__, str(path), "--index", str(folder), "--work", str(work)]
    begin = time.perf_counter()
    child = subprocess.Popen(command)
    memory = 0.0
    while child.poll() is None:
        memory = max(memory, memory_of(child.pid))
        time.sleep(0.5)
    seconds = time.perf_counter() - begin
    if child.returncode:
        sys.exit(f"indexing exited with {child.returncode}")
    corpus = Corpus(folder)
    segments = corpus.manifest.segments
    count = sum(one.passages for one in segments)
    return {
        "documents": sum(one.documents for one in segments),
        "passages": count,
        "build s": round(seconds, 1),
        "passages/s": round(count / seconds),
        "peak MB": round(memory),
        "bytes a passage": round(sum(one.index_bytes for one in segments) / count),
        **searched(folder),
    }


def index(sources: Sequence[Path], folder: Path, work: Path) -> None:
    """Builds a corpus, as `claimcheck corpus build` does, but does not measure its recall."""
    documents = read_official([str(path) for path in sources]).documents
    add(folder, documents, create=True, jobs=available_cores(), cache=work)


def searched(folder: Path) -> Row:
    """Median times of opening a corpus and of searching it, in milliseconds."""
    opening = [timed(lambda: Corpus(folder)) for _ in range(OPENINGS)]
    claims = [json.loads(line)["claim"] for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    search = CorpusSearch(Corpus(folder), OnnxEncoder(), Scope(), quick(10))
    search.best(claims[-1], (), 10)
    candidates, whole = [], []
    for claim in claims[:: len(claims) // QUERIES][:QUERIES]:
        candidates.append(timed(lambda claim=claim: search.candidates(claim)))
        whole.append(timed(lambda claim=claim: search.best(claim, (), 10)))
    return {
        "open ms": round(1000 * statistics.median(opening)),
        "candidates ms": round(1000 * statistics.median(candidates), 1),
        "search ms": round(1000 * statistics.median(whole), 1),
    }


def timed(work: Callable[[], object]) -> float:
    """Seconds that some work takes."""
    begin = time.perf_counter()
    work()
    return time.perf_counter() - begin


def memory_of(process: int) -> float:
    """Megabytes of a process and all that it started; pages that they share count once. 0 where unknown."""
    parents: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
        parents.setdefault(parent, []).append(int(stat.parent.name))
    total, left = 0, [process]
    while left:
        one = left.pop()
        left += parents.get(one, [])
        try:
            lines = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return total / 1024


PANELS = (("build s", "s to build"), ("candidates ms", "ms for candidates"), ("search ms", "ms for a search"))
WIDTH, HEIGHT, LEFT, TOP = 190, 170, 46, 28


def plot(measured: Sequence[Row]) -> str:
    """The curves side by side over the number of passages, both axes logarithmic, as SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(PANELS) * (WIDTH + LEFT + 14)} '
        f'{HEIGHT + TOP + 40}" font-family="sans-serif" font-size="11" fill="#444">',
        "<title>Costs of a corpus by its number of passages</title>",
        '<rect width="100%" height="100%" fill="#fff"/>',
    ]
    for number, (name, title) in enumerate(PANELS):
        parts += panel(
            [(one["passages"], one[name]) for one in measured], title, number * (WIDTH + LEFT + 14)
        )
    return "\n".join([*parts, "</svg>"]) + "\n"


def panel(points: Sequence[tuple[float, float]], title: str, offset: float) -> list[str]:
    """One pair of axes with a curve."""
    spans = [decades([point[axis] for point in points]) for axis in (0, 1)]

    def at(point: tuple[float, float]) -> tuple[float, float]:
        shares = [
            (math.log10(value) - low) / (high - low) for value, (low, high) in zip(point, spans, strict=True)
        ]
        return round(offset + LEFT + WIDTH * shares[0], 1), round(TOP + HEIGHT * (1 - shares[1]), 1)

    bottom, left = TOP + HEIGHT, offset + LEFT
    parts = [
        f'<text x="{left}" y="{TOP - 12}" font-weight="bold">{title}</text>',
        f'<path d="M{left} {TOP}V{bottom}H{left + WIDTH}" fill="none" stroke="#888"/>',
        f'<text x="{left + WIDTH / 2}" y="{bottom + 32}" text-anchor="middle">passages</text>',
    ]
    for power in range(spans[0][0], spans[0][1] + 1):
        x, _ = at((10.0**power, 10.0 ** spans[1][0]))
        parts.append(f'<text x="{x}" y="{bottom + 15}" text-anchor="middle">{short(10**power)}</text>')
    for power in range(spans[1][0], spans[1][1] + 1):
        _, y = at((10.0 ** spans[0][0], 10.0**power))
        parts.append(f'<path d="M{left} {y}H{left + WIDTH}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 5}" y="{y + 4}" text-anchor="end">{short(10.0**power)}</text>')
    places = [at(point) for point in points]
    line = " ".join(f"{x},{y}" for x, y in places)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1f5fa8" stroke-width="2"/>')
    for (x, y), (_, value) in zip(places, points, strict=True):
        parts.append(f'<circle cx="{x}" cy="{y}" r="3" fill="#1f5fa8"/>')
        parts.append(f'<text x="{x - 6}" y="{y - 7}" text-anchor="end">{value:g}</text>')
    return parts


def decades(values: Sequence[float]) -> tuple[int, int]:
    """The powers of ten around some values."""
    low = math.floor(math.log10(min(values)))
    return low, max(math.ceil(math.log10(max(values))), low + 1)


def short(number: float) -> str:
    """A power of ten in few characters."""
    for unit, name in ((1e6, "M"), (1e3, "k")):
        if number >= unit:
            return f"{number / unit:g}{name}"
    return f"{number:g}"


if __name__ == "__main__":
    main()
