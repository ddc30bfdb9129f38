from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.read import read_document, read_documents
from claimcheck.documents.zipped import members
from claimcheck.errors import InputError, MissingInput, UnreadableInput, UsageError


def packed(files: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", compression) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def put(path: Path, files: dict[str, bytes]) -> Path:
    path.write_bytes(packed(files))
    return path


def test_members_are_documents_and_their_first_folder_is_the_party(tmp_path: Path) -> None:
    files = {
        "China/a.txt": b"Words.",
        "Fed/deep/b.md": b"---\nparty: FOMC\n---\nOther words.",
        "imf.txt": b"More words.",
    }
    path = put(tmp_path / "all.zip", files)
    result = read_documents(path)
    assert [(d.id, d.parties) for d in result.documents] == [
        ("all.zip#China/a.txt", ("China",)),
        ("all.zip#Fed/deep/b.md", ("FOMC",)),
        ("all.zip#imf.txt", ("imf",)),
    ]
    assert [d.parties for d in read_documents(path, party_name="Z").documents] == [("Z",), ("FOMC",), ("Z",)]


def test_an_archive_in_a_folder_speaks_for_that_folder(tmp_path: Path) -> None:
    (tmp_path / "China").mkdir()
    put(tmp_path / "China" / "x.zip", {"US/a.txt": b"Words."})
    put(tmp_path / "y.zip", {"US/a.txt": b"Words."})
    assert [d.parties for d in read_documents(tmp_path).documents] == [("China",), ("US",)]


def test_one_member_is_named_after_a_number_sign(tmp_path: Path) -> None:
    path = put(tmp_path / "all.zip", {"a.txt": b"Words.", "b/c.txt": b"Other words."})
    document = read_document(f"{path}#b/c.txt")
    assert document.text == "Other words."
    assert read_document(document.path) == document
    with pytest.raises(MissingInput, match=r"no part 'd'. It has a.txt, b/c.txt"):
        read_document(f"{path}#d")
    with pytest.raises(UsageError, match=r"several documents.*all.zip#a.txt"):
        read_document(path)


def test_unsafe_hidden_and_unknown_members_are_skipped_and_told() -> None:
    files = dict.fromkeys(
        ["../a.txt", "/b.txt", "c\\..\\..\\d.txt", ".e.txt", "__MACOSX/f.txt", "g.css", "C:/h.txt", "i.txt"],
        b"W.",
    )
    found = members(packed(files), "x.zip")
    assert [member.name for member in found.members] == ["i.txt"]
    assert [line.split(" skipped")[0] for line in found.warnings] == ["x.zip: 2", "x.zip: 4", "x.zip: 1"]


def test_a_name_that_stands_twice_is_read_once_and_told() -> None:
    target = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(target, "w") as archive:
        archive.writestr("a.txt", "One.")
        archive.writestr("a.txt", "Two.")
    found = members(target.getvalue(), "x.zip")
    assert len(found.members) == 1
    assert "an earlier member has the same name" in found.warnings[0]


def test_a_member_that_cannot_be_read_does_not_stop_the_others(tmp_path: Path) -> None:
    result = read_documents(put(tmp_path / "x.zip", {"a.txt": b"Words.", "b.txt": b"\0\0"}))
    assert len(result.documents) == 1
    assert "x.zip#b.txt: the file looks binary" in result.failures[0]
    with pytest.raises(UnreadableInput, match="binary"):
        read_documents(put(tmp_path / "y.zip", {"b.txt": b"\0\0"}))


def test_an_archive_without_documents_says_so(tmp_path: Path) -> None:
    for files in ({}, {"a.css": b"x"}):
        with pytest.raises(InputError, match="no document"):
            read_documents(put(tmp_path / "x.zip", files))


def test_an_archive_of_zeros_is_refused() -> None:
    with pytest.raises(UnreadableInput, match="more than 200 times its size"):
        members(packed({"a.txt": b"\0" * 5_000_000}), "x.zip")


@pytest.mark.parametrize(
    ("variable", "what"), [("ZIP_ENTRIES", "more than 3 members"), ("ZIP_TOTAL_BYTES", "more than 3 bytes")]
)
def test_members_and_their_sizes_are_bounded(
    monkeypatch: pytest.MonkeyPatch, variable: str, what: str
) -> None:
    monkeypatch.setenv(f"CLAIMCHECK_LIMIT_{variable}", "3")
    with pytest.raises(UnreadableInput, match=what):
        members(packed({f"{i}.txt": b"Words." for i in range(4)}), "x.zip")


def nested(depth: int) -> bytes:
    data = packed({"a.txt": b"Words."})
    for _ in range(depth):
        data = packed({"in.zip": data})
    return data


def test_archives_in_archives_are_read_to_a_depth(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    path.write_bytes(nested(2))
    assert read_documents(path).documents[0].path.endswith("x.zip#in.zip#in.zip#a.txt")
    path.write_bytes(nested(3))
    with pytest.raises(UnreadableInput, match="more than 3 deep"):
        read_documents(path)


def test_all_archives_of_a_file_share_one_bound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_LIMIT_ZIP_ENTRIES", "6")
    inner = packed({f"{i}.txt": b"Words." for i in range(4)})
    result = read_documents(put(tmp_path / "x.zip", {"a.zip": inner, "b.zip": inner}))
    assert len(result.documents) == 4
    assert "unpacks to more than is allowed" in result.failures[0]


def test_a_size_that_the_archive_lies_about_is_found_out() -> None:
    data = bytearray(packed({"a.txt": b"Words. " * 1000}))
    at = data.index(b"PK\x01\x02")
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")
    found = members(bytes(data), "x.zip")
    try:
        assert len(found.members[0].read()) <= 5
    except UnreadableInput as error:
        assert "broken" in str(error)


def test_a_member_without_a_name_is_skipped_and_told() -> None:
    data = packed({"a.txt": b"Words.", "b.txt": b"More."})
    found = members(data.replace(b"b.txt", b"\0.txt"), "x.zip")  # the name ends at the NUL
    assert [member.name for member in found.members] == ["a.txt"]
    assert "their paths lead out of the archive" in found.warnings[0]


def test_a_member_whose_compression_is_not_what_it_says_is_refused() -> None:
    data = bytearray(packed({"a.txt": b"Words. " * 100}))
    for method in (12, 14, 99):  # bzip2, LZMA, one that nobody knows
        data[8] = data[data.index(b"PK\x01\x02") + 10] = method
        (member,) = members(bytes(data), "x.zip").members
        with pytest.raises(UnreadableInput, match="broken"):
            member.read()


WHOLE = packed({"China/a.txt": b"Words of a ministry.", "b.md": b"More words."})


@settings(deadline=None, max_examples=150)
@given(junk=st.binary(min_size=1, max_size=30), at=st.integers(0, len(WHOLE)))
def test_any_damage_is_read_or_refused(junk: bytes, at: int) -> None:
    try:
        for member in members(WHOLE[:at] + junk + WHOLE[at + len(junk) :], "x.zip").members:
            member.read()
    except UnreadableInput as error:
        assert "\n" not in str(error)
