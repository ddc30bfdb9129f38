"""From the assessments of one document's passages to a label, scores and evidence."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.records import Label, Scores
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.features import document_features, probabilities
from claimcheck.verdicts.quoting import QuoteCheck
from claimcheck.verdicts.signals.comparison import BY_DEGREE, Difference


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What one document says to one claim; `deciding` is the passage that decided, None for silence.

    `differences` are those that are named, surest first, one of each code.
    """

    label: Label
    scores: Scores
    deciding: Assessment | None = None
    differences: tuple[Difference, ...] = ()


SILENT = Decision(label="not_mentioned", scores=Scores(0.0, 0.0, 1.0))


def decide(assessments: Sequence[Assessment]) -> Decision:
    """The decision over the passages of one document.

    The probabilities come from all passages together; the passage that alone would give the label the
    highest probability is the evidence. A conflict is by degree (`overstated`) or incompatible
    (`contradicted`) as the strongest difference of that passage says.
    """
    if not assessments:
        return SILENT
    limits = load_toml("decision.toml")["thresholds"]
    scores = _rounded(probabilities(document_features([one.features for one in assessments])))
    if scores.supported >= limits["supported"] and scores.supported >= scores.contradicted:
        return Decision(label="supported", scores=scores, deciding=_backing(assessments))
    if scores.contradicted >= limits["contradicted"]:
        against = _conflicting(assessments)
        named = name_differences(against.differences)
        label: Label = "overstated" if named and named[0].code in BY_DEGREE else "contradicted"
        return Decision(label=label, scores=scores, deciding=against, differences=named)
    return Decision(label="not_mentioned", scores=scores)


def with_quotes(decision: Decision, quotes: Sequence[QuoteCheck], seen: Sequence[Assessment]) -> Decision:
    """The decision after a look at the claim's quotations.

    Words in quotation marks that their speaker did not use contradict the claim, whatever else the
    document says of it; the nearest passage is shown beside them if it is near enough to be compared.
    """
    altered = tuple(check.difference for check in quotes if check.difference is not None)
    if not altered or not seen:
        return decision
    limits = load_toml("decision.toml")["quotes"]
    nearest = max(seen, key=lambda one: (one.hit.similarity, -one.hit.passage.start))
    if nearest.hit.similarity < limits["similarity"]:
        return decision
    supported = round(min(decision.scores.supported, 1 - limits["altered"]), 4)
    contradicted = round(max(decision.scores.contradicted, limits["altered"] * (1 - supported)), 4)
    return Decision(
        label="contradicted",
        scores=Scores(supported, contradicted, round(1 - supported - contradicted, 4)),
        deciding=decision.deciding or nearest,
        differences=(*altered, *decision.differences)[:2],
    )


def name_differences(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences sure enough to be named, surest first, the surest of each code."""
    least = load_toml("decision.toml")["thresholds"]["difference"]
    named: dict[str, Difference] = {}
    for difference in sorted(differences, key=lambda d: -d.strength):
        if difference.strength >= least:
            named.setdefault(difference.code, difference)
    return tuple(named.values())


def _backing(assessments: Sequence[Assessment]) -> Assessment:
    """The shortest passage among those that back the claim about as well as the best one."""
    slack = load_toml("decision.toml")["evidence"]["shorter"]
    alone = [probabilities(one.features).supported for one in assessments]
    near = [one for one, score in zip(assessments, alone, strict=True) if score >= max(alone) - slack]
    return min(near, key=_length)


def _conflicting(assessments: Sequence[Assessment]) -> Assessment:
    """The passage that alone conflicts most surely, the shortest among about equals."""
    slack = load_toml("decision.toml")["evidence"]["shorter"]
    alone = [probabilities(one.features).contradicted for one in assessments]
    near = [one for one, score in zip(assessments, alone, strict=True) if score >= max(alone) - slack]
    return min(near, key=_length)


def _length(one: Assessment) -> tuple[int, int]:
    return one.hit.passage.end - one.hit.passage.start, one.hit.passage.start


def _rounded(scores: Scores) -> Scores:
    supported, contradicted = round(scores.supported, 4), round(scores.contradicted, 4)
    return Scores(supported, contradicted, round(1 - supported - contradicted, 4))
