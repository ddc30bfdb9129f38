"""Reports and decisions read back: whole ones as they were, others with one line that names the place."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from claimcheck.errors import ClaimcheckError, MissingInput, UnreadableInput
from claimcheck.reports.decisions import AddedClaim, Decision, Decisions, ReviewedReport, merge
from claimcheck.reports.json import to_json, to_json_line
from claimcheck.reports.load import combined, load_decisions, load_report

DATA = Path(__file__).parent / "data"


def told(read: Callable[[Path], Any], path: Path, kind: type[ClaimcheckError] = UnreadableInput) -> str:
    with pytest.raises(kind) as caught:
        read(path)
    line = str(caught.value)
    assert line.startswith(str(path))
    assert "\n" not in line
    assert len(line) < 500
    return line


@pytest.fixture
def change(tmp_path: Path) -> Callable[[Callable[[Any], Any]], Path]:
    """Writes the small report with a change made to its JSON."""

    def write(change: Callable[[Any], Any]) -> Path:
        report = json.loads((DATA / "port_report.json").read_text(encoding="utf-8"))
        change(report)
        path = tmp_path / "report.json"
        path.write_text(json.dumps(report), encoding="utf-8")
        return path

    return write


def test_a_report_comes_back_as_it_was_with_its_decisions(port: ReviewedReport, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    for write in (to_json, to_json_line):
        path.write_bytes(write(port))
        report, decisions = load_report(path)
        assert report == port.report
        assert merge(report, decisions) == port


def test_a_report_without_decisions_carries_none(port: ReviewedReport, tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(to_json(port.report))
    assert load_report(path) == (port.report, Decisions())


@pytest.mark.parametrize("read", [load_report, load_decisions])
@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not whole JSON"),
        (b"{", "not whole JSON"),
        (b"\xff\xfe{\x00", "not whole JSON"),
        (b'{"schema": "claimcheck/comparison/1"}', "its schema is 'claimcheck/comparison/1'"),
        (b'{"claims": []}', "it names no schema"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"schema": ' + b"[" * 100_000, ""),
    ],
)
def test_what_is_no_such_file_is_told_in_one_line(
    read: Callable[[Path], Any], data: bytes, words: str, tmp_path: Path
) -> None:
    path = tmp_path / "some.json"
    path.write_bytes(data)
    assert words in told(read, path)


@pytest.mark.parametrize("read", [load_report, load_decisions])
def test_a_missing_file_and_a_folder_are_told(read: Callable[[Path], Any], tmp_path: Path) -> None:
    assert "no such file" in told(read, tmp_path / "none.json", MissingInput)
    assert "cannot be read" in told(read, tmp_path)


def test_a_wrong_field_is_told_with_its_place(change: Any) -> None:
    def spoil(report: Any) -> None:
        report["claims"][3]["verdicts"]["Central Bank"]["label"] = "true"

    line = told(load_report, change(spoil))
    assert "claims[3].verdicts[...].label" in line
    assert "claimcheck check" in line


def move(report: Any) -> None:
    report["claims"][2]["start"] += 1


def misquote(report: Any) -> None:
    report["claims"][2]["verdicts"]["Port Authority"]["evidence"][0]["text"] = "No job will be kept."


def rename(report: Any) -> None:
    report["parties"]["Bank"] = report["parties"].pop("Central Bank")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (move, "claim 3 is not what stands at its place"),
        (misquote, "a passage of Port Authority on claim 3"),
        (rename, "claim 1 has a verdict of 'Central Bank'"),
    ],
)
def test_a_report_that_contradicts_itself_is_refused(change: Any, spoil: Any, words: str) -> None:
    assert words in told(load_report, change(spoil))


def test_a_report_without_texts_is_read(change: Any) -> None:
    report, _ = load_report(change(lambda report: report.update(texts={})))
    assert report.texts == {}


def test_decisions_come_back_as_they_were(tmp_path: Path) -> None:
    made = Decisions(
        decisions=(
            Decision(
                claim="The sale is closed",
                text="is closed",
                party="Bank",
                decision="overruled",
                label="overstated",
                new_label="contradicted",
                comment="See the note",
                at="2025-03-03T09:00:00Z",
            ),
        ),
        added=(AddedClaim(claim="A ship came in", start=3, end=17),),
    )
    path = tmp_path / "decisions.json"
    path.write_bytes(msgspec.json.encode(made))
    assert load_decisions(path) == made


def test_a_wrong_decision_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "decisions.json"
    row = {"claim": "a", "party": "b", "decision": "approved", "label": "supported"}
    path.write_text(json.dumps({"schema": "claimcheck/decisions/1", "decisions": [row]}), encoding="utf-8")
    assert "decisions[0].decision" in told(load_decisions, path)


def test_later_decisions_join_those_that_a_report_carries() -> None:
    one, other = AddedClaim(claim="a"), AddedClaim(claim="b")
    first, second = Decisions(added=(one,)), Decisions(added=(one, other))
    assert combined(first, second).added == (one, other)
