from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from claimcheck.documents.archive import INDEX, archiving, keep, read_index, recall
from claimcheck.documents.raw import Raw
from claimcheck.documents.read import read_document, read_documents
from claimcheck.documents.recalled import read_archived
from claimcheck.errors import ClaimcheckError, MissingInput, UnreadableInput, UsageError


def raw(data: bytes, name: str = "a.txt", url: str | None = None, retrieved: str | None = None) -> Raw:
    return Raw(data=data, name=name, where=name, url=url, retrieved=retrieved)


def digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def test_bytes_are_kept_by_their_sha256_with_a_line_in_the_index(tmp_path: Path) -> None:
    with archiving(tmp_path / "kept"):
        keep(raw(b"text", "A.HTML", "https://x.org/b", "2025-01-02T03:04:05Z"), "https://x.org/a")
    name = digest(b"text")
    assert (tmp_path / "kept" / name[:2] / f"{name[2:]}.html").read_bytes() == b"text"
    (entry,) = read_index(tmp_path / "kept")
    assert (entry.sha256, entry.path, entry.url) == (name, "https://x.org/a", "https://x.org/b")
    assert (entry.bytes, entry.retrieved) == (4, "2025-01-02T03:04:05Z")


def test_nothing_is_kept_without_an_archive(tmp_path: Path) -> None:
    with archiving(None):
        keep(raw(b"text"), "a.txt")
    keep(raw(b"text"), "a.txt")
    assert list(tmp_path.iterdir()) == []


def test_the_same_file_is_noted_once_and_a_page_at_each_time(tmp_path: Path) -> None:
    for moment in ("1", "2", "2"):
        with archiving(tmp_path):
            keep(raw(b"text"), "a.txt")
            keep(raw(b"text", retrieved=moment), "https://x.org")
    assert [entry.retrieved for entry in read_index(tmp_path)] == [None, "1", "2"]


def test_a_kept_file_that_is_cut_short_is_kept_again(tmp_path: Path) -> None:
    name = digest(b"text")
    for _ in range(2):
        with archiving(tmp_path):
            keep(raw(b"text"), "a.txt")
        kept = tmp_path / name[:2] / f"{name[2:]}.txt"
        assert kept.read_bytes() == b"text"
        kept.write_bytes(b"te")


def test_everything_that_is_read_is_kept(tmp_path: Path) -> None:
    folder, kept = tmp_path / "in", tmp_path / "kept"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"The ministers met.\r\n")
    rows = [json.dumps({"id": str(at), "text": f"Row {at} of the minutes."}) for at in range(3)]
    (folder / "b.jsonl").write_text("\n".join(rows), encoding="utf-8")
    with archiving(kept):
        found = read_documents(folder)
        read_document(f"{folder / 'b.jsonl'}#1")
    entries = {entry.path: entry for entry in read_index(kept)}
    assert {document.path: document.sha256 for document in found.documents} == {
        path: entry.sha256 for path, entry in entries.items()
    }
    for entry in entries.values():
        assert entry.document == entry.sha256
        assert digest((kept / entry.file).read_bytes()) == entry.sha256


def test_a_document_is_read_again_from_the_archive_as_it_was(tmp_path: Path) -> None:
    article, kept = tmp_path / "a.md", tmp_path / "kept"
    article.write_text("---\ntitle: Talks\n---\nThe ministers met.\n", encoding="utf-8")
    rows = tmp_path / "b.jsonl"
    rows.write_text('{"id": "x", "text": "The ministers met again."}\n', encoding="utf-8")
    with archiving(kept):
        before = [read_document(article), read_document(f"{rows}#x")]
    article.write_text("Changed.", encoding="utf-8")
    after = [read_archived(kept, f"sha256:{one.sha256[:12]}").documents[0] for one in before]
    assert [one.text for one in after] == [one.text for one in before]
    assert [one.path for one in after] == [one.path for one in before]
    assert [one.title for one in after] == ["Talks", ""]


def test_an_altered_file_is_not_shown_as_the_one_that_was_kept(tmp_path: Path) -> None:
    with archiving(tmp_path):
        keep(raw(b"text"), "a.txt")
    (entry,) = read_index(tmp_path)
    (tmp_path / entry.file).write_bytes(b"tEXt")
    with pytest.raises(UnreadableInput, match="has been altered"):
        recall(tmp_path, f"sha256:{entry.sha256}")
    (tmp_path / entry.file).unlink()
    with pytest.raises(UnreadableInput, match="cannot be opened"):
        recall(tmp_path, f"sha256:{entry.sha256}")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("sha256:" + "0" * 64, MissingInput),
        ("sha256:1234567", UsageError),
        ("sha256:", UsageError),
        ("sha256:../../../etc", UsageError),
        ("sha256:" + "0" * 65, UsageError),
    ],
)
def test_a_name_that_stands_for_nothing(tmp_path: Path, name: str, kind: type[ClaimcheckError]) -> None:
    with pytest.raises(kind):
        recall(tmp_path, name)


def test_a_damaged_or_hostile_index_gives_only_its_sound_lines(tmp_path: Path) -> None:
    with archiving(tmp_path):
        keep(raw(b"text"), "a.txt")
    index = tmp_path / INDEX
    (line,) = index.read_bytes().splitlines()
    sound = json.loads(line)
    outside = json.dumps(sound | {"file": "../../secret.txt"})
    other = json.dumps(sound | {"sha256": "0" * 64})
    index.write_text(
        "\n".join(["{", "[" * 9000, outside, other, line.decode(), '{"sha256": "12']), encoding="utf-8"
    )
    assert [entry.file for entry in read_index(tmp_path)] == [sound["file"]]
    with archiving(tmp_path):
        keep(raw(b"more"), "b.txt")
    assert [entry.path for entry in read_index(tmp_path)] == ["a.txt", "b.txt"]


def test_an_archive_that_cannot_be_made_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(UsageError, match="a file has its name"), archiving(tmp_path / "file"):
        pass


def test_an_entry_of_a_feed_is_read_again_by_its_own_sha256(tmp_path: Path) -> None:
    items = "".join(
        f"<item><title>T{at}</title><description>Talk {at}.</description></item>" for at in (1, 2)
    )
    feed = tmp_path / "f.xml"
    feed.write_text(f"<rss><channel>{items}</channel></rss>", encoding="utf-8")
    with archiving(tmp_path / "kept"):
        first, second = read_documents(feed).documents
    feed.unlink()
    for one in (first, second):
        (again,) = read_archived(tmp_path / "kept", f"sha256:{one.sha256}").documents
        assert (again.text, again.path) == (one.text, one.path)
    (entry, _) = read_index(tmp_path / "kept")
    assert len(read_archived(tmp_path / "kept", f"sha256:{entry.sha256}").documents) == 2
