"""Scope: "all" in the claim where the document only says "many", and two things made out of one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

import msgspec

from claimcheck.language.polarity import is_negated
from claimcheck.language.words import Word, stem
from claimcheck.records import Quantity, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading, concept
from claimcheck.verdicts.signals.alignment import likeness, sentence_around
from claimcheck.verdicts.signals.comparison import Comparison, Difference
from claimcheck.verdicts.signals.frames import verb_starts

_RUN = 4  # words of a noun phrase behind its quantifier that are looked at
_MOST = 60  # quantified phrases of one text that are compared
_SEVERAL = 3  # "each country" of two countries is all of them
_REACH = 90  # characters around a place that say what it is about
_BREAK = re.compile(r"[^\w\s'’\-]")


class _Phrase(msgspec.Struct, frozen=True):
    """A quantified noun phrase: its words as a span, how much it takes in, and the concepts of its nouns."""

    span: Span
    level: int
    nouns: tuple[str, ...]


def compare_scope(claim: Reading, passage: Reading) -> Comparison:
    """Where the claim takes in more than the document (CC103).

    "all countries" / "many countries", "all countries" / "24 countries", "every car" / "all cars except
    ...", and "energy and infrastructure" / "energy infrastructure". The quantifiers must stand with the same
    noun, and the document must nowhere take in all of it.
    """
    found = [
        *_quantified(claim, passage),
        *_excepted(claim, passage),
        *_torn(claim, passage),
        *_divided(claim, passage),
    ]
    return Comparison(differences=tuple(found))


def _quantified(claim: Reading, passage: Reading) -> Iterator[Difference]:
    setting = load_toml("scope.toml")
    theirs = _phrases(passage)
    for ours in _phrases(claim):
        same = [other for other in theirs if other.nouns[-1] in ours.nouns or ours.nouns[-1] in other.nouns]
        lower = [other for other in same if _takes_in_less(ours.level, other.level)]
        if lower and len(lower) == len(same):
            yield _difference(ours.span, lower[0].span, setting["strength"]["quantifier"])
        elif ours.level == _whole() and not same:
            yield from _counted(ours, passage)


def _takes_in_less(ours: int, theirs: int) -> bool:
    """Whether the document's quantifier is so far below the claim's that both cannot mean the same."""
    return theirs < ours if ours == _whole() else theirs < ours - 1


def _counted(ours: _Phrase, passage: Reading) -> Iterator[Difference]:
    """A number of the things that the claim says are all meant."""
    strength = load_toml("scope.toml")["strength"]
    for quantity in passage.quantities:
        if quantity.unit or quantity.low < _SEVERAL or not quantity.noun:
            continue
        if concept(stem(quantity.noun)) != ours.nouns[-1]:
            continue
        first, _ = sentence_around(passage.text, quantity.start)
        capped = _caps().search(passage.text, max(first, quantity.start - 40), quantity.start)
        span = Span(quantity.text, quantity.start, quantity.end)
        yield _difference(ours.span, span, strength["capped" if capped else "counted"])
        return


def _excepted(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """An exception that the document makes to what the claim says of all."""
    strength = load_toml("scope.toml")["strength"]["exception"]
    for ours in _phrases(claim):
        if ours.level != _whole() or _exceptions().search(claim.text):
            continue
        for match in _exceptions().finditer(passage.text):
            place, there = (ours.span.start, ours.span.end), (match.start(), match.end())
            alike = likeness(claim, place, passage, there, _REACH)
            if alike >= strength:
                yield _difference(ours.span, Span(match.group(), *there), alike)
                return


def _torn(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A compound of the document that the claim tells as two things."""
    strength = load_toml("scope.toml")["strength"]["compound"]
    joined = {(one.stem, concept(other.stem)): (one, other) for one, other in _adjacent(passage, " ", "-")}
    apart = {(one.stem, concept(other.stem)) for one, other in _adjacent(passage, " and ")}
    for one, other in _adjacent(claim, " and "):
        pair = (one.stem, concept(other.stem))
        if pair in joined and pair not in apart:
            first, last = joined[pair]
            yield _difference(
                Span(claim.text[one.start : other.end], one.start, other.end),
                Span(passage.text[first.start : last.end], first.start, last.end),
                strength,
            )


