"""Quotations without a cue of their own: they belong to whoever spoke last."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import msgspec

from claimcheck.claims.reading import Saying
from claimcheck.claims.sources import Range
from claimcheck.language.quotations import Marks
from claimcheck.records import Sentence

# How many sentences after the last words of a speaker a quotation without a cue is still his or hers.
_MAX_DISTANCE = 2
# Characters that may stand before the opening mark: "And ", "But ", "... ".
_MAX_LEAD = 4
_WORD = re.compile(r"\w")


def with_continuations(
    text: str, sentences: Sequence[Sentence], sayings: Sequence[Saying], marks: Sequence[Marks]
) -> tuple[Saying, ...]:
    """The sayings, with every quotation that fills sentences of its own added to the last speaker's content.

    Args:
        text: the document.
        sentences: its sentences, in order.
        sayings: what was found in them, in order of the sentences.
        marks: its quotations.
    """
    extended = list(sayings)
    speaking = [index for index, saying in enumerate(sayings) if saying.source and saying.strong]
    cues = [sayings[index].cue[0] for index in speaking]
    starts = [sentence.start for sentence in sentences]
    added: dict[int, list[Range]] = {}
    last_end: dict[int, int] = {}
    covered = _Covered(sayings)
    for mark in marks:
        first = bisect_right(starts, mark.outer_start) - 1
        if mark.depth or first < 0 or covered.holds(mark.start, mark.end):
            continue
        if not _fills_sentences(text, sentences, starts, mark, first):
            continue
        nearest = bisect_left(cues, mark.start) - 1
        if nearest < 0:
            continue
        index = speaking[nearest]
        saying = sayings[index]
        end = max(last_end.get(index, 0), saying.cue[1], *(stop for _, stop in saying.content))
        if first - (bisect_right(starts, end - 1) - 1) > _MAX_DISTANCE:
            continue
        last_end[index] = mark.end
        added.setdefault(index, []).append((mark.start, mark.end))
    for index, contents in added.items():
        extended[index] = msgspec.structs.replace(
            extended[index], content=(*extended[index].content, *contents)
        )
    return tuple(extended)


class _Covered:
    """Which stretches of the text are content already."""

    def __init__(self, sayings: Sequence[Saying]) -> None:
        contents = sorted(content for saying in sayings for content in saying.content)
        self.starts = [start for start, _ in contents]
        self.reach: list[int] = []
        furthest = 0
        for _, end in contents:
            furthest = max(furthest, end)
            self.reach.append(furthest)

    def holds(self, start: int, end: int) -> bool:
        index = bisect_right(self.starts, start) - 1
        return index >= 0 and self.reach[index] >= end


def _fills_sentences(
    text: str, sentences: Sequence[Sentence], starts: Sequence[int], mark: Marks, first: int
) -> bool:
    """Whether nothing but the quotation stands in the sentences that it touches."""
    if mark.outer_start - sentences[first].start > _MAX_LEAD:
        return False
    last = sentences[bisect_right(starts, mark.end - 1) - 1]
    return not _WORD.search(text, mark.outer_end, max(mark.outer_end, last.end))
