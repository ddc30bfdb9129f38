"""What a Word document is made of: headings, quotations, stretches of the article, comments."""

from __future__ import annotations

import datetime
import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from claimcheck.reports.layout import clean, shorten
from claimcheck.reports.office import require_office

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

_MADE = datetime.datetime(2000, 1, 1, tzinfo=datetime.UTC)  # fixed, so that equal reports are equal files
_LONGEST = 6_000  # columns of a text in the annex
_LONGEST_COMMENT = 800  # columns of a paragraph of a comment
_STYLES = {"heading": "Heading2", "list_item": "ListParagraph", "quote": "Quote"}
_SHADES = {  # behind a claim in the article, by what all parties come to
    "supported": "DDF3E4",
    "supported_by_some": "E9F5DF",
    "disputed": "FFEFC7",
    "contradicted": "FBDDDD",
    "unsupported": "ECECEC",
}


class Writer:
    """A Word document in the making; every text that is handed in is made harmless.

    Raises:
        UsageError: python-docx is not installed.
    """

    def __init__(self) -> None:
        require_office("docx")
        import docx
        from docx.shared import Cm, Pt

        self._document = docx.Document()
        self._small = Pt(9)
        self._open: Paragraph | None = None
        self._runs: dict[int, list[Run]] = {}
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2.5)

    def title(self, text: str) -> None:
        """The title of the whole."""
        self._add(shorten(text, 300), "Title")

    def heading(self, text: str, *, new_page: bool = False) -> None:
        """A heading of a part."""
        self._add(text, "Heading1").paragraph_format.page_break_before = new_page or None

    def subheading(self, text: str) -> None:
        """A heading within a part."""
        self._add(shorten(text, 120), "Heading2")

    def paragraph(self, text: str, *, bold: str = "", keep: bool = False) -> None:
        """A paragraph, `bold` before the rest of it; nothing where both are empty."""
        if text or bold:
            self._add(text, "", bold=bold).paragraph_format.keep_with_next = keep or None

    def item(self, text: str, *, bold: str = "") -> None:
        """An item of a list, `bold` before the rest of it."""
        self._add(text, "ListBullet", bold=bold)

    def small(self, text: str) -> None:
        """A paragraph in small letters; nothing where it is empty."""
        if text:
            self._add(text, "").runs[0].font.size = self._small

    def quote(self, text: str, *, source: str = "", link: str = "") -> None:
        """Words of the article or of a document, with where they come from."""
        paragraph = self._add(text, "Quote")
        told = ", ".join(filter(None, (source, link)))
        if told:
            run = paragraph.add_run(f" — {clean(told)}")
            run.italic, run.font.size = False, self._small

    def begin(self, kind: str) -> None:
        """Begins a paragraph of the article, of a kind of block."""
        self._open = self._add("", _STYLES.get(kind, ""))

    def stretch(self, text: str, claims: Sequence[int], summary: str) -> None:
        """A stretch of the article's paragraph, which all of the numbered claims cover.

        `summary` says what the parties come to on the claim whose shade it gets, empty where it gets none.
        """
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        run = self._paragraph().add_run(text.replace("\n", " "))
        for number in claims:
            self._runs.setdefault(number, []).append(run)
        if summary:
            shade: Any = OxmlElement("w:shd")
            for name, value in (("val", "clear"), ("color", "auto"), ("fill", _SHADES[summary])):
                shade.set(qn(f"w:{name}"), value)
            run._r.get_or_add_rPr().append(shade)

    def number(self, names: Sequence[str]) -> None:
        """The names of claims that end here, raised and small."""
        if names:
            self._paragraph().add_run(", ".join(names)).font.superscript = True

    def comment(self, claim: int, lines: Sequence[str]) -> None:
        """A comment at a claim, from its first character to its last; nothing where it has no words here."""
        from docx.oxml.ns import qn

        runs = self._runs.get(claim)
        if not runs:
            return
        first, *rest = (shorten(line, _LONGEST_COMMENT) for line in lines)
        comment = self._document.add_comment([runs[0], runs[-1]], author="claimcheck", initials="cc")
        comment.paragraphs[0].add_run(first).bold = True
        for line in rest:
            comment.add_paragraph(line)
        # When a report was made into a file says nothing about it, and would make equal reports differ.
        comment._comment_elm.attrib.pop(qn("w:date"), "")

    def save(self, title: str) -> bytes:
        """The finished document as bytes."""
        properties = self._document.core_properties
        properties.author, properties.title = "claimcheck", shorten(title, 200)
        properties.created = properties.modified = _MADE.replace(tzinfo=None)
        properties.comments = ""
        stream = io.BytesIO()
        self._document.save(stream)
        return stream.getvalue()

    def _paragraph(self) -> Paragraph:
        if self._open is None:
            self.begin("paragraph")
        assert self._open is not None  # noqa: S101  (begin sets it)
        return self._open

    def _add(self, text: str, style: str, *, bold: str = "") -> Paragraph:
        paragraph = self._document.add_paragraph()
        if style:
            # Not by the style's name: that is looked up anew for every paragraph, and there are thousands.
            paragraph._p.style = style
        if bold:
            paragraph.add_run(shorten(bold, _LONGEST) + (" " if text else "")).bold = True
        if text:
            paragraph.add_run(shorten(text, _LONGEST))
        return paragraph
