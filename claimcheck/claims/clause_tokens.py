"""Tokens of a sentence, and its clauses as ranges of them."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from claimcheck.resources import load_toml

_PATTERN = (
    r"(?:[^\W\d_]\.){2,8}"  # U.S., a.m.
    r"|\b(?:SHORT)\.(?=\s+\S)"  # Mr. Xi, Nov. 5, J. Powell
    r"|''|``|[$€£¥₩]?\d+(?:[.,/:]\d+)*(?:%|[^\W\d_]{1,3}\b)?"
    r"|[^\W\d_]+(?:[-‑][^\W_]+)*(?:['’]t\b)?"
    r"|['’](?:s|re|ve|m|ll|d)\b"
    r"|[,;:()\[\]\"“”.!?…]|--+|[—–]|['’‘]|-"
)
PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", "(": "(", ")": ")", "[": "(", "]": ")", '"': '"', "“": '"', "”": '"',
    "'": '"', "’": '"', "‘": '"', "''": '"', "``": '"', "—": "-",
    "–": "-", "-": "-", ".": ".", "!": ".", "?": ".", "…": ".",
}  # fmt: skip


Kind = Literal["main", "coordinate", "shared", "relative", "participle", "apposition"]


class Tokens(NamedTuple):
    """The tokens of a sentence as parallel lists; offsets count in the text that was tokenised."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    tags: list[str]
    forms: list[str]
    depths: list[int]


class Clause(NamedTuple):
    """A clause as token indices `[first, last)`.

    `subject` is the token range of the subject that governs it, its own or, where `kind` is not main or
    coordinate, that of an earlier clause; None where it cannot be told. `carried` holds the token ranges
    of words that it shares with an earlier clause ("will"); for a participle it is the verb of the clause
    it leans on, which gives the tense. `verb` is its first verb, -1 if none. `tail` is the rest of it behind
    words that interrupt it ("X will pay Y, officials said, and build Z").
    """

    first: int
    last: int
    kind: Kind
    verb: int
    subject: tuple[int, int] | None = None
    carried: tuple[tuple[int, int], ...] = ()
    tail: tuple[int, int] | None = None


@cache
def _token() -> re.Pattern[str]:
    """The tokens, an abbreviation before more of its sentence with its stop."""
    lists = load_toml("segmentation.toml")["abbreviations"]
    short = [*lists["titles"], *(word.capitalize() for key in ("months", "may_end") for word in lists[key])]
    return re.compile(_PATTERN.replace("SHORT", "|".join(["[A-Z]", *(re.escape(word) for word in short)])))


def cut_tokens(text: str) -> tuple[list[str], list[int], list[int]]:
    """The tokens of `text` verbatim, with their starts and ends."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _token().finditer(text):
        words.append(match.group())
        starts.append(match.start())
        ends.append(match.end())
    return words, starts, ends
