"""The differences of two statements under the codes of the report, each with both wordings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from claimcheck.comparison.edits import CODES, Edit
from claimcheck.comparison.records import Disagreement, RowClass
from claimcheck.comparison.relation import Relation
from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.signals.comparison import BY_DEGREE, TYPES, Difference

SIDES = ("on the left", "on the right")
_MOST = 8  # differences of one pair that are named


def name_differences(relation: Relation, kind: RowClass) -> tuple[Disagreement, ...]:
    """What is named of a pair of this class, most telling first.

    That is all that changed words show, and of each other code the surest signal.

    Offsets count in each statement's own wording. Of a pair that says the same nothing is named; of one
    where a side says more, only by what it says more.
    """
    if kind not in ("stronger_left", "stronger_right", "differs"):
        return ()
    edits = list(dict.fromkeys(_of_edits(relation.edits, kind)))
    found = {one.code: one for one in reversed([*_of_signals(relation, kind)])}
    told = {one.code for one in edits}
    named = [*edits, *(one for code, one in found.items() if code not in told)]
    return tuple(sorted(named, key=lambda one: _order()[one.code])[:_MOST])


@cache
def _order() -> Mapping[str, int]:
    """Conflicts before differences of degree where a pair shows both."""
    return {code: at for at, code in enumerate(dict.fromkeys((*CODES.values(), *TYPES)))}


def _of_edits(edits: Sequence[Edit], kind: RowClass) -> Iterator[Disagreement]:
    for edit in edits:
        wanted = {"stronger_left": 1, "stronger_right": -1}.get(kind)
        if wanted is not None and edit.stronger != wanted:
            continue
        # A further number or name is more detail, and no other one.
        if edit.aspect in ("number", "date", "actor") and (edit.left is None or edit.right is None):
            continue
        yield disagreement(CODES[edit.aspect], edit.left, edit.right)


def _of_signals(relation: Relation, kind: RowClass) -> Iterator[Disagreement]:
    least = load_toml("decision.toml")["thresholds"]["difference"]
    for claim_is_left, found in ((True, relation.forth), (False, relation.back)):
        for one in sorted(found, key=lambda d: (-d.strength, d.code)):
            by_degree = one.code in BY_DEGREE
            stronger = "stronger_left" if claim_is_left else "stronger_right"
            if one.strength < least or (by_degree and kind not in (stronger, "differs")):
                continue
            if not by_degree and kind != "differs":
                continue
            left, right = _sides(one, claim_is_left)
            yield disagreement(one.code, left, right)


def _sides(one: Difference, claim_is_left: bool) -> tuple[Span | None, Span | None]:
    return (one.claim, one.source) if claim_is_left else (one.source, one.claim)


def disagreement(
    code: str, left: Span | None, right: Span | None, sides: tuple[str, str] = SIDES
) -> Disagreement:
    """A difference with its type and its sentence, of words of either side; one of them may be None.

    `sides` are what the sentence calls the sides.
    """
    return Disagreement(
        code=code,
        type=TYPES[code],
        message=_message(code, left, right, sides),
        left_text=left.text if left else "",
        left_start=left.start if left else None,
        left_end=left.end if left else None,
        right_text=right.text if right else "",
        right_start=right.start if right else None,
        right_end=right.end if right else None,
    )


def span_of(text: str, start: int | None, end: int | None) -> Span | None:
    """The words of one side of a difference, None where it has none."""
    return None if start is None or end is None else Span(text, start, end)


def _message(code: str, left: Span | None, right: Span | None, sides: tuple[str, str]) -> str:
    """One plain sentence that holds both wordings."""
    about = load_toml("comparison.toml")["messages"][code]
    if left is not None and right is not None:
        return f"{about}: “{left.text}” {sides[0]}, “{right.text}” {sides[1]}."
    side, words = (sides[0], left) if left is not None else (sides[1], right)
    return f"{about}: “{words.text}” only {side}." if words is not None else f"{about}."
