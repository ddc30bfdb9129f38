"""Statements put into other words without a person, to see whether a search finds what is known to be there.

Words are replaced by others of a table, names by other names of the same actor, clauses are dropped and parts
change places, always the same way for the same statement.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from claimcheck.language.aliases import load_aliases
from claimcheck.language.names import find_names
from claimcheck.language.words import content_words
from claimcheck.resources import load_toml

_TOKEN = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ASIDE = re.compile(r"\s?\([^()]{0,200}\)|,? (?:which|who|whose|where) [^,.;]{0,160}(?=[,.;])")
_OPENING = re.compile(
    r"(?P<first>(?:In|On|At|For|With|After|Since|During|Under|Through|As|To) [^,.;]{3,80}), "
    r"(?P<rest>[^.]{20,400})\.?\Z"
)
_TAIL = re.compile(r"(?:, (?:and|but|as|with|while)|;| — | – ) ?[^;]{0,400}\Z")
_MONEY = re.compile(r"\$(?P<amount>\d[\d.,]{0,15})(?: (?P<scale>million|billion|trillion))?")
_SIBILANT = ("s", "x", "z", "ch", "sh")


def rewrite(statement: str) -> str | None:
    """The statement in other words; None where the table does not hold enough of its words.

    At most a share of the content words of the rewrite stand in the statement: `[rewriting] most_shared` of
    `resources/rewrites.toml`.
    """
    setting = load_toml("rewrites.toml")["rewriting"]
    if len(statement.split()) > setting["most_words"]:
        return None
    for shortened in _shortened(" ".join(statement.split())):
        found = _in_other_words(_reordered(shortened))
        told = content_words(found)
        if len(told) < setting["least_words"]:
            continue
        if shared_words(found, statement) <= setting["most_shared"]:
            return found
    return None


def shared_words(rewritten: str, statement: str) -> float:
    """The share of the content words of `rewritten` whose stem stands in `statement`; 1 where it has none."""
    own = [word.stem for word in content_words(rewritten)]
    known = {word.stem for word in content_words(statement)}
    return sum(stem in known for stem in own) / len(own) if own else 1.0


def _shortened(statement: str) -> Iterator[str]:
    """The statement, then without asides, then also without its last clause."""
    yield statement
    plain = _ASIDE.sub("", statement)
    yield plain
    yield _TAIL.sub(".", plain)


def _reordered(statement: str) -> str:
    """An opening phrase moved to the end: "In May, he left." becomes "He left in May."."""
    match = _OPENING.match(statement)
    if match is None:
        return statement
    first, rest = match["first"], match["rest"]
    return f"{rest[0].upper()}{rest[1:]} {first[0].lower()}{first[1:]}."


def _in_other_words(statement: str) -> str:
    text = _MONEY.sub(_dollars_last, _renamed(statement))
    return _TOKEN.sub(lambda match: _replaced(match.group()), text)


def _dollars_last(money: re.Match[str]) -> str:
    return " ".join(filter(None, (money["amount"], money["scale"], "dollars")))


def _renamed(statement: str) -> str:
    """Known names replaced by another name of the same actor, where there is one."""
    parts = []
    at = 0
    for name in find_names(statement):
        other = _other_names().get((name.actor, name.kind))
        if other and other != name.text and other not in name.text:
            parts += [statement[at : name.start], other]
            at = name.end
    return "".join([*parts, statement[at:]])


@cache
def _other_names() -> dict[tuple[str, str], str]:
    """Actor and kind -> the first form that shares no word with the actor's name."""
    found: dict[tuple[str, str], str] = {}
    for head, forms in sorted(load_aliases().forms.items()):
        for form in forms:
            written = " ".join((head, *form.tail))
            shared = set(written.lower().split()) & set(form.actor.lower().split())
            if not shared and not written.isupper():
                found.setdefault((form.actor, form.kind), written)
    return found


def _replaced(word: str) -> str:
    other = _table().get(word.lower())
    if other is None:
        return word
    return other[0].upper() + other[1:] if word[0].isupper() else other


@cache
def _table() -> dict[str, str]:
    """Word in lower case -> other word, all regular forms included; the first entry for a form counts."""
    words = load_toml("rewrites.toml")["words"]
    table: dict[str, str] = {}
    for word, other in _entries(words["others"]):
        table.setdefault(word, other)
    for word, other in _entries(words["nouns"]):
        table.setdefault(word, other)
        table.setdefault(_plural(word), _on_last(other, _plural))
    for word, other in _entries(words["verbs"]):
        table.setdefault(word, other)
        for inflected in (_plural, _past, _progressive):
            table.setdefault(inflected(word), _on_first(other, inflected))
    return table


def _entries(text: str) -> Iterator[tuple[str, str]]:
    for entry in text.split():
        word, _, other = entry.partition(":")
        yield word, other.replace("+", " ")


def _on_last(phrase: str, inflected: Callable[[str], str]) -> str:
    head, _, last = phrase.rpartition(" ")
    return f"{head} {inflected(last)}".strip()


def _on_first(phrase: str, inflected: Callable[[str], str]) -> str:
    first, _, rest = phrase.partition(" ")
    return f"{inflected(first)} {rest}".strip()


def _plural(word: str) -> str:
    """Also the third person of a verb."""
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(_SIBILANT) else f"{word}s"


def _past(word: str) -> str:
    irregular = load_toml("rewrites.toml")["past"].get(word)
    if irregular is not None:
        return str(irregular)
    if word.endswith("y") and word[-2:-1] not in "aeiou":
        return f"{word[:-1]}ied"
    return f"{word}d" if word.endswith("e") else f"{word}ed"


def _progressive(word: str) -> str:
    return f"{word[:-1]}ing" if word.endswith("e") and not word.endswith("ee") else f"{word}ing"
