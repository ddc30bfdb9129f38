"""Forms of English verbs: enough to move a sentence from "plans to cut" to "has cut" and back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from training.pairs.lexicon import lexicon

_VOWELS = "aeiou"


@dataclass(frozen=True)
class Verb:
    """The forms of a verb: base, third person, past, participle, -ing."""

    base: str
    third: str
    past: str
    participle: str
    gerund: str


@cache
def irregular() -> dict[str, tuple[str, str]]:
    """Past and participle of irregular verbs, by base."""
    lines = str(lexicon()["verbs"]["irregular"]).split(",")
    rows = (line.split() for line in lines)
    return {row[0]: (row[1], row[-1]) for row in rows if row}


@cache
def doubling() -> frozenset[str]:
    """Verbs that double their last letter before -ed and -ing."""
    return frozenset(str(lexicon()["verbs"]["doubling"]).split())


@cache
def act_verbs() -> dict[str, Verb]:
    """Verbs of official acts, by base."""
    return {base: conjugate(base) for base in str(lexicon()["verbs"]["acts"]).split()}


@cache
def by_form(form: str) -> dict[str, Verb]:
    """Verbs of official acts by one of their forms: "past", "participle", "gerund" or "third"."""
    return {getattr(verb, form): verb for verb in act_verbs().values()}


def conjugate(base: str) -> Verb:
    """All forms of the verb `base`, irregular ones from the lexicon, others by rule."""
    if base == "be":
        return Verb("be", "is", "was", "been", "being")
    if base in irregular():
        past, participle = irregular()[base]
    else:
        past = participle = _suffixed(base, "ed")
    return Verb(base, _third(base), past, participle, _suffixed(base, "ing"))


def _third(base: str) -> str:
    if base == "have":
        return "has"
    if base.endswith(("s", "x", "z", "ch", "sh", "o")):
        return base + "es"
    if base.endswith("y") and base[-2:-1] not in _VOWELS:
        return base[:-1] + "ies"
    return base + "s"


def _suffixed(base: str, suffix: str) -> str:
    if base in doubling():
        return base + base[-1] + suffix
    if base.endswith("ie") and suffix == "ing":
        return base[:-2] + "ying"
    if base.endswith("e") and not (suffix == "ing" and base.endswith(("ee", "oe", "ye"))):
        return base[:-1] + suffix
    if base.endswith("y") and base[-2:-1] not in _VOWELS and suffix == "ed":
        return base[:-1] + "ied"
    return base + suffix
