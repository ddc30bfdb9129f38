"""Quantities in running text: numbers with their units, hedges, ranges and periods."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from claimcheck.language.counted_nouns import is_plural, read_noun
from claimcheck.language.hedges import (
    after_between,
    bounded,
    hedge_after,
    hedge_before,
    per_after,
    per_before,
)
from claimcheck.language.measures import (
    CURRENCY_BEFORE_DIGIT,
    CURRENCY_SIGN,
    Measure,
    as_share,
    read_measure,
    read_proportion,
    tidy,
)
from claimcheck.language.number_labels import (
    IDIOMS,
    LABEL_STARTS,
    end_of_label,
    end_of_month,
    end_of_non_count,
    end_of_url,
)
from claimcheck.language.numerals import Numeral, end_of_digits, spelled_starts
from claimcheck.language.patterns import DASH, GAP, MONTH, alternation
from claimcheck.language.quantity_relations import comparable, format_quantity, same_value
from claimcheck.records import Quantity
from claimcheck.resources import load_toml

__all__ = ["comparable", "find_quantities", "format_quantity", "same_value"]

_TABLE = load_toml("quantities.toml")
_ORDINALS: dict[str, int] = _TABLE["ordinals"]
_ORDINAL_TENS = alternation(word for word, value in _TABLE["numerals"].items() if value >= 20)
_ORDINAL = rf"(?:(?P<tens>{_ORDINAL_TENS})-)?(?P<last>{alternation(_ORDINALS)})(?!\w)"
_START = re.compile(
    rf"(?<![^\W_])(?:(?P<idiom>{IDIOMS})|(?P<url>https?://|www\.)|(?P<label>{LABEL_STARTS})|(?P<month>{MONTH})"
    rf"|(?P<ordinal>(?i:(?:{_ORDINAL_TENS}-)?{alternation(_ORDINALS)}))(?!\w)|(?P<word>(?i:{spelled_starts()}))"
    rf"|(?P<code>{CURRENCY_BEFORE_DIGIT})|(?P<digit>\d|(?<![\w.])\.\d)|(?P<vulgar>[½⅓⅔¼¾⅕⅛⅜⅝⅞]))"
)
_ORDINAL_DIGITS = re.compile(r"(?P<number>\d{1,4})\s?(?:st|nd|rd|th)(?!\w)")
_ORDINAL_WORDS = re.compile(_ORDINAL, re.IGNORECASE)
_ORDINAL_NOT_BEFORE = frozenset(_TABLE["ordinal_words"]["not_before"].split())
_NEXT_WORD = re.compile(rf"(?:{GAP}|-)(?P<word>[A-Za-z]+)")
_ONE_IN = re.compile(rf"one{GAP}(?:in|out{GAP}of){GAP}(?:\d|(?:{spelled_starts()}))", re.IGNORECASE)
_PREVIOUS_WORD = re.compile(r"(?P<word>[A-Za-z]+)\W{1,2}\Z")
_NOT_AFTER_ONE = frozenset(_TABLE["pronoun"]["not_after"].split())
_NOT_BEFORE_ONE = frozenset(_TABLE["pronoun"]["not_before"].split())
_JOINED = re.compile(rf"[^\W_]{DASH}\Z")
# Letters or an ordinal ending stuck to a number make it a name: "5G", "1990s", "4-H", "forty-fifth".
_STUCK = re.compile(rf"[^\W\d]|/|-[A-Z](?!\w)|(?:-|{GAP})(?:{alternation(_ORDINALS)})(?!\w)")
_NEGATIVE = re.compile(r"(?:(?<=[\s(])|\A)[-−–]\Z|(?<!\w)(?i:minus|negative)\s\Z")

_RANGE = re.compile(
    rf"{GAP}?{DASH}{GAP}?|(?P<to>{GAP}to{GAP}|-to-)|(?P<and>{GAP}and{GAP})|(?P<or>{GAP}or{GAP}|-or-)"
)
_FROM = re.compile(
    rf"(?P<range>(?:range|ranges|ranging|vary|varying|varies){GAP})?(?<!\w)from{GAP}\Z", re.IGNORECASE
)
_FROM_REACH = 24
_VOTE = re.compile(rf"(?<!\w)(?:{alternation(_TABLE['votes']['words'].split())})(?!\w)", re.IGNORECASE)
_VOTES_AFTER = re.compile(rf"(?:{GAP}|-)votes?(?!\w)")
_VOTE_REACH: int = _TABLE["votes"]["reach"]


class _Reading(NamedTuple):
    """The quantities read at one place, and where scanning goes on."""

    found: tuple[Quantity, ...]
    end: int


def find_quantities(text: str) -> tuple[Quantity, ...]:
    """All quantities of `text` in order, without overlaps.

    Each covers hedge, currency, number, unit, counted noun and period, verbatim. Dates, years, labels
    ("Section 301"), times of day and telephone numbers are none. "from 3 to 5 percent" gives two.
    """
    return tuple(_scan(text))


def _scan(text: str) -> Iterator[Quantity]:
    at = 0
    done = 0  # where the last quantity ended; hedges never reach back over it
    while match := _START.search(text, at):
        reading = _read(text, match, done)
        yield from reading.found
        at = max(reading.end, match.end())
        if reading.found:
            done = reading.end


def _read(text: str, match: re.Match[str], done: int) -> _Reading:
    start, kind = match.start(), match.lastgroup
    if kind == "idiom":
        return _Reading((), match.end())
    if kind == "url":
        return _Reading((), end_of_url(text, start))
    if kind == "label":
        return _Reading((), end_of_label(text, start))
    if kind == "month":
        return _Reading((), end_of_month(text, start))
    if kind == "ordinal":
        ordinal = _read_ordinal(text, start, _ORDINAL_WORDS)
        if ordinal.found or not text[max(0, start - 2) : start].lower().endswith("a "):
            return ordinal
        return _read_number(text, start, done)
    if kind == "code":
        return _read_number(text, match.end(), done)
    if kind == "digit":
        return _read_digit(text, start, done)
    if kind == "word" and (_JOINED.search(text, max(0, start - 2), start) or _is_pronoun(text, start)):
        return _Reading((), match.end())
    return _read_number(text, start, done)


def _read_digit(text: str, start: int, done: int) -> _Reading:
    run = end_of_digits(text, start)
    skip = end_of_non_count(text, start)
    if skip > start:
        return _Reading((), max(skip, run))  # never into a run of digits again, which may be endless
    before = text[start - 1] if start else " "
    if before in "/#'’:%" or (before in ".," and text[start - 2 : start - 1].isalnum()):
        return _Reading((), run)
    if _JOINED.search(text, max(0, start - 2), start):
        return _Reading((), run)
    ordinal = _read_ordinal(text, start, _ORDINAL_DIGITS)
    if ordinal.end > start:
        return ordinal
    return _read_number(text, start, done)


def _is_pronoun(text: str, start: int) -> bool:
    if text[start : start + 3].lower() != "one" or text[start + 3 : start + 4].isalpha():
        return False
    if _ONE_IN.match(text, start):
        return False
    previous = _PREVIOUS_WORD.search(text, max(0, start - 14), start)
    following = _NEXT_WORD.match(text, start + 3)
    if following and is_plural(following["word"]):
        return True
    if following and text[start].isupper() and following["word"][0].isupper():
        return True
    if following is None or (previous and previous["word"].lower() in _NOT_AFTER_ONE):
        return following is None or following["word"].lower() not in _TABLE["scales"]
    return following["word"].lower() in _NOT_BEFORE_ONE


def _read_ordinal(text: str, start: int, pattern: re.Pattern[str]) -> _Reading:
    """An ordinal and the noun it counts ("first review"), which only one in digits can do without."""
    match = pattern.match(text, start)
    if not match:
        return _Reading((), start)
    following = _NEXT_WORD.match(text, match.end())
    if following and following["word"].lower() in _ORDINAL_NOT_BEFORE:
        return _Reading((), following.end())
    digits = pattern is _ORDINAL_DIGITS
    noun = read_noun(text, match.end(), single=True) if following and text[match.end()] != "," else None
    if not digits and (
        noun is None or following is None or following["word"] == "of" or following["word"].endswith("ed")
    ):
        return _Reading((), match.end())
    if digits:
        value = int(match["number"])
    else:
        value = _ORDINALS[match["last"].lower()] + int(
            _TABLE["numerals"].get((match["tens"] or "").lower(), 0)
        )
    end = noun.end if noun else match.end()
    return _Reading(
        (_quantity(text, start, end, value, value, unit="ordinal", noun=noun.noun if noun else ""),), end
    )


def _quantity(
    text: str,
    start: int,
    end: int,
    low: float,
    high: float,
    *,
    unit: str = "",
    noun: str = "",
    hedge: str = "",
    per: str = "",
) -> Quantity:
    return Quantity(
        text=text[start:end],
        start=start,
        end=end,
        low=float(low),
        high=float(high),
        unit=unit,
        noun=noun,
        hedge=hedge,
        per=per,
    )


def _read_number(text: str, at: int, done: int) -> _Reading:
    first = read_measure(text, at)
    if first is None:
        return _Reading((), max(at + 1, end_of_digits(text, at)))
    if proportion := read_proportion(text, first):
        return _read_single(text, proportion, done)
    second, join = _read_second(text, first)
    if second is not None:
        return _read_pair(text, first, second, join, done)
    return _read_single(text, first, done)


def _read_single(text: str, first: Measure, done: int) -> _Reading:
    measure = as_share(text, first)
    if measure is None or _is_dropped(text, measure):
        return _Reading((), first.end)
    quantity = _finish(text, measure, measure.low, measure.high, done)
    return _Reading((quantity,), quantity.end)


def _is_dropped(text: str, measure: Measure) -> bool:
    """Whether the number is a year, or has letters stuck to it ("5G", "1990s")."""
    numeral = measure.numeral
    if measure.unit:
        return False
    if _STUCK.match(text, measure.end):
        return True
    if not _is_year(numeral):
        return False
    noun = read_noun(text, measure.end)
    return noun is None or numeral.low not in (1800, 2000) or text[measure.end] == "-"


def _is_year(numeral: Numeral) -> bool:
    """Whether the number reads as a year: "2025" without separator, or "two thousand twenty-five"."""
    if not 1700 <= numeral.low < 2100 or numeral.low != int(numeral.low):
        return False
    return (numeral.plain and numeral.end - numeral.start == 4) or (
        numeral.spelled and numeral.low % 100 != 0
    )


def _read_second(text: str, first: Measure) -> tuple[Measure | None, str]:
    """The other end of a range after `first`, and how it is joined: "-", "to", "and" or "or"."""
    join = _RANGE.match(text, first.end)
    if not join:
        return None, ""
    how = join.lastgroup or "-"
    at = join.end()
    if how == "and" and after_between(text, first.start) is None:
        return None, ""
    sign = CURRENCY_SIGN.match(text, at)
    at = sign.end() if sign else at
    match = _START.match(text, at)
    if not match or match.lastgroup not in ("word", "digit", "vulgar"):
        return None, ""
    if match.lastgroup == "digit" and end_of_non_count(text, at) > at:
        return None, ""
    second = read_measure(text, at)
    if second is None or not _fits(first, second, how):
        return None, ""
    return second, how


def _fits(first: Measure, second: Measure, how: str) -> bool:
    if first.unit and second.unit and first.unit != second.unit:
        return False
    if first.unit and not second.unit and not first.prefixed:
        return False
    if second.prefixed and not first.prefixed:
        return False
    if how == "or":
        return first.numeral.spelled and second.numeral.spelled and second.low == first.low + 1
    return not (first.numeral.low < first.numeral.high or second.numeral.low < second.numeral.high)


def _read_pair(text: str, first: Measure, second: Measure, join: str, done: int) -> _Reading:
    unit = second.unit or first.unit
    if not unit and _is_year(first.numeral) and _is_year(second.numeral):
        return _Reading((), second.end)
    low, high = _shared_scale(first, second), second.high
    if not unit and join in ("-", "to") and _is_vote(text, first, second):
        after = _VOTES_AFTER.match(text, second.end)
        end = after.end() if after else second.end
        pair = sorted((first.low, second.low))
        return _Reading((_quantity(text, first.start, end, pair[0], pair[1], unit="vote"),), end)
    change = _FROM.search(text, max(0, first.start - _FROM_REACH), first.start)
    if join == "to" and change and not change["range"]:
        last = _finish(text, second._replace(unit=unit), second.low, second.high, second.start)
        opening = _quantity(text, first.start, first.end, low, low, unit=unit, noun=last.noun, per=last.per)
        return _Reading((opening, last), last.end)
    if low > high:
        if join == "-":
            return _Reading((), second.end)
        return _read_single(text, first, done)
    between = after_between(text, first.start)
    whole = second._replace(start=first.start if between is None else between, unit=unit)
    quantity = _finish(text, whole, low, high, done)
    if join == "-" and not (unit or quantity.noun) and first.numeral.plain and second.numeral.plain:
        return _Reading((), second.end)
    return _Reading((quantity,), quantity.end)


def _shared_scale(first: Measure, second: Measure) -> float:
    """The lower end in the upper end's scale and unit: "3 to 5 million", "25 to 50 basis points"."""
    low = first.low if first.unit else tidy(first.low * second.factor)
    scaled = tidy(low * second.numeral.scale)
    if first.numeral.scale == 1 < second.numeral.scale and low < 1000 and scaled <= second.high:
        return scaled
    return low


