"""Where attributed content begins and ends, right or left of its cue."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from claimcheck.claims.cues import FINITE, Cue
from claimcheck.claims.tagging import QuoteMarks, TaggedSentence

# Time, place and manner between a cue and its complement: "on Monday in a statement", ", however,".
_ADVERBIAL = re.compile(
    r"(?:A|I?[DS]?Y{1,3}#?,?#?(?=[^,])|I[DSHE]?[NCnAE#sG]{1,8}(?:I[DSH]?[NCnAE#s]{1,8}){0,3}"
    r"|T[DSH]?[NCns]{1,6}(?=[tQ:,])|,A{1,2},|,[^,;:Qq.]{1,18},(?=t)){0,6}"
)
_ADDRESSEE = re.compile(
    r"[OHMPS](?=[^NC])|[DH]?[NA]{0,4}[CNn](?:[CNns#]{0,8})(?:(?:I|K)[D]?[CNns]{1,6}){0,2}"
)
_OBJECT_TO = re.compile(r"[OHMPS]T|[DSH]?[NC#snAYEj]{1,10}(?:I[D]?[NCns]{1,6}){0,2}T")
_CLAUSE = re.compile(r"[^;:.)]{1,30}?[XbFvzdE]")
_OBJECT_START = frozenset("DSNCn#POMHQsGEYjAtw")
_CLOSE_WEAK = re.compile(r",(?:[cKwW]|A?[cK])")
_AFTER_QUOTE_ENDS = frozenset(",.;:-)KcgGqI")
_LEADING = frozenset("Kc,;A-.:")


class Content(msgspec.Struct, frozen=True):
    """Attributed words as offsets in the document; `quoted` where they are wholly in quotation marks."""

    start: int
    end: int
    quoted: bool


class ContentBounds:
    """The places of one sentence where contents may end, found once and looked up per cue."""

    def __init__(self, sentence: TaggedSentence, breaks: Sequence[int]) -> None:
        self.sentence = sentence
        self.breaks = sorted(set(breaks))
        self.weak = [match.start() for match in _CLOSE_WEAK.finditer(sentence.classes)]
        self.closing = [i for i, letter in enumerate(sentence.classes) if letter == ")"]
        self.opening = [i for i, letter in enumerate(sentence.classes) if letter == "("]
        self.quote_end = _quote_ends(sentence.classes)
        self.quote_start = _quote_starts(sentence.classes)

    def end(self, start: int, *, weak: bool, clause: bool) -> int:
        """End token of a content that begins at `start`.

        Weak cues reach over fewer clauses, `clause` over one. What is said inside a quotation ends with it.
        """
        end = self.quote_end[start - 1]
        end = min(end, _next(self.breaks, start + 1, end))
        if weak:
            end = min(end, _next(self.weak, start + 1, end))
        if clause:
            comma = self.sentence.classes.find(",", start + 1, end)
            end = comma if comma >= 0 else end
        closing = _next(self.closing, start, end)
        if closing < end and _next(self.opening, start, end) > closing:
            end = closing
        return end


def _quote_ends(tags: str) -> list[int]:
    """For each token, the mark that closes the innermost quotation around it, else the sentence's end."""
    ends = [len(tags)] * len(tags)
    stack = [len(tags)]
    for i in range(len(tags) - 1, -1, -1):
        if tags[i] == "q":
            stack.append(i)
        ends[i] = stack[-1]
        if tags[i] == "Q" and len(stack) > 1:
            stack.pop()
            ends[i] = stack[-1]
    return ends


def _quote_starts(tags: str) -> list[int]:
    """For each token, the mark that opens the innermost quotation around it, else -1."""
    starts = [-1] * len(tags)
    stack = [-1]
    for i, letter in enumerate(tags):
        if letter == "Q":
            stack.append(i)
        elif letter == "q" and len(stack) > 1:
            stack.pop()
        starts[i] = stack[-1]
    return starts


def _next(positions: Sequence[int], start: int, default: int) -> int:
    index = bisect_left(positions, start)
    return positions[index] if index < len(positions) else default


def complement_start(sentence: TaggedSentence, position: int, cue: Cue) -> int | None:
    """First token of the content that follows a cue ending before `position`; None where none follows."""
    tags = sentence.classes
    start = _skip_addressee(sentence, position) if cue.addressee else position
    skipped = _ADVERBIAL.match(tags, start)
    after = skipped.end() if skipped else start
    marked = _by_marker(sentence, after, cue)
    if marked is not None:
        return marked
    if _takes_preposition(sentence, start, cue):
        return start
    following = tags[after : after + 1]
    if not following or following not in _OBJECT_START:
        return None
    if "zero" in cue.complements and _CLAUSE.match(tags, after):
        return after
    direct_object = after == start or tags[start] == "A"
    if direct_object and ("object" in cue.complements or _takes_infinitive(tags, after, cue)):
        return after
    return None


