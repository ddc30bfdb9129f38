"""Which passage of the document that decides says best what a party says to a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

import msgspec

from claimcheck.models.protocols import Verifier
from claimcheck.verdicts.assessment import Assessment, Glance, Proposition, with_entailment, with_joined
from claimcheck.verdicts.decision import with_evidence
from claimcheck.verdicts.latest import PartyDecision
from claimcheck.verdicts.relevant import unread

Weighed: TypeAlias = tuple[Proposition, dict[str, tuple[Glance, ...]], dict[str, tuple[Assessment, ...]]]
"""A claim, party -> all passages found for it, and party -> those of them that were read."""

Decisions: TypeAlias = Mapping[str, PartyDecision]
"""Party -> what it says to the claim."""

_Pair: TypeAlias = tuple[str, str]


def with_best_evidence(
    weighed: Sequence[Weighed], made: Sequence[Decisions], verifier: Verifier
) -> list[dict[str, PartyDecision]]:
    """The decisions on every claim, the evidence of each chosen among all relevant passages of its document.

    What a document says is decided by its most relevant passage and by all of them joined. Which of them says
    it best is seen only when each is read by itself. That is done for the one document that decides: most
    documents are silent, and of the others nothing is quoted.

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
    chosen = [dict(row) for row in made]
    for (prop, _, near), row, further in zip(weighed, chosen, more, strict=True):
        for party, others in further.items():
            one = row[party]
            read = _all_read(prop, one.document, near[party], others, scores, verifier)
            row[party] = msgspec.structs.replace(one, decision=with_evidence(one.decision, read))
    return chosen


def _unread_of_speaking(weighed: Weighed, made: Decisions) -> dict[str, list[Assessment]]:
    """Party that speaks to the claim -> relevant passages of the deciding document that are still unread."""
    _, seen, near = weighed
    found = {
        party: unread(one.document, seen[party], near[party])
        for party, one in made.items()
        if one.decision.deciding is not None
    }
    return {party: passages for party, passages in found.items() if passages}


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
