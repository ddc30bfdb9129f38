"""The tokens of a text as the name finder sees them: where a capital letter proves a name, and where not."""

from __future__ import annotations

from functools import cache

import msgspec

from claimcheck.language.aliases import bare, name_tokens
from claimcheck.resources import load_toml

_SENTENCE_ENDS = frozenset(".!?:;\"“”‘’'*•#>|–—()[]…")
_HEADING_SHARE = 0.6
_MIN_HEADING_WORDS = 4


class NameToken(msgspec.Struct, frozen=True):
    """One token without its possessive ending.

    `initial` and `heading` say that a capital letter proves nothing here; `possessive` that "'s" was cut off.
    """

    text: str
    start: int
    end: int
    initial: bool
    heading: bool
    possessive: bool

    @property
    def capital(self) -> bool:
        """Whether the token begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def acronym(self) -> bool:
        """Whether the token is two to six capitals or digits, the first a letter or digit."""
        letters = self.text.replace(".", "")
        return 2 <= len(letters) <= 6 and letters.isupper() and letters.isalnum()


@cache
def phrase_table(name: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Titles or sides as token tuples by their first token, the longest first."""
    table: dict[str, list[tuple[str, ...]]] = {}
    for phrase in load_toml("names.toml")["reading"][name]:
        tokens = tuple(bare(match.group()) for match in name_tokens(phrase))
        table.setdefault(tokens[0], []).append(tokens)
    return {
        head: tuple(sorted(found, key=lambda tokens: (-len(tokens), tokens))) for head, found in table.items()
    }


def read_tokens(text: str) -> list[NameToken]:
    """The tokens of `text` without possessive endings, marked where a capital proves nothing."""
    result: list[NameToken] = []
    position = 0
    while position < len(text):
        stop = text.find("\n", position)
        stop = len(text) if stop < 0 else stop
        line = [(match.group(), match.start() + position) for match in name_tokens(text[position:stop])]
        heading = _is_heading([word for word, _ in line])
        initial, previous = True, ""
        for raw, start in line:
            word = bare(raw)
            result.append(NameToken(word, start, start + len(word), initial, heading, len(word) < len(raw)))
            abbreviated = raw == "." and (len(previous) == 1 or previous in phrase_table("titles"))
            listed = raw in ",-" or raw.isdigit()
            initial = (raw in _SENTENCE_ENDS and not abbreviated) or (initial and listed)
            previous = raw
        position = stop + 1
    return result


def _is_heading(words: list[str]) -> bool:
    long_words = [word for word in words if word.isalpha() and len(word) > 3]
    if len(long_words) < _MIN_HEADING_WORDS or words[-1] in {".", ","}:
        return False
    return sum(word[0].isupper() for word in long_words) >= _HEADING_SHARE * len(long_words)
