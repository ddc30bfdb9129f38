"""The joined premise of a document costs most to read, and is read only where it can tell more."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from claimcheck.claims.extract import claim_from_text
from claimcheck.models.protocols import TokenEncoder
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.entailed import settled
from claimcheck.verdicts.judge import Judge

CLAIM = "The bank will lend the city 40 million euros for trams."
TEXT = (
    "The bank will lend the city 40 million euros. The mayor opened a library in the old harbour. "
    "Visitors praised its reading rooms and its view. The loan of the bank to the city pays for trams."
)


class Reader:
    """Gives every premise the same scores, and keeps what it was asked."""

    name, fingerprint = "reader", "0"
    differences = ("CC101", "CC401")

    def __init__(self, entailed: float, refuted: float) -> None:
        self.row = (entailed, refuted, 1 - entailed - refuted, 0.5, 0.5)
        self.calls: list[list[str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.calls.append([premise for premise, _ in pairs])
        return np.array([self.row] * len(pairs), dtype=np.float32)


def weighed(reader: Reader, encoder: TokenEncoder, text: str, *, whole: bool = False) -> list[Assessment]:
    document = Document(id="d", text=text, sha256="", parties=("City",))
    index = PassageIndex(encode_documents([document], encoder), encoder)
    claim = claim_from_text("1", CLAIM)
    hits = {"City": index.search([claim.standalone])}
    judge = Judge({"City": index}, encoder, reader, whole=whole)
    ((_, _, near),) = judge.weigh([claim], hits)
    return list(near["City"])


@pytest.mark.parametrize(("entailed", "refuted"), [(0.97, 0.01), (0.01, 0.97)])
def test_a_document_that_surely_speaks_is_not_read_again(
    encoder: TokenEncoder, entailed: float, refuted: float
) -> None:
    reader = Reader(entailed, refuted)
    (one,) = weighed(reader, encoder, TEXT)
    assert len(reader.calls) == 1
    assert one.features["entailed_joined"] == one.features["entailed"] == pytest.approx(entailed)
    assert one.features["refuted_joined"] == one.features["refuted"] == pytest.approx(refuted)


def test_where_one_passage_leaves_it_open_all_are_read_together(encoder: TokenEncoder) -> None:
    reader = Reader(0.6, 0.1)
    weighed(reader, encoder, TEXT)
    alone, joined = reader.calls
    assert len(alone) == len(joined) == 1
    assert joined == [TEXT]


def test_a_document_that_came_with_its_claim_is_read_together_in_any_case(encoder: TokenEncoder) -> None:
    reader = Reader(0.97, 0.01)
    weighed(reader, encoder, TEXT, whole=True)
    alone, joined = reader.calls
    assert len(alone) > 1
    assert joined == [TEXT]


@pytest.fixture
def silent() -> Callable[[float], Assessment]:
    """Makes a passage of some relevance on which the model sees nothing said."""

    def make(relevance: float) -> Assessment:
        features = {"coverage": relevance, "similarity": relevance, "entailed": 0.01, "refuted": 0.01}
        return msgspec.convert(
            {
                "hit": {
                    "passage": {"document": "d", "text": "", "start": 0, "end": 0, "sentences": (0, 1)},
                    "similarity": relevance,
                    "lexical": 0.0,
                    "dense_rank": 1,
                    "lexical_rank": None,
                    "score": 1.0,
                },
                "claim": "",
                "features": features,
                "differences": (),
                "missing": (),
                "lacking": (),
            },
            Assessment,
        )

    return make


def test_silence_is_settled_unless_the_passage_is_very_near(silent: Callable[[float], Assessment]) -> None:
    assert settled(silent(0.3))
    assert not settled(silent(0.8))
