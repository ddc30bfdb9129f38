"""Word coverage: how well each word of a claim is backed by some word of a passage, in context.

A word counts as backed where the passage has the same stem or the same actor under another name; else by
the highest cosine between its contextual vector and those of the passage's word pieces (the greedy match
of BERTScore, Zhang et al., ICLR 2020), rescaled so that chance likeness counts nothing. Rare words weigh
most.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimcheck.language.words import Word
from claimcheck.models.protocols import TokenVectors
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading


class WordBacking(msgspec.Struct, frozen=True):
    """One content word of the claim: its weight, and how far the passage backs it (0 to 1)."""

    word: Word
    weight: float
    backing: float


class ClaimWords:
    """The content words of a claim with their weights and contextual vectors.

    Args:
        claim: the claim's standalone wording.
        tokens: its word pieces.
        document_share: stem -> share of the party's passages that hold it (0 to 1).
    """

    def __init__(self, claim: Reading, tokens: TokenVectors, document_share: Mapping[str, float]) -> None:
        common = load_toml("decision.toml")["coverage"]["common"]
        self.words = claim.content
        self.weights = tuple(1.0 - common * document_share.get(word.stem, 0.0) for word in claim.content)
        self._actors = tuple(
            frozenset(n.actor for n in claim.names if n.start <= word.start and word.end <= n.end)
            for word in claim.content
        )
        self._vectors = tuple(_vector(word, tokens) for word in claim.content)

    def backed_by(self, passage: Reading, pieces: NDArray[np.float32]) -> tuple[WordBacking, ...]:
        """How far each word is backed by a passage whose word pieces have the vectors `pieces`."""
        setting = load_toml("decision.toml")["coverage"]
        stems = passage.stems
        found = []
        for word, weight, own, vector in zip(
            self.words, self.weights, self._actors, self._vectors, strict=True
        ):
            if word.stem in stems or (own and own & passage.actors):
                backing = 1.0
            elif vector is None or word.text[0].isdigit() or not len(pieces):
                backing = 0.0
            else:
                nearest = float((pieces @ vector).max())
                backing = min(1.0, max(0.0, (nearest - setting["floor"]) / setting["span"]))
            found.append(WordBacking(word, weight, backing))
        return tuple(found)


def coverage(words: tuple[WordBacking, ...]) -> float:
    """Weighted mean of the words' backing, 0 to 1; 0 for a claim without content words."""
    total = sum(one.weight for one in words)
    return sum(one.weight * one.backing for one in words) / total if total else 0.0


def _vector(word: Word, tokens: TokenVectors) -> NDArray[np.float32] | None:
    """The mean of the word's pieces, of unit length; None where the model did not see the word."""
    rows = [at for at, (start, end) in enumerate(tokens.offsets) if word.start <= start and end <= word.end]
    if not rows:
        return None
    mean: NDArray[np.float32] = tokens.vectors[rows].mean(axis=0)
    return (mean / np.float32(np.linalg.norm(mean))).astype(np.float32)
