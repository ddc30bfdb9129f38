from __future__ import annotations

import pytest

from claimcheck.comparison.edits import find_edits
from claimcheck.comparison.wording import word_diff
from claimcheck.verdicts.reading import read


def edits(left: str, right: str) -> list[tuple[str, int]]:
    found = find_edits(read(left), read(right), word_diff(left, right))
    return [(one.aspect, one.stronger) for one in found]


@pytest.mark.parametrize(
    ("left", "right", "aspect", "stronger"),
    [
        ("The parties committed to a truce.", "The parties intend to discuss a truce.", "status", 1),
        ("It will invest 350 billion dollars.", "It will invest 150 billion dollars.", "number", 0),
        (
            "It decided to keep the range at 4-1/2 to 4-3/4 percent.",
            "It decided to keep the range at 4-3/4 to 5 percent.",
            "number",
            0,
        ),
        ("It takes effect on 4 May 2025.", "It takes effect on 9 May 2025.", "date", 0),
        ("Norway will host the talks.", "Qatar will host the talks.", "actor", 0),
        ("The talks were held.", "The talks were not held.", "polarity", 0),
        ("Exports rose last year.", "Exports fell last year.", "polarity", 0),
        ("All sailors were released.", "Some sailors were released.", "scope", 1),
        ("The bank may raise rates.", "The bank will raise rates.", "hedge", -1),
    ],
)
def test_a_changed_word_is_known_by_what_it_changes(
    left: str, right: str, aspect: str, stronger: int
) -> None:
    assert (aspect, stronger) in edits(left, right)
    assert (aspect, -stronger) in edits(right, left)


def test_other_words_for_the_same_change_nothing() -> None:
    assert edits("Moreover, incoming data show a slowdown.", "Moreover, recent data show a slowdown.") == []


def test_a_value_that_stands_elsewhere_on_the_other_side_is_not_lost() -> None:
    assert edits("Five ships came on Monday.", "On Monday five ships came.") == []
