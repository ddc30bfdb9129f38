"""The inflected forms of English verbs, by rule and from a list of irregular ones."""

from __future__ import annotations

from functools import cache

import msgspec

from claimcheck.resources import load_toml

_VOWELS = "aeiou"


class Inflections(msgspec.Struct, frozen=True):
    """The five forms of a verb: sign, signs, signed, signed, signing."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


@cache
def irregular_verbs() -> dict[str, tuple[str, str]]:
    """Lemma of each irregular verb -> its past form and its participle."""
    rows = load_toml("inflections.toml")["irregular"].items()
    return {lemma: (forms.split()[0], forms.split()[1]) for lemma, forms in rows}


@cache
def _doubling() -> frozenset[str]:
    return frozenset(load_toml("inflections.toml")["doubling"]["verbs"].split())


def inflect(lemma: str) -> Inflections:
    """The forms of the verb `lemma` (its infinitive, lower case)."""
    irregular = irregular_verbs().get(lemma)
    consonant_y = lemma.endswith("y") and lemma[-2:-1] not in _VOWELS
    if lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = lemma + "es"
    else:
        third = lemma[:-1] + "ies" if consonant_y else lemma + "s"
    root = lemma + lemma[-1] if lemma in _doubling() else lemma
    if lemma.endswith("e"):
        past, gerund = lemma + "d", (lemma if lemma.endswith("ee") else lemma[:-1]) + "ing"
    else:
        past, gerund = (lemma[:-1] + "ied" if consonant_y else root + "ed"), root + "ing"
    if lemma.endswith("ie"):
        gerund = lemma[:-2] + "ying"
    participle = past
    if irregular:
        past, participle = irregular
    if lemma == "have":
        third = "has"
    return Inflections(lemma, third, past, participle, gerund)


def spellings(lemma: str) -> tuple[str, ...]:
    """`lemma` and, for a verb in "-ize" or "-yze", its British spelling."""
    return (lemma, lemma[:-2] + "se") if lemma.endswith(("ize", "yze")) and len(lemma) > 5 else (lemma,)
