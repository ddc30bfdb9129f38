"""Dates: intervals that contain each other agree, intervals that never meet differ."""

from __future__ import annotations

from claimcheck.language.dates import dates_agree, dates_conflict
from claimcheck.records import DateSpan, Span
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap

_REACH = 120  # characters around a date that say what happens then
_ONLY_RIVAL = 0.4  # least likeness of the one date of the passage


def compare_dates(claim: Reading, passage: Reading) -> Comparison:
    """Every date of the claim that could be resolved against those of the passage."""
    agreements, differences, missing = [], [], []
    for wanted in claim.dates:
        if not wanted.first and not wanted.readings:
            continue
        same = next((other for other in passage.dates if dates_agree(wanted, other)), None)
        if same is not None:
            agreements.append((_span(wanted), _span(same)))
            continue
        missing.append(_span(wanted))
        rivals = [other for other in passage.dates if dates_conflict(wanted, other)]
        if rivals and len(rivals) == len(passage.dates):
            differences.append(_difference(claim, passage, wanted, rivals))
    return Comparison(agreements=tuple(agreements), differences=tuple(differences), missing=tuple(missing))


def _difference(claim: Reading, passage: Reading, wanted: DateSpan, rivals: list[DateSpan]) -> Difference:
    about = claim.near(wanted.start, wanted.end, _REACH)
    likeness = [overlap(about, passage.near(other.start, other.end, _REACH)) for other in rivals]
    best = max(range(len(rivals)), key=lambda i: (likeness[i], -i))
    rival = rivals[best]
    meant = f" ({rival.first})" if rival.relative and rival.first == rival.last else ""
    return Difference(
        signal="date",
        code="CC202",
        message=f"The article gives {wanted.text}, the document gives {rival.text}{meant}.",
        claim=_span(wanted),
        source=_span(rival),
        strength=max(likeness[best], _ONLY_RIVAL if len(rivals) == 1 else 0.0),
    )


def _span(date: DateSpan) -> Span:
    return Span(date.text, date.start, date.end)