def _divided(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A vote that the claim calls unanimous, and the document tells with votes against."""
    match = _unanimous().search(claim.text)
    if (
        match is None
        or is_negated(claim.text, match.start(), match.end())
        or _unanimous().search(passage.text)
    ):
        return
    ours = Span(match.group(), match.start(), match.end())
    votes = [Span(one.text, one.start, one.end) for one in passage.quantities if _is_split(one)]
    votes += [Span(found.group(), found.start(), found.end()) for found in _dissent().finditer(passage.text)]
    if votes:
        yield _difference(ours, votes[0], load_toml("scope.toml")["strength"]["divided"])


def _is_split(quantity: Quantity) -> bool:
    return quantity.unit == "vote" and quantity.low > 0


@cache
def _unanimous() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('scope.toml')['unanimous']})\b", re.IGNORECASE)


@cache
def _dissent() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('scope.toml')['dissent']})\b", re.IGNORECASE)


def _adjacent(reading: Reading, *joints: str) -> list[tuple[Word, Word]]:
    return [
        (one, other)
        for one, other in pairwise(reading.content)
        if reading.text[one.end : other.start].lower() in joints
    ]


def _difference(ours: Span, theirs: Span, strength: float) -> Difference:
    return Difference(
        signal="scope",
        code="CC103",
        message=f"The article says “{ours.text}”, the document says “{theirs.text}”.",
        claim=ours,
        source=theirs,
        strength=strength,
    )


@lru_cache(maxsize=1024)
def _phrases(reading: Reading) -> tuple[_Phrase, ...]:
    """Each quantifier with the words of the noun phrase that it opens."""
    found: list[_Phrase] = []
    content = frozenset(word.start for word in reading.content)
    for at, word in enumerate(reading.words):
        if len(found) == _MOST:
            break
        level = None if _every_nth(reading, at) else _levels().get(word.text.lower())
        run = _run(reading, at, content) if level else []
        if level and run:
            span = Span(reading.text[word.start : run[-1].end], word.start, run[-1].end)
            found.append(_Phrase(span, level, tuple(concept(one.stem) for one in run)))
    return tuple(found)


def _every_nth(reading: Reading, at: int) -> bool:
    """Whether the word opens "every other" or "every third", which is not every one."""
    following = reading.words[at + 1].text.lower() if at + 1 < len(reading.words) else ""
    return reading.words[at].text.lower() == "every" and following in load_toml("scope.toml")["nth"].split()


def _run(reading: Reading, at: int, content: frozenset[int]) -> list[Word]:
    """The words behind the quantifier at `at` up to the end of its noun phrase; `content`: their starts."""
    passed = load_toml("scope.toml")["passed"].split()
    verbs = verb_starts(reading.text)
    run: list[Word] = []
    before = reading.words[at]
    for word in reading.words[at + 1 : at + 1 + _RUN]:
        gap = reading.text[before.end : word.start]
        if _BREAK.search(gap) or (run and word.start in verbs):
            break
        if word.start not in content and (run or word.text.lower() not in passed):
            break
        if word.start in content:
            run.append(word)
        before = word
    return run


@cache
def _levels() -> dict[str, int]:
    levels: list[str] = load_toml("scope.toml")["levels"]
    return {word: level for level, words in enumerate(levels, 1) for word in words.split()}


def _whole() -> int:
    return len(load_toml("scope.toml")["levels"])


@cache
def _caps() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('scope.toml')['caps']})\b", re.IGNORECASE)


@cache
def _exceptions() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('scope.toml')['exceptions']})\b", re.IGNORECASE)
