"""From the statements of two documents to the rows of their comparison."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from claimcheck.comparison.alignment import Group, align
from claimcheck.comparison.candidates import Candidate, find_candidates
from claimcheck.comparison.features import PairText
from claimcheck.comparison.naming import name_differences, span_of
from claimcheck.comparison.records import Change, Disagreement, Row, RowClass, Statement
from claimcheck.comparison.relation import Relation, relate
from claimcheck.comparison.sides import Side, side_of
from claimcheck.models.protocols import Encoder, Verifier
from claimcheck.resources import load_toml


class Models(NamedTuple):
    """The models that take part."""

    encoder: Encoder
    verifier: Verifier


def compare_statements(
    left: Sequence[Statement],
    right: Sequence[Statement],
    models: Models,
    anchors: tuple[str, str] = ("", ""),
    kin: float | None = None,
) -> tuple[Row, ...]:
    """Every statement of both sides in one row; see `Comparison` for their order.

    Args:
        left: the left document's statements in text order.
        right: the right one's.
        models: what measures likeness and entailment.
        anchors: ISO dates of both documents, or empty.
        kin: share of common words from which two statements are paired whatever the model says.
    """
    most = load_toml("comparison.toml")["candidates"]["most_statements"]
    left, right = left[:most], right[:most]
    groups = _groups(left, right, models, anchors, kin)
    moved = _moved(groups)
    sizes = (_size(left), _size(right))
    rows = [
        _paired(left, right, group, relation, moved=group.first in moved, sizes=sizes)
        for group, relation in groups
    ]
    taken = ({i for g, _ in groups for i in g.left}, {j for g, _ in groups for j in g.right})
    rows += [_alone(one, "only_left", sizes[0]) for at, one in enumerate(left) if at not in taken[0]]
    rows += [_alone(one, "only_right", sizes[1]) for at, one in enumerate(right) if at not in taken[1]]
    return ordered(rows)


def _groups(
    left: Sequence[Statement],
    right: Sequence[Statement],
    models: Models,
    anchors: tuple[str, str],
    kin: float | None,
) -> list[tuple[Group, Relation]]:
    """The groups with how their sides relate as wholes."""
    if not left or not right:
        return []
    wordings = list(dict.fromkeys(one.standalone for one in (*left, *right)))
    place = {text: at for at, text in enumerate(wordings)}
    vectors = models.encoder.encode(wordings)
    ours = vectors[[place[one.standalone] for one in left]]
    theirs = vectors[[place[one.standalone] for one in right]]
    candidates = find_candidates(left, right, (ours, theirs))
    pairs = [_pair(Side((left[one.left],)), Side((right[one.right],)), one) for one in candidates]
    relations = relate(pairs, models.verifier, anchors)
    groups = align(candidates, relations, kin)
    known = {(one.left, one.right): at for at, one in enumerate(candidates)}
    grown = [group for group in groups if len(group.left) + len(group.right) > 2]
    whole = [
        _pair(side_of(left, group.left), side_of(right, group.right), candidates[known[group.first]])
        for group in grown
    ]
    wholes = dict(zip((group.first for group in grown), relate(whole, models.verifier, anchors), strict=True))
    return [(group, wholes.get(group.first) or relations[known[group.first]]) for group in groups]


def _pair(left: Side, right: Side, candidate: Candidate) -> PairText:
    return PairText(
        left=left.text,
        right=right.text,
        left_alone=left.standalone,
        right_alone=right.standalone,
        similarity=candidate.similarity,
        lexical=candidate.lexical,
    )


def _moved(groups: Sequence[tuple[Group, Relation]]) -> set[tuple[int, int]]:
    """First pairs of the groups that do not stand in every longest run which keeps the order of both sides.

    So of a few that changed places with many the few have moved, and of two that changed places both.
    """
    firsts = sorted(group.first for group, _ in groups)
    forth = _run_lengths([j for _, j in firsts])
    back = _run_lengths([-j for _, j in reversed(firsts)])[::-1]
    longest = max(forth, default=0)
    on_way = [one + other - 1 == longest for one, other in zip(forth, back, strict=True)]
    level = Counter(length for length, on in zip(forth, on_way, strict=True) if on)
    return {
        first
        for first, length, on in zip(firsts, forth, on_way, strict=True)
        if not (on and level[length] == 1)
    }


def _run_lengths(places: Sequence[int]) -> list[int]:
    """For each place the length of the longest rising run that ends with it."""
    tails: list[int] = []
    lengths = []
    for place in places:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
        lengths.append(at + 1)
    return lengths


def _size(statements: Sequence[Statement]) -> int:
    """Characters of the statements of substance; of all where none is."""
    own = sum(one.end - one.start for one in statements if not one.boilerplate)
    return max(own or sum(one.end - one.start for one in statements), 1)


def _paired(
    left: Sequence[Statement],
    right: Sequence[Statement],
    group: Group,
    relation: Relation,
    *,
    moved: bool,
    sizes: tuple[int, int],
) -> Row:
    ours, theirs = side_of(left, group.left), side_of(right, group.right)
    kind: RowClass = relation.best  # type: ignore[assignment]  # (never "unrelated")
    weight = (ours.length / sizes[0] + theirs.length / sizes[1]) / 2
    changes = tuple(
        Change(left=ours.place(one.left), right=theirs.place(one.right)) for one in relation.diff.changes
    )
    near = relation.diff.ratio >= load_toml("comparison.toml")["edits"]["ratio"]
    return Row(
        class_=kind,
        left=ours.wording,
        right=theirs.wording,
        weight=round(min(weight, 1.0), 4),
        likelihood=round(relation.probabilities[relation.best], 4),
        discrepancies=tuple(_placed(one, ours, theirs) for one in name_differences(relation, kind)),
        changes=changes if near else (),
        aspects=tuple(dict.fromkeys(edit.aspect for edit in relation.edits)),
        moved=moved,
        boilerplate=all(one.boilerplate for one in (*ours.statements, *theirs.statements)),
    )


def _placed(one: Disagreement, left: Side, right: Side) -> Disagreement:
    """The difference with its offsets in the documents."""
    ours = left.place(span_of(one.left_text, one.left_start, one.left_end))
    theirs = right.place(span_of(one.right_text, one.right_start, one.right_end))
    return msgspec.structs.replace(
        one,
        left_text=ours.text if ours else "",
        left_start=ours.start if ours else None,
        left_end=ours.end if ours else None,
        right_text=theirs.text if theirs else "",
        right_start=theirs.start if theirs else None,
        right_end=theirs.end if theirs else None,
    )


def _alone(statement: Statement, kind: RowClass, size: int) -> Row:
    words = Side((statement,)).wording
    return Row(
        class_=kind,
        left=words if kind == "only_left" else None,
        right=words if kind == "only_right" else None,
        weight=round(min((statement.end - statement.start) / size, 1.0), 4),
        boilerplate=statement.boilerplate,
    )


def ordered(rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows in the order of the left; what only the right says stands after what it follows there."""
    pairs = sorted((row.right.start, row.left.start) for row in rows if row.left and row.right)
    starts = [start for start, _ in pairs]

    def place(row: Row) -> tuple[int, int, int]:
        if row.left is not None:
            return row.left.start, 0, row.right.start if row.right else 0
        start = row.right.start if row.right else 0
        at = bisect_left(starts, start) - 1
        return (pairs[at][1] if at >= 0 else -1), 1, start

    return tuple(sorted(rows, key=place))
