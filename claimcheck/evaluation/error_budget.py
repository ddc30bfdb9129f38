"""Counts of wrong and missed verdicts on labelled cases, as `resources/error_budget.toml` holds them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from claimcheck.evaluation.case_scores import LABELS, is_right, raw_label
from claimcheck.evaluation.cases import CaseResult
from claimcheck.reports.error_budget import ErrorBudget, Labelled, Said

SAID = ("supported", "overstated", "contradicted", "not_mentioned")


def count_errors(results: Sequence[CaseResult], models: Mapping[str, str], measured_on: str) -> ErrorBudget:
    """The counts over all cells of all results.

    A verdict is wrong, and a label missed, where no careful person would have given that verdict
    (`case_scores.is_right`).

    Args:
        results: the cases, with the labelled claims handed over.
        models: role -> sha256 of the models that judged them.
        measured_on: what the cases are, as it continues "counted on".
    """
    cells = [(cell, raw_label(cell), is_right(cell)) for result in results for cell in result.cells]
    said = {
        label: Said(
            count=sum(given == label for _, given, _ in cells),
            wrong=sum(given == label and not right for _, given, right in cells),
        )
        for label in SAID
    }
    labelled = {
        label: Labelled(
            count=sum(cell.gold.label == label for cell, _, _ in cells),
            missed=sum(cell.gold.label == label and not right for cell, _, right in cells),
        )
        for label in LABELS
    }
    return ErrorBudget(
        measured_on=measured_on, pairs=len(cells), models=dict(models), said=said, labelled=labelled
    )


def to_toml(budget: ErrorBudget, command: str) -> str:
    """The counts as a TOML file that names the command which made it."""
    lines = [
        "# How often the shipped models were wrong on labelled cases; every report tells it in one line.",
        f"# Made by: {command}",
        f"measured_on = {_string(budget.measured_on)}",
        f"pairs = {budget.pairs}  # of claim and party",
        "",
        "[models]  # sha256 of the weights that were measured",
        *(f"{role} = {_string(sha256)}" for role, sha256 in budget.models.items()),
        "",
        "[said]  # verdicts of the tool: how many, and how many of them no careful person would give",
        *(f"{label} = {{ count = {n.count}, wrong = {n.wrong} }}" for label, n in budget.said.items()),
        "",
        "[labelled]  # labels given by hand, contradicted with weakened: how many, and how many were missed",
        *(f"{label} = {{ count = {n.count}, missed = {n.missed} }}" for label, n in budget.labelled.items()),
    ]
    return "\n".join(lines) + "\n"


def _string(text: str) -> str:
    folded = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{folded}"'
