"""Quotations: the words between the marks must stand in the source, in that order."""

from __future__ import annotations

import re
from collections import Counter
from itertools import islice

from claimcheck.language.polarity import find_negations
from claimcheck.language.words import Word, words
from claimcheck.records import Quotation, Span

# An ellipsis or a bracketed insertion is the quoting writer's: the words on both sides must each occur.
_PLACES = 20  # occurrences of one piece of a quotation that are tried
_CUT = re.compile(r"\.\.\.|…|\[[^\]]{0,200}\]")


def locate_quotation(quotation: Quotation, source: str) -> Span | None:
    """Where the source holds the quoted words in order, or None where it does not.

    Case and punctuation are folded. A quotation with an ellipsis may skip words, but at most 60 of them.
    """
    pieces = [[word.stem for word in words(piece)] for piece in _CUT.split(quotation.text)]
    pieces = [piece for piece in pieces if piece]
    if not pieces:
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


def _places(stems: list[str], have: tuple[Word, ...], begin: int) -> list[int]:
    """The first indexes from `begin` at which the stems follow each other, at most `_PLACES`."""
    first = stems[0]
    found = (
        at
        for at in range(begin, len(have) - len(stems) + 1)
        if have[at].stem == first and all(have[at + i].stem == stem for i, stem in enumerate(stems))
    )
    return list(islice(found, _PLACES))
