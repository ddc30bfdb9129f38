"""Sources as names: titles taken off, pronouns and titles linked to the one person that they can mean.

Nothing is guessed: where two people fit, or none does, a source keeps its own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from claimcheck.claims.cues import lexicon
from claimcheck.claims.reading import Saying
from claimcheck.claims.sources import Range
from claimcheck.records import Name

_WORD = re.compile(r"[^\W_]+")
# What ties a name to another noun, so that the source is not the name: "a spokesman for Trump".
_LINKED = re.compile(r"\b(?:of|for|at|in|from|with|on|and|who|to|by)\b")
_HEAD_ENDS = re.compile(rf",|{_LINKED.pattern}")
_GENDERS = {"he": "m", "his": "m", "she": "f", "her": "f"}
# How many sentences back a pronoun may find the name that it means.
_REACH = 3
# More names than this within the reach are a list, in which no pronoun finds its name.
_MAX_NAMES = 40


class Speakers:
    """The people that a document names, as actors, with what it tells about each."""

    def __init__(self, text: str, names: Sequence[Name], sayings: Sequence[Saying]) -> None:
        """`names` are all names of `text` in order, `sayings` its attributions."""
        lex = lexicon()
        speaking = {saying.source[0] for saying in sayings if saying.source}
        # A name of unknown kind that speaks and has a title ("President Harlan") is a person everywhere.
        unknown = [name for name in names if not name.kind]
        titled = {name.actor for name in unknown if _word_before(text, name) in _titles()}
        people = titled & {name.actor for name in unknown if name.start in speaking}
        self.names = [
            name
            for name in names
            if name.kind == "person" or (not name.kind and (name.start in speaking or name.actor in people))
        ]
        self.starts = [name.start for name in self.names]
        self.unnamed = [saying.source[0] for saying in sayings if saying.source and _is_unnamed(text, saying)]
        self.called: dict[str, str] = {}
        self.gender: dict[str, str] = {}
        self.titles: dict[str, set[str]] = {}
        for name in self.names:
            shown = name.actor if name.text.endswith(name.actor) else name.text
            if len(shown) > len(self.called.get(name.actor, "")):
                self.called[name.actor] = shown
            words = [_word_before(text, name), *(word.lower() for word in _WORD.findall(name.text[:80]))]
            given = name.actor.split(" ", 1)[0].lower()
            for word in (*words, given):
                if word in lex.masculine or word in lex.feminine:
                    self.gender.setdefault(name.actor, "m" if word in lex.masculine else "f")
                if word in lex.titles and word in words:
                    self.titles.setdefault(word, set()).add(name.actor)


@cache
def _titles() -> frozenset[str]:
    lex = lexicon()
    return lex.titles | lex.masculine | lex.feminine


def _word_before(text: str, name: Name) -> str:
    """The word right before a name, in lower case: "president" of "President Harlan"; "" where none is."""
    before = text[max(0, name.start - 24) : name.start].lower()
    return (_WORD.findall(before) or [""])[-1] if before.endswith((" ", "\xa0")) else ""


def _is_unnamed(text: str, saying: Saying) -> bool:
    """Whether a source is one person without a name: "a White House official", "a spokesman for Trump"."""
    if saying.source is None:
        return False
    head = _HEAD_ENDS.split(text[slice(*saying.source)], maxsplit=1)[0]
    words = _WORD.findall(head)
    return bool(words) and words[-1] in lexicon().persons


def name_sources(
    text: str, sayings: Sequence[Saying], names: Sequence[Name], sentence_starts: Sequence[int]
) -> list[str]:
    """For each saying its source as a name, "" where it has none.

    "U.S. Treasury Secretary Scott Bessent" gives "Scott Bessent", "he" the one person named in the last
    sentences who agrees, "the spokesman" the one person who was called that, a surname the full name that
    the text gives elsewhere; everything else gives the source's own words.
    """
    speakers = Speakers(text, names, sayings)
    found = []
    for saying in sayings:
        own = text[saying.source[0] : saying.source[1]] if saying.source else ""
        linked = ""
        if saying.source and own.lower() in _GENDERS:
            linked = _antecedent(_GENDERS[own.lower()], saying.source, speakers, sentence_starts)
        elif saying.source:
            linked = _own_name(own, saying.source, speakers)
        found.append(linked or own)
    return found


def _antecedent(gender: str, source: Range, speakers: Speakers, sentence_starts: Sequence[int]) -> str:
    """The one person that a pronoun can mean; "" where the nearest sentence with people has several."""
    sentence = bisect_right(sentence_starts, source[0]) - 1
    last = bisect_left(speakers.starts, source[0])
    for back in range(_REACH + 1):
        begin = sentence_starts[max(0, sentence - back)]
        first = bisect_left(speakers.starts, begin, 0, last)
        if last - first > _MAX_NAMES:
            return ""
        actors = {name.actor for name in speakers.names[first:last]}
        fitting = [actor for actor in actors if speakers.gender.get(actor, gender) == gender]
        unnamed = bisect_left(speakers.unnamed, source[0]) - bisect_left(speakers.unnamed, begin)
        if fitting or unnamed:
            return speakers.called[fitting[0]] if len(fitting) == 1 and not unnamed else ""
    return ""


def _name_at(start: int, end: int, speakers: Speakers) -> str:
    """The person whose name is all that stands in `[start, end)`, as in "the minister, Helena Brandao"."""
    index = bisect_left(speakers.starts, start)
    if index == len(speakers.names) or speakers.names[index].start != start:
        return ""
    name = speakers.names[index]
    return speakers.called[name.actor] if start + len(name.text) == end else ""


def _own_name(own: str, source: Range, speakers: Speakers) -> str:
    """The person whom a source names at its end ("... spokesman Guo Jiakun"), or whom its title means."""
    head, _, rest = own.partition(", ")
    named = _name_at(source[1] - len(rest), source[1], speakers) if rest else ""
    index = bisect_left(speakers.starts, source[0] + len(head)) - 1
    if index >= 0 and speakers.names[index].start >= source[0]:
        name = speakers.names[index]
        ends_source = name.start + len(name.text) == source[0] + len(head)
        if ends_source and not _LINKED.search(own, 0, name.start - source[0]):
            return speakers.called[name.actor]
        return named
    if named:
        return named
    words = [word.lower() for word in _WORD.findall(head[:80])]
    if len(words) > 1 and words[0] == "the":
        actors = speakers.titles.get(words[-1], set())
        if len(actors) == 1:
            return speakers.called[next(iter(actors))]
    return ""
