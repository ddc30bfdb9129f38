from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from claimcheck.errors import UsageError
from claimcheck.writing import append_line, make_folder, sweep, write_whole


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_file_holds_the_bytes_and_follows_the_umask(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    before = os.umask(0o027)
    try:
        write_whole(str(path), b"\x00\r\nabc")
    finally:
        os.umask(before)
    assert path.read_bytes() == b"\x00\r\nabc"
    assert mode(path) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_an_existing_file_is_replaced_and_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"old and longer")
    path.chmod(0o604)
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
    assert mode(path) == 0o604


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.json").write_bytes(b"old")
    link = tmp_path / "link.json"
    link.symlink_to("real.json")
    write_whole(link, b"new")
    assert link.is_symlink()
    assert (tmp_path / "real.json").read_bytes() == b"new"


@pytest.mark.parametrize("step", ["replace", "chmod"])
def test_a_failure_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, step, fail)
    with pytest.raises(UsageError, match=r"cannot be written \(Permission denied\)"):
        write_whole(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_an_interruption_leaves_the_old_file_and_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"old")

    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("name", ["none/r.json", "file.txt/r.json"])
def test_a_missing_folder_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / "file.txt").write_bytes(b"")
    with pytest.raises(UsageError, match=r"r\.json: the folder to write to does not exist\. Make it first"):
        write_whole(tmp_path / name, b"new")


def test_a_folder_is_not_a_file_to_write(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="this is a folder"):
        write_whole(tmp_path, b"new")


def test_links_in_a_circle_are_an_error(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(UsageError):
        write_whole(tmp_path / "a", b"new")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o555)
    try:
        with pytest.raises(UsageError, match="cannot be written"):
            write_whole(tmp_path / "r.json", b"new")
    finally:
        tmp_path.chmod(0o755)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()), daemon=True)
    reader.start()
    write_whole(pipe, b"new")
    reader.join(timeout=10)
    assert read == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_pieces_are_written_as_one_file(tmp_path: Path) -> None:
    write_whole(tmp_path / "r.json", (piece for piece in (b"a", b"", b"bc")))
    assert (tmp_path / "r.json").read_bytes() == b"abc"


def test_a_fault_between_two_pieces_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(b"old")

    def pieces() -> Iterator[bytes]:
        yield b"new"
        raise KeyError

    with pytest.raises(KeyError):
        write_whole(path, pieces())
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_lines_are_added_one_by_one(tmp_path: Path) -> None:
    path = tmp_path / "log"
    for line in (b"one", b"", b"two"):
        append_line(path, line)
    assert path.read_bytes() == b"one\n\ntwo\n"


def test_a_line_after_a_torn_one_stands_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "log"
    path.write_bytes(b"one\ntor")
    append_line(path, b"two")
    assert path.read_bytes() == b"one\ntor\ntwo\n"


def test_a_log_in_no_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the folder to write to does not exist"):
        append_line(tmp_path / "none" / "log", b"x")


def test_a_folder_is_made_with_those_above_it(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()


def test_a_folder_cannot_take_the_name_of_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    with pytest.raises(UsageError, match=r"the folder cannot be made \(a file has its name\)"):
        make_folder(tmp_path / "a")
    with pytest.raises(UsageError, match="the folder cannot be made"):
        make_folder(tmp_path / "a" / "b")


def test_what_killed_runs_left_is_swept_but_not_what_others_write(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (".claimcheck-a.tmp", ".claimcheck-b.tmp", "c.tmp"))
    for path in (old, new, other):
        path.write_bytes(b"half")
    for path in (old, other):
        os.utime(path, (1, 1))
    sweep(tmp_path)
    sweep(tmp_path / "none")
    assert sorted(tmp_path.iterdir()) == [new, other]
