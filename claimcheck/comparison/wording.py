"""Words that two statements do not share, word by word, whichever of them is called the left one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import islice

import msgspec

from claimcheck.comparison.records import Change
from claimcheck.records import Span

# A number with its separators is one token, so is a word with its hyphens; any other mark stands alone.
_TOKEN = re.compile(r"\d+(?:[.,/‑-]\d+)*%?|[^\W_]+(?:[-‐‑’'.][^\W_]+)*|[^\w\s]")
_ALIKE = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "‐": "-", "‑": "-", "–": "-", "—": "-"})
_MOST = 600  # tokens of a statement that are compared; the rest counts as one change


class _Token(msgspec.Struct, frozen=True):
    key: str
    start: int
    end: int


class WordDiff(msgspec.Struct, frozen=True, kw_only=True):
    """How the words of two statements differ; `ratio` is the share of words that both have, 0 to 1.

    The spans of `changes` count in each statement's own text.
    """

    changes: tuple[Change, ...]
    ratio: float


def normal(text: str) -> str:
    """`text` as far as its words count: case, white space and the forms of quotation marks folded."""
    return " ".join(text.translate(_ALIKE).casefold().split())


def word_diff(left: str, right: str) -> WordDiff:
    """The changes from `left` to `right`; swapping the texts swaps the sides and changes nothing else.

    Changes of nothing but punctuation, case or the form of a mark are none.
    """
    if left <= right:
        return _diff(left, right)
    other = _diff(right, left)
    return WordDiff(
        changes=tuple(Change(left=one.right, right=one.left) for one in other.changes), ratio=other.ratio
    )


@lru_cache(maxsize=16384)
def _diff(left: str, right: str) -> WordDiff:
    ours, theirs = _tokens(left), _tokens(right)
    matcher = SequenceMatcher(None, [t.key for t in ours], [t.key for t in theirs], autojunk=False)
    changes = [
        Change(left=_span(left, ours[a:b]), right=_span(right, theirs[c:d]))
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
    ]
    return WordDiff(
        changes=tuple(one for one in changes if _tells(one)),
        ratio=matcher.ratio() if ours or theirs else 1.0,
    )


@lru_cache(maxsize=16384)
def _tokens(text: str) -> tuple[_Token, ...]:
    found = [
        _Token(text[m.start() : m.end()].translate(_ALIKE).casefold(), m.start(), m.end())
        for m in islice(_TOKEN.finditer(text), _MOST)
    ]
    if len(found) == _MOST:
        rest = text[found[-1].end :].rstrip()
        if rest.strip():
            found.append(_Token(rest.casefold(), found[-1].end, found[-1].end + len(rest)))
    return tuple(found)


def _span(text: str, tokens: tuple[_Token, ...]) -> Span | None:
    if not tokens:
        return None
    start, end = tokens[0].start, tokens[-1].end
    return Span(text[start:end], start, end)


def _tells(change: Change) -> bool:
    return any(
        character.isalnum()
        for one in (change.left, change.right)
        if one is not None
        for character in one.text
    )


def changed_spans(changes: tuple[Change, ...], *, left: bool) -> Iterator[Span]:
    """The spans of one side of the changes."""
    for one in changes:
        span = one.left if left else one.right
        if span is not None:
            yield span
