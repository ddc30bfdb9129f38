"""Polarity: the same predicate denied, the opposite predicate, or movement the other way."""

from __future__ import annotations

from collections.abc import Iterator

from claimcheck.language.polarity import find_opposites, find_persistence, is_negated
from claimcheck.language.words import Word, words
from claimcheck.records import Direction, Span
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap

_CHANGE = 8  # rung from which a claim says that something changes
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
    """A word that both use, negated in one of them only, and nowhere used in the other way."""
    if not claim.negations and not passage.negations:
        return
    for word in claim.content:
        twins = [other for other in passage.content if other.stem == word.stem]
        if not twins or not word.text.islower():
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


def _opposites(claim: Reading, passage: Reading) -> Iterator[Difference]:
    pair = find_opposites(claim.text, passage.text)
    if pair is None:
        return
    one, other = pair
    if {word.stem for word in words(one.text)} & {word.stem for word in passage.words}:
        return
    if is_negated(claim.text, one.start, one.end) != is_negated(passage.text, other.start, other.end):
        return
    yield Difference(
        signal="opposite",
        code="CC401",
        message=f"The article says {one.text}, the document says {other.text}.",
        claim=one,
        source=other,
        strength=_likeness(claim, one, passage, other),
    )


def _directions(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """Movement in the claim against the movement that the passage reports of the most similar thing."""
    for moved in claim.directions:
        others = [other for other in passage.directions if _sense(other)]
        if not _sense(moved) or not others:
            continue
        likeness = {other: _likeness(claim, moved, passage, other) for other in others}
        most = max(likeness.values())
        nearest = [other for other in others if likeness[other] == most]
        if any(_sense(other) == _sense(moved) for other in nearest):
            continue
        rival = nearest[0]
        yield Difference(
            signal="direction",
            code="CC401",
            message=f"The article says {moved.text}, the document says {rival.text}.",
            claim=Span(moved.text, moved.start, moved.end),
            source=Span(rival.text, rival.start, rival.end),
            strength=most,
        )


def _unchanged(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A change that the claim reports or announces, of something that the passage says stays as it is."""
    changed = claim.main
    if changed is None or changed.negated or changed.rung < _CHANGE or find_persistence(claim.text):
        return
    about = claim.near(changed.start, changed.end, _REACH)
    for stays in find_persistence(passage.text):
        likeness = overlap(about, passage.near(stays.start, stays.end, _REACH))
        if likeness:
            yield Difference(
                signal="unchanged",
                code="CC401",
                message=f"The article says “{changed.text}”, the document says “{stays.text}”.",
                claim=Span(changed.text, changed.start, changed.end),
                source=stays,
                strength=likeness,
            )


def _sense(direction: Direction) -> str:
    """The way something moves, empty where a negation leaves it open."""
    return "" if direction.negated else direction.sense


def _likeness(
    claim: Reading, one: Word | Span | Direction, passage: Reading, other: Word | Span | Direction
) -> float:
    return overlap(claim.near(one.start, one.end, _REACH), passage.near(other.start, other.end, _REACH))


def _span(word: Word) -> Span:
    return Span(word.text, word.start, word.end)
