"""Two states of one text: what changed, silent edits first; what stayed as it was is only counted."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.comparison.records import Row
from claimcheck.comparison.wording import normal

# What a reader must look at first: the further down, the less a changed word of the kind tells.
_ASPECTS = ("polarity", "status", "number", "date", "actor", "scope", "hedge")
_SILENT = _ASPECTS[:6]


def is_unchanged(row: Row) -> bool:
    """Whether both sides are word for word the same and stand in the same order."""
    if row.left is None or row.right is None or row.moved or row.left.more or row.right.more:
        return False
    return normal(row.left.text) == normal(row.right.text)


def changed_rows(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows that changed: silent edits, other new wordings, what was cut and added, what only moved.

    Within each kind the rows keep their order.
    """
    return tuple(sorted((row for row in rows if not is_unchanged(row)), key=_rank))


def is_silent_edit(row: Row) -> bool:
    """Whether changed words of the row change a status, number, date, actor, scope or polarity."""
    return any(aspect in _SILENT for aspect in row.aspects)


def _rank(row: Row) -> tuple[int, int]:
    told = min((_ASPECTS.index(aspect) for aspect in row.aspects), default=len(_ASPECTS))
    if row.left is None or row.right is None:
        return (3 if row.boilerplate else 2), 0
    if row.boilerplate:
        return 5, 0
    if is_silent_edit(row):
        return 0, told
    return (4 if row.moved and not row.changes else 1), 0
