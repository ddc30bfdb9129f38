from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.records import Span
from claimcheck.resources import load_json
from claimcheck.verdicts.assessment import SIGNALS
from claimcheck.verdicts.coverage import WordBacking
from claimcheck.verdicts.features import (
    HIGHEST,
    LABELS,
    LOWEST,
    MOST_MISSING,
    REFUTED_AS,
    WEIGHED,
    document_features,
    passage_features,
    probabilities,
    refuted_as,
    relevance,
    with_products,
)
from claimcheck.verdicts.reading import read
from claimcheck.verdicts.signals.comparison import Comparison, Difference

NAMES = (*HIGHEST, *LOWEST, *WEIGHED)
SPAN = Span("x", 0, 1)
ROWS = st.fixed_dictionaries({name: st.floats(0, 1) for name in NAMES})


def features(claim: str, passage: str, backed: float = 1.0, **signals: Comparison) -> dict[str, float]:
    reading = read(claim)
    backing = [WordBacking(word, 1.0, backed) for word in reading.content]
    found = {**dict.fromkeys(SIGNALS, Comparison()), **signals}
    return passage_features(reading, read(passage), backing, 0.5, found)


def difference(signal: str, strength: float) -> Difference:
    return Difference(signal=signal, code="CC201", message="m", claim=SPAN, source=SPAN, strength=strength)


def test_a_passage_has_every_feature_that_a_document_is_judged_by() -> None:
    assert sorted(features("Norway exported salmon", "")) == sorted(NAMES)


def test_coverage_and_unbacked_follow_the_backing() -> None:
    full, none = (features("Norway exported salmon", "", backed) for backed in (1.0, 0.0))
    assert (full["coverage"], full["unbacked"]) == (1.0, 0.0)
    assert (none["coverage"], none["unbacked"]) == (0.0, 1.0)


def test_actors_are_missing_unless_the_passage_names_them_in_any_form() -> None:
    claim = "Beijing and Tokyo met."
    assert features(claim, "China met Japan.")["actors_missing"] == 0.0
    assert features(claim, "China rested.")["actors_missing"] == 0.5
    assert features(claim, "Nobody rested.")["actors_missing"] == 1.0
    assert features("They met.", "Nobody rested.")["actors_missing"] == 0.0


def test_missing_numbers_are_counted_up_to_a_bound() -> None:
    few = features("x", "", quantities=Comparison(missing=(SPAN,)), dates=Comparison(missing=(SPAN,)))
    many = features("x", "", quantities=Comparison(missing=(SPAN,) * 50))
    assert few["missing"] == 2.0
    assert many["missing"] == MOST_MISSING


def test_an_agreeing_status_counts_apart_from_other_agreement() -> None:
    agreeing = Comparison(agreements=((SPAN, SPAN),))
    status = features("x", "", status=agreeing)
    number = features("x", "", quantities=agreeing)
    assert (status["status_agrees"], status["agreeing"]) == (1.0, 0.0)
    assert (number["status_agrees"], number["agreeing"]) == (0.0, 1.0)


def test_the_strongest_difference_of_a_signal_counts() -> None:
    weak, strong = difference("number", 0.3), difference("number", 0.8)
    found = features("x", "", quantities=Comparison(differences=(weak, strong)))
    assert found["number"] == 0.8
    assert found["date"] == 0.0


def test_the_act_is_backed_as_far_as_the_words_of_its_status_phrase() -> None:
    claim = read("The sale was finalized.")
    assert claim.main is not None

    def act(backed: float) -> float:
        backing = [
            WordBacking(word, 1.0, backed if word.text == "finalized" else 0.9) for word in claim.content
        ]
        return passage_features(claim, read(""), backing, 0.5, dict.fromkeys(SIGNALS, Comparison()))["act"]

    assert act(0.2) == 0.2
    assert act(1.0) == 1.0


def test_a_claim_without_a_status_phrase_lacks_no_act() -> None:
    assert read("Rain in Lima").main is None
    assert features("Rain in Lima", "", backed=0.0)["act"] == 1.0


