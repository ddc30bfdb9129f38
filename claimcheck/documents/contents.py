"""The documents in the bytes of one file, whatever its format, and in the members of an archive.

All formats but plain text are read in a process apart.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import msgspec

from claimcheck import __version__
from claimcheck.documents.apart import read_apart
from claimcheck.documents.archive import keep
from claimcheck.documents.english import has_hardly_any_words, why_not_english
from claimcheck.documents.files import Format, format_of_name, stem_of
from claimcheck.documents.jsonl import DocumentRow, iter_document_rows
from claimcheck.documents.limits import limit, listing
from claimcheck.documents.raw import Extract, Raw
from claimcheck.documents.results import ReadResult, unique_ids
from claimcheck.documents.sniff import sniff
from claimcheck.documents.text import read as read_text
from claimcheck.errors import InputError, NothingFound, UnreadableInput
from claimcheck.records import Document

# Each has a function `read(raw: Raw) -> tuple[Extract, ...]` that gives at least one text; a text may be
# empty, with a warning that says why.
_READERS = {
    "html": "claimcheck.documents.html",
    "pdf": "claimcheck.documents.pdf",
    "docx": "claimcheck.documents.docx",
    "mail": "claimcheck.documents.mail",
    "feed": "claimcheck.documents.feed",
}
_CALLED = {
    "text": "plain text",
    "html": "a web page",
    "pdf": "a PDF",
    "docx": "a Word file",
    "mail": "a mail",
    "feed": "a feed",
    "zip": "a zip archive",
    "jsonl": "JSONL",
}


class Place(NamedTuple):
    """Where a file lies: its path for reports, the name that ids are made of, the party if nothing says so.

    `inner_party` says that a member of an archive speaks for its first folder in that archive.
    """

    path: str
    name: str
    party: str
    inner_party: bool = True


def documents_of(raw: Raw, place: Place) -> ReadResult:
    """All documents in the bytes of one file, each with an id of its own.

    Args:
        raw: the bytes.
        place: where they come from.

    Raises:
        InputError: the file cannot be used, or no member of an archive can.
    """
    found = _read(raw, place, _Budget())
    if not found.documents:
        raise NothingFound("no document was found in it", where=raw.where, remedy="Is it the right file?")
    return msgspec.structs.replace(found, documents=unique_ids(found.documents))


class _Budget:
    """What the archives inside one file may still unpack; spent as they are read."""

    def __init__(self) -> None:
        self.members = limit("zip_entries")
        self.unpacked = limit("zip_total_bytes")


def _read(raw: Raw, place: Place, budget: _Budget, depth: int = 0) -> ReadResult:
    kind = sniff(raw.data, raw.name, raw.where)
    if kind == "zip":
        return _archive(raw, place, budget, depth)
    if kind == "jsonl":
        return row_documents(Path(raw.name or "rows.jsonl"), place, raw.data)
    extracts = read_text(raw) if kind == "text" else read_apart(_READERS[kind], raw)
    documents = tuple(_document(extract, raw, place) for extract in extracts)
    warnings = (*_misnamed(raw, kind), *(line for document in documents for line in document.warnings))
    return ReadResult(documents, warnings)


def _misnamed(raw: Raw, kind: Format) -> tuple[str, ...]:
    """A warning where the bytes are something else than the name promises."""
    named = format_of_name(raw.name)
    if named in (None, kind, "feed"):  # .xml is the ending of pages too
        return ()
    return (f"{raw.where}: it is {_CALLED[kind]}, not what its name says, and was read as such",)


def _document(extract: Extract, raw: Raw, place: Place) -> Document:
    most = limit("text_characters")
    if len(extract.text) > most:
        what = f"the text is longer than {most:,} characters"
        raise UnreadableInput(what, where=raw.where, remedy="Split it into several files.")
    doubt, warnings = extract.doubt, extract.warnings
    if not doubt and (foreign := why_not_english(extract.text)):
        doubt, warnings = "language", (*warnings, foreign)
    elif not doubt and extract.text and has_hardly_any_words(extract.text):
        doubt, warnings = "partial", (*warnings, "it holds hardly any words")
    part = f"#{extract.part}" if extract.part else ""
    digest = extract.sha256 or sha256(raw.data).hexdigest()
    keep(raw, place.path + part, digest)
    return Document(
        id=place.name + part,
        text=extract.text,
        sha256=digest,
        parties=extract.parties or (place.party,),
        title=extract.title,
        date=extract.date,
        url=raw.url if raw.url and not part else extract.url,
        kind=extract.kind,
        path=place.path + part,
        retrieved=raw.retrieved,
        author=extract.author,
        site=extract.site,
        reader=extract.reader,
        encoding=extract.encoding,
        pages=extract.pages,
        doubt=doubt,
        warnings=tuple(f"{raw.where}{part}: {line}" for line in warnings),
    )


def one_row(row: DocumentRow, place: Place) -> Document:
    """A row as the only document of a source, with what is doubtful about it among its warnings."""
    documents = _told((row,), (row_document(row, place),), place)
    return msgspec.structs.replace(documents.documents[0], warnings=documents.warnings)


def row_documents(path: Path, place: Place, data: bytes | None = None) -> ReadResult:
    """The documents of a JSONL(.gz), with one warning for all dates and one for all languages in doubt.

    Args:
        path: the file.
        place: what its documents are called.
        data: its bytes, where they were read already.
    """
    rows: list[DocumentRow] = []
    documents: list[Document] = []
    for row in iter_document_rows(path, data):
        documents.append(row_document(row, place))
        rows.append(msgspec.structs.replace(row, text=""))  # the document has it
    if not documents:
        raise NothingFound("the file has no rows", where=place.path, remedy="Every line is one row.")
    return _told(rows, documents, place)


def _told(rows: Sequence[DocumentRow], documents: Sequence[Document], place: Place) -> ReadResult:
    undated = [f"{row.bad_date[:40]!r} in line {row.line}" for row in rows if row.bad_date]
    foreign = [
        row.id or f"line {row.line}"
        for row, document in zip(rows, documents, strict=True)
        if document.doubt == "language"
    ]
    warnings = []
    if undated:
        told = f"{len(undated):,} dates name no day and were left out: {listing(undated)}"
        warnings.append(f"{place.path}: {told}")
    if foreign:
        told = f"{len(foreign):,} rows are not in English, and are not searched: {listing(foreign)}"
        warnings.append(f"{place.path}: {told}")
    return ReadResult(tuple(documents), tuple(warnings))


def row_document(row: DocumentRow, place: Place) -> Document:
    """A row as a document; its party is the row's, else its source, else that of the place."""
    metadata = row.metadata
    by_source = (row.source,) if row.source else ()
    path = f"{place.path}#{row.id or row.row}"
    keep(Raw(data=row.data, name="row.jsonl", where=path), path, row.sha256)
    return Document(
        id=row.id or f"{place.name}#{row.row}",
        text=row.text,
        sha256=row.sha256,
        parties=metadata.parties or by_source or (place.party,),
        title=metadata.title,
        date=metadata.date,
        url=metadata.url,
        kind=metadata.kind,
        path=path,
        reader=f"claimcheck {__version__}",
        encoding="utf-8",
        doubt="language" if why_not_english(row.text) else "",
    )


