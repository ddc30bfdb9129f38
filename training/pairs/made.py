"""Pairs made from official statements: supported rewrites, minimal contradictions, not-mentioned neighbours.

From an edit of sentence a to sentence b and the relation between them (`training.pairs.edits`), pairs follow
in both directions, so that neither the wording of a claim nor that of a premise alone gives the label away.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from training.pairs.edits import ADDS, CONFLICT, DROPS, SAME, STRONGER, WEAKER, Edit
from training.pairs.figures import FIGURE_EDITS
from training.pairs.neighbours import Neighbours
from training.pairs.records import Pair
from training.pairs.status_edits import STATUS_EDITS, soften_promise
from training.pairs.structure_edits import STRUCTURE_EDITS, in_register
from training.pairs.text import Statement, context, is_standalone
from training.pairs.windows import content_words
from training.pairs.word_edits import WORD_EDITS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EDITS = (*FIGURE_EDITS, *STATUS_EDITS, *STRUCTURE_EDITS, *WORD_EDITS)
_LADDER = re.compile(
    r"\b(?:will|plans?|intends?|agreed|committed|pledged|consider|proposed|discussed|expected|working|"
    r"seeks?|calls? for|urged|"
    r"framework|proposal|negotiations|nominated|approved|signed|announced|underscored|emphasized|"
    r"welcomed)\b"
)
_LIMIT = re.compile(
    r"\b(?:if|unless|subject to|pending|contingent|provided that|once|may|could|up to|as long as)\b"
)
_OPEN_END = re.compile(r"\b(?:and|or|the|an?|of|to|with|by|for|in|that|as|is|are|was|were|has|have|will)\.$")
_DIGIT = re.compile(r"\d")
_SOFTENED = Edit("promise_softened", WEAKER, soften_promise)
_WEIGHT = {
    "number": 2.5,
    "date": 1.6,
    "polarity": 0.4,
    "actor": 1.8,
    "opposite_verb": 2,
    "opposite_phrase": 1.4,
    "denied": 2.5,
    "status_raised": 9,
    "stronger_phrase": 3,
    "status_lowered": 9,
    "condition_added": 8,
    "condition_dropped": 16,
    "made_joint": 6,
    "actors_swapped": 8,
    "opposite_amount": 1.5,
    "stronger_amount": 2,
    "stronger_modal": 1,
    "and_for_or": 0.5,
    "passive": 3,
    "order": 2,
    "number_form": 3,
    "date_form": 1.5,
    "synonym_amount": 1.5,
    "rounded": 3,
}


def _of(*relations: str) -> tuple[Edit, ...]:
    return tuple(edit for edit in EDITS if edit.relation in relations)


_REWRITES = _of(SAME, DROPS)
_CLAIM_EDITS = _of(CONFLICT, STRONGER)
_PREMISE_EDITS = _of(CONFLICT, WEAKER)
_DROPS = _of(DROPS)
_SAMES = _of(SAME)
# A condition that only the claim has is not backed, so dropping one is no way to a stronger premise.
_RAISES = tuple(edit for edit in EDITS if edit.relation == STRONGER and edit.name != "condition_dropped")
_ALTERING = _of(CONFLICT, STRONGER, WEAKER, ADDS)


@dataclass(frozen=True)
class Source:
    """A sentence that claims are made from, with the sentences before and after it in its premise."""

    before: tuple[str, ...]
    sentence: str
    after: tuple[str, ...]
    group: str

    def premise(self, sentence: str | None = None) -> str:
        """The premise, with `sentence` in place of its own where given."""
        return " ".join([*self.before, sentence or self.sentence, *self.after])


def apply_one(sentence: str, edits: Sequence[Edit], rng: random.Random) -> tuple[str, str] | None:
    """`sentence` after one of `edits` that applies, drawn by weight, and that edit's name; else None."""
    results = [(edit.name, edit.rewrite(sentence, rng)) for edit in edits]
    changed = [(name, new) for name, new in results if new and new != sentence and _is_whole(new)]
    if not changed:
        return None
    name, new = rng.choices(changed, [_WEIGHT.get(name, 1) for name, _ in changed])[0]
    return new, name


def _is_whole(sentence: str) -> bool:
    return len(sentence.split()) >= 5 and not _OPEN_END.search(sentence)


def rewritten(sentence: str, rng: random.Random, most: int = 4, edits: Sequence[Edit] = _REWRITES) -> str:
    """`sentence` after up to `most` edits that keep it true of the same premise."""
    for _ in range(rng.randint(0 if most < 3 else 1, most)):
        if done := apply_one(sentence, edits, rng):
            sentence = done[0]
    return sentence


def altered(source: Source, rng: random.Random) -> Source:
    """`source` with another truth in a third of cases, so that no wording is found in false claims only."""
    if rng.random() < 0.65:
        return source
    done = apply_one(source.sentence, _ALTERING, rng)
    return replace(source, sentence=done[0]) if done else source


