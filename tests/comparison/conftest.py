"""Models that need no weights, so that what is tested here does not hang on them."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import pytest

from claimcheck.comparison.records import Statement
from claimcheck.comparison.rows import Models
from claimcheck.language.words import content_words
from claimcheck.models.protocols import FloatArray, TokenVectors
from claimcheck.records import Document

DIMENSION = 64


def vector(text: str) -> FloatArray:
    """A bag of stems, each at a place of its own; of unit length."""
    found = np.zeros(DIMENSION, dtype=np.float32)
    for word in content_words(text):
        found[int(hashlib.sha256(word.stem.encode()).hexdigest(), 16) % DIMENSION] += 1
    norm = np.linalg.norm(found)
    return found / norm if norm else found


class BagEncoder:
    name = "bag"
    fingerprint = "0" * 64
    dimension = DIMENSION

    def encode(self, texts: Sequence[str]) -> FloatArray:
        return np.array([vector(text) for text in texts], dtype=np.float32).reshape(len(texts), DIMENSION)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        found = []
        for text in texts:
            words = content_words(text)
            offsets = tuple((word.start, word.end) for word in words)
            found.append(TokenVectors(offsets, self.encode([word.text for word in words])))
        return found


class OverlapVerifier:
    """The more of the hypothesis' words the premise has, the more it bears it out."""

    name = "overlap"
    fingerprint = "1" * 64
    differences = ()

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        rows = []
        for premise, hypothesis in pairs:
            ours, theirs = ({word.stem for word in content_words(text)} for text in (premise, hypothesis))
            share = len(ours & theirs) / max(len(theirs), 1)
            rows.append((share * 0.96, 0.02, 0.98 - share * 0.96))
        return np.array(rows, dtype=np.float32).reshape(len(pairs), 3)


@pytest.fixture(scope="session")
def models() -> Models:
    return Models(BagEncoder(), OverlapVerifier())


def statement(text: str, start: int = 0, paragraph: int = 0) -> Statement:
    return Statement(text=text, start=start, end=start + len(text), standalone=text, paragraph=paragraph)


def statements(*texts: str) -> tuple[Statement, ...]:
    """Statements one after the other, each a paragraph."""
    found = []
    start = 0
    for number, text in enumerate(texts):
        found.append(statement(text, start, number))
        start += len(text) + 1
    return tuple(found)


def document(text: str, party: str = "", **fields: str) -> Document:
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(
        id=party or sha256[:8], text=text, sha256=sha256, parties=(party,) if party else (), **fields
    )
