"""The words and marks by which people read a verdict, shared by all human formats."""

from __future__ import annotations

MARKS = {
    "supported": "✓",
    "overstated": "▲",
    "contradicted": "✗",
    "not_mentioned": "·",
    "no_document": "–",
}

WORDS = {
    "supported": "supported",
    "overstated": "overstated",
    "contradicted": "contradicted",
    "not_mentioned": "not mentioned",
    "no_document": "no document",
}

MEANINGS = {
    "supported": "the party says at least as much",
    "overstated": "the party's words carry only a weaker version",
    "contradicted": "the party denies it or says something incompatible",
    "not_mentioned": "nothing that was found in the party's documents speaks to it",
    "no_document": "the party has no document that could be searched",
}

# What the verdicts of all parties come to, as it continues "3 claims: 1 ...".
SUMMARIES = {
    "supported": "backed by every party",
    "supported_by_some": "backed by some, the others silent",
    "disputed": "backed by one, weakened or denied by another",
    "contradicted": "weakened or denied, backed by none",
    "unsupported": "that no party speaks to",
}


def plural(count: int, noun: str) -> str:
    """The number and the noun: "1 claim", "2 claims"."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"