def _takes_preposition(sentence: TaggedSentence, token: int, cue: Cue) -> bool:
    """Whether `token` is a preposition of the cue that a time does not follow: "called for"."""
    tags = sentence.classes
    following = tags[token + 1 : token + 2]
    if not following or following == "Y" or sentence.words[token] not in cue.about:
        return False
    return tags[token] == "I" or (tags[token] == "T" and not ("to" in cue.complements and following == "v"))


def _takes_infinitive(tags: str, token: int, cue: Cue) -> bool:
    """Whether the noun phrase at `token` is asked or wanted "to" do something."""
    return "to" in cue.complements and _OBJECT_TO.match(tags, token) is not None


def _by_marker(sentence: TaggedSentence, position: int, cue: Cue) -> int | None:
    """Content that a "that", question word, colon, quotation mark or "to" introduces at `position`."""
    tags = sentence.classes
    letter = tags[position : position + 1]
    following = tags[position + 1 : position + 2]
    if letter == "t" and "clause" in cue.complements and following and following not in "bX":
        return position + 1
    if letter and letter in "wW" and "clause" in cue.complements:
        return position
    if letter == "c" and sentence.words[position] == "if" and "clause" in cue.complements:
        return position
    if letter == "Q":
        return position
    if letter and letter in ",:" and following == "Q":
        return position + 1
    if letter == ":" and following and cue.strong:
        return position + 1
    if letter == "T" and "to" in cue.complements and following and following in "AvFNXb":
        return position
    return None


def _skip_addressee(sentence: TaggedSentence, start: int) -> int:
    """Token after the one spoken to ("told reporters that"); `start` where nobody is named."""
    tags = sentence.classes
    match = _ADDRESSEE.match(tags, start)
    if match is None:
        return start
    end = match.end()
    if end < len(tags) and tags[end] in FINITE:
        # "told reporters Trump would": the last name is the subject of the content.
        while end > start and tags[end - 1] in "C#s":
            end -= 1
        return end if end > start and tags[end - 1] not in "DH" else start
    return end


def content_after(
    text_end: int, bounds: ContentBounds, quotes: QuoteMarks, start: int, *, weak: bool, clause: bool
) -> Content | None:
    """The content that begins at token `start`.

    `text_end` bounds it; a quotation that the sentence opens and does not close is followed to its end.
    """
    sentence = bounds.sentence
    tags = sentence.classes
    if tags[start : start + 1] == "Q":
        mark = quotes.by_opening[sentence.starts[start]]
        close = _token_at(sentence, mark.end)
        after = tags[close + 1 : close + 2] if close < len(tags) else ""
        if close >= len(tags) or not after or after in _AFTER_QUOTE_ENDS:
            return Content(mark.start, mark.end, True)
    end = bounds.end(start, weak=weak, clause=clause)
    while end > start and tags[end - 1] in ",;:-KcA.(":
        if tags[end - 1] == "A" and end == len(tags):
            break
        end -= 1
    if end <= start:
        return None
    first, last = sentence.starts[start], sentence.ends[end - 1]
    opening = bounds.quote_start[end - 1]
    unbalanced = opening >= start
    if unbalanced:
        last = max(last, quotes.by_opening[sentence.starts[opening]].outer_end)
    last = last if unbalanced else min(last, text_end)
    return Content(first, last, False) if first < last else None


def _token_at(sentence: TaggedSentence, offset: int) -> int:
    """Index of the first token that starts at or after `offset`."""
    return bisect_left(sentence.starts, offset)


def content_before(sentence: TaggedSentence, quotes: QuoteMarks, floor: int, end: int) -> Content | None:
    """The content left of a parenthetical ("P, X said") that begins at token `end`.

    `floor` is the first token it may take; quoted words are followed back beyond the sentence.
    """
    tags = sentence.classes
    last = end
    while last > floor and tags[last - 1] in ",-":
        last -= 1
    if last <= floor:
        return None
    start = floor
    while start < last and tags[start] in _LEADING:
        start += 1
    if start >= last:
        start = floor
    if tags[last - 1] == "q":
        mark = quotes.by_closing.get(sentence.starts[last - 1])
        if mark is not None and mark.outer_start <= sentence.starts[start]:
            return Content(mark.start, mark.end, True)
        if mark is not None and mark.depth == 0 and tags[start] == "q":
            return Content(mark.start, mark.end, True)
    return Content(sentence.starts[start], sentence.ends[last - 1], False)
