"""`claimcheck show`, and the archive that keeps what was read."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def test_people_see_metadata_and_sentences_with_their_offsets(run: Run, fixed_world: Path) -> None:
    done = run("show", fixed_world / "official" / "north.md", COLUMNS="70")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Readout of the Geneva meeting\n")
    assert "party     Northland" in done.stdout
    assert "paragraph" in done.stdout
    assert "Northland and Southland signed" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80


def test_json_holds_every_document_of_a_folder(run: Run, fixed_world: Path) -> None:
    done = run("show", fixed_world / "official", "--format", "json")
    documents = json.loads(done.stdout)["documents"]
    assert [document["id"] for document in documents] == ["north.md", "south.md"]
    for document in documents:
        assert document["sentences"]
        for span in document["sentences"] + document["blocks"]:
            assert document["text"][span["start"] : span["end"]] == span["text"]


def test_a_finding_can_be_shown_again_when_its_document_has_changed(run: Run, world: Path) -> None:
    article, kept = world / "article.md", world / "kept"
    command = ("check", article, "--against", world / "official", "--format", "json")
    report = json.loads(run(*command, "--archive", kept).stdout)
    (document,) = report["parties"]["Northland"]["documents"]
    evidence = next(
        evidence for claim in report["claims"] for evidence in claim["verdicts"]["Northland"]["evidence"]
    )
    (world / "official" / "north.md").write_text("Nothing was signed.", encoding="utf-8")
    span = f"{evidence['start']}:{evidence['end']}"
    done = run("show", f"sha256:{document['sha256'][:16]}", "--archive", kept, "--span", span)
    assert done.returncode == 0, done.stderr
    marked = done.stdout.partition("»")[2].rpartition("«")[0]
    assert " ".join(evidence["text"].split())[:30] in " ".join(marked.split())
    again = run("check", f"sha256:{report['article']['sha256']}", *command[2:], "--archive", kept)
    assert json.loads(again.stdout)["article"] == report["article"]


def test_an_archived_document_needs_its_archive(run: Run) -> None:
    done = run("show", "sha256:0123456789")
    assert done.returncode == 2
    assert "no archive is named. Add --archive FOLDER" in done.stderr


def test_a_span_that_is_none_is_refused(run: Run, fixed_world: Path) -> None:
    for span in ("5", "9:3", "3:3", "a:b"):
        done = run("show", fixed_world / "article.md", "--span", span)
        assert done.returncode == 2
        assert "is no stretch of a text" in done.stderr
