"""ClaimReview (schema.org) as JSON-LD, for verdicts that a person confirmed and for no others."""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec

from claimcheck.errors import UsageError
from claimcheck.records import ArticleEntry, CheckedClaim, Label
from claimcheck.reports.decisions import ReviewedReport
from claimcheck.reports.layout import clean
from claimcheck.reports.wording import WORDS

_BEST: Final = 5
_WORST: Final = 1
# Where a verdict stands between worst and best. Silence is no rating, so it has none.
_RATINGS: dict[Label, int] = {"supported": 5, "overstated": 3, "contradicted": 1}
_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Address = Annotated[str, msgspec.Meta(pattern=r"^https?://[^\s/]+")]
_Day = Annotated[str, msgspec.Meta(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
_CONTEXT: Final = "https://schema.org"


class Publication(msgspec.Struct, frozen=True, kw_only=True):
    """What ClaimReview needs and a report cannot know; empty where it was not told.

    Attributes:
        publisher: who publishes the fact check.
        url: the page on which it is published.
        article_url: the page of the article, where the report does not know it.
        article_publisher: who says what the article says in its own voice, where the report does not know.
    """

    publisher: str = ""
    url: str = ""
    article_url: str = ""
    article_publisher: str = ""


class _Organization(msgspec.Struct, kw_only=True, tag_field="@type", tag="Organization"):
    name: _Text


class _Person(msgspec.Struct, kw_only=True, tag_field="@type", tag="Person"):
    name: _Text


class _Rating(msgspec.Struct, kw_only=True, tag_field="@type", tag="Rating"):
    ratingValue: Annotated[int, msgspec.Meta(ge=_WORST, le=_BEST)]  # noqa: N815  (schema.org's name)
    bestRating: Literal[5] = _BEST  # noqa: N815
    worstRating: Literal[1] = _WORST  # noqa: N815
    alternateName: _Text  # noqa: N815


class _Appearance(msgspec.Struct, kw_only=True, tag_field="@type", tag="NewsArticle"):
    url: _Address
    headline: str
    datePublished: _Day  # noqa: N815


class _Claim(msgspec.Struct, kw_only=True, tag_field="@type", tag="Claim"):
    author: _Organization | _Person
    datePublished: _Day  # noqa: N815
    appearance: _Appearance


class ClaimReview(msgspec.Struct, kw_only=True, tag_field="@type", tag="ClaimReview"):
    """One review with the fields that schema.org and those who read it require."""

    context: Literal["https://schema.org"] = msgspec.field(name="@context", default=_CONTEXT)
    url: _Address
    author: _Organization
    claimReviewed: _Text  # noqa: N815
    reviewRating: _Rating  # noqa: N815
    itemReviewed: _Claim  # noqa: N815


def to_claimreview(reviewed: ReviewedReport, publication: Publication) -> bytes:
    """A list of ClaimReview objects, one for each confirmed verdict that can be rated, as indented JSON.

    Raises:
        UsageError: nothing was confirmed that can be rated, or a required field is not known.
    """
    article = reviewed.report.article
    confirmed = [
        (claim, party)
        for claim, reviews in zip(reviewed.report.claims, reviewed.reviews, strict=True)
        for party in claim.verdicts
        if party in reviews and reviews[party].decision == "confirmed"
    ]
    rated = [(claim, party) for claim, party in confirmed if claim.verdicts[party].label in _RATINGS]
    if not rated:
        raise UsageError(
            "no person has confirmed a verdict that says more than silence, and ClaimReview is made of those"
            if confirmed
            else "no person has confirmed a verdict, and ClaimReview is only made of those",
            remedy="Confirm verdicts in the HTML report, and add its --decisions decisions.json.",
        )
    if article is None:
        raise UsageError(
            "ClaimReview needs an article in which the claims appear, and these claims were handed in",
            remedy="Export a report that `claimcheck check` made of an article.",
        )
    _require(article, publication)
    reviews = [_review(claim, party, article, publication) for claim, party in rated]
    encoded = msgspec.json.encode(reviews)
    try:
        msgspec.json.decode(encoded, type=list[ClaimReview])
    except msgspec.ValidationError as error:
        raise UsageError(
            f"a field of the ClaimReview is not what schema.org asks for: {error}",
            remedy="Give whole addresses, with https://, and names that are not empty.",
        ) from error
    return msgspec.json.format(encoded, indent=2) + b"\n"


def unrated(reviewed: ReviewedReport) -> int:
    """How many confirmed verdicts are left out because silence cannot be rated."""
    return sum(
        reviews[party].decision == "confirmed" and claim.verdicts[party].label not in _RATINGS
        for claim, reviews in zip(reviewed.report.claims, reviewed.reviews, strict=True)
        for party in claim.verdicts
        if party in reviews
    )


def _require(article: ArticleEntry, publication: Publication) -> None:
    """Refuses to invent who publishes, where, and where and when the article stands."""
    lacking = [
        (publication.publisher, "who publishes the fact check", "Name it with --publisher."),
        (publication.url, "the page of the fact check", "Name its address with --url."),
        (
            publication.article_url or article.url or "",
            "the address of the article",
            "Name it with --article-url.",
        ),
        (article.date, "the day of the article", "Put `date:` into its front matter and check it again."),
    ]
    for value, what, remedy in lacking:
        if not value.strip():
            raise UsageError(f"ClaimReview needs {what}, which the report does not know", remedy=remedy)


def _review(claim: CheckedClaim, party: str, article: ArticleEntry, publication: Publication) -> ClaimReview:
    label = claim.verdicts[party].label
    return ClaimReview(
        url=publication.url.strip(),
        author=_Organization(name=clean(publication.publisher)),
        claimReviewed=clean(claim.standalone),
        reviewRating=_Rating(
            ratingValue=_RATINGS[label],
            alternateName=clean(f"{WORDS[label].capitalize()} (by the documents of {party})"),
        ),
        itemReviewed=_Claim(
            author=_claim_author(claim, publication.article_publisher.strip() or article.site),
            datePublished=article.date,
            appearance=_Appearance(
                url=(publication.article_url or article.url or "").strip(),
                headline=clean(article.title),
                datePublished=article.date,
            ),
        ),
    )


def _claim_author(claim: CheckedClaim, publisher: str) -> _Organization | _Person:
    """The innermost speaker that the article names, else the article's publisher.

    Schema.org knows persons and organizations; whoever is not known to be a person is taken for the other.
    """
    if claim.attribution:
        from claimcheck.language.names import find_names

        speaker = claim.attribution[-1]
        name = clean(speaker.name or speaker.text)
        person = any(found.kind == "person" for found in find_names(name))
        return _Person(name=name) if person else _Organization(name=name)
    if not publisher.strip():
        raise UsageError(
            f"ClaimReview needs to know who says claim {claim.id}, which the article says in its own voice",
            remedy="Name the article's publisher with --article-publisher.",
        )
    return _Organization(name=clean(publisher))
