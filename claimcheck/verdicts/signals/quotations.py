"""Quotations: the words between the marks must stand in the source, in that order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import islice

from claimcheck.language.polarity import find_negations
from claimcheck.language.words import WORD, Word, is_stopword, stem, words
from claimcheck.records import Quotation, Sentence, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.signals.phrases import may_hold, may_hold_half

# An ellipsis or a bracketed insertion is the quoting writer's: the words on both sides must each occur.
_PLACES = 20  # occurrences of one piece of a quotation that are tried
_BEFORE = 40  # characters before quoted words in which a negation may stand that is left out
_WORDS_BETWEEN = 1  # words between that negation and the quoted words: "not yet", "no such"
_STOP = re.compile(r"[.,;:!?()“”\"\n]")
_CUT = re.compile(r"\.\.\.|…|\[[^\]]{0,200}\]")


def locate_quotation(quotation: Quotation, source: str) -> Span | None:
    """Where the source holds the quoted words in order, or None where it does not.

    Case and punctuation are folded. A quotation with an ellipsis may skip words, but at most 60 of them.
    """
    pieces = _pieces(quotation.text)
    if not pieces or not all(may_hold(piece, source) for piece in pieces):
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


@lru_cache(maxsize=64)
def _pieces(quoted: str) -> tuple[list[str], ...]:
    """The stems of the words between what the quoting writer left out or put in."""
    pieces = ([word.stem for word in words(piece)] for piece in _CUT.split(quoted))
    return tuple(piece for piece in pieces if piece)


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


def nearest_wording(quotation: Quotation, source: str, sentences: Sequence[Sentence]) -> Span | None:
    """The sentence that the quotation is a changed form of, or None where none is.

    That is the one which holds the most of the quoted words in the same order, if it holds enough of them
    (`signals.toml`); what was put in their place, or left out, is then the alteration.

    Args:
        quotation: the quotation.
        source: the text of a document.
        sentences: all of it, in their order.
    """
    setting = load_toml("signals.toml")["quote"]
    quoted = words(quotation.text)[: setting["longest"]]
    content = {word.stem for word in quoted if not is_stopword(word)}
    if len(quoted) < setting["words"] or len(content) < 2:
        return None
    likely = may_hold_half(content, source, sentences)
    told = ((one, [stem(word) for word in WORD.findall(one.text)[: setting["sentence"]]]) for one in likely)
    near = ((one, said) for one, said in told if 2 * len(content.intersection(said)) >= len(content))
    best: tuple[int, Sentence] | None = None
    for one, said in islice(near, setting["tried"]):
        kept = _common([word.stem for word in quoted], said)
        if best is None or kept > best[0]:
            best = (kept, one)
    if best is None or best[0] < setting["kept"] or best[0] < setting["share"] * len(quoted):
        return None
    return Span(best[1].text, best[1].start, best[1].end)


def _common(ours: Sequence[str], theirs: Sequence[str]) -> int:
    """Length of the longest common subsequence."""
    row = [0] * (len(theirs) + 1)
    for one in ours:
        before = 0
        for at, other in enumerate(theirs, 1):
            above = row[at]
            row[at] = before + 1 if one == other else max(above, row[at - 1])
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
