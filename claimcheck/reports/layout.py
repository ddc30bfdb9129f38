"""Lines and tables that fit a terminal, made safely from texts that nobody has vetted."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

# Control, bidirectional and zero-width characters of a hostile text could move the cursor, recolour the
# screen, reorder a line or hide words; lone surrogates cannot be written at all, non-characters not in XML.
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e0fff]"
)
# Stand-ins within a table. tabulate strips white space from cells, so indents are made of a blank that is
# none; and it counts characters unless an optional library is there, so a filler (of no width, which
# `clean` takes out of all texts) follows every wide letter.
_KEPT_SPACE = "\u2800"
_SECOND_COLUMN = "\u200b"


def clean(text: str) -> str:
    """`text` on one line: white space folded, letters composed, nothing left that a terminal would obey."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip()
    return " ".join(_UNSAFE.sub("", " ".join(unicodedata.normalize("NFC", text).split())).split())


def columns(text: str) -> int:
    """Columns that a terminal needs for `text`: two for wide letters, none for combining marks."""
    if text.isascii():
        return len(text)
    return sum(map(_columns_of, text))


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """`text`, cleaned, in lines of at most `width` columns; words longer than a line are cut.

    Args:
        text: what to lay out.
        width: columns of a line, the margin included.
        first: margin of the first line.
        rest: margin of the others.
    """
    lines: list[str] = []
    line, used = first, columns(first)
    empty = True
    for word in _pieces(clean(text), width - max(columns(first), columns(rest))):
        needed = columns(word)
        if not empty and used + 1 + needed > width:
            lines.append(line)
            line, used, empty = rest, columns(rest), True
        line += word if empty else f" {word}"
        used += needed if empty else needed + 1
        empty = False
    return lines if empty else [*lines, line]


def shorten(text: str, width: int) -> str:
    """`text`, cleaned and cut at a word to at most `width` columns; an ellipsis shows the cut."""
    text = clean(text)
    if columns(text) <= width:
        return text
    lines = wrap(text, max(width - 2, 1))
    return f"{lines[0]} …"


def table(heads: Sequence[str], widths: Sequence[int], rows: Sequence[Sequence[str]]) -> list[str]:
    """The lines of a table without borders, with an empty line between rows if any row is tall.

    Args:
        heads: what stands over the columns.
        widths: columns that each column of the table takes.
        rows: cells, made by `cell` with the width of their column.
    """
    from tabulate import tabulate

    if any(text.count("\n") > 1 for row in rows for text in row):
        blank = [_KEPT_SPACE] * len(heads)
        rows = [line for row in rows for line in (row, blank)][:-1]
    # tabulate would make a column two wider than its head, so the heads are rows like the others.
    titles = [cell(head, width) for head, width in zip(heads, widths, strict=True)]
    rules = ["─" * width for width in widths]
    drawn = tabulate([titles, rules, *rows], tablefmt="plain", disable_numparse=True)
    drawn = drawn.replace(_KEPT_SPACE, " ").replace(_SECOND_COLUMN, "")
    return [line.rstrip() for line in drawn.split("\n")]


def cell(text: str, width: int, hang: int = 0) -> str:
    """`text` as a cell of `table`, at most `width` columns wide, later lines indented by `hang`."""
    lines = wrap(text, width, rest=" " * hang)
    return "\n".join(_counted(line) for line in lines)


def _counted(line: str) -> str:
    """`line` with as many characters as columns, so that a table counts it right.

    Marks that combine with the letter before and have no composed form are left out for that.
    """
    margin = len(line) - len(line.lstrip(" "))
    line = _KEPT_SPACE * margin + line[margin:]
    if line.isascii():
        return line
    wide = {0: "", 1: "{}", 2: "{}" + _SECOND_COLUMN}
    return "".join(wide[_columns_of(c)].format(c) for c in line)


def _pieces(text: str, width: int) -> Iterator[str]:
    """The words of `text`, those wider than `width` in pieces."""
    width = max(width, 2)
    for word in text.split(" "):
        if columns(word) <= width:
            if word:
                yield word
            continue
        piece: list[str] = []
        used = 0
        for character in word:
            needed = _columns_of(character)
            if used + needed > width:
                yield "".join(piece)
                piece, used = [], 0
            piece.append(character)
            used += needed
        yield "".join(piece)


def _columns_of(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
