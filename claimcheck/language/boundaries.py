"""Where one sentence ends and the next begins, inside one block of text.

Every stretch of `.`, `!`, `?` or `…` with the quotation marks and brackets that close upon it is a
candidate; the word before it and the word after it decide. Each candidate is judged in a window of fixed
size and candidates never overlap, so the work grows with the length of the text and with nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from claimcheck.resources import load_toml

_LISTS = load_toml("segmentation.toml")
_ABBREVIATIONS: dict[str, list[str]] = _LISTS["abbreviations"]
_NEVER_ENDS = frozenset(_ABBREVIATIONS["never_ends"])
_TITLES = frozenset(title.lower() for title in _ABBREVIATIONS["titles"])
_BEFORE_NUMBER = frozenset(_ABBREVIATIONS["before_number"])
_MONTHS = frozenset(_ABBREVIATIONS["months"])
_MAY_END = frozenset(_ABBREVIATIONS["may_end"])
_SHORT_IN_LOWER = frozenset(_ABBREVIATIONS["may_end_lower"])
_TIMES = frozenset(_ABBREVIATIONS["times"])
_AFTER_TIME = frozenset(_ABBREVIATIONS["after_time"])
_LETTERED = frozenset(_ABBREVIATIONS["lettered"])
_MARKED_NAMES = frozenset(_ABBREVIATIONS["marked_names"])
_OPENERS = frozenset(_LISTS["openers"]["words"])

_STOPS = ".!?…"
_WIDE_STOPS = "。！？"
_QUOTES = "\"'”’»"
CLOSERS = _QUOTES + ")]}*_"
"""Marks that close upon a sentence and stay with it (`*` and `_` are Markdown emphasis)."""
_OPENING = "\"'“‘«([{*_¿¡"
_WINDOW = 48  # no abbreviation, initial or numbered heading is longer than this

_CANDIDATE = re.compile(
    rf"[{_STOPS}{_WIDE_STOPS}]+[{re.escape(CLOSERS)}]*(?:\[\w{{1,4}}\]){{0,4}}[¹²³⁰⁴-⁹]{{0,4}}"
)
_NON_SPACE = re.compile(r"\S")
_WORD = re.compile(r"[^\W\d_]{1,24}(?:['’][a-z]{1,2})?")
_DOTTED = re.compile(r"(?:[A-Za-z]{1,2}\.-?){1,6}[A-Za-z]{1,2}\Z")
_ENUMERATOR = re.compile(r"\((?:[a-zA-Z]{1,2}|[ivxIVX]{1,5}|\d{1,2})\)\s")
_LEADING_NUMBER = re.compile(r"(?:\d{1,3}[a-z]?|[IVX]{1,5}|[A-Za-z])\Z")
_NUMBERED_HEAD = re.compile(
    r"(?:Sec|SEC|Section|SECTION|Art|Article|ARTICLE|Chapter|CHAPTER|Title|TITLE|Part|PART|Rule|Annex|§{1,2})"
    r"\s?\.?\s{1,3}(?:\d{1,4}[A-Za-z]?|[IVXL]{1,6}|[A-Z])(?:[.-]\d{1,3}){0,2}\Z"
)
_ROMAN = re.compile(r"(?:[IVXLC]{2,6}|[VX])\b")
_GLUED_NOTE = re.compile(r"\d{1,2}(?=\s++[\"“(]?[A-Z])")
_SPEECH_TAIL = re.compile(
    r"(?:[A-Z][\w.'’-]{0,24}\s){1,5}(?:" + "|".join(_LISTS["openers"]["speech_verbs"]) + r")\b"
)


def sentence_spans(text: str, start: int, end: int, *, heading: bool = False) -> Iterator[tuple[int, int]]:
    """The sentences of `text[start:end]` as `(start, end)` in code points of `text`.

    The stretch must begin and end with a character that is not white space. In a `heading`, where every
    word may be capitalised, an abbreviation never ends a sentence.
    """
    begin = start
    for match in _CANDIDATE.finditer(text, start, end):
        mark, stop = match.span()
        if stop >= end:
            break
        found = _NON_SPACE.search(text, stop, end)
        after = found.start() if found else end
        if after == stop:
            stop = after = _glued_end(text, begin, mark, stop)
            if stop == -1:
                continue
            found = _NON_SPACE.search(text, stop, end)
            after = found.start() if found else end
        elif not _is_boundary(text, begin, mark, stop, after, heading):
            continue
        yield begin, stop
        begin = after
    if begin < end:
        yield begin, end


def ends_sentence(text: str, start: int, end: int, after: int) -> bool:
    """Whether `text[start:end]` ends with a sentence's end, where the text goes on at `after`."""
    mark = end
    while mark > max(start, end - 8) and text[mark - 1] in CLOSERS:
        mark -= 1
    last = mark
    while mark > max(start, last - 4) and text[mark - 1] in _STOPS:
        mark -= 1
    return mark < last and _is_boundary(text, start, mark, end, after, False)


