"""Cells of labelled cases, and the figures over them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.errors import MissingInput, NothingFound, UnreadableInput
from claimcheck.evaluation.case_scores import CaseScores, is_right, score_cells
from claimcheck.evaluation.cases import (
    Answer,
    CaseResult,
    Cell,
    GoldVerdict,
    cells_of,
    find_cases,
    read_case,
)
from claimcheck.evaluation.tables import case_table, confusion_table

CORPORA = Path(__file__).parents[2] / "corpora"


def cell(
    gold: str, label: str | None, kind: str = "", also_ok: tuple[str, ...] = (), **shown: object
) -> Cell:
    verdict = GoldVerdict(
        label=gold,  # type: ignore[arg-type]
        evidence=str(shown.pop("gold_evidence", "")),
        discrepancy=kind,
        also_ok=also_ok,
    )
    answer = None if label is None else Answer(label=label, supported=0.5, **shown)  # type: ignore[arg-type]
    return Cell(claim="The talks ended.", party="A", gold=verdict, answer=answer)


def result_of(*cells: Cell) -> CaseResult:
    return CaseResult(name="case", cells=cells, claims=4, found=3, fit=2.0, extracted=9, seconds=1.5)


def scores(*cells: Cell) -> CaseScores:
    return score_cells([result_of(*cells)])


def test_figures_agree_with_a_count_by_hand() -> None:
    found = scores(
        cell("supported", "supported"),
        cell("supported", "not_mentioned"),
        cell("contradicted", "contradicted", "number_mismatch"),
        cell("contradicted", "overstated", "status_escalation"),
        cell("contradicted", "supported", "date_mismatch"),
        cell("not_mentioned", "not_mentioned"),
        cell("not_mentioned", "overstated", "actor_mismatch"),
        cell("not_mentioned", None),
    )
    assert found.cells == 8
    assert found.accuracy == 4 / 8
    assert found.contradicted_f1 == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert found.macro_f1 == pytest.approx((2 / 4 + 4 / 6 + 2 / 5) / 3)
    assert found.supported_recall == 0.5
    assert found.flag_balanced_accuracy == pytest.approx((1 / 2 + 5 / 6) / 2)
    assert found.false_support == 1
    assert found.degree_accuracy == pytest.approx(2 / 3)
    assert (found.claims_found, found.claim_fit, found.seconds) == (0.75, 0.5, 1.5)


def test_a_label_that_could_be_defended_is_right() -> None:
    assert is_right(cell("contradicted", "not_mentioned", also_ok=("not_mentioned",)))
    assert not is_right(cell("contradicted", "not_mentioned"))
    assert scores(cell("not_mentioned", "supported", also_ok=("supported",))).false_support == 0


def test_overstated_is_right_where_the_difference_is_one_of_degree() -> None:
    assert is_right(cell("not_mentioned", "overstated", "softened"))
    assert is_right(cell("contradicted", "overstated", "number_mismatch"))
    assert not is_right(cell("not_mentioned", "overstated", "unattested"))
    assert not is_right(cell("not_mentioned", "contradicted", "softened"))


def test_evidence_hits_where_most_of_its_words_are_shown_first() -> None:
    gold = "the two sides signed nothing"
    hit = cell(
        "supported", "supported", gold_evidence=gold, evidence=("Both met.", "The sides signed NOTHING!")
    )
    late = cell("supported", "supported", gold_evidence=gold, evidence=("Both met.", "They left.", gold))
    long = cell("supported", "supported", gold_evidence=gold, evidence=("so " * 120, gold))
    silent = cell("not_mentioned", "not_mentioned", gold_evidence=gold, evidence=(gold,))
    assert scores(hit, silent).evidence_hit == 1
    assert scores(late, long).evidence_hit == 0
    assert scores(hit, late, long, cell("supported", None, gold_evidence=gold)).evidence_hit == 0.25


def test_kinds_of_silence_are_not_differences() -> None:
    found = scores(
        cell("contradicted", "contradicted", "date_mismatch", discrepancies=("unattested", "date_mismatch")),
        cell("contradicted", "contradicted", "negation", discrepancies=("scope", "softened", "negation")),
        cell("not_mentioned", "not_mentioned", "unattested", discrepancies=("unattested",)),
    )
    assert found.kind_f1 == pytest.approx(0.5)


def test_no_cells_give_zeros() -> None:
    assert scores().accuracy == scores().macro_f1 == 0


def test_the_tables_name_every_label_that_was_given() -> None:
    result = result_of(cell("supported", "overstated"), cell("contradicted", None))
    lines = confusion_table([result]).splitlines()
    assert lines[0].split()[-1] == "missing"
    assert [line.split() for line in lines[2:]] == [
        ["supported", "0", "1", "0", "0", "0"],
        ["contradicted", "0", "0", "0", "0", "1"],
        ["not_mentioned", "0", "0", "0", "0", "0"],
    ]
    figures = case_table([("one", score_cells([result]))]).splitlines()[-1].split()
    assert figures[:3] == ["one", "2", "0.000"]


def test_the_example_cases_are_found_in_their_folder_and_by_themselves() -> None:
    cases = find_cases([CORPORA])
    assert [case.name for case in cases] == ["black_sea_truce", "tiktok_call", "trade_framework"]
    assert find_cases([CORPORA / "tiktok_call"]) == cases[1:2]
    for case in cases:
        cells = cells_of(case, [{} for _ in case.rows])
        assert len(cells) == sum(len(row.verdicts) for row in case.rows)
        assert {one.answer for one in cells} == {None}


def test_a_folder_without_cases_is_told(tmp_path: Path) -> None:
    with pytest.raises(MissingInput, match="no labelled case is here"):
        find_cases([tmp_path])


def test_a_case_without_documents_is_told(tmp_path: Path) -> None:
    (tmp_path / "article.md").write_text("The talks ended.", encoding="utf-8")
    with pytest.raises(MissingInput, match="official"):
        read_case(tmp_path)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("{", "gold.jsonl:2"),
        (json.dumps({"claim": "x", "verdicts": {"A": {"label": "maybe"}}}), "gold.jsonl:2"),
        (json.dumps({"verdicts": {}}), "claim"),
    ],
)
def test_a_bad_row_is_told_with_its_line(tmp_path: Path, row: str, told: str) -> None:
    (tmp_path / "official").mkdir()
    (tmp_path / "article.md").write_text("The talks ended.", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(f"\n{row}\n", encoding="utf-8")
    with pytest.raises(UnreadableInput, match=told) as caught:
        read_case(tmp_path)
    assert "\n" not in str(caught.value)


def test_an_empty_gold_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "official").mkdir()
    (tmp_path / "article.md").write_text("The talks ended.", encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text("\n", encoding="utf-8")
    with pytest.raises(NothingFound, match="no rows"):
        read_case(tmp_path)
