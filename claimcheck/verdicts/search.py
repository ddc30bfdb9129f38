"""The record of a search: what was looked through, and why the nearest passages do not count."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from claimcheck.passages.found import Searched
from claimcheck.records import Claim, Nearest, Search, Verdict
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment, Glance


def search_record(
    claim: Claim, documents: int, passages: int, looked_at: Sequence[Assessment | Glance]
) -> Search:
    """What was searched for `claim` at one party.

    Args:
        claim: the claim.
        documents: how many documents were searched.
        passages: how many passages they hold.
        looked_at: the passages that were judged and do not count.
    """
    wanted = load_toml("decision.toml")["search"]["nearest"]
    nearest: list[Nearest] = []
    for one in sorted(looked_at, key=lambda a: (-a.hit.similarity, a.hit.passage.start)):
        passage = one.hit.passage
        if any(
            n.document == passage.document and n.start < passage.end and passage.start < n.end
            for n in nearest
        ):
            continue
        nearest.append(
            Nearest(
                document=passage.document,
                text=passage.text,
                start=passage.start,
                end=passage.end,
                similarity=round(one.hit.similarity, 4),
                why_not=_why_not(one),
            )
        )
        if len(nearest) == wanted:
            break
    return Search(documents=documents, passages=passages, queries=(claim.standalone,), nearest=tuple(nearest))


def in_corpora(
    claim: Claim, verdicts: Mapping[str, Verdict], searched: Mapping[str, Searched]
) -> dict[str, Verdict]:
    """The verdicts; those of parties with documents in built corpora say how these were searched.

    Args:
        claim: the claim.
        verdicts: party -> verdict.
        searched: party -> how much was searched.
    """
    if not any(one.corpora for one in searched.values()):
        return dict(verdicts)
    from claimcheck.corpus.widening import aliases_tried, wordings

    found = dict(verdicts)
    for party, verdict in verdicts.items():
        corpora = searched[party].corpora
        if corpora:
            search = msgspec.structs.replace(
                verdict.search,
                queries=wordings(claim.standalone),
                actors=aliases_tried(claim.standalone),
                corpora=corpora,
            )
            found[party] = msgspec.structs.replace(verdict, search=search)
    return found


def _why_not(one: Assessment | Glance) -> str:
    """One plain sentence on why a passage does not decide anything about the claim."""
    if one.hit.similarity < load_toml("decision.toml")["search"]["near"]:
        return "It is about something else."
    if one.missing:
        lacking = ", ".join(dict.fromkeys(span.text for span in one.missing))
        return f"It does not give {lacking}."
    if one.lacking:
        return f"It says nothing of: {', '.join(one.lacking)}."
    return "It is on the same subject, but neither states nor denies this."
