"""The report as a Word document: the article with comments at its claims, then an annex with the evidence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from claimcheck.errors import UsageError
from claimcheck.records import Report
from claimcheck.reports.decisions import ReviewedReport
from claimcheck.reports.docx_parts import Writer
from claimcheck.reports.error_budget import budget_line
from claimcheck.reports.minor import is_minor
from claimcheck.reports.overview import (
    article_line,
    decided,
    documents_named,
    heading,
    labels_shown,
    left_out,
    tally,
)
from claimcheck.reports.rows import Row, report_rows
from claimcheck.reports.wording import MARKS, MEANINGS, WORDS

if TYPE_CHECKING:
    from claimcheck.reports.marking import Mark, Piece

_EPOCH = (1980, 1, 1, 0, 0, 0)  # date of every file in the archive, so that equal reports are equal files


def to_docx(reviewed: ReviewedReport, *, show_all: bool = False) -> bytes:
    """The Word document as bytes.

    Raises:
        UsageError: python-docx is not installed, or the report lacks the article's text.
    """
    report = reviewed.report
    text = None
    if report.article is not None:
        text = report.texts.get(report.article.sha256)
        if text is None:
            raise UsageError(
                "the report does not hold the article's text, which a Word document shows",
                remedy="Make the report without --no-texts.",
            )
    writer = Writer()
    rows = report_rows(reviewed, show_all=show_all)
    _front(writer, reviewed, show_all)
    if text is not None:
        writer.heading("The article")
        writer.small("The number after a claim is its number in the annex; comments hold what was found.")
        _article(writer, report, text, rows)
    _annex(writer, rows)
    _another_look(writer, reviewed)
    writer.heading("How far to trust this")
    writer.paragraph(budget_line(report.models))
    return _fixed(writer.save(heading(report)))


def _front(writer: Writer, reviewed: ReviewedReport, show_all: bool) -> None:
    report = reviewed.report
    shown = [claim for claim in report.claims if show_all or not is_minor(claim)]
    writer.title(heading(report))
    writer.paragraph(article_line(report))
    for party, entry in report.parties.items():
        writer.item(documents_named(entry), bold=f"{party}: ")
    writer.paragraph(tally(shown))
    writer.paragraph(decided(reviewed))
    for label in labels_shown(shown):
        writer.item(MEANINGS[label], bold=f"{MARKS[label]} {WORDS[label]}: ")
    writer.small(left_out(len(report.claims) - len(shown)))
    for warning in report.warnings:
        writer.item(warning, bold="Read with doubt:")


def _article(writer: Writer, report: Report, text: str, rows: Sequence[Row]) -> None:
    """The article in paragraphs; a comment spans each claim from its first to its last character."""
    from claimcheck.reports.marking import Mark, paragraphs

    by_claim = {index: list(group) for index, group in groupby(rows, key=lambda row: row.index)}
    marks: list[Mark] = []
    for index in by_claim:
        claim = report.claims[index]
        if claim.start is not None and claim.end is not None:
            marks.append(Mark(claim.start, claim.end, "claim", index))
    last = {mark.claim: mark.end for mark in marks}
    for block in paragraphs(text, marks):
        writer.begin(block.kind)
        for piece in block.pieces:
            shade = report.claims[piece.marks[-1].claim].summary if piece.marks else ""
            _piece(writer, piece, shade, last, by_claim)
    for index, group in by_claim.items():
        writer.comment(index, _comment(group))


def _piece(
    writer: Writer, piece: Piece, shade: str, last: dict[int, int], rows: dict[int, list[Row]]
) -> None:
    """A stretch of the article, and the numbers of the claims that end with it."""
    claims = [mark.claim for mark in piece.marks]
    writer.stretch(piece.text, claims, shade)
    ended = [index for index in claims if last[index] == piece.start + len(piece.text)]
    writer.number([rows[index][0].id for index in sorted(ended)])


def _comment(rows: Sequence[Row]) -> list[str]:
    """The paragraphs of a claim's comment: what all parties come to, then each that is not silent."""
    lines = [f"Claim {rows[0].id}: {rows[0].summary}."]
    for row in rows:
        decision = f" ({row.decided})" if row.decided else ""
        lines.append(f"{row.party}: {row.verdict}{decision}. {' '.join(row.reasons)}")
        if row.comment:
            lines.append(f"Comment: {row.comment}")
    return lines


def _annex(writer: Writer, rows: Sequence[Row]) -> None:
    if rows:
        writer.heading("Annex: what each party's documents say", new_page=True)
    for _, group in groupby(rows, key=lambda row: row.index):
        claim = list(group)
        writer.subheading(f"Claim {claim[0].id}")
        writer.quote(claim[0].claim)
        notes = [*([f"said by {claim[0].said_by}"] if claim[0].said_by else []), *claim[0].read_as]
        writer.small("; ".join(notes))
        for row in claim:
            _annex_row(writer, row)


def _annex_row(writer: Writer, row: Row) -> None:
    decision = f", {row.decided}" if row.decided else ""
    writer.paragraph("", bold=f"{row.party}: {row.verdict}{decision}", keep=True)
    for text in (*row.reasons, *(f"Not backed: “{text}”." for text in row.not_backed), *row.others):
        writer.item(text)
    for quoted in row.passages:
        writer.quote(f"“{quoted.text}”", source=quoted.source, link=quoted.link)
    if row.label == "not_mentioned":
        writer.item(f"Searched: {row.searched}.")
        for quoted in row.nearest[:1]:  # all of them stand in the other formats, and are on paper too long
            writer.item(f"“{quoted.text}” {quoted.why_not}", bold="Nearest, but does not count: ")
    if row.comment:
        writer.item(row.comment, bold="Comment: ")


def _another_look(writer: Writer, reviewed: ReviewedReport) -> None:
    """Decisions that no longer fit, and claims that a person added."""
    from claimcheck.reports.decisions import review_words

    if reviewed.another_look:
        writer.heading("For another look")
        writer.paragraph("These decisions are not in force:")
        for stale in reviewed.another_look:
            one = stale.decision
            comment = f" Comment: {one.comment}" if one.comment else ""
            writer.item(
                f"{one.party}, {review_words(one)}. {stale.reason}{comment}",
                bold=f"“{one.text or one.claim}” ",
            )
    if reviewed.added:
        writer.heading("Added by a person, not yet checked")
        for claim in reviewed.added:
            writer.item(claim.claim)


def _fixed(data: bytes) -> bytes:
    """The archive with one date for all of its files."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            info = zipfile.ZipInfo(entry.filename, _EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(entry))
    return stream.getvalue()
