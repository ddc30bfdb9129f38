"""The element tree that trafilatura makes of a page as text whose layout `language.blocks` understands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

_SPACE = re.compile(r"[ \t\r\n\f\v\xa0\u2028\u2029\x1c-\x1f\x85]+")
_AROUND_BREAK = re.compile(r" ?\n ?")
_BREAKS = re.compile(r"\n{3,}")
_BLOCKS = frozenset({"p", "head", "list", "item", "quote", "table", "row", "cell", "div", "code", "ab"})
_DROPPED = frozenset({"graphic"})
_LINE = "\n"


def text_of(body: _Element) -> str:
    """The text of a trafilatura body: blocks with a blank line between them.

    Headings get "#" marks, list items "- " or "1. ", quotations "> ", and each row of a table is a line
    of cells between bars. Line breaks inside a paragraph stay.
    """
    blocks = [block for block in _blocks(body) if block.strip()]
    return "\n\n".join(blocks)


def flat(text: str) -> str:
    """`text` with every run of white space as one space, and none around it."""
    return _SPACE.sub(" ", text).strip()


def _blocks(parent: _Element) -> Iterator[str]:
    yield from _loose(parent.text)
    for element in parent:
        if isinstance(element.tag, str):
            yield from _block(element)
        yield from _loose(element.tail)


def _loose(text: str | None) -> Iterator[str]:
    if text and text.strip():
        yield flat(text)


def _block(element: _Element) -> Iterator[str]:
    tag = element.tag
    if tag == "head":
        level = re.fullmatch(r"h([1-6])", element.get("rend") or "")
        words = flat(_inline(element))
        yield f"{'#' * int(level.group(1)) if level else '##'} {words}" if words else ""
    elif tag == "list":
        yield _LINE.join(_items(element, 0))
    elif tag == "quote":
        inner = "\n\n".join(_contents(element))
        yield _LINE.join(f"> {line}".rstrip() for line in inner.split(_LINE))
    elif tag == "table":
        yield _LINE.join(_rows(element))
    elif tag not in _DROPPED:
        yield from _contents(element)


def _contents(element: _Element) -> Iterator[str]:
    """The paragraphs in an element, and the blocks in it as blocks of their own."""
    if not any(child.tag in _BLOCKS for child in element):
        yield from _paragraphs(_inline(element))
        return
    words: list[str] = [element.text or ""]
    for child in element:
        if child.tag in _BLOCKS:
            yield from _paragraphs("".join(words))
            words = []
            yield from _block(child)
        else:
            words.append(_inline_child(child))
        words.append(child.tail or "")
    yield from _paragraphs("".join(words))


def _paragraphs(text: str) -> Iterable[str]:
    r"""Lines that a \v ends, which `_inline` writes for a line break; two of them end a paragraph."""
    lines = _LINE.join(flat(line) for line in text.split("\v"))
    tidy = _BREAKS.sub("\n\n", _AROUND_BREAK.sub("\n", lines)).strip()
    return tidy.split("\n\n") if tidy else ()


def _inline(element: _Element) -> str:
    inner = "".join(_inline_child(child) + (child.tail or "") for child in element)
    return (element.text or "") + inner


def _inline_child(child: _Element) -> str:
    if child.tag == "lb":
        return "\v"
    if not isinstance(child.tag, str) or child.tag in _DROPPED:
        return ""
    space = " " if child.tag in _BLOCKS else ""
    return f"{space}{_inline(child)}{space}"


def _items(items: _Element, depth: int) -> Iterator[str]:
    numbered = items.get("rend") == "ol"
    number = 0
    for item in items:
        if item.tag == "list":
            yield from _items(item, depth + 1)
            continue
        inner = [child for child in item if child.tag == "list"]
        words = "".join([item.text or "", *(_beside(child) for child in item)])
        words = flat(words.replace("\v", " "))
        if words:
            number += 1
            mark = f"{number}." if numbered else "-"
            yield f"{'  ' * depth}{mark} {words}"
        for nested in inner:
            yield from _items(nested, depth + 1)
        yield from _loose(item.tail)


def _beside(child: _Element) -> str:
    words = " " if child.tag == "list" else _inline_child(child)
    return words + (child.tail or "")


def _rows(table: _Element) -> Iterator[str]:
    for row in table.iter("row"):
        cells = [flat(_inline(cell).replace("\v", " ")) for cell in row.iter("cell")]
        if any(cells):
            yield f"| {' | '.join(cells)} |"
