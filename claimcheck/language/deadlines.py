"""Readers of counted time: "two weeks ago", "the next 30 days", "120 days from the date of this order"."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from claimcheck.language.date_readers import Found, read_digits, read_month
from claimcheck.language.numerals import read_numeral, spelled_starts
from claimcheck.language.outlook import looks_ahead
from claimcheck.language.patterns import GAP, alternation, phrases
from claimcheck.language.periods import Period, step, stretch
from claimcheck.language.relative_dates import read_day_word
from claimcheck.resources import load_toml

_TABLE = load_toml("dates.toml")
_UNITS = "day|week|month|quarter|year|decade"
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
_MOST_DAYS = 5000
_MOST_MONTHS = 6000

_NUMBER = re.compile(rf"\d|(?:{spelled_starts()})", re.IGNORECASE)
_ONE = re.compile(rf"an?{GAP}(?=(?:{_UNITS})(?!\w))", re.IGNORECASE)
_UNIT = re.compile(rf"(?:{GAP}|-)?(?:(?:calendar|full|short){GAP})?(?P<unit>{_UNITS})s?(?!\w)", re.IGNORECASE)
_AGO = re.compile(
    rf"{GAP}(?P<way>ago|hence|from{GAP}(?:now|today))(?P<today>{GAP}today)?(?!\w)", re.IGNORECASE
)
_FROM = re.compile(rf"{GAP}(?:from|after|following){GAP}(?=\S)", re.IGNORECASE)
_OF = re.compile(rf"{GAP}(?:from|after|following|of){GAP}(?=\S)", re.IGNORECASE)
_BEFORE = re.compile(rf"{GAP}(?:before|prior{GAP}to|preceding)(?!\w)", re.IGNORECASE)
_BASE = re.compile(
    rf"(?:the{GAP})?{alternation(phrases(_TABLE['deadlines']['anchors']))}(?!\w)", re.IGNORECASE
)
_EVENT = re.compile(
    rf"(?:the{GAP}|its{GAP}|their{GAP})?{alternation(phrases(_TABLE['deadlines']['events']))}(?!\w)",
    re.IGNORECASE,
)
_STRETCH = re.compile(rf"(?:the{GAP})?(?P<near>past|last|next|coming){GAP}", re.IGNORECASE)
_VAGUE = re.compile(
    rf"(?:the{GAP})?(?P<near>coming|recent|past|last|next)(?:{GAP}(?:few|several|couple{GAP}of))?{GAP}"
    rf"(?P<unit>{_UNITS})s(?!\w)",
    re.IGNORECASE,
)
_WITHIN = re.compile(
    rf"(?P<word>within|in){GAP}(?:(?P<next>the{GAP}(?:next|coming)){GAP})?"
    rf"(?:(?:about|around|roughly|up{GAP}to|at{GAP}most){GAP})?",
    re.IGNORECASE,
)
_OF_PERIOD = re.compile(rf"{GAP}of{GAP}", re.IGNORECASE)


class _Length(NamedTuple):
    end: int
    number: int
    unit: str


def read_stretch(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "the past two years" and "the next 30 days"; "the coming weeks" stays unresolved."""
    match = _STRETCH.match(text, at)
    length = _read_length(text, match.end()) if match else None
    if match and length and not _OF_PERIOD.match(text, length.end):
        sign = -1 if match["near"].lower() in ("past", "last") else 1
        periods = (stretch(anchor, length.unit, sign * length.number),) if anchor else ()
        return Found(length.end, periods, length.unit, relative=True)
    vague = _VAGUE.match(text, at)
    return Found(vague.end(), (), vague["unit"].lower(), relative=True) if vague else None


def read_counted(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "two weeks ago", "90 days from now" and "120 days after the date of this order"."""
    length = _read_length(text, at)
    if length is None:
        return None
    ago = _AGO.match(text, length.end)
    if ago:
        sign = -1 if ago["way"].lower() == "ago" else 1
        if anchor is None:
            return Found(ago.end(), (), length.unit, relative=True)
        if ago["today"]:
            exact = stretch(anchor, length.unit, sign * length.number)
            only = exact.first if sign < 0 else exact.last
            return Found(ago.end(), (Period(only, only),), "day", relative=True)
        periods = (_around(anchor, length.unit, sign * length.number),)
        return Found(ago.end(), periods, length.unit, relative=True)
    base = _read_base(text, _FROM.match(text, length.end), anchor)
    if base is None:
        return None
    return base._replace(periods=tuple(stretch_end(p.first, length) for p in base.periods))


def read_within(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "within 30 days of [a date]", "within the next year" and, of the future, "in 90 days"."""
    match = _WITHIN.match(text, at)
    length = _read_length(text, match.end()) if match else None
    if match is None or length is None:
        return None
    if match["word"].lower() == "in" and not match["next"]:
        # "its first surplus in 14 years" looks back
        long = length.unit in ("year", "decade")
        if long or not looks_ahead(text, at) or _OF.match(text, length.end):
            return None
        periods = (_around(anchor, length.unit, length.number),) if anchor else ()
        return Found(length.end, periods, length.unit, relative=True)
    if _BEFORE.match(text, length.end):
        return None
    of = _OF.match(text, length.end)
    base = _read_base(text, of, anchor)
    if base is None:
        periods = (stretch(anchor, length.unit, length.number),) if anchor and not of else ()
        return Found(length.end, periods, length.unit, relative=True)
    return base._replace(periods=tuple(stretch(p.first, length.unit, length.number) for p in base.periods))


def stretch_end(base: date, length: _Length) -> Period:
    """The day `length` after `base`."""
    last = stretch(base, length.unit, length.number).last
    return Period(last, last)


def _read_length(text: str, at: int) -> _Length | None:
    one = _ONE.match(text, at)
    if one:
        end, count = one.end(), 1.0
    else:
        match = _NUMBER.match(text, at)
        numeral = read_numeral(text, at) if match else None
        if numeral is None or numeral.low != numeral.high or numeral.low != int(numeral.low):
            return None
        end, count = numeral.end, numeral.low
    unit = _UNIT.match(text, end)
    if unit is None:
        return None
    name = unit["unit"].lower()
    most = _MOST_DAYS if name in ("day", "week") else _MOST_MONTHS // _MONTHS[name]
    return _Length(unit.end(), int(count), name) if 0 < count <= most else None


def _read_base(text: str, of: re.Match[str] | None, anchor: date | None) -> Found | None:
    """What a deadline is counted from: a day of the calendar, the document's own date, or an event."""
    if of is None:
        return None
    at = of.end()
    base = _BASE.match(text, at)
    if base:
        return Found(base.end(), (Period(anchor, anchor),) if anchor else (), "day", relative=True)
    if text[at].isdigit():
        found = read_digits(text, at, anchor)
    else:
        found = read_month(text, at, anchor) or read_day_word(text, at, anchor)
    if found and found.granularity == "day":
        return found._replace(month_day=None)
    event = _EVENT.match(text, at)
    return Found(event.end(), (), "day", relative=True) if event else None


def _around(anchor: date, unit: str, count: int) -> Period:
    """What "two weeks ago" names: the day for days, a week around it for weeks, else a calendar period."""
    period = step(anchor, unit, count)
    if unit != "week":
        return period
    return Period(period.first - timedelta(days=3), period.last + timedelta(days=3))
