# ruff: noqa: E501  (names stand as they do in the tables)
"""Every bad input ends in a warning or in one line, soon, and in bounded memory."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from claimcheck.documents.read import read_document, read_documents
from claimcheck.documents.results import ReadResult
from claimcheck.errors import ClaimcheckError
from claimcheck.records import Document
from tests.documents.bad_inputs import GOOD, front_matter, make, mislabelled

LEAST_INPUTS = 150
SECONDS = 10  # of computing; the clock would measure the load of the machine too
MOST_MEMORY = 1_000_000  # kilobytes
# A process starts with the high-water mark of the one that it was forked from, so a small one stands between.
MEASURED = """
import resource, subprocess, sys
done = subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
sys.exit(done.returncode)
"""
# Odd or hostile, and yet everything that they say is read, so that there is nothing to warn of.
HARMLESS = frozenset({
    "feeds/external_dtd.rss", "front_matter/front_matter_bomb.md", "front_matter/front_matter_long_party.md",
    "mails/long_header.eml", "mails/many_headers.eml", "pages/base64.html", "pages/links.html",
    "pages/long_attribute.html", "pages/no_markup.html", "pages/unclosed_comment.html", "pages/unclosed_script.html",
    "pdfs/deep_states.pdf", "pdfs/empty_box.pdf", "pdfs/huge_box.pdf", "pdfs/mark_inside.pdf", "pdfs/nan_box.pdf",
    "pdfs/negative_count.pdf", "pdfs/page_count_lies.pdf", "pdfs/stacked.pdf", "texts/form_feeds.txt",
    "texts/no_full_stop.txt", "texts/one_letter_sentences.txt", "texts/script.txt", "texts/terminal_codes.txt",
    "texts/utf7.txt", "words/path_out.docx", "words/relation_loop.docx", "words/utf16_parts.docx",
})  # fmt: skip
PROCESSES = (
    "texts/random.txt", "texts/line_of_words.txt", "rows/bomb.jsonl.gz", "pages/deep_div.html", "pdfs/flate_bomb.pdf",
    "pdfs/locked.pdf", "words/many_paragraphs.docx", "words/macros.docm", "feeds/quadratic_bomb.rss",
    "archives/bomb_in_bomb.zip", "mails/nested_parts.eml", "folders/circle",
)  # fmt: skip


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    return make(tmp_path_factory.mktemp("bad") / "inputs")


def warned(read: Callable[[Path], Document | ReadResult], path: Path) -> bool:
    """Whether a reading warns or refuses; anything else than that it is read is an error of ours."""
    try:
        found = read(path)
    except ClaimcheckError as error:
        assert "\n" not in str(error)
        assert error.what
        return True
    documents = found.documents if isinstance(found, ReadResult) else (found,)
    for document in documents:
        document.text.encode("utf-8")
        assert "\0" not in document.text
        assert not document.pages or max(document.pages) <= len(document.text)
    return bool(found.warnings or (isinstance(found, ReadResult) and found.failures))


def read_all(inputs: dict[str, Path]) -> tuple[list[str], list[str]]:
    """The inputs that were read without a word, and those that took too long."""
    silent, slow = [], []
    for name, path in inputs.items():
        start = time.process_time()
        if not (warned(read_document, path) and warned(read_documents, path)):
            silent.append(name)
        if time.process_time() - start > 2 * SECONDS:
            slow.append(name)
    return silent, slow


def test_bad_inputs_that_are_made_quickly_are_refused_or_warned_of(tmp_path: Path) -> None:
    found = make(tmp_path / "bad", (front_matter, mislabelled))
    silent, slow = read_all(found)
    assert (set(silent) - HARMLESS, slow) == (set(), [])


@pytest.mark.slow
def test_there_are_enough_of_them(inputs: dict[str, Path]) -> None:
    assert len(inputs) >= LEAST_INPUTS
    assert set(inputs) >= HARMLESS


@pytest.mark.slow
def test_bad_inputs_are_refused_or_warned_of(inputs: dict[str, Path]) -> None:
    silent, slow = read_all(inputs)
    assert (set(silent) - HARMLESS, slow) == (set(), [])


def run(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, list[str], float]:
    """Exit status, lines on stderr and seconds of computing of a command run in this process."""
    from claimcheck.cli.main import main

    capfd.readouterr()
    before, sys.argv = sys.argv, ["claimcheck", *map(str, arguments)]
    start = time.process_time()
    try:
        main()
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    finally:
        sys.argv = before
    return status, capfd.readouterr().err.splitlines(), time.process_time() - start


def verdict_on(status: int, lines: list[str], seconds: float, whole: bool) -> str:
    """What is wrong with how a command ended; empty if nothing is."""
    if status == 2:
        wrong = "" if len(lines) == 1 and lines[0].startswith("claimcheck: ") else "not one line"
    elif status in (0, 3):
        wrong = "" if lines or whole else "no warning"
    else:
        wrong = f"status {status}"
    if any("Traceback" in line for line in lines):
        wrong = "traceback"
    return wrong or ("slow" if seconds > SECONDS else "")


@pytest.mark.slow
@pytest.mark.parametrize("role", ["article", "official"])
def test_a_check_of_any_bad_input_ends_in_a_warning_or_one_line(
    inputs: dict[str, Path], role: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    good = tmp_path / "good.txt"
    good.write_text("The ministry said that the talks go on. The council welcomed the new date.\n" + GOOD)
    wrong = {}
    for name, path in inputs.items():
        pair = (path, good) if role == "article" else (good, path)
        ended = run(capfd, "check", pair[0], "--against", pair[1], "--no-cache", "--format", "json")
        problem = verdict_on(*ended, whole=name in HARMLESS)
        if problem:
            wrong[name] = (problem, ended[0], ended[1][-3:], round(ended[2], 1))
    assert wrong == {}


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in kilobytes on Linux only")
@pytest.mark.parametrize("name", PROCESSES)
def test_a_process_takes_bounded_memory(inputs: dict[str, Path], name: str, tmp_path: Path) -> None:
    good = tmp_path / "good.txt"
    good.write_text(GOOD * 2)
    command = [
        sys.executable,
        "-m",
        "claimcheck",
        "check",
        good,
        "--against",
        inputs[name],
        "--format",
        "json",
    ]
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, command)], check=False, capture_output=True, text=True
    )
    assert done.returncode in (0, 2, 3)
    assert "Traceback" not in done.stderr
    assert int(done.stdout) < MOST_MEMORY
