"""What an edit is: a rewriting of a sentence, and how the new sentence stands to the old."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from training.pairs.lexicon import word_list

SAME = "same"
DROPS = "drops"
ADDS = "adds"
STRONGER = "stronger"
WEAKER = "weaker"
CONFLICT = "conflict"
"""Relations of the new sentence b to the old sentence a: it says the same; leaves out a detail; adds one;
claims more of the same act (a does not carry it, and b carries a); claims less of it; excludes a."""

_OPENERS = frozenset(word_list("openers"))

Rewrite = Callable[[str, random.Random], str | None]


@dataclass(frozen=True)
class Edit:
    """A named rewriting with its relation. `rewrite` gives None where it does not apply."""

    name: str
    relation: str
    rewrite: Rewrite


def lower_initial(sentence: str) -> str:
    """`sentence` ready to follow other words: its first letter small where the word is not a name."""
    first = sentence.split(" ", 1)[0].strip(",")
    return sentence[0].lower() + sentence[1:] if first in _OPENERS else sentence


def tidy(sentence: str) -> str:
    """`sentence` without traces of cutting: double spaces and commas, space before a stop, small initial."""
    sentence = re.sub(r"\s+", " ", sentence).strip(" ,")
    sentence = re.sub(r"\s+([,.])", r"\1", sentence)
    sentence = re.sub(r",(?:\s*,)+", ",", sentence).replace(",.", ".").replace("..", ".")
    sentence = re.sub(r"\b([Aa]) (?=(?:[aeioAEIO]|un(?!i))\w)(?!(?:one|once|eu|Eu)\w*)", r"\1n ", sentence)
    sentence = re.sub(r"\b([Aa])n (?=[bcdfgjklmnpqrstvwxyz])(?!(?:hour|honest|honor|heir))", r"\1 ", sentence)
    return sentence[:1].upper() + sentence[1:]


def replace_span(sentence: str, start: int, end: int, new: str) -> str:
    """`sentence` with its characters from `start` to `end` replaced by `new`, tidied; its initial stays."""
    old = sentence[start:end]
    if new and old[:1].isupper() and not new[0].isupper() and start == 0:
        new = new[0].upper() + new[1:]
    return tidy(sentence[:start] + new + sentence[end:])


def pick(pattern: re.Pattern[str], sentence: str, rng: random.Random) -> re.Match[str] | None:
    """One match of `pattern` in `sentence`, drawn with `rng`; None without a match."""
    found = list(pattern.finditer(sentence))
    return rng.choice(found) if found else None


def phrase_pattern(phrases: list[str]) -> re.Pattern[str]:
    """A pattern for any of `phrases` as whole words, longest first; capital only where a sentence begins."""
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    initial = "|".join(re.escape(p[0].upper() + p[1:]) for p in longest_first)
    inner = "|".join(re.escape(p) for p in longest_first)
    return re.compile(rf"(?:^(?:{initial})|(?<![\w-])(?:{inner}))(?![\w$-]|’t\b)")
