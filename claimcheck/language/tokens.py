"""Lower-cased tokens in parallel tuples: what the phrase scanners of this room walk over."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from claimcheck.resources import load_toml

# Dotted initials ("U.S.") and numbers stay whole, hyphens and apostrophes bind ("staff-level", "won't");
# every other sign is a token of its own, an abbreviation in
# brackets is one token, and so is a blank line, because it ends a sentence.
_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|(?:[^\W\d_]\.){2,8}"
    r"|[^\W\d_]+(?:['’\-][^\W_]+)*"
    r"|\([^\W\d_][\w\-.]{0,11}\)"
    r"|\n[ \t]*\n"
    r"|\S"
)
_HARD = frozenset('.;:!?\n"“”—–()[]|')
_SENTENCE = frozenset(".;!?\n|")
BREAK = "\n"


class Tokens(msgspec.Struct, frozen=True):
    """The tokens of one text: `lower` as matched words, `starts` and `ends` in code points.

    `sentence` numbers the sentence each token stands in (a full stop, semicolon or blank line ends one),
    `segment` the stretch between any two punctuation marks.
    """

    text: str
    lower: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentence: tuple[int, ...]
    segment: tuple[int, ...]

    def raw(self, index: int) -> str:
        """The token at `index` as it stands in the text."""
        return self.text[self.starts[index] : self.ends[index]]

    def is_capital(self, index: int) -> bool:
        """Whether the token at `index` begins with a capital letter."""
        return 0 <= index < len(self.lower) and self.text[self.starts[index]].isupper()


@lru_cache(maxsize=16)
def tokens_of(text: str) -> Tokens:
    """The tokens of `text`, where the shipped abbreviations end no sentence."""
    return tokenize(text, _abbreviations())


@cache
def _abbreviations() -> frozenset[str]:
    return frozenset(load_toml("status.toml")["words"]["abbreviations"].split())


def tokenize(text: str, abbreviations: frozenset[str]) -> Tokens:
    """Cuts `text` into tokens; a full stop after one of `abbreviations` ends no sentence. Linear."""
    lower: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentence: list[int] = []
    segment: list[int] = []
    sentence_number = segment_number = 0
    previous = ""
    for match in _TOKEN.finditer(text):
        word = match.group()
        if word[0] == "\n":
            word = BREAK
        is_sign = len(word) == 1 and not word.isalnum()
        if is_sign and word == "." and (previous in abbreviations or len(previous) == 1):
            is_sign = False
        lower.append(word.lower().replace("’", "'"))
        starts.append(match.start())
        ends.append(match.end())
        sentence.append(sentence_number)
        segment.append(segment_number)
        if is_sign and (word in _HARD or word == ","):
            segment_number += 1
            sentence_number += word in _SENTENCE
        previous = lower[-1]
    return Tokens(text, tuple(lower), tuple(starts), tuple(ends), tuple(sentence), tuple(segment))
