"""The report as an Excel workbook: a row for each claim and party, and a sheet about the report."""

from __future__ import annotations

import datetime
import io
from typing import TYPE_CHECKING

from claimcheck.reports.columns import COLUMNS, NOTE, table_rows
from claimcheck.reports.decisions import ReviewedReport
from claimcheck.reports.error_budget import budget_line
from claimcheck.reports.layout import clean
from claimcheck.reports.minor import is_minor
from claimcheck.reports.office import require_office
from claimcheck.reports.overview import article_line, decided, documents_named, heading, left_out, tally
from claimcheck.reports.rows import inert
from claimcheck.reports.wording import MARKS, MEANINGS, WORDS

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.worksheet import Worksheet

# Strings stay strings, whatever they look like.
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # fixed, so that equal reports are equal files
_VERDICT = next(place for place, column in enumerate(COLUMNS) if column.head == "Verdict")
_PROBABILITY = next(place for place, column in enumerate(COLUMNS) if column.head == "Probability")
_FILLS = {  # background and letters, at least 7 to 1
    "supported": ("#DDF3E4", "#0B4A24"),
    "overstated": ("#FFEFC7", "#5A3A00"),
    "contradicted": ("#FBDDDD", "#7A0C0C"),
    "not_mentioned": ("#F0F0F0", "#3A3A3A"),
    "no_document": ("#F0F0F0", "#3A3A3A"),
}


def to_xlsx(reviewed: ReviewedReport, *, show_all: bool = False) -> bytes:
    """The workbook as bytes; every cell is text, and none can become a formula.

    Raises:
        UsageError: XlsxWriter is not installed.
    """
    require_office("xlsx")
    from xlsxwriter import Workbook

    stream = io.BytesIO()
    with Workbook(stream, _OPTIONS) as workbook:
        workbook.set_properties(
            {
                "title": inert(clean(heading(reviewed.report))),
                "created": _MADE.replace(tzinfo=None),
                "author": "claimcheck",
            }
        )
        _claims(workbook, reviewed, show_all)
        _about(workbook, reviewed, show_all)
    return stream.getvalue()


def _claims(workbook: Workbook, reviewed: ReviewedReport, show_all: bool) -> None:
    sheet = workbook.add_worksheet("Claims")
    head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    body = workbook.add_format({"text_wrap": True, "valign": "top"})
    fills = {
        f"{MARKS[label]} {WORDS[label]}": workbook.add_format(
            {"text_wrap": True, "valign": "top", "bg_color": back, "font_color": front}
        )
        for label, (back, front) in _FILLS.items()
    }
    rows = [row for row in table_rows(reviewed, show_all=show_all) if row[0] != NOTE]
    for place, column in enumerate(COLUMNS):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, column.head, head)
    for number, row in enumerate(rows, 1):
        for place, text in enumerate(row):
            if place == _PROBABILITY and text:
                sheet.write_number(number, place, float(text), body)
            else:
                sheet.write_string(number, place, text, fills.get(text, body) if place == _VERDICT else body)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, len(rows), len(COLUMNS) - 1)
    _paper(sheet)
    sheet.repeat_rows(0)


def _about(workbook: Workbook, reviewed: ReviewedReport, show_all: bool) -> None:
    """A sheet of two columns: what was checked, what came out, what the verdicts mean."""
    sheet = workbook.add_worksheet("About")
    head = workbook.add_format({"bold": True, "valign": "top"})
    body = workbook.add_format({"text_wrap": True, "valign": "top"})
    report = reviewed.report
    shown = [claim for claim in report.claims if show_all or not is_minor(claim)]
    lines = [
        ("Article", heading(report)),
        ("File and date", article_line(report)),
        *((party, documents_named(entry)) for party, entry in report.parties.items()),
        ("Result", tally(shown)),
        ("Left out", left_out(len(report.claims) - len(shown))),
        ("Decisions", decided(reviewed)),
        *((f"{MARKS[label]} {WORDS[label]}", meaning) for label, meaning in MEANINGS.items()),
        ("How far to trust it", budget_line(report.models)),
        *(("Warning", warning) for warning in report.warnings),
        ("Made by", f"claimcheck {report.claimcheck}"),
    ]
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 100)
    for number, (name, text) in enumerate((name, text) for name, text in lines if text):
        sheet.write_string(number, 0, inert(clean(name)), head)
        sheet.write_string(number, 1, inert(clean(text)), body)
    _paper(sheet)


def _paper(sheet: Worksheet) -> None:
    """A4 across, as wide as one page."""
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
