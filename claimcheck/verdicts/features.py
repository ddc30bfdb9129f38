"""The numbers on which the decision rests, and the probabilities that follow from them.

The same features describe one passage or all passages of one document: a document's are put together from
its passages', so that a passage counts like a document of its own.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from claimcheck.records import Scores
from claimcheck.resources import load_json, load_toml
from claimcheck.verdicts.coverage import WordBacking, coverage
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.comparison import Comparison, Difference

BACKED = 0.5  # backing from which a word counts as backed
MOST_MISSING = 3  # numbers and dates lacking beyond this make no further difference

LABELS = ("supported", "contradicted", "not_mentioned")
# A document has the most of these that any of its passages has ...
HIGHEST = (
    "coverage",
    "similarity",
    "act",
    "agreeing",
    "status_agrees",
    "entailed",
    "entailed_joined",
    "refuted_joined",
)
# ... the least of these ...
LOWEST = ("unbacked", "missing", "actors_missing")
# ... and of these the most that a passage about as relevant as the most relevant one has.
DIFFERENCES = (
    "status",
    "softer",
    "condition",
    "denied",
    "number",
    "bound",
    "date",
    "negation",
    "opposite",
    "direction",
    "unchanged",
    "scope",
    "actor",
    "attribution",
)
KINDS = ("CC101", "CC102", "CC103", "CC201", "CC202", "CC301", "CC302", "CC401", "CC402")
REFUTED_AS = tuple(f"refuted_{code}" for code in KINDS)  # a conflict that the entailment model takes for one
WEIGHED = ("refuted", *REFUTED_AS, *DIFFERENCES)
PRODUCTS = (
    ("act", "coverage"),
    ("entailed", "act"),
    ("entailed", "coverage"),
    ("entailed_joined", "coverage"),
    ("entailed", "entailed_joined"),
    ("refuted", "coverage"),
    *((name, "coverage") for name in DIFFERENCES),
)


def passage_features(
    claim: Reading,
    passage: Reading,
    backing: Sequence[WordBacking],
    similarity: float,
    signals: Mapping[str, Comparison],
) -> dict[str, float]:
    """The features of one passage; those of the entailment model are 0 until it has read the passage.

    Args:
        claim: the claim's standalone wording.
        passage: the passage.
        backing: the claim's content words as the passage backs them.
        similarity: cosine of both.
        signals: name of a signal -> what it found.
    """
    actors = {name.actor for name in claim.names}
    there = {name.actor for name in passage.names}
    lacking = sum(len(found.missing) for found in signals.values())
    return {
        "coverage": coverage(tuple(backing)),
        "similarity": similarity,
        "act": _act_backing(claim, backing),
        "agreeing": float(any(found.agreements for name, found in signals.items() if name != "status")),
        "status_agrees": float(bool(signals["status"].agreements)),
        "entailed": 0.0,
        "entailed_joined": 0.0,
        "refuted_joined": 0.0,
        "unbacked": sum(one.backing < BACKED for one in backing) / max(len(backing), 1),
        "missing": float(min(lacking, MOST_MISSING)),
        "actors_missing": len(actors - there) / max(len(actors), 1),
        "refuted": 0.0,
        **dict.fromkeys(REFUTED_AS, 0.0),
        **_strengths([difference for found in signals.values() for difference in found.differences]),
    }


def _act_backing(claim: Reading, backing: Sequence[WordBacking]) -> float:
    """How far the passage backs the words of the claim's status phrase: "finalized" in "was finalized".

    A passage can share everything else with the claim and still not speak of what was done. 1 for a claim
    without a status phrase.
    """
    if claim.main is None:
        return 1.0
    act = [one.backing for one in backing if claim.main.start <= one.word.start < claim.main.end]
    return max(act, default=1.0)


def _strengths(differences: Sequence[Difference]) -> dict[str, float]:
    strongest = dict.fromkeys(DIFFERENCES, 0.0)
    for difference in differences:
        strongest[difference.signal] = max(strongest[difference.signal], difference.strength)
    return strongest


def refuted_as(refuted: float, told: Mapping[str, float]) -> dict[str, float]:
    """What the entailment model says against the claim, by the kind of difference that it sees.

    Kinds are not equally trustworthy: a figure that differs is nearly always one, a speaker often is not.

    Args:
        refuted: the probability of a conflict.
        told: code of a kind -> how likely it is, if there is a conflict; empty where the model tells no
            kinds, for which the usual shares are taken.
    """
    shares = told or load_toml("decision.toml")["kinds"]
    return {f"refuted_{code}": refuted * shares.get(code, 0.0) for code in KINDS}


def relevance(features: Mapping[str, float]) -> float:
    """How near a passage is to the claim, 0 to 1: the mean of coverage and similarity."""
    return max(0.0, (features["coverage"] + features["similarity"]) / 2)


def document_features(passages: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The features of a document from those of its passages, of which there must be one at least."""
    best = max(relevance(one) for one in passages)
    shares = [(relevance(one) / best) ** 2 if best else 0.0 for one in passages]
    return {
        **{name: max(one[name] for one in passages) for name in HIGHEST},
        **{name: min(one[name] for one in passages) for name in LOWEST},
        **{
            name: max(one[name] * share for one, share in zip(passages, shares, strict=True))
            for name in WEIGHED
        },
    }


def with_products(features: Mapping[str, float]) -> dict[str, float]:
    """The features and the products of some of them, as the regression takes them."""
    return {**features, **{f"{one}*{other}": features[one] * features[other] for one, other in PRODUCTS}}


def probabilities(features: Mapping[str, float]) -> Scores:
    """Probabilities of the three labels: a multinomial logistic regression with shipped weights."""
    weights = load_json("decision_weights.json")["weights"]
    row = with_products(features)
    z = [
        weights[label]["bias"] + sum(weights[label].get(name, 0.0) * value for name, value in row.items())
        for label in LABELS
    ]
    odds = [math.exp(value - max(z)) for value in z]
    supported, contradicted, silent = (value / sum(odds) for value in odds)
    return Scores(supported, contradicted, silent)
