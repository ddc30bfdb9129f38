"""Arithmetic on periods of days: months, quarters, years, parts of them, and steps from an anchor."""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from typing import NamedTuple

from claimcheck.resources import load_toml

_TABLE = load_toml("dates.toml")
_PARTS: dict[str, list[float]] = _TABLE["parts"]
_SEASONS: dict[str, list[int]] = _TABLE["seasons"]
_CLOSE: int = _TABLE["missing_year"]["close"]
_FISCAL_STARTS: list[int] = _TABLE["fiscal_years"]["first_months"]


class Period(NamedTuple):
    """A closed interval of days."""

    first: date
    last: date


def day(year: int, month: int, number: int) -> Period | None:
    """One day, or None where the calendar has none such (February 30)."""
    if not (MINYEAR <= year <= MAXYEAR and 1 <= month <= 12 and 1 <= number <= monthrange(year, month)[1]):
        return None
    only = date(year, month, number)
    return Period(only, only)


def months(year: int, first_month: int, count: int) -> Period:
    """`count` whole months from `first_month` (which may lie outside 1 to 12) of `year`."""
    start = year * 12 + first_month - 1
    end = start + count - 1
    last_year, last_month = end // 12, end % 12 + 1
    return Period(
        date(start // 12, start % 12 + 1, 1),
        date(last_year, last_month, monthrange(last_year, last_month)[1]),
    )


def year_period(year: int, count: int = 1) -> Period:
    """`count` calendar years from `year`."""
    return months(year, 1, 12 * count)


def week_of(anchor: date, offset: int = 0) -> Period:
    """The week, Monday to Sunday, `offset` weeks from that of `anchor`."""
    monday = anchor - timedelta(days=anchor.weekday()) + timedelta(weeks=offset)
    return Period(monday, monday + timedelta(days=6))


def unit_period(anchor: date, unit: str, offset: int) -> Period:
    """The calendar week, month, quarter, year, decade or century `offset` steps from that of `anchor`."""
    if unit == "week":
        return week_of(anchor, offset)
    if unit == "weekend":
        week = week_of(anchor, offset)
        return Period(week.last - timedelta(days=1), week.last)
    if unit == "month":
        return months(anchor.year, anchor.month + offset, 1)
    if unit == "quarter":
        return months(anchor.year, (anchor.month - 1) // 3 * 3 + 1 + 3 * offset, 3)
    if unit == "decade":
        return year_period(anchor.year // 10 * 10 + 10 * offset, 10)
    if unit == "century":
        return year_period((anchor.year - 1) // 100 * 100 + 1 + 100 * offset, 100)
    if unit == "day":
        moved = anchor + timedelta(days=offset)
        return Period(moved, moved)
    return year_period(anchor.year + offset)


def part_of(period: Period, part: str) -> Period:
    """The share of `period` that "early", "mid", "late", "end" or "start" commits to (dates.toml).

    Shares of a year or more are whole months, shares of less whole days.
    """
    low, high = _PARTS[part]
    days = (period.last - period.first).days + 1
    if days >= 360:
        count = round(days / 30.436875)
        first_month = round(low * count)
        return months(period.first.year, period.first.month + first_month, round(high * count) - first_month)
    first = period.first + timedelta(days=int(low * days))
    last = period.first + timedelta(days=min(days, -int(-high * days // 1)) - 1)
    return Period(first, last)


def season(name: str, year: int) -> tuple[Period, ...]:
    """The season of `year`; winter has two readings."""
    first, count = _SEASONS[name]
    if first + count <= 13:
        return (months(year, first, count),)
    return months(year - 1, first, count), months(year, first, count)


def fiscal_years(year: int) -> tuple[Period, ...]:
    """The readings of "fiscal year 2025": whose fiscal year it is, the words do not say."""
    return tuple(year_period(year) if month == 1 else months(year - 1, month, 12) for month in _FISCAL_STARTS)


def step(anchor: date, unit: str, count: int) -> Period:
    """What `count` units after (or, if negative, before) `anchor` is: a day for days and weeks.

    "two months ago" names a month and "two years ago" a year, not a day.
    """
    if unit in ("day", "week"):
        moved = anchor + timedelta(days=count * (7 if unit == "week" else 1))
        return Period(moved, moved)
    return unit_period(anchor, unit, count)


def stretch(anchor: date, unit: str, count: int) -> Period:
    """The days from `anchor` to `count` units later, or from that many units earlier to `anchor`."""
    if unit in ("day", "week"):
        other = anchor + timedelta(days=count * (7 if unit == "week" else 1))
    else:
        months_away = count * {"month": 1, "quarter": 3, "year": 12, "decade": 120}[unit]
        month = months(anchor.year, anchor.month + months_away, 1)
        other = month.first.replace(day=min(anchor.day, month.last.day))
    return Period(min(anchor, other), max(anchor, other))


def nearest(candidates: tuple[Period, ...], anchor: date) -> Period:
    """The candidate whose middle lies nearest to `anchor`; of two equally near, the earlier one."""
    return min(candidates, key=lambda p: (_distance(p, anchor), p.first))


def resolve_year(candidates: tuple[Period, ...], anchor: date, *, ahead: bool) -> tuple[Period, ...]:
    """Which of the same days in several years is meant where the year is left out.

    The one nearest to `anchor`, if it lies in the anchor's year, within two months, or the words look
    `ahead` to it. Else that one and the one in the anchor's year, which style guides allow to go without.
    Where the words look ahead and that one is long over, the next one may be meant too: "will meet in May",
    said in September, but also "will examine the fire of May 3".
    """
    close = nearest(candidates, anchor)
    coming = tuple(p for p in candidates if p.last >= anchor)
    if ahead and coming and close.last < anchor and _distance(close, anchor) > _CLOSE:
        return (close, coming[0])
    same = tuple(p for p in candidates if p.first.year == anchor.year)
    if not same or close in same or _distance(close, anchor) <= _CLOSE:
        return (close,)
    return (close,) if ahead and close.first > anchor else (close, *same)


def _distance(period: Period, anchor: date) -> float:
    return abs((period.first - anchor).days + (period.last - anchor).days) / 2


def weekday_near(anchor: date, weekday: int, direction: str) -> date:
    """A weekday (0 is Monday) seen from `anchor`.

    `direction` is "latest" (on or before), "before" (strictly), "coming" (on or after) or "after".
    """
    back = (anchor.weekday() - weekday) % 7
    ahead = (weekday - anchor.weekday()) % 7
    days = {"latest": -back, "before": -(back or 7), "coming": ahead, "after": ahead or 7}[direction]
    return anchor + timedelta(days=days)
