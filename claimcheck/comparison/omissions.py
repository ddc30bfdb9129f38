"""What only one side says, in runs of one paragraph, the heaviest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.comparison.records import Omission, Row, SideName, Statement


def find_omissions(
    rows: Sequence[Row], left: Sequence[Statement], right: Sequence[Statement]
) -> tuple[Omission, ...]:
    """The omissions of both sides, by the share of its own text that a side spends on each.

    Statements of one paragraph with nothing between them that the other side has too are one omission.
    Boilerplate makes omissions of its own, which stand last.

    Args:
        rows: the rows of the comparison.
        left: statements of the left document, in text order.
        right: statements of the right one.
    """
    found = [*_of_side("left", rows, left), *_of_side("right", rows, right)]
    return tuple(sorted(found, key=lambda one: _rank(one, rows)))


def _rank(one: Omission, rows: Sequence[Row]) -> tuple[bool, float, str, str]:
    words = rows[one.rows[0]].left or rows[one.rows[0]].right
    return one.boilerplate, -one.weight, words.text if words else "", one.side


def _of_side(side: SideName, rows: Sequence[Row], statements: Sequence[Statement]) -> list[Omission]:
    kind = f"only_{side}"
    at: Mapping[tuple[int, int], int] = {
        (words.start, words.end): index
        for index, row in enumerate(rows)
        if row.class_ == kind and (words := row.left or row.right) is not None
    }
    runs: list[list[Statement]] = []
    previous: Statement | None = None
    for one in statements:
        alone = (one.start, one.end) in at
        if alone and previous is not None and _goes_on(previous, one):
            runs[-1].append(one)
        elif alone:
            runs.append([one])
        previous = one if alone else None
    return [_omission(side, [at[one.start, one.end] for one in run], rows) for run in runs]


def _goes_on(previous: Statement, one: Statement) -> bool:
    return previous.paragraph == one.paragraph and previous.boilerplate == one.boilerplate


def _omission(side: SideName, indexes: list[int], rows: Sequence[Row]) -> Omission:
    return Omission(
        side=side,
        weight=round(min(sum(rows[at].weight for at in indexes), 1.0), 4),
        rows=tuple(dict.fromkeys(indexes)),
        boilerplate=all(rows[at].boilerplate for at in indexes),
    )
