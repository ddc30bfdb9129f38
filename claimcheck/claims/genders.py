"""Who is called "he" and who "she", as far as given names, titles and the text itself tell."""

from __future__ import annotations

import re

from claimcheck.claims.cues import lexicon
from claimcheck.claims.referents import Referent

_WORD = re.compile(r"[^\W\d_]+")
_OF_PRONOUN = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}


class Genders:
    """Memory of the pronouns that people were given; people go by the last word of their name."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def learn(self, pronoun: str, referent: Referent) -> None:
        """Keep that `pronoun` (lower case) stands for `referent`; what was learned first stays."""
        words = _WORD.findall(referent.text.lower())
        if pronoun in _OF_PRONOUN and words:
            self._known.setdefault(words[-1], _OF_PRONOUN[pronoun])

    def fits(self, pronoun: str, referent: Referent) -> bool:
        """Whether nothing that is known of the referent speaks against the pronoun."""
        words = _WORD.findall(referent.text.lower())
        if pronoun not in _OF_PRONOUN or not words:
            return True
        told = {gender for word in words if (gender := _told_by(word))}
        known = told.pop() if len(told) == 1 else self._known.get(words[-1])
        return known is None or known == _OF_PRONOUN[pronoun]


def _told_by(word: str) -> str:
    """What a given name or title tells: "m", "f" or nothing."""
    lex = lexicon()
    return "m" if word in lex.masculine else "f" if word in lex.feminine else ""
