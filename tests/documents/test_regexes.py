# ruff: noqa: E501  (seeds stand as they are)
"""Every regular expression of the readers takes time in step with its input, whatever that is."""

from __future__ import annotations

import re
import time
from importlib import import_module
from pathlib import Path

import pytest

import claimcheck.documents

SHORT, TIMES = 4_000, 8  # characters of the shorter input, and how much longer the longer one is
SLACK = 4  # how much worse than in step the time may grow before it counts as another order
LEAST_TIME = 0.02  # seconds below which nothing is measured
# What patterns repeat, begin with and look for, so that they begin often and end late or never.
SEEDS = (
    "a", "A", " ", "\n", "\t", "-", "_", ".", ",", "0", "9", "1-", "a-", "é-", "<", ">", "<a ", "<a b=", "<!--", "<?x", "<meta ",
    "<meta charset", "<?xml ", "<?xml encoding", "<!doctype ", "<p>", "'", '"', "='", "x:", "X-A: ", "---\n", "--- ", "\n---", "T",
    "2025-01-01T", "20250101T", "isAccessibleForFree", 'isAccessibleForFree": ', "isAccessibleForFree:http", "page ", "1 of ", "i", "(1) ",
    "• ", "microsoft word ", "untitled", "document1", "heading ", ".doc", "Content-Type: multipart/", "\nContent-Type:", "é", "中", "\x00",
    "http://", "https://a.b/", "://", "@", ":", "/", "?", "#", "&", "%20", "*", "$", "Disallow: ", "[", "]", "sha256:", ".jsonl", "{",
)  # fmt: skip


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Every compiled pattern at the top of a module of the room, by module and name."""
    folder = Path(claimcheck.documents.__file__).parent
    found = {}
    for path in sorted(folder.glob("*.py")):
        if path.stem in ("__init__", "worker"):
            continue
        module = import_module(f"claimcheck.documents.{path.stem}")
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern):
                found[f"{path.stem}.{name}"] = value
    return found


PATTERNS = patterns()


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str | bytes) -> float:
    """The least of two times that searching, matching and finding all of a text takes."""
    times = []
    for _ in range(2):
        start = time.process_time()
        for _ in pattern.finditer(text):  # type: ignore[arg-type]
            pass
        pattern.fullmatch(text)  # type: ignore[arg-type]
        pattern.match(text)  # type: ignore[arg-type]
        times.append(time.process_time() - start)
    return min(times)


def grows_in_step(pattern: re.Pattern[str] | re.Pattern[bytes], seed: str) -> bool:
    def sample(size: int) -> str | bytes:
        text = (seed * size)[:size]
        return text if isinstance(pattern.pattern, str) else text.encode("utf-8", "replace")

    long = seconds(pattern, sample(SHORT * TIMES))
    return long < LEAST_TIME or long < SLACK * TIMES * max(
        seconds(pattern, sample(SHORT)), LEAST_TIME / TIMES
    )


def test_there_are_patterns() -> None:
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("name", PATTERNS)
def test_time_grows_in_step_with_the_worst_input(name: str) -> None:
    pattern = PATTERNS[name]
    literals = re.findall(
        r"[A-Za-z0-9<>:/.=\"' -]{2,20}", str(pattern.pattern)
    )  # its own words, over and over
    slow = [seed for seed in dict.fromkeys((*SEEDS, *literals)) if not grows_in_step(pattern, seed)]
    assert slow == []


def test_a_pattern_that_takes_the_square_is_found_out() -> None:
    assert not grows_in_step(re.compile(r"a+b"), "a")
    assert grows_in_step(re.compile(r"a{1,40}b"), "a")
