"""The noun that a number counts: "soldiers" in "28,500 American soldiers"."""

from __future__ import annotations

import re
from typing import NamedTuple

from claimcheck.language.patterns import GAP
from claimcheck.resources import load_toml

_TABLE = load_toml("quantities.toml")["nouns"]
_PLURALS = frozenset(_TABLE["plural"].split())
_NOT_PLURALS = frozenset(_TABLE["not_plural"].split())
_STOP = frozenset(_TABLE["stop"].split())
_MODIFIERS = frozenset(_TABLE["modifiers"].split())
_MODIFIER_ENDINGS = tuple(_TABLE["modifier_endings"].split())
_NEXT = re.compile(
    rf"(?:{GAP}|-)(?P<word>[^\W\d_][^\W\d_]{{0,30}}(?:-[^\W\d_]{{1,30}}){{0,3}})(?P<owner>['’]s?)?(?!\w)"
)
_OF = re.compile(
    rf"(?:{GAP}of)(?:{GAP}(?:the|its|their|our|his|her|these|those|all))?(?=\s)|{GAP}(?:the|its|their|our)(?=\s)"
)
_REACH = 6


class CountedNoun(NamedTuple):
    """The noun in lower case, and where it ends in the text."""

    noun: str
    end: int


def read_noun(text: str, end: int, *, single: bool = False) -> CountedNoun | None:
    """The noun counted by the number that ends at `end`, within six words; None where none is found.

    A plural in lower case is taken first. `single` (one, first) takes the next word that looks like no
    adjective instead, because nothing marks a singular noun.
    """
    joined = text[end : end + 1] == "-"
    of = _OF.match(text, end)
    found = _phrase(text, of.end() if of else end)
    if not found:
        return None
    if joined and not single:
        return _compound(found[0])
    if not single:
        return _plural(found)
    return _singular(found[1:] if joined and len(found) > 1 else found)


def _phrase(text: str, end: int) -> list[re.Match[str]]:
    """The words that follow, up to punctuation or a function word."""
    found: list[re.Match[str]] = []
    joined = False
    while len(found) < _REACH:
        match = _NEXT.match(text, end)
        if (
            match
            and found
            and not joined
            and match["word"] in ("and", "or")
            and not is_plural(found[-1]["word"])
        ):
            joined, end = True, match.end()  # "national and regional leaders"
            continue
        if not match or match["word"].lower() in _STOP:
            break
        found.append(match)
        end = match.end()
    return found


def is_plural(word: str) -> bool:
    """Whether `word` looks like a plural noun: an s that is no other ending, or a listed plural."""
    if word.lower() in _PLURALS:
        return True
    return (
        len(word) > 3
        and word.endswith("s")
        and not word.endswith(("ss", "us", "is"))
        and word not in _NOT_PLURALS
    )


def _is_bare(match: re.Match[str]) -> bool:
    """Whether the word is no possessor; "two countries' committee" still counts countries."""
    return not (match["owner"] or "").endswith("s")


def _plural(found: list[re.Match[str]]) -> CountedNoun | None:
    """The last of the first run of plurals in lower case ("arms deals"), else a capitalised plural."""
    chosen: re.Match[str] | None = None
    for match in found:
        lower = match["word"][0].islower() and _is_bare(match) and is_plural(match["word"])
        if lower:
            chosen = match
        elif chosen:
            break
    if chosen is None:
        chosen = next((m for m in found if _is_bare(m) and is_plural(m["word"])), None)
    return _as_noun(chosen)


def _is_modifier(word: str) -> bool:
    return word in _MODIFIERS or word.endswith(_MODIFIER_ENDINGS) or "-" in word


def _singular(found: list[re.Match[str]]) -> CountedNoun | None:
    """The first word that is neither an adjective by its ending nor a name before a common noun."""
    for match, following in zip(found, [*found[1:], None], strict=True):
        word = match["word"]
        name = word[0].isupper() and following is not None and following["word"][0].islower()
        if not (_is_modifier(word) or match["owner"] or name):
            return _as_noun(match)
    nouns = [match for match in found if not (match["owner"] or match["word"].endswith("ed"))]
    return _as_noun(nouns[-1] if nouns else None)  # "first meeting" looks like an adjective, and is none


def _compound(match: re.Match[str]) -> CountedNoun | None:
    """The first part after the hyphen: "five-point plan" counts points."""
    word = match["word"].split("-")[0]
    return CountedNoun(word.lower(), match.start("word") + len(word)) if len(word) > 2 else None


def _as_noun(match: re.Match[str] | None) -> CountedNoun | None:
    return CountedNoun(match["word"].split("-")[-1].lower(), match.end("word")) if match else None
