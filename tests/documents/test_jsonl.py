from __future__ import annotations

import gzip
import json
from hashlib import sha256
from pathlib import Path

import pytest

from claimcheck.documents.jsonl import ClaimRow, iter_document_rows, read_claim_rows
from claimcheck.errors import MissingInput, NothingFound, UnreadableInput
from claimcheck.resources import load_toml


def limited(monkeypatch: pytest.MonkeyPatch, **bounds: int) -> None:
    for name, bound in bounds.items():
        monkeypatch.setitem(load_toml("limits.toml")["documents"], name, bound)


def written(path: Path, *rows: object) -> Path:
    path.write_text("".join(row if isinstance(row, str) else json.dumps(row) + "\n" for row in rows))
    return path


def test_claim_rows_keep_their_order_and_get_their_number_as_id(tmp_path: Path) -> None:
    rows = (
        {"claim": "a"},
        "\n",
        {"id": 7, "claim": "b", "party": " X ", "document": ["c", "d"], "more": [1]},
    )
    assert read_claim_rows(written(tmp_path / "c.jsonl", *rows)) == (
        ClaimRow(id="1", claim="a", line=1),
        ClaimRow(id="7", claim="b", document="c d", party="X", line=3),
    )


def test_a_missing_last_newline_a_mark_and_windows_line_ends_are_no_trouble(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"claim": "a"}\r\n\r\n{"claim": "b"}')
    assert [(row.claim, row.line) for row in read_claim_rows(path)] == [("a", 1), ("b", 3)]


@pytest.mark.parametrize("second", [{"id": "x", "claim": "b"}, {"id": "1", "claim": "b"}])
def test_an_id_that_stands_twice_names_both_lines(tmp_path: Path, second: dict[str, str]) -> None:
    first = {"claim": "a", "id": "x"} if second["id"] == "x" else {"claim": "a"}
    with pytest.raises(UnreadableInput, match=r"c\.jsonl:3: the id .* line 1"):
        read_claim_rows(written(tmp_path / "c.jsonl", first, "\n", second))


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ("{broken\n", "malformed"),
        ({"text": "a"}, "missing required field `claim`"),
        ({"claim": 3}, "Expected `str`, got `int` - at `$.claim`"),
        ({"claim": "  "}, "the claim is empty"),
        ({"claim": "a", "document": [1]}, "$.document"),
        ({"claim": "a", "party": ["b"]}, "$.party"),
        ({"claim": "a", "id": 1.5}, "$.id"),
        (["claim"], "Expected `object`"),
        ('{"claim": "a", "x": ' + "[" * 9000 + "]" * 9000 + "}\n", "nested too deeply"),
    ],
)
def test_a_bad_claim_row_names_file_and_line(tmp_path: Path, row: object, what: str) -> None:
    with pytest.raises(UnreadableInput) as caught:
        read_claim_rows(written(tmp_path / "c.jsonl", {"claim": "a"}, "\n", row))
    assert "c.jsonl:3: " in str(caught.value)
    assert what in str(caught.value)


def test_bytes_that_are_not_utf_8_name_file_and_line(tmp_path: Path) -> None:
    path = tmp_path / "c.jsonl"
    path.write_bytes(b'{"claim": "a"}\n{"claim": "caf\xe9"}\n')
    with pytest.raises(UnreadableInput, match=r"c\.jsonl:2: "):
        read_claim_rows(path)
    path.write_text('{"claim": "a"}', encoding="utf-16")
    with pytest.raises(UnreadableInput, match=r"not in UTF-8"):
        read_claim_rows(path)


def test_a_file_without_rows_or_no_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NothingFound):
        read_claim_rows(written(tmp_path / "c.jsonl", "\n \n"))
    with pytest.raises(MissingInput):
        read_claim_rows(tmp_path / "none.jsonl")
    with pytest.raises(UnreadableInput, match="folder"):
        read_claim_rows(tmp_path)


def test_document_rows_carry_their_metadata_and_the_digest_of_their_line(tmp_path: Path) -> None:
    lines = [
        '{"id": "a", "text": "one\\r\\ntwo", "party": ["X", "Y"],'
        ' "date": "2025-09-26 ", "url": "", "kind": null}',
        '{"text": "three", "source": "s", "date": "1789"}',
    ]
    path = tmp_path / "d.jsonl"
    path.write_text("\n\n".join(lines))
    first, second = iter_document_rows(path)
    assert (first.id, first.text, first.metadata.parties) == ("a", "one\ntwo", ("X", "Y"))
    assert (first.metadata.date, first.metadata.url, first.metadata.kind) == ("2025-09-26", None, "")
    assert (second.id, second.row, second.line, second.source) == ("", 2, 3, "s")
    assert (second.metadata.date, second.bad_date) == ("", "1789")
    assert [row.sha256 for row in (first, second)] == [sha256(line.encode()).hexdigest() for line in lines]


@pytest.mark.parametrize("row", [{"id": "a"}, {"text": ""}, {"text": " \n"}, {"text": "a", "party": [1]}])
def test_a_bad_document_row_names_file_and_line(tmp_path: Path, row: object) -> None:
    with pytest.raises(UnreadableInput, match=r"d\.jsonl:2: "):
        list(iter_document_rows(written(tmp_path / "d.jsonl", {"text": "a"}, row)))


def test_a_gzipped_file_gives_the_same_rows(tmp_path: Path) -> None:
    plain = written(tmp_path / "c.jsonl", {"claim": "a"}, {"claim": "b"})
    packed = tmp_path / "c.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    assert read_claim_rows(packed) == read_claim_rows(plain)


def test_a_damaged_archive_is_refused(tmp_path: Path) -> None:
    whole = gzip.compress(b'{"claim": "a"}\n' * 500)
    flipped = whole[:30] + bytes([whole[30] ^ 255]) + whole[31:]
    for data in (b'{"claim": "a"}\n', whole[:-10], whole[: len(whole) // 2], flipped):
        path = tmp_path / "c.jsonl.gz"
        path.write_bytes(data)
        with pytest.raises(UnreadableInput):
            read_claim_rows(path)


def test_an_archive_that_unpacks_to_too_much_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    limited(monkeypatch, jsonl_bytes=1_000_000, row_bytes=100_000, jsonl_lines=2_000)
    path = tmp_path / "d.jsonl.gz"
    for row, what in [
        (b'{"text": "' + b"a" * 90_000 + b'"}\n', "more than 1,000,000 bytes"),
        (b" " * 200_000, "d.jsonl.gz:1: the line is longer than 100,000 bytes"),
        (b"\n" * 2_000, "more than 2,000 lines"),
    ]:
        path.write_bytes(gzip.compress(row * 1_000))
        with pytest.raises(UnreadableInput) as caught:
            list(iter_document_rows(path))
        assert what in str(caught.value)
