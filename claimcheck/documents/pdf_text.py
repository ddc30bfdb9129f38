"""The lines of a PDF as paragraphs and headings, with words that line ends cut in two made whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from claimcheck.documents.pdf_lines import HYPHEN_BREAK
from claimcheck.documents.pdf_order import Line
from claimcheck.resources import load_toml

_ENDED = re.compile(r"[.!?:;…][\"”’')\]]{0,3}\Z")
_ITEM = re.compile(r"(?:[-*•·‣◦▪●■–]|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)])\s")
_WORD = re.compile(r"[^\W\d_]{1,40}(?:[-‐][^\W\d_]{1,40}){0,3}")
_LAST_WORD = re.compile(r"[^\W\d_]{1,40}\Z")
_FIRST_WORD = re.compile(r"[^\W\d_]{1,40}")
_BULLET = re.compile(r"[•·‣◦▪●■\uf0b7]\s{1,3}")


class Text(NamedTuple):
    """The text, and the offset at which each page begins."""

    text: str
    pages: tuple[int, ...]


class _Placed(NamedTuple):
    line: Line
    page: int


class _Shape(NamedTuple):
    """What lines look like in most of the document: their height and their distance, in points."""

    height: float
    leading: float


def text_of(pages: Sequence[Sequence[Line]]) -> Text:
    """Paragraphs with a blank line between them; headings, told by their size, get "##".

    Args:
        pages: for each page its lines in reading order.
    """
    lines = [_Placed(line, number) for number, page in enumerate(pages) for line in page]
    if not lines:
        return Text("", tuple(0 for _ in pages))
    shape = _shape(lines)
    known = frozenset(word.lower() for placed in lines for word in _inner_words(placed.line.text))
    pieces: list[str] = []
    length = 0
    starts: dict[int, int] = {}
    for paragraph in _paragraphs(lines, shape):
        if pieces:
            pieces.append("\n\n")
            length += 2
        for piece, page in _joined(paragraph, shape, known):
            starts.setdefault(page, length)
            pieces.append(piece)
            length += len(piece)
    offsets = []
    after = length
    for number in range(len(pages) - 1, -1, -1):  # a page without text begins where the next one does
        after = starts.get(number, after)
        offsets.append(after)
    return Text("".join(pieces), tuple(reversed(offsets)))


def _shape(lines: Sequence[_Placed]) -> _Shape:
    height = median(placed.line.height for placed in lines)
    steps = [
        one.line.middle - two.line.middle
        for one, two in pairwise(lines)
        if one.page == two.page and 0 < one.line.middle - two.line.middle < 3 * height
    ]
    return _Shape(height, median(steps) if steps else 1.2 * height)


def _inner_words(text: str) -> list[str]:
    """The words of a line but for one that its end cuts in two."""
    found = _WORD.findall(text)
    return found[:-1] if text.endswith(("-", HYPHEN_BREAK)) else found


def _paragraphs(lines: Sequence[_Placed], shape: _Shape) -> Iterator[list[_Placed]]:
    paragraph: list[_Placed] = []
    for placed in lines:
        if paragraph and _breaks(paragraph, placed, shape):
            yield paragraph
            paragraph = []
        paragraph.append(placed)
    yield paragraph


def _breaks(paragraph: list[_Placed], new: _Placed, shape: _Shape) -> bool:
    """Whether a new paragraph begins with the line `new`."""
    setting = load_toml("documents.toml")["pdf"]
    before, line = paragraph[-1].line, new.line
    small, large = sorted((before.height, line.height))
    if large > setting["same_size"] * small or _ITEM.match(line.text):
        return True
    ended = _ENDED.search(before.text) is not None
    step = before.middle - line.middle
    if new.page != paragraph[-1].page or step <= 0:  # the next page or column
        return ended or (not line.text[0].islower() and line.text[0].isalpha() and _is_short(paragraph))
    if step > setting["paragraph_gap"] * shape.leading:
        return True
    indented = line.left - before.left > setting["indent"] * shape.height
    return ended and (indented or _is_short(paragraph))


def _is_short(paragraph: list[_Placed]) -> bool:
    """Whether the last line ends well before the longest of its paragraph."""
    longest = max(placed.line.right for placed in paragraph)
    width = longest - min(placed.line.left for placed in paragraph)
    share: float = load_toml("documents.toml")["pdf"]["short_line"]
    return paragraph[-1].line.right < longest - share * width


def _joined(paragraph: list[_Placed], shape: _Shape, known: frozenset[str]) -> Iterator[tuple[str, int]]:
    """The paragraph's text in pieces, each with the page that it stands on."""
    setting = load_toml("documents.toml")["pdf"]
    large = all(placed.line.height > setting["heading_size"] * shape.height for placed in paragraph)
    if large and sum(len(placed.line.text) for placed in paragraph) <= setting["heading_characters"]:
        yield "## ", paragraph[0].page
    text = _BULLET.sub("- ", paragraph[0].line.text, count=1) if paragraph else ""
    for place, placed in enumerate(paragraph):
        following = paragraph[place + 1].line.text if place + 1 < len(paragraph) else ""
        line = text if place == 0 else placed.line.text
        yield _ended(line, following, known), placed.page


def _ended(line: str, following: str, known: frozenset[str]) -> str:
    """A line as it goes on into the next: with a space, with its hyphen, or without it."""
    bare = line.replace(HYPHEN_BREAK, "-")
    if not following:
        return bare
    first = _FIRST_WORD.match(following)
    last = _LAST_WORD.search(bare, max(0, len(bare) - 42), len(bare) - 1) if bare.endswith("-") else None
    if first is None or last is None:
        return bare if bare.endswith(("-", "/", "—")) and not bare.endswith(" -") else f"{bare} "
    one, two = last.group(), first.group()
    if two[0].isupper() or (not one.islower() and not one.istitle()):
        return bare
    if (one + two).lower() in known:
        return bare[:-1]
    compound = (
        f"{one}-{two}".lower() in known or one.lower() in load_toml("documents.toml")["pdf"]["compounds"]
    )
    return bare if compound else bare[:-1]
