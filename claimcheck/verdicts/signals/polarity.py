"""Polarity: the same predicate denied, the opposite predicate, or movement the other way."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from claimcheck.language.polarity import find_persistence, is_negated, opposite_predicates
from claimcheck.language.words import Word, stem, words
from claimcheck.records import Direction, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.alignment import likeness
from claimcheck.verdicts.signals.comparison import Comparison, Difference
from claimcheck.verdicts.signals.frames import verb_starts

_CHANGE = 8  # rung from which a claim says that something changes
_FLAT = 0.7  # how much less "keep" and "maintain" tell, which have other objects too
_REACH = 70  # characters around a predicate that say what it is said of


def compare_polarity(claim: Reading, passage: Reading) -> Comparison:
    """Denial against assertion, opposite predicates, and opposite or absent movement."""
    found = [
        *_negations(claim, passage),
        *_opposites(claim, passage),
        *_directions(claim, passage),
        *_unchanged(claim, passage),
    ]
    return Comparison(differences=tuple(found))


def _negations(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A predicate that both use, negated in one of them only, and nowhere used in the other way.

    A thing that one side denies and the other names is none: "no repayments", "the repayments begin".
    """
    if not claim.negations and not passage.negations:
        return
    for word in claim.content:
        twins = [other for other in passage.content if other.stem == word.stem]
        if not any(_is_predicate(claim, word) or _is_predicate(passage, twin) for twin in twins):
            continue
        denied = is_negated(claim.text, word.start, word.end)
        if any(is_negated(passage.text, twin.start, twin.end) == denied for twin in twins):
            continue
        yield Difference(
            signal="negation",
            code="CC401",
            message="The document denies it." if not denied else "The article denies what the document says.",
            claim=_span(word),
            source=_span(twins[0]),
            strength=_likeness(claim, word, passage, twins[0]),
        )


def _is_predicate(reading: Reading, word: Word) -> bool:
    """Whether a word is a verb here, or says by itself what somebody or something is ("part", "binding")."""
    listed = load_toml("polarity.toml")["negation"]["predicative"].split()
    return word.start in verb_starts(reading.text) or word.text in listed


def _opposites(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """The most alike pair of opposite predicates, of which the passage has not the claim's as well."""
    pairs = [
        (_likeness(claim, one, passage, other), one, other)
        for one, other in opposite_predicates(
            claim.text, passage.text, verb_starts(claim.text), verb_starts(passage.text)
        )
        if not _also_said(one, passage, other)
    ]
    if not pairs:
        return
    alike, one, other = max(pairs, key=lambda pair: pair[0])
    yield Difference(
        signal="opposite",
        code="CC401",
        message=f"The article says {one.text}, the document says {other.text}.",
        claim=one,
        source=other,
        strength=alike,
    )


def _also_said(one: Span, passage: Reading, other: Span) -> bool:
    """Whether the passage uses the claim's own word too, elsewhere than in its opposite ("non-binding")."""
    stems = {word.stem for word in words(one.text)}
    return any(
        word.stem in stems for word in passage.words if word.end <= other.start or other.end <= word.start
    )


def _directions(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """Movement in the claim against the movement that the passage reports of the most similar thing."""
    for moved in claim.directions:
        others = [other for other in passage.directions if _sense(other) and _comparable(moved, other)]
        if not _sense(moved) or not others:
            continue
        alike = {other: _likeness(claim, moved, passage, other) for other in others}
        most = max(alike.values())
        nearest = [other for other in others if alike[other] == most]
        if any(_sense(other) == _sense(moved) for other in nearest):
            continue
        rival = nearest[0]
        yield Difference(
            signal="direction",
            code="CC401",
            message=f"The article says {moved.text}, the document says {rival.text}.",
            claim=Span(moved.text, moved.start, moved.end),
            source=Span(rival.text, rival.start, rival.end),
            strength=most * (_FLAT if "flat" in (moved.sense, rival.sense) else 1.0),
        )


def _comparable(moved: Direction, other: Direction) -> bool:
    """Whether both tell the same of a thing: how it moves, or how its pace changes.

    Inflation that slows and prices that rise are no conflict.
    """
    pace, ours, theirs = _pace(), stem(moved.text), stem(other.text)
    # A noun is the growth of its own thing, which the words around it seldom are.
    return (ours in pace) == (theirs in pace) and (ours == theirs or theirs not in _noun())


@cache
def _noun() -> frozenset[str]:
    return frozenset(stem(word) for word in load_toml("polarity.toml")["directions"]["nouns"].split())


@cache
def _pace() -> frozenset[str]:
    return frozenset(stem(word) for word in load_toml("polarity.toml")["directions"]["pace"].split())


def _unchanged(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A change that the claim reports or announces, of something that the passage says stays as it is."""
    changed = claim.main
    if changed is None or changed.negated or changed.rung < _CHANGE or find_persistence(claim.text):
        return
    for stays in find_persistence(passage.text):
        alike = _likeness(claim, Span(changed.text, changed.start, changed.end), passage, stays)
        if alike:
            yield Difference(
                signal="unchanged",
                code="CC401",
                message=f"The article says “{changed.text}”, the document says “{stays.text}”.",
                claim=Span(changed.text, changed.start, changed.end),
                source=stays,
                strength=alike,
            )


def _sense(direction: Direction) -> str:
    """The way something moves, empty where a negation leaves it open."""
    return "" if direction.negated else direction.sense


def _likeness(
    claim: Reading, one: Word | Span | Direction, passage: Reading, other: Word | Span | Direction
) -> float:
    return likeness(claim, (one.start, one.end), passage, (other.start, other.end), _REACH)


def _span(word: Word) -> Span:
    return Span(word.text, word.start, word.end)
