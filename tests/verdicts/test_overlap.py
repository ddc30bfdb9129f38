from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.overlap import NAMES, nearest, overlap_features, part_of, texture_of

RATES = (
    "The bank raised rates by 25 basis points in March.",
    "Growth was weak.",
    "Nora Lind voted against it.",
)


def features(claim: str, sentences: tuple[str, ...] = RATES) -> dict[str, float]:
    return overlap_features(part_of(claim), texture_of(sentences), sentences)


def test_a_verbatim_sentence_shares_everything_and_changes_nothing() -> None:
    found = features(RATES[0])
    assert (
        found["words_shared"] == found["pairs_shared"] == found["triples_shared"] == found["in_order"] == 1.0
    )
    assert found["replaced"] == found["inserted_new"] == found["few_words_changed"] == 0.0


def test_one_changed_word_in_a_copied_sentence_is_told() -> None:
    found = features("The bank lowered rates by 25 basis points in March.")
    assert found["replaced_new"] == found["replaced"] > 0
    assert found["few_words_changed"] > 0.8
    assert features("Nobody knows whether trade recovered.")["few_words_changed"] == 0.0


def test_a_word_put_in_that_the_document_lacks_is_told() -> None:
    assert features("The central bank raised rates by 25 basis points in March.")["inserted_new"] > 0


def test_numbers_and_names_that_the_document_lacks_are_told() -> None:
    assert features("Rates rose by 50 points.")["numbers_lacking"] == 1.0
    assert features("Rates rose by 25 points.")["numbers_lacking"] == 0.0
    assert features("Then Erik Lind voted.")["names_lacking"] == 0.5
    assert features("Then Nora Lind voted.")["names_lacking"] == 0.0


def test_a_negation_on_one_side_only_is_told() -> None:
    assert features("The bank did not raise rates.")["negation_differs"] == 1.0
    assert features("The bank raised rates.")["negation_differs"] == 0.0


def test_the_closest_window_is_as_short_as_it_can_be() -> None:
    assert nearest(part_of("Growth was weak."), texture_of(RATES))[:2] == (1, 2)
    assert nearest(part_of("Rates rose, growth was weak."), texture_of(RATES))[:2] == (0, 2)


@settings(deadline=None)
@given(st.text(max_size=120), st.lists(st.text(max_size=80), max_size=4))
def test_every_feature_lies_between_0_and_1(claim: str, sentences: list[str]) -> None:
    found = overlap_features(part_of(claim), texture_of(sentences), sentences)
    assert sorted(found) == sorted(NAMES)
    assert all(0 <= value <= 1 for value in found.values())
