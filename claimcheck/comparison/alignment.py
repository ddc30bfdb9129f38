"""Statements of both sides put together: each with the one that answers it, or with several together.

One to one first, the surest pairs before the others; then a statement that is left over joins a pair whose
other side also covers it. No step prefers a side, so swapping the sides mirrors the groups.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.comparison.candidates import Candidate
from claimcheck.comparison.relation import Relation
from claimcheck.resources import load_toml


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """Statements that answer each other, by their indexes in text order; one side holds exactly one.

    `first` is the pair that the group grew from.
    """

    left: tuple[int, ...]
    right: tuple[int, ...]
    first: tuple[int, int]


def align(
    candidates: Sequence[Candidate], relations: Sequence[Relation], kin: float | None = None
) -> tuple[Group, ...]:
    """The groups, in the order of their left statements.

    Args:
        candidates: the pairs that come into question.
        relations: how the statements of each pair relate.
        kin: share of common words from which a pair is taken whatever the model says; None takes the shipped.
    """
    setting = load_toml("comparison.toml")["alignment"]
    rated = {
        (one.left, one.right): (relation, _closeness(one, relation))
        for one, relation in zip(candidates, relations, strict=True)
    }
    shared = setting["kin"] if kin is None else kin
    pairs = _one_to_one(
        {
            at: near
            for at, (one, near) in rated.items()
            if one.related >= setting["related"] or one.diff.ratio >= shared
        }
    )
    joins = _joins(pairs, rated)
    groups = []
    for i, j in sorted(pairs):
        more_left, more_right = joins.get((i, j), ((), ()))
        groups.append(
            Group(left=tuple(sorted((i, *more_left))), right=tuple(sorted((j, *more_right))), first=(i, j))
        )
    return tuple(sorted(groups, key=lambda group: (group.left, group.right)))


def _closeness(candidate: Candidate, relation: Relation) -> float:
    """How near two statements are, by what the model says and by their words; what is equal comes first."""
    probabilities = relation.probabilities
    included = probabilities["same"] + (probabilities["stronger_left"] + probabilities["stronger_right"]) / 2
    return relation.related + candidate.prior + included / 2 + relation.diff.ratio


def _one_to_one(near: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """Pairs by falling closeness; of equal ones that which stand at nearer places come first."""
    left: set[int] = set()
    right: set[int] = set()
    taken = []
    for i, j in sorted(near, key=lambda at: (-round(near[at], 6), abs(at[0] - at[1]), at[0] + at[1])):
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            taken.append((i, j))
    return taken


def _joins(
    pairs: Sequence[tuple[int, int]], rated: Mapping[tuple[int, int], tuple[Relation, float]]
) -> dict[tuple[int, int], tuple[tuple[int, ...], tuple[int, ...]]]:
    """Pair -> further left and further right statements; of the two sides only the fitter one grows."""
    setting = load_toml("comparison.toml")["alignment"]
    left, right = dict(pairs), {j: i for i, j in pairs}
    wanted: dict[tuple[int, int], dict[str, list[tuple[float, int]]]] = {}
    best: dict[tuple[str, int], tuple[float, tuple[int, int]]] = {}
    for (i, j), (relation, near) in sorted(rated.items()):
        probabilities = relation.probabilities
        # Only a statement that says more than its partner leaves something for another one to answer.
        if (
            i in left
            and j not in right
            and rated[i, left[i]][0].best == "stronger_left"
            and _covers(probabilities["stronger_left"], probabilities["same"])
        ):
            _keep(best, ("right", j), near, (i, left[i]))
        elif (
            j in right
            and i not in left
            and rated[right[j], j][0].best == "stronger_right"
            and _covers(probabilities["stronger_right"], probabilities["same"])
        ):
            _keep(best, ("left", i), near, (right[j], j))
    for (side, at), (near, pair) in sorted(best.items()):
        wanted.setdefault(pair, {"left": [], "right": []})[side].append((near, at))
    found: dict[tuple[int, int], tuple[tuple[int, ...], tuple[int, ...]]] = {}
    for pair, sides in wanted.items():
        most = {side: sum(near for near, _ in joining) for side, joining in sides.items()}
        if most["left"] == most["right"]:
            continue
        side = max(most, key=lambda name: most[name])
        chosen = sorted(sides[side], key=lambda one: (-one[0], one[1]))[: setting["most_attached"]]
        more = tuple(at for _, at in chosen)
        found[pair] = (more, ()) if side == "left" else ((), more)
    return found


def _covers(stronger: float, same: float) -> bool:
    least: float = load_toml("comparison.toml")["alignment"]["attached"]
    return stronger + same >= least


def _keep(
    best: dict[tuple[str, int], tuple[float, tuple[int, int]]],
    at: tuple[str, int],
    near: float,
    pair: tuple[int, int],
) -> None:
    if at not in best or (-near, pair) < (-best[at][0], best[at][1]):
        best[at] = (near, pair)
