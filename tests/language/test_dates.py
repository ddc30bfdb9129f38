from __future__ import annotations

import gzip
import json
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.dates import dates_agree, dates_conflict, find_dates
from claimcheck.language.patterns import MONTHS
from claimcheck.records import DateSpan

CORPUS = Path(__file__).parents[2] / "../shared/corpora/whitehouse.written.jsonl.gz"
SATURDAY = "2025-11-22"


def only(text: str, anchor: str | None = SATURDAY) -> DateSpan:
    found = find_dates(text, anchor)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "first", "last", "granularity"),
    [
        ("April 2, 2025", "2025-04-02", "2025-04-02", "day"),
        ("JULY 20, 2021", "2021-07-20", "2021-07-20", "day"),
        ("2 April 2025", "2025-04-02", "2025-04-02", "day"),
        ("the 15th of May, 2024", "2024-05-15", "2024-05-15", "day"),
        ("24-Sep-2025", "2025-09-24", "2025-09-24", "day"),
        ("2025-09-19", "2025-09-19", "2025-09-19", "day"),
        ("2025-09-24T12:01:00Z", "2025-09-24", "2025-09-24", "day"),
        ("Wednesday, April 2, 2025", "2025-04-02", "2025-04-02", "day"),
        ("April 2-4, 2025", "2025-04-02", "2025-04-04", "day"),
        ("2 to 4 April 2025", "2025-04-02", "2025-04-04", "day"),
        ("13/04/2025", "2025-04-13", "2025-04-13", "day"),
        ("04/13/2025", "2025-04-13", "2025-04-13", "day"),
        ("03.04.2025", "2025-04-03", "2025-04-03", "day"),
        ("September 2026", "2026-09-01", "2026-09-30", "month"),
        ("February 2024", "2024-02-01", "2024-02-29", "month"),
        ("in 1999", "1999-01-01", "1999-12-31", "year"),
        ("the 1990s", "1990-01-01", "1999-12-31", "decade"),
        ("21st century", "2001-01-01", "2100-12-31", "century"),
        ("2025-26", "2025-01-01", "2026-12-31", "year_range"),
        ("2025–2030", "2025-01-01", "2030-12-31", "year_range"),
        ("first quarter of 2024", "2024-01-01", "2024-03-31", "quarter"),
        ("Q4 2024", "2024-10-01", "2024-12-31", "quarter"),
        ("the second half of 2025", "2025-07-01", "2025-12-31", "half"),
        ("spring 2026", "2026-03-01", "2026-05-31", "season"),
        ("early 2026", "2026-01-01", "2026-05-31", "part_of_year"),
        ("mid-2025", "2025-04-01", "2025-09-30", "part_of_year"),
        ("late 2025", "2025-08-01", "2025-12-31", "part_of_year"),
        ("the end of 2025", "2025-10-01", "2025-12-31", "part_of_year"),
        ("early September 2025", "2025-09-01", "2025-09-13", "part_of_month"),
        ("90 days after September 24, 2025", "2025-12-23", "2025-12-23", "day"),
        ("within 30 days of April 2, 2025", "2025-04-02", "2025-05-02", "day"),
    ],
)
def test_absolute_dates_need_no_anchor(text: str, first: str, last: str, granularity: str) -> None:
    span = only(text, anchor=None)
    assert (span.first, span.last, span.granularity) == (first, last, granularity)
    assert not span.relative


