"""What the HTML report says about each claim: reading, ladder, and every party's verdict with reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.records import (
    CheckedClaim,
    Discrepancy,
    DocumentEntry,
    Evidence,
    Label,
    Nearest,
    Report,
    Span,
    Verdict,
)
from claimcheck.reports.codes import title
from claimcheck.reports.decisions import Decision, ReviewedReport, review_words
from claimcheck.reports.html_texts import PartyTexts, SourcePiece, safe_link
from claimcheck.reports.ladder import Ladder, draw_ladder
from claimcheck.reports.layout import clean
from claimcheck.reports.marking import Mark, Piece, cut
from claimcheck.reports.readings import readings
from claimcheck.reports.reasons import reason, verdict_sentence
from claimcheck.resources import load_toml

# The parties that weaken or deny a claim come first: they are what a reader must look at.
_ORDER = ("contradicted", "overstated", "supported", "not_mentioned", "no_document")


class Reason(msgspec.Struct, frozen=True):
    """A named difference: its code, a few words for the code, and the sentence; a code may be missing."""

    sentence: str
    code: str = ""
    title: str = ""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """Where a passage comes from: title and date, a link or nothing, and its place in the page or nothing."""

    title: str
    date: str
    link: str
    anchor: str


class Quote(msgspec.Struct, frozen=True, kw_only=True):
    """A passage in pieces, the deciding ones marked; `before` and `after` say that it was cut there."""

    pieces: tuple[Piece, ...]
    source: Source
    before: bool = False
    after: bool = False
    why_not: str = ""
    page: int | None = None


class PartyFinding(msgspec.Struct, frozen=True, kw_only=True):
    """One party's verdict on one claim, ready to be shown; `party` is its number, from 1."""

    party: int
    name: str
    label: Label
    codes: tuple[str, ...]
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    searched: tuple[int, int]
    queries: tuple[str, ...]
    earlier: tuple[Source, ...]
    later: tuple[Source, ...]
    scores: tuple[float, float, float]
    review: Decision | None
    reviewed: str


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One claim: `number` counts from 1 in the report's order, `id` is the report's own."""

    number: int
    claim: CheckedClaim
    said_by: str
    readings: tuple[str, ...]
    ladder: Ladder | None
    parties: tuple[PartyFinding, ...]


def source_of(entry: DocumentEntry, anchor: str = "") -> Source:
    """How a document is named: by its title, else its id; a claim's own document has no name."""
    named = entry.title or (entry.id if entry.path else "")
    return Source(title=named, date=entry.date, link=safe_link(entry.url), anchor=anchor)


class _Sources:
    """Titles of documents by id, and where their passages stand in the page."""

    def __init__(self, report: Report, shown: Sequence[PartyTexts]) -> None:
        self._entries: Mapping[str, DocumentEntry] = {
            document.id: document for entry in report.parties.values() for document in entry.documents
        }
        self._anchors = {
            (party.name, text.entry.id, piece.start): piece.anchor
            for party in shown
            for text in party.texts
            for block in text.blocks
            for piece in block.pieces
            if isinstance(piece, SourcePiece) and piece.anchor
        }

    def find(self, party: str, document: str, start: int | None = None) -> Source:
        entry = self._entries.get(document)
        anchor = self._anchors.get((party, document, start), "") if start is not None else ""
        if entry is None:
            return Source(title=document, date="", link="", anchor=anchor)
        return source_of(entry, anchor)


def findings_of(reviewed: ReviewedReport, shown: Sequence[PartyTexts]) -> tuple[Finding, ...]:
    """Every claim of the report, in its order.

    Args:
        reviewed: the report and what a person decided.
        shown: the documents as the page shows them, for links into them.
    """
    report = reviewed.report
    sources = _Sources(report, shown)
    numbers = {party: number for number, party in enumerate(report.parties, 1)}
    found = []
    for index, claim in enumerate(report.claims):
        parties = tuple(
            _party(report, claim, party, numbers[party], sources, reviewed.review(index, party))
            for party in sorted(claim.verdicts, key=lambda name: _ORDER.index(claim.verdicts[name].label))
            if party in numbers
        )
        chain = [clean(link.name or link.text) for link in reversed(claim.attribution)]
        found.append(
            Finding(
                number=index + 1,
                claim=claim,
                said_by=", as told by ".join(chain),
                readings=tuple(readings(claim)),
                ladder=draw_ladder(claim, article="Article" if report.article else "Claim"),
                parties=parties,
            )
        )
    return tuple(found)


def _party(
    report: Report,
    claim: CheckedClaim,
    party: str,
    number: int,
    sources: _Sources,
    review: Decision | None,
) -> PartyFinding:
    verdict = claim.verdicts[party]
    search = verdict.search
    silent = not verdict.evidence
    nearest = search.nearest if silent else ()
    scores = verdict.scores
    return PartyFinding(
        party=number,
        name=party,
        label=verdict.label,
        codes=tuple(dict.fromkeys(difference.code for difference in verdict.discrepancies)),
        reasons=_reasons(party, verdict, article=report.article is not None),
        missing=tuple(part.text for part in verdict.parts if not part.supported),
        quotes=tuple(_quote(item, verdict.discrepancies, party, sources) for item in verdict.evidence),
        nearest=tuple(_quote(near, (), party, sources, near.why_not) for near in nearest),
        searched=(search.documents, search.passages),
        queries=tuple(query for query in search.queries if clean(query) != clean(claim.standalone)),
        earlier=tuple(sources.find(party, name) for name in verdict.earlier),
        later=tuple(sources.find(party, name) for name in verdict.later),
        scores=(scores.supported, scores.contradicted, scores.not_mentioned),
        review=review,
        reviewed=review_words(review),
    )


def _reasons(party: str, verdict: Verdict, *, article: bool) -> tuple[Reason, ...]:
    named = tuple(
        Reason(reason(party, difference, article=article), difference.code, title(difference.code))
        for difference in verdict.discrepancies
    )
    if named and verdict.label in ("overstated", "contradicted"):
        return named
    return (Reason(verdict_sentence(party, verdict)), *named)


def _quote(
    item: Evidence | Nearest,
    differences: Sequence[Discrepancy],
    party: str,
    sources: _Sources,
    why_not: str = "",
) -> Quote:
    marks = [
        Mark(max(d.source_start - item.start, 0), d.source_end - item.start, "word", 1)
        for d in differences
        if d.document == item.document
        and d.source_start is not None
        and d.source_end is not None
        and d.source_start < item.end
        and item.start < d.source_end
    ]
    window = _window(item.text, [Span("", mark.start, mark.end) for mark in marks])
    (pieces,) = cut(item.text, [window], marks)
    return Quote(
        pieces=pieces,
        source=sources.find(party, item.document, item.start),
        before=window[0] > 0,
        after=window[1] < len(item.text),
        why_not=why_not,
        page=item.page,
    )


def _window(text: str, deciding: Sequence[Span]) -> tuple[int, int]:
    """The part of a passage that is quoted: all of it, or what surrounds its first deciding words."""
    limit = load_toml("report/page.toml")["limits"]["quote"]
    if len(text) <= limit:
        return 0, len(text)
    first = min((span.start for span in deciding), default=0)
    start = max(0, min(first - limit // 4, len(text) - limit))
    return start, start + limit
