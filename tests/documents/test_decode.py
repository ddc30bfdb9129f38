from __future__ import annotations

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.decode import decode
from claimcheck.errors import UnreadableInput

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
    assert {decode(mark + text.encode(name), "f") for name, mark in marked.items()} == {text}


@settings(deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        assert "\0" not in decode(data, "f")
    except UnreadableInput as error:
        assert error.where == "f"
        assert error.remedy


def test_unmarked_text_is_utf_8() -> None:
    assert decode("習近平 “ñ”".encode(), "f") == "習近平 “ñ”"


def test_only_one_mark_is_taken_off() -> None:
    assert decode(codecs.BOM_UTF8 * 2 + b"a", "f") == "\ufeffa"


@pytest.mark.parametrize(
    ("data", "offset"),
    [(b"caf\xe9 noir", 3), (codecs.BOM_UTF8 + b"a\x93b", 4), (codecs.BOM_UTF16_LE + b"a\0\x00\xd8", 4)],
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
    assert decode(b"page one\x0c\x1b[1mpage two", "f") == "page one\x0c\x1b[1mpage two"
