from __future__ import annotations

import gzip
import json
import time
from math import inf
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.quantities import comparable, find_quantities, format_quantity, same_value
from claimcheck.records import Quantity

CORPUS = Path(__file__).parents[2] / "../shared/corpora/whitehouse.written.jsonl.gz"


def only(text: str) -> Quantity:
    found = find_quantities(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("3-1/2 to 3-3/4 percent", 3.5, 3.75, "percent"),
        ("3.5%-3.75%", 3.5, 3.75, "percent"),
        ("3½ percent", 3.5, 3.5, "percent"),
        ("3 1/2 per cent", 3.5, 3.5, "percent"),
        ("1/4 percentage point", 0.25, 0.25, "percentage_point"),
        ("1/4 to 1/2 percentage point", 0.25, 0.5, "percentage_point"),
        ("a half-point", 0.5, 0.5, "percentage_point"),
        ("a quarter of a percentage point", 0.25, 0.25, "percentage_point"),
        ("25 basis points", 0.25, 0.25, "percentage_point"),
        ("25 to 50 basis points", 0.25, 0.5, "percentage_point"),
        ("50bps", 0.5, 0.5, "percentage_point"),
        ("a quarter of the budget", 25, 25, "percent"),
        ("two-thirds of members", 66.6666666667, 66.6666666667, "percent"),
        ("half of its exports", 50, 50, "percent"),
        ("nine in 10", 90, 90, "percent"),
        ("one in five voters", 20, 20, "percent"),
        ("-0.3 percent", -0.3, -0.3, "percent"),
        ("minus 2 percent", -2, -2, "percent"),
        ("$1.2 billion", 1.2e9, 1.2e9, "USD"),
        ("US$1.0 billion", 1e9, 1e9, "USD"),
        ("EUR 5bn", 5e9, 5e9, "EUR"),
        ("EUR5bn", 5e9, 5e9, "EUR"),
        ("£3m", 3e6, 3e6, "GBP"),
        ("A$1.2 billion", 1.2e9, 1.2e9, "AUD"),
        ("¥500 million", 5e8, 5e8, "JPY"),
        ("SDR 760 million", 7.6e8, 7.6e8, "XDR"),
        ("Rs 1,00,000 crore", 1e12, 1e12, "INR"),
        ("5 billion euros", 5e9, 5e9, "EUR"),
        ("350 billion won", 3.5e11, 3.5e11, "KRW"),
        ("US$50-60 billion", 5e10, 6e10, "USD"),
        ("$900 million to $1.2 billion", 9e8, 1.2e9, "USD"),
        ("half a million dollars", 5e5, 5e5, "USD"),
        ("KES 96 billion", 9.6e10, 9.6e10, "KES"),
        ("96 billion shillings", 9.6e10, 9.6e10, "shilling"),
        ("85 billion kroner", 8.5e10, 8.5e10, "krone"),
        ("3 million kronor", 3e6, 3e6, "SEK"),
        ("RM900 million", 9e8, 9e8, "MYR"),
        ("4.5 billion cubic meters a year", 4.5e9, 4.5e9, "cubic_metre"),
        ("17 gigawatts", 17_000, 17_000, "megawatt"),
        ("3.6 million metric tons", 3.6e6, 3.6e6, "tonne"),
        ("155-millimetre guns", 0.000155, 0.000155, "kilometre"),
        ("2 square miles", 517.997622067, 517.997622067, "hectare"),
        ("90 days", 90, 90, "day"),
        ("a 37-month program", 37, 37, "month"),
        ("90 calendar days", 90, 90, "day"),
        ("two or three weeks", 2, 3, "week"),
        ("two-and-a-half years", 2.5, 2.5, "year"),
        ("2-1 vote", 1, 2, "vote"),
        ("the court ruled 5–4", 4, 5, "vote"),
        ("adopted by 52 to 48", 48, 52, "vote"),
    ],
)
def test_values_and_units_are_canonical(text: str, low: float, high: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.unit) == (low, high, unit)


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("28,500 soldiers", 28500, "soldiers"),
        ("103 Boeing jets", 103, "jets"),
        ("twenty-five thousand people", 25000, "people"),
        ("two hundred and fifty delegates", 250, "delegates"),
        ("a dozen countries", 12, "countries"),
        ("three dozen energy projects", 36, "projects"),
        ("Four policymakers voted", 4, "policymakers"),
        ("the 27 EU member states", 27, "states"),
        ("150 national and regional leaders", 150, "leaders"),
        ("46 of the largest cities", 46, "cities"),
        ("one soldier was killed", 1, "soldier"),
        ("a five-point plan", 5, "point"),
        ("2000 troops", 2000, "troops"),
        ("zero tariffs", 0, "tariffs"),
        ("the two countries' joint committee", 2, "countries"),
        ("12 of China's cities", 12, "cities"),
        ("350bn", 350e9, ""),
    ],
)
def test_counts_carry_their_noun(text: str, value: float, noun: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.high, quantity.unit, quantity.noun) == (value, value, "", noun)


