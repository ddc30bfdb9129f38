"""Files, folders and standard input into Documents.

Every document's party is the first that is given of: `party` of its front matter or row, `source` of its
row, the caller's `party_name`, the first folder below the folder (or archive) that was named, the file's
stem.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from claimcheck.documents.contents import Place, documents_of, one_row, row_documents
from claimcheck.documents.files import KNOWN_FORMATS, format_of, list_files, read_bytes, shown, stem_of
from claimcheck.documents.jsonl import DocumentRow, iter_document_rows
from claimcheck.documents.limits import limit, listing
from claimcheck.documents.raw import Raw
from claimcheck.documents.results import ReadResult, unique_ids
from claimcheck.documents.web_address import is_url
from claimcheck.errors import InputError, MissingInput, NothingFound, UnreadableInput, UsageError
from claimcheck.records import Document

if TYPE_CHECKING:  # what fetches is loaded only when an address is met
    from claimcheck.documents.fetch import Fetcher

__all__ = ["ReadResult", "read_document", "read_documents", "unique_ids"]

_STDIN = "-"


def read_document(
    source: str | Path,
    *,
    party_name: str | None = None,
    encoding: str = "",
    fetcher: Fetcher | None = None,
) -> Document:
    r"""One document: a file of any known format, an address, `-` for standard input, or a part as `FILE#ID`.

    ID is the id of a row of a JSONL (or the row's number if no row has that id), the number of an entry of
    a feed, or the name of a member of an archive. The file alone will do if it holds one document. Of a
    text, the document's `text` is what follows the front matter, with `\r\n` folded to `\n`.

    Args:
        source: what to read.
        party_name: the party of a document that names none itself.
        encoding: the encoding of text, where it is known better than the file says.
        fetcher: fetches what addresses name; None for one with the usual rules.

    Raises:
        MissingInput: the file, or the part in it, is not there.
        UnreadableInput: it is empty, binary, malformed, too large or of an unknown format.
        UsageError: a folder, or a file of several documents, was given.
    """
    if isinstance(source, str) and is_url(source):
        from claimcheck.documents.fetch import Fetcher
        from claimcheck.documents.online import read_one_online

        return read_one_online(source, fetcher or Fetcher(), party_name=party_name, encoding=encoding)
    path, part = _split_part(source)
    if str(source) != _STDIN and _is_folder(path):
        raise UsageError("this is a folder, one file is needed", where=shown(path), remedy="Name a file.")
    place = _single_place(path, party_name)
    if format_of(path) == "jsonl":
        rows = iter_document_rows(path)
        return one_row(_only_row(rows, path) if part is None else _find_row(rows, path, part), place)
    result = _read_file(path, place, encoding)
    found = result.documents
    if part is not None:
        return _find_part(found, part, place)
    if len(found) > 1:
        what = "the file holds several documents, one is needed"
        raise UsageError(what, where=place.path, remedy=f"Name one, as {found[0].path}.")
    # What was wrong with the file as a whole has no other way to the caller.
    warnings = tuple(dict.fromkeys((*result.warnings, *result.failures)))
    return msgspec.structs.replace(found[0], warnings=warnings)


def read_documents(
    source: str | Path,
    *,
    party_name: str | None = None,
    encoding: str = "",
    fetcher: Fetcher | None = None,
) -> ReadResult:
    """All documents of a file, address, archive or folder (searched recursively, in sorted order).

    In a folder or archive, a file that cannot be read does not stop the others: it is listed in
    `failures`, which the caller must not pass over in silence. Ids are unique within the result.

    Args:
        source: what to read; also anything that `read_document` takes.
        party_name: the party of documents that name none themselves.
        encoding: the encoding of text, where it is known better than the files say.
        fetcher: fetches what addresses name; None for one with the usual rules.

    Raises:
        MissingInput: the file or folder is not there.
        UnreadableInput: the file (or every file of the folder) could not be read; a bound was exceeded.
        NothingFound: the folder holds no document.
    """
    if isinstance(source, str) and is_url(source):
        from claimcheck.documents.fetch import Fetcher
        from claimcheck.documents.online import read_online

        return read_online(source, fetcher or Fetcher(), party_name=party_name, encoding=encoding)
    path, part = _split_part(source)
    if part is not None:
        document = read_document(source, party_name=party_name, encoding=encoding)
        return ReadResult((document,), document.warnings)
    if str(source) != _STDIN and _is_folder(path):
        return _read_folder(path, party_name, encoding)
    return _read_file(path, _single_place(path, party_name), encoding)


def _split_part(source: str | Path) -> tuple[Path, str | None]:
    """`FILE#ID` as path and id; a file whose real name holds the mark is left whole."""
    whole = str(source)
    if "#" not in whole or _exists(Path(whole)):
        return Path(whole), None
    at = whole.find("#")
    while at >= 0:
        head = Path(whole[:at])
        if whole[at + 1 :] and format_of(head) is not None and (_exists(head) or format_of(head) == "jsonl"):
            return head, whole[at + 1 :]
        at = whole.find("#", at + 1)
    return Path(whole), None


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # a name that is too long or holds a NUL, a folder that is closed to us
        return False


def _is_folder(path: Path) -> bool:
    return _exists(path) and path.is_dir()


def _single_place(path: Path, party_name: str | None) -> Place:
    if str(path) == _STDIN:
        return Place(_STDIN, "stdin", party_name or "stdin", inner_party=not party_name)
    return Place(shown(path), shown(Path(path.name)), party_name or stem_of(path), inner_party=not party_name)


def _read_file(path: Path, place: Place, encoding: str) -> ReadResult:
    """The documents of one file, or of standard input."""
    if str(path) == _STDIN:
        data = read_bytes(None)
        return documents_of(Raw(data=data, name="", where="standard input", encoding=encoding), place)
    if format_of(path) == "jsonl":  # these are read row by row, since they may be larger than the memory
        found = row_documents(path, place)
        return ReadResult(unique_ids(found.documents), found.warnings)
    if not _exists(path):
        raise MissingInput("there is no such file or folder", where=shown(path), remedy="Check the name.")
    raw = Raw(data=read_bytes(path), name=path.name, where=shown(path), encoding=encoding)
    return documents_of(raw, place)


def _read_folder(folder: Path, party_name: str | None, encoding: str) -> ReadResult:
    found = list_files(folder)
    documents: list[Document] = []
    warnings = list(found.warnings)
    failures: list[str] = []
    errors: list[InputError] = []
    for relative in found.files:
        first_folder = shown(Path(relative.parts[0])) if len(relative.parts) > 1 else ""
        fixed = party_name or first_folder
        path = folder / relative
        place = Place(shown(path), shown(relative), fixed or stem_of(relative), inner_party=not fixed)
        try:
            read = _read_file(path, place, encoding)
        except InputError as error:
            errors.append(error)
            failures.append(str(error))
            continue
        documents += read.documents
        warnings += read.warnings
        failures += read.failures
        if len(documents) > limit("documents"):
            what = f"the folder holds more than {limit('documents'):,} documents"
            raise UnreadableInput(what, where=shown(folder), remedy="Name a smaller folder.")
    if documents:
        return ReadResult(unique_ids(documents), tuple(warnings), tuple(failures))
    if errors:
        raise errors[0]
    raise NothingFound(
        "the folder holds no document", where=shown(folder), remedy=f"Formats known: {KNOWN_FORMATS}."
    )


def _find_part(documents: tuple[Document, ...], part: str, place: Place) -> Document:
    for document in documents:
        if document.path == f"{place.path}#{part}":
            return document
    known = [document.path.removeprefix(f"{place.path}#") for document in documents]
    raise MissingInput(f"there is no part {part!r}", where=place.path, remedy=f"It has {listing(known)}.")


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
