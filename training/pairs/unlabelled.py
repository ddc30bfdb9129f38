"""Pairs that nobody has labelled: claims beside the premises that come nearest to them.

What the verifier reads in use are the passages nearest to a claim, of which few are labelled. A larger net
that was trained on the labelled ones (a teacher) says what it thinks of the others.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import numpy as np

from training.pairs.records import UNKNOWN, Pair

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimcheck.models.protocols import Encoder
    from training.pairs.text import Statement

_BLOCK = 512
_LONGEST = 45
"""Words of a sentence that may stand for a claim."""


def windows(statements: Sequence[Statement], each: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Up to `each` premises of one to four sentences in a row of every statement, with its id."""
    for statement in statements:
        blocks = [block for block in statement.blocks if block]
        for _ in range(each if blocks else 0):
            block = rng.choice(blocks)
            start = rng.randrange(len(block))
            yield " ".join(block[start : start + rng.randint(1, 4)]), statement.id


def sentences(statements: Sequence[Statement], each: int, rng: random.Random) -> Iterator[tuple[str, str]]:
    """Up to `each` sentences of every statement that could be told as claims, with its id."""
    for statement in statements:
        told = [s for block in statement.blocks for s in block if 8 <= len(s.split()) <= _LONGEST]
        yield from ((text, statement.id) for text in rng.sample(told, min(each, len(told))))


def nearest_pairs(
    claims: Sequence[tuple[str, str]],
    premises: Sequence[tuple[str, str]],
    encoder: Encoder,
    *,
    nearest: int,
    among: int,
    seed: int = 0,
) -> list[Pair]:
    """Each claim beside `nearest` premises drawn from the `among` that are nearest to it by cosine.

    Args:
        claims: wording and group of each; the group is the pair's.
        premises: likewise; a premise that holds the claim word for word is passed over.
        encoder: gives unit vectors.
        nearest: pairs of a claim.
        among: how many of the nearest premises they are drawn from, half of them the very nearest.
        seed: of the draws.
    """
    rng = random.Random(seed)
    theirs = encoder.encode([text for text, _ in premises])
    ours = encoder.encode([text for text, _ in claims])
    pairs: list[Pair] = []
    for start in range(0, len(claims), _BLOCK):
        near = ours[start : start + _BLOCK] @ theirs.T
        best = np.argpartition(-near, min(among, near.shape[1] - 1), axis=1)[:, :among]
        best = np.take_along_axis(best, np.argsort(-np.take_along_axis(near, best, axis=1), axis=1), axis=1)
        for (claim, group), row in zip(claims[start : start + _BLOCK], best.tolist(), strict=True):
            fit = [premises[at][0] for at in row if claim not in premises[at][0]]
            sure = fit[: (nearest + 1) // 2]
            rest = fit[len(sure) :]
            drawn = rng.sample(rest, min(nearest - len(sure), len(rest)))
            pairs += [Pair(text, claim, UNKNOWN, "unlabelled", group) for text in (*sure, *drawn)]
    return pairs
