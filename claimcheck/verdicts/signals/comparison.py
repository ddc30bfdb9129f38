"""What a signal returns."""

from __future__ import annotations

import msgspec

from claimcheck.records import Span

# Code -> type, as the report names them.
TYPES = {
    "CC101": "status_escalation",
    "CC102": "softened",
    "CC103": "scope",
    "CC201": "number_mismatch",
    "CC202": "date_mismatch",
    "CC301": "actor_mismatch",
    "CC302": "attribution",
    "CC401": "negation",
    "CC402": "quote_altered",
    "CC501": "unattested",
}

# A difference of degree weakens the claim; any other difference is incompatible with it.
BY_DEGREE = ("CC101", "CC102", "CC103")


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One named difference, found by `signal`.

    `claim` counts in the claim's text, `source` in the passage's, or in the document's where `document`
    names one.

    `strength` (0 to 1) says how sure the signal is that both wordings are about the same thing.
    """

    signal: str
    code: str
    message: str
    claim: Span | None
    source: Span | None
    strength: float
    document: str | None = None


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What one signal found: pairs that agree, differences, and what the passage has no words for."""

    agreements: tuple[tuple[Span, Span], ...] = ()
    differences: tuple[Difference, ...] = ()
    missing: tuple[Span, ...] = ()


def overlap(one: frozenset[str], other: frozenset[str]) -> float:
    """Share of the smaller set that the other one holds (Szymkiewicz-Simpson), 0 where one is empty."""
    smaller = min(len(one), len(other))
    return len(one & other) / smaller if smaller else 0.0
