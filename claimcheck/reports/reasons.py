"""Why a verdict came out as it did, in sentences that name the party."""

from __future__ import annotations

import re

from claimcheck.records import Discrepancy, Verdict

_QUOTED = re.compile("(“[^”]*”)")  # what stands in quotation marks must stay as it is
_BETWEEN = ", the document "
_OURS = "The article "


def reason(party: str, difference: Discrepancy, *, article: bool = True) -> str:
    """One difference in a sentence that names the party.

    Args:
        party: whose document it is.
        difference: as the verdict holds it.
        article: whether there is an article; else the claim was handed in, and is spoken of as such.

    Returns:
        E.g. "China MFA speaks only of “commercial negotiations”; the article says “finalized”."
    """
    sentence = _spoken(party, difference)
    if article:
        return sentence
    parts = _QUOTED.split(sentence)
    parts[::2] = [
        part.replace("the article", "the claim").replace(_OURS, "The claim ") for part in parts[::2]
    ]
    return "".join(parts)


def verdict_sentence(party: str, verdict: Verdict) -> str:
    """What the label of a verdict means for this party, where no named difference says it."""
    if verdict.label == "supported":
        return f"{party} says at least as much."
    if verdict.label == "no_document":
        return f"{party} has no document that could be searched."
    if verdict.label == "not_mentioned":
        silent = f"Nothing that was found in {possessive(party)} documents speaks to it."
        return " ".join((silent, *_recall(verdict)))
    if verdict.label == "overstated":
        return f"{possessive(party)} words carry only a weaker version; no single difference could be named."
    return "The wordings do not go together; no single difference could be named."


def recall_words(verdict: Verdict) -> tuple[str, ...]:
    """How well built corpora are searched: "97 of 100 rewrites of its statements are found"."""
    return tuple(
        f"{corpus.found:,} of {corpus.rewrites:,} rewrites of its statements are found"
        for corpus in verdict.search.corpora or ()
        if corpus.rewrites
    )


def _recall(verdict: Verdict) -> tuple[str, ...]:
    return tuple(f"When this corpus is tested, {words}." for words in recall_words(verdict))


def possessive(name: str) -> str:
    """`name` as an owner: "China's", "United States'"."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def _spoken(party: str, difference: Discrepancy) -> str:
    ours, theirs, message = difference.claim_text, difference.source_text, difference.message
    if difference.code == "CC101" and ours in message and theirs in message and ours and theirs:
        return f"{party} speaks only of “{theirs}”; the article says “{ours}”."
    parts = _QUOTED.split(message)
    between = next((n for n in range(0, len(parts), 2) if _BETWEEN in parts[n]), None)
    if between is not None and message.startswith(_OURS):
        before, _, after = parts[between].partition(_BETWEEN)
        first = "".join([*parts[:between], before]).removeprefix(_OURS)
        second = "".join([after, *parts[between + 1 :]]).removesuffix(".")
        return f"{party} {second}; the article {first}."
    for place in range(0, len(parts), 2):
        for words, name in (
            ("this party's", possessive(party)),
            ("The document", party),
            ("the document", party),
        ):
            parts[place] = parts[place].replace(words, name)
    return "".join(parts)
