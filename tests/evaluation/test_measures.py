"""Measures against values worked out by hand, and what must hold of them whatever the numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.evaluation.measures import (
    area_under_curve,
    calibration_error,
    f1,
    macro_f1,
    recalls,
    share,
)

SCORED = st.lists(st.tuples(st.sampled_from([n / 8 for n in range(9)]), st.booleans()), max_size=40)


def test_f1_is_the_harmonic_mean_of_precision_and_recall() -> None:
    assert f1(right=6, wrong=2, missed=4) == pytest.approx(2 * 0.75 * 0.6 / 1.35)
    assert f1(right=0, wrong=0, missed=0) == 0
    assert share(3, 0) == 0


def test_macro_f1_is_the_mean_over_the_gold_labels() -> None:
    assert macro_f1(["a", "a", "b"], ["a", "b", "b"]) == pytest.approx(2 / 3)
    assert macro_f1(["a", "a"], ["c", "a"]) == pytest.approx(2 / 3)


def test_recalls_of_both_kinds() -> None:
    assert recalls([True, True, False], [True, False, False]) == (0.5, 1.0)
    assert recalls([False], [True]) == (0.0, 0.0)


def test_the_area_counts_pairs_in_the_right_order() -> None:
    assert area_under_curve([(0.9, True), (0.1, False)]) == 1
    assert area_under_curve([(0.1, True), (0.9, False)]) == 0
    assert area_under_curve([(0.8, True), (0.5, False), (0.4, True), (0.2, False)]) == 0.75
    assert math.isnan(area_under_curve([(0.5, True)]))


@settings(deadline=None)
@given(SCORED)
def test_the_area_is_the_share_of_pairs_won(scored: list[tuple[float, bool]]) -> None:
    wins = [
        1.0 if high > low else 0.5 if high == low else 0.0
        for high, is_high in scored
        for low, is_low in scored
        if is_high and not is_low
    ]
    if wins:
        assert area_under_curve(scored) == pytest.approx(sum(wins) / len(wins))
    else:
        assert math.isnan(area_under_curve(scored))


def test_calibration_error_weighs_bins_by_their_size() -> None:
    sure = [(0.95, True)] * 3 + [(0.95, False)]
    assert calibration_error(sure) == pytest.approx(0.2)
    assert calibration_error([(1.0, True), (0.0, False)]) == 0
    assert calibration_error([(0.25, True), (0.25, False), (0.75, True), (0.75, False)]) == 0.25


@settings(deadline=None)
@given(SCORED)
def test_a_score_that_is_always_the_truth_has_no_calibration_error(scored: list[tuple[float, bool]]) -> None:
    assert calibration_error([(float(truth), truth) for _, truth in scored]) == 0
    assert 0 <= calibration_error(scored) <= 1
