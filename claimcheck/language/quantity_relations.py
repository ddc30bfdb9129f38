"""Quantities against each other, and as text: the same value, comparable at all, printed."""

from __future__ import annotations

import re
from decimal import Decimal
from math import inf, isinf, log10

from claimcheck.language.counted_nouns import is_plural
from claimcheck.language.measures import is_converted, is_currency, is_duration, same_unit
from claimcheck.language.words import stem
from claimcheck.records import Quantity
from claimcheck.resources import load_toml

_TABLE = load_toml("quantities.toml")
_DAYS: dict[str, float] = _TABLE["days"]
_TOLERANCE: dict[str, float] = _TABLE["tolerance"]
_PERCENT_LIKE = ("percent", "percentage_point")
_MANTISSA = re.compile(r"(?<!\d)\d{1,15}(?:,\d{3}){0,5}(?:\.(?P<decimals>\d{1,15}))?(?!\d)", re.ASCII)
_HEDGE_WORDS = {"": "", "about": "about ", "at_least": "at least ", "at_most": "up to ", "over": "more than "}
_HEDGE_WORDS["under"] = "less than "


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether the two measure the same kind of thing, so that different values could be a discrepancy.

    Both the same currency, both percent or percentage points, both durations, both votes, both ordinals
    or counts of the same noun (by stem).
    """
    if a.unit in _PERCENT_LIKE:
        return b.unit in _PERCENT_LIKE
    if is_duration(a.unit):
        return is_duration(b.unit)
    if a.unit != b.unit and not (is_currency(a.unit) and same_unit(a.unit, b.unit)):
        return False
    if a.unit in ("", "ordinal"):
        return bool(a.noun and b.noun) and stem(a.noun) == stem(b.noun)
    return True


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether one value could satisfy both: their intervals meet, within what hedges and rounding allow.

    An open bound excludes its own value ("more than 3" is not 3). "about" allows 10 %, the rounding of
    the coarser-stated one half of its last digit and at most 3 % (quantities.toml). Votes and ordinals
    must be equal; units must be of one kind and stated periods equal. Two ranges that only touch
    ("4-1/2 to 4-3/4", "4-3/4 to 5") are two ranges. What a hedge or a missing period
    changes in meaning ("up to 350" against "350") is for the caller to judge.
    """
    if not _same_kind(a, b) or (a.per and b.per and a.per != b.per):
        return False
    if a.unit in ("vote", "ordinal"):
        return (a.low, a.high) == (b.low, b.high)
    scale_a, scale_b, slack = 1.0, 1.0, 0.0
    if is_duration(a.unit) and a.unit != b.unit:
        scale_a, scale_b = _DAYS[a.unit], _DAYS[b.unit]
        slack = _TOLERANCE["durations"] * max(_size(a) * scale_a, _size(b) * scale_b)
    if a.unit == "percent" and (_recurs(a) or _recurs(b)):
        slack = _TOLERANCE["fraction"]
    slack = max(slack, _slack(a) * scale_a, _slack(b) * scale_b)
    low = max(a.low * scale_a, b.low * scale_b)
    high = min(a.high * scale_a, b.high * scale_b)
    if low - high > slack * (1 + 1e-9):
        return False
    if _is_range(a) and _is_range(b) and high - low <= slack:
        return False
    if low == high and "about" not in (a.hedge, b.hedge):
        return not (_excludes(a, low / scale_a) or _excludes(b, low / scale_b))
    return True


def _is_range(quantity: Quantity) -> bool:
    """Whether both ends are stated: "3 to 5"."""
    return not quantity.hedge and quantity.low < quantity.high and not isinf(quantity.high - quantity.low)


def _recurs(quantity: Quantity) -> bool:
    """Whether a percentage is that of a fraction which no decimal states exactly: "two thirds"."""
    return quantity.low == quantity.high and abs(quantity.low * 100 - round(quantity.low * 100)) > 1e-6


def _same_kind(a: Quantity, b: Quantity) -> bool:
    if is_duration(a.unit) or a.unit in _PERCENT_LIKE:
        return comparable(a, b)
    return same_unit(a.unit, b.unit)


def _excludes(quantity: Quantity, value: float) -> bool:
    """Whether `value` is the bound that "more than" or "less than" leaves out."""
    if quantity.hedge == "over":
        return value == quantity.low
    return quantity.hedge == "under" and value == quantity.high


def _size(quantity: Quantity) -> float:
    """The magnitude that was stated: the larger finite end."""
    return max((abs(end) for end in (quantity.low, quantity.high) if not isinf(end)), default=0.0)


def _slack(quantity: Quantity) -> float:
    """How far the true value may lie outside the stated interval, in the quantity's own unit."""
    size = _size(quantity)
    if quantity.hedge == "about":
        return _TOLERANCE["about"] * size
    if quantity.hedge or quantity.low != quantity.high:
        return 0.0
    return min(_last_digit(quantity, size) / 2, _TOLERANCE["rounding"] * size)


def _last_digit(quantity: Quantity, size: float) -> float:
    """The worth of the last digit stated: 0.1 billion in "1.2 billion", 1,000 in "25,000", 0 in "90 days"."""
    found = _MANTISSA.search(quantity.text)
    if found and size:
        stated = float(found[0].replace(",", ""))
        decimals = len(found["decimals"] or "")
        scale = size / stated if stated else 1.0
        if is_converted(quantity.unit) and not log10(scale).is_integer():
            return scale * 10.0**-decimals
        if decimals or scale >= _TOLERANCE["rounded_from"]:
            return scale * 10.0**-decimals
    if size < _TOLERANCE["rounded_from"] or size != int(size):
        return 0.0
    digits = str(int(size))
    return 10.0 ** (len(digits) - len(digits.rstrip("0"))) if digits.endswith("0") else 0.0


def format_quantity(quantity: Quantity) -> str:
    """The quantity in plain English; parsing it gives the same value, unit, noun, hedge and period."""
    if quantity.unit == "vote":
        return f"{_number(quantity.high)}-{_number(quantity.low)} vote"
    if quantity.unit == "ordinal":
        return f"{_ordinal(int(quantity.low))} {quantity.noun}".rstrip()
    if quantity.hedge in ("at_most", "under"):
        number = _number(quantity.high)
    elif quantity.high in (quantity.low, inf):
        number = _number(quantity.low)
    else:
        number = f"{_number(quantity.low)} to {_number(quantity.high)}"
    text = _HEDGE_WORDS[quantity.hedge] + _with_unit(number, quantity)
    return f"{text} per {quantity.per}" if quantity.per else text


def _with_unit(number: str, quantity: Quantity) -> str:
    if is_currency(quantity.unit) and quantity.unit.isupper():
        return f"{quantity.unit} {number}"
    unit = quantity.unit.replace("_", " ")
    if unit and unit != "percent" and number != "1":
        unit += "s"
    if not unit and quantity.noun and number != "1" and not is_plural(quantity.noun):
        return f"{number}-{quantity.noun}"
    return f"{number} {unit or quantity.noun}".rstrip()


def _number(value: float) -> str:
    exact = Decimal(repr(value))
    return f"{exact:,f}".removesuffix(".0")


def _ordinal(value: int) -> str:
    ending = "th" if value // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(value % 10, "th")
    return f"{value}{ending}"
