from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.sentences import split_sentences
from claimcheck.language.words import words
from claimcheck.verdicts.signals.phrases import may_hold, may_hold_half

VOCABULARY = """
we we're shall N.A.T.O. nato NATO dying die tie tying skies sky 12,450 12450 U.S. us possible possibilities
return returning home . , — İstanbul ß agencies agency ability able it’s Agreed. Home.
"""
TEXTS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join)


def stems(text: str) -> list[str]:
    return [word.stem for word in words(text)]


def follow(wanted: list[str], have: list[str]) -> bool:
    return any(have[at : at + len(wanted)] == wanted for at in range(len(have) - len(wanted) + 1))


@pytest.mark.parametrize(
    ("quoted", "source"),
    [
        ("return home", "Today we shall go home. They return."),
        ("serious mistakes", "A mistake, and a serious one."),
        ("the agreement in force", "The agreement is in force."),
        ("energy", "Nothing was said of it."),
    ],
)
def test_words_that_do_not_follow_each_other_are_told_from_the_letters(quoted, source) -> None:
    assert not may_hold(stems(quoted), source)


@settings(deadline=None, max_examples=300)
@given(quoted=TEXTS, source=TEXTS, data=st.data())
def test_words_that_stand_in_a_text_are_never_denied(quoted, source, data) -> None:
    have = stems(source)
    if have and data.draw(st.booleans()):
        first = data.draw(st.integers(0, len(have) - 1))
        wanted = have[first : data.draw(st.integers(first, len(have))) + 1]
    else:
        wanted = stems(quoted)
    if wanted and follow(wanted, have):
        assert may_hold(wanted, source)


@settings(deadline=None, max_examples=150)
@given(quoted=st.text(max_size=8), before=st.text(max_size=60), after=st.text(max_size=20))
def test_words_between_any_characters_are_never_denied(quoted, before, after) -> None:
    source = f"{before} {quoted} {after}"
    if stems(quoted) and follow(stems(quoted), stems(source)):
        assert may_hold(stems(quoted), source)


@settings(deadline=None, max_examples=200)
@given(quoted=TEXTS, source=TEXTS)
def test_no_sentence_with_half_of_the_words_is_left_out(quoted, source) -> None:
    wanted = set(stems(quoted))
    sentences = split_sentences(source)
    holding = [one for one in sentences if 2 * len(wanted & set(stems(one.text))) >= len(wanted)]
    found = list(may_hold_half(wanted, source, sentences))
    assert [one for one in found if one in holding] == holding


def test_sentences_with_few_of_the_words_are_left_out() -> None:
    source = "We put farmers first. It rained all day. Energy matters."
    found = list(may_hold_half({"project", "put", "farmer", "first"}, source, split_sentences(source)))
    assert [one.text for one in found] == ["We put farmers first."]
