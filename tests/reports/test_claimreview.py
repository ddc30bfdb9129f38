"""ClaimReview: only what a person confirmed, with every field that is required, and nothing invented."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from claimcheck.errors import UsageError
from claimcheck.reports.claimreview import Publication, to_claimreview, unrated
from claimcheck.reports.decisions import Decision, Decisions, ReviewedReport, merge

NEWS = Publication(
    publisher="The Fact Desk", url="https://facts.example/harbour", article_publisher="The Easthaven Post"
)
REQUIRED = {
    "": ("@context", "@type", "url", "author", "claimReviewed", "reviewRating", "itemReviewed"),
    "author": ("@type", "name"),
    "reviewRating": ("@type", "ratingValue", "bestRating", "worstRating", "alternateName"),
    "itemReviewed": ("@type", "author", "datePublished", "appearance"),
    "itemReviewed.author": ("@type", "name"),
    "itemReviewed.appearance": ("@type", "url", "headline", "datePublished"),
}


def confirmed(port: ReviewedReport, claim: int, party: str, **fields: Any) -> ReviewedReport:
    one = port.report.claims[claim]
    fields = {"decision": "confirmed", "label": one.verdicts[party].label, **fields}
    made = Decision(claim=one.standalone, party=party, **fields)
    return merge(port.report, Decisions(decisions=(made,)))


def refused(reviewed: ReviewedReport, publication: Publication = NEWS) -> str:
    with pytest.raises(UsageError) as caught:
        to_claimreview(reviewed, publication)
    return str(caught.value)


def test_only_what_a_person_confirmed_is_there_with_all_fields(port: ReviewedReport) -> None:
    reviews = json.loads(to_claimreview(port, NEWS))
    assert [one["reviewRating"]["alternateName"] for one in reviews] == [
        "Overstated (by the documents of Central Bank)",
        "Contradicted (by the documents of Port Authority)",
    ]
    for one in reviews:
        for path, fields in REQUIRED.items():
            part = one
            for step in filter(None, path.split(".")):
                part = part[step]
            assert [field for field in fields if not part.get(field)] == []
        assert one["@context"] == "https://schema.org"
        assert one["author"] == {"@type": "Organization", "name": "The Fact Desk"}
        assert one["itemReviewed"]["appearance"]["url"] == "https://news.example/harbour"


def test_the_rating_lies_on_its_scale(port: ReviewedReport) -> None:
    for claim, party, value in ((2, "Port Authority", 5), (1, "Central Bank", 3), (3, "Central Bank", 1)):
        (one,) = json.loads(to_claimreview(confirmed(port, claim, party), NEWS))
        rating = one["reviewRating"]
        assert (rating["worstRating"], rating["ratingValue"], rating["bestRating"]) == (1, value, 5)


def test_the_author_of_a_claim_is_who_said_it_else_the_articles_publisher(port: ReviewedReport) -> None:
    (said,) = json.loads(to_claimreview(confirmed(port, 1, "Central Bank"), NEWS))
    assert said["itemReviewed"]["author"]["name"] == "Port Authority"
    (own,) = json.loads(to_claimreview(confirmed(port, 2, "Port Authority"), NEWS))
    assert own["itemReviewed"]["author"] == {"@type": "Organization", "name": "The Easthaven Post"}


def test_a_person_who_said_it_is_a_person(port: ReviewedReport) -> None:
    claim = port.report.claims[1]
    speaker = msgspec.structs.replace(claim.attribution[0], name="Mary Smith")
    claims = list(port.report.claims)
    claims[1] = msgspec.structs.replace(claim, attribution=(speaker,))
    changed = merge(msgspec.structs.replace(port.report, claims=tuple(claims)), port.decisions)
    reviews = json.loads(to_claimreview(changed, NEWS))
    assert {one["itemReviewed"]["author"]["@type"] for one in reviews} == {"Person"}


@pytest.mark.parametrize("kind", ["overruled", "commented"])
def test_what_was_not_confirmed_is_refused(port: ReviewedReport, kind: str) -> None:
    assert "no person has confirmed a verdict" in refused(confirmed(port, 1, "Central Bank", decision=kind))
    assert "--decisions" in refused(merge(port.report))


def test_a_confirmation_that_no_longer_fits_does_not_count(port: ReviewedReport) -> None:
    assert "no person has confirmed" in refused(confirmed(port, 1, "Central Bank", label="supported"))


def test_silence_has_no_rating(port: ReviewedReport) -> None:
    silent = confirmed(port, 4, "Central Bank")
    assert "says more than silence" in refused(silent)
    assert unrated(silent) == 1
    assert unrated(port) == 1


@pytest.mark.parametrize(
    ("lacking", "option"),
    [
        ({"publisher": ""}, "--publisher"),
        ({"publisher": " "}, "--publisher"),
        ({"url": ""}, "--url"),
    ],
)
def test_what_only_the_publisher_knows_is_asked_for(port: ReviewedReport, lacking: Any, option: str) -> None:
    assert option in refused(port, msgspec.structs.replace(NEWS, **lacking))


def test_what_the_report_does_not_know_of_the_article_is_asked_for(port: ReviewedReport) -> None:
    def without(**fields: Any) -> ReviewedReport:
        article = msgspec.structs.replace(port.report.article, **fields)
        return merge(msgspec.structs.replace(port.report, article=article), port.decisions)

    assert "--article-url" in refused(without(url=None))
    assert "`date:`" in refused(without(date=""))
    given = msgspec.structs.replace(NEWS, article_url="https://other.example/")
    (first, _) = json.loads(to_claimreview(without(url=None), given))
    assert first["itemReviewed"]["appearance"]["url"] == "https://other.example/"
    own = confirmed(port, 2, "Port Authority")
    assert "--article-publisher" in refused(own, msgspec.structs.replace(NEWS, article_publisher=""))
    known = confirmed(without(site="easthaven.example"), 2, "Port Authority")
    (one,) = json.loads(to_claimreview(known, msgspec.structs.replace(NEWS, article_publisher="")))
    assert one["itemReviewed"]["author"]["name"] == "easthaven.example"
    handed_in = merge(msgspec.structs.replace(port.report, article=None), port.decisions)
    assert "handed in" in refused(handed_in)


@pytest.mark.parametrize("address", ["facts.example", "javascript:alert(1)", "ftp://x", "https://"])
def test_an_address_that_is_none_is_refused(port: ReviewedReport, address: str) -> None:
    assert "not what schema.org asks for" in refused(port, msgspec.structs.replace(NEWS, url=address))
