"""How often the shipped models were wrong when that was counted: one quiet line for every report.

The counts stand in `resources/error_budget.toml`, made by `benchmarks/error_budget.py`.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from claimcheck.records import ModelEntry
from claimcheck.reports.wording import WORDS
from claimcheck.resources import load_toml

FILE = "error_budget.toml"
NOT_COUNTED = "How often these models are wrong has not been counted."
_ENOUGH = 30  # cases from which a share says more than the two counts
_MISSED = {
    "supported": "that a party backs",
    "contradicted": "that a party weakens or denies",
    "not_mentioned": "on which a party is silent",
}


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Of `count` verdicts with this label, `wrong` are ones that no careful person would give."""

    count: int
    wrong: int


class Labelled(msgspec.Struct, frozen=True, kw_only=True):
    """Of `count` pairs that a person gave this label, the tool did not see `missed`."""

    count: int
    missed: int


class ErrorBudget(msgspec.Struct, frozen=True, kw_only=True):
    """What was counted, on what, and for which models.

    `said` goes by the tool's labels, `labelled` by those given by hand: supported, contradicted (which
    includes weakened) and not_mentioned. `measured_on` is a clause that continues "counted on".
    """

    measured_on: str
    pairs: int
    models: dict[str, str]
    said: dict[str, Said]
    labelled: dict[str, Labelled]


def error_budget() -> ErrorBudget:
    """The counts for the shipped models."""
    return msgspec.convert(load_toml(FILE), ErrorBudget)


def budget_line(models: Mapping[str, ModelEntry], budget: ErrorBudget | None = None) -> str:
    """A few plain sentences, one line, on how often these models were wrong.

    Args:
        models: the models of a report; others than those that were measured have no counts.
        budget: the counts; None takes the shipped ones.
    """
    budget = budget or error_budget()
    if {name: entry.sha256 for name, entry in models.items()} != budget.models:
        return NOT_COUNTED
    wrong = [
        f"{said.wrong} of {said.count} “{WORDS[label]}”{_share(said.wrong, said.count)}"
        for label, said in budget.said.items()
        if said.count
    ]
    missed = [
        f"{hand.missed} of {hand.count} {_MISSED[label]}{_share(hand.missed, hand.count)}"
        for label, hand in budget.labelled.items()
        if hand.count
    ]
    return (
        f"How often this tool was wrong: {_joined(wrong)}. What it missed: {_joined(missed)}. "
        f"Counted on {budget.measured_on} ({budget.pairs} pairs of claim and party, labelled by hand)."
    )


def _share(part: int, whole: int) -> str:
    return f" ({100 * part / whole:.0f}%)" if whole >= _ENOUGH else ""


def _joined(parts: list[str]) -> str:
    return " and ".join([", ".join(parts[:-1]), parts[-1]]) if len(parts) > 1 else "".join(parts)
