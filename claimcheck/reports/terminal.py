"""The report for a terminal: a table of claims by party, then the findings with both wordings."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator, Sequence

from tabulate import tabulate

from claimcheck.records import CheckedClaim, Claim, Discrepancy, Report, Verdict
from claimcheck.reports.wording import MARKS, MEANINGS, SUMMARIES, WORDS

# Control characters of a hostile text could move the cursor or recolour the screen.
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_COLOURS = {"supported": "32", "overstated": "33", "contradicted": "31", "not_mentioned": "2"}
_CELL = 14  # columns of a party's cell: a mark, a space and the longest word broken at its space
_QUOTE = 300  # characters of a passage that are shown


def render(report: Report, *, width: int = 100, colour: bool = False, show_all: bool = False) -> str:
    """The report as text.

    Args:
        report: what was found.
        width: columns that may be used.
        colour: whether to colour the marks by ANSI codes; every mark also has its word.
        show_all: show also claims that were judged not worth a check.

    Returns:
        Lines with a final newline, none longer than `width` unless a single word is.
    """
    width = max(width, 60)
    shown = [claim for claim in report.claims if show_all or claim.check_worthy]
    lines = [
        *_header(report, width),
        "",
        *_tables(shown, list(report.parties), width, colour),
        *_legend(shown),
    ]
    hidden = len(report.claims) - len(shown)
    if hidden:
        lines.append(
            f"{hidden} more {_plural(hidden, 'sentence')} judged not worth a check; --all shows them."
        )
    findings = [line for claim in shown for line in _finding(report, claim, width)]
    if findings:
        lines += ["", "What does not hold, and why", "=" * 27, *findings]
    return "\n".join(lines).rstrip() + "\n"


def render_claims(claims: Sequence[Claim], *, width: int = 100, show_all: bool = False) -> str:
    """Claims without verdicts, as a table: number, claim, who is said to say it, how far the act has gone."""
    width = max(width, 60)
    shown = [claim for claim in claims if show_all or claim.check_worthy]
    wording = width - 46
    rows = [
        (
            claim.id,
            _wrap(claim.text, wording),
            _wrap(" > ".join(link.name or link.text for link in claim.attribution) or claim.voice, 14),
            _wrap(f"{claim.status.text} ({claim.status.rung})" if claim.status else "", 16),
        )
        for claim in shown
    ]
    hidden = len(claims) - len(shown)
    note = (
        f"\n{hidden} more {_plural(hidden, 'sentence')} judged not worth a check; --all shows them."
        if hidden
        else ""
    )
    return tabulate(rows, ("#", "Claim", "Said by", "Status (0-9)"), tablefmt="simple_grid") + note + "\n"


def _header(report: Report, width: int) -> Iterator[str]:
    if report.article is not None:
        yield from textwrap.wrap(_clean(report.article.title or report.article.path), width)
    for party, entry in report.parties.items():
        count = len(entry.documents)
        names = "; ".join(
            _clean(document.title or document.id) + (f" ({document.date})" if document.date else "")
            for document in entry.documents[:3]
        )
        more = f" and {count - 3} more" if count > 3 else ""
        yield from textwrap.wrap(
            f"{_clean(party)}: {count} {_plural(count, 'document')}: {names}{more}",
            width,
            subsequent_indent="  ",
        )


def _tables(claims: Sequence[CheckedClaim], parties: list[str], width: int, colour: bool) -> Iterator[str]:
    """One table where the parties fit beside the claims, else several with the claims repeated."""
    fit = max(1, (width - 28) // (_CELL + 3))
    for first in range(0, max(len(parties), 1), fit):
        group = parties[first : first + fit]
        wording = width - 8 - len(group) * (_CELL + 3)
        rows = [
            (
                claim.id,
                _wrap(claim.text, wording),
                *(_cell(claim.verdicts.get(party), colour) for party in group),
            )
            for claim in claims
        ]
        heads = ("#", "Claim", *(_wrap(party.replace("_", " "), _CELL) for party in group))
        yield tabulate(rows, heads, tablefmt="simple_grid", disable_numparse=True)


def _cell(verdict: Verdict | None, colour: bool) -> str:
    if verdict is None:
        return ""
    text = "\n".join(textwrap.wrap(f"{MARKS[verdict.label]} {WORDS[verdict.label]}", _CELL))
    code = _COLOURS.get(verdict.label)
    if not colour or code is None:
        return text
    return "\n".join(f"\x1b[{code}m{line}\x1b[0m" for line in text.split("\n"))


def _legend(claims: Sequence[CheckedClaim]) -> Iterator[str]:
    labels = {verdict.label for claim in claims for verdict in claim.verdicts.values()}
    for label, meaning in MEANINGS.items():
        if label in labels:
            yield f"{MARKS[label]} {WORDS[label]}: {meaning}"


def _finding(report: Report, claim: CheckedClaim, width: int) -> Iterator[str]:
    """What a reader must see of one claim: each party that weakens or denies it, or the vain search."""
    against = {p: v for p, v in claim.verdicts.items() if v.label in ("overstated", "contradicted")}
    if not against and claim.summary != "unsupported":
        return
    yield ""
    yield from textwrap.wrap(
        f"[{claim.id}] {_clean(claim.text)}", width, subsequent_indent=" " * (len(claim.id) + 3)
    )
    yield f"    {SUMMARIES[claim.summary]}"
    for party, verdict in against.items():
        codes = ", ".join(
            dict.fromkeys(f"{d.code} {d.type.replace('_', ' ')}" for d in verdict.discrepancies)
        )
        yield from _indented(f"{MARKS[verdict.label]} {party}: {WORDS[verdict.label]} ({codes})", width, 4)
        for difference in verdict.discrepancies:
            yield from _difference(difference, width)
        for item in verdict.evidence[:2]:
            yield from _indented(f"“{_short(item.text)}”", width, 6)
            yield from _indented(f"— {_source(report, party, item.document)}", width, 8)
    if not against:
        for party, verdict in claim.verdicts.items():
            yield from _silence(report, party, verdict, width)


def _difference(difference: Discrepancy, width: int) -> Iterator[str]:
    yield from _indented(difference.message, width, 6)
    if difference.claim_text:
        yield from _indented(f"article: “{_short(difference.claim_text)}”", width, 6)
    if difference.source_text:
        yield from _indented(f"source:  “{_short(difference.source_text)}”", width, 6)


def _silence(report: Report, party: str, verdict: Verdict, width: int) -> Iterator[str]:
    search = verdict.search
    yield from _indented(
        f"{MARKS[verdict.label]} {party}: {WORDS[verdict.label]}; searched {search.documents} "
        f"{_plural(search.documents, 'document')}, {search.passages} {_plural(search.passages, 'passage')}",
        width,
        4,
    )
    for near in search.nearest[:1]:
        yield from _indented(f"nearest (similarity {near.similarity:.2f}): “{_short(near.text)}”", width, 6)
        yield from _indented(f"— {_source(report, party, near.document)}", width, 8)
        yield from _indented(f"does not count: {near.why_not}", width, 6)


def _source(report: Report, party: str, document_id: str) -> str:
    for document in report.parties[party].documents:
        if document.id == document_id:
            return ", ".join(filter(None, (document.title or document.id, document.date)))
    return document_id


def _indented(text: str, width: int, indent: int) -> list[str]:
    margin = " " * indent
    return textwrap.wrap(_clean(text), width, initial_indent=margin, subsequent_indent=margin + "  ")


def _wrap(text: str, width: int) -> str:
    return "\n".join(textwrap.wrap(_clean(text), max(width, 8)))


def _short(text: str) -> str:
    return text if len(text) <= _QUOTE else text[: _QUOTE - 2].rsplit(" ", 1)[0] + " …"


def _clean(text: str) -> str:
    return _CONTROL.sub("", " ".join(text.split()))


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else noun + "s"
