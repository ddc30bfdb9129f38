"""RSS and Atom feeds: one text for each entry, with its title, day, address and author.

The XML is read with entities unresolved and no network, so that a feed can neither expand nor fetch.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import msgspec

from claimcheck.documents.decode import decode
from claimcheck.documents.extras import library, name_and_version
from claimcheck.documents.html_text import flat
from claimcheck.documents.limits import limit
from claimcheck.documents.metadata import iso_date
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import NothingFound, UnreadableInput

if TYPE_CHECKING:
    from lxml.etree import _Element

_CONTENT = ("encoded", "content", "description", "summary")  # the fullest first
_DATES = ("pubDate", "published", "issued", "date", "updated", "modified")
_LINE_TAGS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol"}
)


def read(raw: Raw) -> tuple[Extract, ...]:
    """The entries of a feed in their order; `part` is the number of each, from 1.

    Raises:
        UnreadableInput: it is no feed, or has more entries than `limits.toml` allows; or lxml is missing.
        NothingFound: it has no entries.
    """
    library("lxml", "web", raw.where, "Feeds")
    root, warnings = _parsed(raw)
    entries = list(root.iter("{*}item", "{*}entry"))
    if not entries:
        raise NothingFound("the feed has no entries", where=raw.where, remedy="Is it an RSS or Atom feed?")
    if len(entries) > limit("feed_entries"):
        what = f"the feed has more than {limit('feed_entries'):,} entries"
        raise UnreadableInput(what, where=raw.where, remedy="Split it.")
    site = _site(root)
    extracts = [_extract(entry, str(number), site, raw) for number, entry in enumerate(entries, 1)]
    extracts[0] = msgspec.structs.replace(extracts[0], warnings=(*warnings, *extracts[0].warnings))
    return tuple(extracts)


def _parsed(raw: Raw) -> tuple[_Element, tuple[str, ...]]:
    """The root of the feed, and what is wrong with it as a whole."""
    from lxml import etree

    data = raw.data
    if raw.encoding or raw.charset:
        declared = (raw.charset,) if raw.charset else ()
        decoded = decode(data, raw.where, declared=declared, encoding=raw.encoding)
        data = decoded.text.encode("utf-8", "replace")
    override = "utf-8" if data is not raw.data else None
    parser = etree.XMLParser(
        encoding=override, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        recover=True, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise _no_feed(raw.where) from error
    if root is None or not isinstance(root.tag, str) or _name(root) not in ("rss", "feed", "rdf"):
        raise _no_feed(raw.where)
    if len(parser.error_log):
        return root, ("the feed is not well-formed XML; some of it may be missing",)
    return root, ()


def _no_feed(where: str) -> UnreadableInput:
    return UnreadableInput(
        "the file is not an RSS or Atom feed", where=where, remedy="Of XML only feeds and web pages are read."
    )


def _name(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2].lower()


def _site(root: _Element) -> str:
    """The title of the feed itself, which stands beside or above the entries."""
    for parent in (root, *root.iterchildren("{*}channel")):
        title = _words(parent, "title")
        if title:
            return title
    return ""


def _extract(entry: _Element, number: str, site: str, raw: Raw) -> Extract:
    from lxml import etree

    title = _words(entry, "title")
    body = _body(entry)
    day, told = _day(entry)
    heads = title and title not in body[: len(title) + 10]
    text = "\n\n".join(filter(None, (f"# {title}" if heads else "", body)))
    return Extract(
        text=text,
        reader=name_and_version("lxml"),
        encoding=raw.encoding or (entry.getroottree().docinfo.encoding or "utf-8").lower(),
        title=title,
        date=day,
        url=_link(entry),
        author=_author(entry),
        site=site,
        doubt="" if text else "no_text",
        warnings=told if text else (*told, "the entry holds no text"),
        part=number,
        sha256=sha256(etree.tostring(entry)).hexdigest(),
    )


def _children(entry: _Element, name: str) -> Iterator[_Element]:
    return (child for child in entry if isinstance(child.tag, str) and _name(child) == name.lower())


def _words(entry: _Element, name: str) -> str:
    for child in _children(entry, name):
        words = flat(_without_tags("".join(map(str, child.itertext()))))
        if words:
            return words[:1000]
    return ""


def _body(entry: _Element) -> str:
    """The fullest text of an entry; HTML in it is read for its layout."""
    texts = []
    for name in _CONTENT:
        for child in _children(entry, name):
            inner = _markup(child) if len(child) else (child.text or "")
            texts.append(inner.strip())
    fullest = max(texts, key=len, default="")
    return _plain(fullest)


def _markup(child: _Element) -> str:
    from lxml import etree

    pieces = [child.text or ""]
    pieces += [etree.tostring(part, encoding="unicode") for part in child if isinstance(part.tag, str)]
    return "".join(pieces)


def _without_tags(text: str) -> str:
    return _plain(text) if "<" in text or "&" in text else text


def _plain(markup: str) -> str:
    """The words of an HTML fragment, a line for each of its blocks."""
    from lxml import etree
    from lxml import html as lxml_html

    if "<" not in markup and "&" not in markup:
        return markup.replace("\r\n", "\n").strip()
    parser = lxml_html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    data = f"<div>{markup}</div>".encode("utf-8", "replace")
    try:
        root = lxml_html.document_fromstring(data, parser=parser)
    except (etree.LxmlError, ValueError):
        return ""
    return _lines(root)


def _lines(root: _Element) -> str:
    pieces: list[str] = []
    for event, element in _walk(root):
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            pieces.append((element.tail or "") if event == "end" else "")
            continue
        edge = "\v" if element.tag in _LINE_TAGS else ""
        if event == "start":
            pieces += [edge, "- " if element.tag == "li" else "", element.text or ""]
        else:
            pieces += [edge, element.tail or ""]
    lines = [flat(line) for line in "".join(pieces).split("\v")]
    return "\n\n".join(line for line in lines if line)


def _walk(root: _Element) -> Iterator[tuple[str, _Element]]:
    from lxml import etree

    yield from etree.iterwalk(root, events=("start", "end"))


def _day(entry: _Element) -> tuple[str, tuple[str, ...]]:
    """The day of an entry, and what is wrong with it."""
    told: tuple[str, ...] = ()
    for name in _DATES:
        for child in _children(entry, name):
            written = (child.text or "").strip()[:100]
            day = iso_date(written) or _mail_day(written)
            if day:
                return day, ()
            told = (f"its date {flat(written)[:40]!r} names no day and was left out",)
    return "", told


def _mail_day(written: str) -> str:
    try:
        return parsedate_to_datetime(written).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""


def _link(entry: _Element) -> str | None:
    for child in _children(entry, "link"):
        if child.get("rel", "alternate") == "alternate":
            address = (child.get("href") or child.text or "").strip()
            if address.startswith(("http://", "https://")):
                return address[:2048]
    return None


def _author(entry: _Element) -> str:
    for name in ("creator", "author"):
        for child in _children(entry, name):
            return _words(child, "name") or flat("".join(map(str, child.itertext())))[:200]
    return ""
