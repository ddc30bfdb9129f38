"""How well and how fast claims are found.

    python benchmarks/claims.py --cases CASES --sentences FACTCHECKGPT.jsonl.gz --speed TEXTS.jsonl.gz

CASES is a folder of labelled cases (`article.md` and `gold.jsonl` with exact substrings of it): a gold
claim is found where an extracted one has a word F1 of at least 0.5 with it; fit is the mean of the best
word F1; ratio is extracted per gold claims. The sentences file has `text`, `context` and hand-written
atomic `claims`: recall and precision count claims whose standalone wording has a word F1 of at least 0.7
with one of the other side. Speed is words of the rows' `text` per second of CPU. Each part is optional.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from pathlib import Path
from typing import Any

from tabulate import tabulate

from claimcheck.claims.extract import extract_claims
from claimcheck.records import Document

_FRONT_MATTER = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
Row = tuple[str, str]


def words(text: str) -> set[str]:
    """The distinct words of `text`, lower case."""
    return set(re.findall(r"\w+", text.lower()))


def word_f1(left: set[str], right: set[str]) -> float:
    """Harmonic mean of precision and recall of the words of two texts."""
    return 2 * len(left & right) / ((len(left) + len(right)) or 1)


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def document(text: str, date: str = "") -> Document:
    """A document that holds `text`."""
    return Document(id="benchmark", text=text, sha256="", date=date)


def read_article(path: Path) -> Document:
    """The article of a case, without its front matter."""
    raw = path.read_text(encoding="utf-8")
    matter = _FRONT_MATTER.match(raw)
    if matter is None:
        return document(raw)
    fields = dict(line.split(": ", 1) for line in matter.group(1).splitlines() if ": " in line)
    return document(raw[matter.end() :], fields.get("date", ""))


def measure_cases(folder: Path) -> list[Row]:
    """Found, fit and ratio over all cases of the folder."""
    fits: list[float] = []
    extracted = right = 0
    for case in sorted(path.parent for path in folder.glob("*/gold.jsonl")):
        claims = extract_claims(read_article(case / "article.md"))
        extracted += len(claims)
        for row in rows_of(case / "gold.jsonl"):
            gold = words(row["claim"])
            fit, best = max(
                ((word_f1(gold, words(claim.text)), claim) for claim in claims), key=lambda pair: pair[0]
            )
            fits.append(fit)
            right += best.check_worthy == row["check_worthy"]
    count = len(fits)
    return [
        ("cases: gold claims", str(count)),
        ("cases: found (word F1 >= 0.5)", f"{sum(fit >= 0.5 for fit in fits) / count:.3f}"),
        ("cases: fit (mean word F1)", f"{sum(fits) / count:.3f}"),
        ("cases: extracted per gold claim", f"{extracted / count:.2f}"),
        ("cases: check-worthiness right", f"{right / count:.3f}"),
    ]


def measure_sentences(path: Path) -> list[Row]:
    """Precision and recall of atomic claims, over the rows that hold a claim."""
    gold_total = matched = extracted = useful = 0
    for row in rows_of(path):
        if row.get("label") == 0:
            continue
        before = f"{row['context']} " if row["context"] else ""
        claims = [
            claim
            for claim in extract_claims(document(before + row["text"]))
            if claim.start is not None and claim.start >= len(before)
        ]
        found = [words(claim.standalone) for claim in claims]
        gold = [words(claim) for claim in row["claims"]]
        gold_total += len(gold)
        extracted += len(found)
        matched += sum(any(word_f1(one, other) >= 0.7 for other in found) for one in gold)
        useful += sum(any(word_f1(one, other) >= 0.7 for other in gold) for one in found)
    return [
        ("sentences: gold claims", str(gold_total)),
        ("sentences: recall (word F1 >= 0.7)", f"{matched / (gold_total or 1):.3f}"),
        ("sentences: precision (word F1 >= 0.7)", f"{useful / (extracted or 1):.3f}"),
    ]


def measure_speed(path: Path, rows: int) -> list[Row]:
    """Words of running text per second of CPU, after one row to warm up."""
    texts = [row["text"] for row in rows_of(path)[: rows + 1]]
    extract_claims(document(texts[0], "2025-01-15"))
    count = sum(len(text.split()) for text in texts[1:])
    start = time.process_time()
    for text in texts[1:]:
        extract_claims(document(text, "2025-01-15"))
    return [("speed: words per second of CPU", f"{count / (time.process_time() - start):,.0f}")]


def main() -> int:
    """Print the table of the parts that were asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=Path, help="folder of labelled cases")
    parser.add_argument("--sentences", type=Path, help="JSONL of sentences with atomic claims")
    parser.add_argument("--speed", type=Path, help="JSONL of texts to time")
    parser.add_argument("--rows", type=int, default=60, help="texts to time (default 60)")
    arguments = parser.parse_args()
    table: list[Row] = []
    if arguments.cases:
        table += measure_cases(arguments.cases)
    if arguments.sentences:
        table += measure_sentences(arguments.sentences)
    if arguments.speed:
        table += measure_speed(arguments.speed, arguments.rows)
    print(tabulate(table, headers=("measure", "value"), disable_numparse=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
