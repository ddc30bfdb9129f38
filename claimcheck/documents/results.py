"""What reading a source gives: its documents, and what was passed over, doubtful or unreadable."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from claimcheck.records import Document


class ReadResult(msgspec.Struct, frozen=True):
    """What one source gave.

    `documents` have ids of their own. `warnings` say what was passed over or read with doubt.
    `failures` are the files of a folder or archive that could not be read, a message each; the others
    were read.
    """

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


def unique_ids(documents: Iterable[Document]) -> tuple[Document, ...]:
    """The same documents in the same order, each with an id of its own.

    The first that bears an id keeps it; those after it get "#2", "#3" and so on, past numbers in use.
    """
    given = tuple(documents)
    taken = {document.id for document in given}
    first: set[str] = set()
    counters: dict[str, int] = {}
    result = []
    for document in given:
        if document.id in first:
            number = counters.get(document.id, 2)
            while f"{document.id}#{number}" in taken:
                number += 1
            counters[document.id] = number + 1
            fresh = f"{document.id}#{number}"
            taken.add(fresh)
            result.append(msgspec.structs.replace(document, id=fresh))
        else:
            first.add(document.id)
            result.append(document)
    return tuple(result)


def timeless(document: Document) -> Document:
    """The document without the moment at which it was fetched, on which no result depends."""
    return msgspec.structs.replace(document, retrieved=None)