@pytest.mark.parametrize(
    ("text", "first", "last", "granularity"),
    [
        ("on Sept. 19", "2025-09-19", "2025-09-19", "day"),
        ("on 30 June", "2025-06-30", "2025-06-30", "day"),
        ("on Tuesday, November 18", "2025-11-18", "2025-11-18", "day"),
        ("on Wednesday, April 2", "2025-04-02", "2025-04-02", "day"),
        ("on January 5", "2026-01-05", "2026-01-05", "day"),
        ("in September", "2025-09-01", "2025-09-30", "month"),
        ("since January", "2025-01-01", "2025-01-31", "month"),
        ("by March", "2026-03-01", "2026-03-31", "month"),
        ("in September of last year", "2024-09-01", "2024-09-30", "month"),
        ("met on Thursday", "2025-11-20", "2025-11-20", "day"),
        ("met on Saturday", "2025-11-22", "2025-11-22", "day"),
        ("will meet on Thursday", "2025-11-27", "2025-11-27", "day"),
        ("the deal will be signed on Thursday", "2025-11-27", "2025-11-27", "day"),
        ("India will stop buying, he said on Thursday", "2025-11-20", "2025-11-20", "day"),
        ("yesterday", "2025-11-21", "2025-11-21", "day"),
        ("today", "2025-11-22", "2025-11-22", "day"),
        ("the day after tomorrow", "2025-11-24", "2025-11-24", "day"),
        ("next week", "2025-11-24", "2025-11-30", "week"),
        ("last month", "2025-10-01", "2025-10-31", "month"),
        ("this year", "2025-01-01", "2025-12-31", "year"),
        ("early next year", "2026-01-01", "2026-05-31", "part_of_year"),
        ("earlier this month", "2025-11-01", "2025-11-22", "part_of_month"),
        ("later this year", "2025-11-22", "2025-12-31", "part_of_year"),
        ("by the end of the year", "2025-10-01", "2025-12-31", "part_of_year"),
        ("by the end of the month", "2025-11-23", "2025-11-30", "part_of_month"),
        ("by year-end", "2025-10-01", "2025-12-31", "part_of_year"),
        ("last summer", "2025-06-01", "2025-08-31", "season"),
        ("two weeks ago", "2025-11-05", "2025-11-11", "week"),
        ("three days ago", "2025-11-19", "2025-11-19", "day"),
        ("a year ago", "2024-01-01", "2024-12-31", "year"),
        ("one year ago today", "2024-11-22", "2024-11-22", "day"),
        ("it will close in 90 days", "2026-02-20", "2026-02-20", "day"),
        ("90 days from now", "2026-02-20", "2026-02-20", "day"),
        ("120 days from the date of this order", "2026-03-22", "2026-03-22", "day"),
        ("within 30 days of the date of this proclamation", "2025-11-22", "2025-12-22", "day"),
        ("the past two years", "2023-11-22", "2025-11-22", "year"),
        ("over the next 30 days", "2025-11-22", "2025-12-22", "day"),
        ("in the fourth quarter", "2025-10-01", "2025-12-31", "quarter"),
    ],
)
def test_relative_dates_are_resolved_from_the_anchor(
    text: str, first: str, last: str, granularity: str
) -> None:
    span = only(text)
    assert (span.first, span.last, span.granularity) == (first, last, granularity)
    assert span.relative


@pytest.mark.parametrize(
    "text",
    ["Sept. 19", "on Thursday", "next week", "yesterday", "two weeks ago", "early next year", "in May"],
)
@pytest.mark.parametrize("anchor", [None, "", "soon", "9999-12-31"])
def test_without_an_anchor_nothing_is_invented(text: str, anchor: str | None) -> None:
    span = only(text, anchor)
    assert (span.first, span.last, span.readings, span.relative) == ("", "", (), True)


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        ("03/04/2025", (("2025-03-04", "2025-03-04"), ("2025-04-03", "2025-04-03"))),
        ("last Friday", (("2025-11-14", "2025-11-14"), ("2025-11-21", "2025-11-21"))),
        ("winter of 2025", (("2024-12-01", "2025-02-28"), ("2025-12-01", "2026-02-28"))),
        ("in May", (("2025-05-01", "2025-05-31"), ("2026-05-01", "2026-05-31"))),
        (
            "FY2026",
            (
                ("2025-04-01", "2026-03-31"),
                ("2025-07-01", "2026-06-30"),
                ("2025-10-01", "2026-09-30"),
                ("2026-01-01", "2026-12-31"),
            ),
        ),
    ],
)
def test_what_can_be_read_in_several_ways_lists_them(
    text: str, readings: tuple[tuple[str, str], ...]
) -> None:
    span = only(text)
    assert (span.first, span.last, span.readings) == ("", "", readings)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("from September 24 to October 8, 2025", ("2025-09-24", "2025-10-08")),
        ("from 24 September to 8 October 2025", ("2025-09-24", "2025-10-08")),
        ("December 20 – January 5, 2026", ("2025-12-20", "2026-01-05")),
        ("January to March 2025", ("2025-01-01", "2025-03-01")),
        ("November–February 2026", ("2025-11-01", "2026-02-01")),
    ],
)
def test_a_range_carries_its_year_to_the_first_date(text: str, days: tuple[str, str]) -> None:
    assert tuple(span.first for span in find_dates(text)) == days


