# ruff: noqa: E501  (samples read best on lines of their own length)
"""Bad inputs of every kind, made on the spot: truncated, mislabelled, hostile, in the wrong encoding.

`make(folder)` writes them all and gives name -> path. Run as a script with a folder to look at them:

    python -m tests.documents.bad_inputs FOLDER
"""

from __future__ import annotations

import gzip
import io
import json
import os
import random
import sys
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

GOOD = (
    "The ministry said on Monday that the talks with the council go on. It gave no date for the next round.\n"
)
LONG = 10_000_000  # bytes of a line that no text has
GERMAN = "Die Regierung hat am Montag erklärt, dass die Gespräche mit dem Rat fortgesetzt werden und nicht zu Ende sind. "
CHINESE = "外交部发言人星期一表示，谈判仍在继续。双方将于下周再次举行会谈。"
PAGE = "<!DOCTYPE html><html><head><title>T</title></head><body><article><h1>T</h1>{}</article></body></html>"
PARAGRAPH = f"<p>{GOOD}</p>"


def texts() -> dict[str, bytes]:
    noise = random.Random(1)
    return {
        "empty.txt": b"",
        "mark_only.txt": b"\xef\xbb\xbf",
        "blank.txt": b" \n\t\r\n \x0c",
        "nul_bytes.txt": b"The ministry\0said.\0\0",
        "all_nul.txt": bytes(5000),
        "random.txt": noise.randbytes(50_000),
        "control_characters.txt": bytes(range(1, 32)) * 100,
        "utf16_odd_length.txt": b"\xff\xfe" + GOOD.encode("utf-16-le") + b"x",
        "utf16_no_mark.txt": GOOD.encode("utf-16-le"),
        "utf16_half_a_pair.txt": b"\xff\xfe\x00\xd8a\x00",
        "utf32_broken.txt": b"\xff\xfe\x00\x00\xff\xff\xff\xff",
        "truncated_utf8.txt": (GOOD * 3 + "“café” " * 20).encode()[:-3],
        "overlong_utf8.txt": GOOD.encode() + b"\xc0\xaf\xe0\x80\xaf",
        "surrogates_in_utf8.txt": GOOD.encode() + b"\xed\xa0\x80\xed\xb0\x80",
        "latin1.txt": (GOOD + "Café, naïve, Zürich.").encode("latin-1"),
        "cp1251.txt": ("Министерство заявило в понедельник, что переговоры продолжаются. " * 5).encode("cp1251"),
        "shift_jis.txt": ("外務省は月曜日、交渉が続いていると発表した。" * 5).encode("shift_jis"),
        "ebcdic.txt": GOOD.encode("cp037"),
        "utf7.txt": b"+ADw-script+AD4- +2AA- the ministry said.",
        "line_of_letters.txt": b"a" * LONG,
        "line_of_spaces.txt": b" " * LONG + b"x",
        "line_of_words.txt": b"word " * (LONG // 5),
        "only_newlines.txt": b"\n" * LONG + b"x",
        "brackets.txt": b"(" * 300_000,
        "quotation_marks.txt": b'"' * 300_000,
        "typographic_quotes.txt": "“‘".encode() * 50_000,
        "hyphens.txt": b"-" * 300_000,
        "digits.txt": b"9" * 300_000,
        "numbers.txt": b"1,000." * 50_000,
        "full_stops.txt": b"." * 300_000,
        "one_letter_sentences.txt": b"A. " * 3_000,
        "capitals.txt": b"A" * 300_000,
        "capital_words.txt": b"United " * 20_000,
        "no_full_stop.txt": (GOOD.replace(".", ",").replace("\n", " ") * 300).encode(),
        "combining_marks.txt": ("a" + "\u0301" * 100_000).encode(),
        "right_to_left.txt": ("\u202e" + GOOD + "\u2066" * 1000).encode(),
        "private_use.txt": ("\ue000" * 10_000).encode(),
        "not_characters.txt": ("\ufffe\uffff\U0010ffff" * 1000).encode(),
        "emoji.txt": ("🏛️👨‍👩‍👧‍👦🇨🇳" * 3000).encode(),
        "zero_width.txt": ("\u200b\u200d\ufeff" * 30_000).encode(),
        "german.txt": (GERMAN * 10).encode(),
        "chinese.txt": (CHINESE * 10).encode(),
        "carriage_returns.txt": b"one\r" * 10_000,
        "form_feeds.txt": b"\x0c" * 5_000 + GOOD.encode(),
        "line_separators.txt": ("one\u2028two\u2029three\x85" * 3_000).encode(),
        "markdown_headings.md": b"#" * 100_000 + b"\n" + b"# " * 50_000,
        "markdown_quotes.md": b"> " * 100_000 + GOOD.encode(),
        "markdown_list.md": b"- " * 100_000,
        "table_bars.md": b"|" * 200_000,
        "script.txt": b"<script>alert(1)</script>" * 100 + GOOD.encode(),
        "terminal_codes.txt": b"\x1b[2J\x1b]0;title\x07" * 20 + GOOD.encode() * 4,
    }  # fmt: skip


def front_matter() -> dict[str, bytes]:
    doubling = "\n".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 60))
    blocks = {
        "unclosed": "---\ntitle: a\n" + GOOD,
        "huge": "---\n" + "# x\n" * 50_000 + "---\n" + GOOD,
        "bomb": f"---\na0: &a0 [x]\n{doubling}\n---\n" + GOOD,
        "recursive": "---\nparty: &a [*a]\n---\n" + GOOD,
        "tags": "---\nparty: !!python/object/apply:os.system ['true']\n---\n" + GOOD,
        "deep": "---\nparty: " + "[" * 5000 + "\n---\n" + GOOD,
        "twice": "---\ntitle: a\ntitle: b\n---\n" + GOOD,
        "list": "---\n- a\n---\n" + GOOD,
        "date": "---\ndate: 2025-13-45\n---\n" + GOOD,
        "surrogate": '---\ntitle: "\\ud800"\n---\n' + GOOD,
        "no_text": "---\ntitle: a\n---\n",
        "control": "---\ntitle: \x01\n---\n" + GOOD,
        "long_party": f"---\nparty: {'x' * 10_000}\n---\n" + GOOD,
    }
    return {f"front_matter_{name}.md": text.encode() for name, text in blocks.items()}


