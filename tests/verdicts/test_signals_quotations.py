from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.sentences import split_sentences
from claimcheck.language.words import words
from claimcheck.records import Quotation
from claimcheck.verdicts.signals.quotations import locate_quotation, nearest_wording, swallowed_negation

VOCABULARY = """
we shall not never return home today ... … [they] [] , . promise “ Home SHALL
"""
PIECES = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=12,
).map(" ".join)


def quotation(text: str) -> Quotation:
    return Quotation(text=text, start=0, end=len(text))


@pytest.mark.parametrize(
    ("quoted", "source", "place"),
    [
        ("return home", "Today we shall return home.", "return home"),
        ("Return, home", "Today we shall return home.", "return home"),
        ("RETURN HOME", "Today we shall return — home.", "return — home"),
        ("we ... home", "Today we shall return home.", "we shall return home"),
        ("we … return home", "Today we shall return home.", "we shall return home"),
        ("[The guests] shall return", "Today we shall return home.", "shall return"),
        ("we shall [soon] return", "Today we shall return home.", "we shall return"),
    ],
)
def test_words_that_the_source_has_in_that_order_are_found(quoted, source, place) -> None:
    found = locate_quotation(quotation(quoted), source)
    assert found is not None
    assert found.text == place
    assert source[found.start : found.end] == place


@pytest.mark.parametrize(
    ("quoted", "source"),
    [
        ("return home", "Today we shall go home."),
        ("home return", "Today we shall return home."),
        ("we shall return home", "Today we shall not return home."),
        ("we shall not return home", "Today we shall return home."),
        ("home ... return", "Today we shall return home."),
        ("we ... home", "Today we shall, " + "quite " * 70 + "probably, go home."),
        ("return home", ""),
    ],
)
def test_words_that_the_source_lacks_or_has_otherwise_are_not_found(quoted, source) -> None:
    assert locate_quotation(quotation(quoted), source) is None


@pytest.mark.parametrize("quoted", ["", "...", "[they]", " — "])
def test_a_quotation_without_words_is_nowhere(quoted) -> None:
    assert locate_quotation(quotation(quoted), "Today we shall return home.") is None


def test_a_later_place_is_found_where_the_first_one_does_not_go_on() -> None:
    source = "We shall rest. " + "Nothing happens here. " * 40 + "We shall, in May, return home."
    found = locate_quotation(quotation("We shall ... return home"), source)
    assert found is not None
    assert found.text == "We shall, in May, return home"


def test_an_ellipsis_that_leaves_a_negation_out_is_found_out() -> None:
    source = "Today we shall, I promise, not return home."
    quoted = quotation("we shall ... return home")
    found = locate_quotation(quoted, source)
    assert found is not None
    negation = swallowed_negation(quoted, found)
    assert negation is not None
    assert (negation.text, source[negation.start : negation.end]) == ("not", "not")


@pytest.mark.parametrize(
    ("quoted", "source"),
    [
        ("we shall not ... return home", "Today we shall not, I promise, return home."),
        ("we shall ... return home", "Today we shall, I promise, return home. We shall not stay."),
        ("we shall return home", "Today we shall return home."),
    ],
)
def test_a_quotation_that_leaves_no_negation_out_swallows_none(quoted, source) -> None:
    found = locate_quotation(quotation(quoted), source)
    assert found is not None
    assert swallowed_negation(quotation(quoted), found) is None


@settings(deadline=None, max_examples=150)
@given(quoted=PIECES, source=PIECES)
def test_what_is_found_stands_in_the_source(quoted, source) -> None:
    found = locate_quotation(quotation(quoted), source)
    if found is not None:
        assert found.text
        assert source[found.start : found.end] == found.text
        negation = swallowed_negation(quotation(quoted), found)
        assert negation is None or source[negation.start : negation.end] == negation.text


@settings(deadline=None, max_examples=80)
@given(quoted=st.text(max_size=40), source=st.text(max_size=80))
def test_any_characters_are_looked_for(quoted, source) -> None:
    found = locate_quotation(quotation(quoted), source)
    assert found is None or source[found.start : found.end] == found.text


@settings(deadline=None, max_examples=100)
@given(
    source=PIECES.filter(lambda text: "..." not in text and "…" not in text and "[" not in text),
    data=st.data(),
)
def test_words_cut_from_a_source_are_found_in_it(source, data) -> None:
    have = words(source)
    if have:
        first = data.draw(st.integers(0, len(have) - 1))
        last = data.draw(st.integers(first, len(have) - 1))
        cut = source[have[first].start : have[last].end]
        assert locate_quotation(quotation(cut), source) is not None


@pytest.mark.parametrize(
    ("quoted", "source", "sentence"),
    [
        ("This project puts farmers first", "Good. This project puts maintenance first.", 1),
        ("We came to Doha to celebrate", "We did not come to Doha to celebrate.", 0),
        ("Ports will remain open to users everywhere", "Ports remain open to users of Peru. Yes.", 0),
    ],
)
def test_the_sentence_that_a_quotation_is_a_changed_form_of_is_found(quoted, source, sentence) -> None:
    found = nearest_wording(quotation(quoted), source, split_sentences(source))
    assert found is not None
    assert source[found.start : found.end] == found.text
    assert found.text == source.split(". ")[sentence] + ("." if sentence == 0 and ". " in source else "")


@pytest.mark.parametrize(
    ("quoted", "source"),
    [
        ("This project puts farmers first", "The weather was good in all of the provinces."),
        ("a done deal", "It is a done deal with them."),
        ("first farmers puts project this", "This project puts farmers first."),
        ("This project puts farmers first", ""),
    ],
)
def test_other_or_too_few_words_are_no_changed_form(quoted, source) -> None:
    assert nearest_wording(quotation(quoted), source, split_sentences(source)) is None


@settings(deadline=None, max_examples=100)
@given(quoted=PIECES, source=PIECES)
def test_a_changed_form_is_verbatim(quoted, source) -> None:
    found = nearest_wording(quotation(quoted), source, split_sentences(source))
    assert found is None or source[found.start : found.end] == found.text
