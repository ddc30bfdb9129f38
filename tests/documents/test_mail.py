# ruff: noqa: E501  (samples read best on lines of their own length)
from __future__ import annotations

from email.message import EmailMessage

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.mail import read
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import UnreadableInput
from tests.documents.pages import Story, page

PLAIN = "The ministry said on Monday that talks go on.\n\nIt gave no further details."


def extract(data: bytes, **more: str) -> Extract:
    (found,) = read(Raw(data=data, name="a.eml", where="a.eml", **more))
    return found


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    for name, value in {
        "From": "Press Office <press@mfa.example>",
        "Subject": "Statement",
        **headers,
    }.items():
        message[name] = value
    return message


def test_text_subject_day_and_sender_are_read() -> None:
    message = mail(Date="Fri, 26 Sep 2025 23:30:00 +0800", Subject="Déclaration – “très” brève")
    message.set_content(PLAIN)
    found = extract(message.as_bytes())
    assert (found.text, found.title, found.date) == (PLAIN, "Déclaration – “très” brève", "2025-09-26")
    assert (found.author, found.encoding, found.warnings) == ("Press Office", "utf-8", ())


@pytest.mark.parametrize("transfer", ["quoted-printable", "base64", "8bit"])
def test_every_transfer_encoding_gives_the_same_text(transfer: str) -> None:
    message = mail()
    message.set_content(
        "Le “café” à Zürich reste ouvert, said the minister of the interior on Monday. " * 3, cte=transfer
    )
    assert extract(message.as_bytes()).text.startswith("Le “café” à Zürich reste")


def test_plain_text_is_preferred_to_html() -> None:
    message = mail()
    message.set_content(PLAIN)
    message.add_alternative(f"<html><body><p>{'Other words. ' * 40}</p></body></html>", subtype="html")
    assert extract(message.as_bytes()).text == PLAIN


def test_html_alone_is_read_as_a_page() -> None:
    story = Story(1)
    message = mail()
    message.set_content(
        page("Newsletter", f"<article><h1>{story.title}</h1>{story.p(5)}</article>"), subtype="html"
    )
    found = extract(message.as_bytes())
    assert found.text.startswith(f"# {story.title}")
    assert found.title == "Statement"
    assert found.reader.startswith("trafilatura ")


def test_attachments_are_named_and_not_read() -> None:
    message = mail()
    message.set_content(PLAIN)
    message.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="protocol.pdf")
    message.add_attachment("hidden words", filename="notes.txt")
    found = extract(message.as_bytes())
    assert found.text == PLAIN
    assert found.warnings == ("2 attachments were not read: protocol.pdf, notes.txt",)


def test_a_charset_that_does_not_fit_is_passed_over() -> None:
    data = b"From: a@b.c\nContent-Type: text/plain; charset=klingon\n\nThe caf\xe9 of the minister is open to all.\n"
    found = extract(data)
    assert found.text == "The café of the minister is open to all."
    assert "klingon" in found.warnings[0]


def test_flowed_lines_are_joined() -> None:
    data = b"From: a@b.c\nContent-Type: text/plain; format=flowed\n\nThe talks \ngo on.\n> quoted \n> words\n-- \nName\n"
    assert extract(data).text == "The talks go on.\n> quoted \n> words\n-- \nName"


def test_a_mail_of_pictures_has_no_text() -> None:
    message = mail()
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="scan.png")
    found = extract(message.as_bytes())
    assert (found.text, found.doubt) == ("", "no_text")
    assert any("no text was found in the mail" in line for line in found.warnings)


def test_a_file_without_headers_is_no_mail() -> None:
    with pytest.raises(UnreadableInput, match="no headers"):
        extract(b"\nOnly words.\n")


def test_parts_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_LIMIT_MAIL_PARTS", "5")
    parts = b"".join(b"--x\nContent-Type: text/plain\n\nwords\n" for _ in range(9))
    with pytest.raises(UnreadableInput, match="more than 5 parts"):
        extract(b"From: a@b.c\nContent-Type: multipart/mixed; boundary=x\n\n" + parts + b"--x--\n")


@pytest.mark.parametrize(
    "header",
    [b"Subject: =?utf-8?b?///?=", b"Subject: =?klingon?q?abc?=", b"Date: Fri, 99 Foo 99999 99:99", b"From: " + b"<" * 5000,
     b"Subject: " + b"=?utf-8?q?a?= " * 5000, b"Subject: \xff\xfe\x80", b"Content-Type: text/plain; charset*=a'b'%ff",
     b"Content-Type: multipart/mixed", b"Content-Transfer-Encoding: base64", b"Date: " + b"9" * 5000],
)  # fmt: skip
def test_broken_headers_do_no_harm(header: bytes) -> None:
    found = extract(b"From: a@b.c\n" + header + b"\n\nThe ministry said so.\n")
    found.title.encode("utf-8")
    found.author.encode("utf-8")


def test_a_nul_in_the_charset_of_a_text_that_is_not_ascii_does_no_harm() -> None:
    found = extract(
        b"From: a@b.c\nContent-Type: text/plain; charset=a\0b\n\nThe caf\xe9 of the ministry is open to us.\n"
    )
    assert found.text == "The café of the ministry is open to us."


HEADERS = st.sampled_from([b"Content-Type: multipart/mixed; boundary=x\n", b"Content-Type: text/plain\n", b"\n", b"--x\n", b"--x--\n",
                           b"Content-Type: message/rfc822\n", b"Content-Transfer-Encoding: base64\n", b"Words here.\n", b"\xff\xfe\n",
                           b"Content-Disposition: attachment; filename=a\n", b"Content-Type: text/plain; charset=utf-16\n"])  # fmt: skip


@settings(deadline=None, max_examples=150)
@given(lines=st.lists(HEADERS | st.binary(max_size=20), max_size=25))
def test_any_mail_is_read_or_refused(lines: list[bytes]) -> None:
    try:
        found = extract(b"From: a@b.c\n" + b"".join(lines))
    except UnreadableInput as error:
        assert "\n" not in str(error)
        return
    assert "\0" not in found.text
    found.text.encode("utf-8")
