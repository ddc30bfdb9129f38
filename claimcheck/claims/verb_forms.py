"""Verb forms and closed classes: what class a single word can be of.

Bases, irregular forms and closed classes come from `resources/clauses.toml`; regular forms are derived.
"""

from __future__ import annotations

from functools import cache, lru_cache

from claimcheck.language.inflection import inflect, irregular_verbs
from claimcheck.resources import load_toml

_VOWELS = "aeiou"


@cache
def word_set(key: str) -> frozenset[str]:
    """The words listed under `key` in `clauses.toml`."""
    return frozenset(load_toml("clauses.toml")[key].split())


def _spellings(base: str, form: str) -> set[str]:
    """A regular form of `base` and, as not every doubled consonant is listed, its other spelling."""
    ending = "ing" if form.endswith("ing") else "ed"
    closed = len(base) > 2 and base[-1] not in _VOWELS + "wxy" and base[-2] in _VOWELS
    if closed and base[-3] not in _VOWELS:
        return {base + ending, base + base[-1] + ending}
    return {form}


@cache
def _verb_forms() -> dict[str, str]:
    """Form of verb -> its form letters, with "?" where the word is as often a noun."""
    forms: dict[str, str] = {}
    irregular = irregular_verbs()
    ambiguous = word_set("noun_or_verb")

    def add(word: str, letter: str) -> None:
        if letter not in forms.get(word, ""):
            forms[word] = forms.get(word, "") + letter

    for base in sorted(word_set("verbs") | ambiguous | irregular.keys()):
        add(base, "b")
        forms_of = inflect(base)
        add(forms_of.third, "s")
        for word in sorted(_spellings(base, forms_of.gerund)):
            add(word, "g")
        past, participle = irregular.get(base, ("", ""))
        if not past:
            for word in sorted(_spellings(base, forms_of.past)):
                add(word, "e")
        elif past == participle:
            add(past, "p" if past in word_set("finite_pasts") else "e")
        else:
            add(past, "p" if past != base else "e")
            add(participle, "n" if participle != base else "e")
    for base in ambiguous:
        for word in (base, inflect(base).third):
            forms[word] += "?"
    return forms


@cache
def base_of_gerund() -> dict[str, str]:
    """The -ing form of every listed verb -> its bare form."""
    bases = sorted(word_set("verbs") | word_set("noun_or_verb") | irregular_verbs().keys())
    return {word: base for base in bases for word in sorted(_spellings(base, inflect(base).gerund))}


_CLOSED = (
    ("M", "modals"),
    ("A", "auxiliaries"),
    ("D", "determiners"),
    ("P", "pronouns"),
    ("O", "object_pronouns"),
    ("S", "subordinators"),
    ("W", "relatives"),
    ("C", "coordinators"),
    ("R", "prepositions"),
    ("a", "adverbs"),
)


@cache
def _closed_classes() -> dict[str, str]:
    table: dict[str, str] = {}
    for letter, key in _CLOSED:
        for word in sorted(word_set(key)):
            table.setdefault(word, letter)
    return table


@lru_cache(maxsize=65536)
def lookup(word: str) -> str:
    """Class letters of one lower-case word: a closed class, verb forms ("be?"), "a", "#" or "N"."""
    if word in word_set("number_words") or any(character.isdigit() for character in word):
        return "#"
    closed = _closed_classes().get(word)
    if closed:
        return closed
    forms = _verb_forms().get(word)
    if word in word_set("not_gerund") or word in word_set("not_past"):
        rest = (forms or "").strip("?").replace("g", "").replace("e", "")
        return rest + "?" if rest else "N"
    if forms:
        return forms
    if word.endswith("ly") and len(word) > 4 and word not in word_set("not_adverbs"):
        return "a"
    if word.endswith("ed") and len(word) > 4:
        return "e"
    if word.endswith("ing") and len(word) > 5:
        return "g"
    return "N"


@lru_cache(maxsize=8192)
def lemma(word: str) -> str:
    """The bare form of a verb form, for the clause-taking verbs."""
    return _lemmas().get(word, word)


@cache
def _lemmas() -> dict[str, str]:
    table = {}
    for base, (past, participle) in irregular_verbs().items():
        table[past] = table[participle] = base
    for base in sorted(word_set("clause_takers")):
        forms = inflect(base)
        for word in (forms.third, forms.past, forms.gerund):
            table.setdefault(word, base)
    return table
