"""What the command line names, read as it says: encoding, network, archive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING

from claimcheck.cli.options import InputOptions
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.documents.fetch import Fetcher
    from claimcheck.documents.results import ReadResult
    from claimcheck.records import Document

_ARCHIVED = "sha256:"


class Sources:
    """Reads articles and official documents; all addresses share one fetcher, which keeps hosts' pace."""

    def __init__(self, given: InputOptions) -> None:
        self._given = given

    def article(self, source: str) -> Document:
        """One document; see `read_document`. It may be `sha256:DIGITS` of the archive."""
        if source.startswith(_ARCHIVED):
            return self._archived(source).documents[0]
        from claimcheck.documents.read import read_document

        return read_document(source, encoding=self._given.encoding, fetcher=self._fetcher_for([source]))

    def documents(self, source: str) -> ReadResult:
        """All documents of one source; see `read_documents`. It may be `sha256:DIGITS` of the archive."""
        if source.startswith(_ARCHIVED):
            return self._archived(source)
        from claimcheck.documents.read import read_documents

        return read_documents(source, encoding=self._given.encoding, fetcher=self._fetcher_for([source]))

    def official(self, paths: Sequence[str], party_name: str | None) -> ReadResult:
        """The official documents of all paths; see `read_official`."""
        from claimcheck.documents.official import read_official

        return read_official(
            paths,
            party_name=party_name,
            encoding=self._given.encoding,
            fetcher=self._fetcher_for(paths),
        )

    def _archived(self, source: str) -> ReadResult:
        from claimcheck.documents.recalled import read_archived

        if self._given.archive is None:
            raise UsageError(
                "no archive is named", where=source, remedy="Add --archive FOLDER, as when it was kept."
            )
        return read_archived(self._given.archive, source, encoding=self._given.encoding)

    def _fetcher_for(self, sources: Sequence[str]) -> Fetcher | None:
        """The fetcher, which is loaded only if an address is among the sources."""
        from claimcheck.documents.web_address import is_url

        return self._fetcher if any(map(is_url, sources)) else None

    @cached_property
    def _fetcher(self) -> Fetcher:
        from claimcheck.documents.fetch import Fetcher

        return Fetcher(allow_private=self._given.allow_private)


def without_corpora(paths: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The paths that are read, and those of built corpora, which are searched as they are."""
    from claimcheck.corpus.files import is_corpus

    built = tuple(path for path in paths if is_corpus(path))
    return tuple(path for path in paths if path not in built), built


@contextmanager
def sources(given: InputOptions) -> Iterator[Sources]:
    """A reader of sources; in this context the bytes of all that is read go to the archive, if any."""
    from claimcheck.documents.archive import archiving

    with archiving(given.archive):
        yield Sources(given)
