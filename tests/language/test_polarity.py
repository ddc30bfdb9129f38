import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.polarity import (
    denial_strength,
    find_directions,
    find_negations,
    find_opposites,
    is_negated,
)

PIECES = st.one_of(
    st.sampled_from(("not", "no", "never", "denied", "refused", ",", ".", "but", "and", "will", "\n", "n't")),
    st.sampled_from(("rise", "fell", "cut", "down", "up", "3", "percent", "didn't", "the", "accord")),
)


def negated(text, word):
    start = text.index(word)
    return is_negated(text, start, start + len(word))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Oslo has not signed", ["not"]),
        ("Oslo didn't sign and never will", ["didn't", "never"]),
        ("Neither side had an answer, nor a plan", ["Neither", "nor"]),
        ("The minister denied it and ruled out talks", ["denied", "ruled out"]),
        ("It is no longer in force", ["no longer"]),
        ("The matter did not come up", ["did not come up"]),
        ("He is not aware of any call", ["not aware of"]),
        ("They failed to agree for lack of time", ["failed to", "lack of"]),
        ("No later than May, without delay, there is no doubt", []),
    ],
)
def test_negations_are_found(text, found):
    assert [span.text for span in find_negations(text)] == found


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Oslo has not signed the pact", "signed", True),
        ("Oslo has not signed the pact, Bergen ratified it", "ratified", False),
        ("Oslo has not signed but Bergen ratified it", "ratified", False),
        ("Oslo did not visit Lima and Quito", "Quito", True),
        ("Oslo did not visit Lima and will visit Quito", "Quito", False),
        ("Oslo signed. It did not ratify", "signed", False),
        ("Oslo did not deny that it signed", "signed", False),
        ("Oslo has not signed the pact", "not signed", True),
        ("The U.S. did not tell the U.S. Senate about steel", "steel", True),
        ("Oslo signed no pact", "signed", False),
        ("Oslo promised not to tax steel and to support a ban", "tax", True),
        ("Oslo promised not to tax steel and to support a ban", "support", False),
        ("Oslo did not agree to tax steel and to support a ban", "support", True),
        ("Oslo promised not to tax steel or to support a ban", "support", True),
        ("Oslo promised not to sell arms to Lima and to Quito", "Quito", True),
        ("Oslo promised not to sell arms to the south and to the north", "north", True),
        ("Oslo was not to enrich uranium and to store it", "store", True),
    ],
)
def test_a_negation_reaches_to_the_end_of_its_clause(text, word, expected):
    assert negated(text, word) is expected


def test_a_negation_reaches_only_so_far():
    assert not negated("not " + "word " * 40 + "end", "end")


@pytest.mark.parametrize(
    ("text", "phrase", "level"),
    [
        ("He was not aware of any such call", "not aware of", 0),
        ("There is no information on that", "no information", 0),
        ("No decision has been taken", "No decision has been taken", 1),
        ("The question did not come up", "did not come up", 2),
        ("There will be no truce", "There will be no", 3),
        ("He was not aware of it, and later categorically denied it", "categorically denied", 3),
    ],
)
def test_the_strongest_denial_counts(text, phrase, level):
    found = denial_strength(text)
    assert found is not None
    assert (found[0].text, found[1]) == (phrase, level)


@pytest.mark.parametrize("text", ["Oslo signed the pact", "He did not deny it", ""])
def test_a_text_that_denies_nothing_has_no_denial(text):
    assert denial_strength(text) is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Prices rose while wages fell", [("rose", "up"), ("fell", "down")]),
        ("a reduction and an increase", [("reduction", "down"), ("increase", "up")]),
        ("The rate was little changed", [("little changed", "flat")]),
        ("The rate is unchanged", [("unchanged", "flat")]),
        ("Growth is slowing", [("Growth", "up"), ("slowing", "down")]),
        ("The bank held rates", [("held", "flat")]),
        ("Exports were up 3 percent", [("up", "up")]),
        ("They held talks and raised concerns", []),
        ("They set up a fund of up to 3 million", []),
        ("The firm will hold 45 percent", []),
        ("last fall it cut ties", []),
        ("wages could fall", [("fall", "down")]),
    ],
)
def test_directions_are_found(text, found):
    assert [(direction.text, direction.sense) for direction in find_directions(text)] == found


def test_a_direction_in_the_scope_of_a_negation_is_negated():
    assert [direction.negated for direction in find_directions("Wages did not rise, but prices rose")] == [
        True,
        False,
    ]


@pytest.mark.parametrize(
    ("a", "b", "pair"),
    [
        ("Oslo allowed the import", "Oslo has banned it", ("allowed", "banned")),
        ("The council approved it", "The council is rejecting it", ("approved", "rejecting")),
        ("Prices will rise", "Prices declined", ("rise", "declined")),
        ("Bergen joins the club", "Bergen is leaving the club", ("joins", "leaving")),
        ("Oslo voted for it", "Oslo voted against it", ("voted for", "voted against")),
    ],
)
def test_opposites_are_found(a, b, pair):
    found = find_opposites(a, b)
    assert found is not None
    assert (found[0].text, found[1].text) == pair


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Oslo suspended the duty", "Oslo removed the duty"),
        ("Oslo did not ban exports", "Oslo allowed exports"),
        ("Oslo signed", "Oslo approved"),
        ("the ban", "they allowed it"),
        ("", ""),
    ],
)
def test_what_is_no_opposite_is_not_one(a, b):
    assert find_opposites(a, b) is None


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join)))
@settings(deadline=None, max_examples=300)
def test_every_span_is_verbatim_and_in_order(text):
    for found in (find_negations(text), find_directions(text)):
        end = 0
        for span in found:
            assert span.start >= end
            assert text[span.start : span.end] == span.text
            end = span.end
    for span in find_negations(text):
        is_negated(text, span.start, span.end)
    strongest = denial_strength(text)
    assert strongest is None or strongest[0].text in text
    opposites = find_opposites(text, text)
    assert opposites is None or all(text[span.start : span.end] == span.text for span in opposites)


@given(st.text(max_size=40), st.integers(-5, 60), st.integers(-5, 60))
@settings(deadline=None)
def test_any_offsets_are_answered(text, start, end):
    assert is_negated(text, start, end) in {True, False}


@pytest.mark.parametrize("unit", ["not sign ", "no no ", "deny that ", "rose "])
def test_time_grows_no_faster_than_the_text(unit):
    def spent(size):
        text = unit * (size // len(unit))
        start = time.process_time()
        find_negations(text)
        find_directions(text)
        for at in range(0, size, 100):
            is_negated(text, at, at + 5)
        return time.process_time() - start

    spent(2_000)
    assert spent(80_000) < 12 * spent(20_000) + 0.5
