"""Which differences are named, in which order, and what is quoted for them."""

from __future__ import annotations

import pytest

from claimcheck.records import Hit, Passage, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.naming import name_differences, named_differences, nearest_sentence
from claimcheck.verdicts.signals.comparison import TYPES, Difference

CLAIM = "The two banks signed a loan of 40 million euros."
PASSAGE = "The weather was fine. The banks talked about a loan. Lunch was served."


def difference(code: str, strength: float = 1.0, signal: str = "number") -> Difference:
    span = Span("x", 0, 1)
    return Difference(signal=signal, code=code, message=code, claim=span, source=span, strength=strength)


def assessment(
    *differences: Difference, told: dict[str, float] | None = None, weaker: Difference | None = None
) -> Assessment:
    passage = Passage(document="d", text=PASSAGE, start=7, end=7 + len(PASSAGE), sentences=(0, 3))
    hit = Hit(passage=passage, similarity=0.9, lexical=0.0, dense_rank=1, lexical_rank=None, score=1.0)
    return Assessment(
        hit=hit,
        claim=CLAIM,
        features={},
        differences=differences,
        missing=(),
        lacking=(),
        weaker=weaker,
        told=told or {},
    )


def codes(found: tuple[Difference, ...]) -> list[str]:
    return [one.code for one in found]


def test_differences_are_named_surest_first_and_once_a_code() -> None:
    named = name_differences(
        [
            difference("CC201", 0.6),
            difference("CC101", 0.9),
            difference("CC201", 0.8),
            difference("CC401", 1.0),
        ]
    )
    assert [(d.code, d.strength) for d in named] == [("CC401", 1.0), ("CC101", 0.9), ("CC201", 0.8)]


def test_a_difference_that_is_not_sure_enough_is_not_named() -> None:
    least = load_toml("decision.toml")["thresholds"]["difference"]
    assert name_differences([difference("CC201", least / 2)]) == ()
    assert len(name_differences([difference("CC201", least)])) == 1


def test_what_only_the_model_sees_is_named_with_the_claim_and_the_nearest_sentence() -> None:
    (found,) = named_differences(assessment(told={"CC101": 0.9, "CC401": 0.1}))
    assert found.code == "CC101"
    assert found.claim == Span(CLAIM, 0, len(CLAIM))
    assert found.source is not None
    assert found.source.text == "The banks talked about a loan."
    assert PASSAGE[found.source.start : found.source.end] == found.source.text


def test_a_signal_and_the_model_together_outweigh_either_alone() -> None:
    signals = difference("CC201", 0.5), difference("CC202", 0.6)
    assert codes(named_differences(assessment(*signals, told={"CC201": 0.4, "CC202": 0.1}))) == [
        "CC201",
        "CC202",
    ]


def test_the_words_that_a_signal_found_are_quoted_where_it_agrees_with_the_model() -> None:
    signal = difference("CC201", 0.3)
    assert named_differences(assessment(signal, told={"CC201": 0.9})) == (signal,)


def test_the_weaker_wording_of_the_act_is_quoted_for_a_lower_rung() -> None:
    weaker = difference("CC101", 0.0, signal="status")
    assert named_differences(assessment(told={"CC101": 0.9}, weaker=weaker)) == (weaker,)
    assert codes(named_differences(assessment(told={"CC401": 0.9, "CC101": 0.1}, weaker=weaker))) == ["CC401"]


def test_a_model_without_kinds_leaves_the_naming_to_the_signals() -> None:
    weaker = difference("CC101", 0.0, signal="status")
    sure, unsure = difference("CC201", 0.9), difference("CC201", 0.3)
    assert named_differences(assessment(sure, weaker=weaker)) == (sure,)
    assert named_differences(assessment(unsure, weaker=weaker)) == (weaker, unsure)
    assert named_differences(assessment()) == ()


@pytest.mark.parametrize("code", sorted({*load_toml("verifier.toml")["differences"]} - {"CC402"}))
def test_every_kind_that_the_model_tells_can_be_put_in_words(code: str) -> None:
    (found,) = named_differences(assessment(told={code: 1.0}))
    assert TYPES[found.code] != "unattested"
    assert found.message.startswith("The document seems to")


def test_the_models_opinion_of_quotations_is_passed_over() -> None:
    assert codes(named_differences(assessment(told={"CC402": 0.7, "CC301": 0.3}))) == ["CC301"]
    assert codes(named_differences(assessment(told={"CC402": 0.98, "CC101": 0.02}))) == ["CC401"]
    assert codes(named_differences(assessment(difference("CC201"), told={"CC402": 0.98}))) == ["CC201"]


def test_the_nearest_sentence_is_the_first_of_equals() -> None:
    assert nearest_sentence("Nothing of that.", PASSAGE).start == 0
