"""Bytes into text: a byte order mark decides, else strict UTF-8; binary data is refused."""

from __future__ import annotations

import codecs

from claimcheck.documents.limits import control_share
from claimcheck.errors import UnreadableInput

# Longer marks first: that of UTF-32 begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SPACING = b"\t\n\v\f\r"
_CONTROLS = bytes(code for code in (*range(32), 127) if code not in _SPACING)
_AS_TEXT = "Give the text itself, saved as .txt or .md in UTF-8."


def decode(data: bytes, where: str) -> str:
    """The text of `data` without its byte order mark; line ends are as they were.

    Args:
        data: the raw bytes of a whole file (or of one row).
        where: the file's name for messages.

    Raises:
        UnreadableInput: the data is binary, or is not in the encoding that it says or that is expected.
    """
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    if not encoding.startswith(("utf-16", "utf-32")):
        _refuse_binary(data, where)
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        raise _undecodable(data, error.start + len(mark), encoding, where) from error
    if "\0" in text:
        raise UnreadableInput("the file looks binary (it holds NUL characters)", where=where, remedy=_AS_TEXT)
    return text


def _refuse_binary(data: bytes, where: str) -> None:
    nul = data.find(0)
    if nul >= 0:
        what = f"the file looks binary (NUL byte at offset {nul:,})"
        raise UnreadableInput(
            what, where=where, remedy=f"{_AS_TEXT} UTF-16 is read if it has its byte order mark."
        )
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls > control_share() * len(data):
        what = f"the file looks binary ({controls:,} of {len(data):,} bytes are control characters)"
        raise UnreadableInput(what, where=where, remedy=_AS_TEXT)


def _undecodable(data: bytes, offset: int, encoding: str, where: str) -> UnreadableInput:
    byte = f"byte 0x{data[offset]:02x} at offset {offset:,}"
    remedy = "Save the file as UTF-8"
    if encoding == "utf-8":
        remedy += ", or convert it: iconv -f WINDOWS-1252 -t UTF-8 FILE"
    return UnreadableInput(
        f"the text is not valid {encoding.upper()} ({byte})", where=where, remedy=f"{remedy}."
    )
