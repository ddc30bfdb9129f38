"""Who is called "he" and who "she", as far as given names, titles and the text itself tell."""

from __future__ import annotations

import re

from claimcheck.claims.cues import lexicon
from claimcheck.claims.referents import Referent

_WORD = re.compile(r"[^\W\d_]+")
_LINK = re.compile(r" (?:of|for|from|at|in|on|who|whose)\b")
_OF_PRONOUN = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}


class Genders:
    """Memory of the pronouns that people were given; people go by the last word of their name."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def learn(self, pronoun: str, referent: Referent) -> None:
        """Keep that `pronoun` (lower case) stands for the name `referent`; what was learned first stays."""
        words = _name(referent)
        if pronoun in _OF_PRONOUN and words and words[-1][0].isupper():
            self._known.setdefault(words[-1].lower(), _OF_PRONOUN[pronoun])

    def fits(self, pronoun: str, referent: Referent) -> bool:
        """Whether nothing that is known of the referent speaks against the pronoun."""
        words = [word.lower() for word in _name(referent)]
        if pronoun not in _OF_PRONOUN or not words:
            return True
        # "Letitia James" is no James: the last of several words is a surname.
        told = {gender for word in words[: max(1, len(words) - 1)] if (gender := _told_by(word))}
        known = told.pop() if len(told) == 1 else self._known.get(words[-1])
        return known is None or known == _OF_PRONOUN[pronoun]


def _name(referent: Referent) -> list[str]:
    """The words of the person meant: of "the lawyer for Mr. Ng" those before "for", which name nobody."""
    whole = referent.text.split(",", 1)[0]
    head = _WORD.findall(_LINK.split(whole, maxsplit=1)[0])
    return head if head and head[-1][0].islower() else _WORD.findall(whole)


def _told_by(word: str) -> str:
    """What a given name or title tells: "m", "f" or nothing."""
    lex = lexicon()
    return "m" if word in lex.masculine else "f" if word in lex.feminine else ""
