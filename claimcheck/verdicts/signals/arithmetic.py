"""Values that a passage does not state but that follow from those it states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from claimcheck.records import Quantity
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading

_MOST = 12  # values of a passage that are tried in sums
_PERCENT_LIKE = ("percent", "percentage_point")
_EXACT = 1e-9


def follows_from(
    wanted: Quantity, rivals: Sequence[Quantity], claim: Reading, passage: Reading
) -> Quantity | None:
    """The value of the passage from which, with others, `wanted` follows; None where it does not.

    Understood are the sum of two or three values (150 and 200 billion make 350 billion), percentages from
    which points are taken (34 percent less 24 points leaves 10), the step between two percentages ("from
    3.50 to 3.25 percent" is a quarter of a point) and the rest of a whole ("the remaining 30 percent").

    Args:
        wanted: a value of the claim.
        rivals: the values of the passage that are of its kind.
        claim: the claim.
        passage: the passage.
    """
    if wanted.low != wanted.high or wanted.unit in ("ordinal", "vote"):
        return None
    alike = [one for one in rivals if one.low == one.high and _kind(one) == _kind(wanted)][:_MOST]
    return (
        _sum(wanted, alike)
        or _step(wanted, alike)
        or _rest(wanted, alike, passage.text)
        or _change(wanted, alike, claim.text)
        or _over_years(wanted, alike, passage)
    )


def _sum(wanted: Quantity, alike: Sequence[Quantity]) -> Quantity | None:
    least = load_toml("signals.toml")["number"]["sum_of_three_from"]
    for parts in (2, 3):
        if parts == 3 and wanted.low < least:
            break
        for chosen in combinations(alike, parts):
            if _near(sum(one.low for one in chosen), wanted.low):
                return chosen[0]
    return None


def _step(wanted: Quantity, alike: Sequence[Quantity]) -> Quantity | None:
    if wanted.unit not in _PERCENT_LIKE:
        return None
    for one, other in combinations(alike, 2):
        # Two percentages differ by points; a percentage less points is a percentage.
        points = sum(part.unit == "percentage_point" for part in (one, other, wanted))
        if points == 1 and _near(abs(one.low - other.low), wanted.low):
            return one
    return None


def _rest(wanted: Quantity, alike: Sequence[Quantity], text: str) -> Quantity | None:
    if wanted.unit != "percent":
        return None
    for one in alike:
        before = text[max(0, one.start - 40) : one.start]
        if _near(100.0 - one.low, wanted.low) and _remainder().search(before):
            return one
    return None


def _change(wanted: Quantity, alike: Sequence[Quantity], text: str) -> Quantity | None:
    """The first of two values that are as far apart as the claim says that something changed or differs."""
    around = text[max(0, wanted.start - 30) : wanted.start] + "|" + text[wanted.end : wanted.end + 20]
    words = load_toml("signals.toml")["number"]["change"]
    if wanted.unit in _PERCENT_LIKE or not re.search(rf"\b(?:{words})\b", around, re.IGNORECASE):
        return None
    pairs = combinations(alike, 2)
    return next((one for one, other in pairs if _near(abs(one.low - other.low), wanted.low)), None)


def _over_years(wanted: Quantity, alike: Sequence[Quantity], passage: Reading) -> Quantity | None:
    """The yearly amount of the passage that in the years which it names comes to the claim's value."""
    if wanted.per:
        return None
    years = [one.low for one in passage.quantities if one.unit == "year" and one.low == one.high][:_MOST]
    yearly = (one for one in alike if one.per == "year")
    return next((one for one in yearly if any(_near(one.low * n, wanted.low) for n in years)), None)


def _remainder() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('signals.toml')['number']['rest']})\b", re.IGNORECASE)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= _EXACT * max(1.0, abs(one), abs(other))


def _kind(quantity: Quantity) -> str:
    """The unit, percent and percentage points taken as one: 24 points and 10 percent make 34 percent."""
    return "percent" if quantity.unit == "percentage_point" else quantity.unit
