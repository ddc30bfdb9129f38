"""Quotations: the words between the marks must stand in the source, in that order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import islice

from claimcheck.language.polarity import find_negations
from claimcheck.language.sentences import split_sentences
from claimcheck.language.words import Word, is_stopword, words
from claimcheck.records import Quotation, Span
from claimcheck.resources import load_toml

# An ellipsis or a bracketed insertion is the quoting writer's: the words on both sides must each occur.
_PLACES = 20  # occurrences of one piece of a quotation that are tried
_BEFORE = 40  # characters before quoted words in which a negation may stand that is left out
_WORDS_BETWEEN = 1  # words between that negation and the quoted words: "not yet", "no such"
_STOP = re.compile(r"[.,;:!?()“”\"\n]")
_LONG_STEM = 6  # letters; shorter words may change more than their end ("dying", "skis")
_CUT = re.compile(r"\.\.\.|…|\[[^\]]{0,200}\]")


def locate_quotation(quotation: Quotation, source: str) -> Span | None:
    """Where the source holds the quoted words in order, or None where it does not.

    Case and punctuation are folded. A quotation with an ellipsis may skip words, but at most 60 of them.
    """
    pieces = [[word.stem for word in words(piece)] for piece in _CUT.split(quotation.text)]
    pieces = [piece for piece in pieces if piece]
    if not pieces or _absent((stem for piece in pieces for stem in piece), source):
        return None
    have = words(source)
    for begin in _places(pieces[0], have, 0):
        end = begin + len(pieces[0])
        for piece in pieces[1:]:
            following = next((at for at in _places(piece, have, end) if at - end <= 60), None)
            if following is None:
                break
            end = following + len(piece)
        else:
            start, stop = have[begin].start, have[end - 1].end
            return Span(source[start:stop], start, stop)
    return None


def swallowed_negation(quotation: Quotation, found: Span) -> Span | None:
    """The negation that an ellipsis of the quotation leaves out of what the source says, if any."""
    if not _CUT.search(quotation.text):
        return None
    kept = Counter(span.text.lower() for span in find_negations(quotation.text))
    for negation in find_negations(found.text):
        kept[negation.text.lower()] -= 1
        if kept[negation.text.lower()] < 0:
            return Span(negation.text, found.start + negation.start, found.start + negation.end)
    return None


def dropped_negation(source: str, found: Span) -> Span | None:
    """The negation right before the quoted words in the source, if any: "not [a done deal]"."""
    start = max(0, found.start - _BEFORE)
    before = _STOP.split(source[start : found.start])[-1]
    negations = find_negations(before)
    if not negations:
        return None
    last = negations[-1]
    between = len(words(before[last.end :]))
    place = found.start - len(before)
    return Span(last.text, place + last.start, place + last.end) if between <= _WORDS_BETWEEN else None


def nearest_wording(quotation: Quotation, source: str) -> Span | None:
    """The sentence of the source that the quotation is a changed form of, or None where none is.

    That is the one which holds the most of the quoted words in the same order, if it holds enough of them
    (`signals.toml`); what was put in their place, or left out, is then the alteration.
    """
    setting = load_toml("signals.toml")["quote"]
    quoted = [word for word in words(quotation.text) if word.text][: setting["longest"]]
    content = {word.stem for word in quoted if not is_stopword(word)}
    if len(quoted) < setting["words"] or len(content) < 2:
        return None
    if 2 * _absent(content, source) > len(content):
        return None
    best: tuple[int, Span] | None = None
    near = (
        (span, said)
        for span, said in _sentences(source)
        if 2 * len(content & {word.stem for word in said}) >= len(content)
    )
    for span, said in islice(near, setting["tried"]):
        kept = _common([word.stem for word in quoted], [word.stem for word in said])
        if best is None or kept > best[0]:
            best = (kept, span)
    if best is None or best[0] < setting["kept"] or best[0] < setting["share"] * len(quoted):
        return None
    return best[1]


@lru_cache(maxsize=8)
def _sentences(source: str) -> tuple[tuple[Span, tuple[Word, ...]], ...]:
    longest = load_toml("signals.toml")["quote"]["sentence"]
    return tuple(
        (Span(one.text, one.start, one.end), words(one.text)[:longest]) for one in split_sentences(source)
    )


def _absent(stems: Iterable[str], source: str) -> int:
    """How many of the stems certainly stand nowhere in `source`; far cheaper than to cut it into words.

    Of a long stem, all but the last two letters stand at the beginning of every word that has it.
    """
    folded = source.lower()
    return sum(len(stem) >= _LONG_STEM and stem[:-2] not in folded for stem in stems)


def _common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(theirs) + 1)
    for stem in ours:
        before = 0
        for at, other in enumerate(theirs, 1):
            above = row[at]
            row[at] = before + 1 if stem == other else max(above, row[at - 1])
            before = above
    return row[-1]


def _places(stems: list[str], have: tuple[Word, ...], begin: int) -> list[int]:
    """The first indexes from `begin` at which the stems follow each other, at most `_PLACES`."""
    first = stems[0]
    found = (
        at
        for at in range(begin, len(have) - len(stems) + 1)
        if have[at].stem == first and all(have[at + i].stem == stem for i, stem in enumerate(stems))
    )
    return list(islice(found, _PLACES))
