from __future__ import annotations

import pytest

from claimcheck.claims.extract import claim_from_text
from claimcheck.records import Hit, Passage, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.search import search_record

CLAIM = claim_from_text("1", "Norway will sell 40 ferries.")


def assessment(
    start: int,
    end: int,
    similarity: float,
    *,
    document: str = "d",
    missing: tuple[str, ...] = (),
    lacking: tuple[str, ...] = (),
) -> Assessment:
    passage = Passage(document=document, text="x" * (end - start), start=start, end=end, sentences=(0, 1))
    hit = Hit(passage=passage, similarity=similarity, lexical=0.0, dense_rank=1, lexical_rank=None, score=1.0)
    spans = tuple(Span(text, 0, len(text)) for text in missing)
    return Assessment(hit=hit, claim="", features={}, differences=(), missing=spans, lacking=lacking)


def test_the_record_says_what_was_searched_and_for_what() -> None:
    found = search_record(CLAIM, 3, 120, ())
    assert (found.documents, found.passages, found.queries) == (3, 120, (CLAIM.standalone,))
    assert found.nearest == ()


def test_the_nearest_passages_come_first_and_only_a_few() -> None:
    wanted = load_toml("decision.toml")["search"]["nearest"]
    looked = [assessment(10 * i, 10 * i + 5, similarity=i / 20) for i in range(wanted + 5)]
    nearest = search_record(CLAIM, 1, 20, looked).nearest
    assert len(nearest) == wanted
    similarities = [one.similarity for one in nearest]
    assert similarities == sorted(similarities, reverse=True)
    assert similarities[0] == pytest.approx(max(a.hit.similarity for a in looked), abs=1e-4)
    assert all(one.end - one.start == len(one.text) for one in nearest)


def test_windows_that_share_words_are_shown_once() -> None:
    looked = [assessment(0, 20, 0.9), assessment(10, 30, 0.8), assessment(20, 40, 0.7)]
    nearest = search_record(CLAIM, 1, 3, looked).nearest
    assert [(one.start, one.end) for one in nearest] == [(0, 20), (20, 40)]


def test_the_same_place_in_two_documents_is_two_places() -> None:
    looked = [assessment(0, 20, 0.9, document="a"), assessment(0, 20, 0.8, document="b")]
    assert [one.document for one in search_record(CLAIM, 2, 2, looked).nearest] == ["a", "b"]


@pytest.mark.parametrize(
    ("similarity", "missing", "lacking", "reason"),
    [
        (0.0, ("40 ferries",), ("sell",), "It is about something else."),
        (0.9, ("40 ferries", "May 2025"), ("sell",), "It does not give 40 ferries, May 2025."),
        (0.9, ("40 ferries", "40 ferries"), (), "It does not give 40 ferries."),
        (0.9, (), ("sell", "ferries"), "It says nothing of: sell, ferries."),
        (0.9, (), (), "It is on the same subject, but neither states nor denies this."),
    ],
)
def test_each_near_passage_says_why_it_does_not_count(similarity, missing, lacking, reason) -> None:
    one = assessment(0, 9, similarity, missing=missing, lacking=lacking)
    (nearest,) = search_record(CLAIM, 1, 1, [one]).nearest
    assert nearest.why_not == reason
