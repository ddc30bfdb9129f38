"""`claimcheck explain` as its users run it."""

from __future__ import annotations

import subprocess
from collections.abc import Callable

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_a_code_is_explained_within_the_terminals_width(run: Run) -> None:
    done = run("explain", "cc101", COLUMNS="60")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == "CC101: said to be further along"
    assert max(map(len, lines)) <= 60
    heads = [line for line in lines if line and not line.startswith(" ")]
    assert heads[1:] == ["What it means", "Why it matters", "Example", "How it is found", "Known misses"]


def test_a_verdict_of_two_words_needs_no_quotation_marks(run: Run) -> None:
    assert run("explain", "not", "mentioned").stdout.startswith("· not mentioned\n")


def test_alone_it_lists_every_code_and_verdict(run: Run) -> None:
    listed = run("explain").stdout
    for name in ("CC101", "CC302", "CC501", "supported", "overstated", "not_mentioned", "no_document"):
        assert f"\n  {name}: " in listed


def test_an_unknown_name_is_one_line_on_stderr(run: Run) -> None:
    done = run("explain", "CC999")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "claimcheck: 'CC999' is neither a code nor a verdict. `claimcheck explain` lists them all.\n"
    )
