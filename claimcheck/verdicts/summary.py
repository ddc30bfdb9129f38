"""The line over all parties: a description of the verdicts, never a score."""

from __future__ import annotations

from collections.abc import Mapping

from claimcheck.records import Summary, Verdict


def summarise(verdicts: Mapping[str, Verdict]) -> Summary:
    """How the parties stand to one claim.

    Args:
        verdicts: party -> verdict. Parties without a document in the window are left out of account.

    Returns:
        "supported" if every party backs it, "supported_by_some" if some back it and the others are
        silent, "disputed" if one backs it and another contradicts or weakens it, "contradicted" if one
        contradicts or weakens it and none backs it, "unsupported" if none speaks to it.
    """
    labels = [verdict.label for verdict in verdicts.values() if verdict.label != "no_document"]
    backed = labels.count("supported")
    against = labels.count("contradicted") + labels.count("overstated")
    if backed and against:
        return "disputed"
    if against:
        return "contradicted"
    if not backed:
        return "unsupported"
    return "supported" if backed == len(labels) else "supported_by_some"
