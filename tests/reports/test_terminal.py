"""The report for a terminal: what it shows, that it fits, and that no text can steer the terminal."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.records import Claim, ClaimSource, Report, Status
from claimcheck.reports.decisions import ReviewedReport
from claimcheck.reports.error_budget import NOT_COUNTED
from claimcheck.reports.layout import columns
from claimcheck.reports.terminal import render, render_claims

GOLDEN = Path(__file__).parent / "golden"
ANSI = re.compile(r"\x1b\[[0-9;]*m")
HOSTILE = "evil\x1b[2J\x1b]0;owned\x07\x9b31m\u202egnp.exe\u2066\u200b\r\nline\ttab\x00 \u2028end"


def below(text: str) -> str:
    """What stands below the table."""
    return text.partition("--all shows them.")[2]


@pytest.mark.parametrize("width", [80, 120])
def test_the_report_is_laid_out_as_it_was(typical: Report, width: int) -> None:
    golden = (GOLDEN / f"report_{width}.txt").read_text(encoding="utf-8")
    assert render(typical, width=width) == golden


@pytest.mark.parametrize("width", [1, 40, 47, 60, 79, 80, 100, 120, 300])
def test_no_line_is_wider_than_asked(typical: Report, width: int) -> None:
    lines = render(typical, width=width, show_all=True).splitlines()
    assert max(map(columns, lines)) <= max(width, 40)
    assert not [line for line in lines if line != line.rstrip()]


def test_claims_not_worth_a_check_are_counted_and_shown_when_asked_for(typical: Report) -> None:
    assert "A gull cried." not in render(typical)
    assert "1 claim that no party speaks to, judged not worth a check; --all shows them." in render(typical)
    assert "A gull cried." in render(typical, show_all=True)
    assert "--all" not in render(typical, show_all=True)


def test_a_claim_that_all_parties_support_needs_no_text_below(typical: Report) -> None:
    assert "thanked the bank" in render(typical).partition("Weakened or denied")[0].replace("\n", " ")
    assert "[4]" not in render(typical)
    assert "never shown below the table" not in render(typical)


def test_both_wordings_stand_below_once(typical: Report) -> None:
    text = " ".join(below(render(typical)).split())
    assert text.count("“was closed”") == 1
    assert "article: “350 million crowns”; document: “150 million crowns”" in text
    assert "— Second note, 2025-02-27" in text
    assert "not backed: “Ships”" in text
    assert "“cranes”" not in text


def test_colour_adds_to_mark_and_word_and_takes_no_room(typical: Report) -> None:
    coloured = render(typical, width=80, colour=True)
    assert "\x1b[" in coloured
    assert ANSI.sub("", coloured) == render(typical, width=80)


def test_a_report_without_a_title_or_documents_is_shown(make: Any) -> None:
    report = make.report({"Bank": ()}, make.claim("1", "A.", {"Bank": make.verdict("no_document")}))
    report = msgspec.structs.replace(
        report, article=msgspec.structs.replace(report.article, title="", path="-", date="")
    )
    text = render(report)
    assert text.startswith("standard input\n")
    assert "Bank: no document that could be searched" in text
    assert "– Bank: no document" in text


def test_a_report_of_which_no_claim_is_shown_has_no_table(make: Any) -> None:
    claim = make.claim("1", "Hm.", {"Bank": make.verdict("not_mentioned")}, check_worthy=False)
    text = render(make.report({"Bank": (make.document("b"),)}, claim))
    assert "Claim" not in text
    left_out = "1 claim that no party speaks to, judged not worth a check; --all shows them."
    assert text.endswith(f"\n{left_out}\n\n{NOT_COUNTED}\n")


def test_many_parties_are_split_into_several_tables_of_like_size(make: Any) -> None:
    names = [f"Party {letter}" for letter in "ABCDEFGH"]
    long = "The ministers of all eight parties agreed that they would meet again before the end of the year"
    claims = [
        make.claim(str(n), long, {name: make.verdict("supported") for name in names}, summary="supported")
        for n in (1, 2)
    ]
    text = render(make.report({name: (make.document(name),) for name in names}, *claims), width=80)
    assert [line for line in text.splitlines() if " of 8" in line] == [
        "Parties 1 to 3 of 8",
        "Parties 4 to 6 of 8",
        "Parties 7 to 8 of 8",
    ]
    first, second, third = re.split(r"Parties . to . of 8", text)[1:]
    assert re.findall(r"Party .", third) == ["Party G", "Party H"]
    assert "year" in first
    assert "year" not in second
    assert text.count("✓ supported") == 2 * 8 + 1
    assert max(map(len, text.splitlines())) <= 80


def test_a_party_named_after_its_file_is_broken_between_its_words(make: Any) -> None:
    names = ("us_executive_order", "mfa_note")
    claim = make.claim("1", "A.", {name: make.verdict("supported") for name in names}, summary="supported")
    text = render(make.report({name: (make.document(name),) for name in names}, claim), width=80)
    assert re.search(r"us executive +mfa_note\n +order\n", text)


def test_claims_held_each_against_its_own_document_stand_in_one_table(make: Any) -> None:
    names = [f"Source {n}" for n in range(12)]
    claims = [make.claim(name[7:], "It rained.", {name: make.verdict("not_mentioned")}) for name in names]
    report = make.report({name: (make.document(name[7:], path=""),) for name in names}, *claims)
    text = render(msgspec.structs.replace(report, article=None), width=80)
    assert text.startswith("12 claims, each held against its own document\n")
    assert re.search(r"# +Claim +Party +Verdict\n", text)
    assert len(re.findall(r"It rained\. +Source \d+ +· not", text)) == 12


def test_what_was_searched_is_told_once(typical: Report) -> None:
    text = " ".join(render(typical).split())
    assert text.count("Searched: Central Bank (1 document, 12 passages); Port Authority") == 1


def test_the_nearest_passage_is_cut_to_the_sentence_that_comes_nearest(typical: Report) -> None:
    shown = " ".join(below(render(typical, width=100)).split())
    assert "“… The harbour was dug in 1702" in shown
    assert "Ships of all sizes" not in shown


def test_hostile_texts_cannot_steer_the_terminal(make: Any) -> None:
    verdict = make.verdict("contradicted", evidence=(make.evidence("d", HOSTILE),))
    claim = make.claim(
        HOSTILE,
        HOSTILE,
        {HOSTILE: verdict},
        summary="contradicted",
        attribution=(ClaimSource(text=HOSTILE, start=0, end=1),),
    )
    silent = make.claim(
        "2", HOSTILE, {HOSTILE: make.verdict("not_mentioned", nearest=(make.near("d", HOSTILE, HOSTILE),))}
    )
    report = make.report({HOSTILE: (make.document("d", HOSTILE, HOSTILE),)}, claim, silent)
    text = render(report, width=60)
    assert [c for c in text if c != "\n" and not c.isprintable()] == []
    assert max(map(columns, text.splitlines())) <= 60
    assert "evil" in text


def test_wide_letters_take_two_columns_and_leave_the_table_straight(make: Any) -> None:
    silent = make.verdict("not_mentioned")
    claims = [
        make.claim("1", "中国外交部发言人表示，两国元首就双边关系深入交换了意见。", {"外交部": silent}),
        make.claim("2", "The two heads of state exchanged views.", {"外交部": silent}),
    ]
    lines = render(make.report({"外交部": (make.document("d"),)}, *claims), width=60).splitlines()
    rows = [line for line in lines if "· not" in line][:2]
    assert len({columns(row.partition("· not")[0]) for row in rows}) == 1
    assert max(map(columns, lines)) <= 60


@settings(deadline=None, max_examples=60)
@given(
    texts=st.lists(st.text(max_size=80), min_size=4, max_size=4),
    width=st.integers(40, 130),
    show_all=st.booleans(),
)
def test_whatever_the_texts_the_lines_fit_and_can_be_written(
    make: Any, texts: list[str], width: int, show_all: bool
) -> None:
    words, party, title, reason = texts
    verdict = make.verdict("not_mentioned", nearest=(make.near("d", words, reason),))
    claim = make.claim(title, words, {party: verdict}, standalone=reason)
    text = render(make.report({party: (make.document("d", title),)}, claim), width=width, show_all=show_all)
    assert text.encode()
    assert all(columns(line) <= width for line in text.split("\n"))


def test_claims_without_verdicts_say_who_says_them_and_how_far_the_act_has_gone() -> None:
    status = Status(text="was signed", start=0, end=10, domain="trade", rung=9)
    link = ClaimSource(text="he", start=0, end=2, name="The minister")
    claims = (
        Claim(id="1", text="It was signed.", standalone="It was signed", status=status, attribution=(link,)),
        Claim(id="2", text="All is well.", standalone="All is well"),
        Claim(id="3", text="Hm.", standalone="Hm", check_worthy=False),
    )
    text = render_claims(claims, width=100)
    assert re.search(r"1 +It was signed\. +The minister +was signed \(9\)\n", text)
    assert re.search(r"2 +All is well\. +the article\n", text)
    assert "1 claim judged not worth a check" in text
    assert "Hm." in render_claims(claims, show_all=True)


def test_no_claim_worth_a_check_gives_a_line_and_no_table() -> None:
    claims = (Claim(id="1", text="Hm.", standalone="Hm", check_worthy=False),)
    assert render_claims(claims) == "1 claim judged not worth a check; --all shows them.\n"


def test_importing_the_report_does_not_import_tabulate() -> None:
    code = "import sys, claimcheck.reports.terminal; sys.exit('tabulate' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_what_a_person_decided_stands_in_the_table(port: ReviewedReport) -> None:
    text = render(port, width=80)
    assert "Decided by a person: 3 confirmed, 1 overruled, 1 commented." in text
    assert "(overruled:" in text
    assert render(port.report, width=80).count("(confirmed)") == 0


@pytest.mark.parametrize("width", [40, 60, 100])
def test_what_needs_another_look_stands_below_and_fits(port: ReviewedReport, width: int) -> None:
    lines = render(port, width=width).splitlines()
    assert max(map(columns, lines)) <= width
    assert "For another look" in lines
    assert "Added by a person, not yet checked" in lines


def test_the_last_lines_tell_how_often_the_models_were_wrong(typical: Report) -> None:
    assert render(typical).endswith(f"\n\n{NOT_COUNTED}\n")
