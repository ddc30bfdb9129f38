"""Edits that make a sentence stand alone, and those for its relative dates."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from claimcheck.records import DateSpan

# Written out, because `strftime` follows the locale.
_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


class Edit(NamedTuple):
    """Words of a sentence and what to write instead; empty `new` says that they stay unresolved."""

    start: int
    end: int
    new: str


def apply_edits(text: str, start: int, end: int, edits: Sequence[Edit]) -> str:
    """`text[start:end]` with the edits that lie inside carried out, in order; overlaps keep the first."""
    pieces: list[str] = []
    position = start
    for edit in sorted(edits):
        if edit.start < position or edit.end > end or not edit.new:
            continue
        pieces.append(text[position : edit.start])
        pieces.append(edit.new)
        position = edit.end
    pieces.append(text[position:end])
    return "".join(pieces)


class DateIndex:
    """Dates of a document, looked up by place."""

    def __init__(self, dates: Sequence[DateSpan]) -> None:
        self._dates = sorted(dates, key=lambda found: found.start)
        self._starts = [found.start for found in self._dates]

    def edits(self, text: str, offset: int, spoken: Sequence[tuple[int, int]]) -> list[Edit]:
        """Edits for the relative dates of the sentence `text` at `offset` of the document.

        In direct speech, whose ranges of the sentence are `spoken`, "today" is the day of the speech, which
        nobody tells.
        """
        edits = []
        first = bisect_left(self._starts, offset)
        for found in self._dates[first : bisect_left(self._starts, offset + len(text))]:
            start, end = found.start - offset, found.end - offset
            if end > len(text) or not found.relative:
                continue
            if found.first and not any(first <= start < last for first, last in spoken):
                period = _period(found, after_for=text[:start].endswith("for "))
                edits.extend([_date_edit(text, start, end, period)] if period else [])
            else:
                edits.append(Edit(start, end, ""))
        return edits


def _period(found: DateSpan, *, after_for: bool) -> str:
    """The period of a relative date in words, no finer than the date itself; "" where that says nothing.

    "Early next year" is its year, "late last month" its month; a span of time that is counted from an
    unnamed day ("within 30 days") is no date.
    """
    if found.granularity == "part_of_year":
        return write_period(found.first[:4] + "-01-01", found.last[:4] + "-12-31")
    if found.granularity == "part_of_month":
        begin, end = date.fromisoformat(found.first), date.fromisoformat(found.last)
        last_day = monthrange(end.year, end.month)[1]
        return write_period(begin.replace(day=1).isoformat(), end.replace(day=last_day).isoformat())
    period = write_period(found.first, found.last)
    counted = found.granularity in ("day", "year", "decade") and " to " in period
    if counted and found.text == found.text.lower():
        return ""
    return f"until {period}" if after_for and found.granularity == "day" else period


def _date_edit(text: str, start: int, end: int, period: str) -> Edit:
    """The period behind the words that name it, or only its year where they name the rest."""
    named = set(text[start:end].replace(",", " ").split())
    rest, _, year = period.rpartition(" ")
    if text[end : end + 1] in ("'", "’"):
        return Edit(start, end, period)
    if rest and set(rest.split()) <= named:
        return Edit(end, end, f", {year}" if text[end - 1].isdigit() else f" {year}")
    return Edit(end, end, f" ({period})")


def write_period(first: str, last: str) -> str:
    """A closed interval of ISO dates in words: "25 September 2025", "October 2025", "2026"."""
    try:
        begin, end = date.fromisoformat(first), date.fromisoformat(last)
    except ValueError:
        return first if first == last else f"{first} to {last}"
    if begin == end:
        return _write_day(begin)
    if (begin.month, begin.day, end.month, end.day) == (1, 1, 12, 31):
        return str(begin.year) if begin.year == end.year else f"{begin.year} to {end.year}"
    whole = begin.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if whole and (begin.year, begin.month) == (end.year, end.month):
        return f"{_MONTHS[begin.month - 1]} {begin.year}"
    return f"{_write_day(begin)} to {_write_day(end)}"


def _write_day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
