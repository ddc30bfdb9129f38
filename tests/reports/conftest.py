"""Reports made by hand, so that the tests of their layout depend on no verdict."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from claimcheck.records import (
    ArticleEntry,
    CheckedClaim,
    ClaimSource,
    Discrepancy,
    DocumentEntry,
    Evidence,
    Label,
    Nearest,
    PartFinding,
    PartyEntry,
    Report,
    Scores,
    Search,
    Verdict,
)
from claimcheck.reports.decisions import ReviewedReport, merge
from claimcheck.reports.load import load_decisions, load_report

SCORES = {
    "supported": Scores(0.8, 0.1, 0.1),
    "overstated": Scores(0.1, 0.8, 0.1),
    "contradicted": Scores(0.1, 0.8, 0.1),
    "not_mentioned": Scores(0.1, 0.1, 0.8),
    "no_document": Scores(0.0, 0.0, 1.0),
}


class Maker:
    """Makes records with as little as a test cares for."""

    def document(self, id_: str, title: str = "", date: str = "", path: str = "x.md") -> DocumentEntry:
        return DocumentEntry(id=id_, title=title, date=date, url=None, path=path, sha256="0" * 64)

    def verdict(self, label: Label, **fields: Any) -> Verdict:
        searched = 0 if label == "no_document" else 1
        search = Search(
            documents=searched, passages=12 * searched, queries=("q",), nearest=fields.pop("nearest", ())
        )
        return Verdict(label=label, confidence=0.8, scores=SCORES[label], search=search, **fields)

    def evidence(self, document: str, text: str) -> Evidence:
        return Evidence(document=document, text=text, start=0, end=len(text), relation="weaker", score=0.8)

    def near(self, document: str, text: str, why_not: str) -> Nearest:
        return Nearest(document=document, text=text, start=0, end=len(text), similarity=0.41, why_not=why_not)

    def claim(self, id_: str, text: str, verdicts: dict[str, Verdict], **fields: Any) -> CheckedClaim:
        fields = {"standalone": text, "summary": "unsupported", **fields}
        return CheckedClaim(id=id_, text=text, verdicts=verdicts, **fields)

    def report(self, parties: dict[str, tuple[DocumentEntry, ...]], *claims: CheckedClaim) -> Report:
        return Report(
            schema="claimcheck/report/1",
            claimcheck="0.1.0",
            models={},
            article=ArticleEntry(
                title="Sale closed", date="2025-03-02", path="article.md", url=None, sha256="0" * 64
            ),
            parties={name: PartyEntry(documents=documents) for name, documents in parties.items()},
            claims=claims,
        )


@pytest.fixture(scope="session")
def make() -> Maker:
    return Maker()


TALKS = (
    "The bank and the buyers are still in talks. No contract has been signed, "
    "and the bank will decide in May."
)
HISTORY = (
    "Ships of all sizes call here. The harbour was dug in 1702 and is one of the oldest on this coast, "
    "though nobody can say which is the oldest of them all. It never freezes."
)
ESCALATED = Discrepancy(
    code="CC101",
    type="status_escalation",
    message="The article says “was closed”, the document only goes as far as “in talks”.",
    claim_text="was closed",
    claim_start=24,
    claim_end=34,
    source_text="in talks",
    document="bank",
    source_start=33,
    source_end=41,
)
OTHER_PRICE = Discrepancy(
    code="CC201",
    type="number_mismatch",
    message="The price is another.",
    claim_text="350 million crowns",
    claim_start=50,
    claim_end=68,
    source_text="150 million crowns",
    document="port2",
    source_start=13,
    source_end=31,
)
UNSAID = Discrepancy(
    code="CC302",
    type="attribution",
    message="Only Port Authority says so; Central Bank, which the article names, does not.",
)


def weakened(make: Maker) -> CheckedClaim:
    bank = make.verdict("overstated", evidence=(make.evidence("bank", TALKS),), discrepancies=(ESCALATED,))
    port = make.verdict(
        "contradicted",
        evidence=(make.evidence("port2", "The price is 150 million crowns."),),
        discrepancies=(OTHER_PRICE,),
        earlier=("port1",),
    )
    text = (
        "The sale of the harbour was closed on Friday for 350 million crowns, to the relief of everyone who "
        "works there."
    )
    return make.claim("1", text, {"Central Bank": bank, "Port Authority": port}, summary="contradicted")


def one_sided(make: Maker) -> CheckedClaim:
    bank = make.verdict("not_mentioned", discrepancies=(UNSAID,))
    port = make.verdict("supported", evidence=(make.evidence("port4", "All jobs will be kept."),))
    chain = (
        ClaimSource(text="The union", start=0, end=9),
        ClaimSource(text="he", start=0, end=2, name="Port Authority"),
    )
    return make.claim(
        "2",
        "It will keep all jobs.",
        {"Central Bank": bank, "Port Authority": port},
        summary="supported_by_some",
        standalone="The buyer will keep all jobs",
        attribution=chain,
    )


def unsupported(make: Maker) -> CheckedClaim:
    bank = make.near("bank", TALKS, "It is about something else.")
    port = make.near("port1", HISTORY, "It says nothing of: country.")
    verdicts = {
        "Central Bank": make.verdict("not_mentioned", nearest=(bank,)),
        "Port Authority": make.verdict("not_mentioned", nearest=(port,)),
    }
    return make.claim("3", "The harbour is the oldest of the country.", verdicts)


def supported(make: Maker) -> CheckedClaim:
    bank = make.verdict("supported", evidence=(make.evidence("bank", "never shown below the table"),))
    verdicts = {"Central Bank": bank, "Port Authority": make.verdict("supported")}
    return make.claim("4", "The port authority thanked the bank.", verdicts, summary="supported")


def in_parts(make: Maker) -> CheckedClaim:
    parts = (
        PartFinding(text="Ships", start=0, end=5, supported=False),
        PartFinding(text="cranes", start=7, end=13, supported=True),
    )
    evidence = (make.evidence("bank", "The cranes are for sale."),)
    verdicts = {
        "Central Bank": make.verdict("overstated", evidence=evidence, parts=parts),
        "Port Authority": make.verdict("not_mentioned"),
    }
    return make.claim("5", "Ships, cranes and warehouses are sold", verdicts, summary="contradicted")


@pytest.fixture(scope="session")
def typical(make: Maker) -> Report:
    """One claim of each kind that a report can hold, and a party without documents."""
    bank = (make.document("bank", "Statement on the proposed sale of the harbour", "2025-03-01"),)
    port = (
        make.document("port1", "First note of the port authority to the owners of the harbour", "2025-02-20"),
        make.document("port2", "Second note", "2025-02-27"),
        make.document("port3", "", "2025-02-28"),
        make.document("port4", "Fourth note", ""),
    )
    silent = make.verdict("not_mentioned")
    aside = make.claim(
        "6", "A gull cried.", {"Central Bank": silent, "Port Authority": silent}, check_worthy=False
    )
    made = (weakened, one_sided, unsupported, supported, in_parts)
    away = {"City of Easthaven": make.verdict("no_document")}
    claims = [
        msgspec.structs.replace(claim, verdicts=claim.verdicts | away)
        for claim in (*(one(make) for one in made), aside)
    ]
    parties = {"Central Bank": bank, "Port Authority": port, "City of Easthaven": ()}
    return make.report(parties, *claims)


DATA = Path(__file__).parent / "data"


@pytest.fixture(scope="session")
def port() -> ReviewedReport:
    """A small report with its texts, and decisions of every kind, of which two no longer fit."""
    report, _ = load_report(DATA / "port_report.json")
    return merge(report, load_decisions(DATA / "port_decisions.json"))


def make_long(port: ReviewedReport, claims: int, words: str) -> ReviewedReport:
    """Many claims that each stand in a paragraph of their own, by four parties."""
    report, pattern = port.report, port.report.claims[1]
    pieces = [f"{words} number {n}" for n in range(claims)]
    text = "\n\n".join(pieces) + "\n"
    verdicts = [*pattern.verdicts.values(), pattern.verdicts["Central Bank"]]  # of four parties
    parties = [f"Party {n}" for n in range(len(verdicts))]
    made, start = [], 0
    for n, piece in enumerate(pieces):
        made.append(
            msgspec.structs.replace(
                pattern,
                id=str(n),
                text=piece,
                standalone=piece,
                start=start,
                end=start + len(piece),
                verdicts=dict(zip(parties, verdicts, strict=True)),
            )
        )
        start += len(piece) + 2
    article = msgspec.structs.replace(report.article, sha256="a" * 64, title=words)
    entries = dict.fromkeys(parties, report.parties["Central Bank"])
    return merge(
        msgspec.structs.replace(
            report, claims=tuple(made), article=article, parties=entries, texts={"a" * 64: text}
        )
    )


@pytest.fixture(scope="session")
def long_report(port: ReviewedReport) -> Callable[[int, str], ReviewedReport]:
    """Makes a report of so many claims, each of these words, by four parties."""
    return lambda claims, words: make_long(port, claims, words)
