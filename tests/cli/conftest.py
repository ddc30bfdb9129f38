"""What the tests of the command line share: the command as a process, a small world, reports made once."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from claimcheck.documents.official import read_official

CORPORA = Path(__file__).parents[2] / "corpora"

ARTICLE = """---
title: Northland and Southland seal grain deal
date: 2025-01-11
---
Northland and Southland signed the grain agreement in Geneva on January 9, 2025. Northland will deliver
90,000 tonnes of wheat. "We have never been closer," the Northland minister said. Southland said that it
would pay within 30 days.
"""
NORTH = """---
party: Northland
title: Readout of the Geneva meeting
date: 2025-01-09
---
Northland and Southland signed the grain agreement in Geneva today. Northland will deliver 40,000 tonnes of
wheat.
"""
SOUTH = """---
party: Southland
title: Note to the press
date: 2025-03-01
---
The ministers met in Geneva and exchanged views on the trade in grain. Talks on an agreement will continue.
"""

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of every process: a vector cache of this session, no colour forced or forbidden."""
    kept = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS")}
    return {**kept, "CLAIMCHECK_CACHE": str(tmp_path_factory.mktemp("cache")), "PYTHONUTF8": "1"}


@pytest.fixture(scope="session")
def run(environment: dict[str, str]) -> Run:
    """Runs `claimcheck` with the given arguments to its end."""

    def run_claimcheck(
        *arguments: str | Path, stdin: str = "", **variables: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "claimcheck", *map(str, arguments)],
            input=stdin,
            capture_output=True,
            encoding="utf-8",
            env={**environment, **variables},
            timeout=120,
            check=False,
        )

    return run_claimcheck


def write_world(folder: Path) -> Path:
    """An article, two parties' documents and two claims below `folder`."""
    (folder / "official").mkdir()
    (folder / "article.md").write_text(ARTICLE, encoding="utf-8")
    (folder / "official" / "north.md").write_text(NORTH, encoding="utf-8")
    (folder / "official" / "south.md").write_text(SOUTH, encoding="utf-8")
    rows = [{"id": "b", "claim": "The wheat is worth 12 million euros."}, {"claim": "Talks will continue."}]
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "claims.jsonl").write_text(lines, encoding="utf-8")
    return folder


@pytest.fixture
def world(tmp_path: Path) -> Path:
    """A small world that a test may change."""
    return write_world(tmp_path)


@pytest.fixture(scope="session")
def fixed_world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small world that no test changes."""
    return write_world(tmp_path_factory.mktemp("world"))


@pytest.fixture(scope="session")
def checked(run: Run, fixed_world: Path) -> subprocess.CompletedProcess[str]:
    """The plain JSON check of the small world."""
    against = fixed_world / "official"
    done = run("check", fixed_world / "article.md", "--against", against, "--format", "json")
    assert done.returncode == 0, done.stderr
    return done


def _arguments(case: str, mode: str, folder: Path) -> Sequence[str | Path]:
    official = CORPORA / case / "official"
    if mode == "check":
        return ("check", CORPORA / case / "article.md", "--against", official)
    gold = CORPORA / case / "gold.jsonl"
    if mode == "verify against":
        return ("verify", gold, "--against", official)
    claims = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    documents = read_official([official]).documents
    rows = folder / f"{case}.jsonl"
    with rows.open("w", encoding="utf-8") as stream:
        for number, claim in enumerate(claims[:9]):
            document = documents[number % len(documents)]
            row = {"id": claim["id"], "claim": claim["claim"], "document": document.text}
            stream.write(json.dumps(row | ({"party": document.parties[0]} if number % 2 else {})) + "\n")
    return ("verify", rows)


@pytest.fixture(scope="session")
def report_of(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], dict[str, Any]]:
    """The report of an example case in one of the modes; each is made once a session."""
    folder = tmp_path_factory.mktemp("rows")

    @functools.cache
    def make(case: str, mode: str) -> dict[str, Any]:
        done = run(*_arguments(case, mode, folder), "--format", "json")
        assert done.returncode == 0, done.stderr
        report: dict[str, Any] = json.loads(done.stdout)
        return report

    return make
