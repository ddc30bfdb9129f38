"""Lines that fit, and texts made harmless."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.reports.layout import cell, clean, columns, shorten, table, wrap


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("  two \n\t words ", "two words"),
        ("red\x1b[31m", "red[31m"),
        ("a\u202eb\u200bc\ufeffd\u2069", "abcd"),
        ("one\u2028two\u2029three\x85four", "one two three four"),
        ("half \ud800 pair", "half pair"),
        ("cafe\u0301", "caf\u00e9"),
        ("“Fine” – 中国", "“Fine” – 中国"),
    ],
)
def test_texts_are_made_harmless(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("中国", 4), ("é", 1), ("q\u0323", 1), ("✓ ▲", 3)])
def test_columns_are_those_of_a_terminal(text: str, width: int) -> None:
    assert columns(text) == width


def test_lines_break_between_words_and_keep_their_margins() -> None:
    assert wrap("one two three four", 9, "- ", "  ") == ["- one two", "  three", "  four"]


def test_words_longer_than_a_line_are_cut() -> None:
    assert wrap("abcdefgh", 5, "", "  ") == ["abc", "  def", "  gh"]
    assert wrap("中国外交部", 4) == ["中国", "外交", "部"]


def test_nothing_gives_no_line() -> None:
    assert wrap(" \n", 10, "- ") == []


def test_shortened_texts_show_the_cut() -> None:
    assert shorten("one two three", 13) == "one two three"
    assert shorten("one two three", 12) == "one two …"


@settings(deadline=None)
@given(text=st.text(), width=st.integers(8, 60))
def test_wrapping_keeps_every_letter_and_never_exceeds_the_width(text: str, width: int) -> None:
    lines = wrap(text, width, "* ", "    ")
    assert all(columns(line) <= width for line in lines)
    assert "".join(line.lstrip("* ") for line in lines).replace(" ", "").replace("*", "") == clean(
        text
    ).replace(" ", "").replace("*", "")


@settings(deadline=None)
@given(text=st.text(), width=st.integers(4, 60))
def test_shortening_never_exceeds_the_width(text: str, width: int) -> None:
    assert columns(shorten(text, width)) <= width


def test_a_table_keeps_indents_and_separates_tall_rows() -> None:
    rows = [(cell("1", 3), cell("a b c d e f", 5, hang=2)), (cell("2", 3), cell("g", 5))]
    assert table(("#", "Text"), (3, 5), rows) == [
        "#    Text",
        "───  ─────",
        "1    a b c",
        "       d e",
        "       f",
        "",
        "2    g",
    ]


def test_a_low_table_has_no_empty_lines() -> None:
    rows = [(cell("1", 1), cell("中国", 8)), (cell("2", 1), cell("7.50", 8))]
    assert table(("#", "Text"), (1, 8), rows) == ["#  Text", "─  ────────", "1  中国", "2  7.50"]
