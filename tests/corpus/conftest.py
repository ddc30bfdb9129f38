"""Small corpora, indexed with static vectors that need no model to be made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pytest

from claimcheck.corpus import build
from claimcheck.corpus.build import Change, add
from claimcheck.corpus.opened import Corpus
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.static_encoder import StaticEncoder
from claimcheck.records import Document
from tests.milvus_server import INSTALLED, MISSING, running_server

NORTH = (
    "Northland and Southland signed the grain agreement in Geneva. "
    "Northland will deliver 40,000 tonnes of wheat."
)
SOUTH = "The ministers met in Geneva. They exchanged views on the trade in grain. Talks will continue in May."


def document(
    id_: str = "a", text: str = NORTH, date: str = "2025-01-09", party: str = "Northland", **more: object
) -> Document:
    fields = {"path": f"official/{id_}", "title": f"Title of {id_}", "kind": "official", **more}
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return Document(id=id_, text=text, sha256=digest, parties=(party,), date=date, **fields)


@pytest.fixture(scope="session")
def encoder() -> OnnxEncoder:
    return OnnxEncoder()


@pytest.fixture(scope="session")
def random_static(encoder: OnnxEncoder) -> StaticEncoder:
    """Random vectors that stand for the distilled ones: equal words still have equal vectors."""
    table = np.random.default_rng(1).standard_normal((30522, 64)).astype(np.float16).astype(np.float32)
    return StaticEncoder(table, encoder)


@pytest.fixture(autouse=True)
def plain_static(monkeypatch: pytest.MonkeyPatch, random_static: StaticEncoder) -> None:
    """Corpora are indexed with random static vectors."""
    monkeypatch.setattr(build, "load_static", lambda _folder: random_static)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Milvus server of these tests' own."""
    if not INSTALLED:
        pytest.skip(MISSING)
    with running_server(tmp_path_factory.mktemp("milvus")) as address:
        yield address


@pytest.fixture
def make(tmp_path: Path) -> Callable[..., Corpus]:
    """Builds a corpus of documents, or adds them to it, and opens it."""

    def made(documents: Sequence[Document], now: str = "2025-02-01T00:00:00Z") -> Corpus:
        add(tmp_path / "corpus", documents, create=True, now=now)
        return Corpus(tmp_path / "corpus")

    return made


@pytest.fixture
def change(tmp_path: Path) -> Callable[..., Change]:
    """Adds documents to the corpus of `make` and says what changed."""

    def changed(documents: Sequence[Document], now: str = "2025-02-02T00:00:00Z") -> Change:
        return add(tmp_path / "corpus", documents, create=True, now=now)

    return changed
