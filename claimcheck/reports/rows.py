"""A report as rows, one for each claim and party: what tables hold and what Markdown and DOCX tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.records import CheckedClaim, Claim, DocumentEntry, Label, Report, Verdict
from claimcheck.reports.codes import title
from claimcheck.reports.decisions import Decision, ReviewedReport, review_phrase, review_words
from claimcheck.reports.layout import clean
from claimcheck.reports.minor import is_minor
from claimcheck.reports.readings import readings
from claimcheck.reports.reasons import reason, recall_words, verdict_sentence
from claimcheck.reports.wording import MARKS, SUMMARIES, WORDS, plural

CELL_LIMIT = 32_767  # characters (UTF-16 units) that a cell of a spreadsheet holds
_STARTERS = "=+-@\t\r\n＝＋－＠"  # what a spreadsheet may take for the start of a formula
_Documents = Mapping[str, DocumentEntry]


class Quoted(msgspec.Struct, frozen=True, kw_only=True):
    """A passage of a document and where it comes from; `why_not` is set where it does not count."""

    text: str
    source: str
    link: str = ""
    why_not: str = ""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What one party's documents say about one claim, in words; all texts on one line and harmless.

    `decision` is what a person decided in a word or two, `decided` the same as it follows a verdict.
    `reasons` are sentences with their code before them, `codes` the codes alone. `passages` decided the
    verdict; `nearest` came near without counting.
    """

    index: int
    id: str
    claim: str
    read_as: tuple[str, ...]
    said_by: str
    party: str
    label: Label
    verdict: str
    probability: float
    decision: str
    decided: str
    comment: str
    codes: tuple[str, ...]
    reasons: tuple[str, ...]
    article_words: tuple[str, ...]
    document_words: tuple[str, ...]
    passages: tuple[Quoted, ...]
    nearest: tuple[Quoted, ...]
    not_backed: tuple[str, ...]
    others: tuple[str, ...]
    searched: str
    summary: str
    check_worthy: bool


def report_rows(reviewed: ReviewedReport, *, show_all: bool = False) -> tuple[Row, ...]:
    """The rows in the order of claims and parties; `show_all` keeps minor claims."""
    report = reviewed.report
    documents = {document.id: document for entry in report.parties.values() for document in entry.documents}
    return tuple(
        _row(report, index, claim, party, reviewed.review(index, party), documents)
        for index, claim in enumerate(report.claims)
        if show_all or not is_minor(claim)
        for party in claim.verdicts
    )


def inert(text: str) -> str:
    """`text` so that a spreadsheet takes it for text: an apostrophe stands before what starts a formula.

    It is cut to what a cell holds, with an ellipsis.
    """
    text = f"'{text}" if text.lstrip()[:1] and text.lstrip()[0] in _STARTERS else text
    if _units(text) <= CELL_LIMIT:
        return text
    raw = text.encode("utf-16-le")[: 2 * (CELL_LIMIT - 2)]
    return raw.decode("utf-16-le", errors="ignore") + " …"


def said_by(claim: Claim) -> str:
    """Who is said to say it, innermost first; empty where the article itself does."""
    return ", as told by ".join(clean(link.name or link.text) for link in reversed(claim.attribution))


def searched(verdict: Verdict) -> str:
    """How much was searched: "3 documents, 120 passages"."""
    counts = verdict.search
    told = f"{plural(counts.documents, 'document')}, {plural(counts.passages, 'passage')}"
    return "; ".join((told, *(recall_words(verdict) if verdict.label == "not_mentioned" else ())))


def source_of(documents: _Documents, name: str) -> str:
    """Title and date of a document; empty for a claim's own document, which has no name."""
    document = documents.get(name)
    if document is None:
        return clean(name)
    if not document.path and not document.title:
        return ""
    return clean(", ".join(filter(None, (document.title or document.id, document.date))))


def _row(
    report: Report,
    index: int,
    claim: CheckedClaim,
    party: str,
    review: Decision | None,
    documents: _Documents,
) -> Row:
    verdict = claim.verdicts[party]
    return Row(
        index=index,
        id=clean(claim.id),
        claim=clean(claim.text),
        read_as=tuple(readings(claim)),
        said_by=said_by(claim),
        party=clean(party),
        label=verdict.label,
        verdict=f"{MARKS[verdict.label]} {WORDS[verdict.label]}",
        probability=verdict.confidence,
        decision=review_words(review),
        decided=review_phrase(review),
        comment=clean(review.comment) if review else "",
        codes=tuple(difference.code for difference in verdict.discrepancies),
        reasons=_reasons(party, verdict, article=report.article is not None),
        article_words=_distinct([difference.claim_text for difference in verdict.discrepancies]),
        document_words=_distinct([difference.source_text for difference in verdict.discrepancies]),
        passages=tuple(_quoted(documents, one.document, one.text, one.page) for one in verdict.evidence),
        nearest=tuple(
            _quoted(documents, one.document, one.text, one.page, one.why_not)
            for one in verdict.search.nearest
        ),
        not_backed=_distinct([part.text for part in verdict.parts if not part.supported]),
        others=tuple(
            f"{word}, on the same: {source_of(documents, name)}"
            for word, names in (("earlier", verdict.earlier), ("later", verdict.later))
            for name in names
        ),
        searched=searched(verdict),
        summary=SUMMARIES[claim.summary],
        check_worthy=claim.check_worthy,
    )


def _reasons(party: str, verdict: Verdict, *, article: bool) -> tuple[str, ...]:
    """A sentence for each difference, or one for the verdict where no difference is named."""
    if not verdict.discrepancies:
        return (clean(verdict_sentence(party, verdict)),)
    return tuple(
        clean(f"{one.code} ({title(one.code)}): {reason(party, one, article=article)}")
        for one in verdict.discrepancies
    )


def _quoted(documents: _Documents, name: str, text: str, page: int | None, why_not: str = "") -> Quoted:
    document = documents.get(name)
    link = (document.url or "").strip() if document else ""
    safe = link.lower().startswith(("https://", "http://"))
    return Quoted(
        text=clean(text),
        source=", ".join(filter(None, (source_of(documents, name), f"page {page}" if page else ""))),
        link=clean(link) if safe else "",
        why_not=clean(why_not),
    )


def _distinct(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(cleaned for text in texts if (cleaned := clean(text))))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", errors="surrogatepass")) // 2
