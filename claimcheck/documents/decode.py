"""Bytes into text, and the encoding that they were in.

The order: what the caller insists on, a byte order mark, what the source declares, strict UTF-8, a guess.
Binary data is refused.
"""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.documents.english import looks_english
from claimcheck.documents.limits import control_share
from claimcheck.errors import UnreadableInput, UsageError
from claimcheck.resources import load_toml

# Longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-16", "utf-32")
_SPACING = b"\t\n\v\f\r"
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in _SPACING)
_AS_TEXT = "Give the text itself, saved as .txt or .md in UTF-8."
_REPLACED = "\ufffd"


class Decoded(NamedTuple):
    """A text without its byte order mark, the encoding it was in, and what is doubtful about that."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, where: str, *, declared: Sequence[str] = (), encoding: str = "") -> Decoded:
    """The text of `data`; line ends are as they were.

    Args:
        data: the raw bytes of a whole file.
        where: the file's name for messages.
        declared: encodings that the source says it is in, the most trusted first; those that are not
            known or do not fit are passed over with a warning.
        encoding: the encoding that the caller insists on; empty to find out.

    Raises:
        UnreadableInput: the data is binary, or fits neither what is insisted on nor any guess.
        UsageError: the encoding insisted on is not known.
    """
    if encoding:
        return _as_told(data, where, encoding)
    mark, marked = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", ""))
    if marked.startswith(_WIDE):
        return _strictly(data, len(mark), marked, where)
    _refuse_binary(data, where)
    if marked:
        return _strictly(data, len(mark), marked, where)
    warnings: list[str] = []
    for label in filter(None, declared):
        name = codec_name(label)
        text = _attempt(data, name) if name and not name.startswith(_WIDE) else None
        if text is not None and "\0" not in text:
            return Decoded(text, name, tuple(warnings))
        warnings.append(f"it says it is in the encoding {label[:40]!r}, which does not fit its bytes")
    text = _attempt(data, "utf-8")
    if text is not None:
        return Decoded(text, "utf-8", tuple(warnings))
    return _guess(data, where, warnings)


def codec_name(label: str) -> str:
    """The name of the codec that a label such as "latin1" stands for on the web; empty if none does."""
    names = load_toml("documents.toml")["encodings"]
    label = label.strip().strip("\"'").lower()
    try:
        found = codecs.lookup(label).name
    except (LookupError, ValueError):  # ValueError: a NUL in the label
        return ""
    if found in names["not_for_documents"]:
        return ""
    return str(names["read_as"].get(found, found))


def _as_told(data: bytes, where: str, label: str) -> Decoded:
    name = codec_name(label)
    if not name:
        raise UsageError(
            f"the encoding {label!r} is not known", remedy="Name one such as utf-8 or windows-1252."
        )
    if not name.startswith(_WIDE):
        _refuse_binary(data, where)
    mark = next((m for m, marked in _MARKS if name.startswith(marked[:6]) and data.startswith(m)), b"")
    return _strictly(data, len(mark) if name != "utf-16" else 0, name, where)


def _attempt(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except (UnicodeError, LookupError):
        return None


def _strictly(data: bytes, skip: int, name: str, where: str) -> Decoded:
    try:
        text = data[skip:].decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start + skip, name, where) from error
    if "\0" in text:
        raise UnreadableInput("the file looks binary (it holds NUL characters)", where=where, remedy=_AS_TEXT)
    return Decoded(text, name)


def _guess(data: bytes, where: str, warnings: list[str]) -> Decoded:
    """The text of bytes that are not UTF-8 and declare nothing that fits."""
    setting = load_toml("documents.toml")["encodings"]
    repaired = data.decode("utf-8", "replace")
    bad = repaired.count(_REPLACED)
    good = sum(character > "\x7f" for character in repaired) - bad
    if bad and bad <= setting["damaged_share"] * good:
        warnings.append(f"{bad:,} places are not valid UTF-8 and were replaced by {_REPLACED}")
        return Decoded(repaired, "utf-8", tuple(warnings))
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    name = "cp1252"
    text = _attempt(data, name)
    if text is None or not (high <= setting["western_share"] * len(data) or looks_english(text)):
        name = _detected(data, setting["sample_bytes"])
        text = _attempt(data, name) if name else None
    if text is None or "\0" in text:
        raise _undecodable(data, _first_wrong(data), "utf-8", where)
    warnings.append(f"its encoding was guessed to be {name}; --encoding says it for certain")
    return Decoded(text, name, tuple(warnings))


def _detected(data: bytes, most: int) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data[:most]).best()
    return codec_name(best.encoding) if best is not None else ""


def _first_wrong(data: bytes) -> int:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _refuse_binary(data: bytes, where: str) -> None:
    nul = data.find(0)
    if nul >= 0:
        what = f"the file looks binary (NUL byte at offset {nul:,})"
        remedy = f"{_AS_TEXT} UTF-16 is read if it has its byte order mark, or with --encoding."
        raise UnreadableInput(what, where=where, remedy=remedy)
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > control_share() * len(data):
        what = f"the file looks binary ({controls:,} of {len(data):,} bytes are control characters)"
        raise UnreadableInput(what, where=where, remedy=_AS_TEXT)


def _undecodable(data: bytes, offset: int, name: str, where: str) -> UnreadableInput:
    byte = f"byte 0x{data[offset]:02x} at offset {offset:,}" if offset < len(data) else "it ends too early"
    return UnreadableInput(
        f"the text is not valid {name.upper()} ({byte})",
        where=where,
        remedy="Save the file as UTF-8, or name its encoding with --encoding.",
    )
