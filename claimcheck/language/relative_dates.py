"""Readers of dates that are counted from the anchor: "yesterday", "next week", "late last month"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from claimcheck.language.date_readers import (
    YEAR,
    Found,
    read_digits,
    read_fiscal_year,
    read_month,
    read_quarter,
    read_season,
)
from claimcheck.language.outlook import looks_ahead
from claimcheck.language.patterns import DASH, GAP, alternation
from claimcheck.language.periods import (
    Period,
    fiscal_years,
    part_of,
    season,
    stretch,
    unit_period,
    week_of,
    weekday_near,
    year_period,
)
from claimcheck.resources import load_toml

_TABLE = load_toml("dates.toml")
_WEEKDAYS: dict[str, int] = _TABLE["weekdays"]
_SEASONS: dict[str, list[int]] = _TABLE["seasons"]
_DAY_OFFSETS = {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1, "this": 0}
_STEPS = {"this": 0, "current": 0, "last": -1, "past": -1, "next": 1, "coming": 1}

_DAYS = re.compile(
    rf"(?:the{GAP}day{GAP}(?P<shift>before|after){GAP})?"
    rf"(?P<day>yesterday|(?<!USA )today|tonight|tomorrow)(?!\w)"
    rf"|(?P<this>this){GAP}(?:morning|afternoon|evening)(?!\w)",
    re.IGNORECASE,
)
_NEAR_UNIT = re.compile(
    rf"(?:(?P<late>earlier|later){GAP})?(?P<the>the{GAP})?(?P<near>this|current|coming|past|next|last){GAP}"
    rf"(?:(?P<kind>calendar|fiscal|financial){GAP})?(?P<unit>week|weekend|month|quarter|year|decade|century)(?!\w)",
    re.IGNORECASE,
)
_NEAR_SEASON = re.compile(
    rf"(?P<near>this|last|next){GAP}(?P<season>{alternation(_SEASONS)})(?!\w|{GAP}in(?!\w))", re.IGNORECASE
)
_PART = re.compile(
    rf"(?:(?P<word>early|late)(?:{GAP}(?:in|to{GAP}mid|to{GAP}late){GAP}|-to-(?:mid|late)(?:-|{GAP})|{GAP}|-)"
    rf"|(?P<mid>mid)(?:{DASH}|{GAP})?"
    rf"|(?P<edge>beginning|start|middle|end|close)(?:{GAP}of{GAP}|-))(?P<the>the{GAP})?",
    re.IGNORECASE,
)
_THE_UNIT = re.compile(
    rf"(?:(?P<kind>calendar|fiscal){GAP})?(?P<unit>week|month|quarter|year|decade|century)"
    rf"(?!\w|{GAP}(?:of|that|when|in|\d))",
    re.IGNORECASE,
)
_YEAR_END = re.compile(
    rf"(?:the{GAP})?(?P<unit>year|month)(?:['’]s{GAP}|-|{GAP})end(?!\w)(?:{GAP}(?P<year>{YEAR}))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(
    rf"(?:(?P<near>this|last|next|(?:this|the){GAP}coming|this{GAP}past|the{GAP}following){GAP})?"
    rf"(?P<weekday>{alternation(name.capitalize() for name in _WEEKDAYS)})(?!\w)"
)
_WEEKDAY_COMMA = re.compile(rf",?{GAP}(?:the{GAP})?")
_NO_WEEKDAY = re.compile(
    r"(?<!\w)(?:Black|Good|Easter|Palm|Ash|Holy|Super|Cyber|Bloody|every|each|first|second|third|fourth|1st|2nd|3rd)\s\Z"
)


def read_day_word(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "yesterday", "the day after tomorrow" or "this morning"."""
    match = _DAYS.match(text, at)
    if not match:
        return None
    offset = _DAY_OFFSETS[(match["day"] or match["this"]).lower()]
    if match["shift"]:
        offset += -1 if match["shift"].lower() == "before" else 1
    periods = (unit_period(anchor, "day", offset),) if anchor else ()
    return Found(match.end(), periods, "day", relative=True)


