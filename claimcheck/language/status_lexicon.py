"""The lexicon of status phrases, read from `status.toml` into lookup tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Literal

import msgspec

from claimcheck.language.inflection import inflect, spellings
from claimcheck.resources import load_toml

Kind = Literal["predicate", "act", "light", "denial", "noun"]
OBJECT = "N"
MAX_OBJECT_WORDS = 5


class Phrase(msgspec.Struct, frozen=True):
    """The words that follow a head word, and what the whole phrase says.

    `tail` are the literal words after the head, `OBJECT` standing for up to five words;
    `takes_verb` says that the next verb is the phrase's complement.
    """

    tail: tuple[str, ...]
    rung: int
    domain: str
    kind: Kind
    takes_verb: bool
    standalone: bool = True


class Form(msgspec.Struct, frozen=True):
    """A word as a form of a verb: `tags` of B(ase), S (3rd person), P(ast), N (participle), G(erund)."""

    lemma: str
    tags: str


class Lexicon(msgspec.Struct, frozen=True):
    """The tables of `status.toml`; all keys are lower case."""

    forms: dict[str, tuple[Form, ...]]
    verbs: dict[str, tuple[Phrase, ...]]
    after_be: dict[str, tuple[Phrase, ...]]
    nouns: dict[str, tuple[Phrase, ...]]
    modifiers: dict[str, int]
    modals: dict[str, int]
    rungs: dict[str, int]
    words: dict[str, frozenset[str]]
    light: frozenset[str]
    light_stops: frozenset[str]
    light_gap: int
    meeting: frozenset[str]
    mandated: int
    noun_like: frozenset[str]
    domain_words: dict[str, str]
    openers: dict[str, tuple[tuple[str, ...], ...]]
    idioms: dict[str, tuple[tuple[str, ...], ...]]
    guarded: dict[str, tuple[tuple[str, ...], ...]]
    strict: frozenset[str]
    completions: frozenset[str]
    strict_completions: frozenset[str]
    reach: int
    hedges: dict[str, tuple[tuple[str, ...], ...]]
    number_hedges: dict[str, tuple[tuple[str, ...], ...]]


@cache
def load_lexicon() -> Lexicon:
    """The shipped lexicon; built once a process."""
    data = load_toml("status.toml")
    words = {name: frozenset(value.split()) for name, value in data["words"].items()}
    words["questions"] = frozenset(data["conditions"]["questions"].split())
    words["inversions"] = frozenset(data["conditions"]["inversions"].split())
    verbs, after_be = _verb_tables(data, words["complement_enders"])
    conditions, hedges, light = data["conditions"], data["hedges"], data["light"]
    return Lexicon(
        forms=_forms(verbs),
        verbs=verbs,
        after_be=after_be,
        nouns=_noun_table(data),
        modifiers=data["noun_modifiers"],
        modals=data["modals"],
        rungs=data["rungs"],
        words=words,
        light=frozenset(light["verbs"].split()),
        light_stops=frozenset(light["stops"].split()),
        light_gap=light["gap"],
        meeting=frozenset(light["meeting"].split()),
        mandated=light["mandated"],
        noun_like=frozenset(data["noun_like"]["verbs"].split()),
        domain_words={word: name for name, text in data["domains"].items() for word in text.split()},
        openers=word_index(conditions["openers"]),
        idioms=word_index(conditions["idioms"]),
        guarded=word_index(conditions["guarded"]),
        strict=frozenset(conditions["strict"]),
        completions=frozenset(conditions["completions"].split()),
        strict_completions=frozenset(conditions["strict_completions"].split()),
        reach=conditions["reach"],
        hedges=word_index(hedges["phrases"]),
        number_hedges=word_index(hedges["before_numbers"]),
    )


def word_index(phrases: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Phrases by their first word, the longest first; each as its further words."""
    index: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        head, *tail = phrase.split()
        index.setdefault(head, []).append(tuple(tail))
    return {head: tuple(sorted(tails, key=lambda tail: (-len(tail), tail))) for head, tails in index.items()}


def _verb_tables(
    data: dict[str, Any], enders: frozenset[str]
) -> tuple[dict[str, tuple[Phrase, ...]], dict[str, tuple[Phrase, ...]]]:
    verbs: list[tuple[list[str], Kind, int, str, frozenset[str]]] = []
    after_be: list[tuple[list[str], Kind, int, str, frozenset[str]]] = []

    def add(phrase: str, kind: Kind, rung: int, domain: str) -> None:
        head, *tail = phrase.split()
        if head == "be" and tail:
            after_be.append((tail, kind, rung, domain, enders))
        else:
            verbs.extend(([spelling, *tail], kind, rung, domain, enders) for spelling in spellings(head))

    for phrase in data["denials"]["phrases"]:
        add(phrase, "denial", data["denials"]["ceiling"], "general")
    for entry in data["predicates"]:
        for phrase in entry["phrases"]:
            add(phrase, "predicate", entry["rung"], entry["domain"])
    for domain, text in data["acts"].items():
        for lemma in text.split():
            add(lemma, "act", data["rungs"]["done"], domain)
    for lemma in data["light"]["verbs"].split():
        add(lemma, "light", data["rungs"]["done"], "general")
    return _group(verbs), _group(after_be)


def _noun_table(data: dict[str, Any]) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, list[Phrase]] = {}
    for entry in data["nouns"]:
        for phrase in entry["phrases"]:
            head, *tail = phrase.split()
            standalone = entry.get("standalone", True)
            table.setdefault(head, []).append(
                Phrase(tuple(tail), entry["rung"], entry["domain"], "noun", False, standalone)
            )
    return {head: _longest_first(phrases) for head, phrases in table.items()}


def _longest_first(phrases: Iterable[Phrase]) -> tuple[Phrase, ...]:
    return tuple(sorted(phrases, key=lambda phrase: (-len(phrase.tail), phrase.tail, phrase.kind != "light")))


def _group(
    entries: Iterable[tuple[list[str], Kind, int, str, frozenset[str]]],
) -> dict[str, tuple[Phrase, ...]]:
    table: dict[str, dict[tuple[tuple[str, ...], bool], Phrase]] = {}
    for (head, *rest), kind, rung, domain, enders in entries:
        tail = tuple(rest)
        takes_verb = bool(tail) and tail[-1] in enders
        table.setdefault(head, {}).setdefault(
            (tail, kind == "light"), Phrase(tail, rung, domain, kind, takes_verb)
        )
    return {head: _longest_first(phrases.values()) for head, phrases in table.items()}


def _forms(verbs: dict[str, tuple[Phrase, ...]]) -> dict[str, tuple[Form, ...]]:
    tags: dict[str, dict[str, str]] = {}
    for lemma in verbs:
        forms = inflect(lemma)
        for tag, word in zip("BSPNG", msgspec.structs.astuple(forms), strict=True):
            found = tags.setdefault(word, {})
            found[lemma] = found.get(lemma, "") + tag
    return {word: tuple(Form(lemma, tag) for lemma, tag in found.items()) for word, found in tags.items()}
