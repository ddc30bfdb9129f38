"""What a claim carries besides its words: quotations, status, voice and a clean span."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache

import msgspec

from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.language.status import main_status
from claimcheck.records import Attribution, Quotation, Span, Status, Voice
from claimcheck.resources import load_toml

# Quotations that begin before a place and are looked at: they nest no deeper.
_LOOK_BACK = 8


class QuoteIndex:
    """The quotations of a text, looked up by place."""

    def __init__(self, quotations: Sequence[Quotation]) -> None:
        self._quotations = sorted(quotations, key=lambda quotation: (quotation.start, -quotation.end))
        self._starts = [quotation.start for quotation in self._quotations]

    def inside(self, start: int, end: int) -> tuple[Quotation, ...]:
        """The quoted words within `[start, end)`; a quotation that runs over is cut to it."""
        first = max(0, bisect_left(self._starts, start) - _LOOK_BACK)
        found = []
        for quotation in self._quotations[first : bisect_left(self._starts, end)]:
            begin, stop = max(start, quotation.start), min(end, quotation.end)
            words = quotation.text[begin - quotation.start : stop - quotation.start]
            if begin < stop and any(character.isalnum() for character in words):
                found.append(msgspec.structs.replace(quotation, text=words, start=begin, end=stop))
        return tuple(found)


def find_status(text: str, start: int, end: int, carried: str = "") -> Status | None:
    """The main status of `text[start:end]`, with offsets in `text`.

    `carried` are words before it that it shares with an earlier clause ("will" of "will X and Y"); they
    count, but the phrase shown is what stands behind them.
    """
    before = f"{carried} " if carried else ""
    status = main_status(before + text[start:end])
    if status is None or status.end <= len(before):
        return None
    start -= len(before)
    begin = max(status.start, len(before))
    return msgspec.structs.replace(
        status,
        text=status.text[begin - status.start :],
        start=begin + start,
        end=status.end + start,
        conditions=tuple(_shifted(span, start) for span in status.conditions),
        hedges=tuple(_shifted(span, start) for span in status.hedges),
    )


def _shifted(span: Span, by: int) -> Span:
    return Span(span.text, span.start + by, span.end + by)


@cache
def _joint_phrases() -> tuple[str, ...]:
    phrases = load_toml("claims.toml")["joint"]["phrases"].replace("\n", "")
    return tuple(phrase for phrase in phrases.split("|") if phrase)


@cache
def _joint_verbs() -> frozenset[str]:
    return frozenset(load_toml("claims.toml")["joint"]["verbs"].split())


def find_voice(text: str, tokens: Tokens, clause: Clause | None, chain: Sequence[Attribution]) -> Voice:
    """Whose voice the claim is in: several parties' together, a source's, or the article's own.

    A named source decides: what one side says of both is reported, not joint.
    """
    if chain:
        source = chain[-1].source
        return "joint" if source is not None and _is_joint(source.text) else "reported"
    if clause is None or clause.subject is None:
        return "own"
    first, last = clause.subject
    if _is_joint(text[tokens.starts[first] : tokens.ends[last - 1]]):
        return "joint"
    pair = any(tokens.words[i] == "and" for i in range(first, last))
    acts = any(
        tokens.words[i] in _joint_verbs() for i in range(clause.verb, min(clause.verb + 4, clause.last))
    )
    return "joint" if pair and acts and clause.verb >= 0 else "own"


def _is_joint(subject: str) -> bool:
    return subject.lower().startswith(_joint_phrases())


def trim(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Character range of tokens `[first, last)` without punctuation and odd quotation marks at the edges."""
    unopened = ")" if "(" not in tokens.tags[first:last] else ""
    while last - 1 > first and tokens.tags[last - 1] in ".,;:-(" + unopened:
        last -= 1
    while first + 1 < last and tokens.tags[first] in ".,;:-)":
        first += 1
    if tokens.tags[first:last].count('"') % 2:
        if tokens.tags[first] == '"' and first + 1 < last:
            first += 1
        elif tokens.tags[last - 1] == '"' and last - 1 > first:
            last -= 1
            while last - 1 > first and tokens.tags[last - 1] in ".,;:-":
                last -= 1
    return tokens.starts[first], tokens.ends[last - 1]
