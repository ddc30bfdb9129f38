"""The state of reading one sentence for attributions, shared by the rules for the kinds of cues."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Literal

import msgspec

from claimcheck.claims.content import Content, ContentBounds, content_after
from claimcheck.claims.cues import lexicon
from claimcheck.claims.sources import Range
from claimcheck.claims.tagging import QuoteMarks, TaggedSentence
from claimcheck.records import Sentence

Kind = Literal["direct", "indirect", "mixed", "according_to"]

# Contents nest: "A said B claimed C denied ...". Deeper ones are dropped, which bounds the output.
_MAX_NESTING = 6
# A source longer than this (in characters) is no noun phrase that anyone wrote.
_MAX_SOURCE = 600
_FINITE_CUES = frozenset("vzdp")


class Saying(msgspec.Struct, frozen=True):
    """An attribution as offsets in the document; `strong` says that its cue is one of speech."""

    source: Range | None
    cue: Range
    content: tuple[Range, ...]
    kind: Kind
    strong: bool


class Reading:
    """One sentence being read from left to right.

    `floor` is the first token that a content left of its cue may still take, `last_source` the source
    that a cue without a subject of its own shares, `last_form` the verb form of the cue before.
    """

    def __init__(
        self, tagged: TaggedSentence, sentence: Sentence, quotes: QuoteMarks, breaks: Sequence[int]
    ) -> None:
        self.tagged = tagged
        self.tags = tagged.classes
        self.words = tagged.words
        self.size = len(tagged.classes)
        self.sentence = sentence
        self.quotes = quotes
        self.bounds = ContentBounds(tagged, breaks)
        self.lexicon = lexicon()
        self.found: list[Saying] = []
        self.floor = 0
        self.last_source: Range | None = None
        self.last_form = ""
        self._open_ends: list[int] = []
        self._quote_offsets = [tagged.starts[i] for i, letter in enumerate(tagged.classes) if letter == "Q"]

    def content_from(self, token: int, *, weak: bool, clause: bool = False) -> Content | None:
        """The content that begins at `token`, which ends at the latest with the quotation around it.

        Where `clause` is true it ends with the first comma: "While X said P, Y denied it".
        """
        if token >= self.size:
            return None
        around = self.quotes.around(self.tagged.starts[token])
        limit = min(self.sentence.end, around.end) if around else self.sentence.end
        return content_after(limit, self.bounds, self.quotes, token, weak=weak, clause=clause)

    def offsets(self, tokens: Range) -> Range:
        """A range of tokens as offsets in the document."""
        return self.tagged.starts[tokens[0]], self.tagged.ends[tokens[1] - 1]

    def add(
        self,
        source: Range | None,
        cue: Range,
        contents: Sequence[Range],
        *,
        quoted: bool,
        kind: Kind | None = None,
        speech: bool = False,
        shared: bool = True,
    ) -> None:
        """Keep an attribution, unless its content nests too deep or its source is no phrase.

        Args:
            source: its tokens, or None.
            cue: its tokens.
            contents: offsets of the contents.
            quoted: whether the contents are wholly between quotation marks.
            kind: where given, instead of what the contents say.
            speech: whether the cue is one of speech though it is no such verb.
            shared: whether cues without a subject may share this source.
        """
        if source is not None:
            begin, end = self.offsets(source)
            if end - begin > _MAX_SOURCE:
                return
        at = self.tagged.starts[cue[0]]
        strong = speech or self._is_strong(cue)
        # What people say of themselves inside their own quotation is the quotation's, not the article's.
        if self.quotes.around(at) and not (strong and self.tags[cue[1] - 1] in _FINITE_CUES):
            return
        while self._open_ends and self._open_ends[-1] <= at:
            self._open_ends.pop()
        if len(self._open_ends) >= _MAX_NESTING:
            return
        self._open_ends.append(max(end for _, end in contents))
        if kind is None:
            kind = "direct" if quoted else "mixed" if self._holds_quote(contents) else "indirect"
        self.found.append(
            Saying(self.offsets(source) if source else None, self.offsets(cue), tuple(contents), kind, strong)
        )
        if shared and source is not None:
            self.last_source = source

    def _is_strong(self, cue: Range) -> bool:
        known = self.lexicon.verbs.get(self.words[cue[1] - 1])
        return known is not None and known.strong

    def _holds_quote(self, contents: Sequence[Range]) -> bool:
        for begin, end in contents:
            first = bisect_left(self._quote_offsets, begin)
            if first < len(self._quote_offsets) and self._quote_offsets[first] < end:
                return True
        return False
