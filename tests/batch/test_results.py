from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest

from claimcheck.batch.results import LOG, Done, FolderResults, LinesResults
from claimcheck.errors import UsageError


def done(key: str, source: str, data: bytes) -> Done:
    return Done(key=key, source=source, sha256=sha256(data).hexdigest(), labels=("supported",))


def folder(path: Path, *sources: str) -> FolderResults:
    return FolderResults(path, sources or ("a.md", "b.md"), ".json")


def test_a_folder_gets_a_file_for_each_article(tmp_path: Path) -> None:
    results = folder(tmp_path / "out")
    results.add(done("1", "a.md", b"A"), b"A")
    results.add(done("2", "b.md", b"B"), b"B")
    assert (tmp_path / "out" / "a.json").read_bytes() == b"A"
    assert (tmp_path / "out" / "b.json").read_bytes() == b"B"


def test_a_result_in_a_folder_is_found_again_with_its_labels(tmp_path: Path) -> None:
    folder(tmp_path).add(done("1", "a.md", b"A"), b"A")
    found = folder(tmp_path).find("1", "a.md")
    assert found is not None
    assert found.labels == ("supported",)
    assert folder(tmp_path).find("2", "a.md") is None


@pytest.mark.parametrize("damage", ["changed", "gone", "a folder"])
def test_a_result_that_is_not_whole_is_not_found(tmp_path: Path, damage: str) -> None:
    folder(tmp_path).add(done("1", "a.md", b"A"), b"A")
    (tmp_path / "a.json").unlink()
    if damage == "changed":
        (tmp_path / "a.json").write_bytes(b"B")
    elif damage == "a folder":
        (tmp_path / "a.json").mkdir()
    assert folder(tmp_path).find("1", "a.md") is None


def test_a_log_that_ends_in_the_middle_of_a_line_still_serves(tmp_path: Path) -> None:
    results = folder(tmp_path)
    results.add(done("1", "a.md", b"A"), b"A")
    results.add(done("2", "b.md", b"B"), b"B")
    log = tmp_path / LOG
    log.write_bytes(log.read_bytes()[:-20])
    again = folder(tmp_path)
    assert again.find("1", "a.md") is not None
    assert again.find("2", "b.md") is None
    again.add(done("2", "b.md", b"B"), b"B")
    assert folder(tmp_path).find("2", "b.md") is not None


def test_a_result_in_another_format_is_not_taken(tmp_path: Path) -> None:
    folder(tmp_path).add(done("1", "a.md", b"A"), b"A")
    assert FolderResults(tmp_path, ("a.md",), ".html").find("1", "a.md") is None


def test_an_article_of_the_same_name_from_elsewhere_overwrites_nothing(tmp_path: Path) -> None:
    folder(tmp_path, "x/a.md").add(done("1", "x/a.md", b"A"), b"A")
    folder(tmp_path, "y/a.md").add(done("2", "y/a.md", b"B"), b"B")
    assert sorted(path.read_bytes() for path in tmp_path.glob("a*.json")) == [b"A", b"B"]


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    with pytest.raises(UsageError, match="a file has its name"):
        folder(tmp_path / "out")


def test_lines_come_in_the_order_of_the_articles_and_replace_the_file_at_the_end(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    path.write_bytes(b"old\n")
    results = LinesResults(path, resume=False)
    first, second = done("1", "a.md", b"A\n"), done("2", "b.md", b"B\n")
    results.add(second, b"B\n")
    results.add(first, b"A\n")
    assert path.read_bytes() == b"old\n"
    results.finish([first, second])
    assert path.read_bytes() == b"A\nB\n"
    assert not path.with_name("r.jsonl.part").exists()


def test_lines_of_a_run_that_was_killed_are_found_again(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    first, second = done("1", "a.md", b"A\n"), done("2", "b.md", b"B\n")
    LinesResults(path, resume=False).add(first, b"A\n")
    with path.with_name("r.jsonl.part").open("ab") as stream:
        stream.write(b"a torn li")
    results = LinesResults(path, resume=True)
    found = results.find("1", "a.md")
    assert found == first
    assert results.find("2", "b.md") is None
    results.add(second, b"B\n")
    results.finish([found, second])
    assert path.read_bytes() == b"A\nB\n"


def test_lines_of_a_finished_run_are_found_again_unless_they_were_changed(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    first, second = done("1", "a.md", b"A\n"), done("2", "b.md", b"B\n")
    results = LinesResults(path, resume=False)
    for one, data in ((first, b"A\n"), (second, b"B\n")):
        results.add(one, data)
    results.finish([first, second])
    path.write_bytes(b"A\nX\n")
    again = LinesResults(path, resume=True)
    assert again.find("1", "a.md") == first
    assert again.find("2", "b.md") is None


def test_without_resume_nothing_of_an_earlier_run_is_taken(tmp_path: Path) -> None:
    path = tmp_path / "r.jsonl"
    LinesResults(path, resume=False).add(done("1", "a.md", b"A\n"), b"A\n")
    assert LinesResults(path, resume=False).find("1", "a.md") is None
    assert list(tmp_path.iterdir()) == []
