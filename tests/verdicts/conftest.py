"""What the tests of verdicts share: the shipped models, loaded once, and a judge over given texts."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import pytest

from claimcheck.claims.extract import claim_from_text
from claimcheck.models.encoders import load_encoder
from claimcheck.models.protocols import TokenEncoder, Verifier
from claimcheck.models.verifiers import load_verifier
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document, Verdict
from claimcheck.verdicts.judge import Judge
from claimcheck.verdicts.reading import Reading, read
from claimcheck.verdicts.signals.comparison import Comparison, Difference

Compare = Callable[[Reading, Reading], Comparison]
Found = Callable[[Compare, str, str], Comparison]
JudgeTexts = Callable[[Sequence[str], Mapping[str, Sequence[Document]]], list[dict[str, Verdict]]]

ANCHOR = "2025-03-10"


@pytest.fixture(scope="session")
def encoder() -> TokenEncoder:
    """The shipped encoder, without a cache on disk."""
    return load_encoder()


@pytest.fixture(scope="session")
def verifier() -> Verifier:
    """The shipped entailment model, without a cache on disk."""
    return load_verifier()


@pytest.fixture(scope="session")
def judge_texts(encoder: TokenEncoder, verifier: Verifier) -> JudgeTexts:
    """Gives claims, by their words, verdicts against the documents of each party."""

    def judge(claims: Sequence[str], parties: Mapping[str, Sequence[Document]]) -> list[dict[str, Verdict]]:
        indexes = {
            party: PassageIndex(encode_documents(documents, encoder), encoder)
            for party, documents in parties.items()
        }
        given = [claim_from_text(str(number), text) for number, text in enumerate(claims, 1)]
        wordings = [claim.standalone for claim in given]
        hits = {party: index.search(wordings) for party, index in indexes.items()}
        return Judge(indexes, encoder, verifier, ANCHOR).verdicts(given, hits)

    return judge


@pytest.fixture(scope="session")
def document() -> Callable[..., Document]:
    """Makes an official document of a text."""

    def make(text: str, *, id: str = "d", date: str = "", title: str = "", party: str = "A") -> Document:
        sha256 = hashlib.sha256(text.encode()).hexdigest()
        return Document(id=id, text=text, sha256=sha256, parties=(party,), date=date, title=title)

    return make


@pytest.fixture(scope="session")
def compared() -> Found:
    """Holds a claim against a passage, both read as of one day."""

    def compare(signal: Compare, claim: str, passage: str) -> Comparison:
        return signal(read(claim, ANCHOR), read(passage, ANCHOR))

    return compare


@pytest.fixture(scope="session")
def check_sound() -> Callable[[Compare, str, str], None]:
    """Asserts what must hold of any comparison: verbatim spans, strengths in 0..1, named codes."""

    def check(signal: Compare, claim: str, passage: str) -> None:
        found = signal(read(claim, ANCHOR), read(passage, ANCHOR))
        for ours, theirs in found.agreements:
            assert claim[ours.start : ours.end] == ours.text
            assert passage[theirs.start : theirs.end] == theirs.text
        for span in found.missing:
            assert claim[span.start : span.end] == span.text
        for difference in found.differences:
            _check_difference(difference, claim, passage)

    return check


def _check_difference(difference: Difference, claim: str, passage: str) -> None:
    assert 0 <= difference.strength <= 1
    assert difference.message
    assert difference.document is None
    ours, theirs = difference.claim, difference.source
    assert ours is not None
    assert theirs is not None
    assert ours.text
    assert theirs.text
    assert claim[ours.start : ours.end] == ours.text
    assert passage[theirs.start : theirs.end] == theirs.text
