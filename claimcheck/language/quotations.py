"""Words between quotation marks: curly and straight, single and double, nested, over paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from claimcheck.records import Attribution, Quotation, Span

_MARK = re.compile("[\"“”„«»'‘’]|``")
_BLANK_LINE = re.compile(r"\n[ \t\r\f\v]*\n")
# Without blank lines a paragraph ends with the line that ends a sentence.
_LINE_OF_SENTENCES = re.compile(r"(?<=[.!?…:\"”'’])[ \t\r]*\n")
# Apostrophes that stand where a single quotation mark could open: '90s, 'em, 'tis.
_ELISION = re.compile(r"(?:\d0s|em|tis|twas|til|cause|n)\b", re.IGNORECASE)
_DOUBLE, _SINGLE, _ANGLE = "double", "single", "angle"
_KINDS = {"'": _SINGLE, "‘": _SINGLE, "’": _SINGLE, "«": _ANGLE, "»": _ANGLE}
_OPENERS = frozenset({"“", "„", "‘", "«", "``"})
_CLOSERS = frozenset({"”", "’", "»"})
_BEFORE_OPENING = frozenset("([{<—–-/:,;=")
_SENTENCE_ENDS = frozenset(".,!?…;:")
# A mark nests in another of the other kind; more levels than four are no writing that a reader follows.
_MAX_DEPTH = 4


class Marks(msgspec.Struct, frozen=True):
    """A quotation with its marks: words are `text[start:end]`, marks included `text[outer_start:outer_end]`.

    `closed` is false where the mark was never closed and the words end with the paragraph; `depth`
    counts the quotations around it.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool
    depth: int
    kind: str


class _Open(msgspec.Struct):
    kind: str
    mark_start: int
    mark_end: int


def find_quotations(text: str) -> tuple[Quotation, ...]:
    """The words between quotation marks, without the marks and without a speaker, in order of start.

    Nested quotations come after the one that holds them. A quotation that runs over paragraphs (its
    mark opens each paragraph, and only the last is closed) gives one record a paragraph. A double mark
    that is never closed ends with its paragraph; a single one is then taken for an apostrophe, unless
    the next paragraph takes it up. Empty quotations are left out. Linear in the length of `text`.
    """
    return tuple(
        Quotation(text=text[marks.start : marks.end], start=marks.start, end=marks.end)
        for marks in find_marks(text)
    )


def find_marks(text: str) -> tuple[Marks, ...]:
    """As `find_quotations`, but with the places of the marks, and whether and how deep they close."""
    found: list[Marks] = []
    paragraphs = _split_paragraphs(text)
    for index, (start, end) in enumerate(paragraphs):
        following = paragraphs[index + 1][0] if index + 1 < len(paragraphs) else len(text)
        found.extend(_scan_paragraph(text, start, end, text[following : following + 1]))
    return tuple(found)


def with_speakers(
    quotations: Iterable[Quotation], attributions: Iterable[Attribution]
) -> tuple[Quotation, ...]:
    """The same quotations, each with the source of the innermost attribution whose content holds it.

    A quotation that no content holds, or whose attribution has no source, keeps its speaker as it is.
    """
    contents = sorted(
        (
            (span.start, span.end, attribution.source)
            for attribution in attributions
            for span in attribution.content
        ),
        key=lambda item: (item[0], -item[1]),
    )
    starts = [start for start, _, _ in contents]
    return tuple(_with_speaker(quotation, contents, starts) for quotation in quotations)


# How many contents that begin before a quotation are looked at: more never nest in one sentence.
_LOOK_BACK = 32


def _with_speaker(
    quotation: Quotation, contents: Sequence[tuple[int, int, Span | None]], starts: Sequence[int]
) -> Quotation:
    last = bisect_left(starts, quotation.start + 1)
    for _, end, source in reversed(contents[max(0, last - _LOOK_BACK) : last]):
        if quotation.end <= end:
            return msgspec.structs.replace(quotation, speaker=source or quotation.speaker)
    return quotation


