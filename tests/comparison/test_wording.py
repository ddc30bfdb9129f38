from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.comparison.wording import normal, word_diff

VOCABULARY = ("the", "bank", "will", "may", "sell", "3.5", "4-1/2", "percent", ",", ".", "not")
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=12)


def changes(left: str, right: str) -> list[tuple[str | None, str | None]]:
    found = word_diff(left, right).changes
    return [(one.left.text if one.left else None, one.right.text if one.right else None) for one in found]


def test_a_word_that_became_another_is_one_change() -> None:
    assert changes("It committed to sell.", "It intends to sell.") == [("committed", "intends")]


def test_added_and_cut_words_have_nothing_on_the_other_side() -> None:
    assert changes("Prices rose.", "Prices rose sharply.") == [(None, "sharply")]
    assert changes("Prices rose sharply.", "Prices rose.") == [("sharply", None)]


def test_the_form_of_a_mark_case_and_white_space_change_nothing() -> None:
    assert changes("The Committee’s “goals”", 'the  Committee\'s "goals"') == []
    assert normal("A  “b”") == normal('a "B"')


def test_punctuation_alone_is_no_change() -> None:
    assert changes("Therefore, I continue it.", "Therefore I continue it.") == []


def test_a_mixed_number_is_one_word() -> None:
    assert changes("at 4-1/2 percent", "at 4-3/4 percent") == [("4-1/2", "4-3/4")]


def test_very_long_texts_are_compared_up_to_a_bound() -> None:
    long = "a b " * 5000
    assert word_diff(long, long + "c").changes[-1].right is not None


@given(WORDS, WORDS)
def test_swapping_the_texts_swaps_the_changes(one: list[str], other: list[str]) -> None:
    left, right = " ".join(one), " ".join(other)
    forth, back = word_diff(left, right), word_diff(right, left)
    assert forth.ratio == back.ratio
    if left != right:
        assert [(c.left, c.right) for c in forth.changes] == [(c.right, c.left) for c in back.changes]


@given(WORDS, WORDS)
def test_changed_words_stand_where_they_say(one: list[str], other: list[str]) -> None:
    left, right = " ".join(one), " ".join(other)
    for change in word_diff(left, right).changes:
        for span, text in ((change.left, left), (change.right, right)):
            assert span is None or text[span.start : span.end] == span.text
