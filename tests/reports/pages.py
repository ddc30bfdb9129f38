"""Reports with texts, made by hand, for the tests of the page."""

from __future__ import annotations

from claimcheck.records import (
    ArticleEntry,
    CheckedClaim,
    ClaimSource,
    Discrepancy,
    DocumentEntry,
    Evidence,
    Label,
    Nearest,
    PartyEntry,
    Report,
    Scores,
    Search,
    Status,
    Summary,
    Verdict,
)

ARTICLE = (
    "Harbour sold\n\n"
    "EASTHAVEN, March 2 - The sale of the harbour was closed on Friday, and it will keep all jobs, "
    "the union said.\n\n"
    "- Gulls cried.\n"
)
BANK = (
    "Statement on the harbour\n\n"
    "The bank and the buyers are still in talks. No contract has been signed.\n\n"
    "The bank was founded in 1870."
)
SCORES = {
    "supported": Scores(0.8, 0.1, 0.1),
    "overstated": Scores(0.1, 0.8, 0.1),
    "contradicted": Scores(0.1, 0.8, 0.1),
    "not_mentioned": Scores(0.1, 0.1, 0.8),
    "no_document": Scores(0.0, 0.0, 1.0),
}
_DEGREES: dict[Label, Summary] = {
    "supported": "supported",
    "overstated": "contradicted",
    "contradicted": "contradicted",
}


def span(text: str, words: str) -> tuple[int, int]:
    start = text.index(words)
    return start, start + len(words)


def evidence(document: str, text: str, words: str) -> Evidence:
    start, end = span(text, words)
    return Evidence(document=document, text=words, start=start, end=end, relation="weaker", score=0.8)


def verdict(
    label: Label,
    *,
    found: tuple[Evidence, ...] = (),
    differences: tuple[Discrepancy, ...] = (),
    near: tuple[Nearest, ...] = (),
) -> Verdict:
    return Verdict(
        label=label,
        confidence=0.8,
        scores=SCORES[label],
        evidence=found,
        discrepancies=differences,
        search=Search(documents=1, passages=3, queries=("harbour",), nearest=near),
    )


def escalated(article: str, ours: str, document: str, text: str, theirs: str) -> Discrepancy:
    claim_start, claim_end = span(article, ours)
    source_start, source_end = span(text, theirs)
    return Discrepancy(
        code="CC101",
        type="status_escalation",
        message=f"The article says “{ours}”, the document only goes as far as “{theirs}”.",
        claim_text=ours,
        claim_start=claim_start,
        claim_end=claim_end,
        source_text=theirs,
        document=document,
        source_start=source_start,
        source_end=source_end,
    )


def claim(
    number: int, article: str, words: str, verdicts: dict[str, Verdict], **fields: object
) -> CheckedClaim:
    start, end = span(article, words)
    summaries = [_DEGREES.get(one.label, "unsupported") for one in verdicts.values()]
    return CheckedClaim(
        **{  # type: ignore[arg-type]
            "id": str(number),
            "text": words,
            "standalone": words,
            "start": start,
            "end": end,
            "summary": summaries[0],
            "verdicts": verdicts,
            **fields,
        }
    )


def document(name: str, title: str = "", url: str | None = None) -> DocumentEntry:
    return DocumentEntry(
        id=name, title=title or name, date="2025-03-01", url=url, path=f"{name}.md", sha256=name * 3
    )


def report(
    article: str,
    claims: tuple[CheckedClaim, ...],
    parties: dict[str, dict[str, str]],
    title: str = "Harbour sold",
) -> Report:
    """A report on `article`; `parties` maps each party to its documents: id -> text."""
    return Report(
        schema="claimcheck/report/1",
        claimcheck="0.1.0",
        models={},
        article=ArticleEntry(title=title, date="2025-03-02", path="article.md", url=None, sha256="article"),
        parties={
            party: PartyEntry(documents=tuple(document(name) for name in texts))
            for party, texts in parties.items()
        },
        claims=claims,
        texts={
            "article": article,
            **{name * 3: text for texts in parties.values() for name, text in texts.items()},
        },
    )


def harbour() -> Report:
    """An article of which one claim lies within another, a party that weakens it, and one that is silent."""
    closed = "The sale of the harbour was closed on Friday, and it will keep all jobs"
    talks = evidence("bank", BANK, "The bank and the buyers are still in talks. No contract has been signed.")
    start, end = span(BANK, "The bank was founded in 1870.")
    founded = Nearest(
        document="bank",
        text=BANK[start:end],
        start=start,
        end=end,
        similarity=0.3,
        why_not="It is about something else.",
    )
    weaker = escalated(ARTICLE, "was closed", "bank", BANK, "in talks")
    at = span(ARTICLE, "was closed")
    closing = Status(text="was closed", start=at[0], end=at[1], domain="corporate", rung=9)
    away = verdict("no_document")
    by_union = ClaimSource(text="the union", start=0, end=9)
    claims = (
        claim(
            1,
            ARTICLE,
            closed,
            {"Bank": verdict("overstated", found=(talks,), differences=(weaker,)), "Port": away},
            status=closing,
        ),
        claim(
            2,
            ARTICLE,
            "it will keep all jobs",
            {"Bank": verdict("not_mentioned", near=(founded,)), "Port": away},
            standalone="The buyer will keep all jobs",
            attribution=(by_union,),
        ),
        claim(
            3,
            ARTICLE,
            "Gulls cried.",
            {"Bank": verdict("not_mentioned", near=(founded,)), "Port": away},
            check_worthy=False,
        ),
    )
    return report(ARTICLE, claims, {"Bank": {"bank": BANK}, "Port": {}})
