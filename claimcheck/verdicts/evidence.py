"""Which passage of a document that speaks to a claim says it best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from claimcheck.models.protocols import Verifier
from claimcheck.verdicts.assessment import Assessment, Glance, Proposition, with_entailment, with_joined
from claimcheck.verdicts.decision import Decision, with_evidence
from claimcheck.verdicts.relevant import unread

Weighed: TypeAlias = tuple[Proposition, dict[str, tuple[Glance, ...]], dict[str, tuple[Assessment, ...]]]
"""A claim, party -> all passages found for it, and party -> those of them that were read."""

Decisions: TypeAlias = Mapping[str, Mapping[str, Decision]]
"""Party -> document -> what it says to the claim."""

_Pair: TypeAlias = tuple[str, str]


def with_best_evidence(
    weighed: Sequence[Weighed], made: Sequence[Decisions], verifier: Verifier
) -> list[dict[str, dict[str, Decision]]]:
    """The decisions on every claim, the evidence of each chosen among all relevant passages of its document.

    What a document says is decided by its most relevant passage and by all of them joined. Which of them says
    it best is seen only when each is read by itself; most documents are silent, and need no evidence.

    Args:
        weighed: the claims with their passages.
        made: the decisions on each claim.
        verifier: reads the further passages, in one call.
    """
    more = [_unread_of_speaking(*one) for one in zip(weighed, made, strict=True)]
    pairs = list(
        dict.fromkeys(
            _pair(prop, one)
            for (prop, _, _), row in zip(weighed, more, strict=True)
            for found in row.values()
            for one in found
        )
    )
    scores = dict(zip(pairs, verifier.score(pairs).tolist(), strict=True)) if pairs else {}
    chosen = [{party: dict(decisions) for party, decisions in row.items()} for row in made]
    for (prop, _, near), row, further in zip(weighed, chosen, more, strict=True):
        for (party, document), others in further.items():
            read = _all_read(prop, document, near[party], others, scores, verifier)
            row[party][document] = with_evidence(row[party][document], read)
    return chosen


def _unread_of_speaking(weighed: Weighed, made: Decisions) -> dict[tuple[str, str], list[Assessment]]:
    """(party, document) that speaks to the claim -> its relevant passages that are still unread."""
    _, seen, near = weighed
    found = {
        (party, document): unread(document, seen[party], near[party])
        for party, decisions in made.items()
        for document, decision in decisions.items()
        if decision.deciding is not None
    }
    return {place: passages for place, passages in found.items() if passages}


def _all_read(
    prop: Proposition,
    document: str,
    near: Sequence[Assessment],
    more: Sequence[Assessment],
    scores: Mapping[_Pair, Sequence[float]],
    verifier: Verifier,
) -> list[Assessment]:
    """The passages of a document that were read before, and those that have been now."""
    read = [one for one in near if one.hit.passage.document == document]
    joined = [read[0].features[name] for name in ("entailed_joined", "refuted_joined")]
    differences = verifier.differences
    alone = (with_entailment(one, scores[_pair(prop, one)], differences) for one in more)
    return [*read, *(with_joined(one, joined) for one in alone)]


def _pair(prop: Proposition, one: Assessment) -> _Pair:
    return one.hit.passage.text, prop.hypothesis
