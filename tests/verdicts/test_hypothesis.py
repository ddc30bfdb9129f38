"""The words that the entailment model reads of a claim."""

from __future__ import annotations

import msgspec
import pytest

from claimcheck.claims.extract import claim_from_text
from claimcheck.verdicts.assessment import proposition


@pytest.mark.parametrize(
    ("text", "standalone", "read"),
    [
        ("He will go early next year", "Bo will go early next year (2026)", "Bo will go early next year"),
        ("He went on Friday.", "Bo went on Friday (19 September 2025)", "Bo went on Friday"),
        ("It opens in April.", "The fund opens in April 2026", "The fund opens in April"),
        (
            "It opens on May 2 in Rome",
            "The fund opens on May 2, 2026 in Rome",
            "The fund opens on May 2 in Rome",
        ),
        ("By April 2026 it sold 1500", "By April 2026 Bo sold 1500", "By April 2026 Bo sold 1500"),
        ("It was hit by birds", "Flight 1549 was hit by birds", "Flight 1549 was hit by birds"),
        ("It opens in Sept.", "It opens in Sept. 2026", "It opens in Sept."),
        ("The (2024) act holds", "The (2024) act holds", "The (2024) act holds"),
        ("The bank (BoE) spoke", "The bank (BoE) spoke", "The bank (BoE) spoke"),
    ],
)
def test_periods_that_were_put_behind_dates_are_left_out(text: str, standalone: str, read: str) -> None:
    claim = msgspec.structs.replace(claim_from_text("1", text), text=text, standalone=standalone)
    assert proposition(claim, "2025-09-20").hypothesis == read
