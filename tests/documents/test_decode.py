from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.decode import decode
from claimcheck.errors import UnreadableInput, UsageError

PRINTABLE = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]))


@settings(deadline=None)
@given(text=PRINTABLE)
def test_every_marked_encoding_gives_the_same_text(text: str) -> None:
    marked = {
        "utf-8": codecs.BOM_UTF8,
        "utf-16-le": codecs.BOM_UTF16_LE,
        "utf-16-be": codecs.BOM_UTF16_BE,
        "utf-32-le": codecs.BOM_UTF32_LE,
        "utf-32-be": codecs.BOM_UTF32_BE,
    }
    assert {decode(mark + text.encode(name), "f").text for name, mark in marked.items()} == {text}


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert "\0" not in decode(data, "f").text
    except UnreadableInput as error:
        assert error.where == "f"
        assert error.remedy


def test_unmarked_text_is_utf_8() -> None:
    assert decode("習近平 “ñ”".encode(), "f") == ("習近平 “ñ”", "utf-8", ())


def test_only_one_mark_is_taken_off() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"a", "f").text == "\ufeffa"


@pytest.mark.parametrize(
    ("data", "offset"),
    [(codecs.BOM_UTF8 + b"a\x93b", 4), (codecs.BOM_UTF16_LE + b"a\0\x00\xd8", 4)],
)
def test_a_wrong_byte_is_named_with_its_offset_in_the_file(data: bytes, offset: int) -> None:
    with pytest.raises(UnreadableInput, match=f"0x{data[offset]:02x} at offset {offset}\\).*UTF-8"):
        decode(data, "f.txt")


@pytest.mark.parametrize(
    "data",
    [
        b"PK\x03\x04\0\0",
        "plain text".encode("utf-16-le"),
        b"\x01\x02\x03ab",
        codecs.BOM_UTF16_LE + b"a\0\0\0",
    ],
)
def test_binary_data_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableInput, match=r"looks binary"):
        decode(data, "f.txt")


def test_a_few_control_characters_are_no_reason_to_refuse() -> None:
    assert decode(b"page one\x0c\x1b[1mpage two", "f").text == "page one\x0c\x1b[1mpage two"


SENTENCE = "The minister’s café in Zürich was “closed”, he said – for good. "


@pytest.mark.parametrize("name", ["windows-1252", "CP1252", "utf-8", "utf-16", "utf-16-le", "mac_roman"])
def test_the_encoding_insisted_on_is_used(name: str) -> None:
    found = decode(SENTENCE.encode(name), "f", declared=("utf-8",), encoding=name)
    assert found.text == SENTENCE
    assert found.warnings == ()


def test_an_encoding_that_is_not_known_is_a_mistake_of_the_caller() -> None:
    for name in ("klingon", "rot13", "unicode_escape", "utf-7", "a\0b"):
        with pytest.raises(UsageError, match="is not known"):
            decode(b"text", "f", encoding=name)


def test_a_text_that_does_not_fit_the_encoding_insisted_on_is_refused() -> None:
    with pytest.raises(UnreadableInput, match=r"not valid UTF-8 .*--encoding"):
        decode(b"caf\xe9 noir", "f", encoding="utf-8")


def test_a_declared_encoding_comes_before_a_guess() -> None:
    text = "Příliš žluťoučký kůň úpěl ďábelské ódy. " * 3
    assert decode(text.encode("iso-8859-2"), "f", declared=("ISO-8859-2",)) == (text, "iso8859-2", ())


def test_latin_1_on_the_web_is_windows_1252() -> None:
    found = decode(SENTENCE.encode("cp1252"), "f", declared=("iso-8859-1",))
    assert (found.text, found.encoding) == (SENTENCE, "cp1252")


@pytest.mark.parametrize("label", ["utf-8", "klingon", "utf-16", "\0"])
def test_a_declaration_that_does_not_fit_is_passed_over_with_a_warning(label: str) -> None:
    found = decode(SENTENCE.encode("cp1252"), "f", declared=(label,))
    assert (found.text, found.encoding) == (SENTENCE, "cp1252")
    assert len(found.warnings) == 2


def test_english_with_marks_of_windows_is_recognised() -> None:
    found = decode(SENTENCE.encode("cp1252"), "f")
    assert (found.text, found.encoding) == (SENTENCE, "cp1252")
    assert "guessed to be cp1252; --encoding" in found.warnings[0]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Министерство иностранных дел заявило в понедельник, что переговоры продолжаются. ", "cp1251"),
        ("外務省は月曜日、交渉が続いていると発表した。協議は来週も行われる予定である。", "shift_jis"),
        ("外交部发言人星期一表示，谈判仍在继续。双方将于下周再次举行会谈。", "gb18030"),
    ],
)
def test_other_scripts_are_guessed(text: str, name: str) -> None:
    found = decode((text * 5).encode(name), "f")
    assert found.text == text * 5
    assert "guessed" in found.warnings[0]


def test_damaged_utf_8_is_repaired_and_said_so() -> None:
    text = "“Élysée” – “façade” – “naïve” – “coöperate” " * 5
    found = decode(text.encode()[:-2] + b"\xe2\x80", "f")
    assert found.text.endswith("\ufffd")
    assert found.encoding == "utf-8"
    assert "2 places are not valid UTF-8" in found.warnings[0]


@settings(deadline=None)
@given(data=st.binary(max_size=300), label=st.text(max_size=12))
def test_any_declaration_is_borne(data: bytes, label: str) -> None:
    try:
        found = decode(data, "f", declared=(label,))
        assert "\0" not in found.text
    except UnreadableInput as error:
        assert "\n" not in str(error)
