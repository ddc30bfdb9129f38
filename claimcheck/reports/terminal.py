"""The report for a terminal: a table of claims by party, then what a reader must look at and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.records import CheckedClaim, Claim, Report, Verdict
from claimcheck.reports.decisions import Decision, ReviewedReport, merge, review_words
from claimcheck.reports.error_budget import budget_line
from claimcheck.reports.findings import findings
from claimcheck.reports.layout import cell, clean, columns, shorten, table, wrap
from claimcheck.reports.minor import is_minor
from claimcheck.reports.overview import (
    article_line,
    decided,
    documents_named,
    labels_shown,
    own_documents,
    tally,
)
from claimcheck.reports.wording import MARKS, MEANINGS, WORDS, plural

NARROWEST = 40  # columns below which the report is not laid out
_WIDE = 100  # columns from which a party's cell holds its mark and word on one line
_ID = 8  # columns of a claim's number
_LEAST_WORDING = 24  # columns that are left to the claims beside the parties
_GAP = 2  # columns between two columns of a table
_ANOTHER_LOOK = 240  # columns of a claim that a person decided on and that has changed
_COLOURS = {"supported": "32", "overstated": "33", "contradicted": "31", "not_mentioned": "2"}


def render(
    report: Report | ReviewedReport, *, width: int = 100, colour: bool = False, show_all: bool = False
) -> str:
    """The report as text.

    Args:
        report: what was found, alone or with what a person decided about it.
        width: columns that may be used; at least 40 are.
        colour: whether to colour the verdicts by ANSI codes; each also has its mark and word.
        show_all: show also minor claims (`claimcheck.reports.minor`).

    Returns:
        Lines with a final newline, none wider than `width`. Characters that could steer a terminal are
        left out of all texts.
    """
    width = max(width, NARROWEST)
    reviewed = merge(report) if isinstance(report, Report) else report
    report = reviewed.report
    shown = [place for place, claim in enumerate(report.claims) if show_all or not is_minor(claim)]
    claims = [report.claims[place] for place in shown]
    lines = [*_header(report, width), ""]
    if shown:
        lines += [*wrap(tally(claims), width), *wrap(decided(reviewed), width), ""]
        lines += [*_tables(reviewed, shown, width, colour), ""]
    lines += [
        *_legend(claims, width),
        *_hidden(len(report.claims) - len(shown), " that no party speaks to,", width),
    ]
    lines += findings(report, claims, width)
    lines += [*_another_look(reviewed, width), "", *wrap(budget_line(report.models), width)]
    return "\n".join(lines).rstrip() + "\n"


def render_claims(claims: Sequence[Claim], *, width: int = 100, show_all: bool = False) -> str:
    """Claims without verdicts as a table: number, claim, who says it, how far the act has gone (0-9)."""
    width = max(width, NARROWEST)
    shown = [claim for claim in claims if show_all or claim.check_worthy]
    number, beside = _id_width(shown), width // 6
    widths = (number, width - number - 2 * beside - 3 * _GAP, beside, beside)
    rows = [
        [
            cell(text, size)
            for text, size in zip(
                (claim.id, claim.text, _said_by(claim), _status(claim)), widths, strict=True
            )
        ]
        for claim in shown
    ]
    lines = table(("#", "Claim", "Said by", "How far (0-9)"), widths, rows) if rows else []
    return "\n".join([*lines, "", *_hidden(len(claims) - len(shown), "", width)]).strip("\n") + "\n"


def _said_by(claim: Claim) -> str:
    return " > ".join(link.name or link.text for link in claim.attribution) or "the article"


def _status(claim: Claim) -> str:
    return f"{claim.status.text} ({claim.status.rung})" if claim.status else ""


def _header(report: Report, width: int) -> Iterator[str]:
    if report.article is not None:
        if report.article.title:
            yield from wrap(report.article.title, width)
        yield from wrap(article_line(report), width)
    elif own_documents(report):
        yield from wrap(f"{plural(len(report.claims), 'claim')}, each held against its own document", width)
        return
    else:
        yield plural(len(report.claims), "claim") + " handed in"
    yield ""
    yield "Held against:"
    for party, entry in report.parties.items():
        yield from wrap(f"{party}: {documents_named(entry)}", width, "  ", "    ")


def _tables(reviewed: ReviewedReport, shown: Sequence[int], width: int, colour: bool) -> Iterator[str]:
    """One table where the parties fit beside the claims, else several, the later with shortened claims."""
    parties, claims = list(reviewed.report.parties), [reviewed.report.claims[place] for place in shown]
    number, verdict = _id_width(claims), _verdict_width(width)
    fit = max(1, (width - number - _GAP - _LEAST_WORDING) // (verdict + _GAP))
    if len(parties) > fit and all(len(claim.verdicts) == 1 for claim in claims):
        yield from _one_each(reviewed, shown, width, colour)
        return
    tables = -(-len(parties) // fit)
    size = -(-len(parties) // tables)
    for first in range(0, len(parties), size):
        group = parties[first : first + size]
        wording = width - number - _GAP - len(group) * (verdict + _GAP)
        if first:
            yield ""
        if tables > 1:
            last = first + len(group)
            which = f"Party {last}" if len(group) == 1 else f"Parties {first + 1} to {last}"
            yield f"{which} of {len(parties)}"
            yield ""
        rows = [
            (
                cell(claim.id, number),
                cell(shorten(claim.text, wording) if first else claim.text, wording),
                *(
                    _verdict(claim.verdicts.get(party), reviewed.review(place, party), verdict, colour)
                    for party in group
                ),
            )
            for place, claim in zip(shown, claims, strict=True)
        ]
        widths = (number, wording, *(verdict for _ in group))
        heads = (name if columns(clean(name)) <= verdict else name.replace("_", " ") for name in group)
        yield from table(("#", "Claim", *heads), widths, rows)


def _one_each(reviewed: ReviewedReport, shown: Sequence[int], width: int, colour: bool) -> list[str]:
    """A table for claims that were each held against one party, of many."""
    claims = [reviewed.report.claims[place] for place in shown]
    number, verdict = _id_width(claims), _verdict_width(width)
    wording = width - number - 2 * verdict - 3 * _GAP
    rows = [
        (
            cell(claim.id, number),
            cell(claim.text, wording),
            cell(party, verdict),
            _verdict(found, reviewed.review(place, party), verdict, colour),
        )
        for place, claim in zip(shown, claims, strict=True)
        for party, found in claim.verdicts.items()
    ]
    return table(("#", "Claim", "Party", "Verdict"), (number, wording, verdict, verdict), rows)


def _id_width(claims: Sequence[Claim]) -> int:
    return min(max((columns(clean(claim.id)) for claim in claims), default=0), _ID) or 1


def _verdict_width(width: int) -> int:
    """Columns for a mark, a space and the longest word, which is broken at its space if room is scarce."""
    words = WORDS.values() if width >= _WIDE else [part for word in WORDS.values() for part in word.split()]
    return max(map(len, words)) + 2


def _verdict(verdict: Verdict | None, review: Decision | None, width: int, colour: bool) -> str:
    """A cell: mark and word of the verdict, below it what a person decided, in brackets."""
    if verdict is None:
        return ""
    text = cell(f"{MARKS[verdict.label]} {WORDS[verdict.label]}", width, hang=2)
    code = _COLOURS.get(verdict.label)
    if colour and code is not None:
        text = "\n".join(f"\x1b[{code}m{line}\x1b[0m" for line in text.split("\n"))
    return text if review is None else f"{text}\n{cell(f'({review_words(review)})', width, hang=1)}"


def _legend(claims: Sequence[CheckedClaim], width: int) -> Iterator[str]:
    for label in labels_shown(claims):
        yield from wrap(f"{MARKS[label]} {WORDS[label]}: {MEANINGS[label]}", width, rest="  ")


def _another_look(reviewed: ReviewedReport, width: int) -> Iterator[str]:
    """Decisions that are not in force, and claims that a person added."""
    if reviewed.another_look:
        yield from ("", "For another look", "─" * 16, "These decisions are not in force:")
    for stale in reviewed.another_look:
        one = stale.decision
        yield from wrap(f"“{shorten(one.text or one.claim, _ANOTHER_LOOK)}”", width)
        yield from wrap(f"{one.party}, {review_words(one)}: {stale.reason}", width, "    ", "    ")
        yield from wrap(f"Comment: {one.comment}" if one.comment else "", width, "    ", "    ")
    if reviewed.added:
        yield from ("", "Added by a person, not yet checked", "─" * 34)
    for claim in reviewed.added:
        yield from wrap(f"“{shorten(claim.claim, _ANOTHER_LOOK)}”", width)


def _hidden(count: int, silence: str, width: int) -> list[str]:
    if not count:
        return []
    return wrap(f"{plural(count, 'claim')}{silence} judged not worth a check; --all shows them.", width)