@pytest.mark.parametrize(
    "text",
    [
        "It may be so. May we march on? March on!",
        "President May and Prime Minister March",
        "the Trade Act of 1974",
        "Section 2011",
        "Executive Order 2025",
        "50 U.S.C. 1701",
        "2000 troops",
        "$2025",
        "1,962 pages",
        "2025 million",
        "its first surplus in 14 years",
        "Black Friday and every Monday",
        "the end of the war",
        "the first half",
        "in five countries",
        "the April Group",
        "a mid-sized firm, late payments, the last word",
        "flight 370 at 12:01 a.m.",
        "https://example.org/2025/09/24/x",
    ],
)
def test_what_only_looks_like_a_date_is_none(text: str) -> None:
    assert find_dates(text, SATURDAY) == ()


def test_a_day_that_the_calendar_lacks_stays_unresolved() -> None:
    assert only("February 30, 2025").first == ""


def test_a_deadline_from_an_unknown_event_stays_unresolved() -> None:
    span = only("within 60 days of enactment")
    assert (span.text, span.first, span.readings) == ("within 60 days of enactment", "", ())


def test_the_date_of_an_order_is_found_beside_its_number() -> None:
    assert only("Executive Order 14257 of April 2, 2025").text == "April 2, 2025"


@pytest.mark.parametrize(
    ("a", "b", "conflict", "agree"),
    [
        ("April 2, 2025", "April 3, 2025", True, False),
        ("April 2, 2025", "in April 2025", False, True),
        ("early 2026", "March 2026", False, True),
        ("early 2026", "November 2026", True, False),
        ("03/04/2025", "April 3, 2025", False, True),
        ("03/04/2025", "May 3, 2025", True, False),
        ("fiscal year 2025", "October 2024", False, True),
        ("fiscal year 2025", "June 2027", True, False),
        ("within 60 days of enactment", "April 3, 2025", False, False),
        ("January to March 2025", "the first quarter of 2025", False, True),
        ("December 16, 2025", "120 days from September 25, 2025", True, False),
    ],
)
def test_dates_conflict_and_agree_under_their_readings(a: str, b: str, conflict: bool, agree: bool) -> None:
    left, right = find_dates(a)[-1], find_dates(b)[-1]
    assert dates_conflict(left, right) is dates_conflict(right, left) is conflict
    assert dates_agree(left, right) is dates_agree(right, left) is agree


DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@given(DAYS, st.sampled_from(["us", "european", "iso"]))
@settings(deadline=None)
def test_every_written_day_is_read_back(day: date, style: str) -> None:
    name = MONTHS[day.month - 1]
    text = {
        "us": f"{name} {day.day}, {day.year}",
        "european": f"{day.day} {name} {day.year}",
        "iso": day.isoformat(),
    }[style]
    span = only(f"On {text}, they met.", None)
    assert (span.text, span.first, span.last) == (text, day.isoformat(), day.isoformat())


