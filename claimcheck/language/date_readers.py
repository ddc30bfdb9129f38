"""Readers of absolute dates: each takes a text and a place, and says what date begins there.

A year that is missing is resolved from the anchor where there is one; nothing else is assumed.
"""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple

from claimcheck.language.outlook import looks_ahead
from claimcheck.language.patterns import DASH, GAP, MONTH, MONTHS, alternation, month_number
from claimcheck.language.periods import (
    Period,
    day,
    fiscal_years,
    months,
    nearest,
    resolve_year,
    season,
    year_period,
)
from claimcheck.resources import load_toml

_TABLE = load_toml("dates.toml")
_ORDINALS: dict[str, int] = _TABLE["ordinals"]

YEAR = r"(?:1[5-9]|20)\d\d(?![\d%]|[.,]\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?!\d|[.:]\d|%)"
_YEAR_AFTER = rf"(?:,?{GAP}?(?P<year>{YEAR})|{GAP}(?:of{GAP})?(?P<near>this|last|next){GAP}year(?!\w))?"
_MONTH_DAY = re.compile(
    rf"(?P<month>{MONTH}){GAP}(?:the{GAP})?(?P<day>{_DAY})"
    rf"(?:{GAP}?{DASH}{GAP}?(?P<to>{_DAY})(?!{GAP}?{MONTH}))?{_YEAR_AFTER}"
)
_DAY_MONTH = re.compile(
    rf"(?P<day>{_DAY})(?:{GAP}?(?:{DASH}|to|and|through){GAP}?(?P<to>{_DAY}))?"
    rf"(?:{GAP}|-)(?:of{GAP})?(?:day{GAP}of{GAP})?(?P<month>{MONTH})(?:-(?P<joined>{YEAR}))?{_YEAR_AFTER}"
)
_MONTH_YEAR = re.compile(
    rf"(?P<month>{MONTH})(?:(?:,?{GAP}(?:of{GAP})?|-)(?P<year>{YEAR})"
    rf"|{GAP}(?:of{GAP})?(?P<near>this|last|next){GAP}year(?!\w))"
)
_MONTH_ALONE = re.compile(rf"(?P<month>{MONTH})(?!{GAP}[A-Z][a-z]|['’]s|-[A-Za-z])")
_MONTH_OF_RANGE = re.compile(
    rf"(?P<month>{MONTH})(?={GAP}?(?:{DASH}|to|through|and){GAP}?(?P<last>{MONTH}),?{GAP}(?P<year>{YEAR}))"
)
_LEFT_OF_MONTH = re.compile(
    rf"(?<!\w)(?P<word>in|by|since|until|till|during|early|late|mid|last|next|this|from|through|between|before|after|for"
    rf"|around|and|to|of|end{GAP}of|beginning{GAP}of|mid-|early-|late-)(?:{GAP}|(?<=-))\Z",
    re.IGNORECASE,
)
_ISO = re.compile(
    rf"(?P<year>{YEAR})(?P<sign>[-/.])(?P<month>\d\d?)(?P=sign)(?P<day>\d\d?)(?!\d)"
    rf"(?:[T ]\d\d:\d\d[\d:.]{{0,12}}(?:Z|[+-]\d\d:?\d\d)?)?"
)
_NUMERIC = re.compile(
    r"(?P<a>\d\d?)(?P<sign>[./])(?P<b>\d\d?)(?P=sign)(?P<year>(?:19|20)\d\d|\d\d)(?![\d/.]\d|\d)"
)
_YEAR_RANGE = re.compile(
    rf"(?P<year>(?:1[5-9]|20)\d\d){GAP}?(?:{DASH}|/){GAP}?(?P<to>(?:1[5-9]|20)\d\d|\d\d)(?![\d%]|[.,]\d|{DASH})"
)
_DECADE = re.compile(r"(?P<year>(?:1[5-9]|20)\d0)['’]?s(?!\w)")
_YEAR_ALONE = re.compile(rf"(?P<year>{YEAR})(?![\w/]|{DASH}\d)")
_QUARTER = re.compile(
    rf"(?:(?P<number>{alternation(_ORDINALS)})(?:{GAP}|-)(?P<unit>quarter|half)(?!\w)|(?P<short>[QH])(?P<digit>[1-4])(?!\w))"
    rf"(?:(?:,?{GAP}|-|/)(?:of{GAP})?(?:the{GAP})?"
    rf"(?:(?P<fiscal>fiscal{GAP}(?:year{GAP})?|financial{GAP}year{GAP}|FY{GAP}?))?(?:(?P<year>{YEAR})|FY(?P<two>\d\d)(?!\d)"
    rf"|(?P<near>this|last|next){GAP}year(?!\w)))?",
    re.IGNORECASE,
)
_WITHOUT_YEAR = re.compile(rf"(?<!\w)(?:in|during|for|by|since|from|over){GAP}the{GAP}\Z", re.IGNORECASE)
_FISCAL = re.compile(
    rf"(?:(?:fiscal|financial)(?:{GAP}years?)?{GAP}|FY[ -]?)(?P<year>{YEAR}|\d\d(?!\d))"
    rf"(?:\s?(?:{DASH}|/)\s?(?P<to>{YEAR}|\d\d(?!\d)))?(?!\w)",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"(?P<season>{alternation(_TABLE['seasons'])})(?:,?{GAP}(?:of{GAP})?)(?P<year>{YEAR})", re.IGNORECASE
)
_CENTURY = re.compile(rf"(?P<number>1[4-9]|2[01])(?:st|th){GAP}century(?!\w)", re.IGNORECASE)
_PAST = frozenset(_TABLE["missing_year"]["past"].split())
_COMING = frozenset(_TABLE["missing_year"]["coming"].split())
_NEAR = {"this": 0, "last": -1, "next": 1}


