"""Actors: who does it to whom, in the claim and in the document."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache

import msgspec

from claimcheck.language.inflection import inflect
from claimcheck.language.names import country_of, same_actor
from claimcheck.language.words import content_words
from claimcheck.records import Name, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading, concept
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap
from claimcheck.verdicts.signals.frames import Frame, frames

_MOST = 40  # acts of one text that are compared
# An office: a title and what it is for.
_OFFICE = re.compile(r"\b([A-Z][a-z]{2,20}) (?:of|for) (?:the )?([A-Z][\w ]{2,60})$")


class _Act(msgspec.Struct, frozen=True, kw_only=True):
    """An act of a known kind with the actors that do it and those that the rest of its clause names."""

    frame: Frame
    kind: str
    doers: tuple[Name, ...]
    others: tuple[Name, ...]
    private: bool
    state: bool
    told: frozenset[str]


def compare_actors(claim: Reading, passage: Reading) -> Comparison:
    """The doer of each act of the claim against the doer of the same act in the passage (CC301).

    Two acts are the same if their verbs are of one family (`actors.toml`) and what they are done to shares
    words. Somebody else does it where no name of one side can stand for a name of the other: a country, its
    capital, its government and its people are one actor. A state and its companies are two.
    """
    theirs = _acts(passage)
    agreements, differences = [], []
    for act in _acts(claim):
        twins = [other for other in theirs if other.kind == act.kind and _same_object(act, other)]
        same = [_one_doer(act, twin) for twin in twins]
        if True in same:
            agreements.append((act.frame.verb, twins[same.index(True)].frame.verb))
        elif twins and None not in same and not any(_joined(act, twin, passage) for twin in twins):
            differences.append(_difference(act, twins[0]))
    return Comparison(agreements=tuple(agreements), differences=tuple(differences))


def _difference(act: _Act, twin: _Act) -> Difference:
    setting = load_toml("actors.toml")["matching"]
    if _swapped(act, twin) and act.others:
        strength = setting["swapped"]
    elif _is_widened(act, twin):
        strength = setting["widened"]
    else:
        strength = setting["replaced"]
    ours, theirs = _doer(act), _doer(twin)
    return Difference(
        signal="actor",
        code="CC301",
        message=f"The article says that {ours.text} does it, the document says {theirs.text}.",
        claim=ours,
        source=theirs,
        strength=strength,
    )


def _doer(act: _Act) -> Span:
    return act.frame.agent or act.frame.verb


@lru_cache(maxsize=1024)
def _acts(reading: Reading) -> tuple[_Act, ...]:
    found: list[_Act] = []
    for frame in frames(reading.text):
        if len(found) == _MOST:
            break
        kind = _kinds().get(frame.verb.text.lower())
        if kind is None:
            continue
        doers = () if frame.agent is None else _named(reading, (frame.agent,))
        actors = {name.actor for name in doers}
        act = _Act(
            frame=frame,
            kind=kind,
            doers=doers,
            others=tuple(one for one in _named(reading, frame.rest) if one.actor not in actors),
            private=frame.agent is not None and _is_private(frame.agent),
            state=frame.agent is not None and _is_state(frame.agent, doers),
            told=_told(reading, frame),
        )
        found.append(act)
    return tuple(found)


def _joined(act: _Act, twin: _Act, passage: Reading) -> bool:
    """Whether the document names the claim's doer beside its own: "France will, together with Italy, ..."."""
    return any(
        _joins().search(passage.text, max(0, name.start - 20), name.start)
        for name in twin.others
        if _meet(act.doers, (name,))
    )


@cache
def _joins() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('actors.toml')['matching']['joins']})\s(?:the\s)?\Z", re.IGNORECASE)


@cache
def _kinds() -> dict[str, str]:
    acts = load_toml("actors.toml")["acts"]
    return {
        form: kind
        for kind, verbs in acts.items()
        for verb in verbs.split()
        for form in msgspec.structs.astuple(inflect(verb))
    }


@cache
def _class(name: str) -> frozenset[str]:
    return frozenset(load_toml("actors.toml")["classes"][name].split())


