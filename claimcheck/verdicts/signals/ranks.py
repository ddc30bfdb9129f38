"""Superlatives: what the claim calls the largest is the second largest in the passage."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.alignment import likeness
from claimcheck.verdicts.signals.comparison import Difference

_REACH = 120  # characters around a superlative that say of what it is said


class _Ranked(NamedTuple):
    """A superlative: its rank if one is named, its meaning, whose it is ("Europe's"), and where it stands."""

    rank: str
    meaning: str
    owner: str
    span: Span


def rank_differences(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A difference for each superlative of the claim that the passage gives only with a lower rank.

    "One of the largest" is no rank, and the largest of one group may be the second largest of another: owners
    must be the same and the words around both alike. Superlatives that mean the same ("largest", "biggest")
    are one.
    """
    theirs = tuple(_ranked(passage.text))
    least = load_toml("signals.toml")["rank"]["alike"]
    for ours in _ranked(claim.text):
        same = [other for other in theirs if other.meaning == ours.meaning]
        if ours.rank or not same or not all(other.rank and other.owner == ours.owner for other in same):
            continue
        place, other_place = (ours.span.start, ours.span.end), (same[0].span.start, same[0].span.end)
        alike = likeness(claim, place, passage, other_place, _REACH)
        if alike >= least:
            yield Difference(
                signal="number",
                code="CC201",
                message=f"The article says {ours.span.text}, the document says {same[0].span.text}.",
                claim=ours.span,
                source=same[0].span,
                strength=alike,
            )


def _ranked(text: str) -> Iterator[_Ranked]:
    for found in _pattern().finditer(text):
        if not found["among"]:
            start = found.start("rank") if found["rank"] else found.start("word")
            span = Span(text[start : found.end()], start, found.end())
            yield _Ranked(found["rank"] or "", _meanings()[found["word"].lower()], found["owner"] or "", span)


@cache
def _meanings() -> dict[str, str]:
    groups = load_toml("signals.toml")["rank"]["superlatives"]
    return {word: words.split()[0] for words in groups for word in words.split()}


@cache
def _pattern() -> re.Pattern[str]:
    ranks = "|".join(word for word in load_toml("quantities.toml")["ordinals"] if word != "first")
    among = load_toml("signals.toml")["rank"]["among"]
    return re.compile(
        rf"(?:\b(?P<among>{among})\s(?:\w{{1,12}}\s)?|(?P<owner>\w{{2,20}})['’]s?\s)?"
        rf"(?<![-\w])(?:(?P<rank>{ranks}|\dnd|\drd|\dth)[- ])?(?P<word>{'|'.join(_meanings())})\b",
        re.IGNORECASE,
    )
