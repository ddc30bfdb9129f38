"""The characters of a PDF page as pieces of lines with their places on the page."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any, NamedTuple

_GAP = 1.2  # heights of a character; a wider gap in a line may be the space between two columns
_SHIFT = 0.6  # heights by which a character stands higher or lower in a line (superscripts less)
_LEAST_HEIGHT = 1.0  # points; smaller characters would make every gap a wide one
HYPHEN_BREAK = "\x02"  # what PDFium writes for a hyphen at the end of a line
_UNUSABLE = {0: "", 0xFFFE: "", 0xFFFF: "", 0xAD: "-", 0x2010: "-", 0x2011: "-", 0xA0: " "}


class Piece(NamedTuple):
    """Words that stand side by side, their box in points from the lower left, and their height."""

    text: str
    left: float
    right: float
    bottom: float
    top: float

    @property
    def height(self) -> float:
        """Of the characters, in points."""
        return max(self.top - self.bottom, _LEAST_HEIGHT)

    @property
    def middle(self) -> float:
        """Half-way up the characters, from the lower edge of the page."""
        return (self.top + self.bottom) / 2


class _Mark(NamedTuple):
    character: str
    left: float
    right: float
    bottom: float
    top: float


def page_pieces(textpage: Any, raw: Any, most: int) -> tuple[list[Piece], bool]:  # noqa: ANN401  (pypdfium2)
    """The pieces of lines of a page in the order of the file, and whether it has more than `most` characters.

    Args:
        textpage: a pypdfium2 text page.
        raw: the module `pypdfium2.raw`.
        most: characters that are read.
    """
    count = textpage.count_chars()
    marks: list[_Mark] = []
    pieces: list[Piece] = []
    spaced = False
    for mark in _marks(textpage, raw, min(count, most)):
        if mark.character in "\r\n":
            _finish(marks, pieces)
            spaced = False
        elif mark.character in " \t":
            spaced = True
        else:
            if marks and _apart(marks[-1], mark):
                _finish(marks, pieces)
                spaced = False
            if spaced and marks:
                marks.append(marks[-1]._replace(character=" "))
            spaced = False
            marks.append(mark)
    _finish(marks, pieces)
    return pieces, count > most


def _marks(textpage: Any, raw: Any, count: int) -> Iterator[_Mark]:  # noqa: ANN401  (pypdfium2)
    box = raw.FS_RECTF()
    reference = ctypes.byref(box)
    handle = textpage.raw
    for index in range(count):
        code = raw.FPDFText_GetUnicode(handle, index)
        if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
            code = 0xFFFD
        character = _UNUSABLE.get(code, chr(code))
        if not character:
            continue
        if character in "\r\n \t":
            yield _Mark(character, 0.0, 0.0, 0.0, 0.0)
        elif raw.FPDFText_GetLooseCharBox(handle, index, reference):
            yield _Mark(character, box.left, box.right, box.bottom, box.top)


def _apart(before: _Mark, mark: _Mark) -> bool:
    height = max(before.top - before.bottom, mark.top - mark.bottom, _LEAST_HEIGHT)
    gap = mark.left - before.right
    shift = abs((mark.top + mark.bottom) - (before.top + before.bottom)) / 2
    return gap > _GAP * height or gap < -2 * height or shift > _SHIFT * height


def _finish(marks: list[_Mark], pieces: list[Piece]) -> None:
    """Makes a piece of the marks and empties them."""
    text = "".join(mark.character for mark in marks).strip()
    if text:
        pieces.append(
            Piece(
                text,
                min(mark.left for mark in marks),
                max(mark.right for mark in marks),
                min(mark.bottom for mark in marks),
                max(mark.top for mark in marks),
            )
        )
    marks.clear()
