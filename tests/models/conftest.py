"""What the tests of this room share: sentences, a counting encoder, a tiny local BERT with random weights."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from claimcheck.models.protocols import FloatArray, TokenVectors

DATA = Path(__file__).parent / "data"
WORDS = "[PAD] [UNK] [CLS] [SEP] [MASK] the two sides agreed to a framework ##s talk . zurich"


class CountingEncoder:
    """Gives each text a vector drawn from its sha256, and remembers what it was asked."""

    dimension = 8

    def __init__(self, name: str = "counting", fingerprint: str = "0" * 64) -> None:
        self.name = name
        self.fingerprint = fingerprint
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> FloatArray:
        self.asked.extend(texts)
        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        return np.stack([self.vector(text) for text in texts])

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        self.asked.extend(texts)
        found = []
        for text in texts:
            offsets = tuple((i, i + 1) for i in range(len(text)))
            rows = [self.vector(letter) for letter in text]
            vectors = np.array(rows, dtype=np.float32).reshape(len(text), self.dimension)
            found.append(TokenVectors(offsets, vectors))
        return found

    def vector(self, text: str) -> FloatArray:
        digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()
        values = np.frombuffer(digest, dtype=np.uint8)[: self.dimension].astype(np.float32) + 1
        return values / np.linalg.norm(values)


@pytest.fixture(scope="session")
def new_encoder() -> type[CountingEncoder]:
    """The class of the counting encoder: test modules cannot import from one another."""
    return CountingEncoder


@pytest.fixture
def counting() -> CountingEncoder:
    return CountingEncoder()


@pytest.fixture(scope="session")
def sentences() -> list[str]:
    return (DATA / "sentences.txt").read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a BERT with two layers, 16 dimensions and random weights."""
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "tiny"
    folder.mkdir()
    vocabulary = folder / "vocab.txt"
    vocabulary.write_text("\n".join(WORDS.split()), encoding="utf-8")
    torch.manual_seed(0)
    sizes = {"hidden_size": 16, "num_hidden_layers": 2, "num_attention_heads": 2, "intermediate_size": 32}
    BertModel(BertConfig(vocab_size=len(WORDS.split()), **sizes)).save_pretrained(folder)
    BertTokenizerFast(str(vocabulary)).save_pretrained(folder)
    return folder