def _is_vote(text: str, first: Measure, second: Measure) -> bool:
    if not (first.numeral.plain or first.numeral.spelled) or first.low == second.low == 0:
        return False
    around = text[max(0, first.start - _VOTE_REACH) : second.end + _VOTE_REACH]
    return bool(_VOTE.search(around))


def _finish(text: str, measure: Measure, low: float, high: float, done: int) -> Quantity:
    """Add the noun, period and hedge around a measured number."""
    sign = _NEGATIVE.search(text, max(done, measure.start - 9), measure.start) if measure.unit else None
    if sign:
        low, high, measure = -high, -low, measure._replace(start=sign.start())
    start, end = measure.start, measure.end
    after, end = hedge_after(text, end)
    noun = ""
    if not measure.unit and (found := read_noun(text, end, single=low == high == 1)):
        noun, end = found.noun, found.end
        if not after:
            after, end = hedge_after(text, end)
    per, end = per_after(text, end)
    per = per or per_before(text, start, done)
    hedge, start = hedge_before(text, measure, start, done)
    hedge = hedge or after or ("about" if measure.numeral.low < measure.numeral.high else "")
    low, high = bounded(low, high, hedge)
    return _quantity(text, start, end, low, high, unit=measure.unit, noun=noun, hedge=hedge, per=per)
