"""`claimcheck export` as its users run it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
DATA = Path(__file__).parents[1] / "reports" / "data"
REPORT, DECISIONS = DATA / "port_report.json", DATA / "port_decisions.json"
STARTS = {
    "md": b"# Harbour sold",
    "csv": b'\xef\xbb\xbf"No.",',
    "html": b"<!doctype html>",
    "xlsx": b"PK",
    "docx": b"PK",
    "txt": b"Harbour sold",
    "json": b"{\n",
    "jsonl": b'{"schema"',
}


@pytest.mark.parametrize("ending", STARTS)
def test_the_ending_picks_the_format(run: Run, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"report.{ending}"
    done = run("export", REPORT, "-o", path)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert path.read_bytes().lower().startswith(STARTS[ending].lower())


def test_decisions_that_no_longer_fit_are_told_on_stderr(run: Run) -> None:
    done = run("export", REPORT, "--decisions", DECISIONS)
    assert done.returncode == 0
    lines = done.stderr.splitlines()
    assert len(lines) == 2
    assert lines[0].startswith("claimcheck: warning: for another look: “Harbour sold to shipping group”")
    assert lines[1].endswith("The article no longer says this, or says it in other words.")
    assert "(confirmed)" in done.stdout
    assert run("export", REPORT, "--decisions", DECISIONS, "--quiet").stderr == ""


def test_an_exported_json_keeps_its_decisions(run: Run, tmp_path: Path) -> None:
    once, again = tmp_path / "once.json", tmp_path / "again.json"
    run("export", REPORT, "--decisions", DECISIONS, "-o", once)
    run("export", once, "-o", again)
    assert again.read_bytes() == once.read_bytes()
    assert len(json.loads(once.read_bytes())["decisions"]) == 7


def test_claimreview_asks_for_what_it_needs_and_is_then_written(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "report.claimreview.json"
    command = ["export", REPORT, "--decisions", DECISIONS, "--quiet", "-o", path]
    done = run(*command)
    assert done.returncode == 2
    assert done.stderr.strip().endswith("Name it with --publisher.")
    assert not path.exists()
    done = run(*command, "--publisher", "The Fact Desk", "--url", "https://facts.example/1")
    assert (done.returncode, done.stderr) == (0, "")
    assert [one["@type"] for one in json.loads(path.read_bytes())] == ["ClaimReview"] * 2


def test_a_report_without_texts_is_refused_where_they_are_needed(run: Run, tmp_path: Path) -> None:
    bare = tmp_path / "bare.json"
    bare.write_text(json.dumps(json.loads(REPORT.read_bytes()) | {"texts": {}}), encoding="utf-8")
    done = run("export", bare, "-o", tmp_path / "report.docx")
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1
    assert "--no-texts" in done.stderr
    for ending in ("md", "html", "xlsx"):
        assert run("export", bare, "-o", tmp_path / f"report.{ending}").returncode == 0


def test_a_wrong_file_is_one_line_on_stderr(run: Run, tmp_path: Path) -> None:
    (tmp_path / "report.json").write_text('{"schema": 3}', encoding="utf-8")
    for path in (tmp_path / "report.json", tmp_path / "none.json", tmp_path):
        done = run("export", path)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert done.stderr.startswith(f"claimcheck: {path}")


def test_verify_refuses_a_claimreview_before_the_work(run: Run, fixed_world: Path, tmp_path: Path) -> None:
    target = tmp_path / "x.jsonld"
    done = run("verify", fixed_world / "claims.jsonl", "--against", fixed_world / "official", "-o", target)
    assert done.returncode == 2
    assert "ClaimReview is only made of verdicts that a person confirmed" in done.stderr
    assert not target.exists()


@pytest.mark.parametrize("ending", ["docx", "xlsx"])
def test_a_missing_library_is_told_before_the_work(
    run: Run, tmp_path: Path, fixed_world: Path, ending: str
) -> None:
    module = {"docx": "docx", "xlsx": "xlsxwriter"}[ending]
    blocker = f"import sys\nsys.modules[{module!r}] = None\n"
    (tmp_path / "sitecustomize.py").write_text(blocker, encoding="utf-8")
    target = tmp_path / f"report.{ending}"
    against = ("--against", fixed_world / "official")
    for command in (("export", REPORT), ("check", fixed_world / "article.md", *against)):
        done = run(*command, "-o", target, "--timings", PYTHONPATH=str(tmp_path))
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert 'pip install "claimcheck-readouts[office]"' in done.stderr
        assert not target.exists()
