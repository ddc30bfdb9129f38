"""What changed words change: a number, a date, an actor, how far an act has gone, how much is taken in.

Read from the changes themselves, so it holds for two states of one text and for sentences that were
copied and altered; statements in other words are compared by the signals of `verdicts`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TypeVar

import msgspec

from claimcheck.comparison.records import Aspect
from claimcheck.comparison.wording import WordDiff
from claimcheck.language.dates import dates_agree
from claimcheck.language.names import same_actor
from claimcheck.records import DateSpan, Direction, Name, Quantity, Span, Status
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading

CODES: dict[Aspect, str] = {
    "polarity": "CC401",
    "status": "CC101",
    "number": "CC201",
    "date": "CC202",
    "actor": "CC301",
    "scope": "CC103",
    "hedge": "CC102",
}

_MONTH = "May"  # written so it is the month, not the verb


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that changed; spans count in each statement's own text, None where a side lacks it.

    `stronger` is 1 where the left says more by it, -1 where the right does, 0 where neither can be told.
    """

    aspect: Aspect
    left: Span | None
    right: Span | None
    stronger: int = 0


_T = TypeVar("_T", Quantity, DateSpan, Name, Status, Direction, Span)


def find_edits(left: Reading, right: Reading, diff: WordDiff) -> tuple[Edit, ...]:
    """What the changed words of two statements change, most telling first."""
    found = [
        *_polarity(left, right, diff),
        *_status(left, right, diff),
        *_values("number", left.quantities, right.quantities, diff, _one_quantity),
        *_values("date", left.dates, right.dates, diff, _one_date),
        *_values("actor", left.names, right.names, diff, _one_actor),
        *_listed("scope", left, right, diff),
        *_listed("hedge", left, right, diff),
    ]
    order = {aspect: at for at, aspect in enumerate(CODES)}
    return tuple(sorted(dict.fromkeys(found), key=lambda edit: order[edit.aspect]))


def _touched(spans: Sequence[_T], diff: WordDiff, *, left: bool) -> list[_T]:
    """Those of `spans` that share characters with a change."""
    changed = [one.left if left else one.right for one in diff.changes]
    return [
        span
        for span in spans
        if any(one is not None and one.start < span.end and span.start < one.end for one in changed)
    ]


def _values(
    aspect: Aspect, ours: Sequence[_T], theirs: Sequence[_T], diff: WordDiff, same: Callable[[_T, _T], bool]
) -> Iterator[Edit]:
    """Values of one side that the other has not; paired where both lost one, in their order."""
    gone = [one for one in _touched(ours, diff, left=True) if not any(same(one, other) for other in theirs)]
    new = [one for one in _touched(theirs, diff, left=False) if not any(same(other, one) for other in ours)]
    for one, other in zip(gone, new, strict=False):
        yield Edit(aspect=aspect, left=_span(one), right=_span(other))
    if not new:
        yield from (Edit(aspect=aspect, left=_span(one), right=None, stronger=1) for one in gone)
    if not gone:
        yield from (Edit(aspect=aspect, left=None, right=_span(one), stronger=-1) for one in new)


def _one_date(one: DateSpan, other: DateSpan) -> bool:
    """Whether both can be the same day; of dates that no calendar day is known of, whether the words are."""
    known = all(date.first or date.readings for date in (one, other))
    return dates_agree(one, other) if known else one.text.casefold() == other.text.casefold()


def _one_quantity(one: Quantity, other: Quantity) -> bool:
    """Whether both are the very same value; ranges that only meet are two."""
    return (one.low, one.high, one.unit, one.per) == (other.low, other.high, other.unit, other.per)


def _one_actor(one: Name, other: Name) -> bool:
    return one.actor == other.actor or same_actor(one.actor, other.actor)


def _status(left: Reading, right: Reading, diff: WordDiff) -> Iterator[Edit]:
    ours, theirs = _touched(left.statuses, diff, left=True), _touched(right.statuses, diff, left=False)
    for one, other in zip(ours, theirs, strict=False):
        if one.rung != other.rung and one.negated == other.negated:
            further = 1 if one.rung > other.rung else -1
            yield Edit(aspect="status", left=_span(one), right=_span(other), stronger=further)


def _polarity(left: Reading, right: Reading, diff: WordDiff) -> Iterator[Edit]:
    ours, theirs = _touched(left.negations, diff, left=True), _touched(right.negations, diff, left=False)
    if len(ours) != len(theirs):
        yield Edit(
            aspect="polarity",
            left=_span(ours[0]) if ours else None,
            right=_span(theirs[0]) if theirs else None,
        )
    up, down = _touched(left.directions, diff, left=True), _touched(right.directions, diff, left=False)
    for one, other in zip(up, down, strict=False):
        if (one.sense, one.negated) != (other.sense, other.negated):
            yield Edit(aspect="polarity", left=_span(one), right=_span(other))


def _listed(aspect: Aspect, left: Reading, right: Reading, diff: WordDiff) -> Iterator[Edit]:
    """Words of a list ("all", "may") that stand in the changes, in numbers that differ by level."""
    for change in diff.changes:
        ours, theirs = _levels(aspect, change.left), _levels(aspect, change.right)
        if [level for level, _ in ours] != [level for level, _ in theirs]:
            yield Edit(
                aspect=aspect,
                left=ours[0][1] if ours else None,
                right=theirs[0][1] if theirs else None,
                stronger=_fuller(aspect, ours, theirs),
            )


def _fuller(aspect: Aspect, ours: Sequence[tuple[int, Span]], theirs: Sequence[tuple[int, Span]]) -> int:
    """Which side the listed words leave stronger: a word of a part weakens, one of the whole strengthens."""
    one, other = sum(level for level, _ in ours), sum(level for level, _ in theirs)
    return (one > other) - (one < other)


def _levels(aspect: Aspect, span: Span | None) -> list[tuple[int, Span]]:
    if span is None:
        return []
    levels = _table(aspect)
    return [
        (levels[m.group().lower()], Span(m.group(), span.start + m.start(), span.start + m.end()))
        for m in re.finditer(r"[^\W\d_]+", span.text)
        if m.group().lower() in levels and m.group() != _MONTH
    ]


@cache
def _table(aspect: Aspect) -> dict[str, int]:
    """Word -> 1 if it strengthens what is said, -1 if it weakens it."""
    setting = load_toml("comparison.toml")[aspect]
    return {
        **dict.fromkeys(setting["stronger"].split(), 1),
        **dict.fromkeys(setting["weaker"].split(), -1),
    }


def _span(one: Quantity | DateSpan | Name | Status | Direction | Span) -> Span:
    return Span(one.text, one.start, one.end)