def _glued_end(text: str, begin: int, mark: int, stop: int) -> int:
    """The end of a sentence whose successor or footnote number follows without a space, else -1."""
    if text[mark] in _WIDE_STOPS:
        return stop
    word = text[max(begin, mark - _WINDOW) : mark]
    word = word[max(word.rfind(" "), word.rfind("\n")) + 1 :].lstrip(_OPENING)
    if not (len(word) > 3 and word.isalpha() and word[1:].islower()):
        return -1
    note = _GLUED_NOTE.match(text, stop)
    if note and text[mark] == ".":
        return note.end()
    opening = text[stop] in "“‘" and stop > mark
    letter = stop + 1 if opening else stop
    # One capital is not enough: "Yahoo.Com" is rare, "decision.The minister" common in scraped pages.
    return stop if text[letter : letter + 1].isupper() and text[letter + 1 : letter + 2].islower() else -1


def _is_boundary(text: str, begin: int, mark: int, stop: int, after: int, heading: bool) -> bool:
    """Judge the candidate `text[mark:stop]` in the sentence from `begin`; `after` follows white space."""
    if text[mark] in _WIDE_STOPS:
        return True
    opening = after
    while opening < after + 4 and text[opening : opening + 1] in _OPENING and opening < len(text) - 1:
        opening += 1
    first = text[opening]
    if mark == begin or first in ".!?…,;:-–—)]}/%=>|":
        return False
    enumerated = _ENUMERATOR.match(text, after) is not None
    if first.islower() and not enumerated and opening == after:
        # "iPhone", "eBay": the lower case is the name's own.
        return (
            text[after + 1 : after + 2].isupper()
            and _last_word(text, begin, mark).lower() not in _ABBREVIATED
        )
    run = text[mark:stop].rstrip(CLOSERS)
    if run[0] in "!?":
        return _question_ends(text, begin, mark, stop, opening)
    if run[0] == "…" or (len(run) > 1 and run[1] in _STOPS):
        return not first.islower()
    word = _last_word(text, begin, mark)
    if first.islower():
        return len(word) > 2 and word.lower() not in _ABBREVIATED and not _DOTTED.match(word)
    return _period_ends(text, begin, mark, opening, word, heading)


_ABBREVIATED = _NEVER_ENDS | _TITLES | _MAY_END | _MONTHS | _TIMES


def _question_ends(text: str, begin: int, mark: int, stop: int, opening: int) -> bool:
    """A question or exclamation ends the sentence unless its speaker or a marked name goes on."""
    if text[opening].islower() or _last_word(text, begin, mark) in _MARKED_NAMES:
        return False
    quoted = any(character in _QUOTES for character in text[mark:stop])
    return not (quoted and _SPEECH_TAIL.match(text, opening))


def _last_word(text: str, begin: int, mark: int) -> str:
    """The word before `mark`, without what opens it; cut off at the window, empty where there is none."""
    words = text[max(begin, mark - _WINDOW) : mark].rsplit(None, 1)
    word = words[-1].lstrip(_OPENING) if words else ""
    for joint in "—–/(":
        word = word.rpartition(joint)[2]
    return word


def _period_ends(text: str, begin: int, mark: int, opening: int, word: str, heading: bool) -> bool:
    """Judge a single full stop before a capital, a digit or a symbol."""
    if not word:
        return True
    lowered = word.lower()
    found = _WORD.match(text, opening)
    following = found.group() if found else ""
    if lowered in _NEVER_ENDS or _is_title(word, following) or _is_label(text, begin, mark, word):
        return False
    numbered = text[opening].isdigit() or _ROMAN.match(text, opening)
    if numbered and (lowered in _BEFORE_NUMBER or lowered in _MONTHS):
        return False
    opens = not heading and _is_opener(text, opening, following)
    previous = _previous_word(text, begin, mark - len(word))
    if lowered in _TIMES and (not word.isalpha() or previous[-1:].isdigit()):
        return bool(following) and following not in _AFTER_TIME and not heading
    if len(word) == 1 and word.isupper():
        return opens or previous.lower() in _LETTERED
    if lowered in _MAY_END:
        return opens or (word.islower() and word not in _SHORT_IN_LOWER)
    if lowered in _MONTHS:
        return opens or (bool(following) and not heading)
    if _DOTTED.match(word) or _is_contraction(word):
        return opens
    return True


def _is_title(word: str, following: str) -> bool:
    """A title before a name; in capitals ("SEC", "FT") only before another word in capitals."""
    if word.lower() not in _TITLES or not word[0].isupper():
        return False
    return not word.isupper() or (len(following) > 1 and following.isupper())


def _is_opener(text: str, start: int, word: str) -> bool:
    """Whether the word usually opens a sentence ("That’s" as "That"); "No." before a number does not."""
    stopped = text[start + len(word) : start + len(word) + 1] == "."
    return not stopped and (word in _OPENERS or re.split("['’]", word)[0] in _OPENERS)


def _is_label(text: str, begin: int, mark: int, word: str) -> bool:
    """A number or letter that opens the sentence ("2.", "Q."), or a numbered head ("Sec. 2.")."""
    if mark - begin > _WINDOW:
        return False
    head = text[begin:mark].strip(_OPENING + " ")
    if head == word:
        return _LEADING_NUMBER.match(word) is not None
    return _NUMBERED_HEAD.match(head) is not None


def _previous_word(text: str, begin: int, before: int) -> str:
    words = text[max(begin, before - _WINDOW) : before].split()
    return words[-1].strip(_OPENING) if words else ""


def _is_contraction(word: str) -> bool:
    """An abbreviation that no list holds shows itself by having no vowel ("Pvt", "Bgdr")."""
    return word.isalpha() and word.istitle() and len(word) < 6 and not set(word.lower()) & set("aeiouy")
