"""A numeral with its currency or unit: "$1.2 billion", "3-1/2 percent", "90 calendar days"."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimcheck.language.numerals import Numeral, read_numeral
from claimcheck.language.patterns import GAP, alternation
from claimcheck.resources import load_toml

_TABLE = load_toml("quantities.toml")
_SYMBOLS: dict[str, str] = _TABLE["currency_symbols"]
_CODES: tuple[str, ...] = tuple(_TABLE["currency_codes"]["codes"].split())
_NAMES: dict[str, str] = {name.lower(): code for name, code in _TABLE["currency_names"].items()}
_SCALED_NAMES: dict[str, str] = _TABLE["currency_names_after_scale"]
_UNITS: dict[str, str] = {name.lower(): unit for name, unit in _TABLE["units"].items()}
_FAMILIES: dict[str, frozenset[str]] = {
    name: frozenset(codes.split()) for name, codes in _TABLE["currency_families"].items()
}
_LOOSE: dict[str, str] = _TABLE["loose_units"]
_CONVERTED: dict[str, list[str | float]] = _TABLE["converted_units"]
_DURATIONS = frozenset(_TABLE["days"])

CURRENCY_BEFORE_DIGIT = rf"(?:{alternation([*_CODES, 'RMB', 'RM', 'Rs', 'SDR'])})(?=\d)"
_PREFIX = re.compile(
    rf"(?:(?<![A-Za-z0-9])(?P<code>{alternation([*_CODES, *(s for s in _SYMBOLS if s[0].isalpha())])})"
    rf"|(?P<symbol>{alternation(s for s in _SYMBOLS if not s[0].isalpha())}))(?:[ \u00a0]?)\Z"
)
_PREFIX_REACH = 6
_IN = re.compile(rf"{GAP}(?:in|out{GAP}of){GAP}(?=\w)", re.IGNORECASE)
_PROPORTION_WHOLES = (*range(2, 11), 12, 20, 100, 1000)
CURRENCY_SIGN = re.compile(
    rf"(?:{alternation(_SYMBOLS)}|(?:{alternation(_CODES)})(?=[ \u00a0]?\d))[ \u00a0]?"
)
_CURRENCY_NAME = re.compile(
    rf"(?:{GAP}|-)(?:of{GAP}|in{GAP})?(?P<name>{alternation(_NAMES)})s?(?!\w)", re.IGNORECASE
)
_CURRENCY_NAME_SCALED = re.compile(rf"(?:{GAP}|-)(?P<name>{alternation(_SCALED_NAMES)})s?(?!\w)")
_CURRENCY_CODE = re.compile(rf"{GAP}(?P<code>{alternation(_CODES)})(?!\w)")
_LETTER_UNITS = tuple(unit for unit in _UNITS if unit not in ("%", "second", *_DURATIONS))
_UNIT = re.compile(
    rf"(?:{GAP}|-)?(?P<percent>%)"
    rf"|(?:{GAP}|-)(?:of{GAP}a{GAP}|of{GAP}one{GAP}|an?{GAP})?(?P<unit>{alternation(_LETTER_UNITS)})s?(?!\w)"
    rf"|(?:{GAP}|-)(?:(?:{alternation(_TABLE['unit_words']['between'].split())}){GAP}){{0,2}}"
    rf"(?P<time>{alternation(_DURATIONS)})(?P<plural>s?)(?!\w)"
    r"|(?P<attached>pct|bps?|ppt?|mm|km|kg|[kmg]w|[kmgt]wh)(?!\w)",
    re.IGNORECASE,
)
_POINT = re.compile(r"(?:[ -]|\sof\sa\s|\sa\s)points?(?!\w)", re.IGNORECASE)
_OF_WHOLE = re.compile(rf"(?=(?:{GAP}|-)(?:of|the|its|their|our|majority|his|her)(?!\w))", re.IGNORECASE)


class Measure(NamedTuple):
    """A numeral with what it measures: `low` and `high` in `unit`, which is "" for a count.

    `factor` turned the numeral into that unit (0.01 for basis points); `prefixed` money has its sign
    in front.
    """

    start: int
    end: int
    low: float
    high: float
    unit: str
    numeral: Numeral
    prefixed: bool = False
    factor: float = 1.0


def read_measure(text: str, at: int) -> Measure | None:
    """The number that begins at `at`, with a currency before it and a unit after it; None for no number."""
    currency, start = _currency_before(text, at)
    numeral = read_numeral(text, at, money=bool(currency))
    if numeral is None:
        return None
    start = min(start, numeral.start)
    after, end = _unit_after(text, numeral)
    if currency:
        refined = after if after in _CODES else currency
        end = end if after in _CODES else numeral.end
        return Measure(start, end, numeral.low, numeral.high, refined, numeral, prefixed=True)
    factor, unit = 1.0, after
    if after in _CONVERTED:
        factor, unit = float(_CONVERTED[after][1]), str(_CONVERTED[after][0])
    low, high = numeral.low, numeral.high
    if factor != 1:
        low, high = tidy(low * factor), tidy(high * factor)
    return Measure(start, end, low, high, unit, numeral, factor=factor)


def as_share(text: str, measure: Measure) -> Measure | None:
    """A bare fraction as percent where it is a share of something ("two-thirds", "a quarter of the staff").

    None where it is not ("1/4" alone); any other measure comes back as it is.
    """
    numeral = measure.numeral
    if not numeral.fraction or measure.unit:
        return measure
    if not (_OF_WHOLE.match(text, numeral.end) or (numeral.spelled and not numeral.article)):
        return None
    value = tidy(numeral.low * 100)
    return measure._replace(low=value, high=value, unit="percent")


def read_proportion(text: str, first: Measure) -> Measure | None:
    """Percent for "one in five" and "3 in 10", None for anything else."""
    join = _IN.match(text, first.end)
    if first.unit or not join or not 1 <= first.low <= 9 or first.numeral.fraction:
        return None
    second = read_measure(text, join.end())
    if second is None or second.unit or second.low not in _PROPORTION_WHOLES or second.low <= first.low:
        return None
    share = tidy(first.low / second.low * 100)
    return first._replace(end=second.end, low=share, high=share, unit="percent")


def tidy(value: float) -> float:
    """`value` with 12 significant digits, so that 25 basis points are 0.25 and not 0.25000000000000001."""
    return float(f"{value:.12g}")


def _currency_before(text: str, at: int) -> tuple[str, int]:
    """(ISO code, where it begins) of a currency sign or code right before `at`; ("", at) without one."""
    if not at or (text[at - 1].islower() and text[at - 1] != "s"):
        return "", at
    match = _PREFIX.search(text, max(0, at - _PREFIX_REACH), at)
    if not match:
        return "", at
    sign = match["code"] or match["symbol"]
    return _SYMBOLS.get(sign, sign), match.start()


def _unit_after(text: str, numeral: Numeral) -> tuple[str, int]:
    """(unit, end) of what follows the numeral; ("", its end) where it is no unit."""
    end = numeral.end
    match = _UNIT.match(text, end)
    if match:
        if match["percent"]:
            return "percent", match.end()
        if match["time"]:
            return _time_unit(text, numeral, match)
        word = " ".join((match["unit"] or match["attached"]).lower().split())
        return _UNITS.get(word, "percent"), match.end()
    if numeral.fraction and (point := _POINT.match(text, end)):
        return "percentage_point", point.end()
    money = _CURRENCY_NAME.match(text, end)
    if money:
        return _NAMES[" ".join(money["name"].lower().split())], money.end()
    if numeral.scale > 1 and (money := _CURRENCY_NAME_SCALED.match(text, end)):
        return _SCALED_NAMES[money["name"]], money.end()
    code = _CURRENCY_CODE.match(text, end)
    return (code["code"], code.end()) if code else ("", end)


def _time_unit(text: str, numeral: Numeral, match: re.Match[str]) -> tuple[str, int]:
    """A duration; a lone "second" or "quarter" after a number is one only where joined by a hyphen."""
    unit = match["time"].lower()
    if unit in ("second", "quarter") and not match["plural"] and text[numeral.end] != "-":
        return "", numeral.end
    return unit, match.end()


def is_duration(unit: str) -> bool:
    """Whether `unit` is a length of time."""
    return unit in _DURATIONS


def is_currency(unit: str) -> bool:
    """Whether `unit` is an ISO 4217 code, or what several currencies are called."""
    return (len(unit) == 3 and unit.isupper()) or unit in _FAMILIES


def is_converted(unit: str) -> bool:
    """Whether values in other units are turned into `unit` when they are read."""
    return any(unit == to for to, _ in _CONVERTED.values())


def same_unit(one: str, other: str) -> bool:
    """Whether both units are the same, or one is what several units are called and the other is one."""
    if one == other or _LOOSE.get(one) == other or _LOOSE.get(other) == one:
        return True
    ours, theirs = _FAMILIES.get(one, frozenset()), _FAMILIES.get(other, frozenset())
    return other in ours or one in theirs or bool(ours & theirs)
