"""Remembers a verifier's scores from run to run, so that a second run of the same check needs no model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from claimcheck.models.cache import MAX_BYTES
from claimcheck.models.protocols import FloatArray, Verifier
from claimcheck.models.remembered import remembered
from claimcheck.models.vector_store import VectorStore

_LABELS = 3


class CachedVerifier:
    """A verifier that remembers its scores in a folder; they are the very bytes that it gave.

    Args:
        verifier: scores the pairs that are not remembered; not asked for anything else but its fingerprint.
        folder: where the cache lies. Whatever is wrong with it, results are the same, only slower.
        engine: what besides the verifier's fingerprint its scores depend on, such as a library's version.
        max_bytes: size beyond which the oldest entries of the folder are forgotten.
    """

    def __init__(
        self, verifier: Verifier, folder: Path, *, engine: str = "", max_bytes: int = MAX_BYTES
    ) -> None:
        self._verifier = verifier
        self._engine = engine
        self._store = VectorStore(folder, max_bytes)

    @property
    def name(self) -> str:
        """Name of the verifier."""
        return self._verifier.name

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the verifier."""
        return self._verifier.fingerprint

    @property
    def differences(self) -> tuple[str, ...]:
        """Codes of the differences that the verifier tells apart."""
        return self._verifier.differences

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Probabilities (len(pairs), 3 + len(differences)), as the verifier gives them, remembered or new."""
        import numpy as np

        def fresh(missing: Sequence[tuple[str, str]]) -> list[bytes]:
            return [row.tobytes() for row in np.asarray(self._verifier.score(missing), dtype="<f4")]

        rows = remembered(self._store, pairs, self._key, fresh)
        return (
            np.frombuffer(b"".join(rows), dtype="<f4")
            .reshape(len(pairs), _LABELS + len(self.differences))
            .copy()
        )

    def _key(self, pair: tuple[str, str]) -> bytes:
        # Both texts are hashed by themselves, so that where one ends and the other begins counts.
        digests = b"".join(_sha256(text.encode("utf-8", "surrogatepass")) for text in pair)
        return _sha256(f"score\n{self.fingerprint}\n{self._engine}\n".encode() + digests)


def _sha256(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()
