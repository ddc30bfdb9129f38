"""Readers in a process of their own: what they give, and what becomes of those that die."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.documents import apart
from claimcheck.documents.apart import read_apart
from claimcheck.documents.pdf import read
from claimcheck.documents.raw import Raw
from claimcheck.documents.read import read_documents
from claimcheck.errors import UnreadableInput, UsageError
from tests.documents.typeset import typeset

PDF = Raw(data=typeset(["The ministry said that talks go on."]), name="a.pdf", where="a.pdf")
READERS = {
    "hangs": "while True: pass",
    "sleeps": "import time; time.sleep(60)",
    "dies": "import os; os.abort()",
    "fills": "x = [bytearray(10_000_000) for _ in range(1000)]",
    "recurses": "read(raw)",
    "prints": "print('x' * 100_000)",
    "misused": "from claimcheck.errors import UsageError; raise UsageError('no', where='w', remedy='r')",
}


@pytest.fixture
def reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that the process imports readers from; the process is a fresh one, and goes afterwards."""
    for name, body in READERS.items():
        (tmp_path / f"reader_{name}.py").write_text(f"def read(raw):\n    {body}\n    return ()\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    apart._drop()
    yield tmp_path
    apart._drop()


def test_the_same_is_read_as_in_this_process() -> None:
    assert read_apart("claimcheck.documents.pdf", PDF) == read(PDF)


def test_one_process_reads_many_files() -> None:
    apart._drop()  # one that other tests have filled would be replaced after the first file
    read_apart("claimcheck.documents.pdf", PDF)
    first = apart._workers[0].process.pid
    read_apart("claimcheck.documents.pdf", PDF)
    assert apart._workers[0].process.pid == first


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("dies", "broke down"),
        ("fills", "more than 300 megabytes"),
        ("recurses", "nested too deeply"),
        ("hangs", "more than 1 seconds"),
    ],
)
def test_a_file_that_kills_its_reader_is_refused_and_the_next_is_read(
    reader: Path, monkeypatch: pytest.MonkeyPatch, name: str, what: str
) -> None:
    monkeypatch.setenv("CLAIMCHECK_LIMIT_READER_SECONDS", "1")
    monkeypatch.setenv("CLAIMCHECK_LIMIT_READER_MEGABYTES", "300")
    with pytest.raises(UnreadableInput, match=what) as caught:
        read_apart(f"reader_{name}", PDF)
    assert caught.value.where == "a.pdf"
    assert read_apart("claimcheck.documents.pdf", PDF) == read(PDF)


@pytest.mark.slow
def test_a_reader_that_waits_is_ended_by_the_clock(reader: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_LIMIT_READER_SECONDS", "1")
    with pytest.raises(UnreadableInput, match="more than 1 seconds"):
        read_apart("reader_sleeps", PDF)


def test_what_a_library_prints_does_not_disturb_the_replies(reader: Path) -> None:
    assert read_apart("reader_prints", PDF) == ()


def test_errors_come_through_whole(reader: Path) -> None:
    with pytest.raises(UsageError) as caught:
        read_apart("reader_misused", PDF)
    assert (caught.value.what, caught.value.where, caught.value.remedy) == ("no", "w", "r")


def test_files_are_read_in_this_process_where_no_other_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    apart._drop()
    monkeypatch.setattr(sys, "executable", "/nonexistent")
    assert read_apart("claimcheck.documents.pdf", PDF) == read(PDF)
    assert not apart._workers


def test_nothing_is_imported_from_the_folder_that_one_stands_in(tmp_path: Path) -> None:
    (tmp_path / "pypdfium2.py").write_text("raise SystemExit('imported')")
    (tmp_path / "a.pdf").write_bytes(PDF.data)
    code = "from claimcheck.documents.read import read_document; print(read_document('a.pdf').text)"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "The ministry said that talks go on."


def test_the_process_ends_with_the_one_that_asked(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(PDF.data)
    code = (
        "from claimcheck.documents import apart; from claimcheck.documents.read import read_document\n"
        "read_document('a.pdf'); print(apart._workers[0].process.pid)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert not Path(f"/proc/{done.stdout.strip()}/cmdline").exists()


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from claimcheck.documents import docx, feed, html, pdf

    for module, reader, extra in (
        ("trafilatura", html, "web"),
        ("lxml", feed, "web"),
        ("docx", docx, "office"),
        ("pypdfium2", pdf, "office"),
    ):
        with monkeypatch.context() as without:
            without.setitem(sys.modules, module, None)
            with pytest.raises(UnreadableInput, match=rf'pip install "claimcheck-readouts\[{extra}\]"'):
                reader.read(Raw(data=b"<html>", name="a", where="a"))


def test_a_folder_of_mixed_files_is_read(tmp_path: Path) -> None:
    (tmp_path / "China").mkdir()
    (tmp_path / "China" / "a.pdf").write_bytes(PDF.data)
    (tmp_path / "b.html").write_text(
        "<html><body><article><h1>T</h1><p>The council met on Monday and agreed.</p></article>"
    )
    (tmp_path / "c.txt").write_text("The bank said so.")
    result = read_documents(tmp_path)
    assert [(d.id, d.parties, d.reader.split()[0]) for d in result.documents] == [
        ("China/a.pdf", ("China",), "pypdfium2"),
        ("b.html", ("b",), "trafilatura"),
        ("c.txt", ("c",), "claimcheck"),
    ]
    assert result.documents[0].pages == (0,)