def _is_private(agent: Span) -> bool:
    words = agent.text.lower().split()
    return words[-1] in _class("private") and not _class("public") & set(words)


def _is_state(agent: Span, doers: tuple[Name, ...]) -> bool:
    """Whether a noun phrase is the bare name of a state or body, or ends in a word for a government."""
    bare = any(name.end == agent.end and name.kind in ("country", "organisation") for name in doers)
    known = any(country_of(name.actor) or name.actor in _bodies("european") for name in doers)
    return (known and bare) or agent.text.rsplit(maxsplit=1)[-1].lower() in _class("government")


def _named(reading: Reading, places: tuple[Span, ...]) -> tuple[Name, ...]:
    found = []
    for place in places:
        first = bisect_left(reading.names, place.start, key=_start)
        last = bisect_left(reading.names, place.end, key=_start)
        found += [name for name in reading.names[first:last] if name.end <= place.end]
    return tuple(found)


def _start(name: Name) -> int:
    return name.start


def _told(reading: Reading, frame: Frame) -> frozenset[str]:
    """What an act is done to: the concepts of the rest of its clause that are no names and no numbers."""
    told = set()
    for place in frame.rest:
        names = _named(reading, (place,))
        for word in content_words(place.text):
            at = place.start + word.start
            if word.text[0].isdigit() or word.text.lower() in _class("measure"):
                continue
            if not any(name.start <= at < name.end for name in names):
                told.add(concept(word.stem))
    return frozenset(told)


def _same_object(act: _Act, other: _Act) -> bool:
    setting = load_toml("actors.toml")["matching"]
    shared, share = len(act.told & other.told), overlap(act.told, other.told)
    if share >= setting["most"] or (shared >= setting["shared"] and share >= setting["some"]):
        return True
    # A doer that is not named could be anybody; those upon whom it is done then decide.
    met = _meet(act.others, other.others)
    placed = _swapped(act, other) or (met and _meet(act.doers, other.doers)) if other.doers else met
    return act.kind in setting["upon_whom"].split() and placed


def _swapped(act: _Act, other: _Act) -> bool:
    return _meet(act.doers, other.others) and _meet(other.doers, act.others)


def _one_doer(act: _Act, other: _Act) -> bool | None:
    """Whether the same one does both; None where that cannot be told."""
    if _is_widened(act, other) or _are_offices(act, other):
        return False
    return _meet(act.doers, other.doers) if act.doers and other.doers else None


def _are_offices(act: _Act, other: _Act) -> bool:
    """Whether two offices of one title do it: "the Secretary of Commerce", "the Secretary of Energy"."""
    found = [_OFFICE.search(one.frame.agent.text) if one.frame.agent else None for one in (act, other)]
    ours, theirs = found
    return ours is not None and theirs is not None and ours[1] == theirs[1] and ours[2] != theirs[2]


def _is_widened(act: _Act, other: _Act) -> bool:
    """Whether one side says that a state does it and the other that companies or people of it do."""
    return (act.private and other.state) or (act.state and other.private)


def _meet(ours: tuple[Name, ...], theirs: tuple[Name, ...]) -> bool:
    return any(_may_be_one(one, other) for one in ours for other in theirs)


def _may_be_one(one: Name, other: Name) -> bool:
    """Whether one name could stand for the other: one actor, one country, a body and its member.

    What a name that no list knows belongs to cannot be told, save that two persons are two.
    """
    if one.actor == other.actor or same_actor(one.actor, other.actor):
        return True
    home, away = country_of(one.actor), country_of(other.actor)
    if home and away and not {one.actor, other.actor} & _bodies("any"):
        return home == away
    if not home and not away and one.kind == other.kind == "person":
        return False
    pair = {home or one.actor, away or other.actor}
    if pair <= _bodies("european") | _bodies("members"):
        return True
    known = _bodies("european") | _bodies("lenders")
    return not (bool({one.actor, other.actor} & known) and bool(home or away or pair <= known))


@cache
def _bodies(name: str) -> frozenset[str]:
    return frozenset(load_toml("actors.toml")["compatible"][name])
