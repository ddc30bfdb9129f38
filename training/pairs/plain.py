"""Pairs whose claim is a sentence of an official statement nearly as it stands.

Edits teach that a word can turn a long sentence round; a verifier that has seen mostly edits comes to doubt
the words of the statement itself. Here half of the claims stand in their premise word for word or shortened.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from training.pairs.edits import CONFLICT, DROPS, SAME, STRONGER
from training.pairs.made import EDITS, apply_one
from training.pairs.records import Pair
from training.pairs.windows import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from training.pairs.text import Statement

_KEPT = tuple(edit for edit in EDITS if edit.relation in (SAME, DROPS))
_TURNED = tuple(edit for edit in EDITS if edit.relation in (CONFLICT, STRONGER))
_SHORTEST, _LONGEST = 7, 60
_AROUND = 3
"""Sentences before and after the claim's own that a premise may have."""
_TOLD = 0.5
"""Share of a claim's content words from which the sentences around it may tell it too."""


def plain_pairs(statements: Sequence[Statement], count: int, seed: int = 0, most: int = 3) -> list[Pair]:
    """`count` pairs at most, from up to `most` sentences of each of `statements`.

    About six in ten claims are supported (verbatim or shortened), a quarter has one thing changed and is
    contradicted, and the rest have their sentence taken out of the premise.
    """
    order = list(statements)
    random.Random(seed).shuffle(order)
    pairs: list[Pair] = []
    for statement in order:
        pairs.extend(_of_statement(statement, random.Random(f"{seed} plain {statement.id}"), most))
        if len(pairs) >= count:
            break
    return pairs[:count]


def _of_statement(statement: Statement, rng: random.Random, most: int) -> Iterator[Pair]:
    sentences = [sentence for block in statement.blocks for sentence in block]
    fit = [at for at, text in enumerate(sentences) if _SHORTEST <= len(text.split()) <= _LONGEST]
    for at in rng.sample(fit, min(most, len(fit))):
        before = sentences[max(0, at - rng.randint(0, _AROUND)) : at]
        after = sentences[at + 1 : at + 1 + rng.randint(0, _AROUND)]
        pair = _pair(before, sentences[at], after, rng)
        if pair is not None:
            target, kind, premise, claim = pair
            yield Pair(premise, claim, target, f"made/{target}/plain_{kind}", statement.id)


def _pair(
    before: Sequence[str], sentence: str, after: Sequence[str], rng: random.Random
) -> tuple[str, str, str, str] | None:
    whole = " ".join([*before, sentence, *after])
    draw = rng.random()
    if draw < 0.3:
        return "supported", "verbatim", whole, sentence
    if draw < 0.6:
        done = apply_one(sentence, _KEPT, rng)
        return ("supported", "shortened", whole, done[0]) if done else None
    if draw < 0.85:
        done = apply_one(sentence, _TURNED, rng)
        return ("contradicted", done[1], whole, done[0]) if done else None
    rest = " ".join([*before, *after])
    wanted = set(content_words(sentence))
    if not rest or len(wanted & set(content_words(rest))) >= _TOLD * len(wanted):
        return None
    return "not_mentioned", "taken_out", rest, sentence