class Found(NamedTuple):
    """A date as read: where it ends and the intervals it allows (none: it could not be resolved)."""

    end: int
    periods: tuple[Period, ...]
    granularity: str
    relative: bool = False
    month_day: tuple[int, int] | None = None  # of a day that is given without a year


def read_digits(text: str, at: int, anchor: date | None) -> Found | None:
    """A date that begins with a digit."""
    for reader in (_read_iso, _read_numeric):
        if found := reader(text, at):
            return found
    match = _DAY_MONTH.match(text, at)
    if match:
        return _dated(match, match["joined"] or match["year"], anchor)
    return _read_years(text, at) or _read_century(text, at) or read_quarter(text, at, anchor)


def _read_iso(text: str, at: int) -> Found | None:
    match = _ISO.match(text, at)
    only = day(int(match["year"]), int(match["month"]), int(match["day"])) if match else None
    return Found(match.end(), (only,), "day") if match and only else None


def _read_numeric(text: str, at: int) -> Found | None:
    """Reads "24/09/2025": every order of day and month that the calendar allows; dots mean day first."""
    match = _NUMERIC.match(text, at)
    if not match:
        return None
    a, b, year = int(match["a"]), int(match["b"]), _full_year(match["year"])
    readings = [day(year, b, a)] if match["sign"] == "." else [day(year, a, b), day(year, b, a)]
    periods = tuple(sorted({reading for reading in readings if reading}))
    return Found(match.end(), periods, "day") if periods else None


def _full_year(digits: str) -> int:
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def read_month(text: str, at: int, anchor: date | None) -> Found | None:
    """A date that begins with a month's name: with day, with year, or alone after a preposition."""
    match = _MONTH_DAY.match(text, at)
    if match:
        return _dated(match, match["year"], anchor)
    match = _MONTH_YEAR.match(text, at)
    if match:
        month = month_number(match["month"])
        if match["year"]:
            return Found(match.end(), (months(int(match["year"]), month, 1),), "month")
        periods = (months(anchor.year + _NEAR[match["near"]], month, 1),) if anchor else ()
        return Found(match.end(), periods, "month", relative=True)
    match = _MONTH_OF_RANGE.match(text, at)
    if match:
        month, last = month_number(match["month"]), month_number(match["last"])
        year = int(match["year"]) - (1 if month > last else 0)
        return Found(match.end(), (months(year, month, 1),), "month")
    return _read_month_alone(text, at, anchor)


def _read_month_alone(text: str, at: int, anchor: date | None) -> Found | None:
    match = _MONTH_ALONE.match(text, at)
    left = _LEFT_OF_MONTH.search(text, max(0, at - 16), at) if match else None
    if not match or not left:
        return None
    month = month_number(match["month"])
    whole = match["month"].rstrip(".").capitalize() in MONTHS
    end = match.end() - (whole and match["month"].endswith("."))  # the stop of "in June." is the sentence's
    if anchor is None:
        return Found(end, (), "month", relative=True)
    candidates = tuple(months(anchor.year + offset, month, 1) for offset in (-1, 0, 1))
    word = left["word"].lower()
    if word in _PAST:
        periods = tuple(p for p in candidates if p.first <= anchor)[-1:]
    elif word in _COMING:
        periods = tuple(p for p in candidates if p.last >= anchor)[:1]
    else:
        periods = resolve_year(candidates, anchor, ahead=looks_ahead(text, at))
    return Found(end, periods, "month", relative=True)


