"""Figures as plain text tables."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from tabulate import tabulate

from claimcheck.evaluation.case_scores import LABELS, CaseScores, raw_label
from claimcheck.evaluation.cases import CaseResult
from claimcheck.evaluation.measures import calibration_error, share
from claimcheck.evaluation.pairs import PairScores

_CASE_COLUMNS = {
    "cells": "cells",
    "accuracy": "accuracy",
    "macro_f1": "macro-\nF1",
    "contradicted_f1": "contra-\ndicted F1",
    "flag_balanced_accuracy": "flag bal.\naccuracy",
    "false_support": "false\nsupport",
    "supported_recall": "supported\nrecall",
    "evidence_hit": "evidence\nhit",
    "kind_f1": "kind\nF1",
    "degree_accuracy": "degree\naccuracy",
    "claims_found": "claims\nfound",
    "claim_fit": "claim\nfit",
    "seconds": "s",
}
_VERDICT_LABELS = ("supported", "overstated", "contradicted", "not_mentioned")


def case_table(rows: Sequence[tuple[str, CaseScores]]) -> str:
    """A line of figures for each name."""
    body = [(name, *(_cell(getattr(scores, column)) for column in _CASE_COLUMNS)) for name, scores in rows]
    return _table(("", *_CASE_COLUMNS.values()), body)


def confusion_table(results: Sequence[CaseResult]) -> str:
    """Gold labels down, given labels across."""
    cells = [cell for result in results for cell in result.cells]
    counts: Counter[tuple[str, str]] = Counter((cell.gold.label, raw_label(cell)) for cell in cells)
    others = sorted({label for _, label in counts} - set(_VERDICT_LABELS))
    columns = (*_VERDICT_LABELS, *others)
    body = [(label, *(str(counts[label, column]) for column in columns)) for label in LABELS]
    return _table(("gold \\ given", *columns), body)


def pair_table(results: Sequence[PairScores]) -> str:
    """A line of figures for each set; in the last their means, and the calibration error over all rows."""
    headers = ("set", "pairs", "bal. accuracy", "AUC", "macro-F1", "calibration error", "pairs/s")
    body: list[tuple[str, ...]] = [
        (
            one.name,
            str(one.count),
            _cell(one.balanced_accuracy),
            _cell(one.auc),
            "" if one.macro_f1 is None else _cell(one.macro_f1),
            _cell(one.calibration_error),
            f"{one.pairs_per_second:.1f}",
        )
        for one in results
    ]
    if len(results) > 1:
        body.append(_pair_means(results))
    return _table(headers, body)


def _pair_means(results: Sequence[PairScores]) -> tuple[str, ...]:
    count = sum(one.count for one in results)
    ranked = [one.auc for one in results if not math.isnan(one.auc)]
    three = [one.macro_f1 for one in results if one.macro_f1 is not None]
    seconds = sum(one.count / one.pairs_per_second for one in results)
    return (
        "mean",
        str(count),
        _cell(sum(one.balanced_accuracy for one in results) / len(results)),
        _cell(share(sum(ranked), len(ranked))),
        _cell(share(sum(three), len(three))) if three else "",
        _cell(calibration_error([pair for one in results for pair in one.scored])),
        f"{share(count, seconds):.1f}",
    )


def _cell(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.3f}"


def _table(headers: Sequence[str], body: Sequence[Sequence[str]]) -> str:
    align = ("left", *("right" for _ in headers[1:]))
    return tabulate(body, headers=headers, disable_numparse=True, colalign=align)
