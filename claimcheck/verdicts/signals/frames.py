"""Who does what: the acts of a text with the words for who does them and what else the clause holds.

Shallow: subjects come from the clause splitter, objects are what follows the verb, "by" names the one who
acts in a passive. An act whose doer cannot be told has none, and is then compared with nothing.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

import msgspec

from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.clauses import split_clauses
from claimcheck.claims.phrases import subject_before
from claimcheck.claims.wordclasses import tokenise
from claimcheck.language.sentences import split_sentences
from claimcheck.records import Span

_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "'re"])
_VERBS = frozenset("FvIcng")
_GROUP = 8  # tokens of a verb group after its first
_OBJECT = 30  # tokens after a verb that are taken for its clause
_BY = 14  # tokens after a passive within which "by" names the one who acts


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """One act: its verb, who does it, and the rest of its clause.

    `agent` is the noun phrase of the one who acts; `rest` reaches from the verb to the end of the clause,
    and for a passive holds its subject first.
    """

    verb: Span
    agent: Span | None
    rest: tuple[Span, ...]


@lru_cache(maxsize=8192)
def frames(text: str) -> tuple[Frame, ...]:
    """The acts of `text`, in order; offsets are code points of `text`."""
    found: list[Frame] = []
    for origin, tokens in _tagged(text):
        clauses = split_clauses(tokens, 0, len(tokens.words))
        found.extend(_Reader(text, origin, tokens, clauses).frames())
    return tuple(found)


@lru_cache(maxsize=8192)
def verb_starts(text: str) -> frozenset[int]:
    """Where the verbs of `text` begin, participles and -ing forms among them."""
    return frozenset(
        origin + start
        for origin, tokens in _tagged(text)
        for start, tag in zip(tokens.starts, tokens.tags, strict=True)
        if tag in _VERBS
    )


@lru_cache(maxsize=8192)
def _tagged(text: str) -> tuple[tuple[int, Tokens], ...]:
    return tuple((one.start, _tagged_sentence(one.text)) for one in split_sentences(text))


# The passages of a document share their sentences.
@lru_cache(maxsize=8192)
def _tagged_sentence(text: str) -> Tokens:
    return tokenise(text)


class _Reader:
    """Reads the acts of one sentence that begins at `origin` of `text`."""

    def __init__(self, text: str, origin: int, tokens: Tokens, clauses: list[Clause]) -> None:
        self.text = text
        self.origin = origin
        self.tokens = tokens
        self.starts = sorted(clause.first for clause in clauses)
        self.subjects = {clause.verb: clause.subject for clause in clauses}
        self.total = len(tokens.words)

    def frames(self) -> Iterator[Frame]:
        subject: tuple[int, int] | None = None
        passive = False
        for i, tag in enumerate(self.tokens.tags):
            if tag == "F":
                head = self._head(i)
                subject, passive = self._subject(i), self._is_passive(i, head)
                yield self._frame(head, subject, passive)
            elif tag == "I":
                head = self._head(i)
                yield self._frame(head, self._controller(i, subject), self._is_passive(i, head))
            elif tag == "n" and self.tokens.words[i + 1 : i + 2] == ["by"]:
                yield self._frame(i, self._noun_before(i), passive=True)
            elif tag == "c":
                yield self._frame(i, subject, passive=False)

    def _head(self, first: int) -> int:
        """The last verb of the group that begins at `first`."""
        head = first
        for k in range(first + 1, min(first + _GROUP, self.total)):
            if self.tokens.tags[k] == "v":
                head = k
            elif self.tokens.tags[k] != "A":
                break
        return head

    def _is_passive(self, first: int, head: int) -> bool:
        helped = any(self.tokens.words[k] in _BE for k in range(first, head))
        by = self.tokens.words[head + 1 : head + 2] == ["by"] and self.tokens.tags[head + 2 : head + 3] != [
            "#"
        ]
        return (helped or by) and self.tokens.forms[head] in ("e", "n")

    def _subject(self, verb: int) -> tuple[int, int] | None:
        if verb in self.subjects:
            return self.subjects[verb]
        at = bisect_right(self.starts, verb)
        first = self.starts[at - 1] if at else 0
        for k in range(verb - 1, first, -1):
            if self.tokens.tags[k] in "SWFvI;":
                first = k + 1
                break
        return subject_before(self.tokens, first, verb)

    def _noun_before(self, participle: int) -> tuple[int, int] | None:
        """The noun phrase right before a participle: "a committee chaired by ..."."""
        end = participle - (participle > 0 and self.tokens.tags[participle - 1] == ",")
        start = end
        while start > 0 and self.tokens.tags[start - 1] in "NX#'":
            start -= 1
        return (start, end) if start < end else None

    def _controller(self, verb: int, subject: tuple[int, int] | None) -> tuple[int, int] | None:
        """Who does what an infinitive says: the object of the verb before it, else its subject."""
        k = verb - 2  # before "to"
        end = k + 1
        while k >= 0 and self.tokens.tags[k] in "NXDO'#":
            k -= 1
        named = any(self.tokens.tags[j] in "XO" or self.tokens.words[j] == "side" for j in range(k + 1, end))
        if named and k >= 0 and self.tokens.tags[k] in "Fv":
            return k + 1, end
        return subject if k >= 0 and k == end - 1 and self.tokens.tags[k] in "Fv" else None

    def _frame(self, head: int, subject: tuple[int, int] | None, passive: bool) -> Frame:
        end = self._clause_end(head)
        agent = self._by(head, end) if passive else subject
        rest = [self._span(head + 1, end)] if end > head + 1 else []
        if passive and subject is not None:
            rest.insert(0, self._span(*subject))
        return Frame(
            verb=self._span(head, head + 1),
            agent=None if agent is None else self._span(*self._phrase(*agent)),
            rest=tuple(rest),
        )

    def _clause_end(self, head: int) -> int:
        last = min(head + 1 + _OBJECT, self.total)
        following = bisect_right(self.starts, head)
        last = min([last, *self.starts[following : following + 1]])
        end = next((k for k in range(head + 1, last) if self.tokens.tags[k] in "FSW;:"), last)
        while end > head + 1 and self.tokens.tags[end - 1] in ',C-."':
            end -= 1
        return end

    def _by(self, head: int, end: int) -> tuple[int, int] | None:
        for k in range(head + 1, min(end, head + _BY)):
            if self.tokens.words[k] == "by":
                stop = k + 1
                while stop < end and (self.tokens.tags[stop] in "NXD'#CO" or self._in_title(stop)):
                    stop += 1
                return (k + 1, stop) if stop > k + 1 else None
        return None

    def _phrase(self, first: int, last: int) -> tuple[int, int]:
        """A noun phrase up to what is hung on it ("the head of ...", "the deal, which ...")."""
        while first + 1 < last and self.tokens.tags[first] in 'A"C,-F':
            first += 1
        for k in range(first + 1, last):
            if self.tokens.tags[k] in "RSWT,(" and not self._in_title(k):
                return first, k
        return first, last

    def _in_title(self, k: int) -> bool:
        """Whether "of" or "for" at `k` stands between capitals: "the Secretary of Commerce"."""
        around = self.tokens.tags[k - 1 : k] + self.tokens.tags[k + 1 : k + 2]
        return self.tokens.words[k] in ("of", "for") and around == ["X", "X"]

    def _span(self, first: int, last: int) -> Span:
        start, end = self.origin + self.tokens.starts[first], self.origin + self.tokens.ends[last - 1]
        return Span(self.text[start:end], start, end)
