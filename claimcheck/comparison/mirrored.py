"""The same comparison with its sides swapped."""

from __future__ import annotations

import msgspec

from claimcheck.comparison.naming import disagreement, span_of
from claimcheck.comparison.records import Change, Disagreement, Mirror, Row, RowClass, SideName
from claimcheck.comparison.rows import ordered

_CLASSES: dict[RowClass, RowClass] = {
    "same": "same",
    "differs": "differs",
    "stronger_left": "stronger_right",
    "stronger_right": "stronger_left",
    "only_left": "only_right",
    "only_right": "only_left",
}
SWAPPED: dict[SideName, SideName] = {"left": "right", "right": "left"}


def mirror_rows(rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """The rows with left and right swapped, in the order of their new left."""
    return ordered([_row(row) for row in rows])


def mirror_mirror(one: Mirror) -> Mirror:
    """What one side tells of the other, with the sides swapped."""
    swapped = tuple(mirror_difference(found) for found in one.discrepancies)
    return msgspec.structs.replace(one, teller=SWAPPED[one.teller], discrepancies=swapped)


def mirror_difference(one: Disagreement) -> Disagreement:
    """The difference with left and right swapped, and its sentence said anew."""
    return disagreement(
        one.code,
        span_of(one.right_text, one.right_start, one.right_end),
        span_of(one.left_text, one.left_start, one.left_end),
    )


def _row(row: Row) -> Row:
    changes = [Change(left=one.right, right=one.left) for one in row.changes]
    return msgspec.structs.replace(
        row,
        class_=_CLASSES[row.class_],
        left=row.right,
        right=row.left,
        discrepancies=tuple(mirror_difference(one) for one in row.discrepancies),
        changes=tuple(changes),
    )
