"""The probabilities of a claim against the one document that came with it, read as a whole."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from claimcheck.models.protocols import Verifier
from claimcheck.records import Scores
from claimcheck.resources import load_json
from claimcheck.verdicts.assessment import Assessment, Proposition
from claimcheck.verdicts.pair_features import pair_features, questions, read_whole


def whole_scores(
    prop: Proposition, sentences: Sequence[str], assessed: Sequence[Assessment], verifier: Verifier
) -> Scores:
    """Probabilities of the three labels; arguments as `whole_features` takes them."""
    return pair_probabilities(whole_features(prop, sentences, assessed, verifier))


def whole_features(
    prop: Proposition, sentences: Sequence[str], assessed: Sequence[Assessment], verifier: Verifier
) -> dict[str, float]:
    """What the probabilities are reckoned from.

    Args:
        prop: the claim.
        sentences: the texts of the document's sentences.
        assessed: passages of the document that were held against the claim, at least one.
        verifier: the entailment model, which reads the document for the claim and for each of its sentences.
    """
    whole = read_whole(prop, sentences)
    asked = list(dict.fromkeys(pair for pairs in questions(whole).values() for pair in pairs))
    scored = dict(zip(asked, verifier.score(asked).tolist(), strict=True))
    return pair_features(whole, assessed, scored)


def pair_probabilities(features: Mapping[str, float]) -> Scores:
    """Two logistic regressions with shipped weights: supported or not, and if not, contradicted or silent."""
    models = load_json("pair_weights.json")
    supported = _probability(models["supported"], features)
    conflict = _probability(models["contradicted"], features)
    contradicted = (1 - supported) * conflict
    return Scores(supported, contradicted, 1 - supported - contradicted)


def _probability(model: Mapping[str, float], features: Mapping[str, float]) -> float:
    z = sum(weight * (1.0 if name == "bias" else features[name]) for name, weight in model.items())
    return 1 / (1 + math.exp(-z)) if z > -700 else 0.0
