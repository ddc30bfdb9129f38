"""The words that make an attribution: cue verbs, nouns and adjectives, and the closed classes around them.

Everything comes from `resources/attribution.toml`. A word class is one character, so that the classes
of a sentence form a string on which short regular expressions can work:

    D determiner     S one that stands alone    P he, she, they, we, I   M it, you   O object pronoun
    H her            W who                      w which, what, how...    t that      T to
    I preposition    c but, while, after, as    K and, or                A adverb    R according
    X auxiliary      b form of to be            s possessive ending      Y time word # number
    N other word     C capitalised word         n cue noun               j cue adjective
    h                hedging adverb: reportedly
    v z d p g        cue verb: base, third person, past, participle, -ing
    F other verb     E other -ed                G other -ing
    , ; : . ( ) -    punctuation                Q q quotation marks, opening and closing
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec

from claimcheck.language.inflection import inflect
from claimcheck.resources import load_toml

FINITE = frozenset("vzdXbF")
_FORMS = "vzdpg"


class Cue(msgspec.Struct, frozen=True):
    """What a cue verb takes: complements and prepositions, and what it asks of its subject.

    `complements` are those that `attribution.toml` explains; `strong` says that any subject will do.
    """

    complements: frozenset[str]
    about: frozenset[str]
    strong: bool
    addressee: bool


class Lexicon(msgspec.Struct, frozen=True):
    """The lexicon as lookup tables, all keyed by lower-case words with straight apostrophes.

    `phrasal` and `other_verbs` hold forms of verbs with the particle that follows them: those that are cues
    with it, and those that are none.
    """

    classes: dict[str, str]
    verbs: dict[str, Cue]
    nouns: frozenset[str]
    passives: frozenset[str]
    not_adverbs: frozenset[str]
    plurals: frozenset[str]
    sources: frozenset[str]
    persons: frozenset[str]
    titles: frozenset[str]
    masculine: frozenset[str]
    feminine: frozenset[str]
    according: tuple[tuple[str, ...], ...]
    phrasal: dict[tuple[str, ...], Cue]
    other_verbs: frozenset[tuple[str, str]]


@cache
def lexicon() -> Lexicon:
    """The lexicon of this package, read once a process."""
    data = load_toml("attribution.toml")
    nouns = _with_plurals(data["nouns"]["words"])
    sources = data["sources"]
    return Lexicon(
        classes=_classes(data, nouns),
        verbs=_verbs(data),
        nouns=nouns,
        passives=frozenset(data["hedged"]["passive"].split()),
        not_adverbs=frozenset(data["words"]["not_adverbs"].split()),
        plurals=frozenset(data["words"]["plural_nouns"].split()),
        sources=_with_plurals(" ".join(sources[key] for key in ("persons", "bodies", "documents"))),
        persons=frozenset(sources["persons"].split()),
        titles=frozenset(sources["titles"].split()),
        masculine=frozenset(sources["masculine"].split()),
        feminine=frozenset(sources["feminine"].split()),
        according=tuple(tuple(phrase.split()) for phrase in data["according_to"]["phrases"]),
        phrasal={
            pair: _verbs(data)[like]
            for phrase, like in data["phrasal"]["meaning"].items()
            for pair in _phrasal(phrase)
        },
        other_verbs=frozenset(pair for phrase in data["phrasal"]["other"] for pair in _phrasal(phrase)),
    )


def verb_forms(base: str) -> tuple[str, str, str, str, str]:
    """Base, third person, past, participle and -ing form of the cue verb `base`."""
    data = load_toml("attribution.toml")
    irregular = data["irregular"].get(base)
    if irregular:
        third, past, participle, gerund = irregular.split()
        return base, third, past, participle, gerund
    if base in data["inflection"]["doubled"].split():
        root = base + base[-1]
        return base, base + "s", root + "ed", root + "ed", root + "ing"
    forms = inflect(base)
    return base, forms.third, forms.past, forms.participle, forms.gerund


def _phrasal(phrase: str) -> list[tuple[str, str]]:
    """Every form of a verb, with its particle."""
    base, particle = phrase.split()
    return [(form, particle) for form in verb_forms(base)]


def _verbs(data: dict[str, Any]) -> dict[str, Cue]:
    """Every form of every cue verb; a verb of several groups takes the complements of all."""
    merged: dict[str, Cue] = {}
    for group in data["verbs"]:
        for base in group["words"].split():
            known = merged.get(base)
            merged[base] = Cue(
                complements=frozenset(group["complements"]) | (known.complements if known else frozenset()),
                about=frozenset(group["about"].split()) | (known.about if known else frozenset()),
                strong=group["subject"] == "any" or bool(known and known.strong),
                addressee=group.get("addressee", False) or bool(known and known.addressee),
            )
    table: dict[str, Cue] = {}
    for base, cue in merged.items():
        for form in verb_forms(base):
            table.setdefault(form, cue)
    return table


def _classes(data: dict[str, Any], nouns: frozenset[str]) -> dict[str, str]:
    """Word -> class; the closed classes win over cue verbs, these over cue nouns and other verbs."""
    words = data["words"]
    closed = (
        ("D", words["determiners"]), ("P", words["subjects"]), ("M", words["neutral"]),
        ("O", words["objects"]), ("H", "her"), ("W", words["relative"]), ("t", "that"), ("T", "to"),
        ("R", "according"), ("K", words["coordinate"]), ("c", words["subordinate"]),
        ("w", words["question"]), ("I", words["prepositions"]), ("b", words["be"]),
        ("X", words["auxiliaries"]), ("A", words["adverbs"]), ("S", words["standalone"]),
        ("h", data["hedged"]["adverbs"]),
    )  # fmt: skip
    table: dict[str, str] = {}
    for letter, listed in closed:
        for word in listed.split():
            table.setdefault(word, letter)
    for group in data["verbs"]:
        for base in group["words"].split():
            for letter, form in zip(_FORMS, verb_forms(base), strict=True):
                table.setdefault(form, letter)
    later = (
        ("F", words["finite"].split()),
        ("Y", words["time"].split()),
        ("j", data["adjectives"]["words"].split()),
        ("n", sorted(nouns)),
    )
    for letter, listed in later:
        for word in listed:
            table.setdefault(word, letter)
    return table


def _with_plurals(words: str) -> frozenset[str]:
    plurals = set()
    for word in words.split():
        if word.endswith("y") and word[-2] not in "aeiou":
            plurals.add(word[:-1] + "ies")
        elif word.endswith("man"):
            plurals.add(word[:-2] + "en")
        else:
            plurals.add(word + ("es" if word.endswith(("s", "x", "ch", "sh")) else "s"))
    return frozenset(words.split()) | plurals
