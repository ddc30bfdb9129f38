"""Everything that the template of the HTML report shows, as records."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from claimcheck.records import Label, Report, Summary
from claimcheck.reports.codes import Explanation, explanations
from claimcheck.reports.decisions import AnotherLook, ReviewedReport
from claimcheck.reports.html_findings import Finding, PartyFinding, Source, findings_of, source_of
from claimcheck.reports.html_texts import Block, PartyTexts, article_blocks, has_article_text, party_texts
from claimcheck.reports.layout import shorten
from claimcheck.reports.minor import is_minor
from claimcheck.reports.wording import MARKS, MEANINGS, SUMMARIES, WORDS
from claimcheck.resources import load_toml

# The mark of a claim in the article, by what all parties' verdicts come to.
SUMMARY_MARKS: Mapping[Summary, str] = {
    "supported": MARKS["supported"],
    "supported_by_some": "◐",
    "disputed": "≠",
    "contradicted": MARKS["contradicted"],
    "unsupported": MARKS["not_mentioned"],
}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A claim in the matrix: a cell for each party, None where the claim was not held against it."""

    finding: Finding
    wording: str
    cells: tuple[PartyFinding | None, ...]


class PartyHead(msgspec.Struct, frozen=True, kw_only=True):
    """A party over its column: how many claims have which verdict, minor ones left out unless shown."""

    number: int
    name: str
    counts: tuple[tuple[Label, int], ...]
    documents: int


class HeldAgainst(msgspec.Struct, frozen=True, kw_only=True):
    """A party in the head of the page: its first documents, and how many more there are."""

    name: str
    documents: tuple[Source, ...]
    more: int


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """The whole page."""

    report: Report
    title: str
    show_all: bool
    shown: int
    minor: int
    held_against: tuple[HeldAgainst, ...]
    heads: tuple[PartyHead, ...]
    rows: tuple[Row, ...]
    one_each: bool
    summaries: tuple[tuple[Summary, str, int], ...]
    labels: tuple[tuple[Label, int], ...]
    codes: tuple[tuple[str, str, int], ...]
    article: tuple[Block, ...]
    sources: tuple[PartyTexts, ...]
    whole: bool
    another_look: tuple[AnotherLook, ...]
    glossary: tuple[Explanation, ...]
    error_budget: str
    data: Mapping[str, Any]
    words: Mapping[str, str]
    marks: Mapping[str, str]
    meanings: Mapping[str, str]
    summary_marks: Mapping[Summary, str]
    summary_words: Mapping[str, str]


def page_of(reviewed: ReviewedReport, *, show_all: bool = False, error_budget: str = "") -> Page:
    """The page of a report.

    Args:
        reviewed: the report, and what a person decided about it.
        show_all: whether minor claims are shown from the start.
        error_budget: a line on the measured errors of the models; may be empty.
    """
    report = reviewed.report
    sources = party_texts(report)
    findings = findings_of(reviewed, sources)
    shown = [one for one in findings if show_all or not is_minor(one.claim)]
    verdicts = [party for one in shown for party in one.parties]
    codes = Counter(code for party in verdicts for code in party.codes)
    known = explanations()
    return Page(
        report=report,
        title=_title(report),
        show_all=show_all,
        shown=len(shown),
        held_against=_held_against(report),
        minor=sum(is_minor(one.claim) for one in findings),
        heads=_heads(report, shown),
        rows=_rows(report, findings),
        one_each=_one_each(report, findings),
        summaries=_summaries(shown),
        labels=_counted(verdicts),
        codes=tuple(
            (code, known[code].title if code in known else code, codes[code]) for code in sorted(codes)
        ),
        article=article_blocks(report),
        sources=sources,
        whole=has_article_text(report),
        another_look=reviewed.another_look,
        glossary=tuple(known[code] for code in _all_codes(findings) if code in known),
        error_budget=error_budget,
        data=_data(reviewed),
        words=WORDS,
        marks=MARKS,
        meanings=MEANINGS,
        summary_marks=SUMMARY_MARKS,
        summary_words=SUMMARIES,
    )


