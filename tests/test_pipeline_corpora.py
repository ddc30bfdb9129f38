"""Articles and claims held against built corpora."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from claimcheck.corpus.build import add
from claimcheck.corpus.opened import Corpus
from claimcheck.documents.jsonl import ClaimRow
from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document
from claimcheck.errors import UsageError
from claimcheck.pipeline import Checker, Settings
from claimcheck.records import CheckedClaim, Document, Report
from tests.corpus.conftest import document, encoder, plain_static, random_static  # noqa: F401  (fixtures)

CASE = Path(__file__).parents[1] / "corpora" / "tiktok_call"
FIRST = "The ministry will deliver 40,000 tonnes of wheat to Southland this year."
SECOND = "The ministry will deliver 90,000 tonnes of wheat to Southland this year."
ROW = ClaimRow(id="1", claim=FIRST, line=1)
Build = Callable[..., Path]


@pytest.fixture
def build(tmp_path: Path) -> Build:
    def built(documents: list[Document], now: str = "2025-02-01T00:00:00Z") -> Path:
        add(tmp_path / "corpus", documents, create=True, now=now)
        return tmp_path / "corpus"

    return built


def settings(**more: object) -> Settings:
    return Settings(cache=False, **more)


def verify(folder: Path, **more: object) -> CheckedClaim:
    (claim,) = Checker([], settings(**more), corpora=[folder]).verify([ROW]).claims
    return claim


def check(official: list[Document], corpora: list[Path], **more: object) -> Report:
    article = read_document(CASE / "article.md")
    return Checker(official, settings(**more), corpora=corpora).check(article)


def test_a_corpus_gives_the_labels_that_its_documents_give_one_by_one(build) -> None:
    documents = read_official([CASE / "official"]).documents
    plain, built = check(list(documents), []), check([], [build(list(documents))])
    one, other = (
        {
            (claim.id, party): verdict.label
            for claim in report.claims
            for party, verdict in claim.verdicts.items()
        }
        for report in (plain, built)
    )
    assert one == other
    texts = built.texts
    known = {d.id: d for entry in built.parties.values() for d in entry.documents}
    for claim in built.claims:
        for verdict in claim.verdicts.values():
            for item in (*verdict.evidence, *verdict.search.nearest):
                assert texts[known[item.document].sha256][item.start : item.end] == item.text


def test_silence_says_what_was_searched(build) -> None:
    folder = build([document("a", FIRST), document("b", "Snow fell.", date="2010-01-01")])
    report = check([], [folder])
    (entry,) = report.parties["Northland"].corpora
    assert (entry.fingerprint, entry.path) == (Corpus(folder).fingerprint, str(folder))
    assert (entry.since, entry.until) == ("2023-09-21", "2025-10-20")
    assert report.parties["Northland"].searched == 1
    search = report.claims[0].verdicts["Northland"].search
    assert search.documents == 1
    assert search.queries[0] == report.claims[0].standalone
    assert search.corpora == (entry,)
    assert msgspec.json.decode(msgspec.json.encode(report), type=Report) == report


def test_a_party_without_a_document_in_the_window_has_none(build) -> None:
    folder = build([document("a", FIRST), document("b", "Snow fell.", date="2010-01-01", party="Norway")])
    verdict = verify(folder, since="2020-01-01").verdicts["Norway"]
    assert verdict.label == "no_document"
    assert verify(folder, parties=("Norway",)).verdicts.keys() == {"Norway"}


def test_an_unknown_party_is_told(build) -> None:
    folder = build([document("a", FIRST)])
    with pytest.raises(UsageError, match="Southland"):
        verify(folder, parties=("Southland",))


@pytest.mark.parametrize("kept", ["corpus", "files"])
def test_a_verdict_as_of_a_day_lists_later_documents_that_change_it(build, kept) -> None:
    documents = [document("a", FIRST, "2025-01-09"), document("b", SECOND, "2025-01-20")]
    if kept == "corpus":
        sources: dict[str, object] = {"official": [], "corpora": [build(documents)]}
    else:
        sources = {"official": documents, "corpora": []}

    def verdict(**more: object):
        checker = Checker(sources["official"], settings(**more), corpora=sources["corpora"])
        report = checker.verify([ROW])
        listed = {entry.id for entry in report.parties["Northland"].documents}
        return report.claims[0].verdicts["Northland"], listed

    before, listed = verdict(as_of="2025-01-10")
    assert (before.label, before.later) == ("supported", ("b",))
    assert before.search.documents == 1
    assert listed == {"a", "b"}
    now, _ = verdict()
    assert (now.label, now.later) == ("contradicted", ())
    bounded, _ = verdict(as_of="2025-01-10", until="2025-01-15")
    assert bounded.later == ()


def test_a_version_that_was_replaced_is_searched_as_of_its_days(build) -> None:
    build([document("a", FIRST)], now="2025-02-01T00:00:00Z")
    folder = build([document("a", SECOND)], now="2025-03-01T00:00:00Z")
    assert verify(folder).verdicts["Northland"].label == "contradicted"
    assert verify(folder, as_of="2025-02-15").verdicts["Northland"].label == "supported"


def test_files_and_corpora_of_one_party_are_searched_together(build) -> None:
    folder = build([document("a", "Snow fell in the north of the country today.")])
    checker = Checker([document("b", FIRST)], settings(), corpora=[folder])
    verdict = checker.verify([ROW]).claims[0].verdicts["Northland"]
    assert (verdict.label, verdict.search.documents) == ("supported", 2)


def test_two_documents_of_one_id_are_refused(build) -> None:
    folder = build([document("a", FIRST)])
    checker = Checker([document("a", SECOND)], settings(), corpora=[folder])
    with pytest.raises(UsageError, match="two documents have the id"):
        checker.verify([ROW])
