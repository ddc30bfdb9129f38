"""Sets of claim and document pairs with one label each, and how well they are judged."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from claimcheck.evaluation.cases import Answer
from claimcheck.evaluation.measures import (
    Scored,
    area_under_curve,
    calibration_error,
    macro_f1,
    recalls,
)
from claimcheck.evaluation.rows import read_rows

_LABELS = {"supported": "supported", "contradicted": "contradicted", "not_enough": "not_mentioned"}


class Pair(msgspec.Struct, frozen=True, kw_only=True):
    """A claim, the only document it is held against, and a label given by people.

    `label_set` starts with "3way" where contradicted and not_enough are told apart.
    """

    claim: str
    document: str | list[str]
    label: Literal["supported", "contradicted", "not_enough"]
    label_set: str = ""

    @property
    def text(self) -> str:
        """The document as one text."""
        return self.document if isinstance(self.document, str) else " ".join(self.document)


class PairScores(msgspec.Struct, frozen=True, kw_only=True):
    """Figures of one set.

    Attributes:
        balanced_accuracy: mean of the recalls of supported and of everything else, at the checker's labels.
        auc: area under the ROC curve of P(supported).
        macro_f1: over three labels; None where the set has two.
        scored: P(supported) and truth of every pair.
    """

    name: str
    count: int
    balanced_accuracy: float
    auc: float
    macro_f1: float | None
    calibration_error: float
    pairs_per_second: float
    scored: tuple[Scored, ...]


def read_pairs(path: Path, limit: int) -> tuple[Pair, ...]:
    """At most `limit` pairs of a JSONL(.gz), drawn with a fixed seed; all of them where it is 0.

    Raises InputError where the file cannot be read.
    """
    rows = list(read_rows(path, Pair))
    random.Random(0).shuffle(rows)  # noqa: S311  (a sample, not a secret)
    return tuple(rows[:limit] if limit else rows)


def score_pairs(name: str, pairs: Sequence[Pair], answers: Sequence[Answer], seconds: float) -> PairScores:
    """The figures of a set from the answer to each pair."""
    gold = [_LABELS[pair.label] for pair in pairs]
    said = ["contradicted" if answer.label == "overstated" else answer.label for answer in answers]
    truth = [label == "supported" for label in gold]
    scored = tuple((answer.supported, true) for answer, true in zip(answers, truth, strict=True))
    return PairScores(
        name=name,
        count=len(pairs),
        balanced_accuracy=sum(recalls(truth, [label == "supported" for label in said])) / 2,
        auc=area_under_curve(scored),
        macro_f1=macro_f1(gold, said) if pairs[0].label_set.startswith("3way") else None,
        calibration_error=calibration_error(scored),
        pairs_per_second=len(pairs) / seconds if seconds else float("inf"),
        scored=scored,
    )
