"""Attribution tags taken out of sentences: in "X said P" the claim is P and X its source.

Only verbs that merely report are taken out ("said", "noted"); after "denied", "promised" or "urged" the
act itself is the claim.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from functools import cache
from typing import NamedTuple

from claimcheck.claims.clause_tokens import Tokens
from claimcheck.claims.lookahead import Lookahead
from claimcheck.claims.verb_forms import word_set
from claimcheck.records import Attribution, ClaimSource, Sentence, Span
from claimcheck.resources import load_toml

_WORD = re.compile(r"[^\W\d_]+")


class Stretch(NamedTuple):
    """One stretch of the content of an attribution whose tag is taken out."""

    start: int
    end: int
    attribution: Attribution


@cache
def _stripped_verbs(key: str) -> frozenset[str]:
    return frozenset(load_toml("claims.toml")["attribution"][key].split())


def reports(attribution: Attribution) -> bool:
    """Whether the cue merely reports, so that what is said is the claim."""
    source = attribution.source
    if not attribution.content or (source and source.text.lower() in word_set("nobody")):
        return False
    if attribution.kind in ("according_to", "direct"):
        return True
    words = _WORD.findall(attribution.cue.text.lower())
    if any(word in _stripped_verbs("stripped") for word in words):
        return True
    behind = all(span.end <= attribution.cue.start for span in attribution.content)
    return behind and any(word in _stripped_verbs("stripped_behind") for word in words)


class Sayings:
    """The reporting attributions of a text, looked up by place."""

    def __init__(self, attributions: Sequence[Attribution]) -> None:
        kept = [attribution for attribution in attributions if reports(attribution)]
        self._by_cue = sorted(kept, key=lambda attribution: attribution.cue.start)
        self._cues = [attribution.cue.start for attribution in self._by_cue]
        self._contents = sorted(
            (
                Stretch(span.start, span.end, attribution)
                for attribution in kept
                for span in attribution.content
            ),
            key=lambda saying: (saying.start, -saying.end),
        )
        self._starts = [saying.start for saying in self._contents]

    def within(self, start: int, end: int) -> Sequence[Attribution]:
        """The attributions whose cue stands in `[start, end)`."""
        return self._by_cue[bisect_left(self._cues, start) : bisect_left(self._cues, end)]

    def chain(self, start: int, end: int) -> tuple[Attribution, ...]:
        """The attributions that hold `[start, end)` as content, outermost first."""
        last = bisect_left(self._starts, end)
        holding = [
            saying
            for saying in self._contents[max(0, last - _LOOK_BACK) : last]
            if saying.end > start
            and not start <= saying.attribution.cue.start < end
            and (
                min(end, saying.end) - max(start, saying.start) > (end - start) / 2
                or 0 <= start - saying.start <= _MAX_MARKS
            )
        ]
        holding.sort(key=lambda saying: (saying.start - saying.end, saying.attribution.cue.start))
        unique: list[Attribution] = []
        for saying in holding:
            if all(saying.attribution is not other for other in unique):
                unique.append(saying.attribution)
        return tuple(unique)


# A claim that begins with a content, or behind its opening marks, is held by it though it may run on.
_MAX_MARKS = 2
# Contents that begin before a place and are looked at: more never nest around it.
_LOOK_BACK = 16


def source_of(attribution: Attribution, named: Mapping[int, str]) -> ClaimSource:
    """The link of a claim's chain that `attribution` makes; the cue where no source is named.

    `named` gives names for sources that are pronouns, by the start of their cue.
    """
    said_by = attribution.source or attribution.cue
    return ClaimSource(
        text=said_by.text,
        start=said_by.start,
        end=said_by.end,
        name=named.get(attribution.cue.start, attribution.name),
        cue=attribution.cue,
    )


def stretches(sentence: Sentence, tokens: Tokens, sayings: Sayings) -> list[tuple[int, int]]:
    """Token ranges of `sentence` that remain when its attribution tags are taken out.

    Offsets of `tokens` count in the sentence.
    """
    cuts: list[tuple[int, int]] = []
    for attribution in sayings.within(sentence.start, sentence.end):
        tag = _tag(sentence, tokens, attribution)
        if tag is not None:
            cuts.append(tag)
    kept: list[tuple[int, int]] = []
    position = 0
    for first, last in sorted(cuts):
        if first > position:
            kept.append((position, first))
        position = max(position, last)
    if position < len(tokens.words):
        kept.append((position, len(tokens.words)))
    return kept


def _tag(sentence: Sentence, tokens: Tokens, attribution: Attribution) -> tuple[int, int] | None:
    """Token range of "X said that" or ", X said"; None where taking it out would leave no clause."""
    inside = [span for span in attribution.content if span.start < sentence.end and span.end > sentence.start]
    first, last = _bounds(sentence, tokens, attribution)
    cue = _token_at(tokens, attribution.cue.end - sentence.start) - 1
    if tokens.tags[cue] == "I" or (first > 0 and tokens.words[first - 1] == "what"):
        return None
    object_of_verb = first > 0 and tokens.tags[first - 1] in "Fv"  # "cited a report that P"
    # "wrote up the report that": what would be left is a stump.
    of_verb = first > 1 and tokens.tags[first - 1] == "D" and tokens.tags[first - 2] in "FvIRA"
    if object_of_verb or of_verb or _withholds(tokens, first, last):
        return None
    after = next((span for span in inside if span.start >= attribution.cue.end), None)
    before = [span for span in inside if span.end <= attribution.cue.start]
    if after is not None:
        start = _token_at(tokens, after.start - sentence.start)
        stop = _token_at(tokens, after.end - sentence.start)
        if not _asserts(tokens, start, stop):
            return None
        last = max(last, start)
    if before:
        first = _token_at(tokens, before[-1].end - sentence.start)
    if after is None and not before:
        return None
    if after is None:
        last = _to_comma(tokens, last)
    return (first, last) if first < last else None


def _bounds(sentence: Sentence, tokens: Tokens, attribution: Attribution) -> tuple[int, int]:
    """Tokens from the source to the cue; from the verb alone where another verb stands between."""
    cue_first = _token_at(tokens, attribution.cue.start - sentence.start)
    last = _token_at(tokens, attribution.cue.end - sentence.start)
    first = cue_first
    source = attribution.source
    if source is not None and sentence.start <= source.start < sentence.end:
        source_first = _token_at(tokens, source.start - sentence.start)
        source_last = _token_at(tokens, source.end - sentence.start)
        last = max(last, source_last)
        verbs = [
            i for i in range(source_last, cue_first) if tokens.tags[i] == "F" and tokens.forms[i] not in "MA"
        ]
        if source_first < cue_first and not verbs:
            return _over_opening(tokens, source_first), last
    while first > 0 and tokens.tags[first - 1] in "ACFv" and tokens.forms[first - 1] in ("", "M", "A"):
        first -= 1
    return first, last


def _over_opening(tokens: Tokens, first: int) -> int:
    """The tag begins with the clause where only adverbials stand in front of the source."""
    start = first
    while start > 0 and tokens.tags[start - 1] not in "F;:Cv-":
        start -= 1
    opener = tokens.tags[start] in "RAS" or tokens.tags[start] == "C"
    return start if opener and start == 0 else first


def _asserts(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the content is a clause, and no indirect question."""
    if "F" not in tokens.tags[first:last] or tokens.words[first] in word_set("question_words"):
        return False
    marked = tokens.words[first - 1] in ("that", ":", ",") or tokens.tags[first] in '"SCATg'
    return marked or Lookahead(tokens, last).clause_ahead(first) >= 0


def _withholds(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the tag says that something was not said, or only names a saying ("aside from saying")."""
    if any(
        tokens.words[i] in ("not", "never", "nor") or tokens.words[i].endswith(("n't", "n’t"))
        for i in range(first, last)
    ):
        return True
    return tokens.tags[first] == "g" and first > 0 and tokens.tags[first - 1] == "R"


def _to_comma(tokens: Tokens, last: int) -> int:
    """A tag behind its content runs on to the next comma: ", X told reporters in Geneva"."""
    i = last
    while i < len(tokens.tags) and tokens.tags[i] not in ",;.CSW":
        if tokens.tags[i] == "F":
            return last
        i += 1
    return i


def _token_at(tokens: Tokens, offset: int) -> int:
    """Index of the first token that begins at or after `offset`."""
    return bisect_left(tokens.starts, offset)


def span_of(text: str, start: int, end: int) -> Span:
    """The verbatim span `[start, end)` of `text`."""
    return Span(text[start:end], start, end)
