"""How the claim of a contradicted pair differs from its premise, in the types of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimcheck.verdicts.signals.comparison import TYPES

if TYPE_CHECKING:
    from training.pairs.records import Pair

KINDS = tuple(name for name in TYPES.values() if name != "unattested")
"""Types of differences, in the order of their codes."""

# Parts of the names of made kinds, and what the edits that they name change.
_MADE = {
    "status": "status_escalation",
    "condition": "softened",
    "modal": "softened",
    "and_for_or": "scope",
    "joint": "attribution",
    "number": "number_mismatch",
    "unit": "number_mismatch",
    "amount": "number_mismatch",
    "date": "date_mismatch",
    "actor": "actor_mismatch",
    "polarity": "negation",
    "denied": "negation",
    "opposite": "negation",
}


def kind_of(pair: Pair) -> str | None:
    """One of `KINDS` for a contradicted pair whose maker said what differs, else None.

    Labelled cases and statements name it themselves ("case/scope", "hand/scope"); of made pairs it follows
    from the edit; public sets do not say it.
    """
    if pair.target != "contradicted":
        return None
    source, _, name = pair.kind.partition("/")
    if source == "made":
        return next((kind for part, kind in _MADE.items() if part in name), None)
    return name if name in KINDS else None
