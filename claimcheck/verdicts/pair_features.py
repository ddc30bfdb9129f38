"""The numbers on which the decision rests where a claim came with a document of its own.

Such a document is read as a whole: every sentence of the claim must be borne out by some place of it, so the
weakest sentence counts (Laban et al., "SummaC", TACL 2022), beside the mean of all.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from claimcheck.language.sentences import split_sentences
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment, Proposition
from claimcheck.verdicts.features import DIFFERENCES, document_features
from claimcheck.verdicts.overlap import NAMES, Part, Texture, overlap_features, part_of, texture_of
from claimcheck.verdicts.stretches import closest, stretches

Scored = Mapping[tuple[str, str], Sequence[float]]
"""Premise and hypothesis -> probabilities of supported, contradicted (and more)."""

_HIGHEST = (
    *("claim_negated", "negation_differs", "numbers_lacking", "names_lacking", "few_words_changed"),
    *("replaced", "replaced_new", "inserted_new"),
)
# Of these the sentence that has most counts, of the other features of overlap the one that has least.


class Whole(NamedTuple):
    """A claim's sentences and its document, read once.

    `claim` is the wording as one, `parts` its sentences (the same where it has one).
    """

    claim: Part
    parts: tuple[Part, ...]
    sentences: tuple[str, ...]
    texture: Texture


def read_whole(prop: Proposition, sentences: Sequence[str]) -> Whole:
    """Reads a claim and the sentences of its document."""
    most = load_toml("pairs.toml")["premises"]["parts"]
    claim = part_of(prop.claim.standalone)
    told = [part_of(one.text) for one in split_sentences(prop.claim.text)]
    parts = tuple(part for part in told if part.content)[:most]
    return Whole(claim, parts if len(parts) > 1 else (claim,), tuple(sentences), texture_of(sentences))


def questions(whole: Whole) -> dict[Part, tuple[tuple[str, str], ...]]:
    """The claim and each of its sentences -> the pairs of premise and hypothesis that are asked about it."""
    asked: dict[Part, tuple[tuple[str, str], ...]] = {}
    for part in dict.fromkeys((whole.claim, *whole.parts)):
        premises = (
            *stretches(part, whole.texture, whole.sentences),
            closest(part, whole.texture, whole.sentences),
        )
        asked[part] = tuple((premise, part.text) for premise in dict.fromkeys(premises) if premise)
    return asked


def pair_features(whole: Whole, weighed: Sequence[Assessment], scored: Scored) -> dict[str, float]:
    """The features of one claim against its own document.

    Args:
        whole: both, as `read_whole` gives them.
        weighed: passages of the document that were assessed, at least one.
        scored: the answers to `questions`.
    """
    asked = questions(whole)
    own = document_features([one.features for one in weighed])
    lexical = [overlap_features(part, whole.texture, whole.sentences) for part in whole.parts]
    backed = [max(scored[pair][0] for pair in asked[part]) for part in whole.parts]
    refuted = [max(scored[pair][1] for pair in asked[part]) for part in whole.parts]
    mean = [sum(scored[pair][0] for pair in asked[part]) / len(asked[part]) for part in whole.parts]
    full = [scored[pair] for pair in asked[whole.claim]]
    passages = [(one.features["entailed"], one.features["refuted"]) for one in weighed]
    sure = load_toml("pairs.toml")["differences"]["sure"]
    best = max([own["entailed"], *(row[0] for row in full)])
    return {
        **own,
        **{name: _worst(name, [row[name] for row in lexical]) for name in NAMES},
        "words_shared_mean": sum(row["words_shared"] for row in lexical) / len(lexical),
        "pairs_shared_mean": sum(row["pairs_shared"] for row in lexical) / len(lexical),
        "backed_best": _logit(best),
        "backed_mean": _logit(sum(row[0] for row in full) / len(full)),
        "backed_weakest": _logit(min(backed)),
        "backed_parts": _logit(sum(backed) / len(backed)),
        "backed_parts_mean": _logit(min(mean)),
        "refuted_most": _logit(max(refuted)),
        "refuted_whole": _logit(max(row[1] for row in full)),
        "refuted_mean": _logit(sum(row[1] for row in full) / len(full)),
        "refuted_there": _logit(max(passages)[1]),
        "parts": math.log(len(whole.parts)),
        "claim_length": math.log1p(len(whole.claim.words)),
        "document_length": math.log1p(sum(map(len, whole.texture.sentences))),
        "differing": float(sum(own[name] >= sure for name in DIFFERENCES)),
    }


def _worst(name: str, values: Sequence[float]) -> float:
    return max(values) if name in _HIGHEST else min(values)


def _logit(probability: float, bound: float = 0.01) -> float:
    cut = min(max(probability, bound), 1 - bound)
    return math.log(cut / (1 - cut))