def read_near(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "next week", "earlier this year", "the past month", "last summer", "the current fiscal year"."""
    match = _NEAR_UNIT.match(text, at)
    if not match:
        return _read_near_season(text, at, anchor)
    unit, near = match["unit"].lower(), match["near"].lower()
    fiscal = (match["kind"] or "").lower() in ("fiscal", "financial")
    granularity = "fiscal_year" if fiscal and unit == "year" else unit
    if anchor is None or (fiscal and unit != "year"):
        return Found(match.end(), (), granularity, relative=True)
    if granularity == "fiscal_year":
        return Found(match.end(), _fiscal_years_of(anchor, _STEPS[near]), granularity, relative=True)
    if near in ("past", "coming") or (match["the"] and near in ("last", "next")):
        if unit in ("weekend", "century"):
            return None
        return Found(match.end(), (stretch(anchor, unit, _STEPS[near]),), unit, relative=True)
    period = unit_period(anchor, unit, _STEPS[near])
    if match["late"] and near == "this":
        period = _side_of(period, anchor, match["late"].lower())
        granularity = f"part_of_{unit}"
    return Found(match.end(), (period,), granularity, relative=True)


def _side_of(period: Period, anchor: date, side: str) -> Period:
    return period._replace(last=anchor) if side == "earlier" else period._replace(first=anchor)


def _fiscal_years_of(anchor: date, offset: int) -> tuple[Period, ...]:
    """The fiscal years, by whatever calendar, `offset` years from the one that holds `anchor`."""
    found: list[Period] = []
    years = [fiscal_years(anchor.year + ahead) for ahead in (-1, 0, 1, 2)]
    for kind in zip(*years, strict=True):
        holding = next(number for number, p in enumerate(kind) if p.first <= anchor <= p.last)
        if 0 <= holding + offset < len(kind):
            found.append(kind[holding + offset])
    return tuple(sorted(set(found)))


def _read_near_season(text: str, at: int, anchor: date | None) -> Found | None:
    match = _NEAR_SEASON.match(text, at)
    if not match:
        return None
    if anchor is None:
        return Found(match.end(), (), "season", relative=True)
    name, near = match["season"].lower(), match["near"].lower()
    if near == "this":
        return Found(match.end(), season(name, anchor.year), "season", relative=True)
    around = sorted({p for ahead in (-1, 0, 1, 2) for p in season(name, anchor.year + ahead)})
    past = [p for p in around if p.last < anchor]
    coming = [p for p in around if p.first > anchor]
    return Found(match.end(), (past[-1] if near == "last" else coming[0],), "season", relative=True)


def read_part(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "early 2026", "mid-May", "late next month", "the end of the year": a share of another period."""
    match = _PART.match(text, at)
    if not match:
        return _read_year_end(text, at, anchor)
    inner = _read_period(text, match.end(), anchor, after_the=bool(match["the"]))
    if inner is None or inner.granularity in ("day", "century", "year_range"):
        return None
    part = (match["word"] or match["mid"] or match["edge"]).lower()
    periods = tuple(part_of(period, part) for period in inner.periods)
    return Found(inner.end, periods, f"part_of_{inner.granularity}", inner.relative)


def _read_period(text: str, at: int, anchor: date | None, *, after_the: bool) -> Found | None:
    if at >= len(text):
        return None
    if text[at].isdigit():
        return read_digits(text, at, anchor)
    found = (
        read_month(text, at, anchor)
        or read_near(text, at, anchor)
        or read_quarter(text, at, anchor)
        or read_fiscal_year(text, at)
        or read_season(text, at)
    )
    unit = _THE_UNIT.match(text, at) if after_the and not found else None
    if unit is None:
        return found
    name = unit["unit"].lower()
    if (unit["kind"] or "").lower() == "fiscal":
        periods = _fiscal_years_of(anchor, 0) if anchor and name == "year" else ()
        return Found(unit.end(), periods, f"fiscal_{name}", relative=True)
    return Found(unit.end(), (unit_period(anchor, name, 0),) if anchor else (), name, relative=True)


def _read_year_end(text: str, at: int, anchor: date | None) -> Found | None:
    match = _YEAR_END.match(text, at)
    if not match:
        return None
    unit = match["unit"].lower()
    granularity = f"part_of_{unit}"
    if match["year"]:
        return Found(match.end(), (part_of(year_period(int(match["year"])), "end"),), granularity)
    periods = (part_of(unit_period(anchor, unit, 0), "end"),) if anchor else ()
    return Found(match.end(), periods, granularity, relative=True)


def read_weekday(text: str, at: int, anchor: date | None) -> Found | None:
    """Reads "Thursday", "next Friday", "Wednesday, April 2, 2025".

    A bare weekday is the latest one on or before the anchor, or the coming one after words of the future.
    """
    match = _WEEKDAY.match(text, at)
    if not match or _NO_WEEKDAY.search(text, max(0, at - 8), at):
        return None
    weekday = _WEEKDAYS[match["weekday"].lower()]
    dated = _read_dated_weekday(text, match, weekday, anchor)
    if dated:
        return dated
    near = " ".join((match["near"] or "").lower().split())
    if anchor is None or near == "the following":
        return Found(match.end(), (), "day", relative=True)
    days = _weekday_readings(anchor, weekday, near, looks_ahead(text, match.start()))
    return Found(match.end(), tuple(Period(day, day) for day in days), "day", relative=True)


def _weekday_readings(anchor: date, weekday: int, near: str, ahead: bool) -> tuple[date, ...]:
    """The days meant: two for "next Friday" and "last Friday" where the nearer one lies in the same week."""
    if near == "":
        return (weekday_near(anchor, weekday, "coming" if ahead else "latest"),)
    if near == "this":
        return (week_of(anchor).first + timedelta(days=weekday),)
    if near == "this past":
        return (weekday_near(anchor, weekday, "before"),)
    direction, further = ("before", -7) if near == "last" else ("after", 7)
    day = weekday_near(anchor, weekday, direction)
    week = week_of(anchor)
    if near in ("last", "next") and week.first <= day <= week.last:
        return tuple(sorted((day, day + timedelta(days=further))))
    return (day,)


def _read_dated_weekday(text: str, match: re.Match[str], weekday: int, anchor: date | None) -> Found | None:
    comma = _WEEKDAY_COMMA.match(text, match.end())
    if not comma or comma.end() >= len(text):
        return None
    digit = text[comma.end()].isdigit()
    found = (read_digits if digit else read_month)(text, comma.end(), anchor)
    if found is None or found.granularity != "day":
        return None
    if found.month_day and anchor and found.periods and found.periods[0].first == found.periods[0].last:
        found = found._replace(periods=_agreeing(found.periods, found.month_day, weekday, anchor))
    return found


def _agreeing(
    periods: tuple[Period, ...], month_day: tuple[int, int], weekday: int, anchor: date
) -> tuple[Period, ...]:
    """The year, within three of the anchor's, in which the day falls on `weekday`; else `periods`."""
    fitting = []
    for year in sorted(range(anchor.year - 3, anchor.year + 4), key=lambda y: abs(y - anchor.year)):
        try:
            day = date(year, *month_day)
        except ValueError:
            continue
        if day.weekday() == weekday:
            fitting.append(Period(day, day))
    return (min(fitting, key=lambda p: abs((p.first - anchor).days)),) if fitting else periods
