"""Every format that a report can take, by its name and by the ending of a file."""

from __future__ import annotations

from typing import Final

import msgspec

from claimcheck.reports.claimreview import Publication
from claimcheck.reports.decisions import ReviewedReport

FORMATS: Final = ("table", "json", "jsonl", "csv", "md", "html", "xlsx", "docx", "claimreview")
# The longer ending comes first: x.claimreview.json ends in .json too.
ENDINGS: Final = {
    ".claimreview.json": "claimreview",
    ".jsonld": "claimreview",
    ".txt": "table",
    ".json": "json",
    ".jsonl": "jsonl",
    ".csv": "csv",
    ".md": "md",
    ".markdown": "md",
    ".html": "html",
    ".htm": "html",
    ".xlsx": "xlsx",
    ".docx": "docx",
}


class View(msgspec.Struct, frozen=True, kw_only=True):
    """How a report is to be shown.

    Attributes:
        show_all: human formats show also minor claims (`claimcheck.reports.minor`).
        texts: JSON holds the full texts.
        width: columns of a table in text.
        colour: whether that table is coloured.
        publication: what ClaimReview needs besides.
    """

    show_all: bool = False
    texts: bool = True
    width: int = 100
    colour: bool = False
    publication: Publication = Publication()


def render_as(form: str, reviewed: ReviewedReport, view: View) -> bytes:
    """The report in one of `FORMATS`.

    Raises:
        UsageError: the format needs a library that is not installed, or something the report does not hold.
    """
    if form in ("json", "jsonl"):
        from claimcheck.reports.json import to_json, to_json_line

        return (to_json if form == "json" else to_json_line)(reviewed, texts=view.texts)
    if form == "csv":
        from claimcheck.reports.csv import to_csv

        return to_csv(reviewed, show_all=view.show_all)
    if form == "md":
        from claimcheck.reports.markdown import to_markdown

        return to_markdown(reviewed, show_all=view.show_all)
    if form == "html":
        return _html(reviewed, view)
    if form == "xlsx":
        from claimcheck.reports.xlsx import to_xlsx

        return to_xlsx(reviewed, show_all=view.show_all)
    if form == "docx":
        from claimcheck.reports.docx import to_docx

        return to_docx(reviewed, show_all=view.show_all)
    if form == "claimreview":
        from claimcheck.reports.claimreview import to_claimreview

        return to_claimreview(reviewed, view.publication)
    from claimcheck.reports.terminal import render

    return render(reviewed, width=view.width, colour=view.colour, show_all=view.show_all).encode()


def _html(reviewed: ReviewedReport, view: View) -> bytes:
    from claimcheck.reports.error_budget import budget_line
    from claimcheck.reports.html import to_html

    return to_html(reviewed, show_all=view.show_all, error_budget=budget_line(reviewed.report.models))