def rows() -> dict[str, bytes]:
    good = json.dumps({"text": GOOD}).encode() + b"\n"
    return {
        "broken.jsonl": good + b'{"text": "a\n',
        "array.jsonl": b'[{"text": "a"}]',
        "pretty.jsonl": json.dumps({"text": GOOD}, indent=1).encode(),
        "no_text.jsonl": b'{"id": 1}\n',
        "empty_text.jsonl": b'{"text": " "}\n',
        "wrong_types.jsonl": b'{"text": ["a"], "party": 3}\n',
        "deep.jsonl": b'{"text": "a", "x": ' + b"[" * 100_000 + b"]" * 100_000 + b"}\n",
        "half_a_pair.jsonl": b'{"text": "The ministry \\ud800 said so."}\n',
        "nul_escape.jsonl": b'{"text": "The ministry\\u0000 said so."}\n',
        "huge_number.jsonl": b'{"text": "a", "id": ' + b"9" * 10_000 + b"}\n",
        "not_a_number.jsonl": b'{"text": "a", "id": NaN}\n',
        "latin1.jsonl": b'{"text": "caf\xe9"}\n',
        "utf16.jsonl": '{"text": "a"}\n'.encode("utf-16"),
        "blank.jsonl": b"\n\n \n",
        "long_row.jsonl": b'{"text": "' + b"a" * 25_000_000 + b'"}\n',
        "row_over_text_bound.jsonl": b'{"text": "' + b"word " * 1_200_000 + b'"}\n',
        "numbers.jsonl": b"1\n2\n",
        "bad_date.jsonl": b'{"text": "The ministry said so.", "date": "soon"}\n',
        "chinese.jsonl": json.dumps({"text": CHINESE * 5}).encode() + b"\n",
        "truncated.jsonl.gz": gzip.compress(good * 500)[:-20],
        "garbage.jsonl.gz": b"\x1f\x8b\x08" + bytes(100),
        "not_gzip.jsonl.gz": good,
        "bomb.jsonl.gz": gzip.compress(b" " * 60_000_000, 9),
        "bomb_of_lines.jsonl.gz": gzip.compress(b"\n" * 3_000_000, 9),
        "trailing_garbage.jsonl.gz": gzip.compress(good) + b"garbage",
        "empty.jsonl": b"",
    }  # fmt: skip


