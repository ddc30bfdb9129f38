"""The report as a Word document: comments on the right words, an annex, and nothing that breaks the file."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import msgspec
import pytest

from claimcheck.errors import UsageError
from claimcheck.reports.decisions import Decisions, ReviewedReport, merge
from claimcheck.reports.docx import to_docx
from claimcheck.reports.minor import is_minor

LongReport = Callable[[int, str], ReviewedReport]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HARMLESS = ("javaldx", "Java Runtime")  # LibreOffice without Java says so; the document has no part in it
HOSTILE = "=1+1\x00\x07\x1b[2J\u202egnp.exe\u2066\ufffe\uffff<script>alert(1)</script> & ]]> {\\rtf1"


def part(data: bytes, name: str) -> ET.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return ET.fromstring(archive.read(f"word/{name}.xml"))


def text_of(element: ET.Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


def commented(data: bytes) -> dict[str, str]:
    """Id of each comment -> the words that it stands at, without the small numbers after claims."""
    words: dict[str, str] = {}
    active: list[str] = []
    for node in part(data, "document").iter():
        if node.tag == f"{W}commentRangeStart":
            active.append(node.attrib[f"{W}id"])
            words[active[-1]] = ""
        elif node.tag == f"{W}commentRangeEnd":
            active.remove(node.attrib[f"{W}id"])
        elif node.tag == f"{W}r" and node.find(f"{W}rPr/{W}vertAlign") is None:
            for one in active:
                words[one] += text_of(node)
    assert active == []
    return words


def comments(data: bytes) -> dict[str, list[str]]:
    return {
        comment.attrib[f"{W}id"]: [text_of(paragraph) for paragraph in comment.iter(f"{W}p")]
        for comment in part(data, "comments")
    }


def paragraphs(data: bytes) -> list[str]:
    return [text_of(paragraph) for paragraph in part(data, "document").iter(f"{W}p")]


def test_every_claim_shown_has_a_comment_on_exactly_its_words(port: ReviewedReport) -> None:
    data = to_docx(port)
    shown = [claim for claim in port.report.claims if not is_minor(claim)]
    assert list(commented(data).values()) == [claim.text for claim in shown]
    told = comments(data)
    assert sorted(told) == sorted(commented(data))
    for id_, claim in zip(commented(data), shown, strict=True):
        assert told[id_][0].startswith(f"Claim {claim.id}: ")
        assert [line.split(":")[0] for line in told[id_][1:] if not line.startswith("Comment")] == [
            *claim.verdicts
        ]


def test_claims_not_worth_a_check_are_commented_when_asked_for(port: ReviewedReport) -> None:
    assert "A gull cried." not in commented(to_docx(port)).values()
    assert "A gull cried." in commented(to_docx(port, show_all=True)).values()


def test_a_comment_gives_reason_decision_and_the_persons_comment(port: ReviewedReport) -> None:
    lines = next(lines for lines in comments(to_docx(port)).values() if lines[0].startswith("Claim 2:"))
    assert lines[2].startswith(
        "Port Authority: ✗ contradicted (confirmed by a person). CC201 (another number):"
    )
    assert lines[3] == "Comment: Asked the authority: 150 million."


def test_the_article_stands_in_the_document_word_for_word(port: ReviewedReport) -> None:
    data = to_docx(port)
    numbers = {f"{W}vertAlign"}
    found = ""
    for run in part(data, "document").iter(f"{W}r"):
        properties = run.find(f"{W}rPr")
        if properties is None or not numbers & {child.tag for child in properties}:
            found += text_of(run)
    squeezed = "".join(port.report.texts[port.report.article.sha256].split())  # type: ignore[union-attr]
    assert squeezed in "".join(found.split())


def test_the_annex_quotes_the_evidence_with_its_source(port: ReviewedReport) -> None:
    text = paragraphs(to_docx(port))
    annex = text[text.index("Annex: what each party's documents say") :]
    assert "Port Authority: ✗ contradicted, confirmed by a person" in annex
    assert "“The price is 150 million crowns.” — Second note, 2025-02-27" in annex
    assert any("https://bank.example/statement" in line for line in annex)
    assert "Searched: 1 document, 4 passages." in annex


def test_a_report_without_its_text_is_refused(port: ReviewedReport) -> None:
    bare = merge(msgspec.structs.replace(port.report, texts={}))
    with pytest.raises(UsageError, match=r"does not hold the article's text.*--no-texts"):
        to_docx(bare)


def test_claims_that_were_handed_in_stand_in_the_annex_alone(make: Any) -> None:
    claim = make.claim("a", "Sold.", {"Bank": make.verdict("not_mentioned")})
    report = msgspec.structs.replace(make.report({"Bank": ()}, claim), article=None)
    data = to_docx(merge(report))
    assert commented(data) == {}
    assert "Sold." in paragraphs(data)


def test_hostile_texts_make_a_file_that_can_be_read(long_report: LongReport) -> None:
    reviewed = long_report(3, HOSTILE)
    data = to_docx(reviewed)
    assert len(commented(data)) == 3
    everything = ET.tostring(part(data, "document"), encoding="unicode")
    assert "\u202e" not in everything
    assert "<script>" not in everything
    assert "alert(1)" in everything


def test_a_claim_of_five_thousand_characters_is_commented_whole(long_report: LongReport) -> None:
    reviewed = long_report(2, "word " * 1_000)
    data = to_docx(reviewed)
    folded = [" ".join(words.split()) for words in commented(data).values()]
    assert folded == [" ".join(claim.text.split()) for claim in reviewed.report.claims]


def test_no_file_of_the_archive_has_the_date_of_its_making(port: ReviewedReport) -> None:
    data = to_docx(port)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert re.findall(r">(\d{4})-\d\d-\d\dT", core) == ["2000", "2000"]
    assert not [node for node in part(data, "comments").iter() if f"{W}date" in node.attrib]


def test_a_missing_library_is_named_with_its_extra(port: ReviewedReport, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "docx", None)
    with pytest.raises(UsageError, match=r"pip install .claimcheck-readouts\[office\]"):
        to_docx(port)


def office(folder: Path, name: str, form: str) -> str:
    """Lets LibreOffice convert a file, and gives back what it complains of."""
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("needs LibreOffice (soffice)")
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [
        program,
        profile,
        "--headless",
        "--convert-to",
        form,
        "--outdir",
        str(folder),
        str(folder / name),
    ]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=300, check=True)
    return "\n".join(
        line for line in done.stderr.splitlines() if line and not any(word in line for word in HARMLESS)
    )


@pytest.mark.slow
@pytest.mark.parametrize("words", ["The sale was closed", HOSTILE])
def test_libreoffice_opens_the_document_without_a_complaint(
    long_report: LongReport, tmp_path: Path, words: str
) -> None:
    (tmp_path / "report.docx").write_bytes(to_docx(long_report(400, words)))
    assert office(tmp_path, "report.docx", "pdf") == ""
    assert (tmp_path / "report.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.slow
def test_libreoffice_finds_each_comment_on_its_words(port: ReviewedReport, tmp_path: Path) -> None:
    (tmp_path / "report.docx").write_bytes(to_docx(port))
    assert office(tmp_path, "report.docx", "fodt") == ""
    spaces = {
        "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
        "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    }
    tree = ET.parse(tmp_path / "report.fodt")
    begin, end = f"{{{spaces['office']}}}annotation", f"{{{spaces['office']}}}annotation-end"
    name = f"{{{spaces['office']}}}name"
    found: dict[str, str] = {}
    active: list[str] = []

    def walk(node: ET.Element) -> None:
        if node.tag == end:
            active.remove(node.attrib[name])
        elif node.tag == begin:
            found[node.attrib[name]] = ""
            active.append(node.attrib[name])
        else:
            for one in active:
                found[one] += node.text or ""
            for child in node:
                walk(child)
        for one in active:
            found[one] += node.tail or ""

    body = tree.getroot().find("office:body", spaces)
    assert body is not None
    walk(body)
    shown = [claim for claim in port.report.claims if not is_minor(claim)]
    kept = [re.sub(r"(?<=later)8", "", words).strip() for words in found.values()]  # claim 8 ends within 7
    assert kept == [claim.text for claim in shown]


def test_decisions_that_no_longer_fit_have_a_part_of_their_own(port: ReviewedReport) -> None:
    text = paragraphs(to_docx(port))
    assert "For another look" in text
    assert "Added by a person, not yet checked" in text
    assert "For another look" not in paragraphs(to_docx(merge(port.report, Decisions())))
