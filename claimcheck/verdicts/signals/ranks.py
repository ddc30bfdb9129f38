"""Superlatives: what one side calls the largest is the second largest on the other."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.comparison import Difference


def rank_differences(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A difference for each superlative of the claim that the passage only gives with another rank.

    "The largest" is the first in rank. Superlatives that mean the same ("largest", "biggest") are one; a
    passage that gives the claim's rank anywhere differs in none.
    """
    theirs = tuple(_ranked(passage.text))
    for rank, meaning, span in _ranked(claim.text):
        same = [(other, place) for other, meant, place in theirs if meant == meaning]
        if same and all(other != rank for other, _ in same):
            yield Difference(
                signal="number",
                code="CC201",
                message=f"The article says {span.text}, the document says {same[0][1].text}.",
                claim=span,
                source=same[0][1],
                strength=load_toml("signals.toml")["rank"]["strength"],
            )


def _ranked(text: str) -> Iterator[tuple[int, str, Span]]:
    """The rank, the meaning and the place of every superlative of `text`."""
    meanings = _meanings()
    for found in _pattern().finditer(text):
        rank = _ordinals()[(found["rank"] or "first").lower()]
        yield rank, meanings[found["word"].lower()], Span(found[0], found.start(), found.end())


@cache
def _meanings() -> dict[str, str]:
    groups = load_toml("signals.toml")["rank"]["superlatives"]
    return {word: words.split()[0] for words in groups for word in words.split()}


@cache
def _ordinals() -> dict[str, int]:
    words: dict[str, int] = load_toml("quantities.toml")["ordinals"]
    return words


@cache
def _pattern() -> re.Pattern[str]:
    ranks, words = "|".join(_ordinals()), "|".join(_meanings())
    return re.compile(rf"\b(?:(?P<rank>{ranks})[- ])?(?P<word>{words})\b", re.IGNORECASE)
