"""How the words of a claim were read."""

from __future__ import annotations

import pytest

from claimcheck.records import Claim
from claimcheck.reports.readings import readings


@pytest.mark.parametrize(
    ("text", "standalone", "told"),
    [
        ("It fell.", "It fell", []),
        ("prices fell", "Prices fell", []),
        ("Meanwhile, prices fell", "prices fell", []),
        ("It fell.", "The price of oil fell", ["“It” is read as “The price of oil”"]),
        (
            "They met on Friday in Oslo",
            "They met on Friday (9 May 2025) in Oslo",
            ["“met on Friday in” is read as “met on Friday (9 May 2025) in”"],
        ),
        ('"We won," the minister said', "We won", []),
        ("fell by half", "Oil fell by half", ["“fell” is read as “Oil fell”"]),
        (
            "he thanked them.",
            "The minister thanked the voters",
            ["“he” is read as “The minister”", "“them” is read as “the voters”"],
        ),
    ],
)
def test_only_what_was_put_in_place_is_told(text: str, standalone: str, told: list[str]) -> None:
    assert readings(Claim(id="1", text=text, standalone=standalone)) == told


def test_a_very_long_claim_is_told_whole() -> None:
    text = " ".join(f"w{n}" for n in range(200))
    assert readings(Claim(id="1", text=text, standalone=f"{text} end")) == [f"read as “{text} end”"]
