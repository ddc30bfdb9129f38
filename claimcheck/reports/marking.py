"""Texts cut at the borders of what is marked in them, so that overlapping marks can stand in HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from claimcheck.language.blocks import split_blocks

# One character for one, so that offsets in the page remain those of the text.
_BREAKS = str.maketrans("\r\f\v", "   ")  # a parser of HTML would fold or drop them
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


class Mark(msgspec.Struct, frozen=True):
    """Something marked in a text: `claim` is the number of the claim it belongs to, from 1."""

    start: int
    end: int
    kind: Literal["claim", "evidence", "near", "word"]
    claim: int


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text with the marks that cover all of it."""

    text: str
    start: int
    marks: tuple[Mark, ...] = ()


class Paragraph(msgspec.Struct, frozen=True, kw_only=True):
    """A block of a text in pieces; `left_out` counts the code points not shown before it."""

    kind: Literal["heading", "paragraph", "list_item", "quote"]
    start: int
    pieces: tuple[Piece, ...]
    left_out: int = 0


def harmless(text: str) -> str:
    """`text` with controls, direction marks and lone surrogates replaced by U+FFFD, one for one."""
    return text if text.isascii() and text.isprintable() else _UNSAFE.sub("\ufffd", text.translate(_BREAKS))


def cut(text: str, ranges: Sequence[tuple[int, int]], marks: Iterable[Mark]) -> list[tuple[Piece, ...]]:
    """The pieces of each range of `text`.

    Args:
        text: what the offsets count in.
        ranges: `[start, end)`, in order and disjoint.
        marks: in any order; they may overlap, nest and reach beyond the ranges or the text.
    """
    kept = sorted((m for m in marks if 0 <= m.start < min(m.end, len(text))), key=_order)
    starts: dict[int, list[Mark]] = {}
    for mark in kept:
        starts.setdefault(mark.start, []).append(mark)
    bounds = {bound for pair in ranges for bound in pair}
    bounds.update(bound for mark in kept for bound in (mark.start, min(mark.end, len(text))))
    pieces: list[list[Piece]] = [[] for _ in ranges]
    active: list[Mark] = []
    current = 0
    for start, end in pairwise(sorted(bounds)):
        active = [*(mark for mark in active if mark.end > start), *starts.get(start, ())]
        while current < len(ranges) and ranges[current][1] <= start:
            current += 1
        if current == len(ranges):
            break
        if ranges[current][0] <= start:
            pieces[current].append(Piece(harmless(text[start:end]), start, tuple(active)))
    return [tuple(found) for found in pieces]


def _order(mark: Mark) -> tuple[int, int, int, str]:
    return mark.start, -mark.end, mark.claim, mark.kind


def paragraphs(text: str, marks: Sequence[Mark], *, context: int | None = None) -> tuple[Paragraph, ...]:
    """`text` in paragraphs with their marks.

    Args:
        text: the whole text.
        marks: what is marked in it.
        context: where given, only so many code points around each mark are shown.
    """
    blocks = _blocks(text)
    shown = [(0, len(text))] if context is None else _around(text, marks, context)
    kinds: list[Literal["heading", "paragraph", "list_item", "quote"]] = []
    ranges: list[tuple[int, int]] = []
    first = 0
    for kind, start, end in blocks:
        while first < len(shown) and shown[first][1] <= start:
            first += 1
        for begin, stop in shown[first:]:
            if begin >= end:
                break
            kinds.append(kind)
            ranges.append((max(begin, start), min(stop, end)))
    found = cut(text, ranges, marks)
    ends = [0, *(end for _, end in ranges)]
    gaps = [
        len(text[end:start].strip()) for end, (start, _) in zip(ends, ranges, strict=False)
    ]  # the text between two blocks is white space, unless something was left out
    return tuple(
        Paragraph(kind=kind, start=start, pieces=pieces, left_out=gap)
        for kind, (start, _), pieces, gap in zip(kinds, ranges, found, gaps, strict=True)
    )


def _blocks(text: str) -> list[tuple[Literal["heading", "paragraph", "list_item", "quote"], int, int]]:
    """Kind, start and end of each block; a dateline belongs to the paragraph that it opens."""
    blocks: list[tuple[Literal["heading", "paragraph", "list_item", "quote"], int, int]] = []
    lead: int | None = None
    for block in split_blocks(text):
        if block.kind == "dateline":
            lead = block.start if lead is None else lead
            continue
        blocks.append((block.kind, block.start if lead is None else lead, block.end))
        lead = None
    if lead is not None:
        blocks.append(("paragraph", lead, len(text)))
    return blocks


def _around(text: str, marks: Sequence[Mark], context: int) -> list[tuple[int, int]]:
    """The ranges within `context` of a mark, widened to whole words and joined where they meet."""
    ranges: list[tuple[int, int]] = []
    for mark in sorted(marks, key=_order):
        start, end = max(mark.start - context, 0), min(mark.end + context, len(text))
        start = _word_border(text, start, -1)
        end = _word_border(text, end, 1)
        if ranges and start <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(ranges[-1][1], end))
        elif start < end:
            ranges.append((start, end))
    return ranges


def _word_border(text: str, at: int, step: int) -> int:
    """The border of the word that `at` falls into, at most 40 code points away."""
    for _ in range(40):
        if not 0 < at < len(text) or text[at - 1].isspace() or text[at].isspace():
            break
        at += step
    return at
