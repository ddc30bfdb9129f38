"""From the assessments of one document's passages to a label, scores and evidence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.language.quotations import find_quotations
from claimcheck.records import Label, Scores
from claimcheck.resources import load_json, load_toml
from claimcheck.verdicts.assessment import Assessment, Glance, overlapping
from claimcheck.verdicts.features import document_features, probabilities
from claimcheck.verdicts.naming import named_differences
from claimcheck.verdicts.quoting import QuoteCheck
from claimcheck.verdicts.signals.comparison import BY_DEGREE, Difference


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What one document says to one claim; `deciding` is the passage that decided, None for silence.

    `further` is a second passage elsewhere that says much the same; `differences` are those that are named,
    surest first, one of each code.
    """

    label: Label
    scores: Scores
    deciding: Assessment | None = None
    further: Assessment | None = None
    differences: tuple[Difference, ...] = ()


SILENT = Decision(label="not_mentioned", scores=Scores(0.0, 0.0, 1.0))


def decide(assessments: Sequence[Assessment], whole: Scores | None = None) -> Decision:
    """The decision over the passages of one document.

    The probabilities come from all passages together; the passage that alone would give the label the
    highest probability is the evidence. A conflict is by degree (`overstated`) or incompatible
    (`contradicted`) as the strongest difference of that passage says.

    Args:
        assessments: the passages that were held against the claim.
        whole: the probabilities where the document was read as a whole (`claimcheck.verdicts.whole`).
    """
    if not assessments:
        return SILENT
    scores = _rounded(whole or _scores(assessments))
    return _told(_way(scores) if whole is None else _way_of_whole(scores), scores, assessments)


def with_evidence(decision: Decision, assessments: Sequence[Assessment]) -> Decision:
    """The decision with its evidence chosen among other passages than those that it was made on.

    What is said of the claim stays; the difference that is named, and so its degree, may be another one.
    """
    way = "contradicted" if decision.label == "overstated" else decision.label
    return _told(way, decision.scores, assessments)


def _told(way: str, scores: Scores, assessments: Sequence[Assessment]) -> Decision:
    """The decision for `way`, with the passages that tell it best."""
    if way == "supported":
        deciding, further = _tellers(assessments, "supported")
        return Decision(label="supported", scores=scores, deciding=deciding, further=further)
    if way == "contradicted":
        against, further = _tellers(assessments, "contradicted")
        named = named_differences(against)
        label: Label = "overstated" if named and named[0].code in BY_DEGREE else "contradicted"
        return Decision(label=label, scores=scores, deciding=against, further=further, differences=named)
    return Decision(label="not_mentioned", scores=scores)


def _scores(assessments: Sequence[Assessment]) -> Scores:
    """The probabilities; support that the entailment model sees nothing of loses most of its share.

    Shared words and numbers alone do not back a claim: a text about the same call shares nearly all of them.
    """
    features = document_features([one.features for one in assessments])
    found, doubt = probabilities(features), load_toml("decision.toml")["doubt"]
    if max(features["entailed"], features["entailed_joined"]) >= doubt["entailed"]:
        return found
    supported = found.supported * doubt["share"]
    total = supported + found.contradicted + found.not_mentioned
    return Scores(supported / total, found.contradicted / total, found.not_mentioned / total)


def _way(scores: Scores) -> str:
    limits = load_toml("decision.toml")["thresholds"]
    if scores.supported >= limits["supported"] and scores.supported >= scores.contradicted:
        return "supported"
    return "contradicted" if scores.contradicted >= limits["contradicted"] else "not_mentioned"


def _way_of_whole(scores: Scores) -> str:
    """As `_way`; a conflict needs its share of what is not supported."""
    limits = load_json("pair_weights.json")["thresholds"]
    if scores.supported >= limits["supported"]:
        return "supported"
    conflict = scores.contradicted >= limits["contradicted"] * (1 - scores.supported)
    return "contradicted" if conflict else "not_mentioned"


def with_quotes(decision: Decision, quotes: Sequence[QuoteCheck], seen: Sequence[Glance]) -> Decision:
    """The decision after a look at the claim's quotations.

    Words in quotation marks that their speaker did not use contradict the claim, whatever else the document
    says of it. Beside them stands the passage that backs the rest of the claim, or differs in something else
    that a signal found; without that the nearest passage that quotes somebody, else the nearest one.
    """
    altered = tuple(check.difference for check in quotes if check.difference is not None)
    near = _near(seen)
    if not altered or not near:
        return decision
    sure = load_toml("decision.toml")["quotes"]["altered"]
    supported = round(min(decision.scores.supported, 1 - sure), 4)
    contradicted = round(max(decision.scores.contradicted, sure * (1 - supported)), 4)
    found = tuple(one for one in decision.differences if one.signal != "told")
    deciding = decision.deciding or near[0].assessment
    own = (one for one in near if one.hit.passage.document == deciding.hit.passage.document)
    quoting = next((one.assessment for one in own if find_quotations(one.hit.passage.text)), None)
    if quoting is not None and not found and decision.label != "supported":
        deciding = quoting
    further = decision.further
    if further is not None and overlapping(deciding, further):
        further = None
    return Decision(
        label="contradicted",
        scores=Scores(supported, contradicted, round(1 - supported - contradicted, 4)),
        deciding=deciding,
        further=further,
        differences=(*altered, *found)[:2],
    )


def _near(seen: Sequence[Glance]) -> list[Glance]:
    """The passages near enough to be compared with quoted words, the nearest first."""
    least = load_toml("decision.toml")["quotes"]["similarity"]
    ranked = sorted(seen, key=lambda one: (-one.hit.similarity, one.hit.passage.start))
    return [one for one in ranked if one.hit.similarity >= least]


def _tellers(assessments: Sequence[Assessment], way: str) -> tuple[Assessment, Assessment | None]:
    """The passage that alone speaks most for `way`, and the next one elsewhere if it is near.

    A passage about another act can contradict as surely as the right one, so its probability counts by how
    relevant it is beside the most relevant one, and that of a conflict also by how much it has of what the
    claim is about at its core. Among passages about equal the shortest is taken.
    """
    setting = load_toml("decision.toml")["evidence"]
    most = max(one.relevance for one in assessments) or 1.0
    core = max(one.core for one in assessments)
    share = setting["core"] if way == "contradicted" and core else 0.0
    alone = {
        id(one): getattr(probabilities(one.features), way)
        * (one.relevance / most)
        * (1 - share + (share * one.core / core if share else 0.0))
        for one in assessments
    }
    first = _shortest_best(assessments, alone, setting["shorter"])
    elsewhere = [
        one
        for one in assessments
        if not overlapping(one, first) and alone[id(one)] >= setting["second"] * alone[id(first)]
    ]
    return first, _shortest_best(elsewhere, alone, setting["shorter"]) if elsewhere else None


def _shortest_best(assessments: Sequence[Assessment], alone: Mapping[int, float], slack: float) -> Assessment:
    best = max(alone[id(one)] for one in assessments)
    return min((one for one in assessments if alone[id(one)] >= best - slack), key=_length)


def _length(one: Assessment) -> tuple[int, int]:
    return one.hit.passage.end - one.hit.passage.start, one.hit.passage.start


def _rounded(scores: Scores) -> Scores:
    supported, contradicted = round(scores.supported, 4), round(scores.contradicted, 4)
    return Scores(supported, contradicted, round(1 - supported - contradicted, 4))