def supported(source: Source, rng: random.Random) -> Pair | None:
    """A claim that the premise carries: rewritten, or worded more weakly than the premise."""
    claim, premise, kind = rewritten(source.sentence, rng), source.premise(), "rewritten"
    draw = rng.random()
    if draw < 0.12 and (done := apply_one(claim, [_SOFTENED], rng)):
        claim, kind = done
    elif draw < 0.42 and (done := apply_one(source.sentence, _RAISES, rng)):
        premise, kind = source.premise(done[0]), f"weaker_than_{done[1]}"
    elif draw < 0.47 and (done := apply_one(source.sentence, _of(ADDS), rng)):
        premise, kind = source.premise(done[0]), f"less_than_{done[1]}"
    return (
        Pair(premise, claim, "supported", kind, source.group) if claim not in premise or draw > 0.8 else None
    )


def contradicted(source: Source, rng: random.Random) -> Pair | None:
    """A claim that the premise excludes or does not carry so far: either of the two sides edited."""
    if rng.random() < 0.6:
        done = apply_one(rewritten(source.sentence, rng, 3), _CLAIM_EDITS, rng)
        return Pair(source.premise(), done[0], "contradicted", done[1], source.group) if done else None
    done = apply_one(rewritten(source.sentence, rng, 1, _SAMES), _PREMISE_EDITS, rng)
    if done is None:
        return None
    claim = rewritten(source.sentence, rng, 2, _SAMES)
    return Pair(source.premise(done[0]), claim, "contradicted", f"premise_{done[1]}", source.group)


def not_mentioned(source: Source, rng: random.Random, neighbours: Neighbours) -> Pair | None:
    """A claim on which the premise is silent: an added detail, or another sentence of like subject."""
    draw = rng.random()
    if draw < 0.2 and (done := apply_one(rewritten(source.sentence, rng, 3), _of(ADDS), rng)):
        return Pair(source.premise(), done[0], "not_mentioned", done[1], source.group)
    if draw < 0.42 and (done := apply_one(source.sentence, _DROPS, rng)):
        lost = set(content_words(source.sentence)) - set(content_words(source.premise(done[0])))
        if len(lost) >= 3:  # less is often still told by the rest
            claim = rewritten(source.sentence, rng, 1, _SAMES)
            return Pair(source.premise(done[0]), claim, "not_mentioned", f"premise_{done[1]}", source.group)
    found = neighbours.near(source.group, source.premise(), rng)
    if found is None:
        return None
    return Pair(source.premise(), rewritten(found[0], rng, 3), "not_mentioned", found[1], source.group)


def sources(statement: Statement, rng: random.Random, most: int = 4) -> Iterator[Source]:
    """Up to `most` sentences of `statement` that read as claims, with one to three sentences of premise."""
    places = [
        (b, i)
        for b, block in enumerate(statement.blocks)
        for i, text in enumerate(block)
        if is_standalone(text)
    ]
    ranked = sorted(
        places, key=lambda place: -(rng.random() ** (1 / _worth(statement.blocks[place[0]][place[1]])))
    )
    for b, i in ranked[:most]:
        block = statement.blocks[b]
        start, end = context(block, i, rng)
        yield Source(block[start:i], block[i], block[i + 1 : end], statement.id)


def _worth(sentence: str) -> float:
    """How much more often than others `sentence` is drawn: acts, conditions and numbers are rare."""
    return (
        1.0
        + 4 * bool(_LADDER.search(sentence))
        + 4 * bool(_LIMIT.search(sentence))
        + 2 * bool(_DIGIT.search(sentence))
    )


def made_pairs(statements: Sequence[Statement], count: int, seed: int = 0, most: int = 4) -> list[Pair]:
    """Up to `count` pairs made from `most` sentences of each of `statements`.

    About two fifths are supported, two fifths contradicted.
    """
    neighbours = Neighbours(statements)
    pairs: list[Pair] = []
    seen: set[tuple[str, str]] = set()
    order = list(statements)
    random.Random(seed).shuffle(order)
    for statement in order:
        if len(pairs) >= count:
            break
        rng = random.Random(f"{seed} {statement.id}")
        for drawn in sources(statement, rng, most):
            wanted = rng.choices(("sc", "scn", "sn", "c", "cc", "n", "s"), (6, 2, 1.5, 2, 1, 1.5, 2))[0]
            source = altered(drawn, rng)
            for letter in wanted:
                pair = _pair(letter, source, rng, neighbours)
                if pair and 5 <= len(pair.claim.split()) <= 60 and (pair.premise, pair.claim) not in seen:
                    seen.add((pair.premise, pair.claim))
                    pairs.append(_finished(pair, rng))
    return pairs[:count]


def _pair(letter: str, source: Source, rng: random.Random, neighbours: Neighbours) -> Pair | None:
    if letter == "s":
        return supported(source, rng)
    if letter == "c":
        return contradicted(source, rng)
    return not_mentioned(source, rng, neighbours)


def _finished(pair: Pair, rng: random.Random) -> Pair:
    claim = in_register(pair.claim, rng) if rng.random() < 0.15 else pair.claim
    claim = claim.rstrip(".") if rng.random() < 0.08 else claim
    return Pair(pair.premise, claim, pair.target, f"made/{pair.target}/{pair.kind}", pair.group)
