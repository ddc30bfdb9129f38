"""`claimcheck check` as its users run it."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

Run = Callable[..., "subprocess.CompletedProcess[str]"]
Done = subprocess.CompletedProcess


def labels(report: dict, party: str) -> set[str]:
    return {claim["verdicts"][party]["label"] for claim in report["claims"]}


def test_the_table_fits_the_terminal_and_says_what_was_held_against_what(run: Run, fixed_world: Path) -> None:
    done = run("check", fixed_world / "article.md", "--against", fixed_world / "official", COLUMNS="72")
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    lines = done.stdout.splitlines()
    assert lines[0] == "Northland and Southland seal grain deal"
    assert max(map(len, lines)) <= 72
    assert "Northland: Readout of the Geneva meeting (2025-01-09)" in done.stdout
    assert "Claim" in done.stdout
    assert "\x1b" not in done.stdout


def test_the_json_holds_every_claim_with_a_verdict_for_each_party(checked: Done[str]) -> None:
    report = json.loads(checked.stdout)
    assert report["schema"] == "claimcheck/report/1"
    assert report["article"]["date"] == "2025-01-11"
    assert list(report["parties"]) == ["Northland", "Southland"]
    assert len(report["claims"]) >= 3
    assert all(list(claim["verdicts"]) == ["Northland", "Southland"] for claim in report["claims"])
    assert [claim["id"] for claim in report["claims"]] == [
        str(number) for number in range(1, len(report["claims"]) + 1)
    ]


def timings(done: Done[str]) -> tuple[dict[str, float], dict[str, int]]:
    lines = done.stderr.splitlines()
    times = dict(reversed(line.split(" s  ")) for line in lines if " s  " in line)
    counts = dict(reversed(line.split(maxsplit=1)) for line in lines if " s  " not in line)
    return {name: float(s) for name, s in times.items()}, {name: int(n) for name, n in counts.items()}


def test_timings_name_each_stage_on_stderr(run: Run, fixed_world: Path, tmp_path: Path) -> None:
    command = ("check", fixed_world / "article.md", "--against", fixed_world / "official", "--timings")
    first, again = (run(*command, CLAIMCHECK_CACHE=str(tmp_path)) for _ in range(2))
    times, counts = timings(first)
    judging = ["segment", "retrieve", "judge", "entail"]
    assert list(times) == ["read", "load", "claims", "encode", "recall", *judging, "report"]
    assert min(times.values()) >= 0
    assert counts["texts encoded"] <= counts["texts asked for"]
    assert counts["pairs scored"] <= counts["pairs asked for"]
    known = timings(again)[0]
    assert list(known) == [name for name in times if name not in judging]
    assert again.stdout == first.stdout


def test_the_same_input_gives_the_same_bytes_with_and_without_the_cache(
    run: Run, fixed_world: Path, tmp_path: Path, checked: Done[str]
) -> None:
    command = ("check", fixed_world / "article.md", "--against", fixed_world / "official", "--format", "json")
    cold = run(*command, CLAIMCHECK_CACHE=str(tmp_path / "cache"))
    warm = run(*command, CLAIMCHECK_CACHE=str(tmp_path / "cache"))
    untouched = tmp_path / "untouched"
    without = run(*command, "--no-cache", CLAIMCHECK_CACHE=str(untouched))
    assert cold.stdout == checked.stdout
    assert warm.stdout == checked.stdout
    assert without.stdout == checked.stdout
    assert list((tmp_path / "cache").rglob("*"))
    assert not untouched.exists()


def test_only_the_parties_that_were_asked_for_are_checked(run: Run, fixed_world: Path) -> None:
    command = ("check", fixed_world / "article.md", "--against", fixed_world / "official", "--format", "json")
    report = json.loads(run(*command, "--party", "Southland").stdout)
    assert list(report["parties"]) == ["Southland"]
    assert all(list(claim["verdicts"]) == ["Southland"] for claim in report["claims"])


def test_a_party_name_is_given_to_documents_that_carry_none(run: Run, world: Path) -> None:
    bare = world / "bare.txt"
    bare.write_text("Talks on the grain agreement will continue.", encoding="utf-8")
    command = ("check", world / "article.md", "--against", world / "official" / "north.md", "--against", bare)
    report = json.loads(run(*command, "--party-name", "Eastland", "--format", "json").stdout)
    assert list(report["parties"]) == ["Northland", "Eastland"]


def test_a_party_with_no_document_in_the_window_has_no_document(run: Run, fixed_world: Path) -> None:
    command = ("check", fixed_world / "article.md", "--against", fixed_world / "official", "--format", "json")
    until = run(*command, "--until", "2025-02-01", "--fail-on", "no_document")
    assert until.returncode == 1, until.stderr
    report = json.loads(until.stdout)
    assert labels(report, "Southland") == {"no_document"}
    assert "no_document" not in labels(report, "Northland")
    assert report["parties"]["Southland"]["documents"] == []
    since = run(*command, "--since", "2025-02-01")
    assert labels(json.loads(since.stdout), "Northland") == {"no_document"}


def test_a_label_that_is_not_found_does_not_fail(run: Run, fixed_world: Path) -> None:
    command = ("check", fixed_world / "article.md", "--against", fixed_world / "official")
    assert run(*command, "--fail-on", "no_document", "--quiet").returncode == 0


def test_further_claims_are_checked_after_those_of_the_article(
    run: Run, fixed_world: Path, checked: Done[str]
) -> None:
    command = ("check", fixed_world / "article.md", "--against", fixed_world / "official", "--format", "json")
    report = json.loads(run(*command, "--claims", fixed_world / "claims.jsonl").stdout)
    found = json.loads(checked.stdout)["claims"]
    assert report["claims"][: len(found)] == found
    further = report["claims"][len(found) :]
    assert [claim["text"] for claim in further] == [
        "The wheat is worth 12 million euros.",
        "Talks will continue.",
    ]
    assert len({claim["id"] for claim in report["claims"]}) == len(report["claims"])
    assert all(
        claim["start"] is None and set(claim["verdicts"]) == set(report["parties"]) for claim in further
    )


def test_the_ending_of_the_output_file_picks_the_format(
    run: Run, world: Path, checked: Done[str], fixed_world: Path
) -> None:
    target = world / "report.json"
    done = run("check", fixed_world / "article.md", "--against", fixed_world / "official", "-o", target)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert target.read_text(encoding="utf-8") == checked.stdout


def test_texts_can_be_left_out_of_the_json(run: Run, fixed_world: Path, checked: Done[str]) -> None:
    command = ("check", fixed_world / "article.md", "--against", fixed_world / "official", "--format", "json")
    report = json.loads(run(*command, "--no-texts").stdout)
    assert report["texts"] == {}
    assert report["claims"] == json.loads(checked.stdout)["claims"]


def test_several_articles_give_a_line_each_and_the_unreadable_are_listed(run: Run, world: Path) -> None:
    second = world / "second.txt"
    second.write_text("Southland will buy wheat. It will not pay in advance.", encoding="utf-8")
    articles = (world / "article.md", world / "missing.md", second)
    done = run("check", *articles, "--against", world / "official", "--format", "jsonl")
    assert done.returncode == 3
    paths = [json.loads(line)["article"]["path"] for line in done.stdout.splitlines()]
    assert paths == [(world / "article.md").as_posix(), second.as_posix()]
    (line,) = done.stderr.splitlines()
    assert "missing.md" in line


def test_an_official_file_that_cannot_be_read_is_listed_and_the_others_are_searched(
    run: Run, world: Path, checked: Done[str]
) -> None:
    (world / "official" / "empty.md").write_bytes(b"")
    done = run("check", world / "article.md", "--against", world / "official", "--format", "json", "--quiet")
    assert done.returncode == 3
    assert json.loads(done.stdout)["parties"].keys() == json.loads(checked.stdout)["parties"].keys()
    (line,) = done.stderr.splitlines()
    assert "empty.md" in line


def test_warnings_are_told_unless_quiet(run: Run, world: Path) -> None:
    (world / "official" / "notes.foo").write_bytes(b"foo")
    command = ("check", world / "article.md", "--against", world / "official", "--format", "json")
    told, quiet = run(*command), run(*command, "--quiet")
    assert told.returncode == quiet.returncode == 0
    (line,) = told.stderr.splitlines()
    assert line.startswith("claimcheck: warning: ")
    assert "notes.foo" in line
    assert quiet.stderr == ""
    assert json.loads(quiet.stdout)["warnings"] == [line.removeprefix("claimcheck: warning: ")]


def test_a_row_of_a_jsonl_can_be_the_article(run: Run, world: Path) -> None:
    rows = world / "articles.jsonl"
    row = {"id": "b", "text": "Northland will deliver wheat. Southland will pay.", "title": "Second"}
    rows.write_text(json.dumps({"id": "a", "text": "x"}) + "\n" + json.dumps(row) + "\n", encoding="utf-8")
    done = run("check", f"{rows}#b", "--against", world / "official", "--format", "json")
    assert json.loads(done.stdout)["article"]["title"] == "Second"