@pytest.mark.parametrize(
    ("text", "hedge", "low", "high"),
    [
        ("nearly 7 million people", "about", 7e6, 7e6),
        ("an estimated 300 homes", "about", 300, 300),
        ("at least 300 soldiers", "at_least", 300, inf),
        ("no fewer than 12 countries", "at_least", 12, inf),
        ("50 or more employees", "at_least", 50, inf),
        ("100+ countries", "at_least", 100, inf),
        ("up to $20 billion", "at_most", 0, 20e9),
        ("no more than 5 percent", "at_most", 0, 5),
        ("as much as $20 billion", "at_most", 0, 20e9),
        ("more than 1,000 homes", "over", 1000, inf),
        ("well over 30 percent", "over", 30, inf),
        ("for over 10 years", "over", 10, inf),
        ("fewer than 50 ships", "under", 0, 50),
        ("just under 3 percent", "under", 0, 3),
        ("between 3 and 5 million people", "", 3e6, 5e6),
        ("hundreds of people", "about", 200, 1000),
        ("tens of thousands of workers", "about", 20e3, 100e3),
        ("several hundred soldiers", "about", 200, 1000),
    ],
)
def test_hedges_show_in_the_interval(text: str, hedge: str, low: float, high: float) -> None:
    quantity = only(text)
    assert (quantity.hedge, quantity.low, quantity.high) == (hedge, low, high)


@pytest.mark.parametrize(
    "text",
    ["talks over two issues", "spend it over 10 years", "talked about two issues", "handed over 20 sets"],
)
def test_a_preposition_is_no_hedge(text: str) -> None:
    assert find_quantities(text)[-1].hedge == ""


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("$20 billion in any calendar year", "year"),
        ("$20 billion a year", "year"),
        ("$20 billion in any one year", "year"),
        ("15,000 vehicles annually", "year"),
        ("250,000 barrels per day", "day"),
        ("2 million barrels a day", "day"),
        ("$60 per barrel", "barrel"),
        ("$5bn/year", "year"),
        ("annual purchases of $20 billion", "year"),
        ("$20 billion a year ago", ""),
        ("$20 billion", ""),
    ],
)
def test_periods_are_read(text: str, per: str) -> None:
    assert find_quantities(text)[0].per == per


@pytest.mark.parametrize(
    ("text", "value", "noun"),
    [
        ("the first review", 1, "review"),
        ("its second Trump administration", 2, "administration"),
        ("the 2nd tranche", 2, "tranche"),
        ("the forty-seventh president", 47, "president"),
        ("a first-ever summit", 1, "summit"),
    ],
)
def test_ordinals_carry_what_they_order(text: str, value: float, noun: str) -> None:
    quantity = only(text)
    assert (quantity.low, quantity.unit, quantity.noun) == (value, "ordinal", noun)


@pytest.mark.parametrize(
    "text",
    [
        "on September 24, 2025",
        "24 September 2025",
        "from 24 to 28 September",
        "in 2025 and 2026",
        "from 2015 to 2017",
        "the 2025-26 budget",
        "in the 1990s",
        "Section 301 and Sections 201, 202 and 203",
        "Executive Order 14257",
        "No. 4",
        "at 12:01 a.m. and 5 p.m.",
        "Article 5",
        "call 202-456-1111 or 1-800-621-3362",
        "https://example.org/2025/33?x=44",
        "1. A heading\n2) Another",
        "(3) the third",
        "no one said so, and one of them left",
        "One wonders",
        "one-China policy",
        "42 U.S.C. 1983 and 19 CFR 12.5",
        "the A350, the F-35, the G7 and COVID-19",
        "first, the parties; first announced",
        "the first half of 2025",
        "a third party",
        "on 2025-09-24",
        "9/11",
    ],
)
def test_what_counts_nothing_is_no_quantity(text: str) -> None:
    assert find_quantities(text) == ()


