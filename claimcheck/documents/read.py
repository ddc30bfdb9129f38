"""Files, folders, JSON Lines and standard input into Documents.

Every document's party is the first that is given of: `party` of its front matter or row, `source` of its
row, the caller's `party_name`, the first folder below the folder that was named, the file's stem.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec

from claimcheck.documents.decode import decode
from claimcheck.documents.files import (
    KNOWN_FORMATS,
    format_of,
    list_files,
    read_bytes,
    shown,
    stem_of,
    unknown_format,
)
from claimcheck.documents.front_matter import split_front_matter
from claimcheck.documents.jsonl import DocumentRow, iter_document_rows
from claimcheck.documents.limits import limit, listing
from claimcheck.errors import InputError, MissingInput, NothingFound, UnreadableInput, UsageError
from claimcheck.records import Document

_STDIN = "-"
_ROW_MARKS = (".jsonl.gz#", ".jsonl#")


class ReadResult(msgspec.Struct, frozen=True):
    """What one source gave.

    `documents` have ids of their own. `warnings` say what was passed over or read with doubt.
    `failures` are the files of a folder that could not be read, a message each; the others were read.
    """

    documents: tuple[Document, ...]
    warnings: tuple[str, ...] = ()
    failures: tuple[str, ...] = ()


class _Place(NamedTuple):
    """A file: its path, the name that ids are made of, and the party it speaks for if nothing says so."""

    path: Path
    name: str
    party: str


def read_document(source: str | Path, *, party_name: str | None = None) -> Document:
    r"""One document: a .txt or .md file, `-` for standard input, or one row as `FILE.jsonl#ID`.

    `FILE.jsonl` alone will do if it has one row; ID is the row's id, or the row's number if no row has
    that id. The document's `text` is what follows the front matter, with `\r\n` folded to `\n`.

    Args:
        source: what to read.
        party_name: the party of a document that names none itself.

    Raises:
        MissingInput: the file, or the row in it, is not there.
        UnreadableInput: it is empty, binary, malformed, too large or of an unknown format.
        UsageError: a folder, or a JSONL of several rows, was given.
    """
    if str(source) == _STDIN:
        return _text_document(_Place(Path(_STDIN), "stdin", party_name or "stdin"), None)
    path, row_id = _split_row(source)
    if _is_folder(path):
        raise UsageError("this is a folder, one file is needed", where=shown(path), remedy="Name a file.")
    place = _single_place(path, party_name)
    if _known_format(path) == "text":
        return _text_document(place, path)
    rows = iter_document_rows(path)
    return _row_document(_only_row(rows, path) if row_id is None else _find_row(rows, path, row_id), place)


def read_documents(source: str | Path, *, party_name: str | None = None) -> ReadResult:
    """All documents of a file, of a folder (searched recursively, in sorted order) or of a JSONL(.gz).

    In a folder, a file that cannot be read does not stop the others: it is listed in `failures`, which
    the caller must not pass over in silence. Ids are unique within the result.

    Args:
        source: what to read; also anything that `read_document` takes.
        party_name: the party of documents that name none themselves.

    Raises:
        MissingInput: the file or folder is not there.
        UnreadableInput: the file (or every file of the folder) could not be read; a bound was exceeded.
        NothingFound: the folder holds no document.
    """
    path, row_id = _split_row(source)
    if str(source) == _STDIN or row_id is not None:
        return ReadResult((read_document(source, party_name=party_name),))
    if _is_folder(path):
        return _read_folder(path, party_name)
    documents, warnings = _read_file(_single_place(path, party_name))
    return ReadResult(unique_ids(documents), tuple(warnings))


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


def _split_row(source: str | Path) -> tuple[Path, str | None]:
    """`FILE.jsonl#ID` as path and id; a file whose real name holds the mark is left whole."""
    whole = str(source)
    for mark in _ROW_MARKS:
        head, found, row_id = whole.partition(mark)
        if found and row_id and not _exists(Path(whole)):
            return Path(head + mark[:-1]), row_id
    return Path(whole), None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:  # a name that is too long, a folder that may not be searched
        return False


def _is_folder(path: Path) -> bool:
    return _exists(path) and path.is_dir()


def _known_format(path: Path) -> str:
    kind = format_of(path)
    if kind is not None:
        return kind
    if not _exists(path):
        raise MissingInput("there is no such file or folder", where=shown(path), remedy="Check the name.")
    raise unknown_format(path)


def _single_place(path: Path, party_name: str | None) -> _Place:
    return _Place(path, shown(Path(path.name)), party_name or stem_of(path))


def _read_folder(folder: Path, party_name: str | None) -> ReadResult:
    found = list_files(folder)
    documents: list[Document] = []
    warnings = list(found.warnings)
    failures: list[InputError] = []
    for relative in found.files:
        first_folder = shown(Path(relative.parts[0])) if len(relative.parts) > 1 else ""
        party = party_name or first_folder or stem_of(relative)
        try:
            read, doubts = _read_file(_Place(folder / relative, shown(relative), party))
        except InputError as error:
            failures.append(error)
            continue
        documents += read
        warnings += doubts
        if len(documents) > limit("documents"):
            what = f"the folder holds more than {limit('documents'):,} documents"
            raise UnreadableInput(what, where=shown(folder), remedy="Name a smaller folder.")
    if documents:
        return ReadResult(unique_ids(documents), tuple(warnings), tuple(str(error) for error in failures))
    if failures:
        raise failures[0]
    raise NothingFound(
        "the folder holds no document", where=shown(folder), remedy=f"Formats known: {KNOWN_FORMATS}."
    )


def _read_file(place: _Place) -> tuple[list[Document], list[str]]:
    if _known_format(place.path) == "text":
        return [_text_document(place, place.path)], []
    documents = []
    undated = []
    for row in iter_document_rows(place.path):
        documents.append(_row_document(row, place))
        if row.bad_date:
            undated.append(f"{row.bad_date[:40]!r} in line {row.line}")
    if not documents:
        raise NothingFound("the file has no rows", where=shown(place.path), remedy="Every line is one row.")
    warning = f"{shown(place.path)}: {len(undated):,} dates name no day and were left out: {listing(undated)}"
    return documents, [warning] if undated else []


def _text_document(place: _Place, path: Path | None) -> Document:
    where = "standard input" if path is None else shown(path)
    data = read_bytes(path)
    if not data:
        raise UnreadableInput("the file is empty", where=where, remedy="Give a file that holds text.")
    metadata, text = split_front_matter(decode(data, where), where)
    if not text.strip():
        raise UnreadableInput("the file holds no text", where=where, remedy="Give a file that holds text.")
    return Document(
        id=place.name,
        text=text,
        sha256=sha256(data).hexdigest(),
        parties=metadata.parties or (place.party,),
        title=metadata.title,
        date=metadata.date,
        url=metadata.url,
        kind=metadata.kind,
        path=shown(place.path),
    )


def _row_document(row: DocumentRow, place: _Place) -> Document:
    metadata = row.metadata
    by_source = (row.source,) if row.source else ()
    return Document(
        id=row.id or f"{place.name}#{row.row}",
        text=row.text,
        sha256=row.sha256,
        parties=metadata.parties or by_source or (place.party,),
        title=metadata.title,
        date=metadata.date,
        url=metadata.url,
        kind=metadata.kind,
        path=f"{shown(place.path)}#{row.id or row.row}",
    )


def _only_row(rows: Iterator[DocumentRow], path: Path) -> DocumentRow:
    first = next(rows, None)
    if first is None:
        raise NothingFound("the file has no rows", where=shown(path), remedy="Every line is one row.")
    if next(rows, None) is not None:
        raise UsageError(
            "the file has several rows, one is needed",
            where=shown(path),
            remedy=f"Name one, as {shown(path)}#{first.id or first.row}.",
        )
    return first


def _find_row(rows: Iterator[DocumentRow], path: Path, row_id: str) -> DocumentRow:
    """The first row with this id, else the row with this number if that has no id."""
    by_number = None
    known: list[str] = []
    for row in rows:
        if row.id == row_id:
            return row
        if not row.id and str(row.row) == row_id:
            by_number = row
        known.append(row.id or str(row.row))
    if by_number is not None:
        return by_number
    raise MissingInput(
        f"there is no row {row_id!r}", where=shown(path), remedy=f"It has {listing(known) or 'no rows'}."
    )
