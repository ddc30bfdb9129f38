"""Quality and speed of attribution on articles with annotated sources, cues and contents (PolNeAR).

    python benchmarks/attribution.py DATA.jsonl[.gz] [--sentences SENTENCES.jsonl[.gz]]

A row of DATA: `text` and `attributions`, a list of `{"source", "cue", "content"}`, each a list of
`{"spans": [[start, end], ...]}`. A row of SENTENCES: `doc`, `text`, `label` (1: holds attributed words).

Measures, all micro-averaged over the documents:
  characters   overlap of the union of all source (content) spans with the annotated union
  one to one   attributions matched greedily by content overlap; a match needs intersection over union of
               at least one half
  sentences    a sentence counts as attributed where content overlaps it at all (as in the annotation)
"""

from __future__ import annotations

import argparse
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tabulate import tabulate

from claimcheck.claims.attribution import find_attributions
from claimcheck.language.sentences import split_sentences
from claimcheck.records import Attribution

Spans = list[tuple[int, int]]


class Counts:
    """True positives, found and annotated, as numbers of whatever is counted."""

    def __init__(self) -> None:
        self.correct = self.found = self.annotated = 0

    def add(self, correct: int, found: int, annotated: int) -> None:
        """Count more."""
        self.correct += correct
        self.found += found
        self.annotated += annotated

    def row(self, name: str) -> list[str]:
        """A line of the table: the name, precision, recall and F1."""
        precision = self.correct / self.found if self.found else 0.0
        recall = self.correct / self.annotated if self.annotated else 0.0
        both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return [name, *(f"{value:.3f}" for value in (precision, recall, both))]


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON-lines file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _mask(length: int, spans: Iterable[tuple[int, int]]) -> int:
    """The characters of the spans as the set bits of an integer."""
    covered = bytearray(length)
    for start, end in spans:
        covered[start:end] = b"\x01" * (end - start)
    return int.from_bytes(covered, "little")


def _spans(parts: list[dict[str, Any]]) -> Spans:
    return [(start, end) for part in parts for start, end in part["spans"]]


def _content(attribution: Attribution) -> Spans:
    return [(span.start, span.end) for span in attribution.content]


def count_characters(counts: Counts, length: int, found: Spans, annotated: Spans) -> None:
    """Add the overlap of two unions of spans to `counts`."""
    ours, theirs = _mask(length, found), _mask(length, annotated)
    counts.add((ours & theirs).bit_count(), ours.bit_count(), theirs.bit_count())


def match_one_to_one(length: int, found: list[Spans], annotated: list[Spans]) -> int:
    """How many attributions match, each at most once, the best overlaps first."""
    ours = [_mask(length, spans) for spans in found]
    theirs = [_mask(length, spans) for spans in annotated]
    pairs = []
    for i, left in enumerate(ours):
        for j, right in enumerate(theirs):
            both = (left & right).bit_count()
            if both and both / (left | right).bit_count() >= 0.5:
                pairs.append((-both / (left | right).bit_count(), i, j))
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, i, j in sorted(pairs):
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
    return len(used_left)


def count_sentences(
    counts: Counts, rows: list[dict[str, Any]], contents: dict[str, tuple[str, Spans]]
) -> None:
    """Add to `counts` how the sentences with attributed words agree with the annotated ones."""
    by_document = defaultdict(list)
    for row in rows:
        by_document[row["doc"]].append(row)
    for document, sentences in by_document.items():
        if document not in contents:
            continue
        text, spans = contents[document]
        covered = bytearray(len(text))
        for start, end in spans:
            covered[start:end] = b"\x01" * (end - start)
        position = 0
        for row in sentences:
            start = text.find(row["text"], position)
            if start < 0:
                continue
            position = start + len(row["text"])
            ours = any(covered[start:position])
            counts.add(int(ours and row["label"] == 1), int(ours), int(row["label"] == 1))


def main() -> None:
    """Measure and print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("data", type=Path)
    parser.add_argument("--sentences", type=Path)
    arguments = parser.parse_args()
    source, content, matched, sentence = Counts(), Counts(), Counts(), Counts()
    contents: dict[str, tuple[str, Spans]] = {}
    seconds, words = 0.0, 0
    for row in read_rows(arguments.data):
        text, gold = row["text"], row["attributions"]
        sentences = split_sentences(text)
        started = time.process_time()
        found = find_attributions(text, sentences)
        seconds += time.process_time() - started
        words += len(text.split())
        ours = [_content(attribution) for attribution in found]
        theirs = [_spans(attribution["content"]) for attribution in gold]
        flat = [span for spans in ours for span in spans]
        sources = [(a.source.start, a.source.end) for a in found if a.source]
        count_characters(content, len(text), flat, [span for spans in theirs for span in spans])
        count_characters(source, len(text), sources, [s for a in gold for s in _spans(a["source"])])
        matched.add(match_one_to_one(len(text), ours, theirs), len(ours), sum(map(bool, theirs)))
        contents[row["id"].removeprefix("polnear-")] = (text, flat)
    table = [
        content.row("content, characters"),
        source.row("source, characters"),
        matched.row("attributions, one to one"),
    ]
    if arguments.sentences:
        count_sentences(sentence, read_rows(arguments.sentences), contents)
        table.append(sentence.row("sentences"))
    table.append(["words per CPU second", "", "", f"{words / max(seconds, 1e-9):,.0f}"])
    print(tabulate(table, headers=["measure", "precision", "recall", "F1"], disable_numparse=True))


if __name__ == "__main__":
    main()
