"""Denials that repeat no verb of the claim: "made no request", "not negotiable", "did not come up"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from claimcheck.language.polarity import denial_strength, find_persistence, is_negated
from claimcheck.language.words import Word, stem
from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.alignment import act, around, likeness, sentence_around
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap
from claimcheck.verdicts.signals.frames import verb_starts

_REACH = 90  # characters around a place that say what it is about
_WISH = 1  # rung of what is only asked for
_NOT_RAISED = 2  # level of the ladder of denial on which something was not talked about


def compare_denials(claim: Reading, passage: Reading) -> Comparison:
    """What the claim asserts against its denial in other words (CC401)."""
    found = [
        *_nominal(claim, passage),
        *_refused(claim, passage),
        *_raised(claim, passage),
        *_lasting(claim, passage),
    ]
    return Comparison(differences=tuple(found))


def _nominal(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """An act that the claim tells by a verb and the document denies by its noun: "asked", "no request"."""
    verbs = verb_starts(claim.text)
    for word in claim.content:
        family = _family(word)
        if family is None or word.start not in verbs or is_negated(claim.text, word.start, word.end):
            continue
        kin = [other for other in passage.content if _family(other) == family]
        denied = [other for other in kin if _is_none(passage, other)]
        if not denied or len(denied) < len(kin):
            continue
        theirs = _with_negator(passage, denied[0])
        alike = _alike(claim, _span(word), passage, theirs)
        if alike:
            yield _difference(claim, _span(word), theirs, alike)


def _refused(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """Something that the document says is not to be had, and the claim says is."""
    main = claim.main
    if main is None or main.negated or main.rung == _WISH or _refusals().search(claim.text):
        return
    for match in _refusals().finditer(passage.text):
        theirs = Span(match.group(), match.start(), match.end())
        ours = Span(main.text, main.start, main.end)
        alike = _alike(claim, ours, passage, theirs)
        if alike:
            yield _difference(claim, ours, theirs, alike)


def _raised(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A subject that the claim says was not talked about, and the document says was."""
    denial = denial_strength(claim.text)
    if denial is None or denial[1] != _NOT_RAISED:
        return
    topic = around(claim, (denial[0].start, denial[0].end), _REACH)
    for word in passage.content:
        if word.stem not in _talking() or word.start not in verb_starts(passage.text):
            continue
        if is_negated(passage.text, word.start, word.end):
            continue
        share = overlap(topic, around(passage, (word.start, word.end), _REACH))
        if share >= load_toml("signals.toml")["denied"]["topic"]:
            yield _difference(claim, denial[0], _span(word), share)
            return


def _lasting(claim: Reading, passage: Reading) -> Iterator[Difference]:
    """A duty or a ban that the claim says is over ("no longer"), and the document says goes on."""
    over = _over().search(claim.text)
    if over is None or find_persistence(claim.text):
        return
    for stays in find_persistence(passage.text):
        ours = Span(over.group(), over.start(), over.end())
        alike = _alike(claim, ours, passage, stays)
        if alike:
            yield _difference(claim, ours, stays, alike)


def _is_none(passage: Reading, word: Word) -> bool:
    """Whether "no" or "without" stands right before the noun, or with an adjective between."""
    first, _ = sentence_around(passage.text, word.start)
    before = passage.text[max(first, word.start - 40) : word.start].lower().split()
    return any(one in ("no", "without", "any") for one in before[-2:]) and is_negated(
        passage.text, word.start, word.end
    )


def _with_negator(passage: Reading, word: Word) -> Span:
    before = passage.text[: word.start].rstrip()
    words = before.rsplit(maxsplit=2)[-2:]
    start = word.start
    for count, one in enumerate(reversed(words), 1):
        if one.lower() in ("no", "without", "any"):
            start = passage.text.rindex(words[-count], 0, word.start)
    return Span(passage.text[start : word.end], start, word.end)


def _alike(claim: Reading, ours: Span, passage: Reading, theirs: Span) -> float:
    return likeness(claim, (ours.start, ours.end), passage, (theirs.start, theirs.end), _REACH)


def _difference(claim: Reading, ours: Span, theirs: Span, strength: float) -> Difference:
    return Difference(
        signal="denied",
        code="CC401",
        message=f"The article says “{ours.text}”, the document says “{theirs.text}”.",
        claim=ours,
        source=theirs,
        strength=strength,
    )


def _span(word: Word) -> Span:
    return Span(word.text, word.start, word.end)


def _family(word: Word) -> str | None:
    """The act that the word stands for as a verb or a noun of the listed ones, else None."""
    found = act(word.stem)
    return found if found.removeprefix("*") in load_toml("signals.toml")["nominal"] else None


@cache
def _talking() -> frozenset[str]:
    return frozenset(stem(word) for word in load_toml("signals.toml")["denied"]["talking"].split())


@cache
def _refusals() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('signals.toml')['denied']['refusals']})\b", re.IGNORECASE)


@cache
def _over() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('signals.toml')['denied']['over']})\b", re.IGNORECASE)
