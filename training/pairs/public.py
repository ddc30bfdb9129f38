"""Rows of public labelled sets, read by path, with what is reported as a benchmark left out."""

from __future__ import annotations

import gzip
import json
import random
import re
import tomllib
from typing import TYPE_CHECKING, Any

from training.pairs.records import NOT_SUPPORTED, Pair
from training.pairs.windows import best_windows

if TYPE_CHECKING:
    from pathlib import Path

_TARGET = {"supported": "supported", "contradicted": "contradicted", "not_enough": "not_mentioned"}
_SPACE = re.compile(r"\W+")


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a gzipped JSONL file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def normalised(text: str) -> str:
    """`text` in lower case with one space for each run of other than letters and digits."""
    return _SPACE.sub(" ", text).strip().lower()


def _document(row: dict[str, Any]) -> str:
    document = row["document"]
    return document if isinstance(document, str) else " ".join(document)


def _pair(row: dict[str, Any], name: str) -> Pair:
    target = _TARGET[row["label"]]
    if row["label_set"] == "2way" and target != "supported":
        target = NOT_SUPPORTED
    claim = " ".join(row["claim"].split())
    evidence = " ".join(row.get("evidence_sentences") or ())
    text = evidence if name.startswith("wice_partial") and evidence else _document(row)
    premise = best_windows(text, claim, 1)[0]
    return Pair(" ".join(premise.split()), claim, target, name, f"claim:{normalised(claim)}")


def withheld_claims(folder: Path, names: list[str]) -> frozenset[str]:
    """Normalised claims of the sets `names` in `folder`, but for the contract hypotheses that all share."""
    claims: set[str] = set()
    for name in names:
        if not name.startswith("contractnli"):  # its 17 claims are the task; its documents are disjoint
            claims.update(normalised(row["claim"]) for row in read_rows(folder / f"{name}.jsonl.gz"))
    return frozenset(claims)


def public_pairs(folder: Path, sets: Path, seed: int = 0) -> list[Pair]:
    """Pairs of the sets that the TOML file `sets` lists, drawn with `seed` from the files in `folder`.

    Rows that repeat an earlier one, that carry two labels, or whose claim is withheld are dropped.
    """
    config = tomllib.loads(sets.read_text(encoding="utf-8"))
    withheld = withheld_claims(folder, config.pop("withheld")["sets"])
    pairs: list[Pair] = []
    for stem, splits in config.items():
        for split, wanted in splits.items():
            name = f"{stem}.{split}"
            rows = read_rows(folder / f"{name}.jsonl.gz")
            random.Random(f"{seed} {name}").shuffle(rows)
            kept = [row for row in rows if normalised(row["claim"]) not in withheld]
            pairs += [_pair(row, name) for row in kept[: wanted["rows"]]]
    return _unique(pairs)


def _unique(pairs: list[Pair]) -> list[Pair]:
    first: dict[tuple[str, str], Pair] = {}
    disputed: set[tuple[str, str]] = set()
    for pair in pairs:
        key = normalised(pair.premise), normalised(pair.claim)
        if pair.target != first.setdefault(key, pair).target:
            disputed.add(key)
    return [pair for key, pair in first.items() if key not in disputed]
