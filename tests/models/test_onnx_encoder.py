"""The built-in engine against sentence-transformers, and what it does with odd texts and altered files."""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.models.onnx_encoder import OnnxEncoder, available_cores
from claimcheck.models.weights import find_minilm
from claimcheck.resources import load_toml, resource_path

SCRIPT = Path(__file__).parents[2] / "training" / "export_encoder_graph.py"


@pytest.fixture(scope="module")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


def test_vectors_are_those_of_sentence_transformers(encoder: OnnxEncoder, sentences: list[str]) -> None:
    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(str(find_minilm()), device="cpu")
    assert reference.max_seq_length == load_toml("minilm.toml")["max_word_pieces"]
    expected = reference.encode(sentences, normalize_embeddings=True, show_progress_bar=False)
    cosines = (encoder.encode(sentences) * expected).sum(axis=1)
    assert len(sentences) == 200
    assert cosines.min() >= 0.99999


def test_vectors_have_unit_length_and_come_in_the_order_of_the_texts(
    encoder: OnnxEncoder, sentences: list[str]
) -> None:
    texts = sentences[:40]
    vectors = encoder.encode(texts)
    assert vectors.shape == (40, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert np.array_equal(encoder.encode(texts[::-1])[::-1], vectors)


def test_a_vector_does_not_depend_on_the_other_texts_or_the_threads(
    encoder: OnnxEncoder, sentences: list[str]
) -> None:
    texts = [*sentences[::5], sentences[0], sentences[0]]
    together = encoder.encode(texts)
    single_thread = OnnxEncoder(threads=1)
    assert np.array_equal(np.vstack([single_thread.encode([text]) for text in texts]), together)


def test_no_texts_give_no_vectors(encoder: OnnxEncoder) -> None:
    assert encoder.encode([]).shape == (0, 384)
    assert encoder.encode_tokens([]) == []


@pytest.mark.parametrize(
    "text", ["", " \n", "\ud800", "\x00", "\u200b" * 300, "a" * 200_000, "e\u0301" * 500]
)
def test_odd_texts_have_a_vector(encoder: OnnxEncoder, text: str) -> None:
    vector = encoder.encode([text])[0]
    assert np.isfinite(vector).all()
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_words_beyond_the_models_maximum_change_nothing(encoder: OnnxEncoder) -> None:
    start = "talks " * 254
    first, second, third = encoder.encode([start, start + "failed", "failed " + start])
    assert np.array_equal(first, second)
    assert not np.array_equal(first, third)


def test_word_pieces_point_into_the_text(encoder: OnnxEncoder) -> None:
    text = "Zürich’s négociateurs “agreed” 👍 unconstitutionally."
    tokens = encoder.encode_tokens(["", text])
    assert tokens[0].offsets == ()
    assert tokens[0].vectors.shape == (0, 384)
    pieces = [text[start:end] for start, end in tokens[1].offsets]
    assert "".join(pieces) == text.replace(" ", "")
    assert pieces[0] == "Zürich"
    assert "agreed" in pieces
    assert tokens[1].vectors.shape == (len(pieces), 384)
    assert np.allclose(np.linalg.norm(tokens[1].vectors, axis=1), 1, atol=1e-6)


def test_the_same_word_is_nearer_in_the_same_sense(encoder: OnnxEncoder) -> None:
    texts = [
        "The bank raised its interest rate.",
        "The bank lowered the rate again.",
        "They sat on the river bank.",
    ]
    lender, other_lender, shore = (
        tokens.vectors[[text[start:end] for start, end in tokens.offsets].index("bank")]
        for text, tokens in zip(texts, encoder.encode_tokens(texts), strict=True)
    )
    assert lender @ other_lender > lender @ shore


def test_the_model_is_not_loaded_before_the_first_text() -> None:
    encoder = OnnxEncoder()
    assert encoder.fingerprint == load_toml("minilm.toml")["weights_sha256"]
    assert (encoder.name, encoder.dimension) == ("all-MiniLM-L6-v2", 384)
    assert "_session" not in vars(encoder)
    encoder.encode(["talks"])
    assert "_session" in vars(encoder)


def test_altered_weights_are_refused(tmp_path: Path) -> None:
    official = find_minilm()
    shutil.copy(official / "tokenizer.json", tmp_path)
    data = bytearray((official / "model.safetensors").read_bytes())
    data[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(data)
    with pytest.raises(ModelError, match=r"model\.safetensors: model file is altered.*pip install") as caught:
        OnnxEncoder(tmp_path).encode(["talks"])
    assert hashlib.sha256(data).hexdigest() in str(caught.value)


def test_an_altered_tokenizer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").symlink_to(find_minilm() / "model.safetensors")
    (tmp_path / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match=r"tokenizer\.json: model file is altered"):
        OnnxEncoder(tmp_path).encode(["talks"])


def test_the_graph_is_what_the_script_makes(tmp_path: Path) -> None:
    pytest.importorskip("onnx", reason="the graph is made with onnx, which is not installed")
    script = runpy.run_path(str(SCRIPT))
    script["main"](find_minilm() / "model.safetensors", tmp_path / "minilm.onnx")
    assert (tmp_path / "minilm.onnx").read_bytes() == resource_path("minilm.onnx").read_bytes()


def test_the_graph_holds_no_weights() -> None:
    assert resource_path("minilm.onnx").stat().st_size < 100_000


def test_the_cores_are_those_that_the_process_may_use() -> None:
    assert 1 <= available_cores() <= (os.cpu_count() or 1)
