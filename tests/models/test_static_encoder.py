from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from claimcheck.errors import ModelError
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.static_encoder import StaticEncoder, distil, load_static, static_of


@pytest.fixture(scope="module")
def pieces() -> OnnxEncoder:
    return OnnxEncoder()


@pytest.fixture
def static(pieces: OnnxEncoder) -> StaticEncoder:
    table = np.random.default_rng(1).standard_normal((30522, 64)).astype(np.float16).astype(np.float32)
    return StaticEncoder(table, pieces)


def test_a_text_is_the_sum_of_its_word_pieces(static: StaticEncoder, pieces: OnnxEncoder) -> None:
    text = "Beijing’s undersecretary re-negotiated, at U.S. request, 3.5% tariffs — naïvely!"
    (ids,) = pieces.piece_ids([text])
    total = static._table[ids].sum(axis=0)
    assert static.encode([text])[0] == pytest.approx(total / np.linalg.norm(total), abs=1e-5)


def test_order_and_company_of_words_do_not_matter(static: StaticEncoder) -> None:
    one, other, nothing = static.encode(["trade talks in Geneva", "Geneva in talks trade", " \n"])
    assert one == pytest.approx(other, abs=1e-6)
    assert not nothing.any()
    assert static.encode([]).shape == (0, 64)


def test_a_table_comes_back_as_it_was_written(static: StaticEncoder, pieces, tmp_path: Path) -> None:
    (tmp_path / "t.npy").write_bytes(static.table_bytes())
    again = static_of(tmp_path / "t.npy", pieces)
    assert again.fingerprint == static.fingerprint
    (tmp_path / "t.npy").write_bytes(static.table_bytes()[:100])
    with pytest.raises(ModelError, match="static vectors"):
        static_of(tmp_path / "t.npy", pieces)


@pytest.mark.slow
def test_distilled_vectors_know_what_words_mean_and_are_always_the_same(pieces, tmp_path: Path) -> None:
    table = distil(pieces)
    assert np.array_equal(table, distil(pieces))
    kept = load_static(tmp_path, pieces)
    assert np.array_equal(kept._table, table)
    assert load_static(tmp_path, pieces).fingerprint == kept.fingerprint
    near, far = "The company bought three aircraft.", "Farmers grow wheat in the north."
    vectors = kept.encode(["The firm purchased three planes.", near, far])
    assert vectors[0] @ vectors[1] > 0.5 > vectors[0] @ vectors[2]
