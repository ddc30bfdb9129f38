"""`bench` on an example case and a few pairs, and as a command."""

from __future__ import annotations

import gzip
import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from claimcheck.cli.bench import command
from claimcheck.errors import MissingInput, UnreadableInput, UsageError
from claimcheck.evaluation.bench import bench
from claimcheck.evaluation.case_scores import score_cells
from claimcheck.evaluation.cases import Answer, read_case
from claimcheck.evaluation.pairs import read_pairs, score_pairs
from claimcheck.evaluation.run import run_case, run_pairs
from claimcheck.evaluation.tables import pair_table

ROOT = Path(__file__).parents[2]
CASE = ROOT / "corpora" / "trade_framework"
TEXT = "Canada will lower its duty on steel by 15 percent in May. The two sides met in Oslo on Monday."
ROWS = [
    {"claim": "Canada will lower its duty on steel by 15 percent.", "label": "supported"},
    {"claim": "Canada will lower its duty on steel by 40 percent.", "label": "contradicted"},
    {"claim": "The two sides met in Oslo.", "label": "supported"},
    {"claim": "The mayor of Lima opened a hospital.", "label": "not_enough"},
]


@pytest.fixture
def pair_file(tmp_path: Path) -> Path:
    path = tmp_path / "plain.dev.jsonl.gz"
    rows = [row | {"document": TEXT, "label_set": "3way", "id": n} for n, row in enumerate(ROWS)]
    with gzip.open(path, "wt", encoding="utf-8") as lines:
        lines.writelines(f"{json.dumps(row)}\n" for row in rows)
    return path


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "cache"))


def test_given_claims_are_all_found_and_have_a_verdict_for_each_party() -> None:
    case = read_case(CASE)
    result = run_case(case, "given")
    assert (result.found, result.extracted) == (len(case.rows), len(case.rows))
    assert [cell.claim for cell in result.cells if cell.party == "White House"] == [
        row.claim for row in case.rows
    ]
    assert all(cell.answer is not None for cell in result.cells)
    assert score_cells([result]).accuracy > 0.5


def test_claims_of_the_article_are_matched_by_their_words() -> None:
    result = run_case(read_case(CASE), "article")
    figures = score_cells([result])
    assert result.extracted >= result.found
    assert figures.claims_found > 0.8
    assert figures.claims_found >= figures.claim_fit > 0.7


def test_pairs_are_drawn_with_a_fixed_seed(pair_file: Path) -> None:
    everything = read_pairs(pair_file, 0)
    shuffled = [row["claim"] for row in ROWS]
    random.Random(0).shuffle(shuffled)
    assert [pair.claim for pair in everything] == shuffled
    assert read_pairs(pair_file, 3) == everything[:3]
    assert everything[0].text == TEXT


def test_a_document_may_be_a_list_of_sentences(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    row = {"claim": "x", "document": ["One.", "Two."], "label": "supported"}
    path.write_text(json.dumps(row), encoding="utf-8")
    assert read_pairs(path, 0)[0].text == "One. Two."


def test_figures_of_pairs_agree_with_a_count_by_hand(pair_file: Path) -> None:
    pairs = read_pairs(pair_file, 0)
    said = {
        ROWS[0]["claim"]: ("supported", 0.9),
        ROWS[1]["claim"]: ("overstated", 0.3),
        ROWS[2]["claim"]: ("not_mentioned", 0.4),
        ROWS[3]["claim"]: ("not_mentioned", 0.5),
    }
    answers = [Answer(label=label, supported=value) for label, value in (said[pair.claim] for pair in pairs)]
    found = score_pairs("set", pairs, answers, 2.0)
    assert found.balanced_accuracy == pytest.approx((0.5 + 1) / 2)
    assert found.auc == 0.75
    assert found.macro_f1 == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)
    assert found.calibration_error == pytest.approx((0.1 + 0.3 + 0.6 + 0.5) / 4)
    assert found.pairs_per_second == 2
    last = pair_table([found, found]).splitlines()[-1].split()
    assert last == ["mean", "8", "0.750", "0.750", "0.778", "0.375", "2.0"]


def test_pairs_are_judged_in_their_order(pair_file: Path) -> None:
    found = run_pairs(pair_file, 0)
    assert (found.name, found.count) == ("plain.dev", 4)
    pairs = read_pairs(pair_file, 0)
    assert [true for _, true in found.scored] == [pair.label == "supported" for pair in pairs]
    by_claim = {pair.claim: value for pair, (value, _) in zip(pairs, found.scored, strict=True)}
    assert by_claim[ROWS[3]["claim"]] < min(by_claim[ROWS[0]["claim"]], by_claim[ROWS[2]["claim"]])


def test_the_command_takes_several_values_per_option(pair_file: Path) -> None:
    other = pair_file.with_name("second.jsonl.gz")
    other.write_bytes(pair_file.read_bytes())
    done = CliRunner().invoke(command, ["--pairs", str(pair_file), str(other), "--limit", "2"])
    assert done.exit_code == 0, done.output
    lines = [line.split() for line in done.stdout.splitlines() if line]
    assert [line[:2] for line in lines[-3:]] == [["plain.dev", "2"], ["second", "2"], ["mean", "4"]]


def test_the_command_prints_a_table_and_the_confusions_of_cases(tmp_path: Path) -> None:
    output = tmp_path / "tables.txt"
    words = ["--cases", str(CASE), "--mode", "given", "-o", str(output)]
    done = CliRunner().invoke(command, words)
    assert done.exit_code == 0, done.output
    told = output.read_text(encoding="utf-8")
    assert told.count("trade_framework") == 1
    assert "gold \\ given" in told


def test_nothing_to_score_is_told_with_what_to_name() -> None:
    with pytest.raises(UsageError, match=r"must be named.*--cases DIR or --pairs FILE"):
        bench()


def test_paths_that_hold_nothing_are_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no labelled case"):
        bench([tmp_path / "nowhere"])
    with pytest.raises(MissingInput, match="no such file"):
        bench(pairs=[tmp_path / "nowhere.jsonl"])
    (tmp_path / "bad.jsonl.gz").write_bytes(b"not gzip")
    with pytest.raises(UnreadableInput, match=r"bad\.jsonl\.gz"):
        bench(pairs=[tmp_path / "bad.jsonl.gz"])


def test_the_naive_pipelines_name_no_contradiction() -> None:
    program = ROOT / "benchmarks" / "naive.py"
    done = subprocess.run(
        [sys.executable, str(program), "--cases", str(CASE)], capture_output=True, text=True, check=True
    )
    rows = [line.split() for line in done.stdout.splitlines()[-2:]]
    assert [row[0] for row in rows] == ["cosine", "words"]
    assert {row[4] for row in rows} == {"0.000"}
