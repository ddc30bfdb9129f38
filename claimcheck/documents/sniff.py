"""What some bytes are: by their own marks first, by the name they go by where these are silent."""

from __future__ import annotations

import re

from claimcheck.documents.files import KNOWN_FORMATS, Format, format_of_name, unknown_format
from claimcheck.errors import UnreadableInput

_HEAD = 4096  # bytes looked at for the marks of a format; browsers look at 1,445
_LEADING = b" \t\r\n\x0c\xef\xbb\xbf\xff\xfe\x00"
# How a text begins that is a web page or a feed, after comments and declarations.
_PROLOGUE = re.compile(rb"(?:<!--.{0,2000}?-->|<\?[^>]{0,500}>|<!doctype[^>]{0,500}>|[\s\x00])", re.I | re.S)
_PROLOGUE_PARTS = 20
_ROOT = re.compile(rb"<(?:[a-z][\w.-]{0,20}:)?([a-z][\w.-]{0,20})", re.I)
_WHOLE = re.compile(rb"<!doctype html|<(?:html|rss|feed|rdf:rdf)[\s>]", re.I)
_FEED_ROOTS = frozenset({b"rss", b"feed", b"rdf"})
_PAGE_ROOTS = frozenset(
    {b"html", b"head", b"body", b"title", b"meta", b"script", b"article", b"div", b"p", b"h1"}
)
_HEADER = re.compile(rb"[A-Za-z][A-Za-z0-9-]{0,60}:[ \t]")
_MAIL_HEADERS = (
    b"received:",
    b"return-path:",
    b"message-id:",
    b"mime-version:",
    b"delivered-to:",
    b"dkim-signature:",
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Formats that are told from text but not read: first bytes, name, remedy.
_FOREIGN = (
    (b"{\\rtf", "an RTF file", "Save it as .docx or .txt."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first; of gzip only .jsonl.gz is read."),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive", "Unpack it first, or pack it as .zip."),
    (b"Rar!\x1a\x07", "a RAR archive", "Unpack it first, or pack it as .zip."),
    (b"BZh", "a bzip2 archive", "Unpack it first, or pack it as .zip."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it first, or pack it as .zip."),
    (b"\x89PNG\r\n", "a picture", "Give the text itself."),
    (b"\xff\xd8\xff", "a picture", "Give the text itself."),
    (b"GIF8", "a picture", "Give the text itself."),
    (b"%!PS-Adobe", "a PostScript file", "Convert it to PDF: ps2pdf FILE."),
    (b"SQLite format 3\x00", "a database", "Export its texts as JSONL."),
)
_MARKED: tuple[tuple[str, str], ...] = (
    ("pdf", "a PDF"),
    ("docx", "a Word file"),
    ("zip", "a zip archive"),
)


def sniff(data: bytes, name: str, where: str) -> Format:
    """The format of `data`.

    Marks of a PDF, a zip, a Word file, a web page and a feed count whatever the name says; a text is what
    its ending says, and without a name what it looks like.

    Args:
        data: the whole file.
        name: the file's name; empty where there is none.
        where: the file for messages.

    Raises:
        UnreadableInput: the format is known not to be readable, or is not known, or the name promises one
            whose marks are not there.
    """
    if not data:
        raise UnreadableInput("the file is empty", where=where, remedy="Give a file that holds text.")
    named = format_of_name(name)
    found = _marked(data, where)
    if found:
        return found
    if named in dict(_MARKED):
        what = f"the file is not {dict(_MARKED)[str(named)]}, whatever its name says"
        raise UnreadableInput(what, where=where, remedy="Was all of it saved or sent?")
    by_looks = _by_looks(data)
    if named == "text" and not (by_looks in ("html", "feed") and _WHOLE.search(data[:_HEAD])):
        return "text"  # Markdown may begin with a tag or two
    if named is None and name and by_looks is None:
        raise unknown_format(name, where)
    if named == "feed" and by_looks is None:
        what = "the file is neither a feed nor a web page, whatever its name says"
        raise UnreadableInput(what, where=where, remedy=f"Formats known: {KNOWN_FORMATS}.")
    if named in ("jsonl", "mail"):
        return named
    return by_looks or named or "text"


def _marked(data: bytes, where: str) -> Format | None:
    if b"%PDF-" in data[:1024]:  # readers allow that much before the mark
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _zipped(data, where)
    if data.startswith(_OLE):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        if locked:
            what, remedy = "the file is locked with a password", "Save it without one."
        else:
            what, remedy = "this is a Word, Excel or PowerPoint file of before 2007", "Save it as .docx."
        raise UnreadableInput(what, where=where, remedy=remedy)
    for mark, kind, remedy in _FOREIGN:
        if data.startswith(mark) and not (mark == b"\x1f\x8b" and where.lower().endswith(".jsonl.gz")):
            raise UnreadableInput(f"this is {kind}, which is not read", where=where, remedy=remedy)
    return None


def _zipped(data: bytes, where: str) -> Format:
    """Office files are zip archives with certain members; the names stand in the clear."""
    if b"word/document" in data and b"[Content_Types].xml" in data:
        return "docx"
    for mark, kind in (
        (b"xl/workbook", "an Excel file"),
        (b"ppt/presentation", "a PowerPoint file"),
        (b"mimetypeapplication/vnd.oasis", "an OpenDocument file"),
        (b"mimetypeapplication/epub", "an e-book"),
    ):
        if mark in data:
            raise UnreadableInput(
                f"this is {kind}, which is not read", where=where, remedy="Save it as .docx or .pdf."
            )
    return "zip"


def _by_looks(data: bytes) -> Format | None:
    head = data[:_HEAD]
    wide = head[:2] in (b"\xff\xfe", b"\xfe\xff")
    head = (head.replace(b"\x00", b"") if wide else head).lstrip(_LEADING)
    at = 0
    for _ in range(_PROLOGUE_PARTS):
        part = _PROLOGUE.match(head, at)
        if part is None:
            break
        if part.group().lower().startswith(b"<!doctype html"):
            return "html"
        at = part.end()
    root = _ROOT.match(head, at)
    if root and root.group(1).lower() in _FEED_ROOTS:
        return "feed"
    if root and root.group(1).lower() in _PAGE_ROOTS:
        return "html"
    if head.startswith((b'{"', b"{ ")) and b'"text"' in data:
        return "jsonl"
    return "mail" if _looks_like_mail(head) else None


def _looks_like_mail(head: bytes) -> bool:
    lines = [line for line in head.split(b"\n")[:40] if line[:1] not in (b" ", b"\t")]
    headers = []
    for line in lines:
        if not _HEADER.match(line):
            break
        headers.append(line.lower())
    return len(headers) >= 3 and any(header.startswith(_MAIL_HEADERS) for header in headers)
