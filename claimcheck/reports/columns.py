"""The columns of a report as a table, shared by CSV and XLSX."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.reports.decisions import ReviewedReport, review_words
from claimcheck.reports.error_budget import budget_line
from claimcheck.reports.layout import clean
from claimcheck.reports.rows import Quoted, Row, inert, report_rows
from claimcheck.reports.wording import WORDS

ANOTHER_LOOK = "for another look"
ADDED = "added by a person, not yet checked"
NOTE = "note"


class Column(msgspec.Struct, frozen=True):
    """A column's head and its width in characters."""

    head: str
    width: int


COLUMNS = (
    Column("No.", 6),
    Column("Claim", 48),
    Column("Party", 16),
    Column("Verdict", 16),
    Column("Decided by a person", 18),
    Column("Comment", 28),
    Column("Codes", 9),
    Column("Why", 48),
    Column("Words of the article", 22),
    Column("Words of the document", 22),
    Column("Passage", 60),
    Column("Source", 30),
    Column("Link", 24),
    Column("Nearest passage that does not count", 60),
    Column("Why it does not count", 32),
    Column("Searched", 20),
    Column("Said by", 20),
    Column("Read as", 32),
    Column("All parties together", 26),
    Column("Probability", 10),
    Column("Worth a check", 10),
)


def table_rows(reviewed: ReviewedReport, *, show_all: bool = False) -> list[list[str]]:
    """A row of inert cells for each claim and party, then those that no longer fit and those added.

    The last row is a note: how often the models were wrong when that was counted.
    """
    rows = [_cells(row) for row in report_rows(reviewed, show_all=show_all)]
    rows += [*_other_rows(reviewed), _short(NOTE, budget_line(reviewed.report.models))]
    return [[inert(text) for text in row] for row in rows]


def _cells(row: Row) -> list[str]:
    nearest = row.nearest if not row.passages else ()
    return [
        row.id,
        row.claim,
        row.party,
        row.verdict,
        row.decision,
        row.comment,
        ", ".join(row.codes),
        " ".join([*row.reasons, *_not_backed(row), *(f"{text}." for text in row.others)]),
        _several(row.article_words),
        _several(row.document_words),
        _several([quoted.text for quoted in row.passages]),
        _several([quoted.source for quoted in row.passages], once=True),
        _several([quoted.link for quoted in row.passages], once=True),
        _several([_with_source(quoted) for quoted in nearest]),
        _several([quoted.why_not for quoted in nearest]),
        row.searched,
        row.said_by,
        _several(row.read_as),
        row.summary,
        f"{row.probability:.2f}",
        "yes" if row.check_worthy else "no",
    ]


def _other_rows(reviewed: ReviewedReport) -> list[list[str]]:
    rows = []
    for stale in reviewed.another_look:
        decision = stale.decision
        told = f"{ANOTHER_LOOK}: {review_words(decision)} when the verdict was {WORDS[decision.label]}"
        row = _short("", clean(decision.text or decision.claim))
        row[2], row[4], row[5], row[7] = clean(decision.party), told, clean(decision.comment), stale.reason
        rows.append(row)
    for claim in reviewed.added:
        row = _short("", clean(claim.claim))
        row[4] = ADDED
        rows.append(row)
    return rows


def _short(number: str, claim: str) -> list[str]:
    return [number, claim, *[""] * (len(COLUMNS) - 2)]


def _not_backed(row: Row) -> list[str]:
    return [f"Not backed: {'; '.join(f'“{text}”' for text in row.not_backed)}."] if row.not_backed else []


def _with_source(quoted: Quoted) -> str:
    return f"{quoted.text} ({quoted.source})" if quoted.source else quoted.text


def _several(texts: Sequence[str], *, once: bool = False) -> str:
    """Texts in one cell, numbered where there are several; `once` leaves out repetitions."""
    texts = [text for text in (dict.fromkeys(texts) if once else texts) if text]
    if len(texts) < 2 or once:
        return "; ".join(texts)
    return " ".join(f"({number}) {text}" for number, text in enumerate(texts, 1))
