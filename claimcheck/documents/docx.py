"""Word files: headings, paragraphs, lists, tables and footnotes in the order of the document."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from claimcheck.documents.extras import library, name_and_version
from claimcheck.documents.html_text import flat
from claimcheck.documents.limits import limit
from claimcheck.documents.raw import Extract, Raw
from claimcheck.documents.zipped import BROKEN, open_zip
from claimcheck.errors import UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
# Words that a change struck out or moved away, and what is there for older programs only.
_SKIPPED = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_COMPATIBILITY}Fallback"})
_BREAKS = {f"{_W}tab": "\t", f"{_W}br": "\v", f"{_W}cr": "\v", f"{_W}noBreakHyphen": "-", f"{_W}ptab": "\t"}
_HEADING = re.compile(r"heading\s?([1-9])", re.I)
_MACROS = "vbaProject.bin"
_DEEPEST = 100  # tables, frames and changes inside each other


class _Styles(NamedTuple):
    """Style ids that make a paragraph a heading (with its level) or a list item."""

    headings: dict[str, int]
    lists: frozenset[str]


def read(raw: Raw) -> tuple[Extract, ...]:
    """The text of a Word file; macros are never run or read, and words struck out by a change are left out.

    Raises:
        UnreadableInput: the file is broken, too large or no Word file; or python-docx is missing.
    """
    docx = library("docx", "office", raw.where, "Word files")
    with open_zip(raw.data, raw.where) as archive:
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")) and info.file_size > limit("xml_bytes"):
                what = f"a part of the file is larger than {limit('xml_bytes'):,} bytes"
                raise UnreadableInput(what, where=raw.where, remedy="Save its text alone as .txt.")
        macros = any(info.filename.endswith(_MACROS) for info in archive.infolist())
    warnings = ["it holds macros, which were ignored"] if macros else []
    document, parts = _opened(docx, raw)
    styles = _styles(parts.get("styles"))
    blocks = list(_blocks(document, styles, 0))
    notes = [*_notes(parts.get("footnotes"), styles), *_notes(parts.get("endnotes"), styles)]
    text = _joined([*blocks, *notes])
    if not text.strip():
        warnings.append("it holds no text (perhaps pictures of pages only)")
    title, author = _properties(parts.get("core"))
    extract = Extract(
        text=text,
        reader=name_and_version("python-docx"),
        title=title,
        author=author,
        doubt="" if text.strip() else "no_text",
        warnings=tuple(warnings),
    )
    return (extract,)


def _opened(docx: Any, raw: Raw) -> tuple[_Element, dict[str, _Element]]:  # noqa: ANN401  (a module)
    """The body, and by name the further parts that matter."""
    import io

    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.opc.exceptions import OpcError
    from docx.opc.package import OpcPackage
    from lxml import etree

    wanted = {
        RELATIONSHIP_TYPE.STYLES: "styles",
        RELATIONSHIP_TYPE.FOOTNOTES: "footnotes",
        RELATIONSHIP_TYPE.ENDNOTES: "endnotes",
    }
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        package = OpcPackage.open(io.BytesIO(raw.data))
        main = package.main_document_part
        parts = {}
        for relation in main.rels.values():
            name = wanted.get(relation.reltype)
            if name and not relation.is_external:
                parts[name] = etree.fromstring(relation.target_part.blob, parser)
        for relation in package.rels.values():
            if relation.reltype == RELATIONSHIP_TYPE.CORE_PROPERTIES and not relation.is_external:
                parts["core"] = etree.fromstring(relation.target_part.blob, parser)
        root = etree.fromstring(main.blob, parser)
    except (*BROKEN, OpcError, etree.LxmlError, AttributeError, AssertionError, TypeError) as error:
        raise UnreadableInput(
            "the Word file is broken", where=raw.where, remedy="Open it in Word and save it again."
        ) from error
    body = root.find(f"{_W}body")
    if body is None:
        raise UnreadableInput("the Word file has no body", where=raw.where, remedy="Save it again as .docx.")
    return body, parts


def _properties(core: _Element | None) -> tuple[str, str]:
    """Title and author as the file states them."""
    if core is None:
        return "", ""
    stated = {element.tag.rpartition("}")[2]: flat(element.text or "") for element in core.iter("{*}*")}
    return stated.get("title", "")[:500], stated.get("creator", "")[:200]


def _styles(part: _Element | None) -> _Styles:
    headings: dict[str, int] = {}
    lists: set[str] = set()
    for style in part.iter(f"{_W}style") if part is not None else ():
        style_id = style.get(f"{_W}styleId") or ""
        name = style.find(f"{_W}name")
        called = (name.get(f"{_W}val") or "").lower() if name is not None else ""
        match = _HEADING.fullmatch(called)
        if match or called == "title":
            headings[style_id] = int(match.group(1)) if match else 1
        elif called.startswith("list ") or style.find(f"{_W}pPr/{_W}numPr") is not None:
            lists.add(style_id)
    return _Styles(headings, frozenset(lists))


def _blocks(parent: _Element, styles: _Styles, depth: int) -> Iterator[str]:
    """The paragraphs and tables below an element, as lines with the marks of `language.blocks`."""
    if depth > _DEEPEST:
        return
    for element in parent:
        if element.tag in _SKIPPED:
            continue
        if element.tag == f"{_W}p":
            yield from _paragraph(element, styles)
        elif element.tag == f"{_W}tbl":
            yield _table(element)
        elif len(element):
            yield from _blocks(element, styles, depth + 1)


def _paragraph(paragraph: _Element, styles: _Styles) -> Iterator[str]:
    lines = [flat(line) for line in _words(paragraph).split("\v")]
    words = "\n".join(line for line in lines if line)
    if not words:
        return
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    style_id = style.get(f"{_W}val") or "" if style is not None else ""
    if style_id in styles.headings:
        yield f"{'#' * min(styles.headings[style_id], 6)} {flat(words)}"
    elif style_id in styles.lists or paragraph.find(f"{_W}pPr/{_W}numPr") is not None:
        yield f"- {flat(words)}"
    else:
        yield words


def _words(element: _Element) -> str:
    """The words below an element, without a recursion that deep files could exhaust."""
    words: list[str] = []
    pending = list(reversed(element))
    while pending:
        child = pending.pop()
        if child.tag in _SKIPPED or child.tag == f"{_W}pPr":
            continue
        if child.tag == f"{_W}t":
            words.append(child.text or "")
        elif child.tag in _BREAKS:
            words.append(_BREAKS[child.tag])
        elif isinstance(child.tag, str):
            if child.tag == f"{_W}p":  # a paragraph in a text box or cell
                words.append(" ")
            pending += reversed(child)
    return "".join(words)


def _table(table: _Element) -> str:
    """Each row as a line of cells between bars; tables in cells are read as part of the cell."""
    rows = []
    for row in table.iter(f"{_W}tr"):
        if next(row.iterancestors(f"{_W}tbl"), None) is not table:
            continue
        cells = [flat(_words(cell)) for cell in row.iterchildren(f"{_W}tc")]
        if any(cells):
            rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def _notes(part: _Element | None, styles: _Styles) -> Iterator[str]:
    """Footnotes or endnotes, without those that only draw the line above them."""
    for note in part if part is not None else ():
        if isinstance(note.tag, str) and note.get(f"{_W}type") in (None, "normal"):
            yield from _blocks(note, styles, 0)


def _joined(blocks: list[str]) -> str:
    """Blocks with a blank line between them; items of one list follow each other directly."""
    pieces: list[str] = []
    before = ""
    for block in filter(None, blocks):
        if pieces:
            pieces.append("\n" if before.startswith("- ") and block.startswith("- ") else "\n\n")
        pieces.append(block)
        before = block
    return "".join(pieces)
