"""The line on how often the models were wrong: counts of the shipped models, no rate from few cases."""

from __future__ import annotations

import pytest

from claimcheck.records import ModelEntry
from claimcheck.reports.error_budget import (
    NOT_COUNTED,
    ErrorBudget,
    Labelled,
    Said,
    budget_line,
    error_budget,
)
from claimcheck.resources import load_toml

MODELS = {"encoder": "1" * 64, "verifier": "2" * 64}
ENTRIES = {role: ModelEntry(name=role, sha256=sha256) for role, sha256 in MODELS.items()}
BUDGET = ErrorBudget(
    measured_on="five cases of our own",
    pairs=120,
    models=MODELS,
    said={
        "supported": Said(count=40, wrong=6),
        "overstated": Said(count=29, wrong=2),
        "contradicted": Said(count=0, wrong=0),
        "not_mentioned": Said(count=51, wrong=0),
    },
    labelled={"supported": Labelled(count=30, missed=3), "contradicted": Labelled(count=12, missed=12)},
)


def test_a_share_is_told_only_where_thirty_cases_stand_behind_it() -> None:
    assert budget_line(ENTRIES, BUDGET) == (
        "How often this tool was wrong: 6 of 40 “supported” (15%), 2 of 29 “overstated” and 0 of 51 "
        "“not mentioned” (0%). What it missed: 3 of 30 that a party backs (10%) and 12 of 12 that a party "
        "weakens or denies. Counted on five cases of our own (120 pairs of claim and party, labelled by "
        "hand)."
    )


@pytest.mark.parametrize(
    "models",
    [
        {},
        {"encoder": ENTRIES["encoder"]},
        ENTRIES | {"verifier": ModelEntry(name="verifier", sha256="3" * 64)},
        ENTRIES | {"third": ENTRIES["encoder"]},
    ],
)
def test_other_models_have_no_counts(models: dict[str, ModelEntry]) -> None:
    assert budget_line(models, BUDGET) == NOT_COUNTED


def test_the_counts_are_those_of_the_shipped_models() -> None:
    counted = error_budget().models
    assert counted["verifier"] == load_toml("verifier.toml")["graph_sha256"], "run benchmarks/error_budget.py"
    assert counted["encoder"] == load_toml("minilm.toml")["weights_sha256"], "run benchmarks/error_budget.py"


def test_the_shipped_counts_hold_together() -> None:
    budget = error_budget()
    assert list(budget.said) == ["supported", "overstated", "contradicted", "not_mentioned"]
    assert list(budget.labelled) == ["supported", "contradicted", "not_mentioned"]
    assert sum(said.count for said in budget.said.values()) == budget.pairs
    assert sum(labelled.count for labelled in budget.labelled.values()) == budget.pairs
    assert all(0 <= said.wrong <= said.count for said in budget.said.values())
    assert all(0 <= labelled.missed <= labelled.count for labelled in budget.labelled.values())
    assert budget.pairs > 0
