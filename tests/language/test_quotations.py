from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.quotations import find_marks, find_quotations, with_speakers
from claimcheck.records import Attribution, Span

MARKS = "\"“”„«»‘’'` ab.,\n["


def texts_of(text: str) -> list[str]:
    return [quotation.text for quotation in find_quotations(text)]


@given(st.text(alphabet=MARKS, max_size=80) | st.text(max_size=80))
@settings(deadline=None, max_examples=300)
def test_quotations_are_verbatim_and_ordered_and_hold_words(text: str) -> None:
    found = find_quotations(text)
    assert [q.start for q in found] == sorted(q.start for q in found)
    for quotation in found:
        assert text[quotation.start : quotation.end] == quotation.text
        assert quotation.text.strip()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "yes" and left.', ["yes"]),
        ("He said “yes” and left.", ["yes"]),
        ("He said 'yes' and left.", ["yes"]),
        ("He said ‘yes’ and left.", ["yes"]),
        ("Er sagte «ja» und „nein”.", ["ja", "nein"]),
        ('"A," he said, "B."', ["A,", "B."]),
        ('They ("quietly") — "at last" — agreed.', ["quietly", "at last"]),
    ],
)
def test_all_common_marks_are_read(text: str, expected: list[str]) -> None:
    assert texts_of(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“He told me ‘never again’ and left.”", ["He told me ‘never again’ and left.", "never again"]),
        ("'He called it \"dead\" twice,' she said.", ['He called it "dead" twice,', "dead"]),
    ],
)
def test_a_quotation_within_a_quotation_follows_the_outer_one(text: str, expected: list[str]) -> None:
    assert texts_of(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "China's and the workers' rights don't end in the '90s.",
        "China’s and the workers’ rights don’t end; rock ’n’ roll isn’t dead.",
        "'Twas the U.S.'s plan.",
    ],
)
def test_apostrophes_are_no_quotations(text: str) -> None:
    assert texts_of(text) == []


def test_the_apostrophe_of_a_plural_does_not_close_a_quotation() -> None:
    assert texts_of("‘The workers’ rights are key,’ he said.") == ["The workers’ rights are key,"]


def test_inches_are_no_quotation() -> None:
    assert texts_of('A 6" pipe and a "long" one.') == ["long"]


def test_a_quotation_over_paragraphs_gives_one_record_a_paragraph() -> None:
    text = "He said: “First.\n\n“Second.\n\n“Third.” Then he left."
    assert texts_of(text) == ["First.", "Second.", "Third."]
    assert [mark.closed for mark in find_marks(text)] == [False, False, True]


def test_a_single_mark_is_followed_over_paragraphs_only_when_it_is_taken_up() -> None:
    assert texts_of("‘First.\n\n‘Second,’ he said.") == ["First.", "Second,"]
    assert texts_of("‘First.\n\nSecond, he said.") == []


def test_an_unclosed_mark_ends_with_its_paragraph() -> None:
    assert texts_of('He said "we will go.\n\nNobody went.') == ["we will go."]
    assert texts_of('He said "we will go.\nNobody went.') == ["we will go."]


def test_a_line_break_inside_a_paragraph_does_not_end_a_quotation() -> None:
    assert texts_of('A title\n\nHe said "it is\nover now" today.') == ["it is\nover now"]


def test_ellipses_and_brackets_inside_stay_verbatim() -> None:
    assert texts_of('"[The] deal … is (not) dead..."') == ["[The] deal … is (not) dead..."]


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", '"a ', "“a ‘b ", '"\n\n', "“\n\n“"])
def test_a_flood_of_marks_takes_linear_time_and_space(mark: str) -> None:
    seconds = []
    for size in (50_000, 200_000):
        text = mark * (size // len(mark))
        started = time.process_time()
        found = find_quotations(text)
        seconds.append(time.process_time() - started)
        assert sum(len(quotation.text) for quotation in found) <= 4 * size
    assert seconds[1] < 12 * seconds[0] + 0.5


def test_a_quotation_takes_the_source_of_the_innermost_content_around_it() -> None:
    text = "X said Y called it “dead” now."
    quotations = find_quotations(text)
    x, y = Span("X", 0, 1), Span("Y", 7, 8)
    outer = Attribution(source=x, cue=Span("said", 2, 6), content=(Span(text[7:29], 7, 29),), kind="indirect")
    inner = Attribution(
        source=y, cue=Span("called", 9, 15), content=(Span(text[16:25], 16, 25),), kind="mixed"
    )
    assert with_speakers(quotations, (outer, inner))[0].speaker == y
    assert with_speakers(quotations, (outer,))[0].speaker == x
    assert with_speakers(quotations, ())[0].speaker is None
