"""Web pages: their article by trafilatura, its layout kept, and whether the article is all there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from claimcheck.documents.decode import decode
from claimcheck.documents.extras import library, name_and_version
from claimcheck.documents.html_text import flat, text_of
from claimcheck.documents.limits import limit
from claimcheck.documents.metadata import iso_date
from claimcheck.documents.raw import Extract, Raw
from claimcheck.documents.walls import Signs, doubt_of
from claimcheck.errors import UnreadableInput

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_WHAT = "Web pages"
_HEAD = 4096  # bytes in which a page must declare its encoding; HTML asks for 1,024
_META = re.compile(rb"<meta[^>]{0,200}?charset\s{0,3}=\s{0,3}[\"']?\s{0,3}([\w.:-]{1,40})", re.I)
_XML = re.compile(rb"<\?xml[^>]{0,200}?encoding\s{0,3}=\s{0,3}[\"']([\w.:-]{1,40})", re.I)
_XML_DECLARATION = re.compile(r"\s{0,100}<\?xml[^>]{0,300}>")
_LONG_TAG = re.compile(r"<[^<>]{4000,}")  # shorter ones cannot hold too many attributes
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_NOT_FREE = re.compile(
    r"isAccessibleForFree\\?[\"']?\s{0,9}:\s{0,9}\\?[\"']?\s{0,9}(?:http[^\s\"']{0,40}/)?false", re.I
)
_UNSEEN = frozenset({
    "script", "style", "noscript", "template", "nav", "header", "footer", "aside", "form", "button", "select",
    "option", "svg", "iframe", "head", "title", "figure", "dialog", "menu",
})  # fmt: skip
_HEADINGS = ("h1", "h2", "h3")
_TITLE_WORDS = 600  # characters at the start of a text in which its headline is looked for


def read(raw: Raw) -> tuple[Extract, ...]:
    """The article of a page, with its title, date, author, site and address where the page gives them.

    Raises:
        UnreadableInput: the page is too large, binary, or no page; or trafilatura is missing.
    """
    most = limit("html_bytes")
    if len(raw.data) > most:
        what = f"the page is larger than {most:,} bytes"
        raise UnreadableInput(what, where=raw.where, remedy="Save its text alone as .txt.")
    declared = filter(None, (raw.charset, *_declared(raw.data)))
    decoded = decode(raw.data, raw.where, declared=tuple(declared), encoding=raw.encoding)
    return (page_extract(decoded.text, decoded.encoding, decoded.warnings, raw),)


def page_extract(html: str, encoding: str, warnings: tuple[str, ...], raw: Raw) -> Extract:
    """The article of a page whose text is at hand; `raw` says where it comes from."""
    if _crowded(html):
        what = f"an element of the page has more than {limit('html_attributes'):,} attributes"
        raise UnreadableInput(what, where=raw.where, remedy="Save its text alone as .txt.")
    trafilatura = library("trafilatura", "web", raw.where, _WHAT)
    library("htmldate", "web", raw.where, _WHAT)
    reader = name_and_version("trafilatura")
    tree = _parsed(html, raw.where)
    if tree is None:
        lost = (*warnings, "no text was found in the page")
        return Extract(text="", reader=reader, encoding=encoding, doubt="no_text", warnings=lost)
    deep = _depth(tree) >= limit("html_depth")
    seen = _visible_words(tree)
    headings = [flat("".join(h.itertext()))[:400] for h in tree.iter(*_HEADINGS)][:50]
    found = _extracted(trafilatura, tree, seen)
    text = text_of(found.body) if found is not None else ""
    title = flat(found.title or "") if found is not None else ""
    if text and title and title in headings and title not in flat(text[:_TITLE_WORDS]):
        text = f"# {title}\n\n{text}"
    signs = Signs(text=text, title=title, seen=seen, not_free=bool(_NOT_FREE.search(html)), too_deep=deep)
    doubt, doubts = doubt_of(signs)
    return Extract(
        text=text,
        reader=reader,
        encoding=encoding,
        title=title,
        date=iso_date(found.date or "") or "" if found is not None else "",
        url=(found.url or None) if found is not None else None,
        author=flat(found.author or "") if found is not None else "",
        site=flat(found.sitename or "") if found is not None else "",
        doubt=doubt,
        warnings=(*warnings, *doubts),
    )


def _declared(data: bytes) -> tuple[str, ...]:
    head = data[:_HEAD]
    found = (pattern.search(head) for pattern in (_XML, _META))
    return tuple(match.group(1).decode("ascii", "replace") for match in found if match)


def _crowded(html: str) -> bool:
    """Whether one tag has more attributes than are allowed, in so far as it holds no other brackets."""
    most = limit("html_attributes")
    return any(len(_QUOTED.sub("", tag).split()) > most for tag in _LONG_TAG.findall(html))


def _parsed(html: str, where: str) -> HtmlElement | None:
    from lxml import etree
    from lxml import html as lxml_html

    markup = _XML_DECLARATION.sub("", html, count=1).encode("utf-8", "replace")
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        tree = lxml_html.document_fromstring(markup, parser=parser)
    except (etree.LxmlError, ValueError):  # nothing that could be a page
        return None
    most = limit("html_elements")
    if sum(1 for _ in tree.iter()) > most:
        what = f"the page has more than {most:,} elements"
        raise UnreadableInput(what, where=where, remedy="Save its text alone as .txt.")
    return tree


def _extracted(trafilatura: Any, tree: HtmlElement, seen: int) -> Any:  # noqa: ANN401  (trafilatura's record)
    """What trafilatura finds; where that is little of what the page shows, what it finds at its loosest."""
    from copy import deepcopy

    best = None
    most = -1
    for favor_recall in (False, True):
        found = trafilatura.bare_extraction(
            deepcopy(tree),
            with_metadata=True,
            include_comments=False,
            favor_recall=favor_recall,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )
        size = len(text_of(found.body).split()) if found is not None and found.body is not None else 0
        if found is not None and found.body is not None and size > most:
            best, most = found, size
        if 2 * size >= seen:
            break
    return best


def _depth(tree: HtmlElement) -> int:
    deepest = 0
    pending = [(tree, 1)]
    while pending:
        element, depth = pending.pop()
        deepest = max(deepest, depth)
        pending += [(child, depth + 1) for child in element]
    return deepest


def _visible_words(tree: HtmlElement) -> int:
    """Words that the page shows outside of menus, forms, margins and scripts."""
    words = 0
    pending = [tree]
    while pending:
        element = pending.pop()
        if element.tag in _UNSEEN or element.get("hidden") is not None:
            continue
        words += len((element.text or "").split())
        for child in element:
            words += len((child.tail or "").split())
            pending.append(child)
    return words
