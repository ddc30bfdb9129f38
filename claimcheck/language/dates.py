"""Dates in running text as closed intervals of days, never more precise than the words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from claimcheck.language.date_readers import (
    Found,
    read_digits,
    read_fiscal_year,
    read_month,
    read_quarter,
    read_season,
)
from claimcheck.language.deadlines import read_counted, read_stretch, read_within
from claimcheck.language.number_labels import LABEL_STARTS, end_of_label, end_of_url
from claimcheck.language.numerals import end_of_digits, spelled_starts
from claimcheck.language.patterns import DASH, GAP, MONTH, alternation, phrases
from claimcheck.language.periods import Period, day
from claimcheck.language.relative_dates import read_day_word, read_near, read_part, read_weekday
from claimcheck.records import DateSpan
from claimcheck.resources import load_toml

_TABLE = load_toml("dates.toml")
_NEAR_WORDS = "this|last|next|earlier|later|current|coming|past|recent"
_DAY_WORDS = "yesterday|today|tonight|tomorrow"
_PART_WORDS = "early|late|mid|beginning|start|middle|end|close|year|month"
_UNITS = "day|week|month|quarter|year|decade"
_COUNT = (
    rf"(?:(?:about|around|roughly|up{GAP}to|at{GAP}most){GAP})?(?:\d|an?{GAP}(?:{_UNITS})|{spelled_starts()})"
)
_START = re.compile(
    rf"(?<![^\W_])(?:(?P<url>https?://|www\.)|(?P<month>{MONTH})|(?P<label>{LABEL_STARTS})|(?P<digit>\d)"
    rf"|(?P<weekday>{alternation(name.capitalize() for name in _TABLE['weekdays'])})(?!\w)"
    rf"|(?i:(?P<part>{_PART_WORDS})(?=\W|(?<=mid)[A-Z12])|(?P<word>{_DAY_WORDS}|{_NEAR_WORDS}"
    rf"|the(?={GAP}(?:day|current|coming|past|next|last|following|year|month)(?!\w)))(?!\w)"
    rf"|(?P<within>within|in)(?={GAP}(?:the{GAP}(?:next|coming)|{_COUNT}))|(?P<fiscal>fiscal|financial|FY)(?![a-z])"
    rf"|(?P<quarter>[QH][1-4](?!\w)|{alternation(_TABLE['ordinals'])}(?=\W(?:quarter|half)))"
    rf"|(?P<season>{alternation(_TABLE['seasons'])})(?=\W)|(?P<one>an?)(?={GAP}(?:{_UNITS}){GAP}(?:ago|from|after))"
    rf"|(?P<number>{spelled_starts()})))"
)
_BEFORE_NO_YEAR = re.compile(rf"(?<!\w){alternation(phrases(_TABLE['not_years']['titles']))}{GAP}\Z")
_AFTER_NO_YEAR = re.compile(
    rf"{GAP}(?:percent|per{GAP}cent|million|billion|trillion|thousand|troops|people|soldiers|dollars|euros|tons|jobs"
    rf"|miles|acres|km|kilometers|feet|meters|hours|days|weeks|months|years)(?!\w)|,\d{{3}}"
)
_CARRY = re.compile(rf"{GAP}?(?:{DASH}|to|through|until|till|and){GAP}?")


class _Candidate(NamedTuple):
    start: int
    found: Found


def find_dates(text: str, anchor: str | None = None) -> tuple[DateSpan, ...]:
    """All dates of `text` in order, without overlaps.

    `anchor` is the ISO date of the document ("2025-09-26"); what needs it is marked `relative` and stays
    unresolved (`first` and `last` empty) without it. Where the words allow several intervals, `first` and
    `last` are empty too and `readings` lists them. An anchor that is no ISO date counts as none.
    """
    day_of_document = _parse_anchor(anchor)
    candidates = _carry_years(text, list(_scan(text, day_of_document)))
    return tuple(_as_span(text, candidate) for candidate in candidates)


def dates_conflict(a: DateSpan, b: DateSpan) -> bool:
    """Whether both are resolved and share no day under any of their readings."""
    left, right = _intervals(a), _intervals(b)
    if not left or not right:
        return False
    return all(x[1] < y[0] or y[1] < x[0] for x in left for y in right)


def dates_agree(a: DateSpan, b: DateSpan) -> bool:
    """Whether, under some reading of each, one interval lies within the other or equals it."""
    return any(
        (x[0] <= y[0] and y[1] <= x[1]) or (y[0] <= x[0] and x[1] <= y[1])
        for x in _intervals(a)
        for y in _intervals(b)
    )


def _intervals(span: DateSpan) -> tuple[tuple[str, str], ...]:
    """ISO dates of four-digit years compare as text in the order of time."""
    if span.readings:
        return span.readings
    return ((span.first, span.last),) if span.first and span.last else ()


def _parse_anchor(anchor: str | None) -> date | None:
    """The anchor's day; None where it is missing, malformed or so far off that stepping would overflow."""
    try:
        parsed = date.fromisoformat((anchor or "")[:10])
    except ValueError:
        return None
    return parsed if 1500 <= parsed.year <= 2999 else None