def _title(report: Report) -> str:
    article = report.article
    if article is None:
        return "Claims that were handed in"
    return article.title or ("standard input" if article.path == "-" else article.path) or "Article"


def _held_against(report: Report) -> tuple[HeldAgainst, ...]:
    """The parties and their documents; nothing where each claim brought a nameless document of its own."""
    limit = load_toml("report/page.toml")["limits"]["held_against"]
    if report.article is None and not any(d.path for e in report.parties.values() for d in e.documents):
        return ()
    return tuple(
        HeldAgainst(
            name=name,
            documents=tuple(source_of(document) for document in entry.documents[:limit]),
            more=max(int(entry.searched or 0), len(entry.documents)) - len(entry.documents[:limit]),
        )
        for name, entry in report.parties.items()
    )


def _all_codes(findings: Sequence[Finding]) -> list[str]:
    return sorted({code for one in findings for party in one.parties for code in party.codes})


def _counted(verdicts: Sequence[PartyFinding]) -> tuple[tuple[Label, int], ...]:
    counts = Counter(party.label for party in verdicts)
    labels: tuple[Label, ...] = ("supported", "overstated", "contradicted", "not_mentioned", "no_document")
    return tuple((label, counts[label]) for label in labels if counts[label])


def _summaries(shown: Sequence[Finding]) -> tuple[tuple[Summary, str, int], ...]:
    counts = Counter(one.claim.summary for one in shown)
    order: tuple[Summary, ...] = (
        "contradicted",
        "disputed",
        "supported",
        "supported_by_some",
        "unsupported",
    )
    return tuple((name, SUMMARIES[name], counts[name]) for name in order if counts[name])


def _heads(report: Report, shown: Sequence[Finding]) -> tuple[PartyHead, ...]:
    return tuple(
        PartyHead(
            number=number,
            name=name,
            counts=_counted([p for one in shown for p in one.parties if p.party == number]),
            documents=len(entry.documents),
        )
        for number, (name, entry) in enumerate(report.parties.items(), 1)
    )


def _one_each(report: Report, findings: Sequence[Finding]) -> bool:
    """Whether each claim stands against one party of many, so that a matrix would be all but empty."""
    limit = load_toml("report/page.toml")["limits"]["one_each_from"]
    return len(report.parties) >= limit and all(len(one.parties) == 1 for one in findings)


def _rows(report: Report, findings: Sequence[Finding]) -> tuple[Row, ...]:
    width = load_toml("report/page.toml")["limits"]["wording"]
    numbers = range(1, len(report.parties) + 1)
    rows = []
    for one in findings:
        cells = {party.party: party for party in one.parties}
        rows.append(
            Row(
                finding=one,
                wording=shorten(one.claim.text, width),
                cells=tuple(cells.get(number) for number in numbers),
            )
        )
    return tuple(rows)


def _data(reviewed: ReviewedReport) -> Mapping[str, Any]:
    """What the page's script must know exactly: wordings, verdicts and the decisions handed in."""
    report = reviewed.report
    return {
        "article": report.article.sha256 if report.article else _claims_sha256(report),
        "parties": list(report.parties),
        "words": WORDS,
        "marks": MARKS,
        "claims": [
            {
                "claim": claim.standalone,
                "text": claim.text,
                "summary": claim.summary,
                "labels": {party: verdict.label for party, verdict in claim.verdicts.items()},
            }
            for claim in report.claims
        ],
        "handed_in": msgspec.to_builtins(reviewed.decisions),
    }


def _claims_sha256(report: Report) -> str:
    """What tells the claims of one report from those of another where there is no article."""
    wordings = "\n".join(claim.standalone for claim in report.claims)
    return hashlib.sha256(wordings.encode("utf-8", "replace")).hexdigest()
