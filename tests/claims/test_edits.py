from __future__ import annotations

import pytest

from claimcheck.claims.edits import Edit, apply_edits, write_period


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2025-09-25", "2025-09-25", "25 September 2025"),
        ("2025-10-01", "2025-10-31", "October 2025"),
        ("2026-01-01", "2026-12-31", "2026"),
        ("2025-01-01", "2026-12-31", "2025 to 2026"),
        ("2025-10-13", "2025-10-19", "13 October 2025 to 19 October 2025"),
        ("9999-12-01", "9999-12-31", "December 9999"),
        ("soon", "soon", "soon"),
    ],
)
def test_periods_are_written_as_short_as_they_allow(first, last, expected):
    assert write_period(first, last) == expected


def test_edits_inside_are_carried_out_and_others_left():
    text = "It met them on Friday."
    edits = [Edit(0, 2, "Oslo"), Edit(7, 11, ""), Edit(21, 21, " (3 May 2024)"), Edit(1, 5, "overlap")]
    assert apply_edits(text, 0, len(text), edits) == "Oslo met them on Friday (3 May 2024)."
    assert apply_edits(text, 3, 11, edits) == "met them"