def _scan(text: str, anchor: date | None) -> Iterator[_Candidate]:
    at = 0
    while match := _START.search(text, at):
        start = match.start()
        if match.lastgroup == "url":
            at = max(end_of_url(text, start), match.end())
            continue
        if match.lastgroup == "label":
            at = max(end_of_label(text, start), match.end())
            continue
        found = _read(text, match, anchor)
        if found:
            yield _Candidate(start, found)
            at = found.end
        else:
            at = max(match.end(), end_of_digits(text, start))


def _read(text: str, match: re.Match[str], anchor: date | None) -> Found | None:
    at = match.start()
    kind = match.lastgroup
    if kind == "month":
        return read_month(text, at, anchor)
    if kind == "digit":
        return _read_digit(text, at, anchor)
    if kind == "weekday":
        return read_weekday(text, at, anchor)
    if kind == "part":
        return read_part(text, at, anchor)
    if kind == "word":
        return _read_word(text, at, anchor)
    if kind == "within":
        return read_within(text, at, anchor)
    if kind == "fiscal":
        return read_fiscal_year(text, at)
    if kind == "quarter":
        return read_quarter(text, at, anchor)
    if kind == "season":
        return read_season(text, at)
    return read_counted(text, at, anchor)


def _read_word(text: str, at: int, anchor: date | None) -> Found | None:
    return (
        read_day_word(text, at, anchor)
        or read_near(text, at, anchor)
        or read_stretch(text, at, anchor)
        or read_weekday(text, at, anchor)
        or read_part(text, at, anchor)
    )


def _read_digit(text: str, at: int, anchor: date | None) -> Found | None:
    before = text[at - 1] if at else " "
    if before in ".,/$€£¥#§%:=-" and not (before in "/-" and not text[at - 2 : at - 1].isalnum()):
        return None
    found = read_digits(text, at, anchor)
    if found is None:
        return read_counted(text, at, anchor)
    if found.granularity in ("year", "year_range") and _is_no_year(text, at, found.end):
        return read_counted(text, at, anchor)
    return found


def _is_no_year(text: str, start: int, end: int) -> bool:
    return bool(_AFTER_NO_YEAR.match(text, end) or _BEFORE_NO_YEAR.search(text, max(0, start - 20), start))


def _carry_years(text: str, candidates: list[_Candidate]) -> list[_Candidate]:
    """Give "September 24" in "September 24 to October 8, 2025" the year of its other end."""
    result = list(candidates)
    for index in range(len(result) - 2, -1, -1):
        left, right = result[index], result[index + 1]
        if left.found.month_day is None or right.found.granularity != "day" or len(right.found.periods) != 1:
            continue
        if right.found.relative or not _CARRY.fullmatch(text, left.found.end, right.start):
            continue
        end = right.found.periods[0].first
        year = end.year if left.found.month_day <= (end.month, end.day) else end.year - 1
        only = day(year, *left.found.month_day)
        if only:
            result[index] = _Candidate(left.start, Found(left.found.end, (only,), "day"))
    return result


def _as_span(text: str, candidate: _Candidate) -> DateSpan:
    start, found = candidate
    periods: tuple[Period, ...] = tuple(sorted(set(found.periods)))
    single = periods[0] if len(periods) == 1 else None
    return DateSpan(
        text=text[start : found.end],
        start=start,
        end=found.end,
        first=single.first.isoformat() if single else "",
        last=single.last.isoformat() if single else "",
        granularity=found.granularity,
        relative=found.relative,
        readings=tuple((p.first.isoformat(), p.last.isoformat()) for p in periods)
        if len(periods) > 1
        else (),
    )
