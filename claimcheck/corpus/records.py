"""What a corpus keeps in its files."""

from __future__ import annotations

import hashlib

import msgspec

from claimcheck.records import Document, Doubt

SCHEMA = "claimcheck/corpus/1"


class StoredDocument(msgspec.Struct, frozen=True, kw_only=True):
    """A document without its text, and how it got here.

    Attributes:
        key: what makes it the same document when it is read again: see `document_key`.
        digest: of its text and all that is told of it; another digest is another version.
        added: when it was added (ISO 8601, UTC).
        follows: whether it took the place of an earlier version.
        number: which version it is, from 1.
    """

    id: str
    key: str
    digest: str
    sha256: str
    parties: tuple[str, ...]
    title: str = ""
    date: str = ""
    url: str | None = None
    kind: str = ""
    path: str = ""
    retrieved: str | None = None
    author: str = ""
    site: str = ""
    reader: str = ""
    encoding: str = ""
    pages: tuple[int, ...] = ()
    doubt: Doubt = ""
    warnings: tuple[str, ...] = ()
    added: str
    follows: bool = False
    number: int = 1

    def with_text(self, text: str) -> Document:
        """The document as it was read."""
        return Document(**{name: getattr(self, name) for name in _SHARED}, text=text)


_SHARED = tuple(name for name in Document.__struct_fields__ if name != "text")


class Gone(msgspec.Struct, frozen=True, kw_only=True):
    """A document that is no longer searched: a newer version replaced it, or it was removed.

    `document` is its row in the segment, `at` the time (ISO 8601, UTC).
    """

    segment: str
    document: int
    at: str
    replaced: bool


class Part(msgspec.Struct, frozen=True):
    """Rows of a segment that were stored together in a vector index outside the corpus.

    Attributes:
        number: begins the ids of its rows and documents there.
        digest: of the documents that it was made of, 63 bits: rows of another digest are another corpus's.
        sentences: its rows.
        documents: that the rows belong to.
    """

    number: int
    digest: int
    sentences: int
    documents: int


class VectorHome(msgspec.Struct, frozen=True):
    """Where the static vectors of sentences are, if not in the corpus: an address, and by whose name."""

    address: str
    owner: str


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """One immutable part of a corpus; its files lie in the folder of that name.

    `parts` are its rows in their order where its static vectors are kept outside the corpus.
    """

    name: str
    documents: int
    sentences: int
    passages: int
    terms: int
    text_bytes: int
    index_bytes: int
    parts: tuple[Part, ...] = ()


class Recall(msgspec.Struct, frozen=True, kw_only=True):
    """How many rewrites of the corpus's own statements a search brought up, among how many passages.

    `documents` are those of the corpus when this was measured, `fingerprint` is that of its index.
    """

    found: int
    rewrites: int
    passages: int
    documents: int
    fingerprint: str


class Manifest(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is in force; written last and whole, so that a corpus is always in one state.

    `fingerprint` identifies documents and index; `static` is the file with the static vectors of word pieces;
    `vectors` says where those of the sentences are, None where they are in the segments.
    """

    schema: str = SCHEMA
    claimcheck: str
    created: str
    changed: str
    number: int = 0
    static: str
    model: str
    fingerprint: str = ""
    segments: tuple[Segment, ...] = ()
    gone: tuple[Gone, ...] = ()
    recall: Recall | None = None
    vectors: VectorHome | None = None


def document_key(document: Document) -> str:
    """What a document is known by: the id of its row, its address, else its path."""
    if document.path.endswith(f"#{document.id}"):
        return f"row {document.id}"
    return f"url {document.url}" if document.url and document.retrieved else f"path {document.path}"


def document_digest(document: Document) -> str:
    """Hash of all that is searched or told of a document, without when and where it was read."""
    told = (
        document.parties,
        document.title,
        document.date,
        document.url,
        document.kind,
        document.author,
        document.site,
        document.doubt,
    )
    text = document.text.encode("utf-8", "surrogatepass")
    return hashlib.sha256(msgspec.msgpack.encode((hashlib.sha256(text).digest(), told))).hexdigest()


def stored(
    document: Document, *, key: str, added: str, follows: bool = False, number: int = 1
) -> StoredDocument:
    """The record that a corpus keeps of a document."""
    return StoredDocument(
        **{name: getattr(document, name) for name in _SHARED},
        key=key,
        digest=document_digest(document),
        added=added,
        follows=follows,
        number=number,
    )
