from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.words import content_words, words


@given(st.text())
@settings(deadline=None)
def test_words_are_ordered_disjoint_and_verbatim(text: str) -> None:
    end = 0
    for word in words(text):
        assert word.start >= end
        assert text[word.start : word.end] == word.text
        end = word.end


@pytest.mark.parametrize(
    ("text", "stems"),
    [
        ("12,450 soldiers", ["12450", "soldier"]),
        ("3.5 percent", ["3.5", "percent"]),
        ("the U.S. side's offer", ["the", "us", "side", "offer"]),
        ("divest-or-ban", ["divest", "or", "ban"]),
        ("China’s tariffs", ["china", "tariff"]),
    ],
)
def test_stems_fold_inflection_and_separators(text: str, stems: list[str]) -> None:
    assert [word.stem for word in words(text)] == stems


def test_content_words_keep_negations_and_quantifiers() -> None:
    assert [word.text for word in content_words("It was not all of the money")] == ["not", "all", "money"]
