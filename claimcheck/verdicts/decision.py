"""From the assessments of one document's passages to a label, scores and evidence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.records import Label, Scores
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.quoting import QuoteCheck
from claimcheck.verdicts.signals.comparison import BY_DEGREE, Difference


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What one document says to one claim; `deciding` is the passage that decided, None for silence.

    `differences` are those of the deciding passage that are named, surest first, one of each code.
    """

    label: Label
    scores: Scores
    deciding: Assessment | None
    differences: tuple[Difference, ...] = ()


SILENT = Decision(label="not_mentioned", scores=Scores(0.0, 0.0, 1.0), deciding=None)


def decide(assessments: Sequence[Assessment]) -> Decision:
    """The decision over the passages of one document.

    The passage that most surely backs the claim decides for `supported` if none conflicts more surely.
    Else the one that most surely conflicts decides: by degree (`overstated`) or incompatibly
    (`contradicted`). Else the document is silent.
    """
    if not assessments:
        return SILENT
    limits = load_toml("decision.toml")["thresholds"]
    backing = _shortest_of_best(assessments)
    against = max(assessments, key=lambda a: (a.scores.contradicted, -a.hit.passage.start))
    support, conflict = backing.scores.supported, against.scores.contradicted
    named = name_differences(against.differences)
    scores = _scores(support, conflict if named else 0.0)
    if support >= limits["support"] and support >= conflict:
        return Decision(label="supported", scores=scores, deciding=backing)
    if named and conflict >= limits["conflict"]:
        by_degree = named[0].code in BY_DEGREE
        label: Label = "overstated" if by_degree else "contradicted"
        return Decision(label=label, scores=scores, deciding=against, differences=named)
    return Decision(label="not_mentioned", scores=scores, deciding=None)


def with_quotes(decision: Decision, quotes: Sequence[QuoteCheck], seen: Sequence[Assessment]) -> Decision:
    """The decision after a look at the claim's quotations.

    Words in quotation marks that their speaker did not use contradict the claim, whatever else the
    document says of it; the nearest passage is shown beside them if it is near enough to be compared.
    """
    altered = tuple(check.difference for check in quotes if check.difference is not None)
    if not altered or not seen:
        return decision
    limits = load_toml("decision.toml")["quotes"]
    nearest = max(seen, key=lambda a: (a.hit.similarity, -a.hit.passage.start))
    if nearest.hit.similarity < limits["similarity"]:
        return decision
    supported = round(min(decision.scores.supported, 1 - limits["altered"]), 4)
    contradicted = round(max(decision.scores.contradicted, limits["altered"] * (1 - supported)), 4)
    return Decision(
        label="contradicted",
        scores=Scores(supported, contradicted, round(1 - supported - contradicted, 4)),
        deciding=decision.deciding or nearest,
        differences=(*altered, *(d for d in decision.differences if d.code != "CC402"))[:2],
    )


def name_differences(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences sure enough to be named, surest first, the surest of each code."""
    least = load_toml("decision.toml")["thresholds"]["difference"]
    named: dict[str, Difference] = {}
    for difference in sorted(differences, key=lambda d: -d.strength):
        if difference.strength >= least:
            named.setdefault(difference.code, difference)
    return tuple(named.values())


def _shortest_of_best(assessments: Sequence[Assessment]) -> Assessment:
    """The shortest passage among those that back the claim about as well as the best one."""
    slack = load_toml("decision.toml")["evidence"]["shorter"]
    best = max(a.scores.supported for a in assessments)
    return min(
        (a for a in assessments if a.scores.supported >= best - slack),
        key=lambda a: (a.hit.passage.end - a.hit.passage.start, -a.scores.supported, a.hit.passage.start),
    )


def _scores(support: float, conflict: float) -> Scores:
    """Three probabilities that sum to 1, in proportion to the best backing, conflict and what is left."""
    silent = (1 - support) * (1 - conflict)
    total = support + conflict + silent
    supported, contradicted = round(support / total, 4), round(conflict / total, 4)
    return Scores(supported, contradicted, round(1 - supported - contradicted, 4))
