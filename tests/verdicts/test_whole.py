from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray

from claimcheck.claims.extract import claim_from_text
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.resources import load_json
from claimcheck.verdicts.assessment import proposition
from claimcheck.verdicts.judge import Judge
from claimcheck.verdicts.pair_features import questions, read_whole
from claimcheck.verdicts.whole import pair_probabilities, whole_features

TEXT = "The bank raised rates by 25 basis points in March. Growth stayed weak. Nora Lind voted against it."
TRUE = "The bank raised rates in March. Nora Lind voted against it."
HALF_TRUE = "The bank raised rates in March. Nora Lind voted for a cut."


class Says:
    """A verifier that backs what stands in the premise word by word and nothing else."""

    name = "says"
    fingerprint = "0"
    differences = ()

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        rows = [
            (0.9, 0.05, 0.05) if claim.rstrip(".") in premise else (0.1, 0.6, 0.3) for premise, claim in pairs
        ]
        return np.array(rows, dtype=np.float32).reshape(len(pairs), 3)


@pytest.fixture(scope="module")
def features_of(encoder, document):
    def find(claim_text: str) -> dict[str, float]:
        claim = claim_from_text("1", claim_text)
        (encoded,) = encode_documents([document(TEXT)], encoder)
        index = PassageIndex([encoded], encoder)
        hits = {"A": index.search([claim.standalone])}
        ((prop, _, near),) = Judge({"A": index}, encoder, Says()).weigh([claim], hits)
        return whole_features(prop, [s.text for s in encoded.sentences], near["A"], Says())

    return find


def test_every_weight_is_of_a_feature(features_of) -> None:
    models = load_json("pair_weights.json")
    names = {name for model in ("supported", "contradicted") for name in models[model]}
    assert names - {"bias"} <= set(features_of(TRUE))


def test_the_weakest_sentence_of_a_claim_counts(features_of) -> None:
    true, half = (
        features_of(f"Growth stayed weak. {last}") for last in ("Nora Lind voted against it.", "Cats sleep.")
    )
    assert true["backed_weakest"] > 0 > half["backed_weakest"]
    assert true["parts"] == half["parts"] > features_of("Growth stayed weak.")["parts"] == 0


def test_each_sentence_of_a_claim_is_asked_about() -> None:
    whole = read_whole(proposition(claim_from_text("1", TRUE), ""), TEXT.split(". "))
    asked = {claim for pairs in questions(whole).values() for _, claim in pairs}
    assert {"The bank raised rates in March.", "Nora Lind voted against it."} < asked


def test_probabilities_sum_to_1_and_follow_the_verifier(features_of) -> None:
    features = features_of(TRUE)
    rising = [
        pair_probabilities(
            {**features, "backed_weakest": logit, "entailed_joined": share, "refuted": 1 - share}
        )
        for logit, share in ((-4.0, 0.1), (0.0, 0.5), (4.0, 0.9))
    ]
    assert all(one.supported < other.supported for one, other in pairwise(rising))
    for one in rising:
        assert one.supported + one.contradicted + one.not_mentioned == pytest.approx(1)
        assert min(one.supported, one.contradicted, one.not_mentioned) >= 0


def test_numbers_without_bounds_do_no_harm(features_of) -> None:
    for value in (-1e9, 1e9):
        found = pair_probabilities(dict.fromkeys(features_of(TRUE), value))
        assert 0 <= found.supported <= 1


def test_a_judge_of_whole_documents_tells_true_from_half_true(encoder, verifier, document) -> None:
    supported = []
    for text in (TRUE, HALF_TRUE):
        claim = claim_from_text("1", text)
        index = PassageIndex(encode_documents([document(TEXT)], encoder), encoder)
        hits = {"A": index.search([claim.standalone])}
        ((verdict),) = Judge({"A": index}, encoder, verifier, whole=True).verdicts([claim], hits)
        supported.append(verdict["A"].scores.supported)
    assert supported[0] > supported[1]
