"""Check-worthiness: what ranks above what, and that a score depends on its own text and vector alone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.worthiness import (
    WEIGHTS,
    is_fitted_to,
    rate_claims,
    score_sentences,
    surface_features,
    threshold,
)
from claimcheck.models.encoders import load_encoder
from claimcheck.models.protocols import TokenEncoder
from claimcheck.records import Claim, Span
from claimcheck.resources import load_json

LABELS = Path(__file__).parents[2] / "training" / "checkworthiness" / "labels.jsonl"

FACT = "On 14 March 2024 the central bank of Norway raised its key rate to 4.5 percent."
OPINION = "It would be foolish to expect too much of a handshake."
GREETING = "Thank you all so much, and God bless you."
QUESTION = "So what will happen next?"


class ForeignEncoder:
    """An encoder that the weights do not belong to."""

    name = "foreign"
    fingerprint = "0" * 64
    dimension = 3

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        raise AssertionError("vectors of another model must not be asked for")


@pytest.fixture(scope="module")
def encoder() -> TokenEncoder:
    return load_encoder()


def claim(text: str, sentence: str | None = None) -> Claim:
    around = None if sentence is None else Span(sentence, 0, len(sentence))
    return Claim(id="1", text=text, standalone=text, sentence=around)


def random_vectors(count: int) -> np.ndarray:
    vectors = np.random.default_rng(7).normal(size=(count, 384)).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def test_a_dated_figure_scores_above_opinion_greeting_and_question(encoder: TokenEncoder) -> None:
    texts = [FACT, OPINION, GREETING, QUESTION]
    for scores in (score_sentences(texts, encoder.encode(texts)), score_sentences(texts)):
        assert scores[0] > 0.8
        assert max(scores[1:]) < 0.5
    with_vectors = score_sentences(texts, encoder.encode(texts))
    assert max(with_vectors[1:]) < threshold() <= with_vectors[0]


def test_the_test_split_is_ranked_well_by_both_fits(encoder: TokenEncoder) -> None:
    from sklearn.metrics import roc_auc_score

    lines = LABELS.read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row["split"] == "test"]
    texts, labels = [row["text"] for row in rows], [row["label"] for row in rows]
    assert roc_auc_score(labels, score_sentences(texts, encoder.encode(texts))) > 0.90
    assert roc_auc_score(labels, score_sentences(texts)) > 0.86


def test_the_weights_belong_to_the_labels_the_features_and_the_encoder(encoder: TokenEncoder) -> None:
    weights = load_json(WEIGHTS)
    assert weights["labels_sha256"] == hashlib.sha256(LABELS.read_bytes()).hexdigest()
    assert is_fitted_to(encoder)
    assert len(weights["vectors"]["vector"]) == encoder.dimension
    for fit in ("words", "vectors"):
        assert list(weights[fit]["surface"]) == list(surface_features(FACT))
        assert weights[fit]["platt"]["slope"] > 0


def test_nothing_in_gives_nothing_out(encoder: TokenEncoder) -> None:
    assert score_sentences([]) == ()
    assert score_sentences([], encoder.encode([])) == ()
    assert rate_claims((), encoder) == ()
    assert rate_claims(()) == ()


def test_a_score_does_not_depend_on_batch_or_order() -> None:
    texts = [FACT, OPINION, GREETING, QUESTION, "", FACT.lower()] * 5
    vectors = random_vectors(len(texts))
    together = score_sentences(texts, vectors)
    assert together == score_sentences(texts, vectors)
    assert together == score_sentences(texts[::-1], vectors[::-1])[::-1]
    single = [score_sentences([text], vectors[at : at + 1])[0] for at, text in enumerate(texts)]
    assert list(together) == single


@given(st.lists(st.text(max_size=200), max_size=5))
@settings(deadline=None)
def test_any_text_gets_a_probability(texts: list[str]) -> None:
    for scores in (score_sentences(texts), score_sentences(texts, random_vectors(len(texts)))):
        assert len(scores) == len(texts)
        assert all(0.0 <= score <= 1.0 for score in scores)


def test_a_rated_claim_differs_in_its_rating_only(encoder: TokenEncoder) -> None:
    claims = (claim(FACT, FACT), claim(GREETING))
    rated = rate_claims(claims, encoder)
    assert [one.check_worthy for one in rated] == [True, False]
    for before, after in zip(claims, rated, strict=True):
        for name in before.__struct_fields__:
            if name not in {"check_worthiness", "check_worthy"}:
                assert getattr(after, name) == getattr(before, name)
    assert claims[1].check_worthy
    assert rate_claims(rated, encoder) == rated


def test_a_clause_is_rated_with_its_sentence(encoder: TokenEncoder) -> None:
    clause = "it may be prolonged"
    sentence = f"The ceasefire of 3 May runs for 30 days under the accord that both signed, and {clause}."
    alone, inside, whole = rate_claims((claim(clause), claim(clause, sentence), claim(sentence)), encoder)
    assert alone.check_worthiness < inside.check_worthiness < whole.check_worthiness


def test_without_a_fitting_encoder_the_words_decide() -> None:
    claims = (claim(FACT), claim(QUESTION))
    rated = rate_claims(claims)
    assert rated == rate_claims(claims, ForeignEncoder())
    assert tuple(one.check_worthiness for one in rated) == score_sentences([FACT, QUESTION])
    assert [one.check_worthy for one in rated] == [
        one.check_worthiness >= threshold("words") for one in rated
    ]


def test_curly_and_straight_apostrophes_are_the_same() -> None:
    assert surface_features("We’re glad, and you’ll see.") == surface_features("We're glad, and you'll see.")


@pytest.mark.parametrize(
    "text", ["A" * 200_000, "A.- " * 50_000, "is a" * 50_000, "'" * 200_000, "5 " * 100_000]
)
def test_a_huge_text_is_read_in_a_moment(text: str) -> None:
    import time

    start = time.process_time()
    surface_features(text)
    assert time.process_time() - start < 2
