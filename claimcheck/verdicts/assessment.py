"""One passage held against one claim: coverage, signals, and what follows for support and conflict."""

from __future__ import annotations

import math
from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimcheck.records import Claim, Hit, Scores, Span
from claimcheck.resources import load_json
from claimcheck.verdicts.coverage import ClaimWords, WordBacking, coverage
from claimcheck.verdicts.reading import Reading, read
from claimcheck.verdicts.signals.comparison import Difference
from claimcheck.verdicts.signals.dates import compare_dates
from claimcheck.verdicts.signals.polarity import compare_polarity
from claimcheck.verdicts.signals.quantities import compare_quantities
from claimcheck.verdicts.signals.scope import compare_scope
from claimcheck.verdicts.signals.status import compare_status

_BACKED = 0.5  # backing under which a reader is told that the passage lacks the word

LABELS = ("supported", "contradicted", "not_mentioned")
DIFFERENCES = ("status", "condition", "number", "date", "negation", "opposite", "direction", "scope")
SIGNALS = (compare_status, compare_quantities, compare_dates, compare_polarity, compare_scope)


class Proposition(msgspec.Struct, frozen=True, kw_only=True):
    """What of a claim is judged: its words without the tag that says who said so.

    `reading` is of the verbatim words, which begin at `offset` of the claim's text; `standalone` is of
    the standalone wording.
    """

    claim: Claim
    offset: int
    reading: Reading
    standalone: Reading


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """What one passage says to one claim.

    `scores` are the probabilities that the passage backs it, conflicts with it, or does neither; `missing`
    are numbers and dates of the claim that the passage does not give, `lacking` its words that the passage
    does not back.
    """

    hit: Hit
    features: dict[str, float]
    scores: Scores
    differences: tuple[Difference, ...]
    missing: tuple[Span, ...]
    lacking: tuple[str, ...]


def proposition(claim: Claim, anchor: str) -> Proposition:
    """The judged words of a claim; `anchor` is the ISO date of its article, or empty."""
    at = claim.text.find(claim.standalone)
    words = claim.standalone if at >= 0 else claim.text
    return Proposition(
        claim=claim,
        offset=max(at, 0),
        reading=read(words, anchor),
        standalone=read(claim.standalone, anchor),
    )


def assess(
    prop: Proposition, hit: Hit, words: ClaimWords, pieces: NDArray[np.float32], anchor: str
) -> Assessment:
    """Holds one passage against one claim.

    Args:
        prop: the claim as it is judged.
        hit: the passage, with its similarity.
        words: the content words of the claim's standalone wording.
        pieces: vectors of the passage's word pieces, shape (word pieces, dimension).
        anchor: ISO date of the passage's document, or empty.
    """
    passage = read(hit.passage.text, anchor)
    found = [signal(prop.reading, passage) for signal in SIGNALS]
    differences = tuple(d for comparison in found for d in comparison.differences)
    missing = tuple(span for comparison in found for span in comparison.missing)
    backing = words.backed_by(passage, pieces)
    features = {
        **_word_features(prop, passage, backing),
        "similarity": hit.similarity,
        "missing": float(min(len(missing), 3)),
        "agreeing": float(any(comparison.agreements for comparison in found[1:])),
        "status_agrees": float(bool(found[0].agreements)),
        **_difference_features(differences),
    }
    scores = probabilities(features)
    return Assessment(
        hit=hit,
        features=features,
        scores=scores,
        differences=differences,
        missing=missing,
        lacking=tuple(dict.fromkeys(one.word.text for one in backing if one.backing < _BACKED)),
    )


def _word_features(prop: Proposition, passage: Reading, backing: tuple[WordBacking, ...]) -> dict[str, float]:
    actors = {name.actor for name in prop.standalone.names}
    there = {name.actor for name in passage.names}
    return {
        "coverage": coverage(backing),
        "unbacked": sum(one.backing < _BACKED for one in backing) / max(len(backing), 1),
        "actors_missing": len(actors - there) / max(len(actors), 1),
        "length": math.log1p(len(backing)),
    }


def _difference_features(differences: tuple[Difference, ...]) -> dict[str, float]:
    strongest = dict.fromkeys(DIFFERENCES, 0.0)
    for difference in differences:
        strongest[difference.signal] = max(strongest[difference.signal], difference.strength)
    return strongest


def probabilities(features: Mapping[str, float]) -> Scores:
    """What a passage with these features says to the claim: a multinomial logistic regression."""
    model = load_json("decision_weights.json")["weights"]
    covered = features["coverage"]
    z = [
        sum(
            weight
            * (features[name.removesuffix("*coverage")] * covered if "*" in name else features.get(name, 1.0))
            for name, weight in model[label].items()
        )
        for label in LABELS
    ]
    top = max(z)
    odds = [math.exp(value - top) for value in z]
    supported, contradicted, silent = (value / sum(odds) for value in odds)
    return Scores(supported, contradicted, silent)
