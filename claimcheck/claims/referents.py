"""What a noun phrase can stand for: one or many, person or thing, and by which words to name it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from claimcheck.claims.clause_tokens import Tokens
from claimcheck.records import Name
from claimcheck.resources import load_toml

_SINGULAR_ENDINGS = ("ss", "us", "is", "ics")
_PERSON_PRONOUNS = frozenset({"he", "she", "him", "her", "his", "himself", "herself"})
_THING_PRONOUNS = frozenset({"it", "its", "itself"})
_PLURAL_PRONOUNS = frozenset({"they", "them", "their", "themselves"})
_PLURAL_DETERMINERS = frozenset({"both", "all", "many", "several", "these", "those", "most", "few"})


class Referent(NamedTuple):
    """A noun phrase by its words; `person` is None where it may be either."""

    text: str
    plural: bool
    person: bool | None


@cache
def reference_words(key: str) -> frozenset[str]:
    """The words under `[reference]` of `claims.toml`, separated by spaces or bars."""
    return frozenset(load_toml("claims.toml")["reference"][key].replace("|", " ").split())


class NameIndex:
    """Proper names of a text, looked up by place."""

    def __init__(self, names: Sequence[Name]) -> None:
        self._names = sorted(names, key=lambda name: (name.start, -name.end))
        self._starts = [name.start for name in self._names]
        self._kinds = {key: name.kind for name in self._names if name.kind for key in (name.text, name.actor)}

    def kind(self, label: str) -> str:
        """The kind of the name `label` (as written or as canonical name); empty where unknown."""
        return self._kinds.get(label, "")

    def within(self, start: int, end: int) -> list[Name]:
        """The names that begin in `[start, end)`, in order."""
        return self._names[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def fits(pronoun: str, referent: Referent) -> bool:
    """Whether `pronoun` (lower case) can stand for `referent`."""
    if pronoun in _PERSON_PRONOUNS:
        return not referent.plural and referent.person is not False
    if pronoun in _THING_PRONOUNS:
        return not referent.plural and referent.person is False
    return pronoun in _PLURAL_PRONOUNS and referent.plural


def is_pronoun(word: str) -> bool:
    """Whether `word` (lower case) is a pronoun of the third person, or its possessive."""
    return word in _PERSON_PRONOUNS or word in _THING_PRONOUNS or word in _PLURAL_PRONOUNS


def is_plural(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the noun phrase of tokens `[first, last)` is plural, as far as its form tells."""
    head = _head(tokens, first, last)
    words = tokens.words
    if words[first] in ("they", "we", "these", "those") or words[first] in _PLURAL_DETERMINERS:
        return True
    if any(tokens.tags[i] == "C" and words[i] == "and" for i in range(first, head)) and not _shared_head(
        tokens, first, head
    ):
        return True
    if tokens.tags[head] == "X":
        return False
    word = words[head]
    return word in reference_words("plural_nouns") or (
        word.endswith("s") and not word.endswith(_SINGULAR_ENDINGS) and len(word) > 3
    )


def _shared_head(tokens: Tokens, first: int, head: int) -> bool:
    """Whether "and" joins what one noun is about: "the trade and security deal" is one deal."""
    joint = next(i for i in range(first, head) if tokens.tags[i] == "C")
    singular = not tokens.words[head].endswith("s")
    return (
        tokens.words[first] in ("the", "a", "an", "this", "its", "their")
        and joint + 1 <= head
        and tokens.tags[joint + 1] in "N"
        and tokens.tags[joint - 1] == "N"
        and head > joint + 1
        and singular
    )


def _head(tokens: Tokens, first: int, last: int) -> int:
    """Index of the head noun: the last noun before a preposition, relative or comma."""
    head = first
    for i in range(first, last):
        if tokens.tags[i] in "RSWFT,(-" and i > first:
            break
        if tokens.tags[i] in "NX#PDgO":
            head = i
    return head


def describe(
    text: str, tokens: Tokens, offset: int, first: int, last: int, names: NameIndex
) -> Referent | None:
    """The referent of the noun phrase `[first, last)`; None where its words do not stand by themselves.

    `text` is the sentence and `offset` its place in the document that `names` was made from.
    """
    stop = first
    while stop < last and tokens.tags[stop] not in "WS(-" and not (tokens.tags[stop] == "," and stop > first):
        stop += 1
    if _is_list(tokens, first, last):
        stop = last
    limit = load_toml("claims.toml")["limits"]["max_referent_words"]
    if stop <= first or stop - first > limit or not any(tag in "NX" for tag in tokens.tags[first:stop]):
        return None
    start, end = tokens.starts[first], tokens.ends[stop - 1]
    plural = is_plural(tokens, first, stop) or _is_people(tokens, stop - 1, offset, names)
    return Referent(text[start:end], plural, _is_person(tokens, first, stop, start, end, offset, names))


def _is_people(tokens: Tokens, last: int, offset: int, names: NameIndex) -> bool:
    """Whether the phrase ends in the name of a people: "the Thais"."""
    found = names.within(offset + tokens.starts[last], offset + tokens.ends[last])
    return tokens.words[last].endswith("s") and any(name.kind == "demonym" for name in found)


def _is_list(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the commas of the phrase separate names of a list: "Oracle, Silver Lake and MGX"."""
    return "C" in tokens.tags[first:last] and all(tag in "NXD',C" for tag in tokens.tags[first:last])


def _is_person(
    tokens: Tokens, first: int, last: int, start: int, end: int, offset: int, names: NameIndex
) -> bool | None:
    head = _head(tokens, first, last)
    if tokens.words[head].removesuffix("s") in reference_words("person_nouns"):
        return True
    place = offset + tokens.starts[head]
    for name in names.within(offset + start, offset + end):
        if name.start <= place < name.end:
            return name.kind == "person" if name.kind else None
    if any(tokens.words[i] in reference_words("person_nouns") for i in range(first, head)):
        return tokens.tags[head] == "X" or None
    return None if tokens.tags[head] == "X" else False
