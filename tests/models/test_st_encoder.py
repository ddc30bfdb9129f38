"""The sentence-transformers engine, with a tiny local model."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.models.st_encoder import SentenceTransformersEncoder

TEXTS = ["the two sides agreed", "Zürich talks.", ""]


def test_a_local_model_gives_vectors_of_unit_length(
    tiny_model: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    encoder = SentenceTransformersEncoder(str(tiny_model))
    vectors = encoder.encode(TEXTS)
    assert vectors.shape == (3, 16) == (3, encoder.dimension)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)
    assert encoder.encode([]).shape == (0, 16)
    assert capfd.readouterr().out == ""


def test_word_pieces_point_into_the_text(tiny_model: Path) -> None:
    tokens = SentenceTransformersEncoder(str(tiny_model)).encode_tokens(TEXTS)
    assert tokens[0].offsets == ((0, 3), (4, 7), (8, 13), (14, 20))
    assert [TEXTS[1][start:end] for start, end in tokens[1].offsets] == ["Zürich", "talk", "s", "."]
    assert tokens[2].offsets == ()
    for found in tokens:
        assert found.vectors.shape == (len(found.offsets), 16)
        assert np.allclose(np.linalg.norm(found.vectors, axis=1), 1, atol=1e-6)


def test_a_lone_surrogate_is_encoded_as_a_replacement_character(tiny_model: Path) -> None:
    first, second = SentenceTransformersEncoder(str(tiny_model)).encode(["\ud800", "\ufffd"])
    assert np.array_equal(first, second)


def test_the_fingerprint_follows_the_weights_not_the_place(tiny_model: Path, tmp_path: Path) -> None:
    fingerprint = SentenceTransformersEncoder(str(tiny_model)).fingerprint
    moved = tmp_path / "moved"
    shutil.copytree(tiny_model, moved)
    assert SentenceTransformersEncoder(str(moved)).fingerprint == fingerprint
    (moved / "README.md").write_text("notes", encoding="utf-8")
    assert SentenceTransformersEncoder(str(moved)).fingerprint == fingerprint
    weights = bytearray((moved / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (moved / "model.safetensors").write_bytes(weights)
    assert SentenceTransformersEncoder(str(moved)).fingerprint != fingerprint


def test_a_hub_model_in_the_cache_is_loaded_from_there(
    tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    shutil.copytree(tiny_model, tmp_path / "models--owner--tiny" / "snapshots" / "aaa")
    local = SentenceTransformersEncoder(str(tiny_model))
    cached = SentenceTransformersEncoder("owner/tiny")
    assert cached.fingerprint == local.fingerprint
    assert np.array_equal(cached.encode(TEXTS), local.encode(TEXTS))


def test_a_hub_that_cannot_be_reached_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub

    def unreachable(self: object, name: str, timeout: float) -> None:
        raise ConnectionError("no route to the hub\nand more lines")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", unreachable)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    for ask in ("encode", "fingerprint"):
        with pytest.raises(ModelError, match=r"owner/model: .*no route to the hub") as caught:
            encoder = SentenceTransformersEncoder("owner/model")
            _ = encoder.encode(["talks"]) if ask == "encode" else encoder.fingerprint
        assert "\n" not in str(caught.value)


def test_a_snapshot_without_weights_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import huggingface_hub

    asked = []

    def missing(self: object, name: str, timeout: float) -> None:
        asked.append(name)
        raise LookupError("no such model on the hub")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", missing)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    snapshot = tmp_path / "models--owner--model" / "snapshots" / "aaa"
    snapshot.mkdir(parents=True)
    (snapshot / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelError, match="no such model on the hub"):
        SentenceTransformersEncoder("owner/model").encode(["talks"])
    assert asked == ["owner/model"]


def test_a_folder_that_holds_no_model_is_a_model_error(tmp_path: Path) -> None:
    encoder = SentenceTransformersEncoder(str(tmp_path))
    with pytest.raises(ModelError, match="could not be loaded") as caught:
        encoder.encode(["talks"])
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match="no model files"):
        _ = encoder.fingerprint