def pages() -> dict[str, bytes]:
    whole = PAGE.format(PARAGRAPH * 20)
    made = {
        "empty_page.html": PAGE.format(""),
        "no_markup.html": GOOD * 3,
        "truncated.html": whole[: len(whole) // 2] + "<p cla",
        "deep_div.html": PAGE.format("<div>" * 100_000 + GOOD),
        "deep_span.html": PAGE.format("<p>" + "<span>" * 100_000 + GOOD),
        "deep_lists.html": PAGE.format("<ul><li>" * 20_000 + GOOD),
        "deep_quotes.html": PAGE.format("<blockquote>" * 20_000 + GOOD),
        "deep_tables.html": PAGE.format("<table><tr><td>" * 20_000 + GOOD),
        "deep_then_text.html": PAGE.format(PARAGRAPH * 5 + "<div>" * 3000 + PARAGRAPH),
        "many_attributes.html": f"<html><body><p {' '.join(f'a{i}=b' for i in range(60_000))}>{GOOD}</p>",
        "many_elements.html": PAGE.format("<b>x</b>" * 120_000),
        "many_paragraphs.html": PAGE.format("".join(f"<p>Line {i} of it.</p>" for i in range(90_000))),
        "line_of_letters.html": PAGE.format(f"<p>{'a' * LONG}</p>"),
        "long_attribute.html": PAGE.format(f'<p title="{"a" * 5_000_000}">{GOOD}</p>'),
        "unclosed_comment.html": PAGE.format(PARAGRAPH * 3 + "<!-- " + PARAGRAPH * 3),
        "unclosed_script.html": PAGE.format(PARAGRAPH * 3 + "<script>" + PARAGRAPH * 3),
        "entities.html": PAGE.format(f"<p>{GOOD}{'&#0;&#xd800;&#x110000;&bogus;&#99999999999;' * 1000}</p>"),
        "consent.html": PAGE.format("<p>We value your privacy. Accept all cookies to go on.</p>"),
        "robot.html": PAGE.format("<p>Please verify you are human.</p>"),
        "script_only.html": '<html><body><div id="root"></div><script>start()</script></body></html>',
        "paid.html": PAGE.format(PARAGRAPH + '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'),
        "frames.html": '<html><frameset><frame src="a.html"></frameset></html>',
        "svg.html": f"<html><body><svg><text>{GOOD}</text></svg><math><mi>x</mi></math></body></html>",
        "nul.html": whole.replace("ministry", "mini\0stry"),
        "xml_declaration.html": '<?xml version="1.0" encoding="utf-16"?>' + whole,
        "doctype_entities.html": '<!DOCTYPE html [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]>' + whole.replace("Monday", "&a;&c;"),
        "base64.html": PAGE.format(f'<img src="data:image/png;base64,{"A" * 3_000_000}">' + PARAGRAPH),
        "bad_dates.html": whole.replace("<title>", '<meta property="article:published_time" content="0000-99-99"><title>'),
        "bad_json_ld.html": whole.replace("<title>", '<script type="application/ld+json">{"a": [[[</script><title>'),
        "german.html": PAGE.format(f"<p>{GERMAN * 10}</p>"),
        "text_in_attributes.html": "<html><body>" + f'<img alt="{GOOD}">' * 100,
        "links.html": "<html><body>" + '<a href="x">Read more about this</a> ' * 5000,
    }  # fmt: skip
    found = {name: html.encode("utf-8", "surrogatepass") for name, html in made.items()}
    found["wrong_charset.html"] = (
        whole.replace("<title>", '<meta charset="utf-8"><title>')
        .replace("Monday", "Montré")
        .encode("latin-1")
    )
    found["unknown_charset.html"] = whole.replace("<title>", '<meta charset="klingon"><title>').encode()
    found["random.html"] = b"<html>" + random.Random(2).randbytes(20_000)
    return found


def pdf(objects: list[bytes], root: int = 1) -> bytes:
    """A PDF of these objects, numbered from 1, with a right table of where they stand."""
    data = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return bytes(
        data
        + b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, root, start)
    )


def stream(content: bytes, filters: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content)