@given(DAYS, st.integers(1, 28), st.integers(1, 12))
@settings(deadline=None)
def test_a_missing_year_gives_a_year_next_to_the_anchor(anchor: date, day: int, month: int) -> None:
    span = only(f"on {MONTHS[month - 1]} {day}", anchor.isoformat())
    intervals = span.readings or ((span.first, span.last),)
    assert all(abs(date.fromisoformat(first).year - anchor.year) <= 1 for first, _ in intervals)
    assert all(date.fromisoformat(first).timetuple()[1:3] == (month, day) for first, _ in intervals)


def test_a_month_at_the_end_of_a_text_is_read_without_its_full_stop() -> None:
    span = only("They met in June.", "2025-09-26")
    assert (span.text, span.first) == ("June", "2025-06-01")
    assert only("They met in Sept.", "2025-09-26").text == "Sept."


@pytest.mark.parametrize(
    ("text", "firsts"),
    [
        ("It will be signed in May", ["2025-05-01", "2026-05-01"]),
        ("It was signed in May", ["2025-05-01"]),
        ("It will end on Sept. 20", ["2025-09-20"]),  # told some days late
        ("It will be signed in December", ["2025-12-01"]),
    ],
)
def test_what_is_still_to_come_may_lie_in_the_next_year(text: str, firsts: list[str]) -> None:
    span = only(text, "2025-09-26")
    assert [first for first, _ in span.readings] == (firsts if len(firsts) > 1 else [])
    assert span.readings or span.first == firsts[0]


PIECES = st.sampled_from(
    [
        "April",
        "May",
        "2",
        "30",
        "31",
        "2025",
        "24th",
        "of",
        "to",
        "-",
        "–",
        "/",
        ",",
        ".",
        "\n",
        "early",
        "mid-",
        "the",
        "end of",
        "next",
        "last",
        "this",
        "year",
        "week",
        "quarter",
        "first",
        "Q1",
        "FY",
        "fiscal year",
        "Thursday",
        "within",
        "in",
        "days",
        "two",
        "ago",
        "from",
        "date of this order",
        "today",
        "1990s",
        "03/04/2025",
        "winter",
        "é",
    ]
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " "])), max_size=25), st.none() | DAYS)
@settings(deadline=None, max_examples=300)
def test_offsets_are_verbatim_ordered_and_disjoint(
    pieces: list[tuple[str, str]], anchor: date | None
) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    end = 0
    for span in find_dates(text, anchor.isoformat() if anchor else None):
        assert text[span.start : span.end] == span.text
        assert end <= span.start < span.end
        assert span.first <= span.last
        assert bool(span.first) == bool(span.last)
        assert not (span.first and span.readings)
        end = span.end


@pytest.mark.parametrize(
    "text",
    [
        "in 5000 days",
        "5000 weeks ago",
        "500 years ago",
        "the next 600 years",
        "50 decades ago",
        "999999999 days ago",
    ],
)
@pytest.mark.parametrize("anchor", ["1500-01-01", "2999-12-31"])
def test_far_steps_never_overflow(text: str, anchor: str) -> None:
    assert len(find_dates("it will end " + text, anchor)) <= 1


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(text[s.start : s.end] == s.text for s in find_dates(text, SATURDAY))


@pytest.mark.parametrize(
    "hostile",
    [
        "9" * 50_000,
        "1," * 25_000,
        "2025-" * 10_000,
        "April 1-" * 6_000,
        "May " * 12_000,
        "within 1 day of " * 3_000,
        "the next " * 5_000,
        "mid-" * 12_000,
        "Monday, " * 6_000,
        " " * 50_000,
        "\n" * 50_000,
        "one " * 12_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    started = time.process_time()
    find_dates(hostile, SATURDAY)
    assert time.process_time() - started < 4


def test_official_documents_are_read_fast_and_verbatim() -> None:
    if not CORPUS.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        rows = [json.loads(next(lines)) for _ in range(100)]
    started = time.process_time()
    found = [find_dates(row["text"], row["date"]) for row in rows]
    assert time.process_time() - started < 10
    for row, spans in zip(rows, found, strict=True):
        assert all(row["text"][s.start : s.end] == s.text for s in spans)
    assert sum(map(len, found)) > 100
