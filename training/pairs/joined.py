"""Pairs put together from others: a premise among unrelated ones, and two claims told as one.

The verifier reads whole short documents and passages joined from several places, and claims of more than one
sentence. Sets of single sentences show it neither, so both are made from them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING

from training.pairs.records import NOT_SUPPORTED, Pair
from training.pairs.windows import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST = 185
"""Words of a premise that is put together."""
_STRANGE = 0.3
"""Share of a claim's content words up to which a text is taken to be silent on the claim."""
_TRIES = 6
# The first of these that either part has is what the two together have.
_PRECEDENCE = ("contradicted", NOT_SUPPORTED, "not_mentioned", "supported")


def is_strange(text: str, claim: str) -> bool:
    """Whether `text` shares so few content words with `claim` that it says nothing of it."""
    wanted = set(content_words(claim))
    return len(wanted & set(content_words(text))) <= _STRANGE * len(wanted)


class _Shelf:
    """Pairs by document and by the set that they come from."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._groups: dict[str, list[Pair]] = defaultdict(list)
        self._sets: dict[str, list[Pair]] = defaultdict(list)
        for pair in pairs:
            self._groups[pair.group].append(pair)
            self._sets[pair.kind.split("/")[0]].append(pair)

    def other(self, pair: Pair, rng: random.Random) -> Pair | None:
        """Another pair, of the same document if it can be, whose premise is silent on `pair`'s claim."""
        for _ in range(_TRIES):
            near = self._groups[pair.group] if rng.random() < 0.6 else ()
            found = rng.choice(near if len(near) > 1 else self._sets[pair.kind.split("/")[0]])
            if found.premise != pair.premise and is_strange(found.premise, pair.claim):
                return found
        return None


def in_context(pair: Pair, shelf: _Shelf, rng: random.Random) -> Pair | None:
    """`pair` with its premise among one to four others that are silent on its claim; None if none fits."""
    parts = [pair.premise]
    for _ in range(rng.randint(1, 4)):
        other = shelf.other(pair, rng)
        size = sum(len(part.split()) for part in parts)
        if other and other.premise not in parts and size + len(other.premise.split()) <= LONGEST:
            parts.insert(rng.randint(0, len(parts)), other.premise)
    if len(parts) == 1:
        return None
    glue = rng.choice((" ", " ", "\n", "\n\n"))
    return Pair(glue.join(parts), pair.claim, pair.target, pair.kind, pair.group)


def both(pair: Pair, shelf: _Shelf, rng: random.Random) -> Pair | None:
    """The claims of `pair` and of another as one, over both premises; None if no other fits."""
    other = shelf.other(pair, rng)
    if other is None or not is_strange(pair.premise, other.claim):
        return None
    if len(f"{pair.premise} {other.premise}".split()) > LONGEST or len(other.claim.split()) > 40:
        return None
    premises, claims = [pair.premise, other.premise], [pair.claim, other.claim]
    if rng.random() < 0.5:
        premises.reverse()
    if rng.random() < 0.5:
        claims.reverse()
    target = next(label for label in _PRECEDENCE if label in {pair.target, other.target})
    first = claims[0].rstrip()
    claim = f"{first}{'' if first.endswith(('.', '!', '?')) else '.'} {claims[1]}"
    return Pair(" ".join(premises), claim, target, pair.kind, pair.group)


def joined_pairs(pairs: Sequence[Pair], context_share: float, both_share: float, seed: int = 0) -> list[Pair]:
    """Further pairs put together from `pairs`.

    Args:
        pairs: all of them to be trained on, or all of them held out.
        context_share: how many premises among others, as a share of `pairs`.
        both_share: how many joined claims, likewise.
        seed: of the draws.
    """
    shelf = _Shelf(pairs)
    rng = random.Random(f"{seed} joined")
    made: list[Pair | None] = []
    made += [in_context(pair, shelf, rng) for pair in _drawn(pairs, context_share, rng)]
    made += [both(pair, shelf, rng) for pair in _drawn(pairs, both_share, rng)]
    return [pair for pair in made if pair is not None]


def _drawn(pairs: Sequence[Pair], share: float, rng: random.Random) -> list[Pair]:
    return rng.sample(list(pairs), round(share * len(pairs)))
