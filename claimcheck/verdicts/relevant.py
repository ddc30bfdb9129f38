"""Which of the passages that were found for a claim are near enough to be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TypeVar

from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment, Glance, overlapping

_NEAREST = 4  # passages that stand for a document in which none is near

_Passage = TypeVar("_Passage", Assessment, Glance)


def most_relevant(seen: Sequence[_Passage]) -> tuple[_Passage, ...]:
    """The passages that the entailment model reads: the most relevant ones, if they are near at all.

    Windows of the same sentences would crowd out other places, so only a few of them are taken.
    """
    setting = load_toml("decision.toml")["entailment"]
    near = [one for one in seen if one.relevance >= setting["relevance"]]
    chosen: list[_Passage] = []
    for one in sorted(near, key=lambda one: (-one.relevance, one.hit.passage.start, one.hit.passage.end)):
        if sum(overlapping(one, other) for other in chosen) < setting["overlapping"]:
            chosen.append(one)
    return tuple(chosen[: setting["passages"]])


def read_alone(relevant: Sequence[Glance]) -> tuple[Glance, ...]:
    """Those of the most relevant passages that are read by themselves too: a few of each document.

    The first of a document, then those elsewhere in it, then those that share sentences with another.
    """
    most = load_toml("decision.toml")["entailment"]["alone"]
    apart: list[Glance] = []
    for one in relevant:
        if not any(overlapping(one, other) for other in apart):
            apart.append(one)
    ranked = [*apart, *(one for one in relevant if one not in apart)]
    count: Counter[str] = Counter()
    alone: list[Glance] = []
    for one in ranked:
        count[one.hit.passage.document] += 1
        if count[one.hit.passage.document] <= most:
            alone.append(one)
    return tuple(one for one in relevant if one in alone)


def unread(document: str, seen: Sequence[Glance], read: Sequence[Assessment]) -> list[Assessment]:
    """The passages of one document that may say better than those read what it says of the claim.

    They are the relevant ones, but for those much less relevant than the first, and one that has more than
    they of what the claim is about at its core.
    """
    setting = load_toml("decision.toml")
    relevant = [one for one in most_relevant(seen) if one.hit.passage.document == document]
    most = max((one.relevance for one in relevant), default=0.0)
    core = max((one.core for one in relevant), default=0.0) + setting["evidence"]["nearer"]
    near = [one for one in relevant if one.relevance >= setting["evidence"]["beside"] * most]
    closer = [
        one
        for one in seen
        if one.hit.passage.document == document
        and one.core > core
        and one.relevance >= setting["entailment"]["relevance"]
    ]
    near += sorted(closer, key=lambda one: (-one.core, -one.relevance))[:1]
    known = {one.hit.passage for one in read}
    return [one.assessment for one in near if one.hit.passage not in known]


def nearest_of(document: str, seen: Sequence[Glance], weighed: Sequence[Assessment]) -> list[Assessment]:
    """The passages of one document that were weighed; where none is near enough for that, the best found."""
    near = [one for one in weighed if one.hit.passage.document == document]
    found = (one for one in seen if one.hit.passage.document == document)
    return near or [one.assessment for one in islice(found, _NEAREST)]
