"""Words with offsets and stems: the common currency of search, overlap and the signals."""

from __future__ import annotations

import re
from functools import cache, lru_cache

import msgspec

from claimcheck.resources import load_toml

# One word. Numbers with their separators stay whole, dotted initials ("U.S.") are one word, hyphens split.
WORD = re.compile(
    r"\d+(?:[.,]\d+)*"
    r"|(?:[^\W\d_]\.){2,8}"
    r"|[^\W\d_]+(?:['’][^\W\d_]{1,3}\b)?"
)


class Word(msgspec.Struct, frozen=True):
    """One word or number: `text` verbatim, offsets in the text it was cut from, and its stem."""

    text: str
    start: int
    end: int
    stem: str


@cache
def _load_stopwords() -> frozenset[str]:
    return frozenset(load_toml("words.toml")["stopwords"].split())


STOPWORDS: frozenset[str] = _load_stopwords()


@cache
def _stemmer():  # type: ignore[no-untyped-def]  # noqa: ANN202  (the library has no types)
    import Stemmer

    return Stemmer.Stemmer("english")


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The stem of one word: lower case, possessive and dots removed, Snowball English (Porter 2).

    Numbers lose their thousands separators ("12,450" gives "12450"); decimals stay ("3.5").
    """
    if word[0].isdigit():
        return word.replace(",", "")
    lowered = word.lower().replace(".", "").replace("’", "'").removesuffix("'s")
    return str(_stemmer().stemWord(lowered))


def words(text: str) -> tuple[Word, ...]:
    """All words and numbers of `text`, in order, with offsets and stems."""
    return tuple([Word(m[0], m.start(), m.end(), stem(m[0])) for m in WORD.finditer(text)])


def is_stopword(word: Word) -> bool:
    """Whether `word` is a function word that carries no content of its own."""
    return word.text.lower().replace("’", "'") in STOPWORDS


def content_words(text: str) -> tuple[Word, ...]:
    """The words of `text` that are not function words."""
    return tuple(word for word in words(text) if not is_stopword(word))