def _dated(match: re.Match[str], year: str | None, anchor: date | None) -> Found:
    """A day or some days of one month; the year is given, counted from the anchor or nearest to it."""
    month, first = month_number(match["month"]), _day_number(match["day"])
    last = _day_number(match["to"]) if match["to"] else first
    if day(2024, month, first) is None or day(2024, month, last) is None or last < first:
        return Found(match.end(), (), "day")  # February 30: no day, and no year of its own either
    near, single = match["near"], (month, first) if first == last else None
    if year is not None:
        only = _days(int(year), month, first, last)
        return Found(match.end(), (only,) if only else (), "day")
    if anchor is None:
        return Found(match.end(), (), "day", relative=True, month_day=None if near else single)
    if near:
        only = _days(anchor.year + _NEAR[near], month, first, last)
        return Found(match.end(), (only,) if only else (), "day", relative=True)
    candidates = tuple(p for o in (-1, 0, 1) if (p := _days(anchor.year + o, month, first, last)))
    ahead = looks_ahead(match.string, match.start())
    periods = resolve_year(candidates, anchor, ahead=ahead) if candidates else ()
    return Found(match.end(), periods, "day", relative=True, month_day=single)


def _days(year: int, month: int, first: int, last: int) -> Period | None:
    start, end = day(year, month, first), day(year, month, last)
    return Period(start.first, end.last) if start and end else None


def _day_number(digits: str) -> int:
    return int("".join(c for c in digits if c.isdigit()))


def _read_years(text: str, at: int) -> Found | None:
    """A decade, a stretch of years ("2025-26", "2025-2030") or one year."""
    match = _DECADE.match(text, at)
    if match:
        year = int(match["year"])
        length = 100 if year % 100 == 0 and year < 2000 else 10
        return Found(match.end(), (year_period(year, length),), "century" if length == 100 else "decade")
    match = _YEAR_RANGE.match(text, at)
    if match:
        first, to = int(match["year"]), match["to"]
        last = int(to) if len(to) == 4 else first // 100 * 100 + int(to)
        if first < last:
            return Found(match.end(), (year_period(first, last - first + 1),), "year_range")
    match = _YEAR_ALONE.match(text, at)
    return Found(match.end(), (year_period(int(match["year"])),), "year") if match else None


def _read_century(text: str, at: int) -> Found | None:
    match = _CENTURY.match(text, at)
    if not match:
        return None
    return Found(match.end(), (year_period(int(match["number"]) * 100 - 99, 100),), "century")


def read_quarter(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "first quarter of 2024", "Q1 2024" and "second half of 2025", with or without its year."""
    match = _QUARTER.match(text, at)
    if not match:
        return None
    unit = (match["unit"] or {"q": "quarter", "h": "half"}[match["short"].lower()]).lower()
    number = _ORDINALS[match["number"].lower()] if match["number"] else int(match["digit"])
    length = 3 if unit == "quarter" else 6
    if number * length > 12:
        return None
    offset = (number - 1) * length
    if match["year"] or match["two"]:
        year = int(match["year"]) if match["year"] else _full_year(match["two"])
        starts = fiscal_years(year) if match["fiscal"] or match["two"] else (year_period(year),)
        periods = tuple(months(p.first.year, p.first.month + offset, length) for p in starts)
        return Found(match.end(), periods, unit)
    if not match["near"] and (match["short"] or not _WITHOUT_YEAR.search(text, max(0, at - 24), at)):
        return None
    if anchor is None:
        return Found(match.end(), (), unit, relative=True)
    if match["near"]:
        candidates: tuple[Period, ...] = (months(anchor.year + _NEAR[match["near"]], 1 + offset, length),)
    else:
        candidates = tuple(months(anchor.year + o, 1 + offset, length) for o in (-1, 0, 1))
    return Found(match.end(), (nearest(candidates, anchor),), unit, relative=True)


def read_fiscal_year(text: str, at: int) -> Found | None:
    """Reads "fiscal year 2025", "FY26" and "FY2025/26": every fiscal year that may be meant."""
    match = _FISCAL.match(text, at)
    if not match:
        return None
    year = _full_year(match["year"])
    if match["to"]:
        last = int(match["to"]) if len(match["to"]) == 4 else year // 100 * 100 + int(match["to"])
        if last == year + 1:
            return Found(match.end(), fiscal_years(last)[1:], "fiscal_year")
        if last > year:
            ends = zip(fiscal_years(year), fiscal_years(last), strict=True)
            return Found(match.end(), tuple(Period(a.first, b.last) for a, b in ends), "fiscal_year")
    return Found(match.end(), fiscal_years(year), "fiscal_year")


def read_season(text: str, at: int) -> Found | None:
    """Reads "spring of 2026"; winter has two readings."""
    match = _SEASON.match(text, at)
    if not match:
        return None
    return Found(match.end(), season(match["season"].lower(), int(match["year"])), "season")
