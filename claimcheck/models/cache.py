"""Remembers vectors from run to run, so that a text is encoded once and a known text needs no model."""

from __future__ import annotations

import hashlib
import os
import struct
from collections.abc import Callable, Sequence
from pathlib import Path

from claimcheck.errors import ModelError
from claimcheck.models.protocols import Encoder, FloatArray, TokenVectors
from claimcheck.models.remembered import remembered
from claimcheck.models.vector_store import VectorStore

CACHE_VARIABLE = "CLAIMCHECK_CACHE"
MAX_BYTES = 1 << 30
_TOKENS_HEADER = struct.Struct("<II")


def default_cache_dir() -> Path:
    """The folder that CLAIMCHECK_CACHE names, else the user's cache folder of this platform."""
    named = os.environ.get(CACHE_VARIABLE)
    if named:
        return Path(named).expanduser()
    from platformdirs import user_cache_path

    return user_cache_path("claimcheck", appauthor=False)


class CachedEncoder:
    """An encoder that remembers its vectors in a folder; they are the very bytes that it gave.

    Args:
        encoder: encodes the texts that are not remembered; not asked for anything else but its fingerprint.
        folder: where the cache lies. Whatever is wrong with it, results are the same, only slower.
        engine: what besides the encoder's fingerprint its vectors depend on, such as a library's version.
        max_bytes: size beyond which the oldest vectors are forgotten.
    """

    def __init__(
        self, encoder: Encoder, folder: Path, *, engine: str = "", max_bytes: int = MAX_BYTES
    ) -> None:
        self._encoder = encoder
        self._engine = engine
        self._store = VectorStore(folder, max_bytes)

    @property
    def name(self) -> str:
        """Name of the encoder."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the encoder."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors (len(texts), dimension) of unit length, remembered or new."""
        import numpy as np

        def fresh(missing: Sequence[str]) -> list[bytes]:
            return [row.tobytes() for row in np.asarray(self._encoder.encode(missing), dtype="<f4")]

        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        rows = self._remembered("sentence", texts, fresh)
        return np.frombuffer(b"".join(rows), dtype="<f4").reshape(len(texts), -1).copy()

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The word pieces of each text with their contextual vectors, remembered or new.

        Raises ModelError where the encoder does not give them.
        """
        encode = getattr(self._encoder, "encode_tokens", None)
        if encode is None:
            raise ModelError("the encoder gives no vectors of word pieces", where=self.name)

        # What was found is let go as it is packed, what was remembered as it is unpacked, so that the vectors
        # of long documents are not held twice.
        def fresh(missing: Sequence[str]) -> list[bytes]:
            found = encode(missing)
            found.reverse()
            return [_packed(found.pop()) for _ in missing]

        values = self._remembered("tokens", texts, fresh)
        values.reverse()
        return [_unpacked(values.pop()) for _ in texts]

    def _remembered(
        self, kind: str, texts: Sequence[str], fresh: Callable[[Sequence[str]], list[bytes]]
    ) -> list[bytes]:
        return remembered(self._store, texts, lambda text: self._key(kind, text), fresh)

    def _key(self, kind: str, text: str) -> bytes:
        head = f"{kind}\n{self.fingerprint}\n{self._engine}\n"
        return hashlib.sha256(head.encode() + text.encode("utf-8", "surrogatepass")).digest()


def _packed(tokens: TokenVectors) -> bytes:
    import numpy as np

    count, dimension = tokens.vectors.shape
    offsets = np.array(tokens.offsets, dtype="<u4").tobytes()
    vectors = np.asarray(tokens.vectors, dtype="<f4").tobytes()
    return _TOKENS_HEADER.pack(count, dimension) + offsets + vectors


def _unpacked(value: bytes) -> TokenVectors:
    import numpy as np

    count, dimension = _TOKENS_HEADER.unpack_from(value)
    start = _TOKENS_HEADER.size
    pairs = np.frombuffer(value, dtype="<u4", count=2 * count, offset=start).reshape(count, 2)
    vectors = np.frombuffer(value, dtype="<f4", offset=start + pairs.nbytes).reshape(count, dimension)
    return TokenVectors(tuple(map(tuple, pairs.tolist())), vectors.copy())
