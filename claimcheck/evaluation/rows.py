"""Labelled rows from JSON Lines, plain or gzipped."""

from __future__ import annotations

import gzip
import zlib
from pathlib import Path
from typing import TypeVar

import msgspec

from claimcheck.errors import MissingInput, NothingFound, UnreadableInput

_Row = TypeVar("_Row")


def read_rows(path: Path, kind: type[_Row]) -> tuple[_Row, ...]:
    """The rows of a JSONL or JSONL.gz as records of `kind`, in their order; blank lines are skipped.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: the file or a row cannot be read; names the line.
        NothingFound: the file has no rows.
    """
    decoder = msgspec.json.Decoder(kind)
    try:
        with gzip.open(path) if path.name.endswith(".gz") else path.open("rb") as lines:
            rows = [_decoded(line, decoder, f"{path}:{n}") for n, line in enumerate(lines, 1) if line.strip()]
    except FileNotFoundError as error:
        raise MissingInput("no such file", where=str(path)) from error
    except (OSError, EOFError, zlib.error) as error:
        raise UnreadableInput(f"the file cannot be read ({error})", where=str(path)) from error
    if not rows:
        raise NothingFound("the file has no rows", where=str(path))
    return tuple(rows)


def _decoded(line: bytes, decoder: msgspec.json.Decoder[_Row], where: str) -> _Row:
    try:
        return decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        remedy = "Every line must be one JSON object with the fields of a labelled row."
        raise UnreadableInput(f"the row cannot be read: {error}", where=where, remedy=remedy) from error
