"""Dates: intervals that contain each other agree, intervals that never meet differ."""

from __future__ import annotations

import re
from functools import cache

from claimcheck.language.dates import dates_agree, dates_conflict
from claimcheck.language.patterns import MONTH
from claimcheck.language.words import content_words
from claimcheck.records import DateSpan, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading, concept
from claimcheck.verdicts.signals.alignment import around, sentence_around
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap

_MONTH = re.compile(rf"(?<!\w)(?:{MONTH})")
_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_STOP = re.compile("[,;:–—]")
_REACH = 120  # characters around a date that say what happens then
_SHARED = 2  # concepts that two sentences share at least if their dates are of one event
_ONLY_RIVAL = 0.4  # least strength where the passage has one date, and it is of the same event


def compare_dates(claim: Reading, passage: Reading) -> Comparison:
    """Every date of the claim that could be resolved against those of the passage.

    A date that the claim gives too is the claim's other date, and no rival. A month without a year agrees
    with the same month of any year: which year is meant is a guess.
    """
    agreements, differences, missing = [], [], []
    for wanted in claim.dates:
        if not wanted.first and not wanted.readings:
            continue
        same = next((other for other in passage.dates if _same(wanted, other)), None)
        if same is not None:
            agreements.append((_span(wanted), _span(same)))
            continue
        missing.append(_span(wanted))
        rivals = [other for other in passage.dates if dates_conflict(wanted, other)]
        open_ = [
            other
            for other in rivals
            if not any(_same(own, other) for own in claim.dates)
            and not (_of_earlier(passage, other) and not _of_earlier(claim, wanted))
        ]
        if open_ and len(rivals) == len(passage.dates):
            differences.append(_difference(claim, passage, wanted, open_))
    return Comparison(agreements=tuple(agreements), differences=tuple(differences), missing=tuple(missing))


def _same(wanted: DateSpan, other: DateSpan) -> bool:
    """Whether the dates agree, or would if the one without a year were given that of the other."""
    if dates_agree(wanted, other) or not (wanted.first and other.first):
        return dates_agree(wanted, other)
    without_year = any(
        one.relative and _MONTH.search(one.text) and not _YEAR.search(one.text) for one in (wanted, other)
    )
    return without_year and (wanted.first[4:], wanted.last[4:]) == (other.first[4:], other.last[4:])


def _of_earlier(reading: Reading, date: DateSpan) -> bool:
    """Whether the clause gives the date to an earlier occasion: "the leaders last spoke on June 5"."""
    first, _ = sentence_around(reading.text, date.start)
    clause = _STOP.split(reading.text[first : date.start])[-1]
    between = [one for one in reading.dates if first <= one.start < date.start]
    return _earlier().search(clause) is not None and not between


@cache
def _earlier() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load_toml('signals.toml')['date']['earlier'])})\b", re.IGNORECASE)


def _difference(claim: Reading, passage: Reading, wanted: DateSpan, rivals: list[DateSpan]) -> Difference:
    about = _told(claim, wanted)
    shared = [about & _told(passage, other) for other in rivals]
    alike = [overlap(about, _told(passage, other)) for other in rivals]
    best = max(range(len(rivals)), key=lambda i: (alike[i], -i))
    rival, source = rivals[best], _span(rivals[best])
    meant = f" ({rival.first})" if rival.relative and rival.first == rival.last else ""
    strength = alike[best] * min(1.0, len(shared[best]) / _SHARED)
    if len(rivals) == 1 and len(shared[best]) >= _SHARED:
        strength = max(strength, _ONLY_RIVAL)
    return Difference(
        signal="date",
        code="CC202",
        message=f"The article gives {_span(wanted).text}, the document gives {source.text}{meant}.",
        claim=_span(wanted),
        source=source,
        strength=strength,
    )


def _told(reading: Reading, date: DateSpan) -> frozenset[str]:
    """What the sentence says of a date: its concepts without numbers and without the words of other dates."""
    others = [concept(word.stem) for one in reading.dates for word in content_words(one.text)]
    told = around(reading, (date.start, date.end), _REACH)
    return frozenset(word for word in told if not word[0].isdigit() and word not in others)


def _span(date: DateSpan) -> Span:
    """The date's words; a full stop that only ends the sentence is left out, that of "p.m." is not."""
    words = date.text
    if words.endswith(".") and words[:-1].rsplit(" ", 1)[-1].isalnum():
        words = words[:-1]
    return Span(words, date.start, date.start + len(words))
