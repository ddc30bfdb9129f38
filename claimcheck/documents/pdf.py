"""PDF files by PDFium: reading order, whole words, no running heads, and the page of every offset."""

from __future__ import annotations

import re
from typing import Any

from claimcheck.documents.extras import library, name_and_version
from claimcheck.documents.html_text import flat
from claimcheck.documents.limits import limit, listing
from claimcheck.documents.pdf_lines import Piece, page_pieces
from claimcheck.documents.pdf_order import reading_order, running
from claimcheck.documents.pdf_text import text_of
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import UnreadableInput
from claimcheck.records import Doubt
from claimcheck.resources import load_toml

_NO_TITLE = re.compile(
    r"\W{0,3}(?:anonymous|untitled|unspecified|microsoft word|document\d{0,3}|title)\b.{0,200}", re.I
)
_ENDING = re.compile(r"\.(?:docx?|pdf|indd|qxd|rtf|odt|tex)\Z", re.I)
_ODD = re.compile(r"[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


def read(raw: Raw) -> tuple[Extract, ...]:
    """The text of a PDF.

    Raises:
        UnreadableInput: the file is locked, broken or too large, or pypdfium2 is missing.
    """
    pdfium = library("pypdfium2", "office", raw.where, "PDF files")
    document = _opened(pdfium, raw)
    try:
        count = len(document)
        if count > limit("pages"):
            what = f"the PDF has more than {limit('pages'):,} pages"
            raise UnreadableInput(what, where=raw.where, remedy="Split it.")
        pages, doubts = _pages(document, pdfium, count, raw.where)
        title = _title(document, pdfium)
    finally:
        document.close()
    dropped = running(pages)
    kept = [[p for p in page if p not in margins] for page, margins in zip(pages, dropped, strict=True)]
    found = text_of([reading_order(page) for page in kept])
    doubt, warnings = _doubt(found.text, doubts, count)
    extract = Extract(
        text=found.text,
        reader=name_and_version("pypdfium2"),
        title=title,
        pages=found.pages,
        doubt=doubt,
        warnings=warnings,
    )
    return (extract,)


def _opened(pdfium: Any, raw: Raw) -> Any:  # noqa: ANN401  (pypdfium2)
    try:
        return pdfium.PdfDocument(raw.data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower():
            what, remedy = "the PDF is locked with a password", "Save it without one."
        elif "security" in str(error).lower():
            what, remedy = "the PDF is locked in a way that is not known", "Print it to a new PDF."
        else:
            what, remedy = "the PDF is broken", "Fetch it again, or print it to a new PDF."
        raise UnreadableInput(what, where=raw.where, remedy=remedy) from error


def _pages(
    document: Any,  # noqa: ANN401  (pypdfium2)
    pdfium: Any,  # noqa: ANN401
    count: int,
    where: str,
) -> tuple[list[list[Piece]], dict[str, list[str]]]:
    """The pieces of every page, and which pages hold no text or could not be read."""
    from pypdfium2 import raw as functions

    most, all_characters = limit("page_characters"), limit("text_characters")
    pages: list[list[Piece]] = []
    doubts: dict[str, list[str]] = {"textless": [], "broken": [], "long": []}
    total = 0
    for number in range(count):
        pieces: list[Piece] = []
        try:
            page = document[number]
            textpage = page.get_textpage()
            pieces, long = page_pieces(textpage, functions, most)
            if long:
                doubts["long"].append(str(number + 1))
            if not pieces and functions.FPDFPage_CountObjects(page) > 0:
                doubts["textless"].append(str(number + 1))
            textpage.close()
            page.close()
        except pdfium.PdfiumError:
            doubts["broken"].append(str(number + 1))
        pages.append(pieces)
        total += sum(len(piece.text) for piece in pieces)
        if total > all_characters:
            what = f"the text is longer than {all_characters:,} characters"
            raise UnreadableInput(what, where=where, remedy="Split it into several files.")
    return pages, doubts


def _title(document: Any, pdfium: Any) -> str:  # noqa: ANN401  (pypdfium2)
    """The title that the file states, unless a program put it there."""
    try:
        title = flat(str(document.get_metadata_value("Title")))
    except (pdfium.PdfiumError, ValueError):
        return ""
    title = title.encode("utf-8", "replace").decode("utf-8")
    return "" if _NO_TITLE.fullmatch(title) or _ENDING.search(title) else title[:500]


def _doubt(text: str, doubts: dict[str, list[str]], count: int) -> tuple[Doubt, tuple[str, ...]]:
    setting = load_toml("documents.toml")["pdf"]
    if not text.strip():
        if doubts["broken"] and len(doubts["broken"]) == count:
            return "no_text", ("none of its pages can be read",)
        return "no_text", ("the PDF has no text layer (a scan?); put it through OCR first, such as ocrmypdf",)
    warnings = []
    told = {
        "textless": "pages without a text layer (scans?) were not read",
        "broken": "pages are broken and were not read",
        "long": "pages hold more characters than are read",
    }
    for kind, words in told.items():
        if doubts[kind]:
            warnings.append(f"{len(doubts[kind]):,} of {count:,} {words}: page {listing(doubts[kind])}")
    if len(_ODD.findall(text)) > setting["odd_share"] * len(text):
        warnings.append("its text layer is garbled (its fonts do not say which letters they show)")
    return ("partial" if warnings else ""), tuple(warnings)
