from __future__ import annotations

from claimcheck.records import Document, Evidence, Nearest, Scores, Search, Verdict
from claimcheck.verdicts.pages import page_at, with_pages

PAGED = Document(id="p", text="x" * 30, sha256="", pages=(0, 10, 10, 20))
PLAIN = Document(id="t", text="x" * 30, sha256="")


def test_the_page_is_that_on_which_the_character_stands() -> None:
    assert [page_at(PAGED, offset) for offset in (0, 9, 10, 19, 20, 29)] == [1, 1, 3, 3, 4, 4]
    assert page_at(PLAIN, 5) is None


def test_evidence_and_nearest_passages_get_their_page() -> None:
    verdict = Verdict(
        label="supported",
        confidence=1.0,
        scores=Scores(1.0, 0.0, 0.0),
        evidence=(
            Evidence(document="p", text="x", start=12, end=13, relation="supports", score=1.0),
            Evidence(document="t", text="x", start=12, end=13, relation="supports", score=1.0),
        ),
        search=Search(
            documents=2,
            passages=2,
            queries=(),
            nearest=(Nearest(document="p", text="x", start=25, end=26, similarity=0.1, why_not="w"),),
        ),
    )
    paged = with_pages(verdict, {"p": PAGED, "t": PLAIN})
    assert [item.page for item in paged.evidence] == [3, None]
    assert [item.page for item in paged.search.nearest] == [4]
    assert with_pages(verdict, {"t": PLAIN}) == verdict
