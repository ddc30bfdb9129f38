"""Static vectors: a text is the weighted sum of fixed vectors of its word pieces, without running a model.

Distilled from the embedding model as model2vec does it: see `[static]` in `resources/corpus.toml`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from claimcheck.errors import ClaimcheckError, ModelError
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.protocols import FloatArray
from claimcheck.resources import load_toml
from claimcheck.writing import make_folder, write_whole

_WORD = re.compile(r"\w+|[^\w\s]")
_WORDS_KEPT = 200_000


class StaticEncoder:
    """An encoder whose vectors are sums over word pieces: a thousand times as fast, and less exact.

    Args:
        table: vectors of the word pieces, shape (vocabulary, dimension).
        pieces: cuts texts into word pieces.
    """

    def __init__(self, table: FloatArray, pieces: OnnxEncoder) -> None:
        self._table = table
        self._pieces = pieces
        self._known: dict[str, tuple[int, ...]] = {}

    @property
    def name(self) -> str:
        """Name of the model and what it was distilled from."""
        return f"static-{self.dimension}-{self._pieces.name}"

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._table.shape[1])

    def table_bytes(self) -> bytes:
        """The table as the bytes of a .npy file, for `static_of`."""
        return _npy(self._table)

    @cached_property
    def fingerprint(self) -> str:
        """The sha256 of the table."""
        return hashlib.sha256(self._table.tobytes()).hexdigest()

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors (len(texts), dimension) of unit length; zeros for a text without word pieces."""
        import numpy as np

        found = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in enumerate(texts):
            # Word pieces never reach over spaces and punctuation, so each word needs to be cut once only.
            ids = [id_ for word in _WORD.findall(text.lower()) for id_ in self._pieces_of(word)]
            if ids:
                total = self._table[ids].sum(axis=0)
                found[row] = total / max(float(np.sqrt(np.square(total).sum())), 1e-12)
        return found

    def _pieces_of(self, word: str) -> tuple[int, ...]:
        known = self._known.get(word)
        if known is None:
            if len(self._known) >= _WORDS_KEPT:
                self._known.clear()
            (ids,) = self._pieces.piece_ids([word])
            known = self._known[word] = tuple(ids)
        return known


def distil(encoder: OnnxEncoder) -> FloatArray:
    """The static vectors of all word pieces of `encoder`; takes about 10 s.

    Returns:
        Shape (vocabulary, dimension), float32 with the precision of float16.
    """
    import numpy as np

    setting = load_toml("corpus.toml")["static"]
    dimension = int(setting["dimension"])
    vectors = encoder.encode_vocabulary().astype(np.float64)
    vectors -= vectors.mean(axis=0)
    _, axes = np.linalg.eigh(vectors.T @ vectors)
    axes = axes[:, ::-1][:, :dimension]
    # An axis may point either way; the larger part of it points up, so that the result is always the same.
    axes *= np.sign(axes[np.abs(axes).argmax(axis=0), np.arange(dimension)])
    random = np.random.default_rng(int(setting["seed"]))
    rotation, _ = np.linalg.qr(random.standard_normal((dimension, dimension)))
    # The vocabulary begins with special pieces and single characters; the words after them stand in the order
    # of their frequency.
    share = 1.0 / (2 + np.maximum(np.arange(len(vectors)) - setting["first_word"], 0))
    share /= share.sum()
    weights = setting["sif"] / (setting["sif"] + share)
    table: FloatArray = ((vectors @ axes @ rotation) * weights[:, None]).astype(np.float16).astype(np.float32)
    return table


def load_static(folder: Path | None, encoder: OnnxEncoder | None = None) -> StaticEncoder:
    """The static encoder of the shipped model: kept in `folder`, or distilled and kept there.

    Args:
        folder: where the table lies or will; nothing is kept where None.
        encoder: the model to distil; the shipped one where None.

    Raises:
        ModelError: the model's files are missing or altered.
    """
    pieces = encoder or OnnxEncoder()
    path = None if folder is None else folder / f"static-{_recipe(pieces)}.npy"
    table = None if path is None else read_table(path)
    if table is None:
        table = distil(pieces)
        if path is not None:
            _keep(path, table)
    return StaticEncoder(table, pieces)


def read_table(path: Path) -> FloatArray | None:
    """The table that `path` holds, None where there is none or it is damaged."""
    import numpy as np

    try:
        table = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    if table.ndim != 2 or table.dtype != np.float16:
        return None
    return np.asarray(table, dtype=np.float32)


def static_of(path: Path, encoder: OnnxEncoder) -> StaticEncoder:
    """The static encoder whose table is `path`.

    Raises:
        ModelError: it is missing or damaged.
    """
    table = read_table(path)
    if table is None:
        raise ModelError(
            "the static vectors cannot be read", where=str(path), remedy="Build the corpus anew."
        )
    return StaticEncoder(table, encoder)


def _keep(path: Path, table: FloatArray) -> None:
    """Writes the table; a cache that cannot be written costs time only."""
    import contextlib

    with contextlib.suppress(ClaimcheckError):
        make_folder(path.parent)
        write_whole(path, _npy(table))


def _npy(table: FloatArray) -> bytes:
    import io

    import numpy as np

    stream = io.BytesIO()
    np.save(stream, table.astype(np.float16), allow_pickle=False)
    return stream.getvalue()


def _recipe(encoder: OnnxEncoder) -> str:
    """Names the model and the settings that a table depends on."""
    setting = load_toml("corpus.toml")["static"]
    parts = (setting[name] for name in ("dimension", "sif", "first_word", "seed"))
    told = " ".join(map(str, (encoder.fingerprint, *parts)))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
