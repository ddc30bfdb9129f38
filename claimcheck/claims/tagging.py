"""Sentences as strings of word classes: fast, shallow, and good enough to bound sources and contents."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from claimcheck.claims.cues import FINITE, Lexicon, lexicon
from claimcheck.language.quotations import Marks

_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,8}"
    r"|[^\W_]+(?:[-‑.,'’&/](?=[^\W_])[^\W_]+){0,20}"
    r"|[$€£¥₩%]"
    r"|[,;:()\[\]—–!?\"“”„«»‘’'`]"
    r"|--+|(?<=\s)-(?=\s)"
)
_CLITIC = re.compile(r"(?<=\w)['’](?:s|re|ve|ll|d|m)$", re.IGNORECASE)
_PUNCTUATION = {
    ",": ",", ";": ";", ":": ":", "(": "(", "[": "(", ")": ")", "]": ")", "—": "-", "–": "-", "-": "-",
    "!": ".", "?": ".", "$": "#", "€": "#", "£": "#", "¥": "#", "₩": "#", "%": "#",
}  # fmt: skip
_QUOTES = frozenset("\"“”„«»‘’'`")
# Classes that a capital letter does not turn into a name ("The", "He", but not "State" or "Post").
_KEPT_CAPITALISED = frozenset("DSPMOHWwtTIKcARXb")
_NOT_VERB_AFTER = frozenset("DsIH#j")
_VERB_AFTER = frozenset("PXTMAWSwt")


class TaggedSentence(msgspec.Struct, frozen=True):
    """The tokens of one sentence: lower-case words, offsets in the document, and their classes.

    `classes` has one character a token (see `cues`), `backwards` is the same string reversed, so that a
    pattern can look to the left of token `i` by matching at `len(classes) - i`.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    classes: str
    backwards: str

    def cue_positions(self) -> list[int]:
        """Indices of the tokens that may be cues of any kind."""
        return [match.start() for match in _CUES.finditer(self.classes)]


_CUES = re.compile("[vzdpgnjhR]")


class QuoteMarks:
    """Quotations by the offsets of their marks; apostrophes are in neither table."""

    def __init__(self, marks: Iterable[Marks]) -> None:
        self.marks = tuple(marks)
        self.by_opening = {mark.outer_start: mark for mark in self.marks}
        self.by_closing = {mark.end: mark for mark in self.marks if mark.closed}
        self.outer = [mark for mark in self.marks if mark.depth == 0]
        self._outer_starts = [mark.start for mark in self.outer]

    def around(self, offset: int) -> Marks | None:
        """The outermost quotation that holds the character at `offset`."""
        index = bisect_right(self._outer_starts, offset) - 1
        return self.outer[index] if index >= 0 and offset < self.outer[index].end else None


# Class of a cue verb -> class of the same form where it is no cue.
_OTHER_VERB = {"v": "F", "z": "F", "d": "F", "p": "E", "g": "G"}


def tag_sentence(
    text: str, start: int, end: int, quotes: QuoteMarks, *, heading: bool = False
) -> TaggedSentence:
    """The tokens of `text[start:end]` with their classes. Linear in the length of the sentence.

    In a heading capital letters say nothing, so cue verbs count there even where they are capitalised.
    """
    lex = lexicon()
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    for match in _TOKEN.finditer(text, start, end):
        word = match.group()
        at = match.start()
        if word in _QUOTES:
            letter = "Q" if at in quotes.by_opening else "q" if at in quotes.by_closing else ""
            if not letter:
                continue
            lowered = word
        else:
            lowered, letter = _classify(word)
        if letter == "C" and (heading or not words):
            letter = _lowered_class(lowered, letter)
        if letter == "+":
            cut = len(word) - len(_clitic(word))
            head, head_class = _classify(word[:cut])
            words.append(head)
            starts.append(at)
            ends.append(at + cut)
            classes.append(head_class)
            at += cut
            lowered = word[cut:].lower().replace("’", "'")
            letter = _clitic_class(lowered, head_class)
        words.append(lowered)
        starts.append(at)
        ends.append(match.end())
        classes.append(letter)
    _resolve(words, classes, lex)
    tags = "".join(classes)
    return TaggedSentence(tuple(words), tuple(starts), tuple(ends), tags, tags[::-1])