def one_page(
    content: bytes,
    filters: bytes = b"",
    box: bytes = b"[0 0 600 800]",
    kids: bytes = b"3 0 R",
    count: int = 1,
) -> bytes:
    return pdf([
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count),
        b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 "
        b"/BaseFont /Helvetica >> >> >> >>" % box,
        stream(content, filters),
    ])  # fmt: skip


def locked_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("secret"))
    canvas.drawString(100, 100, GOOD)
    canvas.save()
    return target.getvalue()


def pdfs() -> dict[str, bytes]:
    words = b"BT /F 12 Tf 72 700 Td (The ministry said that talks go on.) Tj ET"
    whole = one_page(words)
    bomb = zlib.compress(bytes(300_000_000), 9)
    twice = zlib.compress(bomb, 9)
    flate = b"/Filter /FlateDecode"
    return {
        "truncated_half.pdf": whole[: len(whole) // 2],
        "truncated_end.pdf": whole[:-30],
        "header_only.pdf": b"%PDF-1.7\n",
        "garbage.pdf": b"%PDF-1.4\n" + random.Random(3).randbytes(50_000),
        "not_a.pdf": GOOD.encode(),
        "page_in.pdf": PAGE.format(PARAGRAPH).encode(),
        "empty.pdf": b"",
        "locked.pdf": locked_pdf(),
        "scan.pdf": one_page(b"0 0 1 rg 100 100 300 300 re f"),
        "no_pages.pdf": one_page(words, kids=b"", count=0),
        "page_tree_loop.pdf": one_page(words, kids=b"2 0 R", count=1),
        "too_many_pages.pdf": one_page(words, kids=b"3 0 R " * 4000, count=4000),
        "page_count_lies.pdf": one_page(words, count=2_000_000_000),
        "negative_count.pdf": one_page(words, count=-5),
        "missing_page.pdf": one_page(words, kids=b"99 0 R"),
        "flate_bomb.pdf": one_page(bomb, flate),
        "flate_bomb_twice.pdf": one_page(twice, b"/Filter [/FlateDecode /FlateDecode]"),
        "flate_garbage.pdf": one_page(b"\x78\x9cgarbage", flate),
        "many_filters.pdf": one_page(zlib.compress(words), b"/Filter [" + flate[8:] * 5000 + b"]"),
        "huge_box.pdf": one_page(words, box=b"[0 0 1e38 1e38]"),
        "empty_box.pdf": one_page(words, box=b"[0 0 0 0]"),
        "nan_box.pdf": one_page(words, box=b"[(a) null << >> -1]"),
        "million_characters.pdf": one_page(zlib.compress(b"BT /F 1 Tf 72 700 Td " + b"(The ministry said so. ) Tj " * 60_000 + b"ET"), flate),
        "million_lines.pdf": one_page(zlib.compress(b"BT /F 1 Tf 1 Td " + b"(a) Tj 0 -1 Td " * 150_000 + b"ET"), flate),
        "huge_font.pdf": one_page(b"BT /F 1e30 Tf 72 700 Td (The ministry said so.) Tj ET"),
        "tiny_font.pdf": one_page(b"BT /F 0.0001 Tf 72 700 Td (The ministry said so.) Tj ET"),
        "deep_states.pdf": one_page(b"q " * 500_000 + words),
        "deep_arrays.pdf": one_page(b"[" * 500_000 + words),
        "stacked.pdf": one_page(b"BT /F 12 Tf 72 700 Td " + b"(Same place) Tj 0 0 Td " * 3000 + b"ET"),
        "mark_inside.pdf": b"junk " * 100 + whole,
        "self_reference.pdf": pdf([b"<< /Type /Catalog /Pages 1 0 R >>"]),
        "launch_action.pdf": pdf([b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (calc.exe) >> >>", b"<< /Type /Pages /Kids [] /Count 0 >>"]),
    }  # fmt: skip


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def word(body: str | bytes, more: dict[str, bytes] | None = None, doctype: str = "") -> bytes:
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/word/document.xml" ContentType="{main}"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type='
        '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    xml = body if isinstance(body, bytes) else word_part(body, doctype)
    files = {
        "[Content_Types].xml": types.encode(),
        "_rels/.rels": relations.encode(),
        "word/document.xml": xml,
    }
    return packed({**files, **(more or {})})


def word_part(body: str, doctype: str = "") -> bytes:
    """The main part of a Word file."""
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return f'{doctype}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'.encode()


def said(text: str = GOOD) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def words() -> dict[str, bytes]:
    whole = word(said() * 3)
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    nested = "<w:tbl><w:tr><w:tc>" * 2000 + said() + "</w:tc></w:tr></w:tbl>" * 2000
    without_main = dict({"[Content_Types].xml": b"<Types/>", "word/document2.xml": b"<a/>"}.items())
    return {
        "truncated.docx": whole[: len(whole) // 2],
        "not_a.docx": GOOD.encode(),
        "empty.docx": b"",
        "only_pictures.docx": word(""),
        "macros.docm": word(said() * 3, {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "entity_bomb.docx": word(said("&a11;"), doctype=f'<!DOCTYPE d [<!ENTITY a0 "ha">{bomb}]>'),
        "external_entity.docx": word(said("&f;"), doctype='<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/passwd">]>'),
        "zip_bomb.docx": word(b"<w>" + b" " * 100_000_000 + b"</w>"),
        "deep_tables.docx": word(nested),
        "deep_changes.docx": word("<w:p>" + "<w:ins>" * 3000 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 3000 + "</w:p>"),
        "many_paragraphs.docx": word(said("Yes.") * 250_000),
        "broken_xml.docx": word(b"<w:document"),
        "no_body.docx": word(b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'),
        "no_parts.docx": packed(without_main),
        "no_relations.docx": packed({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<a/>"}),
        "relation_loop.docx": word(said() * 3, {"word/_rels/document.xml.rels": b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="x" Target="document.xml"/></Relationships>'}),
        "path_out.docx": word(said() * 3, {"../../evil.xml": b"<a/>"}),
        "utf16_parts.docx": word(f'<?xml version="1.0" encoding="utf-16"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{said()}</w:body></w:document>'.encode("utf-16")),
        "old_word.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000),
        "locked.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "rich_text.docx": b"{\\rtf1\\ansi " + GOOD.encode() + b"}",
        "sheet.xlsx": packed({"xl/workbook.xml": b"<a/>"}),
        "open_document.odt": packed({"mimetype": b"application/vnd.oasis.opendocument.text"}, zipfile.ZIP_STORED),
    }  # fmt: skip


def mails() -> dict[str, bytes]:
    head = b"From: a@b.c\nSubject: S\n"
    multipart = head + b"Content-Type: multipart/mixed; boundary=x\n\n"
    part = b"--x\nContent-Type: text/plain\n\n" + GOOD.encode()
    nested = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (i, i) for i in range(900))
    forwarded = b"Content-Type: message/rfc822\n\n" * 900
    return {
        "no_headers.eml": b"\n" + GOOD.encode(),
        "headers_only.eml": head,
        "no_boundary.eml": head + b"Content-Type: multipart/mixed\n\n" + GOOD.encode(),
        "unclosed_parts.eml": multipart + part,
        "too_many_parts.eml": multipart + part * 5000,
        "nested_parts.eml": head + nested + GOOD.encode(),
        "forwarded.eml": head + forwarded + GOOD.encode(),
        "bad_base64.eml": head + b"Content-Transfer-Encoding: base64\n\n!!!" + GOOD.encode(),
        "unknown_transfer.eml": head + b"Content-Transfer-Encoding: x-klingon\n\n" + GOOD.encode(),
        "unknown_charset.eml": head + b"Content-Type: text/plain; charset=klingon\n\n" + GOOD.encode(),
        "evil_charset.eml": head + b"Content-Type: text/plain; charset=unicode_escape\n\n\\x41\\ud800" + GOOD.encode(),
        "long_header.eml": b"Subject: " + b"=?utf-8?q?a?= " * 100_000 + b"\n\n" + GOOD.encode(),
        "many_headers.eml": b"X-A: b\n" * 200_000 + b"\n" + GOOD.encode(),
        "brackets_in_from.eml": b"From: " + b"(" * 100_000 + b"\n\n" + GOOD.encode(),
        "only_attachment.eml": multipart + b"--x\nContent-Type: application/pdf\nContent-Disposition: attachment; filename=../../a.pdf\n\n%PDF\n--x--\n",
        "nul.eml": head + b"\nThe ministry\0said.",
        "long_line.eml": head + b"\n" + b"a" * LONG,
        "bad_date.eml": b"Date: Fri, 99 Foo 999999 99:99:99 +9999\n" + head + b"\n" + GOOD.encode() * 2,
        "consent.eml": head + b"Content-Type: text/html\n\n" + PAGE.format("<p>We value your privacy.</p>").encode(),
    }  # fmt: skip


def feeds() -> dict[str, bytes]:
    item = f"<item><title>T</title><description>{GOOD}</description></item>"
    bomb = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 12))
    made = {
        "no_entries.xml": "<rss><channel><title>T</title></channel></rss>",
        "empty_entries.xml": "<rss><channel>" + "<item/>" * 3 + "</channel></rss>",
        "too_many_entries.xml": "<rss><channel>" + "<item><title>T</title></item>" * 20_000 + "</channel></rss>",
        "entity_bomb.rss": f'<!DOCTYPE rss [<!ENTITY a0 "ha">{bomb}]><rss><channel><item><title>&a11;</title></item></channel></rss>',
        "quadratic_bomb.rss": f'<!DOCTYPE rss [<!ENTITY a "{"x" * 100_000}">]><rss><channel><item><title>{"&a;" * 50_000}</title></item></channel></rss>',
        "external_entity.rss": '<!DOCTYPE rss [<!ENTITY f SYSTEM "file:///etc/passwd">]><rss><channel><item><title>&f;</title></item></channel></rss>',
        "external_dtd.rss": f'<!DOCTYPE rss SYSTEM "http://127.0.0.1:1/x.dtd"><rss><channel>{item}</channel></rss>',
        "parameter_entities.rss": '<!DOCTYPE rss [<!ENTITY % a "<!ENTITY b \'c\'>"> %a;]><rss><channel><item/></channel></rss>',
        "truncated.rss": f"<rss><channel>{item}<item><title>Half a",
        "deep.rss": "<rss><channel>" + "<x>" * 100_000 + item,
        "not_a_feed.xml": "<invoice><sum>5</sum></invoice>",
        "no_xml.xml": GOOD,
        "empty.xml": "",
        "markup_in_title.atom": '<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;script&gt;x&lt;/script&gt;</title></entry></feed>',
        "deep_content.rss": f"<rss><channel><item><description><![CDATA[{'<div>' * 50_000}{GOOD}]]></description></item></channel></rss>",
        "bad_dates.rss": f"<rss><channel><item><pubDate>yesterday</pubDate><description>{GOOD}</description></item></channel></rss>",
        "german.rss": f"<rss><channel><item><description>{GERMAN * 5}</description></item></channel></rss>",
    }  # fmt: skip
    found = {name: xml.encode() for name, xml in made.items()}
    found["wrong_encoding.rss"] = (
        f'<?xml version="1.0" encoding="utf-8"?><rss><channel>{item}</channel></rss>'.replace(
            "Monday", "Montré"
        ).encode("latin-1")
    )
    found["nul.rss"] = found["truncated.rss"].replace(b"Half", b"\0\0")
    return found


def archives() -> dict[str, bytes]:
    good = {"China/a.txt": GOOD.encode()}
    whole = packed({**good, "b.txt": b"\0\0"})
    inner = packed({"zeros.txt": bytes(40_000_000)})
    nested = packed(good)
    for _ in range(50):
        nested = packed({"in.zip": nested})
    lying = bytearray(packed(good))
    at = lying.index(b"PK\x01\x02")
    lying[at + 24 : at + 28] = (2**32 - 2).to_bytes(4, "little")
    locked = bytearray(packed(good))
    locked[6] |= 1
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    quine_like = packed(
        {f"{i}.zip": packed({f"{j}.txt": GOOD.encode() for j in range(50)}) for i in range(500)}
    )
    return {
        "truncated.zip": whole[: len(whole) // 2],
        "no_directory.zip": whole[:-22],
        "empty.zip": packed({}),
        "no_documents.zip": packed({"a.css": b"x", "b.jpg": b"\xff\xd8\xff"}),
        "path_out.zip": packed({"../../evil.txt": GOOD.encode(), "/etc/evil.txt": GOOD.encode()}),
        "zeros.zip": packed({"a.txt": bytes(50_000_000)}),
        "bomb_in_bomb.zip": packed({f"{i}.zip": inner for i in range(20)}),
        "nested.zip": nested,
        "many_members.zip": packed({f"{i}.txt": b"x" for i in range(25_000)}, zipfile.ZIP_STORED),
        "many_archives.zip": quine_like,
        "size_lies.zip": bytes(lying),
        "locked.zip": bytes(locked),
        "one_bad_member.zip": whole,
        "garbage.zip": b"PK\x03\x04" + random.Random(4).randbytes(20_000),
        "not_a.zip": GOOD.encode(),
        "newline_in_name.zip": packed({"a\nb\x1b[2J.txt": b"\0\0"}),
        "folders_only.zip": packed({"a/": b"", "b/c/": b""}),
        "hidden_only.zip": packed({".a.txt": GOOD.encode(), "__MACOSX/b.txt": GOOD.encode()}),
    }  # fmt: skip


def mislabelled() -> dict[str, bytes]:
    return {
        "picture.txt": b"\x89PNG\r\n\x1a\n" + bytes(100),
        "picture.pdf": b"\xff\xd8\xff\xe0" + bytes(100),
        "program.txt": b"\x7fELF" + bytes(1000),
        "pdf_in.txt": one_page(b"BT /F 12 Tf 72 700 Td (The ministry said that the talks go on.) Tj ET"),
        "page_in.txt": PAGE.format(PARAGRAPH * 5).encode(),
        "word_in.pdf": word(said() * 3),
        "zip_in.docx": packed({"a.txt": GOOD.encode() * 3}),
        "feed_in.html": f"<rss><channel><item><title>T</title><description>{GOOD}</description></item></channel></rss>".encode(),
        "gzip.txt": gzip.compress(GOOD.encode()),
        "unknown.xyz": GOOD.encode(),
        "no_ending": GOOD.encode(),
        "database.txt": b"SQLite format 3\0" + bytes(100),
        "archive.7z": b"7z\xbc\xaf\x27\x1c" + bytes(100),
        "postscript.pdf": b"%!PS-Adobe-3.0\n",
    }


def folders(root: Path) -> dict[str, Path]:
    """Folders with cycles, special files and odd names."""
    made = {
        name: root / name
        for name in ("empty_folder", "circle", "dangling", "odd_names", "deep", "mixed", "only_bad", "pipes")
    }
    for path in made.values():
        path.mkdir()
    (made["circle"] / "up").symlink_to(made["circle"], target_is_directory=True)
    (made["circle"] / "self.txt").symlink_to(made["circle"] / "self.txt")
    (made["dangling"] / "gone.txt").symlink_to(root / "nowhere.txt")
    for name in (b"\xff\xfe.txt", b"a\nb.txt", "\u202e.txt".encode(), b"x" * 240 + b".txt"):
        Path(os.fsdecode(os.fsencode(made["odd_names"]) + b"/" + name)).write_bytes(b"\0\0")
    deep = made["deep"]
    for _ in range(60):
        deep = deep / "d"
    deep.mkdir(parents=True)
    (deep / "a.txt").write_bytes(b"")
    (made["mixed"] / "good.txt").write_text(GOOD * 3)
    (made["mixed"] / "bad.pdf").write_bytes(b"%PDF-1.4 bad")
    (made["only_bad"] / "bad.txt").write_bytes(b"\0")
    os.mkfifo(made["pipes"] / "pipe.txt")
    return made


FAMILIES: tuple[Callable[[], dict[str, bytes]], ...] = (
    texts, front_matter, rows, pages, pdfs, words, mails, feeds, archives, mislabelled,
)  # fmt: skip


def make(root: Path, families: tuple[Callable[[], dict[str, bytes]], ...] = FAMILIES) -> dict[str, Path]:
    """Writes every bad input of some families, and the bad folders, below `root`; gives "family/name" -> path."""
    found: dict[str, Path] = {}
    for family in families:
        folder = root / family.__name__
        folder.mkdir(parents=True)
        for name, data in family().items():
            path = folder / name
            path.write_bytes(data)
            found[f"{family.__name__}/{name}"] = path
    (root / "folders").mkdir(parents=True)
    for name, path in folders(root / "folders").items():
        found[f"folders/{name}"] = path
    return found


if __name__ == "__main__":
    sys.stdout.write(f"{len(make(Path(sys.argv[1])))} bad inputs\n")
