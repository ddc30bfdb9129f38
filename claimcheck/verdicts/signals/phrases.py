"""Where a text may hold certain words: told without cutting it into words."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence

from claimcheck.language.words import WORD, stem
from claimcheck.records import Sentence

_LETTERS = 3  # of the shortest stem that tells how its words begin
_WORD_LENGTH = 24  # characters, with the space after it, that most words are no longer than
_GAP = re.compile(r"\s")


def may_hold(stems: Sequence[str], source: str) -> bool:
    """False only where `source` certainly holds no words with these stems, one after the other.

    The words around each place of the stem that is rarest in it are looked at.
    """
    folded = source.lower()
    rarest: tuple[int, str, int] | None = None
    for begin, at in sorted(_beginnings(stems, source, folded), key=lambda one: -len(one[0])):
        count = folded.count(begin)
        if not count:
            return False
        if rarest is None or count < rarest[0]:
            rarest = count, begin, at
    if rarest is None:
        return True
    _, begin, at = rarest
    return any(_stand_around(stems, at, source, place) for place in _places(begin, folded))


def may_hold_half(stems: Collection[str], source: str, sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    """The sentences of `source` that may hold at least half of the stems; none that does is left out."""
    folded = source.lower()
    known = [begin for begin, _ in _beginnings(stems, source, folded)]
    wanted = (len(stems) + 1) // 2 - (len(stems) - len(known))
    if wanted <= 0:
        yield from sentences
        return
    starts = [sentence.start for sentence in sentences]
    held: Counter[int] = Counter()
    for begin in known:
        held.update({bisect_right(starts, place) - 1 for place in _places(begin, folded)})
    yield from (sentences[at] for at in sorted(held) if at >= 0 and held[at] >= wanted)


def _beginnings(stems: Iterable[str], source: str, folded: str) -> list[tuple[str, int]]:
    """What words with a stem begin with in `folded`, and which of the stems it is, where that can be told."""
    if len(folded) != len(source):  # places in one are not those in the other
        return []
    found = ((_beginning(stem_), at) for at, stem_ in enumerate(stems))
    # Initials may stand for a word: "n.a.t.o." for "nato".
    return [(begin, at) for begin, at in found if begin and ".".join(begin[:2]) + "." not in folded]


def _beginning(stem_: str) -> str:
    """What every word with that stem begins with, in lower case; empty where that cannot be told.

    Snowball's English stems differ from their words in the last letter at most, "dying" and its like apart;
    numbers and contractions are written with different signs.
    """
    if len(stem_) < _LETTERS or not stem_.isalpha():
        return ""
    return stem_[0] if len(stem_) == _LETTERS and stem_.endswith("ie") else stem_[:-1]


def _places(begin: str, folded: str) -> Iterator[int]:
    """Where words begin so."""
    place = folded.find(begin)
    while place >= 0:
        if not place or not folded[place - 1].isalpha():
            yield place
        place = folded.find(begin, place + 1)


def _stand_around(stems: Sequence[str], at: int, source: str, place: int) -> bool:
    """Whether the words around `place`, where the one of `stems[at]` would begin, may have these stems."""
    end = place
    for wanted in stems[at:]:
        word = WORD.search(source, end)
        if word is None or stem(word.group()) != wanted:
            return False
        end = word.end()
    start = max(0, place - _WORD_LENGTH * (at + 1))
    if start:  # after a space, words are cut alike whatever stands before it
        gap = _GAP.search(source, start, place)
        start = gap.end() if gap else place
    before = [word.group() for word in WORD.finditer(source, start, place)][-at:] if at else []
    if len(before) < at:
        return start > 0
    return all(stem(word) == wanted for word, wanted in zip(before, stems, strict=False))
