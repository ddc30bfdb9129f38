"""What becomes of documents that were read with doubt, and of the pages of those that have some."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document
from claimcheck.errors import NothingFound
from claimcheck.pipeline import Checker, Settings, check
from claimcheck.records import Document, Report
from claimcheck.reports.terminal import render
from tests.documents.bad_inputs import CHINESE, one_page
from tests.documents.typeset import typeset

PLAIN = Settings(cache=False)
GRAIN = "Northland will deliver 40,000 tonnes of wheat to the port of Marla, its minister said on Monday. "
FILLING = "The yearly report on pensions says that the fund grew and that its costs were stable. "


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """An article, and the folders of two parties, of which South has a file to be written by the test."""
    (tmp_path / "article.txt").write_text(
        f"{GRAIN}\nNobody in the capital objected to the sale of the port.\n"
    )
    for party in ("North", "South"):
        (tmp_path / "official" / party).mkdir(parents=True)
    (tmp_path / "official" / "North" / "a.txt").write_text(GRAIN + FILLING)
    return tmp_path


def checked(world: Path) -> Report:
    read = read_official([world / "official"])
    return Checker(read.documents, PLAIN).check(read_document(world / "article.txt"), (), read.warnings)


def labels(report: Report) -> list[str]:
    return [claim.verdicts["South"].label for claim in report.claims]


def test_a_scan_is_listed_and_warned_of_and_its_party_is_not_called_silent(world: Path) -> None:
    (world / "official" / "South" / "scan.pdf").write_bytes(one_page(b"0 0 1 rg 100 100 300 300 re f"))
    report = checked(world)
    assert set(labels(report)) == {"no_document"}
    assert report.claims[0].verdicts["North"].label == "supported"
    (entry,) = report.parties["South"].documents
    assert (entry.doubt, entry.reader.split()[0]) == ("no_text", "pypdfium2")
    assert len([line for line in report.warnings if "scan.pdf: the PDF has no text layer" in line]) == 1


def test_a_document_in_another_language_is_not_searched(world: Path) -> None:
    (world / "official" / "South" / "zh.txt").write_text(CHINESE * 5)
    report = checked(world)
    assert set(labels(report)) == {"no_document"}
    assert any("zh.txt: it is not in English" in line for line in report.warnings)
    (world / "official" / "South" / "en.txt").write_text(FILLING)
    assert set(labels(checked(world))) == {"not_mentioned"}


def test_a_consent_wall_is_searched_and_its_silence_does_not_count(world: Path) -> None:
    page = "<html><body><main><h1>Hello</h1><p>We value your privacy. We use cookies here.</p></main></html>"
    (world / "official" / "South" / "page.html").write_text(page)
    report = checked(world)
    assert set(labels(report)) == {"no_document"}
    assert report.claims[0].verdicts["South"].search.documents == 1
    assert any("page.html: it looks like a consent wall" in line for line in report.warnings)


def test_an_article_without_text_says_why(world: Path) -> None:
    (world / "article.pdf").write_bytes(one_page(b"0 0 1 rg 100 100 300 300 re f"))
    official = read_official([world / "official"]).documents
    with pytest.raises(NothingFound, match=r"no claim was found in this article: .* no text layer"):
        check(read_document(world / "article.pdf"), official, PLAIN)


def test_warnings_of_documents_reach_the_report_once_whoever_passes_them(world: Path) -> None:
    article = read_document(world / "article.txt")
    doubted = Document(id="d", text=FILLING, sha256="0", parties=("South",), warnings=("d: it is odd",))
    report = Checker([doubted], PLAIN).check(article, (), ("d: it is odd",))
    assert report.warnings.count("d: it is odd") == 1


def test_evidence_from_a_pdf_has_its_page_in_the_report_and_in_the_table(world: Path) -> None:
    data = typeset([*[FILLING * 4] * 20, GRAIN, *[FILLING * 4] * 3], foot="- {page} -")
    (world / "official" / "South" / "deal.pdf").write_bytes(data)
    report = checked(world)
    verdict = report.claims[0].verdicts["South"]
    assert verdict.label == "supported"
    (entry,) = report.parties["South"].documents
    document = next(d for d in read_official([world / "official"]).documents if d.id == entry.id)
    for item in verdict.evidence:
        assert document.text[item.start : item.end] == item.text
        assert item.page == sum(start <= item.start for start in entry.pages) == 2
    assert all(item.page for item in verdict.search.nearest)
    assert entry.pages == document.pages


def test_the_table_names_the_page(world: Path) -> None:
    (world / "official" / "South" / "deal.pdf").write_bytes(
        typeset([GRAIN.replace("40,000", "30,000") + FILLING])
    )
    table = render(checked(world), width=100)
    assert "deal.pdf, page 1" in table
