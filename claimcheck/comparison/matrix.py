"""Statements by source, from the comparisons of all pairs of sources."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.comparison.naming import disagreement, span_of
from claimcheck.comparison.records import (
    Cell,
    Disagreement,
    MatrixRow,
    Row,
    RowClass,
    Standing,
    Statement,
    Wording,
)

_STANDINGS: Mapping[RowClass, Standing] = {
    "same": "same",
    "stronger_left": "says_less",
    "stronger_right": "says_more",
    "differs": "differs",
}


def matrix_rows(
    statements: Sequence[Sequence[Statement]], pairs: Mapping[tuple[int, int], Sequence[Row]]
) -> tuple[MatrixRow, ...]:
    """A row for each statement, by the first source that makes it, save boilerplate of one source alone.

    Args:
        statements: those of each source.
        pairs: (source, later source) -> rows of their comparison, the earlier one on the left.
    """
    told: list[set[int]] = [set() for _ in statements]
    found: list[MatrixRow] = []
    for source, own in enumerate(statements):
        later = range(source + 1, len(statements))
        answers = {other: _by_left(pairs[source, other]) for other in later}
        for one in own:
            if one.start in told[source]:
                continue
            cells = [Cell(standing="silent") for _ in range(source)]
            cells.append(Cell(standing="same", words=_wording(one)))
            for other in later:
                row = answers[other].get(one.start)
                if row is None or row.right is None or row.right.start in told[other]:
                    cells.append(Cell(standing="silent"))
                    continue
                told[other].update((row.right.start, *(span.start for span in row.right.more)))
                standing = _STANDINGS[row.class_]
                cells.append(Cell(standing=standing, words=row.right, discrepancies=_told(row)))
            if one.boilerplate and sum(cell.standing != "silent" for cell in cells) == 1:
                continue
            found.append(MatrixRow(source=source, statement=_wording(one), cells=tuple(cells)))
    return tuple(found)


def _told(row: Row) -> tuple[Disagreement, ...]:
    """The differences of a row, with sides called as a matrix calls them."""
    return tuple(
        disagreement(
            one.code,
            span_of(one.left_text, one.left_start, one.left_end),
            span_of(one.right_text, one.right_start, one.right_end),
            ("in the statement", "here"),
        )
        for one in row.discrepancies
    )


def _by_left(rows: Sequence[Row]) -> dict[int, Row]:
    """Start of each left statement -> the row that answers it."""
    return {
        start: row
        for row in rows
        if row.left is not None and row.right is not None
        for start in (row.left.start, *(span.start for span in row.left.more))
    }


def _wording(one: Statement) -> Wording:
    return Wording(text=one.text, start=one.start, end=one.end, status=one.status)
