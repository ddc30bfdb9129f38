"""Whether two places, one of a claim and one of a passage, speak of the same thing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache, lru_cache

from claimcheck.language.sentences import split_sentences
from claimcheck.language.words import Word, stem
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading, concept
from claimcheck.verdicts.signals.comparison import overlap


def likeness(
    claim: Reading, ours: tuple[int, int], passage: Reading, theirs: tuple[int, int], reach: int
) -> float:
    """Share of the concepts around one place that stand around the other, 0 to 1.

    Only words of the same sentence count: what the next one speaks of may be another thing.

    Args:
        claim: the claim.
        ours: start and end of the place in the claim.
        passage: the passage.
        theirs: start and end of the place in the passage.
        reach: how many characters around a place count.
    """
    return overlap(around(claim, ours, reach), around(passage, theirs, reach))


def around(reading: Reading, place: tuple[int, int], reach: int) -> frozenset[str]:
    """The concepts within `reach` characters of a place, of its sentence and without its own words."""
    start, end = place
    first, last = sentence_around(reading.text, start)
    low, high = max(first, start - reach), min(max(last, end), end + reach)
    words = reading.content[
        bisect_left(reading.content, low, key=_start) : bisect_left(reading.content, high, key=_start)
    ]
    return frozenset(
        concept(word.stem) for word in words if word.end <= start or end <= word.start < word.end <= high
    )


def sentence_around(text: str, at: int) -> tuple[int, int]:
    """Start and end of the sentence that holds the character at `at`; of the whole text where none does."""
    starts, ends = _bounds(text)
    place = bisect_right(starts, at) - 1
    return (starts[place], ends[place]) if place >= 0 and at < ends[place] else (0, len(text))


def act(stem_of_word: str) -> str:
    """The act that a verb or its noun stands for ("*request" for "demand"), else the word's concept."""
    return _acts().get(stem_of_word) or concept(stem_of_word)


@cache
def _acts() -> dict[str, str]:
    families = load_toml("signals.toml")["nominal"]
    return {stem(word): f"*{name}" for name, words in families.items() for word in words.split()}


@lru_cache(maxsize=8192)
def _bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    sentences = split_sentences(text)
    return tuple(one.start for one in sentences), tuple(one.end for one in sentences)


def _start(word: Word) -> int:
    return word.start