def test_a_change_from_one_value_to_another_gives_both() -> None:
    before, after = find_quantities("cut its key rate from 3.75 to 3.5 percent")
    assert (before.text, before.low, before.unit) == ("3.75", 3.75, "percent")
    assert (after.low, after.unit) == (3.5, "percent")


def test_a_range_of_rates_is_one_interval() -> None:
    assert only("ranging from 3 to 5 percent").high == 5


def test_the_span_covers_hedge_unit_noun_and_period() -> None:
    text = "Seoul may sell up to 50,000 American cars a year there."
    assert only(text).text == "up to 50,000 American cars a year"


def test_a_hedge_across_a_line_break_is_read() -> None:
    assert only("at\nleast 25\nbasis points").hedge == "at_least"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("3-1/2 percent", "3.5 percent", True),
        ("3.5 percent", "3.75 percent", False),
        ("25 basis points", "a quarter percentage point", True),
        ("$350 billion", "$150 billion", False),
        ("$350 billion", "$354 billion", False),
        ("$1.2 billion", "$1.17 billion", True),
        ("$1.2 billion", "$1.1 billion", False),
        ("25,000 troops", "24,870 troops", True),
        ("90 days", "92 days", False),
        ("about 90 days", "92 days", True),
        ("nearly 7 million people", "6.8 million people", True),
        ("at least 300 soldiers", "450 soldiers", True),
        ("at least 300 soldiers", "250 soldiers", False),
        ("more than 250 planes", "251 planes", True),
        ("more than 250 planes", "240 planes", False),
        ("more than $350 billion", "$350 billion", False),
        ("more than 1,000 homes", "about 1,000 homes", True),
        ("at least 300 soldiers", "300 soldiers", True),
        ("more than 3 percent", "less than 3 percent", False),
        ("up to $20 billion", "$25 billion", False),
        ("$20 billion a year", "$20 billion a month", False),
        ("12 months", "1 year", True),
        ("90 days", "3 months", True),
        ("90 days", "2 months", False),
        ("an 8-4 vote", "an 8-4 vote", True),
        ("an 8-4 vote", "a 9-3 vote", False),
        ("the first review", "the second review", False),
        ("$5 billion", "€5 billion", False),
        ("96 billion shillings", "KES 96 billion", True),
        ("96 billion shillings", "JOD 96 billion", False),
        ("5 billion kroner", "5 billion kronor", False),
        ("1.4 billion litres", "1.4 billion liters", True),
        ("2.3 GW", "2,300 megawatts", True),
        ("two-thirds of members", "66.7 percent", True),
        ("4-1/2 to 4-3/4 percent", "4.50-4.75 percent", True),
        ("4-1/2 to 4-3/4 percent", "4-3/4 to 5 percent", False),
        ("4-1/2 to 4-3/4 percent", "4.6 percent", True),
        ("3 to 5 percent", "4 to 6 percent", True),
    ],
)
def test_same_value_allows_for_forms_and_rounding_only(a: str, b: str, same: bool) -> None:
    left, right = only(a), only(b)
    assert same_value(left, right) is same
    assert same_value(right, left) is same


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("$5 billion", "$7", True),
        ("$5 billion", "€5 billion", False),
        ("5 percent", "3 percentage points", True),
        ("28,500 soldiers", "one soldier", True),
        ("28,500 soldiers", "103 jets", False),
        ("90 days", "14 years", True),
        ("90 days", "90 jets", False),
        ("the first review", "the second review", True),
        ("the first review", "the second term", False),
    ],
)
def test_only_like_is_compared_with_like(a: str, b: str, expected: bool) -> None:
    assert comparable(only(a), only(b)) is expected
    assert comparable(only(b), only(a)) is expected


VALUES = st.one_of(
    st.integers(0, 10**13).map(float),
    st.integers(0, 10**7).map(lambda n: n / 100),
    st.integers(0, 10**6).map(lambda n: n * 1e6),
)
MONEY = ["USD", "EUR", "XDR", "KES", "shilling", "krone"]
MEASURES = ["percent", "percentage_point", "day", "month", "year", "tonne", "megawatt", "cubic_metre"]
UNITS = st.sampled_from([*MONEY, *MEASURES, ""])
HEDGES = st.sampled_from(["", "about", "at_least", "at_most", "over", "under"])


