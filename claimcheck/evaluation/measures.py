"""Measures of agreement between labels and scores, as the field defines them."""

from __future__ import annotations

from collections.abc import Sequence

Scored = tuple[float, bool]
"""A probability of "supported", and whether it is the truth."""


def share(part: float, whole: float) -> float:
    """`part / whole`, 0 of nothing."""
    return part / whole if whole else 0.0


def f1(right: int, wrong: int, missed: int) -> float:
    """Harmonic mean of precision and recall from true positives, false positives and false negatives."""
    return share(2 * right, 2 * right + wrong + missed)


def macro_f1(gold: Sequence[str], predicted: Sequence[str]) -> float:
    """Mean F1 over the labels that occur in `gold`."""
    values = []
    for label in sorted(set(gold)):
        pairs = [(one == label, other == label) for one, other in zip(gold, predicted, strict=True)]
        values.append(f1(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False))))
    return share(sum(values), len(values))


def recalls(truth: Sequence[bool], predicted: Sequence[bool]) -> tuple[float, float]:
    """Share of the true ones predicted true, and of the false ones predicted false."""
    pairs = list(zip(truth, predicted, strict=True))
    positives = sum(truth)
    return (
        share(pairs.count((True, True)), positives),
        share(pairs.count((False, False)), len(pairs) - positives),
    )


def area_under_curve(scored: Sequence[Scored]) -> float:
    """Area under the ROC curve: how often a true one is ranked above a false one, ties half.

    NaN where there are none of one kind.
    """
    ranked = sorted(scored)
    rank_sum = 0.0
    first = 0
    while first < len(ranked):
        end = first
        while end < len(ranked) and ranked[end][0] == ranked[first][0]:
            end += 1
        rank_sum += (first + 1 + end) / 2 * sum(truth for _, truth in ranked[first:end])
        first = end
    positives = sum(truth for _, truth in ranked)
    negatives = len(ranked) - positives
    if not positives or not negatives:
        return float("nan")
    return (rank_sum - positives * (positives + 1) / 2) / (positives * negatives)


def calibration_error(scored: Sequence[Scored], bins: int = 10) -> float:
    """Expected calibration error over bins of equal width (Naeini et al. 2015)."""
    gaps = [0.0] * bins
    for probability, truth in scored:
        gaps[min(int(probability * bins), bins - 1)] += probability - truth
    return share(sum(map(abs, gaps)), len(scored))