def test_the_entailment_model_has_said_nothing_yet() -> None:
    found = features("Norway exported salmon", "")
    assert (found["entailed"], found["refuted"]) == (0.0, 0.0)


def test_a_conflict_counts_by_the_kinds_that_the_entailment_model_sees() -> None:
    found = refuted_as(0.8, {"CC201": 0.75, "CC401": 0.25})
    assert found["refuted_CC201"] == pytest.approx(0.6)
    assert found["refuted_CC401"] == pytest.approx(0.2)
    assert sorted(found) == sorted(REFUTED_AS)
    assert sum(found.values()) == pytest.approx(0.8)


def test_a_model_that_tells_no_kinds_is_taken_to_see_them_as_often_as_usual() -> None:
    found = refuted_as(0.5, {})
    assert sum(found.values()) == pytest.approx(0.5)
    assert all(0 < value < 0.5 for value in found.values())


def test_a_document_of_one_passage_has_its_features() -> None:
    row = features(
        "Norway exported salmon", "", quantities=Comparison(differences=(difference("number", 0.7),))
    )
    assert document_features([row]) == row


def test_a_difference_in_a_passage_off_the_subject_counts_less() -> None:
    base = features("Norway exported salmon", "")
    near = {**base, "coverage": 0.9, "similarity": 0.9}
    far = {**base, "coverage": 0.1, "similarity": 0.1, "number": 1.0}
    assert document_features([near, far])["number"] < 0.1
    assert document_features([{**near, "number": 1.0}, far])["number"] == 1.0


def test_passages_that_have_nothing_to_do_with_the_claim_carry_no_difference() -> None:
    row = {**dict.fromkeys(NAMES, 0.0), "similarity": -0.2, "number": 1.0}
    assert relevance(row) == 0.0
    assert document_features([row])["number"] == 0.0


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(ROWS, min_size=1, max_size=5))
def test_a_document_has_the_best_of_its_passages(rows) -> None:
    found = document_features(rows)
    assert sorted(found) == sorted(NAMES)
    assert all(found[name] == max(row[name] for row in rows) for name in HIGHEST)
    assert all(found[name] == min(row[name] for row in rows) for name in LOWEST)
    assert all(0 <= found[name] <= max(row[name] for row in rows) for name in WEIGHED)


@settings(deadline=None, max_examples=40)
@given(rows=st.lists(ROWS, min_size=1, max_size=5), data=st.data())
def test_the_order_of_passages_changes_nothing(rows, data) -> None:
    assert document_features(data.draw(st.permutations(rows))) == document_features(rows)


def test_products_stand_beside_the_features_they_are_made_of() -> None:
    row = dict.fromkeys(NAMES, 0.5)
    found = with_products(row)
    assert {name: found[name] for name in NAMES} == row
    assert {value for name, value in found.items() if "*" in name} == {0.25}


def test_the_shipped_weights_know_every_feature_and_no_other() -> None:
    wanted = {"bias", *with_products(dict.fromkeys(NAMES, 0.0))}
    weights = load_json("decision_weights.json")["weights"]
    assert set(weights) == set(LABELS)
    assert {label: set(row) ^ wanted for label, row in weights.items()} == {label: set() for label in LABELS}


@settings(deadline=None, max_examples=60)
@given(row=ROWS)
def test_probabilities_sum_to_1(row) -> None:
    found = probabilities(row)
    values = (found.supported, found.contradicted, found.not_mentioned)
    assert all(0 <= value <= 1 for value in values)
    assert sum(values) == pytest.approx(1.0)


def test_relevance_is_the_mean_of_coverage_and_similarity() -> None:
    assert relevance({"coverage": 0.8, "similarity": 0.4}) == pytest.approx(0.6)
    assert relevance({"coverage": 0.0, "similarity": -0.4}) == 0.0


def test_a_claim_of_no_words_has_features_too() -> None:
    found = features("", "Norway exported salmon")
    assert (found["coverage"], found["unbacked"]) == (0.0, 0.0)
