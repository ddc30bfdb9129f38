"""Verb forms and closed classes: what class a single word can be of.

Bases, irregular forms and closed classes come from `resources/clauses.toml`; regular forms are derived.
"""

from __future__ import annotations

from functools import cache, lru_cache

from claimcheck.resources import load_toml


@cache
def word_set(key: str) -> frozenset[str]:
    """The words listed under `key` in `clauses.toml`."""
    return frozenset(load_toml("clauses.toml")[key].split())


def _with_suffix(base: str, suffix: str) -> set[str]:
    """Regular spellings of `base` with -s, -ed or -ing."""
    vowel = "aeiou"
    ends_in_y = base.endswith("y") and base[-2:-1] not in vowel
    if suffix == "s":
        if ends_in_y:
            return {base[:-1] + "ies"}
        return {base + ("es" if base.endswith(("s", "x", "z", "ch", "sh", "o")) else "s")}
    if base.endswith("ie") and suffix == "ing":
        return {base[:-2] + "ying"}
    if base.endswith("e") and not base.endswith(("ee", "oe", "ye")):
        return {base[:-1] + suffix}
    if base.endswith("ee") and suffix == "ed":
        return {base + "d"}
    if ends_in_y and suffix == "ed":
        return {base[:-1] + "ied"}
    closed = len(base) > 2 and base[-1] not in vowel + "wxy" and base[-2] in vowel and base[-3] not in vowel
    return {base + suffix, base + base[-1] + suffix} if closed else {base + suffix}


@cache
def _irregular() -> tuple[tuple[str, str, str], ...]:
    rows = load_toml("clauses.toml")["irregular"].split(";")
    return tuple((row.split()[0], row.split()[1], row.split()[2]) for row in rows)


@cache
def _verb_forms() -> dict[str, str]:
    """Form of verb -> its form letters, with "?" where the word is as often a noun."""
    forms: dict[str, str] = {}
    irregular = {row[0]: row for row in _irregular()}
    ambiguous = word_set("noun_or_verb")

    def add(word: str, letter: str) -> None:
        if letter not in forms.get(word, ""):
            forms[word] = forms.get(word, "") + letter

    for base in sorted(word_set("verbs") | ambiguous | irregular.keys()):
        add(base, "b")
        for word in sorted(_with_suffix(base, "s")):
            add(word, "s")
        for word in sorted(_with_suffix(base, "ing")):
            add(word, "g")
        past, participle = irregular.get(base, ("", "", ""))[1:]
        if not past:
            for word in sorted(_with_suffix(base, "ed")):
                add(word, "e")
        elif past == participle:
            add(past, "p" if past in word_set("finite_pasts") else "e")
        else:
            add(past, "p" if past != base else "e")
            add(participle, "n" if participle != base else "e")
    for base in ambiguous:
        for word in {base, *_with_suffix(base, "s")}:
            forms[word] += "?"
    return forms


@cache
def base_of_gerund() -> dict[str, str]:
    """The -ing form of every listed verb -> its bare form."""
    bases = sorted(word_set("verbs") | word_set("noun_or_verb") | {row[0] for row in _irregular()})
    return {word: base for base in bases for word in sorted(_with_suffix(base, "ing"))}


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
    for base, past, participle in _irregular():
        table[past] = table[participle] = base
    for base in sorted(word_set("clause_takers")):
        for suffix in ("s", "ed", "ing"):
            for word in sorted(_with_suffix(base, suffix)):
                table.setdefault(word, base)
    return table
