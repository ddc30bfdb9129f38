"""Which of a party's documents decides what the party says to a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.records import Document
from claimcheck.verdicts.decision import SILENT, Decision


class PartyDecision(msgspec.Struct, frozen=True, kw_only=True):
    """What a party says to a claim: the decision on the document with the id `document`.

    `earlier` are its other documents that speak to the claim too. A party without documents is silent, and
    its `document` is empty.
    """

    document: str
    decision: Decision
    earlier: tuple[str, ...] = ()


def latest_that_speaks(documents: Sequence[Document], decisions: Mapping[str, Decision]) -> PartyDecision:
    """The latest document that speaks to the claim decides; between documents of one day the surer one.

    Where none speaks, the one that came nearest to it gives the scores.

    Args:
        documents: the party's documents.
        decisions: document -> what it says to the claim.
    """
    if not documents:
        return PartyDecision(document="", decision=SILENT)
    speaking = [d for d in documents if decisions[d.id].label != "not_mentioned"]
    if not speaking:
        nearest = min(documents, key=lambda d: decisions[d.id].scores.not_mentioned)
        return PartyDecision(document=nearest.id, decision=decisions[nearest.id])
    *before, last = sorted(speaking, key=lambda d: (d.date, 1 - decisions[d.id].scores.not_mentioned))
    return PartyDecision(document=last.id, decision=decisions[last.id], earlier=tuple(d.id for d in before))
