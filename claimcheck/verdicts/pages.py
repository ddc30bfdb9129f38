"""The page of each passage in a report, where its document has pages."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

import msgspec

from claimcheck.records import Document, Verdict


def page_at(document: Document, offset: int) -> int | None:
    """The page, from 1, on which the character at `offset` stands; None where there are no pages."""
    return bisect_right(document.pages, offset) or 1 if document.pages else None


def with_pages(verdict: Verdict, documents: Mapping[str, Document]) -> Verdict:
    """The verdict with the page of its evidence and of the nearest passages.

    Args:
        verdict: a verdict.
        documents: id -> document.
    """
    if not any(document.pages for document in documents.values()):
        return verdict
    evidence = tuple(
        msgspec.structs.replace(item, page=page_at(documents[item.document], item.start))
        for item in verdict.evidence
    )
    nearest = tuple(
        msgspec.structs.replace(item, page=page_at(documents[item.document], item.start))
        for item in verdict.search.nearest
    )
    search = msgspec.structs.replace(verdict.search, nearest=nearest)
    return msgspec.structs.replace(verdict, evidence=evidence, search=search)
