# ruff: noqa: E501  (samples read best on lines of their own length)
from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.sniff import sniff
from claimcheck.errors import UnreadableInput
from tests.documents.test_zipped import packed

PAGE = b"<!-- a --><!DOCTYPE html>\n<html><body><p>Words.</p></body></html>"
FEED = b'<?xml version="1.0"?>\n<!-- x -->\n<rss version="2.0"><channel/></rss>'
MAIL = b"Return-Path: <a@b.c>\nFrom: a@b.c\nSubject: Words\n\nWords.\n"
DOCX = packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"Words.", "a.txt", "text"),
        (b"Words.", "", "text"),
        (b"<p>Words of Markdown.", "a.md", "text"),
        (b"%PDF-1.4 ...", "a.pdf", "pdf"),
        (b"\n\n%PDF-1.4 ...", "a.txt", "pdf"),
        (b"%PDF-1.4 ...", "", "pdf"),
        (DOCX, "a.docx", "docx"),
        (DOCX, "a.zip", "docx"),
        (packed({"a.txt": b"W."}), "a.txt", "zip"),
        (PAGE, "a.html", "html"),
        (PAGE, "a.txt", "html"),
        (PAGE, "a.xml", "html"),
        (PAGE, "", "html"),
        (PAGE.decode().encode("utf-16"), "", "html"),
        (b"no markup at all", "a.html", "html"),
        (FEED, "a.xml", "feed"),
        (FEED, "a.html", "feed"),
        (FEED, "", "feed"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom">', "", "feed"),
        (b'<rdf:RDF xmlns:rdf="x">', "a.rdf", "feed"),
        (MAIL, "a.eml", "mail"),
        (MAIL, "", "mail"),
        (MAIL, "a.txt", "text"),
        (b'{"text": "Words."}\n', "", "jsonl"),
        (b"{", "a.jsonl", "jsonl"),
        (b"From: here to there it is far.\n", "", "text"),
    ],
)
def test_marks_come_before_the_name_and_the_name_before_looks(data: bytes, name: str, kind: str) -> None:
    assert sniff(data, name, "f") == kind


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"", "a.pdf", "the file is empty"),
        (b"Words.", "a.pdf", "not a PDF, whatever its name says"),
        (PAGE, "a.docx", "not a Word file, whatever its name says"),
        (b"Words.", "a.zip", "not a zip archive"),
        (b"<a/>", "a.xml", "neither a feed nor a web page"),
        (b"Words.", "a.xyz", "files in .xyz format are not known"),
        (b"Words.", "README", "has no ending"),
        (b"{\\rtf1", "a.docx", "an RTF file"),
        (b"{\\rtf1", "a.txt", "an RTF file"),
        (b"\x1f\x8b\x08", "a.txt", "a gzip archive"),
        (b"\x89PNG\r\n", "a.pdf", "a picture"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "before 2007"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "a.docx", "locked with a password"),
        (packed({"xl/workbook.xml": b""}), "a.xlsx", "an Excel file"),
        (packed({"ppt/presentation.xml": b""}), "a.zip", "a PowerPoint file"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text"}, 0), "a.odt", "an OpenDocument file"),
        (packed({"mimetype": b"application/epub+zip"}, 0), "a.epub", "an e-book"),
    ],
)  # fmt: skip
def test_what_is_not_read_is_named_with_a_remedy(data: bytes, name: str, what: str) -> None:
    with pytest.raises(UnreadableInput, match=what) as caught:
        sniff(data, name, "f")
    assert caught.value.remedy


@settings(deadline=None)
@given(
    data=st.binary(max_size=200),
    name=st.sampled_from(["", "a.txt", "a.pdf", "a.html", "a.xml", "a.eml", "a.zip", "x"]),
)
def test_any_bytes_have_a_format_or_are_refused(data: bytes, name: str) -> None:
    try:
        assert sniff(data, name, "f")
    except UnreadableInput as error:
        assert "\n" not in str(error)
