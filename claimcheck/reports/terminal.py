"""The report for a terminal: a table of claims by party, then what a reader must look at and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from claimcheck.records import CheckedClaim, Claim, DocumentEntry, Report, Verdict
from claimcheck.reports.findings import findings
from claimcheck.reports.layout import cell, clean, columns, shorten, table, wrap
from claimcheck.reports.wording import MARKS, MEANINGS, SUMMARIES, WORDS, plural

NARROWEST = 40  # columns below which the report is not laid out
_WIDE = 100  # columns from which a party's cell holds its mark and word on one line
_ID = 8  # columns of a claim's number
_LEAST_WORDING = 24  # columns that are left to the claims beside the parties
_GAP = 2  # columns between two columns of a table
_NAMED = 3  # documents of a party that the header names
_COLOURS = {"supported": "32", "overstated": "33", "contradicted": "31", "not_mentioned": "2"}


def render(report: Report, *, width: int = 100, colour: bool = False, show_all: bool = False) -> str:
    """The report as text.

    Args:
        report: what was found.
        width: columns that may be used; at least 40 are.
        colour: whether to colour the verdicts by ANSI codes; each also has its mark and word.
        show_all: show also claims that were judged not worth a check.

    Returns:
        Lines with a final newline, none wider than `width`. Characters that could steer a terminal are
        left out of all texts.
    """
    width = max(width, NARROWEST)
    shown = [claim for claim in report.claims if show_all or claim.check_worthy]
    lines = [*_header(report, width), ""]
    if shown:
        lines += [*wrap(_tally(shown), width), "", *_tables(report, shown, width, colour), ""]
    lines += [*_legend(shown, width), *_hidden(len(report.claims) - len(shown), width)]
    lines += findings(report, shown, width)
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
    lines = table(("#", "Claim", "Said by", "Status 0-9"), widths, rows) if rows else []
    return "\n".join([*lines, "", *_hidden(len(claims) - len(shown), width)]).strip("\n") + "\n"


def _said_by(claim: Claim) -> str:
    return " > ".join(link.name or link.text for link in claim.attribution) or "the article"


def _status(claim: Claim) -> str:
    return f"{claim.status.text} ({claim.status.rung})" if claim.status else ""


def _header(report: Report, width: int) -> Iterator[str]:
    article = report.article
    if article is not None:
        if article.title:
            yield from wrap(article.title, width)
        path = "standard input" if article.path == "-" else article.path
        yield from wrap(", ".join(filter(None, (path, article.date))), width)
    elif not any(document.path for entry in report.parties.values() for document in entry.documents):
        yield from wrap(f"{plural(len(report.claims), 'claim')}, each held against its own document", width)
        return
    else:
        yield plural(len(report.claims), "claim") + " handed in"
    yield ""
    yield "Held against:"
    for party, entry in report.parties.items():
        yield from wrap(f"{party}: {_documents(entry.documents)}", width, "  ", "    ")


def _documents(documents: Sequence[DocumentEntry]) -> str:
    if not documents:
        return "no document in the time that was searched"
    named = [
        f"{document.title or document.id}{f' ({document.date})' if document.date else ''}"
        for document in documents[:_NAMED]
    ]
    more = len(documents) - len(named)
    return "; ".join([*named, *([f"and {more:,} more"] if more else [])])


def _tally(claims: Sequence[CheckedClaim]) -> str:
    counts: Mapping[str, int] = Counter(claim.summary for claim in claims)
    parts = [f"{counts[summary]:,} {words}" for summary, words in SUMMARIES.items() if counts.get(summary)]
    return f"{plural(len(claims), 'claim')}: {'; '.join(parts)}."


def _tables(report: Report, claims: Sequence[CheckedClaim], width: int, colour: bool) -> Iterator[str]:
    """One table where the parties fit beside the claims, else several, the later with shortened claims."""
    parties = list(report.parties)
    number, verdict = _id_width(claims), _verdict_width(width)
    fit = max(1, (width - number - _GAP - _LEAST_WORDING) // (verdict + _GAP))
    if len(parties) > fit and all(len(claim.verdicts) == 1 for claim in claims):
        yield from _one_each(claims, width, colour)
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
                *(_verdict(claim.verdicts.get(party), verdict, colour) for party in group),
            )
            for claim in claims
        ]
        widths = (number, wording, *(verdict for _ in group))
        heads = (name if columns(clean(name)) <= verdict else name.replace("_", " ") for name in group)
        yield from table(("#", "Claim", *heads), widths, rows)


def _one_each(claims: Sequence[CheckedClaim], width: int, colour: bool) -> list[str]:
    """A table for claims that were each held against one party, of many."""
    number, verdict = _id_width(claims), _verdict_width(width)
    wording = width - number - 2 * verdict - 3 * _GAP
    rows = [
        (
            cell(claim.id, number),
            cell(claim.text, wording),
            cell(party, verdict),
            _verdict(found, verdict, colour),
        )
        for claim in claims
        for party, found in claim.verdicts.items()
    ]
    return table(("#", "Claim", "Party", "Verdict"), (number, wording, verdict, verdict), rows)


def _id_width(claims: Sequence[Claim]) -> int:
    return min(max((columns(clean(claim.id)) for claim in claims), default=0), _ID) or 1


def _verdict_width(width: int) -> int:
    """Columns for a mark, a space and the longest word, which is broken at its space if room is scarce."""
    words = WORDS.values() if width >= _WIDE else [part for word in WORDS.values() for part in word.split()]
    return max(map(len, words)) + 2


def _verdict(verdict: Verdict | None, width: int, colour: bool) -> str:
    if verdict is None:
        return ""
    text = cell(f"{MARKS[verdict.label]} {WORDS[verdict.label]}", width, hang=2)
    code = _COLOURS.get(verdict.label)
    if not colour or code is None:
        return text
    return "\n".join(f"\x1b[{code}m{line}\x1b[0m" for line in text.split("\n"))


def _legend(claims: Sequence[CheckedClaim], width: int) -> Iterator[str]:
    labels: Mapping[str, int] = Counter(v.label for claim in claims for v in claim.verdicts.values())
    for label, meaning in MEANINGS.items():
        if labels.get(label):
            yield from wrap(f"{MARKS[label]} {WORDS[label]}: {meaning}", width, rest="  ")


def _hidden(count: int, width: int) -> list[str]:
    if not count:
        return []
    return wrap(f"{plural(count, 'claim')} judged not worth a check; --all shows them.", width)
