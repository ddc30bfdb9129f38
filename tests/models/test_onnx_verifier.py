"""The shipped verifier: shape and order of its scores, odd texts, altered files, a few plain cases."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.models import onnx_verifier
from claimcheck.models.onnx_verifier import OnnxVerifier
from claimcheck.models.weights import find_minilm
from claimcheck.resources import load_toml, resource_path

PASSAGE = (
    "The two sides discussed a framework for a trade agreement. Canada plans to lower duties on steel by "
    "15 percent."
)
PAIRS = [
    (PASSAGE, "Canada plans to reduce steel duties by 15 percent."),
    (PASSAGE, "Canada plans to reduce steel duties by 40 percent."),
    (PASSAGE, "The two sides talked about a framework for a trade agreement."),
    (PASSAGE, "The mayor of Lima opened a new hospital for children on Sunday."),
    ("The bank did not raise its rate in May.", "The bank raised its rate in May."),
    ("The bank did not raise its rate in May.", "In May the bank left its rate where it was."),
]


@pytest.fixture(scope="module")
def verifier() -> OnnxVerifier:
    return OnnxVerifier()


def test_scores_are_probabilities_in_the_order_of_the_pairs(verifier: OnnxVerifier) -> None:
    scores = verifier.score(PAIRS)
    assert scores.shape == (len(PAIRS), 3 + len(verifier.differences))
    assert scores.dtype == np.float32
    assert np.allclose(scores[:, :3].sum(axis=1), 1, atol=1e-5)
    assert np.allclose(scores[:, 3:].sum(axis=1), 1, atol=1e-5)
    assert np.allclose(verifier.score(PAIRS[::-1])[::-1], scores, atol=1e-6)


def test_a_score_does_not_depend_on_the_other_pairs_or_the_threads(verifier: OnnxVerifier) -> None:
    together = verifier.score([*PAIRS, *PAIRS, PAIRS[0]])[: len(PAIRS)]
    single_thread = OnnxVerifier(threads=1)
    alone = np.vstack([single_thread.score([pair]) for pair in PAIRS])
    assert np.allclose(alone, together, atol=1e-6)


def test_plain_cases_are_told_apart(verifier: OnnxVerifier) -> None:
    labels = verifier.score(PAIRS)[:, :3].argmax(axis=1).tolist()
    supported, contradicted, not_mentioned = range(3)
    assert labels[:5] == [supported, contradicted, supported, not_mentioned, contradicted]


def test_no_pairs_give_no_scores(verifier: OnnxVerifier) -> None:
    assert verifier.score([]).shape == (0, 3 + len(verifier.differences))


def test_the_kind_of_a_plain_difference_is_told(verifier: OnnxVerifier) -> None:
    told = verifier.score(PAIRS)[:, 3:].argmax(axis=1)
    assert [verifier.differences[told[at]] for at in (1, 4)] == ["CC201", "CC401"]


@pytest.mark.parametrize(
    "text", ["", " \n", "\ud800", "\x00", "a" * 100_000, "talks " * 5_000, "e\u0301" * 500]
)
def test_odd_texts_have_a_score(verifier: OnnxVerifier, text: str) -> None:
    for pair in ((text, "The talks ended."), ("The talks ended.", text), (text, text)):
        scores = verifier.score([pair])
        assert np.isfinite(scores).all()
        assert scores[0, :3].sum() == pytest.approx(1, abs=1e-5)


def test_a_long_premise_is_judged_by_its_start(verifier: OnnxVerifier) -> None:
    start = "Talks were held. " * 80
    first, second = verifier.score([(start, "Talks ended."), (start + "They failed.", "Talks ended.")])
    assert np.array_equal(first, second)


def test_a_long_claim_leaves_room_for_the_premise(verifier: OnnxVerifier) -> None:
    claim = "The talks were held in Oslo and ended well. " * 40
    first, second = verifier.score([("Talks were held in Oslo.", claim), ("It rained.", claim)])
    assert not np.array_equal(first, second)


def test_the_model_is_small_and_not_loaded_before_the_first_pair() -> None:
    verifier = OnnxVerifier()
    assert verifier.name == load_toml("verifier.toml")["name"]
    assert verifier.fingerprint == load_toml("verifier.toml")["graph_sha256"]
    assert "_session" not in vars(verifier)
    assert resource_path("verifier.onnx").stat().st_size <= 30_000_000


def test_an_altered_model_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = bytearray(resource_path("verifier.onnx").read_bytes())
    data[-1] ^= 1
    (tmp_path / "verifier.onnx").write_bytes(data)
    monkeypatch.setattr(onnx_verifier, "resource_path", lambda name: tmp_path / name)
    with pytest.raises(ModelError, match=r"verifier\.onnx: model file is altered"):
        OnnxVerifier().score(PAIRS[:1])


def test_an_altered_tokenizer_is_refused(tmp_path: Path) -> None:
    shutil.copy(find_minilm() / "model.safetensors", tmp_path)
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json: model file is altered"):
        OnnxVerifier(tmp_path).score(PAIRS[:1])
