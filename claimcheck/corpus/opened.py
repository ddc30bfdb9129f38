"""A corpus as its readers see it: one state, whatever a writer does meanwhile."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from claimcheck.corpus.arrays import Array
from claimcheck.corpus.candidates import Statistics
from claimcheck.corpus.files import SEGMENTS, read_manifest
from claimcheck.corpus.records import Manifest, Segment, StoredDocument
from claimcheck.corpus.scope import Scope, Window, in_scope, read_window
from claimcheck.corpus.segments import OpenSegment
from claimcheck.corpus.vector_homes import open_index
from claimcheck.corpus.vector_index import VectorIndex
from claimcheck.errors import InputError, MissingInput, UnreadableInput
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.static_encoder import StaticEncoder, static_of
from claimcheck.records import Document
from claimcheck.resources import load_toml


class Version(NamedTuple):
    """One version of a document: where it lies, and the time at which it went (empty if it stands)."""

    segment: int
    row: int
    document: StoredDocument
    gone: str
    replaced: bool


class Corpus:
    """A built corpus, open for reading.

    Args:
        folder: where it lies.

    Raises:
        MissingInput: there is none.
        UnreadableInput: it is damaged.
    """

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)
        self.manifest, self.segments = _open(self.folder)
        self.statistics = Statistics(self.segments)

    @property
    def fingerprint(self) -> str:
        """Identifies documents and index."""
        return self.manifest.fingerprint

    @cached_property
    def window(self) -> Window:
        """The days around an article that are searched by default."""
        return read_window(self.folder)

    @cached_property
    def static(self) -> StaticEncoder:
        """The static vectors that the corpus was indexed with."""
        return static_of(self.folder / self.manifest.static, OnnxEncoder())

    @cached_property
    def vectors(self) -> VectorIndex:
        """The static vectors of the sentences, wherever they are kept."""
        return open_index(self.manifest.vectors, self.manifest.segments, self.segments)

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """All parties with a document that is searched, in the order of their first appearance."""
        named = {party: None for one in self.versions() if not one.gone for party in one.document.parties}
        return tuple(named)

    def masks(self, scope: Scope) -> list[Array]:
        """For each segment which of its documents are searched in `scope`."""
        return [in_scope(segment, self.manifest.gone, scope) for segment in self.segments]

    def versions(self) -> list[Version]:
        """All versions of all documents but those that were removed, in the order in which they lie."""
        gone = {(one.segment, one.document): one for one in self.manifest.gone}
        found = []
        for number, segment in enumerate(self.segments):
            for row, document in enumerate(segment.documents):
                out = gone.get((segment.name, row))
                if out is None or out.replaced:
                    found.append(Version(number, row, document, out.at if out else "", out is not None))
        return found

    def documents(self) -> tuple[StoredDocument, ...]:
        """The documents that are searched, by date and id."""
        found = [one.document for one in self.versions() if not one.gone]
        return tuple(sorted(found, key=lambda document: (document.date, document.id)))

    def find(self, id_: str, number: int | None = None) -> tuple[Document, Version]:
        """A document by its id, the newest version or the one of this number.

        Raises:
            MissingInput: there is none.
        """
        found = [
            one
            for one in self.versions()
            if one.document.id == id_ and (number is None or one.document.number == number)
        ]
        if not found:
            version = "" if number is None else f" in version {number}"
            raise MissingInput(
                f"the corpus holds no document {id_!r}{version}",
                where=str(self.folder),
                remedy="See `claimcheck corpus list --versions`.",
            )
        newest = max(found, key=lambda one: one.document.number)
        return self.document(newest.segment, newest.row), newest

    def document(self, segment: int, row: int) -> Document:
        """A document with its text, by its place."""
        opened = self.segments[segment]
        return opened.documents[row].with_text(opened.text(row))


def _open(folder: Path) -> tuple[Manifest, tuple[OpenSegment, ...]]:
    """Manifest and segments; looked up again where a writer has just replaced them."""
    attempts = int(load_toml("corpus.toml")["index"]["read_attempts"])
    manifest = read_manifest(folder)
    for left in reversed(range(attempts)):
        try:
            return manifest, tuple(_segment(folder, one, manifest) for one in manifest.segments)
        except InputError:
            newer = read_manifest(folder)
            if not left or newer == manifest:
                raise
            manifest = newer
    raise AssertionError("the loop returns or raises")  # pragma: no cover


def _segment(folder: Path, segment: Segment, manifest: Manifest) -> OpenSegment:
    opened = OpenSegment(folder / SEGMENTS / segment.name)
    if manifest.vectors is None and len(opened.arrays.vectors) != len(opened.arrays.starts):
        raise UnreadableInput(
            "the corpus is damaged: its vectors are not there",
            where=str(opened.folder),
            remedy=f"Compute them anew: claimcheck corpus move {folder} local.",
        )
    return opened
