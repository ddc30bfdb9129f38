"""The report as CSV and XLSX: a row for each claim and party, and nothing in it that a spreadsheet runs."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import UsageError
from claimcheck.records import Report
from claimcheck.reports.columns import COLUMNS, NOTE
from claimcheck.reports.csv import to_csv
from claimcheck.reports.decisions import Decision, Decisions, ReviewedReport, merge
from claimcheck.reports.rows import CELL_LIMIT, inert, report_rows
from claimcheck.reports.xlsx import to_xlsx

HEADS = [column.head for column in COLUMNS]
FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    " \u200b=cmd|' /C calc'!A0",
    "\u202e=1+1",
    "＝1+1",
    "\x00=1+1",
]


def rows_of(data: bytes) -> list[dict[str, str]]:
    head, *rows = csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""))
    assert head == HEADS
    assert {len(row) for row in rows} == {len(HEADS)}
    return [dict(zip(HEADS, row, strict=True)) for row in rows]


def sheet(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def strings(data: bytes) -> list[str]:
    return re.findall(r"<t(?: [^>]*)?>([^<]*)</t>", sheet(data, "xl/sharedStrings.xml"))


def hostile(port: ReviewedReport, text: str) -> ReviewedReport:
    """The small report with `text` wherever a text can come from outside."""
    report = port.report
    parties = {f"{text} {n}": entry for n, entry in enumerate(report.parties.values())}
    claims = []
    for claim in report.claims:
        verdicts = {
            party: msgspec.structs.replace(
                verdict,
                discrepancies=tuple(
                    msgspec.structs.replace(d, message=text, claim_text=text, source_text=text)
                    for d in verdict.discrepancies
                ),
                evidence=tuple(
                    msgspec.structs.replace(e, text=text, document=text) for e in verdict.evidence
                ),
            )
            for party, verdict in zip(parties, claim.verdicts.values(), strict=True)
        }
        claims.append(
            msgspec.structs.replace(claim, id=text, text=text, standalone=f"{text} x", verdicts=verdicts)
        )
    changed = msgspec.structs.replace(
        report,
        parties=parties,
        claims=tuple(claims),
        warnings=(text,),
        article=msgspec.structs.replace(report.article, title=text, path=text, date=text),
    )
    party = next(iter(parties))
    made = Decision(
        claim=claims[0].standalone,
        party=party,
        decision="confirmed",
        label=claims[0].verdicts[party].label,
        comment=text,
    )
    stale = msgspec.structs.replace(made, claim=text, text=text)
    return merge(changed, Decisions(decisions=(made, stale)))


def test_there_is_a_row_for_each_claim_and_party(port: ReviewedReport) -> None:
    rows = [row for row in rows_of(to_csv(port, show_all=True)) if row["Verdict"]]
    assert [(row["No."], row["Party"]) for row in rows] == [
        (claim.id, party) for claim in port.report.claims for party in claim.verdicts
    ]


def test_claims_not_worth_a_check_are_left_out_unless_asked_for(port: ReviewedReport) -> None:
    assert "A gull cried." not in to_csv(port).decode()
    rows = [row for row in rows_of(to_csv(port, show_all=True)) if row["Claim"] == "A gull cried."]
    assert {row["Worth a check"] for row in rows} == {"no"}


def test_a_row_tells_verdict_reason_passage_source_and_decision(port: ReviewedReport) -> None:
    (row,) = (r for r in rows_of(to_csv(port)) if r["No."] == "2" and r["Party"] == "Port Authority")
    assert row["Verdict"] == "✗ contradicted"
    assert row["Codes"] == "CC201"
    assert row["Why"].startswith("CC201 (another number): Port Authority gives 150 million crowns;")
    assert row["Words of the article"] == "350 million crowns"
    assert row["Words of the document"] == "150 million crowns"
    assert row["Passage"] == "The price is 150 million crowns."
    assert row["Source"] == "Second note, 2025-02-27"
    assert row["Decided by a person"] == "confirmed"
    assert row["Comment"] == "Asked the authority: 150 million."
    assert row["Said by"] == "Port Authority"
    assert "28 February 2025" in row["Read as"]


def test_a_source_with_pages_is_quoted_with_its_page(port: ReviewedReport) -> None:
    claim = port.report.claims[2]
    verdict = claim.verdicts["Port Authority"]
    paged = msgspec.structs.replace(verdict, evidence=(msgspec.structs.replace(verdict.evidence[0], page=3),))
    claim = msgspec.structs.replace(claim, verdicts={"Port Authority": paged})
    (row,) = report_rows(merge(msgspec.structs.replace(port.report, claims=(claim,))))
    assert row.passages[0].source == "Second note, 2025-02-27, page 3"


def test_a_silence_shows_what_was_nearest_and_why_it_does_not_count(port: ReviewedReport) -> None:
    (row,) = (r for r in rows_of(to_csv(port)) if r["No."] == "5" and r["Party"] == "Port Authority")
    assert row["Nearest passage that does not count"].startswith("The sale was agreed in principle.")
    assert row["Why it does not count"] == "It says nothing of: oldest, country."
    assert row["Searched"] == "1 document, 4 passages"
    assert row["Passage"] == ""


def test_what_needs_another_look_and_the_note_stand_at_the_end(port: ReviewedReport) -> None:
    *_, one, other, added, note = rows_of(to_csv(port))
    assert one["Decided by a person"].startswith(
        "for another look: confirmed when the verdict was overstated"
    )
    assert other["Claim"] == "The harbour was sold last year"
    assert added["Decided by a person"] == "added by a person, not yet checked"
    assert note["No."] == NOTE


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_can_start_a_formula(port: ReviewedReport, text: str) -> None:
    reviewed = hostile(port, text)
    for row in rows_of(to_csv(reviewed, show_all=True)):
        assert not [cell for cell in row.values() if cell.lstrip()[:1] in tuple("=+-@＝\t\r\n")]
    book = to_xlsx(reviewed, show_all=True)
    assert not [cell for cell in strings(book) if cell.lstrip()[:1] in tuple("=+-@＝\t\r\n")]
    for name in ("xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"):
        assert "<f>" not in sheet(book, name)
        assert "hyperlink" not in sheet(book, name)


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=60))
@settings(deadline=None)
def test_an_inert_text_starts_no_formula_and_keeps_its_words(text: str) -> None:
    made = inert(text)
    assert made in (text, f"'{text}")
    assert made.lstrip()[:1] not in tuple("=+-@＝＋－＠")


@pytest.mark.parametrize("letter", ["a", "é", "中", "😀"])
def test_no_cell_is_longer_than_a_spreadsheet_holds(port: ReviewedReport, letter: str) -> None:
    made = inert(letter * 40_000)
    assert len(made.encode("utf-16-le")) // 2 <= CELL_LIMIT
    assert len(made.encode("utf-16-le")) // 2 >= CELL_LIMIT - 1
    assert made.endswith(" …")
    assert inert("a" * CELL_LIMIT) == "a" * CELL_LIMIT
    rows = rows_of(to_csv(hostile(port, letter * 40_000)))
    assert max(len(cell.encode("utf-16-le")) // 2 for row in rows for cell in row.values()) <= CELL_LIMIT
    assert max(map(len, strings(to_xlsx(hostile(port, letter * 40_000))))) <= CELL_LIMIT


def test_the_sheet_can_be_filtered_and_its_header_stays_in_sight(port: ReviewedReport) -> None:
    claims = sheet(to_xlsx(port), "xl/worksheets/sheet1.xml")
    last = len([row for row in rows_of(to_csv(port)) if row["No."] != NOTE]) + 1
    assert f'<autoFilter ref="A1:U{last}"/>' in claims
    assert '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>' in claims
    assert 'wrapText="1"' in sheet(to_xlsx(port), "xl/styles.xml")
    spans = re.findall(r'<col min="(\d+)" max="(\d+)" width="[\d.]+" customWidth="1"/>', claims)
    assert [n for low, high in spans for n in range(int(low), int(high) + 1)] == [*range(1, len(HEADS) + 1)]


def test_the_second_sheet_tells_what_was_checked(port: ReviewedReport) -> None:
    book = strings(to_xlsx(port))
    for text in ("article.md, 2025-03-02", "Decided by a person: 3 confirmed, 1 overruled, 1 commented."):
        assert text in book
    assert "port.md: the date was taken from the file's name" in book


def test_claims_that_were_handed_in_have_rows_too(make: Any) -> None:
    report: Report = make.report(
        {"Bank": ()}, make.claim("a", "Sold.", {"Bank": make.verdict("no_document")})
    )
    reviewed = merge(msgspec.structs.replace(report, article=None))
    assert rows_of(to_csv(reviewed))[0]["Claim"] == "Sold."
    assert "1 claim handed in" in strings(to_xlsx(reviewed))
    (row,) = report_rows(reviewed)
    assert row.reasons == ("Bank has no document that could be searched.",)


def test_a_missing_library_is_named_with_its_extra(port: ReviewedReport, monkeypatch: Any) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(UsageError, match=r"pip install .claimcheck-readouts\[office\]"):
        to_xlsx(port)
