"""JSON Lines, plain or gzipped: rows of documents and rows of claims.

Files are read line by line and bounded in bytes and lines, so that a small archive that unpacks to
something huge is refused early.
"""

from __future__ import annotations

import gzip
import io
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import IO, NamedTuple, TypeVar

import msgspec

from claimcheck.documents.files import missing_or_unreadable, shown
from claimcheck.documents.limits import limit
from claimcheck.documents.metadata import Metadata, iso_date, party_names
from claimcheck.errors import NothingFound, UnreadableInput

_BOM = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")
_Stream = IO[bytes] | gzip.GzipFile
_Row = TypeVar("_Row")


class ClaimRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim to verify; `document` is its own evidence or empty, `line` its line in the file.

    `id` is the row's own, else its number among the rows, from 1.
    """

    id: str
    claim: str
    document: str = ""
    party: str = ""
    line: int


class DocumentRow(msgspec.Struct, frozen=True, kw_only=True):
    """One document of a JSONL; `data` is the line's bytes without its newline, `sha256` theirs.

    `row` counts the rows and `line` the lines, both from 1. `bad_date` is a date that names no day,
    and is then missing from `metadata`.
    """

    id: str
    row: int
    line: int
    text: str
    source: str
    metadata: Metadata
    data: bytes
    sha256: str
    bad_date: str = ""


class _ClaimFields(msgspec.Struct):
    claim: str
    id: str | int | None = None
    document: str | list[str] | None = None
    party: str | None = None


class _DocumentFields(msgspec.Struct):
    text: str
    id: str | int | None = None
    party: str | list[str] | None = None
    source: str | None = None
    title: str | None = None
    date: str | None = None
    url: str | None = None
    kind: str | None = None


class _Line(NamedTuple):
    row: int
    number: int
    data: bytes


def read_claim_rows(path: str | Path) -> tuple[ClaimRow, ...]:
    """The rows `{"id"?, "claim", "document"?, "party"?}` of a JSONL or JSONL.gz, in their order.

    A `document` that is a list of strings is joined by spaces. Blank lines are skipped.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: a row is malformed, has no claim or repeats an id; names file and line.
        NothingFound: the file has no rows.
    """
    path = Path(path)
    rows: list[ClaimRow] = []
    lines: dict[str, int] = {}
    for line in _lines(path):
        fields = _parse(line, path, _ClaimFields)
        if not fields.claim.strip():
            raise _bad_row(path, line.number, "the claim is empty")
        row_id = _row_id(fields.id) or str(line.row)
        if row_id in lines:
            what = f"the id {row_id!r} is already that of the row in line {lines[row_id]}"
            raise _bad_row(path, line.number, what, "Give each row an id of its own.")
        lines[row_id] = line.number
        document = fields.document if isinstance(fields.document, str) else " ".join(fields.document or ())
        party = (fields.party or "").strip()
        rows.append(ClaimRow(id=row_id, claim=fields.claim, document=document, party=party, line=line.number))
    if not rows:
        raise NothingFound("the file has no rows", where=shown(path), remedy='A row is {"claim": "..."}.')
    return tuple(rows)


def iter_document_rows(path: Path, data: bytes | None = None) -> Iterator[DocumentRow]:
    """The document rows of a JSONL or JSONL.gz, one after the other; blank lines are skipped.

    A row has `text` and any of `id`, `party`, `source`, `title`, `date`, `url`, `kind`; other keys are
    ignored. A row without an id has the empty one. Windows line ends in the text are folded to newlines.

    Args:
        path: the file; gzipped if its name ends in ".gz".
        data: the bytes of the file where these were read already.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: a row is malformed or has no text, or the file is too large; names file and line.
    """
    for line in _lines(path, data):
        fields = _parse(line, path, _DocumentFields)
        text = fields.text.replace("\r\n", "\n")
        if not text.strip():
            raise _bad_row(path, line.number, "the text is empty")
        if "\0" in text:
            raise _bad_row(path, line.number, "the text holds NUL characters", "Leave them out.")
        if len(text) > limit("text_characters"):
            what = f"the text is longer than {limit('text_characters'):,} characters"
            raise _bad_row(path, line.number, what, "Split it.")
        written = (fields.date or "").strip()
        day = iso_date(written) if written else ""
        yield DocumentRow(
            id=_row_id(fields.id),
            row=line.row,
            line=line.number,
            text=text,
            source=(fields.source or "").strip(),
            metadata=Metadata(
                parties=party_names(fields.party),
                title=(fields.title or "").strip(),
                date=day or "",
                url=(fields.url or "").strip() or None,
                kind=(fields.kind or "").strip(),
            ),
            data=line.data,
            sha256=sha256(line.data).hexdigest(),
            bad_date=written if day is None else "",
        )


def _row_id(value: str | int | None) -> str:
    return "" if value is None else str(value).strip()


def _lines(path: Path, data: bytes | None = None) -> Iterator[_Line]:
    """The lines that are not blank, without their ends and without a byte order mark."""
    row = 0
    try:
        with _open(path, data) as stream:
            for number, raw in _bounded(stream, path):
                line = raw.rstrip(b"\r\n")
                if number == 1:
                    line = line.removeprefix(_BOM)
                    if line.startswith(_WIDE_MARKS):
                        raise _bad_row(path, 1, "the file is not in UTF-8", "Save it as UTF-8.")
                if line.strip():
                    row += 1
                    yield _Line(row, number, line)
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise UnreadableInput(
            "the file is not a whole gzip archive", where=shown(path), remedy="Fetch or pack it again."
        ) from error
    except (OSError, ValueError) as error:
        raise missing_or_unreadable(path, error) from error


def _open(path: Path, data: bytes | None) -> _Stream:
    packed = path.name.lower().endswith(".gz")
    if data is not None:
        stream = io.BytesIO(data)
        return gzip.GzipFile(fileobj=stream) if packed else stream
    return gzip.open(path, "rb") if packed else path.open("rb")


def _bounded(stream: _Stream, path: Path) -> Iterator[tuple[int, bytes]]:
    longest, most, lines = limit("row_bytes"), limit("jsonl_bytes"), limit("jsonl_lines")
    total = number = 0
    while raw := stream.readline(longest + 1):
        number += 1
        total += len(raw)
        if len(raw) > longest:
            raise _bad_row(path, number, f"the line is longer than {longest:,} bytes", "Split it.")
        if total > most:
            what = f"the file holds more than {most:,} bytes"
            raise UnreadableInput(what, where=shown(path), remedy="Split it into several files.")
        if number > lines:
            what = f"the file has more than {lines:,} lines"
            raise UnreadableInput(what, where=shown(path), remedy="Split it into several files.")
        yield number, raw


def _parse(line: _Line, path: Path, kind: type[_Row]) -> _Row:
    try:
        return msgspec.json.decode(line.data, type=kind)
    except RecursionError as error:
        raise _bad_row(path, line.number, "the row is nested too deeply") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:  # ValidationError is a DecodeError
        raise _bad_row(path, line.number, f"the row cannot be read: {error}") from error


def _bad_row(path: Path, number: int, what: str, remedy: str = "") -> UnreadableInput:
    remedy = remedy or "Every line must be one JSON object with the fields that the row needs."
    return UnreadableInput(what, where=f"{shown(path)}:{number}", remedy=remedy)
