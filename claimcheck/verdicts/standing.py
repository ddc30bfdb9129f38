"""Verdicts as they stood on a day, and what was said later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.records import Document, Verdict

_SILENT = ("not_mentioned", "no_document")


def standing(documents: Sequence[Document], since: str, until: str) -> tuple[Document, ...]:
    """Those of the days from `since` to `until` (ISO dates, or empty); one without a date always counts."""
    return tuple(
        document
        for document in documents
        if not document.date
        or ((not since or document.date >= since) and (not until or document.date <= until))
    )


def after(documents: Sequence[Document], day: str, until: str) -> tuple[Document, ...]:
    """Those of the days after `day`, up to `until` (an ISO date, or empty)."""
    return tuple(
        document for document in documents if document.date > day and not (until and document.date > until)
    )


def with_later(
    verdicts: Sequence[Mapping[str, Verdict]], after: Sequence[Mapping[str, Verdict]]
) -> list[dict[str, Verdict]]:
    """The verdicts as they stood, each with the later documents of its party that change it.

    Args:
        verdicts: for each claim: party -> its verdict by the documents up to the day.
        after: the same by the documents after it.

    Returns:
        The first, with `later` set where the documents after the day speak to the claim and come to another
        label: those that speak to it, in the order of time.
    """
    return [
        {
            party: msgspec.structs.replace(verdict, later=_changing(verdict, later[party]))
            if party in later
            else verdict
            for party, verdict in row.items()
        }
        for row, later in zip(verdicts, after, strict=True)
    ]


def _changing(verdict: Verdict, later: Verdict) -> tuple[str, ...]:
    if later.label in _SILENT or later.label == verdict.label:
        return ()
    return (*later.earlier, *dict.fromkeys(item.document for item in later.evidence))