def _lowered_class(lowered: str, letter: str) -> str:
    """Class of a capitalised word where the capital says nothing."""
    known = lexicon().classes.get(lowered, letter)
    return known if known in "vzdpgI" else letter


def _clitic(word: str) -> str:
    match = _CLITIC.search(word)
    return match.group() if match else ""


def _clitic_class(clitic: str, head: str) -> str:
    if clitic == "'s":
        return "b" if head in "PMWwt" else "s"
    return "b" if clitic in ("'re", "'m") else "X"


@lru_cache(maxsize=65536)
def _classify(word: str) -> tuple[str, str]:
    """Lower-case form and class of a word by itself; class "+" for one that carries a clitic."""
    mark = _PUNCTUATION.get(word) or ("-" if word[0] == "-" else "")
    if mark:
        return word, mark
    lex = lexicon()
    lowered = word.lower().replace("’", "'")
    if word[0].isdigit():
        return lowered, "#"
    if "'" in lowered and lowered not in lex.classes and _CLITIC.search(word):
        return lowered, "+"
    known = lex.classes.get(lowered, "")
    if word[0].isupper() and (known not in _KEPT_CAPITALISED or (len(word) > 1 and word.isupper())):
        return lowered, "Y" if known == "Y" or lowered == "may" else "C"
    if known:
        return lowered, known
    if lowered.endswith("ly") and len(lowered) > 4 and lowered not in lex.not_adverbs:
        return lowered, "A"
    if lowered.endswith("ed") and len(lowered) > 4:
        return lowered, "E"
    if lowered.endswith("ing") and len(lowered) > 5:
        return lowered, "G"
    return lowered, "N"


def _resolve(words: list[str], classes: list[str], lex: Lexicon) -> None:
    """Settle, from left to right, the words that are a verb in one place and a noun in another."""
    last = len(classes) - 1
    previous = ""
    for i, letter in enumerate(classes):
        if letter in _OTHER_VERB and i < last and (words[i], words[i + 1]) in lex.other_verbs:
            classes[i] = _OTHER_VERB[letter]
        elif letter in _OTHER_VERB and i < last and (words[i], words[i + 1]) in lex.phrasal:
            classes[i + 1] = "A"
        elif letter in "vz":
            following = classes[i + 1] if i < last else ""
            if _is_noun(letter, previous, words[i - 1] if i else "", following):
                classes[i] = "n" if words[i] in lex.nouns else "N"
        elif letter in "dg" and previous in ("D", "s") and (letter == "g" or _modifies(classes, i)):
            classes[i] = "N"
        elif words[i] == "like" and previous in ("P", "X", "T"):
            classes[i] = "v"
        elif words[i] == "there" and i < last and (classes[i + 1] in "bX" or words[i + 1] == "'s"):
            classes[i] = "M"  # a subject as "it" is: "said there was no deal"
            classes[i + 1] = "b" if words[i + 1] == "'s" else classes[i + 1]
        elif (
            letter == "E"
            and previous in ("N", "C", "P", "q", "W")
            and i < last
            and classes[i + 1] in "DITSOMHc"
        ):
            classes[i] = "F"
        if classes[i] != "A" or previous not in ("D", "s"):
            previous = classes[i]


def _modifies(classes: list[str], i: int) -> bool:
    """Whether a noun follows, as in "the alleged plan"."""
    return i + 1 < len(classes) and classes[i + 1] in "NnCz"


def _is_noun(letter: str, previous: str, word_before: str, following: str) -> bool:
    """Whether a base ("claim") or third-person form ("claims") is a noun here."""
    if previous in _VERB_AFTER:
        return previous == "S" and following in "vzdXbFI" and following != ""
    if previous in _NOT_VERB_AFTER or previous == "":
        return True
    if following in FINITE and following and following not in "vz":
        return True
    if letter == "v":
        plural = word_before.endswith("s") or word_before in lexicon().plurals
        return not (plural and previous in "NCn") and previous not in "qcK,"
    return previous in "EGgvzdF"