@st.composite
def quantities(draw: st.DrawFn) -> Quantity:
    low = high = draw(VALUES)
    unit, hedge = draw(UNITS), draw(HEDGES)
    if hedge in ("at_least", "over"):
        high = inf
    elif hedge in ("at_most", "under"):
        low = 0.0 if high > 0 or hedge == "at_most" else -inf
    elif draw(st.booleans()):
        low, high = sorted((low, draw(VALUES)))
    noun = draw(st.sampled_from(["soldiers", "people", "member", ""])) if not unit else ""
    per = draw(st.sampled_from(["", "", "year", "day"])) if unit in ("USD", "") and noun != "" else ""
    return Quantity(text="", start=0, end=0, low=low, high=high, unit=unit, noun=noun, hedge=hedge, per=per)


@given(quantities())
@settings(deadline=None, max_examples=300)
def test_parsing_what_the_printer_prints_gives_the_value_back(quantity: Quantity) -> None:
    found = only(format_quantity(quantity))
    for field in ("low", "high", "unit", "noun", "hedge", "per"):
        assert getattr(found, field) == getattr(quantity, field), (format_quantity(quantity), found)
    assert same_value(found, found)


@given(st.integers(1, 3000), st.sampled_from(["review", "tranche", ""]))
@settings(deadline=None)
def test_ordinals_survive_printing(value: int, noun: str) -> None:
    quantity = Quantity(text="", start=0, end=0, low=value, high=value, unit="ordinal", noun=noun)
    found = only(format_quantity(quantity))
    assert (found.low, found.high, found.unit, found.noun) == (value, value, "ordinal", noun)


@given(st.integers(0, 99), st.integers(0, 99))
@settings(deadline=None)
def test_votes_survive_printing(a: int, b: int) -> None:
    low, high = sorted((a, b))
    if high == 0:
        return
    found = only(format_quantity(Quantity(text="", start=0, end=0, low=low, high=high, unit="vote")))
    assert (found.low, found.high, found.unit) == (low, high, "vote")


PIECES = st.sampled_from(
    [
        "about",
        "at least",
        "between",
        "from",
        "to",
        "and",
        "$",
        "€",
        "US$",
        "1",
        "3-1/2",
        "1.2",
        "12,450",
        "2025",
        "million",
        "bn",
        "percent",
        "%",
        "basis points",
        "half",
        "a",
        "quarter",
        "third",
        "of",
        "two",
        "twenty",
        "hundred",
        "first",
        "soldiers",
        "a year",
        "per day",
        "-",
        "–",
        "/",
        "(",
        ")",
        ".",
        ",",
        "\n",
        "vote",
        "May",
        "Section",
        "½",
        "½x",
        "\u0661",
        "é",
    ]
)


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "  "])), max_size=25))
@settings(deadline=None, max_examples=300)
def test_offsets_are_verbatim_ordered_and_disjoint(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + gap for piece, gap in pieces)
    end = 0
    for quantity in find_quantities(text):
        assert text[quantity.start : quantity.end] == quantity.text
        assert end <= quantity.start < quantity.end
        assert quantity.low <= quantity.high
        end = quantity.end


@given(st.text(max_size=200))
@settings(deadline=None)
def test_any_text_is_read_without_error(text: str) -> None:
    assert all(text[q.start : q.end] == q.text for q in find_quantities(text))


@pytest.mark.parametrize(
    "hostile",
    [
        "9" * 50_000,
        "1," * 25_000,
        "0." * 25_000,
        "1-" * 25_000,
        "one hundred and " * 3_000,
        "$" * 50_000,
        "1 to " * 10_000,
        "between 1 and " * 3_000,
        " " * 50_000,
        "\n" * 50_000,
        "5 big " * 8_000,
        "1/" * 25_000,
    ],
    ids=lambda text: repr(text[:8]),
)
def test_hostile_texts_take_linear_time(hostile: str) -> None:
    started = time.process_time()
    find_quantities(hostile)
    assert time.process_time() - started < 4


def test_official_documents_are_read_fast_and_verbatim() -> None:
    if not CORPUS.exists():
        pytest.skip(f"no corpus at {CORPUS}")
    with gzip.open(CORPUS, "rt", encoding="utf-8") as lines:
        texts = [json.loads(next(lines))["text"] for _ in range(100)]
    started = time.process_time()
    found = [find_quantities(text) for text in texts]
    assert time.process_time() - started < 10
    for text, quantities_of_text in zip(texts, found, strict=True):
        assert all(text[q.start : q.end] == q.text for q in quantities_of_text)
    assert sum(map(len, found)) > 100
