"""`claimcheck extract` as its users run it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_the_table_lists_claims_with_who_says_them(run: Run, fixed_world: Path) -> None:
    done = run("extract", fixed_world / "article.md", COLUMNS="80")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0].split() == ["#", "Claim", "Said", "by", "How", "far", "(0-9)"]
    assert max(map(len, lines)) <= 80
    assert "Southland" in done.stdout


def test_the_lines_are_the_claims_of_the_report_without_verdicts(
    run: Run, fixed_world: Path, checked: subprocess.CompletedProcess[str]
) -> None:
    done = run("extract", fixed_world / "article.md", "--format", "jsonl", "--timings")
    found = [json.loads(line) for line in done.stdout.splitlines()]
    reported = json.loads(checked.stdout)["claims"]
    assert found == [
        {key: value for key, value in claim.items() if key not in ("summary", "verdicts")}
        for claim in reported
    ]
    assert {"read", "claims", "encode"} <= {line.split()[-1] for line in done.stderr.splitlines()}


def test_claims_go_to_a_file_whole(run: Run, world: Path) -> None:
    target = world / "claims_found.jsonl"
    done = run("extract", world / "article.md", "-o", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    ids = [json.loads(line)["id"] for line in target.read_text(encoding="utf-8").splitlines()]
    assert ids[:3] == ["1", "2", "3"]