def _archive(raw: Raw, place: Place, budget: _Budget, depth: int) -> ReadResult:
    from claimcheck.documents.zipped import members

    if depth >= limit("zip_nesting"):
        what = f"archives lie more than {limit('zip_nesting')} deep in each other"
        raise UnreadableInput(what, where=raw.where, remedy="Unpack it first.")
    documents: list[Document] = []
    warnings: list[str] = []
    failures: list[InputError] = []
    unpacked = members(raw.data, raw.where)
    for member in unpacked.members:
        budget.members -= 1
        budget.unpacked -= member.size
        if budget.members < 0 or budget.unpacked < 0:
            what = "the archive unpacks to more than is allowed"
            raise UnreadableInput(what, where=raw.where, remedy="Unpack it, and name the files needed.")
        try:
            inner = Raw(
                data=member.read(),
                name=PurePosixPath(member.name).name,
                where=f"{raw.where}#{member.name}",
                encoding=raw.encoding,
                retrieved=raw.retrieved,
            )
            found = _read(inner, _inside(place, member.name), budget, depth + 1)
        except InputError as error:
            failures.append(error)
            continue
        documents += found.documents
        warnings += found.warnings
        failures += [UnreadableInput(line) for line in found.failures]
    if failures and not documents:
        raise failures[0]
    return ReadResult(
        tuple(documents),
        (*_misnamed(raw, "zip"), *unpacked.warnings, *warnings),
        tuple(str(error) for error in failures),
    )


def _inside(place: Place, name: str) -> Place:
    """The place of a member of an archive."""
    parts = PurePosixPath(name).parts
    party = place.party
    if place.inner_party:
        party = parts[0] if len(parts) > 1 else stem_of(Path(name))
    return Place(f"{place.path}#{name}", f"{place.name}#{name}", party, inner_party=False)
