"""What only shows when all parties' verdicts on a claim lie side by side."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from claimcheck.records import Claim, Discrepancy, Span, Verdict
from claimcheck.verdicts.signals.comparison import TYPES


def across_parties(
    claim: Claim, verdicts: Mapping[str, Verdict], named: Mapping[str, Span | None]
) -> dict[str, Verdict]:
    """The verdicts with the discrepancies that no single party's documents could show.

    A silent party gets CC302 where the claim names it (or gives words as joint) and only another party
    backs them, and CC501 where no party speaks to the claim at all.

    Args:
        claim: the claim.
        verdicts: party -> its verdict.
        named: party -> where the claim, in its own text, names it as speaker or actor; None if nowhere.
    """
    backers = [party for party, verdict in verdicts.items() if verdict.label == "supported"]
    silent = {party for party, verdict in verdicts.items() if verdict.label == "not_mentioned"}
    result = dict(verdicts)
    for party in verdicts:
        if party not in silent:
            continue
        if len(silent) == len(verdicts):
            result[party] = _with(verdicts[party], _plain("CC501", "No party's document speaks to this."))
        elif backers and (named.get(party) is not None or claim.voice == "joint"):
            message = f"Only {' and '.join(backers)} says so; {party}, which the article names too, does not."
            result[party] = _with(verdicts[party], _plain("CC302", message, claim, named.get(party)))
    return result


def _plain(code: str, message: str, claim: Claim | None = None, span: Span | None = None) -> Discrepancy:
    if claim is None or span is None:
        return Discrepancy(code=code, type=TYPES[code], message=message)
    origin = claim.start or 0
    return Discrepancy(
        code=code,
        type=TYPES[code],
        message=message,
        claim_text=span.text,
        claim_start=origin + span.start,
        claim_end=origin + span.end,
    )


def _with(verdict: Verdict, discrepancy: Discrepancy) -> Verdict:
    return msgspec.structs.replace(verdict, discrepancies=(*verdict.discrepancies, discrepancy))
