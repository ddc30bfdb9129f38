"""What the other rooms expect of a model; any object with these members will do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeAlias

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FloatArray: TypeAlias = "NDArray[np.float32]"


class TokenVectors(NamedTuple):
    """The contextual vectors of the word pieces of one text, special tokens left out.

    `offsets` holds `(start, end)` in code points of the text for each word piece; `vectors` is
    (word pieces, dimension) with rows of unit length. Word pieces beyond the model's maximum are missing.
    """

    offsets: tuple[tuple[int, int], ...]
    vectors: FloatArray


class Encoder(Protocol):
    """Turns texts into vectors whose inner product is their cosine similarity."""

    @property
    def name(self) -> str:
        """Name under which the user knows the model."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hexadecimal sha256 that identifies the model's weights."""
        ...

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors (len(texts), dimension) with rows of unit length, in the order of the texts.

        Raises ModelError where the model cannot be loaded.
        """
        ...


class TokenEncoder(Encoder, Protocol):
    """An encoder that also gives the vectors of single word pieces."""

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The word pieces of each text, in the order of the texts.

        Raises ModelError where the model cannot be loaded.
        """
        ...


class Verifier(Protocol):
    """Judges whether a premise bears out a hypothesis."""

    @property
    def name(self) -> str:
        """Name under which the user knows the model."""
        ...

    @property
    def fingerprint(self) -> str:
        """Hexadecimal sha256 that identifies the model's weights."""
        ...

    @property
    def differences(self) -> tuple[str, ...]:
        """Codes of the differences between premise and hypothesis that the model tells apart; often none."""
        ...

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Probabilities of supported, contradicted, not_mentioned per (premise, hypothesis).

        Shape (len(pairs), 3 + len(differences)): after the three come those of each difference, which hold if
        premise and hypothesis conflict, and add up to 1 too.

        Raises ModelError where the model cannot be loaded.
        """
        ...
