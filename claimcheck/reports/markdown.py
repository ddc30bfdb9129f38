"""The report as Markdown: a table of claims by party, then every claim with what each party says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from claimcheck.records import CheckedClaim, Report
from claimcheck.reports.decisions import ReviewedReport, review_words
from claimcheck.reports.error_budget import budget_line
from claimcheck.reports.layout import clean, shorten
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
from claimcheck.reports.rows import Quoted, Row, report_rows
from claimcheck.reports.wording import MARKS, MEANINGS, WORDS

_SPECIAL = re.compile(r"[\\`*_\[\]<>|~&]")
_START = re.compile(r"^([-+=#]|\d{1,9}(?=[.)]))")  # what could begin a list, a rule or a heading
_IN_TABLE = 160  # columns of a claim that the table holds
_PASSAGE = 2_000  # columns of a passage that are shown


def to_markdown(reviewed: ReviewedReport, *, show_all: bool = False) -> bytes:
    """The report as GitHub-flavoured Markdown in UTF-8.

    Every text of the article and the documents is escaped, so that it can neither make markup nor links;
    only http and https addresses of documents are linked.
    """
    report = reviewed.report
    shown = [(index, claim) for index, claim in enumerate(report.claims) if show_all or not is_minor(claim)]
    claims = [claim for _, claim in shown]
    lines = [*_head(report)]
    if claims:
        lines += [tally(claims), "", *_line(decided(reviewed)), *_matrix(reviewed, shown), *_legend(claims)]
    lines += _line(left_out(len(report.claims) - len(shown)))
    lines += _doubts(report)
    lines += _another_look(reviewed)
    rows = report_rows(reviewed, show_all=show_all)
    if rows:
        lines += ["## Claim by claim", ""]
    for _, group in groupby(rows, key=lambda row: row.index):
        lines += _claim(list(group))
    lines += ["---", "", f"*{escape(budget_line(report.models))}*"]
    return ("\n".join(lines) + "\n").encode()


def escape(text: str) -> str:
    """`text` on one line as plain Markdown text: nothing in it is markup, and control characters are gone."""
    text = _SPECIAL.sub(r"\\\g<0>", clean(text))
    return _START.sub(lambda found: f"{found[0]}\\" if found[0].isdigit() else f"\\{found[0]}", text)


def link(text: str, address: str) -> str:
    """`text` as a link where there is an address, which must be of the web."""
    if not address:
        return escape(text)
    safe = "".join(f"%{ord(c):02X}" if c in "<>\\ \"'`()" else c for c in address)
    return f"[{escape(text)}](<{safe}>)"


def _head(report: Report) -> Iterator[str]:
    yield from (f"# {escape(shorten(heading(report), 300))}", "")
    yield from _line(escape(article_line(report)) if heading(report) != article_line(report) else "")
    yield from ("Held against:", "")
    for party, entry in report.parties.items():
        yield f"- **{escape(party)}**: {escape(documents_named(entry))}"
    yield ""


def _line(text: str) -> list[str]:
    return [text, ""] if text else []


def _matrix(reviewed: ReviewedReport, shown: Sequence[tuple[int, CheckedClaim]]) -> Iterator[str]:
    """The table of claims by party; the verdict under "Verdicts" where each claim has a party of its own."""
    parties = list(reviewed.report.parties)
    own = len(parties) > 1 and all(len(claim.verdicts) == 1 for _, claim in shown)
    heads = ["Verdict"] if own else [escape(party) for party in parties]
    yield f"| # | Claim | {' | '.join(heads)} |"
    yield "|---" * (len(heads) + 2) + "|"
    for index, claim in shown:
        cells = [_verdict(reviewed, index, claim, party) for party in (claim.verdicts if own else parties)]
        wording = escape(shorten(claim.text, _IN_TABLE))
        yield f"| {escape(claim.id)} | {wording} | {' | '.join(cells)} |"
    yield ""


def _verdict(reviewed: ReviewedReport, index: int, claim: CheckedClaim, party: str) -> str:
    verdict = claim.verdicts.get(party)
    if verdict is None:
        return ""
    review = reviewed.review(index, party)
    told = f" (**{review_words(review)}**)" if review else ""
    return f"{MARKS[verdict.label]} {WORDS[verdict.label]}{told}"


def _legend(claims: Sequence[CheckedClaim]) -> Iterator[str]:
    for label in labels_shown(claims):
        yield f"- {MARKS[label]} {WORDS[label]}: {MEANINGS[label]}"
    yield ""


def _doubts(report: Report) -> Iterator[str]:
    if report.warnings:
        yield from ("Read with doubt:", "", *(f"- {escape(warning)}" for warning in report.warnings), "")


def _another_look(reviewed: ReviewedReport) -> Iterator[str]:
    """Decisions that no longer fit, and claims that a person added."""
    if reviewed.another_look:
        yield from ("## For another look", "", "These decisions are not in force:", "")
        for stale in reviewed.another_look:
            one = stale.decision
            said = f"“{escape(shorten(one.text or one.claim, _PASSAGE))}”"
            comment = f" Comment: {escape(one.comment)}" if one.comment else ""
            yield f"- {said}, {escape(one.party)}: {review_words(one)}. {escape(stale.reason)}{comment}"
        yield ""
    if reviewed.added:
        yield from ("## Added by a person, not yet checked", "")
        yield from (f"- {escape(shorten(claim.claim, _PASSAGE))}" for claim in reviewed.added)
        yield ""


def _claim(rows: Sequence[Row]) -> Iterator[str]:
    first = rows[0]
    yield from (f"### Claim {escape(first.id)}", "", f"> {escape(first.claim)}", "")
    notes = [*([f"said by {first.said_by}"] if first.said_by else []), *first.read_as]
    yield from _line(escape(f"({'; '.join(notes)})") if notes else "")
    for row in rows:
        decision = f" — {row.decided}" if row.decided else ""
        yield f"- **{escape(row.party)}: {row.verdict}**{decision}"
        yield from (f"  - {escape(text)}" for text in row.reasons)
        if row.not_backed:
            yield f"  - Not backed: {escape('; '.join(f'“{text}”' for text in row.not_backed))}"
        yield from (f"  - {_passage(quoted)}" for quoted in row.passages)
        yield from (f"  - {escape(text)}" for text in row.others)
        if row.label == "not_mentioned":
            yield f"  - Searched: {row.searched}."
            yield from (f"  - {_passage(quoted)}" for quoted in row.nearest)
        if row.comment:
            yield f"  - Comment: {escape(row.comment)}"
    yield ""


def _passage(quoted: Quoted) -> str:
    """A passage in quotation marks with its source; one that does not count is called near."""
    text = f"“{escape(shorten(quoted.text, _PASSAGE))}”"
    source = f" — {link(quoted.source, quoted.link)}" if quoted.source else ""
    if quoted.why_not:
        return f"Near, but does not count: {text}{source}. {escape(quoted.why_not)}"
    return f"{text}{source}"