def _split_paragraphs(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph; the start is that of its first character that is no space."""
    pattern = _BLANK_LINE if _BLANK_LINE.search(text) else _LINE_OF_SENTENCES
    bounds = [0]
    for match in pattern.finditer(text):
        bounds.append(match.end())
    bounds.append(len(text))
    paragraphs = []
    for start, end in pairwise(bounds):
        piece = text[start:end]
        stripped = len(piece.strip())
        if stripped:
            first = start + len(piece) - len(piece.lstrip())
            paragraphs.append((first, first + stripped))
    return paragraphs


def _scan_paragraph(text: str, start: int, end: int, next_character: str) -> list[Marks]:
    """The quotations of one paragraph; `next_character` opens the paragraph after it."""
    found: list[Marks] = []
    stack: list[_Open] = []
    tentative = -1  # index of a single quotation closed by what may be a plural's apostrophe
    for match in _MARK.finditer(text, start, end):
        mark, at, after = match.group(), match.start(), match.end()
        kind = _KINDS.get(mark, _DOUBLE)
        opens, closes = _directions(text, mark, at, after, start, end)
        is_open = any(entry.kind == kind for entry in stack)
        if closes and is_open and not (opens and mark in _OPENERS):
            while stack[-1].kind != kind:
                _close_at(stack.pop(), at, found, len(stack))
            _append(found, stack.pop(), at, after, closed=True, depth=len(stack))
            tentative = len(found) - 1 if kind == _SINGLE and _is_plural(text, at, after) else -1
        elif opens:
            if is_open and kind != _ANGLE and stack[-1].kind == kind:
                _close_at(stack.pop(), at, found, len(stack))
            if len(stack) < _MAX_DEPTH:
                stack.append(_Open(kind, at, after))
            tentative = -1
        elif tentative >= 0 and kind == _SINGLE and closes and text[at - 1] in _SENTENCE_ENDS:
            last = found[tentative]
            found[tentative] = msgspec.structs.replace(last, end=at, outer_end=after)
            tentative = -1
    while stack:
        _close_at(stack.pop(), end, found, len(stack), next_character=next_character, text=text)
    found = [marks for marks in found if text[marks.start : marks.end].strip()]
    found.sort(key=lambda marks: (marks.start, -marks.end))
    return found


def _directions(text: str, mark: str, at: int, after: int, start: int, end: int) -> tuple[bool, bool]:
    """Whether a mark, by itself and its two neighbours, can open and can close a quotation."""
    before = text[at - 1] if at > start else " "
    behind = text[after] if after < end else " "
    if mark in _CLOSERS:
        return False, mark != "’" or not (before.isspace() or behind.isalnum())
    single = _KINDS.get(mark) == _SINGLE
    opens = not behind.isspace() and not (single and before.isalnum())
    if single and _ELISION.match(text, after, min(end, after + 8)):
        opens = False
    if mark in _OPENERS:
        return opens or not single, False
    closes = not before.isspace() and not (single and behind.isalnum())
    if opens and closes:
        # Both sides touch words: what stands before decides ("(" and dashes open, the rest closes).
        opens = before in _BEFORE_OPENING
    return opens, closes


def _is_plural(text: str, at: int, after: int) -> bool:
    """Whether a closing single mark looks like the apostrophe of a plural: "the workers’ rights"."""
    return text[at - 1] in "sS" and text[after : after + 1] == " " and text[after + 1 : after + 2].islower()


def _append(found: list[Marks], opened: _Open, end: int, outer_end: int, *, closed: bool, depth: int) -> None:
    found.append(Marks(opened.mark_end, end, opened.mark_start, outer_end, closed, depth, opened.kind))


def _close_at(
    opened: _Open,
    end: int,
    found: list[Marks],
    depth: int,
    *,
    next_character: str = "",
    text: str = "",
) -> None:
    """End a quotation that has no closing mark; a single mark without one is an apostrophe."""
    continued = bool(text) and next_character == text[opened.mark_start : opened.mark_end]
    if opened.kind != _SINGLE or continued:
        _append(found, opened, end, end, closed=False, depth=depth)
