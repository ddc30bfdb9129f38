"""Remembered vectors are the very vectors that the encoder gave."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import ModelError
from claimcheck.models import remembered
from claimcheck.models.cache import CachedEncoder, default_cache_dir

TEXTS = ["The talks failed.", "Both sides agreed.", "", "The talks failed.", "\ud800"]


def test_known_texts_are_not_encoded_again(new_encoder: Any, tmp_path: Path, counting: Any) -> None:
    first = CachedEncoder(counting, tmp_path).encode(TEXTS)
    assert counting.asked == ["The talks failed.", "Both sides agreed.", "", "\ud800"]
    again = new_encoder()
    second = CachedEncoder(again, tmp_path).encode([*reversed(TEXTS), "new"])
    assert again.asked == ["new"]
    assert first.tobytes() == counting.encode(TEXTS).tobytes()
    assert second.tobytes() == counting.encode([*reversed(TEXTS), "new"]).tobytes()


def test_known_word_pieces_are_not_encoded_again(new_encoder: Any, tmp_path: Path, counting: Any) -> None:
    first = CachedEncoder(counting, tmp_path).encode_tokens(TEXTS)
    again = new_encoder()
    second = CachedEncoder(again, tmp_path).encode_tokens(TEXTS)
    assert again.asked == []
    for expected, *found in zip(counting.encode_tokens(TEXTS), first, second, strict=True):
        for tokens in found:
            assert tokens.offsets == expected.offsets
            assert tokens.vectors.shape == expected.vectors.shape
            assert tokens.vectors.tobytes() == expected.vectors.tobytes()


def test_word_pieces_and_whole_texts_are_kept_apart(tmp_path: Path, counting: Any) -> None:
    encoder = CachedEncoder(counting, tmp_path)
    encoder.encode(["talks"])
    encoder.encode_tokens(["talks"])
    assert counting.asked == ["talks", "talks"]


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.text(max_size=3), max_size=6), max_size=4))
def test_vectors_are_the_same_with_and_without_a_cache(new_encoder: Any, batches: list[list[str]]) -> None:
    with TemporaryDirectory() as folder:
        plain, cached = new_encoder(), CachedEncoder(new_encoder(), Path(folder))
        for texts in batches:
            found, expected = cached.encode(texts), plain.encode(texts)
            assert found.shape == expected.shape
            assert found.tobytes() == expected.tobytes()


def test_another_model_or_engine_has_vectors_of_its_own(new_encoder: Any, tmp_path: Path) -> None:
    variants = [
        (new_encoder(fingerprint="1"), "engine 1"),
        (new_encoder(fingerprint="2"), "engine 1"),
        (new_encoder(fingerprint="2"), "engine 2"),
    ]
    for encoder, engine in variants:
        CachedEncoder(encoder, tmp_path, engine=engine).encode(["talks"])
        assert encoder.asked == ["talks"]


def test_more_texts_than_fit_a_batch_come_out_in_order(
    new_encoder: Any, tmp_path: Path, counting: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembered, "_ITEMS_AT_A_TIME", 3)
    texts = [f"text {i % 7}" for i in range(20)]
    found = CachedEncoder(counting, tmp_path).encode(texts)
    assert np.array_equal(found, new_encoder().encode(texts))
    assert len(counting.asked) == 7


def test_no_texts_give_no_vectors(tmp_path: Path, counting: Any) -> None:
    encoder = CachedEncoder(counting, tmp_path)
    assert encoder.encode([]).shape == (0, counting.dimension)
    assert encoder.encode_tokens([]) == []


def test_vectors_can_be_written_to(tmp_path: Path, counting: Any) -> None:
    encoder = CachedEncoder(counting, tmp_path)
    for _ in range(2):
        encoder.encode(["talks"])[0, 0] = 7
        encoder.encode_tokens(["talks"])[0].vectors[0, 0] = 7
    assert encoder.encode(["talks"])[0, 0] != 7


def test_a_cache_that_cannot_be_used_changes_no_vector(
    new_encoder: Any, tmp_path: Path, counting: Any
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    found = CachedEncoder(counting, blocked).encode(TEXTS)
    assert np.array_equal(found, new_encoder().encode(TEXTS))


def test_a_damaged_cache_changes_no_vector(new_encoder: Any, tmp_path: Path, counting: Any) -> None:
    CachedEncoder(counting, tmp_path).encode(TEXTS)
    for file in tmp_path.iterdir():
        file.write_bytes(b"\xff" * 10_000)
    found = CachedEncoder(counting, tmp_path).encode(TEXTS)
    assert np.array_equal(found, new_encoder().encode(TEXTS))


def test_the_cache_stays_below_its_bound(tmp_path: Path, counting: Any) -> None:
    encoder = CachedEncoder(counting, tmp_path, max_bytes=100_000)
    for first in range(0, 5000, 500):
        encoder.encode([f"text {i}" for i in range(first, first + 500)])
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) < 400_000


def test_an_encoder_without_word_pieces_is_told(new_encoder: Any, tmp_path: Path) -> None:
    class Plain:
        name = "plain"
        fingerprint = "0"
        dimension = 8
        encode = new_encoder().encode

    with pytest.raises(ModelError, match="plain: the encoder gives no vectors of word pieces"):
        CachedEncoder(Plain(), tmp_path).encode_tokens(["talks"])


def test_the_environment_names_the_cache_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    assert default_cache_dir() == tmp_path
    monkeypatch.delenv("CLAIMCHECK_CACHE")
    assert default_cache_dir().name == "claimcheck"
