"""When a party that says nothing must not be called silent: what it said could not all be read."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.records import Document, Verdict

# Documents of which nothing that the models understand was read. They are listed, and not searched.
_UNREAD = ("no_text", "language")


def is_searchable(document: Document) -> bool:
    """Whether the document has text that the models understand."""
    return document.doubt not in _UNREAD


def unless_doubted(verdict: Verdict, documents: Sequence[Document]) -> Verdict:
    """The verdict; `no_document` in place of `not_mentioned` where no document was read without doubt.

    Args:
        verdict: a party's verdict.
        documents: the documents of the party that were searched.
    """
    if verdict.label != "not_mentioned" or not all(document.doubt for document in documents):
        return verdict
    return msgspec.structs.replace(verdict, label="no_document")
