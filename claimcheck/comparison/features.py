"""What is seen of a pair of statements: the features by which a comparison classes it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import cache

import msgspec

from claimcheck.comparison.edits import Edit, find_edits
from claimcheck.comparison.wording import WordDiff, normal, word_diff
from claimcheck.language.words import content_words
from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import SIGNALS
from claimcheck.verdicts.reading import Reading, concept, read
from claimcheck.verdicts.signals.comparison import BY_DEGREE, Difference

DIRECTED = (
    "entails",
    "odds",
    "refutes",
    "covers",
    "degree",
    "fuller",
    "adds",
    "includes",
    "longer",
    "entails_near",
    "adds_both",
    "fuller_both",
)
MUTUAL = (
    "similarity",
    "lexical",
    "ratio",
    "both",
    "either",
    "refuted",
    "conflict",
    "edited",
    "edited_value",
    "idle",
    "swaps",
    "names",
    "refuted_near",
    "refuted_similar",
    "conflict_near",
    "both_idle",
)


class PairText(msgspec.Struct, frozen=True, kw_only=True):
    """Two statements to be related: their words, their standalone wordings, and their similarities.

    The entailment model reads the standalone wordings, everything else is found in the words themselves.
    """

    left: str
    right: str
    left_alone: str
    right_alone: str
    similarity: float
    lexical: float

    @property
    def equal(self) -> bool:
        """Whether both are the same word for word."""
        return normal(self.left_alone) == normal(self.right_alone)


class Observed(msgspec.Struct, frozen=True, kw_only=True):
    """The features of a pair: those of the left against the right, of the right against the left, of both."""

    left: dict[str, float]
    right: dict[str, float]
    mutual: dict[str, float]
    diff: WordDiff
    edits: tuple[Edit, ...]
    forth: tuple[Difference, ...]
    back: tuple[Difference, ...]


def observe(
    pair: PairText, scores: tuple[Sequence[float], Sequence[float]], anchors: tuple[str, str] = ("", "")
) -> Observed:
    """The features of a pair.

    Args:
        pair: both wordings.
        scores: what the entailment model gives for (left, right) and (right, left) as premise and hypothesis.
        anchors: ISO dates of both documents, or empty.
    """
    left, right = read(pair.left, anchors[0]), read(pair.right, anchors[1])
    diff = word_diff(pair.left, pair.right)
    near = diff.ratio >= load_toml("comparison.toml")["edits"]["ratio"]
    edits = find_edits(left, right, diff) if near else ()
    forth, back = _differences(left, right), _differences(right, left)
    (entails, refutes), (entailed, refuted_back) = scores[0][:2], scores[1][:2]
    changed = _changed(diff)
    fuller = [edit.stronger for edit in edits]
    whole = (min(entails, entailed), diff.ratio)
    return Observed(
        left=_directed(
            (entails, refutes),
            (left, right),
            forth,
            1 in fuller,
            (changed.left, changed.right, changed.swaps),
            whole,
        ),
        right=_directed(
            (entailed, refuted_back),
            (right, left),
            back,
            -1 in fuller,
            (changed.right, changed.left, changed.swaps),
            whole,
        ),
        mutual=_mutual_features(pair, scores, (diff, edits, (*forth, *back)), changed, (left, right)),
        diff=diff,
        edits=edits,
        forth=forth,
        back=back,
    )


def _mutual_features(
    pair: PairText,
    scores: tuple[Sequence[float], Sequence[float]],
    seen: tuple[WordDiff, Sequence[Edit], Sequence[Difference]],
    changed: _Changed,
    readings: tuple[Reading, Reading],
) -> dict[str, float]:
    """The features that both statements share."""
    diff, edits, found = seen
    (entails, refutes), (entailed, refuted_back) = scores[0][:2], scores[1][:2]
    near = diff.ratio >= load_toml("comparison.toml")["edits"]["ratio"]
    clash = [edit for edit in edits if edit.left is not None and edit.right is not None and not edit.stronger]
    both, refuted = min(entails, entailed), max(refutes, refuted_back)
    conflict = max((d.strength for d in found if d.code not in BY_DEGREE), default=0.0)
    idle = float(not changed.left and not changed.right and not changed.swaps and near)
    return {
        "similarity": pair.similarity,
        "lexical": pair.lexical,
        "ratio": diff.ratio,
        "both": both,
        "either": max(entails, entailed),
        "refuted": refuted,
        "conflict": conflict,
        "edited": float(any(edit.aspect == "polarity" for edit in clash)),
        "edited_value": float(any(edit.aspect in ("number", "date", "actor") for edit in clash)),
        "idle": idle,
        "swaps": math.log1p(changed.swaps) if near else 0.0,
        "names": _shared_names(*readings),
        # Products, which let the same score weigh otherwise where most words are shared.
        "refuted_near": refuted * diff.ratio,
        "refuted_similar": refuted * pair.similarity,
        "conflict_near": conflict * diff.ratio,
        "both_idle": both * idle,
    }


def _differences(claim: Reading, passage: Reading) -> tuple[Difference, ...]:
    return tuple(d for signal in SIGNALS.values() for d in signal(claim, passage).differences)


def _directed(
    scores: tuple[float, float],
    readings: tuple[Reading, Reading],
    found: Sequence[Difference],
    fuller: bool,
    changed: tuple[int, int, int],
    whole: tuple[float, float],
) -> dict[str, float]:
    own, other = readings
    ours = {concept(word.stem) for word in own.content}
    theirs = {concept(word.stem) for word in other.content}
    return {
        "entails": scores[0],
        "odds": _odds(scores[0]),
        "refutes": scores[1],
        "covers": len(ours & theirs) / max(len(theirs), 1),
        "degree": max((d.strength for d in found if d.code in BY_DEGREE), default=0.0),
        "fuller": float(fuller),
        "adds": math.log1p(changed[0]),
        "includes": float(changed[0] > 0 and not changed[1] and not changed[2]),
        "longer": math.log1p(len(ours - theirs)),
        "entails_near": scores[0] * whole[1],
        "adds_both": math.log1p(changed[0]) * whole[0],
        "fuller_both": float(fuller) * whole[0],
    }


def _odds(probability: float) -> float:
    """Log-odds, cut off where the model is sure."""
    kept = min(max(probability, 0.01), 0.99)
    return math.log(kept / (1 - kept))


class _Changed(msgspec.Struct, frozen=True, kw_only=True):
    """Content words that only one side adds, and changes with such words on both sides."""

    left: int
    right: int
    swaps: int


def _changed(diff: WordDiff) -> _Changed:
    added = {"left": 0, "right": 0}
    swaps = 0
    for change in diff.changes:
        ours, theirs = _telling(change.left), _telling(change.right)
        if ours and theirs:
            swaps += 1
        else:
            added["left"] += ours
            added["right"] += theirs
    return _Changed(left=added["left"], right=added["right"], swaps=swaps)


def _telling(span: Span | None) -> int:
    """How many words of a change tell something; order, stress, hedges and the present time do not."""
    return 0 if span is None else sum(word.text.lower() not in _idle() for word in content_words(span.text))


@cache
def _idle() -> frozenset[str]:
    setting = load_toml("comparison.toml")
    lists = (
        setting["edits"]["idle"],
        *(setting[name][way] for name in ("hedge", "scope") for way in ("stronger", "weaker")),
    )
    return frozenset(word for listed in lists for word in listed.split())


def _shared_names(left: Reading, right: Reading) -> float:
    """Share of the actors of the side with fewer that the other names too; 1 where a side names none."""
    ours, theirs = ({name.actor for name in one.names} for one in (left, right))
    fewer = min(len(ours), len(theirs))
    return len(ours & theirs) / fewer if fewer else 1.0
