"""Claims that a statement leaves something out: "the readout made no mention of tariffs".

An entailment model reads them the wrong way: any passage that says nothing of tariffs seems to bear them out.
Nor can one party's document show what another's leaves out. So the documents of whoever is said to be silent
are searched for what they are said not to mention.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

import msgspec

from claimcheck.language.names import country_of, find_names
from claimcheck.language.sentences import split_sentences
from claimcheck.language.words import content_words
from claimcheck.records import Scores, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Glance
from claimcheck.verdicts.decision import Decision
from claimcheck.verdicts.reading import Reading, concept, read
from claimcheck.verdicts.signals.comparison import Difference

_ITEMS = re.compile(r",? (?:or|and|nor) (?:of |to |about )?|, ")


class Omission(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to be silent, and the things of which, as spans of the text that says so."""

    who: Span
    what: tuple[Span, ...]


def find_omission(text: str) -> Omission | None:
    """What `text` says that somebody leaves out; None where it does not say so."""
    setting = load_toml("omissions.toml")
    if len(text) > setting["length"]:
        return None
    for wording in _wordings():
        found = wording.fullmatch(text.rstrip(" .,;:"))
        if found is None or not _is_subject(found["who"].lower().split()):
            continue
        at = found.start("what")
        cuts = [(0, 0), *(one.span() for one in _ITEMS.finditer(found["what"])), (len(found["what"]),) * 2]
        items = [(at + one[1], at + other[0]) for one, other in pairwise(cuts)]
        if any(_words("clause") & set(text[start:end].lower().split()) for start, end in items[1:]):
            continue
        told = tuple(Span(text[start:end], start, end) for start, end in items if _tells(text[start:end]))
        if told:
            return Omission(who=Span(found["who"], found.start("who"), found.end("who")), what=told)
    return None


def _is_subject(who: Sequence[str]) -> bool:
    """Whether these words can be whoever is silent, not somebody who asks for silence, or doubts it."""
    short = len(who) <= load_toml("omissions.toml")["subject"]
    return bool(who) and short and who[-1] not in _words("asked") and not _words("supposed") & set(who)


def _tells(item: str) -> bool:
    """Whether words tell by themselves what is left out, as "it", "the deal" and "Monday" do not."""
    content = [word.text.lower() for word in content_words(item)]
    telling = [word for word in content if word not in _words("vague") and not word[0].isdigit()]
    return bool(telling)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load_toml("omissions.toml")[name].split())


def silent_ones(omission: Omission, actors: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The parties that are said to be silent.

    They are those whose names name the same as the claim does ("the Chinese statement": China MFA), else
    those that speak for it or its country. Of several names the first counts, unless they are joined by
    "and". A nameless statement is a party's only where there is no other, and so is any statement where
    nobody knows for whom that party speaks.

    Args:
        omission: the claim.
        actors: party -> the actors that it speaks for, of all parties.
    """
    names = find_names(omission.who.text)
    lone = len(actors) == 1 and (not names or not any(actors.values()))
    found = [_parties_of(name.actor, actors) for name in names]
    speaking = [parties for parties in found if parties]
    if lone or not speaking:
        return frozenset(actors) if lone else frozenset()
    return frozenset.union(*speaking) if " and " in omission.who.text else speaking[0]


def _parties_of(actor: str, actors: Mapping[str, frozenset[str]]) -> frozenset[str]:
    called = {party for party in actors if actor in {name.actor for name in find_names(party)}}
    own = {actor, country_of(actor) or actor}
    return frozenset(called or {party for party, spoken_for in actors.items() if own & spoken_for})


def decide_omission(omission: Omission, seen: Sequence[Glance]) -> Decision:
    """What the passages of the party that is said to be silent say to the claim that it is.

    Args:
        omission: the claim.
        seen: the passages that were found for the claim; none for other parties, which cannot tell.

    Returns:
        A conflict where one sentence holds all words of one of the things left out, else silence.
    """
    setting = load_toml("omissions.toml")
    for one in sorted(seen, key=lambda one: (len(one.hit.passage.text), one.hit.passage.start)):
        for item in omission.what:
            place = _mention(item, one.hit.passage.text)
            if place is not None:
                return _mentioned(item, place, one, setting["mentioned"])
    rest = round((1 - setting["silent"]) / 2, 4)
    return Decision(label="not_mentioned", scores=Scores(rest, rest, round(1 - 2 * rest, 4)))


def _mentioned(item: Span, place: Span, passage: Glance, sure: float) -> Decision:
    rest = round((1 - sure) / 2, 4)
    difference = Difference(
        signal="omission",
        code="CC401",
        message="The document does mention it.",
        claim=item,
        source=place,
        strength=1.0,
    )
    return Decision(
        label="contradicted",
        scores=Scores(rest, round(1 - 2 * rest, 4), rest),
        deciding=passage.assessment,
        differences=(difference,),
    )


def _mention(item: Span, passage: str) -> Span | None:
    """The first sentence of `passage` that has all names and all other content words of `item`.

    One that says itself that something was left out is passed over.
    """
    wanted = read(item.text)
    for sentence in split_sentences(passage):
        found = read(sentence.text)
        if (
            find_omission(sentence.text) is None
            and wanted.actors <= found.actors
            and _told(wanted) <= _told(found)
        ):
            return Span(sentence.text, sentence.start, sentence.end)
    return None


def _told(reading: Reading) -> frozenset[str]:
    """Concepts of the content words that are no names."""
    return frozenset(
        concept(word.stem)
        for word in reading.content
        if not any(name.start <= word.start < name.end for name in reading.names)
    )


@cache
def _wordings() -> tuple[re.Pattern[str], ...]:
    told = load_toml("omissions.toml")["wordings"]
    return tuple(re.compile(wording.replace(" ", r"\s{1,4}"), re.IGNORECASE | re.DOTALL) for wording in told)
