"""The counts that every report tells: what is wrong, what is missed, and the file that holds them."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import msgspec

from claimcheck.evaluation.cases import Answer, CaseResult, Cell, GoldVerdict
from claimcheck.evaluation.error_budget import count_errors, to_toml
from claimcheck.reports.error_budget import ErrorBudget, Labelled, Said
from claimcheck.resources import load_toml

ROOT = Path(__file__).parents[2]
MODELS = {"encoder": "1" * 64, "verifier": "2" * 64}


def cell(gold: str, given: str, kind: str = "", also_ok: tuple[str, ...] = ()) -> Cell:
    verdict = msgspec.convert({"label": gold, "discrepancy": kind, "also_ok": also_ok}, GoldVerdict)
    return Cell(claim="c", party="p", gold=verdict, answer=Answer(label=given, supported=0.5))


def count(*cells: Cell) -> ErrorBudget:
    half = len(cells) // 2
    results = [
        CaseResult(name="x", cells=part, claims=1, found=1, fit=1, extracted=1, seconds=0)
        for part in (cells[:half], cells[half:])
    ]
    return count_errors(results, MODELS, "two cases")


def test_verdicts_and_labels_are_counted_over_all_cases() -> None:
    budget = count(
        cell("supported", "supported"),
        cell("supported", "not_mentioned"),
        cell("contradicted", "supported"),
        cell("contradicted", "contradicted"),
        cell("not_mentioned", "not_mentioned"),
        cell("not_mentioned", "supported"),
    )
    assert budget.pairs == 6
    assert budget.said["supported"] == Said(count=3, wrong=2)
    assert budget.said["contradicted"] == Said(count=1, wrong=0)
    assert budget.said["not_mentioned"] == Said(count=2, wrong=1)
    assert budget.labelled["supported"] == Labelled(count=2, missed=1)
    assert budget.labelled["contradicted"] == Labelled(count=2, missed=1)
    assert budget.labelled["not_mentioned"] == Labelled(count=2, missed=1)


def test_what_a_careful_person_could_say_is_neither_wrong_nor_missed() -> None:
    budget = count(
        cell("contradicted", "not_mentioned", also_ok=("not_mentioned",)),
        cell("contradicted", "overstated", "number_mismatch"),
        cell("supported", "overstated", "status_escalation"),
    )
    assert sum(said.wrong for said in budget.said.values()) == 0
    assert sum(labelled.missed for labelled in budget.labelled.values()) == 0


def test_the_file_reads_back_as_what_was_counted() -> None:
    budget = count(cell("supported", "supported"), cell("contradicted", "overstated"))
    budget = msgspec.structs.replace(budget, measured_on='cases "of our own"\nand \\ others')
    made = msgspec.convert(tomllib.loads(to_toml(budget, "the command")), ErrorBudget)
    assert made == msgspec.structs.replace(budget, measured_on='cases "of our own" and \\ others')


def test_the_script_counts_the_cases_that_it_is_given(tmp_path: Path) -> None:
    target = tmp_path / "budget.toml"
    script = ROOT / "benchmarks" / "error_budget.py"
    cases = str(ROOT / "corpora" / "trade_framework")
    command = [sys.executable, str(script), "--cases", cases, "--described", "one case", "-o", str(target)]
    subprocess.run([*command], check=True, capture_output=True)
    budget = msgspec.convert(tomllib.loads(target.read_text(encoding="utf-8")), ErrorBudget)
    assert budget.measured_on == "one case"
    assert budget.models["verifier"] == load_toml("verifier.toml")["graph_sha256"]
    rows = (ROOT / "corpora" / "trade_framework" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    assert budget.pairs >= len(rows)
