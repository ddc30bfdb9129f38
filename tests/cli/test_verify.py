"""`claimcheck verify` as its users run it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def write_rows(path: Path, *rows: dict[str, str]) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_claims_are_held_against_every_party(run: Run, fixed_world: Path) -> None:
    command = ("verify", fixed_world / "claims.jsonl", "--against", fixed_world / "official")
    done = run(*command, "--format", "json", "--as-of", "2025-02-01", "--fail-on", "no_document")
    assert done.returncode == 1, done.stderr
    report = json.loads(done.stdout)
    assert report["article"] is None
    assert [claim["id"] for claim in report["claims"]] == ["b", "2"]
    assert all(claim["start"] is None and claim["end"] is None for claim in report["claims"])
    assert [claim["verdicts"]["Southland"]["label"] for claim in report["claims"]] == ["no_document"] * 2


def test_a_row_without_parties_is_held_against_its_own_document(run: Run, tmp_path: Path) -> None:
    document = "The board approved the merger on Friday."
    rows = write_rows(
        tmp_path / "rows.jsonl",
        {"claim": "The board approved the merger.", "document": document, "party": "Board"},
        {"claim": "The merger was approved on Friday.", "document": document},
    )
    done = run("verify", rows, "--format", "jsonl")
    report = json.loads(done.stdout)
    assert done.stdout.count("\n") == 1
    assert [list(claim["verdicts"]) for claim in report["claims"]] == [["Board"], ["document"]]
    assert list(report["parties"]) == ["Board", "document"]


def test_the_table_of_claims_handed_in_has_no_article(run: Run, fixed_world: Path) -> None:
    command = ("verify", fixed_world / "claims.jsonl", "--against", fixed_world / "official")
    done = run(*command, COLUMNS="80")
    assert done.stdout.startswith("2 claims handed in\n")
    assert "Talks will continue." in done.stdout


def test_an_official_file_that_cannot_be_read_is_listed(run: Run, world: Path) -> None:
    (world / "official" / "empty.md").write_bytes(b"")
    done = run("verify", world / "claims.jsonl", "--against", world / "official", "-o", world / "r.json")
    assert (done.returncode, done.stdout) == (3, "")
    (line,) = done.stderr.splitlines()
    assert "empty.md" in line
    assert len(json.loads((world / "r.json").read_text(encoding="utf-8"))["claims"]) == 2
