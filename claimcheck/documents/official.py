"""The official documents of one check, from any number of paths."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.documents.read import ReadResult, read_documents, unique_ids

if TYPE_CHECKING:
    from claimcheck.documents.fetch import Fetcher


def read_official(
    paths: Sequence[str | Path],
    *,
    party_name: str | None = None,
    encoding: str = "",
    fetcher: Fetcher | None = None,
) -> ReadResult:
    """All documents of all paths, in the order of the paths, each with an id of its own.

    Args:
        paths: files, folders, archives or addresses, as `read_documents` takes them.
        party_name: the party of documents that name none themselves.
        encoding: the encoding of text, where it is known better than the files say.
        fetcher: fetches what addresses name; None for one with the usual rules.

    Raises:
        InputError: as `read_documents`, for the first path that cannot be used at all.
    """
    results = [
        read_documents(path, party_name=party_name, encoding=encoding, fetcher=fetcher) for path in paths
    ]
    return ReadResult(
        unique_ids(document for result in results for document in result.documents),
        tuple(line for result in results for line in result.warnings),
        tuple(line for result in results for line in result.failures),
    )
