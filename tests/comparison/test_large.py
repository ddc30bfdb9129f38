"""Two texts of 20,000 words each: time and memory."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow
WORDS = 20_000
# Two cores for 30 seconds; a loaded machine stretches the clock, not the work.
MOST_SECONDS_OF_WORK = 180  # some 35 on an idle core; a busy machine counts more
MOST_MEMORY = 1.5e9  # bytes
# A process starts with the high-water mark of the one that it was forked from, so a small one stands between.
MEASURED = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
SUBJECTS = ("council", "ministry", "bank", "harbour board", "union", "commission", "court", "company")
VERBS = ("approved", "rejected", "plans to review", "will finance", "may postpone", "agreed to extend")
OBJECTS = ("budget", "railway", "treaty", "loan", "tariff", "licence", "merger", "dam", "visa rule")


def text(seed: int) -> str:
    """Sentences of ten words and more, in paragraphs of four; many are like those of another seed."""
    sentences = []
    for number in range(WORDS // 15):
        at = number * 7 + seed * (number % 3)
        sentences.append(
            f"The {SUBJECTS[at % 8]} of district {at % 97} {VERBS[at % 6]} the {OBJECTS[at % 9]} "
            f"worth {at % 113 + 2} million crowns for the year {2020 + at % 11}."
        )
    return "\n\n".join(" ".join(sentences[n : n + 4]) for n in range(0, len(sentences), 4))


@pytest.mark.skipif(not hasattr(os, "wait4"), reason="needs wait4")
def test_two_long_texts_are_compared_in_bounded_time_and_memory(tmp_path: Path) -> None:
    paths = [tmp_path / f"{seed}.txt" for seed in (1, 2)]
    for seed, path in enumerate(paths, 1):
        path.write_text(text(seed), encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "claimcheck",
        "compare",
        *map(str, paths),
        "--no-cache",
        "--format",
        "json",
    ]
    wrapped = [sys.executable, "-c", MEASURED, *command, "-o", str(tmp_path / "out.json")]
    done = subprocess.run(wrapped, check=True, capture_output=True, text=True)
    seconds, memory = map(float, done.stdout.split())
    assert seconds < MOST_SECONDS_OF_WORK
    assert memory * (1 if sys.platform == "darwin" else 1024) < MOST_MEMORY
