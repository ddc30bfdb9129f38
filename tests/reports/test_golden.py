"""Every format of one small report, as it was. UPDATE_GOLDEN=1 writes the files anew; look at the diff."""

from __future__ import annotations

import io
import os
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from claimcheck.reports.claimreview import Publication
from claimcheck.reports.decisions import ReviewedReport, merge
from claimcheck.reports.formats import View, render_as

GOLDEN = Path(__file__).parent / "golden"
NEWS = Publication(
    publisher="The Fact Desk",
    url="https://facts.example/harbour",
    article_publisher="The Easthaven Post",
)
# Which files of a Word or Excel archive hold what a reader sees.
CONTENT = re.compile(
    r"word/(document|comments)\.xml|xl/(sharedStrings|workbook|styles|worksheets/sheet\d)\.xml"
)
FORMATS = {
    "table": "txt",
    "json": "json",
    "jsonl": "jsonl",
    "csv": "csv",
    "md": "md",
    "claimreview": "claimreview.json",
    "docx": "docx.xml",
    "xlsx": "xlsx.xml",
}


def content(data: bytes) -> bytes:
    """The content of an archive as text, a tag a line; other data as it is."""
    if not data.startswith(b"PK"):
        return data
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = sorted(name for name in archive.namelist() if CONTENT.fullmatch(name))
        parts = [f"== {name}\n".encode() + archive.read(name).replace(b"><", b">\n<") for name in names]
    return b"\n".join(parts) + b"\n"


@pytest.mark.parametrize("form", FORMATS)
def test_the_report_is_written_as_it_was(port: ReviewedReport, form: str) -> None:
    made = content(render_as(form, port, View(publication=NEWS)))
    path = GOLDEN / f"port.{FORMATS[form]}"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(made)
    assert made == path.read_bytes()


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_report_gives_the_same_bytes(
    port: ReviewedReport, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    view = View(publication=NEWS)
    first = render_as(form, port, view)
    monkeypatch.setattr("time.time", lambda: 2_000_000_000.0)
    assert render_as(form, port, view) == first


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md", "docx", "xlsx", "html"])
def test_every_format_says_how_often_the_models_were_wrong(
    port: ReviewedReport, form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "Wrong was 1 of 9."
    for module in ("columns", "docx", "error_budget", "json", "markdown", "terminal", "xlsx"):
        monkeypatch.setattr(f"claimcheck.reports.{module}.budget_line", lambda _models: line)
    assert line.encode() in content(render_as(form, port, View()))


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv", "md", "docx", "xlsx", "html"])
def test_every_format_carries_what_a_person_decided(port: ReviewedReport, form: str) -> None:
    text = " ".join(content(render_as(form, port, View())).decode().split())
    assert "confirmed" in text
    assert "overruled" in text
    assert "Asked the authority: 150 million." in text or form == "table"
    assert "The harbour was sold last year" in text
    assert "A ship came in." in text


@pytest.mark.parametrize("form", ["table", "csv", "md", "docx", "xlsx"])
def test_decisions_that_no_longer_fit_are_named_with_the_reason(port: ReviewedReport, form: str) -> None:
    text = re.sub(r"\s+", " ", content(render_as(form, port, View())).decode())
    assert "or another look" in text
    assert "The article no longer says this, or says it in other words." in text
    assert "was “overstated” then, and is “contradicted” now." in text


@pytest.mark.parametrize(
    "form", ["table", "json", "csv", "md", "xlsx", "html", pytest.param("docx", marks=pytest.mark.slow)]
)
def test_four_hundred_claims_by_four_parties_are_written_with_a_long_one_among_them(
    long_report: Callable[[int, str], ReviewedReport], form: str
) -> None:
    reviewed = long_report(400, "The sale was closed")
    first, *others = reviewed.report.claims
    long = msgspec.structs.replace(first, standalone="word " * 1_000)
    reviewed = merge(msgspec.structs.replace(reviewed.report, claims=(long, *others)))
    made = content(render_as(form, reviewed, View()))
    assert b"number 1" in made
    assert b"number 399" in made
