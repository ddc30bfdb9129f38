"""How two statements relate: features of the pair, and from them the probabilities of the classes.

The features come from two-way entailment, from the signals of `verdicts` in both directions, and from the
words that changed. The weights of a class and of its mirror image are the same numbers, so swapping the
statements swaps the probabilities and changes nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal, TypeAlias

import msgspec

from claimcheck.comparison.edits import Edit
from claimcheck.comparison.features import PairText, observe
from claimcheck.comparison.wording import WordDiff
from claimcheck.models.protocols import Verifier
from claimcheck.resources import load_json, load_toml
from claimcheck.verdicts.signals.comparison import Difference

PairClass: TypeAlias = Literal["same", "stronger_left", "stronger_right", "differs", "unrelated"]
Weights: TypeAlias = Mapping[str, Mapping[str, Mapping[str, float]]]

EVEN = ("same", "differs", "unrelated")


def is_clash(edit: Edit) -> bool:
    """Whether a change gives another value, or turns the sense."""
    both = edit.left is not None and edit.right is not None
    return both and edit.aspect in ("number", "date", "polarity")


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """How a left statement relates to a right one.

    `forth` are differences found with the left as claim and the right as passage, `back` the other way
    round; `edits` are what the changed words change, empty where few words are shared.
    """

    probabilities: dict[PairClass, float]
    diff: WordDiff
    edits: tuple[Edit, ...] = ()
    forth: tuple[Difference, ...] = ()
    back: tuple[Difference, ...] = ()

    @property
    def related(self) -> float:
        """Probability that both speak of the same."""
        return 1.0 - self.probabilities["unrelated"]

    @property
    def best(self) -> PairClass:
        """The likeliest class of statements that do speak of the same.

        Where changed words give another number or date, or turn the sense, they do not say the same; nor
        where that is less likely than not.
        """
        likely = [(value, name) for name, value in self.probabilities.items() if name != "unrelated"]
        most = max(value for value, _ in likely)
        tied = [name for value, name in likely if value == most]
        # Equally likely mirror images: neither includes the other.
        found = tied[0] if len(tied) == 1 else "differs"
        doubted = self.probabilities["same"] < load_toml("comparison.toml")["alignment"]["sure_same"]
        return "differs" if found == "same" and (doubted or any(map(is_clash, self.edits))) else found


def relate(
    pairs: Sequence[PairText], verifier: Verifier, anchors: tuple[str, str] = ("", "")
) -> list[Relation]:
    """The relation of each pair.

    Args:
        pairs: the pairs.
        verifier: the entailment model, which reads every pair both ways.
        anchors: ISO dates of the left and the right document, or empty.
    """
    wanted: dict[tuple[str, str], None] = {}
    for pair in pairs:
        if not pair.equal:
            one, other = pair.left_alone, pair.right_alone
            wanted[one, other] = wanted[other, one] = None
    scores = dict(zip(wanted, verifier.score(list(wanted)).tolist(), strict=True)) if wanted else {}
    return [_relation(pair, scores, anchors) for pair in pairs]


def _relation(
    pair: PairText, scores: Mapping[tuple[str, str], Sequence[float]], anchors: tuple[str, str]
) -> Relation:
    if pair.equal:
        return _identical()
    one, other = pair.left_alone, pair.right_alone
    forth, back = scores[one, other], scores[other, one]
    observed = observe(pair, (forth, back), anchors)
    return Relation(
        probabilities=class_probabilities(observed.left, observed.right, observed.mutual),
        diff=observed.diff,
        edits=observed.edits,
        forth=observed.forth,
        back=observed.back,
    )


def _identical() -> Relation:
    certain = load_toml("comparison.toml")["alignment"]["certain"]
    rest = (1 - certain) / 4
    found: dict[PairClass, float] = {
        "same": certain,
        "stronger_left": rest,
        "stronger_right": rest,
        "differs": rest,
        "unrelated": rest,
    }
    return Relation(probabilities=found, diff=WordDiff(changes=(), ratio=1.0))


def class_probabilities(
    left: Mapping[str, float],
    right: Mapping[str, float],
    mutual: Mapping[str, float],
    weights: Weights | None = None,
) -> dict[PairClass, float]:
    """Probabilities of the five classes: a multinomial logistic regression.

    Args:
        left: features of the left against the right.
        right: features of the right against the left.
        mutual: features of both.
        weights: None takes the shipped ones.
    """
    weights = weights or load_json("comparison_weights.json")["weights"]
    z: dict[PairClass, float] = {
        "same": _even(weights["same"], left, right, mutual),
        "stronger_left": _stronger(weights["stronger"], left, right, mutual),
        "stronger_right": _stronger(weights["stronger"], right, left, mutual),
        "differs": _even(weights["differs"], left, right, mutual),
        "unrelated": _even(weights["unrelated"], left, right, mutual),
    }
    most = max(z.values())
    odds = {name: math.exp(value - most) for name, value in z.items()}
    total = (
        odds["same"] + odds["differs"] + odds["unrelated"] + (odds["stronger_left"] + odds["stronger_right"])
    )
    return {name: value / total for name, value in odds.items()}


def _even(
    weights: Mapping[str, Mapping[str, float]],
    left: Mapping[str, float],
    right: Mapping[str, float],
    mutual: Mapping[str, float],
) -> float:
    both = sum(weight * (left[name] + right[name]) for name, weight in weights["directed"].items())
    return both + _mutual(weights["mutual"], mutual)


def _stronger(
    weights: Mapping[str, Mapping[str, float]],
    own: Mapping[str, float],
    other: Mapping[str, float],
    mutual: Mapping[str, float],
) -> float:
    ours = sum(weight * own[name] for name, weight in weights["own"].items())
    theirs = sum(weight * other[name] for name, weight in weights["other"].items())
    return ours + theirs + _mutual(weights["mutual"], mutual)


def _mutual(weights: Mapping[str, float], mutual: Mapping[str, float]) -> float:
    return weights["bias"] + sum(weights[name] * value for name, value in mutual.items())
