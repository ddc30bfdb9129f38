"""Numerals in digits and in words: where they stand and what they are worth."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from claimcheck.language.patterns import GAP, alternation
from claimcheck.resources import load_toml

_TABLE = load_toml("quantities.toml")
_SMALL: dict[str, int] = _TABLE["numerals"]
_SCALES: dict[str, float] = _TABLE["scales"]
_FRACTIONS: dict[str, int] = _TABLE["fractions"]
_VAGUE: dict[str, list[float]] = _TABLE["vague"]
_VULGAR = {"½": 1 / 2, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 1 / 4, "¾": 3 / 4, "⅕": 1 / 5, "⅛": 1 / 8, "⅜": 3 / 8}
_VULGAR |= {"⅝": 5 / 8, "⅞": 7 / 8}

# Runs are taken whole (possessively), so that a hostile one is looked at once and then dropped.
_DIGITS = re.compile(r"\d++(?:[.,]\d++)*+|\.\d++")
_LONGEST = 40
_WESTERN = re.compile(r"(?:\d{1,3}(?:,\d{3}){1,8}|\d{1,20})(?:\.\d{1,15})?|\.\d{1,15}", re.ASCII)
_INDIAN = re.compile(r"\d{1,2}(?:,\d{2}){1,6},\d{3}(?:\.\d{1,15})?", re.ASCII)
_FRACTION = re.compile(r"(\d{1,3})[/⁄](\d{1,3})(?![\d/⁄])", re.ASCII)
_MIXED = re.compile(
    rf"(?:[ \u00a0-]?(?P<num>\d{{1,2}})[/⁄](?P<den>\d{{1,3}})(?![\d/⁄])"
    rf"|[ -]?(?P<vulgar>[{''.join(_VULGAR)}]))",
    re.ASCII,
)
_SCALE = re.compile(rf"(?:{GAP}|-)?({alternation(_SCALES)}|dozen)(?!\w)", re.IGNORECASE)
_SHORT_ANY = re.compile(rf" ?({alternation(_TABLE['short_scales']['any'])})(?![\w'’])")
_SHORT_MONEY = re.compile(
    rf" ?({alternation([*_TABLE['short_scales']['any'], *_TABLE['short_scales']['money']])})(?![\w'’])"
)
_SHORT: dict[str, float] = _TABLE["short_scales"]["any"] | _TABLE["short_scales"]["money"]

_WORD = re.compile(rf"({alternation([*_SMALL, *_SCALES, 'dozen'])})(?!\w)", re.IGNORECASE)
_JOIN = re.compile(rf"(?P<and>{GAP}and{GAP}|-and-)|{GAP}|-", re.IGNORECASE)
_PARTS = re.compile(
    rf"(?:{GAP}|-)(?P<part>{alternation(_FRACTIONS)})(?P<plural>s)?(?![\w’'])|(?:{GAP}|-)halves(?!\w)",
    re.IGNORECASE,
)
_AND_PART = re.compile(rf"(?:{GAP}and{GAP}an?{GAP}|-and-a-)(half|quarter|third)(?!\w)", re.IGNORECASE)
_VAGUE_SCALES = re.compile(
    rf"(?P<first>{alternation(_VAGUE)})(?:{GAP}of{GAP}(?P<second>{alternation(_VAGUE)}))?(?!\w)"
    rf"|(?:several|few){GAP}(?P<scale>{alternation(_SCALES)})(?!\w)",
    re.IGNORECASE,
)
_BARE_PART = re.compile(
    rf"(?P<part>half|third|quarter|fifth|tenth)(?:(?:{GAP}|-)(?:of{GAP})?(?:an?{GAP})?"
    rf"(?P<scale>{alternation(_SCALES)}|dozen))?(?!\w)",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"(?:(?<=\s)|(?<=[(\"“‘'])|\A)an?\s\Z", re.IGNORECASE)


class Numeral(NamedTuple):
    """A number as written: `text[start:end]` is worth `low` to `high` (equal unless vague).

    `spelled` numbers are in words alone; `scale` is the worth of the last scale word ("million"), 1 without
    one; `fraction` marks a bare fraction ("two-thirds", "1/4") and `plain` a run of digits without
    separator or scale; `article` a fraction that begins with "a" or stands alone ("a third", "half").
    """

    start: int
    end: int
    low: float
    high: float
    spelled: bool = False
    scale: float = 1.0
    fraction: bool = False
    plain: bool = False
    article: bool = False


@cache
def spelled_starts() -> str:
    """A regular expression for the first word of a number in words, without its article."""
    names = [
        *_SMALL,
        *_SCALES,
        *_VAGUE,
        "dozen",
        "half",
        "third",
        "quarter",
        "fifth",
        "tenth",
        "several",
        "few",
    ]
    return rf"{alternation(names)}(?!\w)"


def read_numeral(text: str, start: int, *, money: bool = False) -> Numeral | None:
    """The numeral that begins at `start`, or None. `money` allows "$3m" and "£2b".

    For "a hundred" and "a third" `start` is that of the word, and the result begins at the article.
    """
    character = text[start]
    if character in _VULGAR:
        return Numeral(start, start + 1, _VULGAR[character], _VULGAR[character], fraction=True)
    if character == "." or character.isdigit():
        return _read_digits(text, start, money)
    return _read_vague(text, start) or _read_spelled(text, start) or _read_part(text, start)


def end_of_digits(text: str, start: int) -> int:
    """Where the run of digits, dots and commas that begins at `start` ends; `start` if there is none."""
    match = _DIGITS.match(text, start)
    return match.end() if match else start


def _read_digits(text: str, start: int, money: bool) -> Numeral | None:
    end = end_of_digits(text, start)
    value = _digit_value(text, start, end)
    if value is None:
        return None
    fraction = _FRACTION.match(text, start)
    if fraction and fraction.end() > end:
        top, bottom = int(fraction[1]), int(fraction[2])
        if not 0 < top < bottom <= 100:
            return None
        return Numeral(start, fraction.end(), top / bottom, top / bottom, fraction=True)
    digits = text[start:end]
    plain = digits.isdigit()
    mixed = _MIXED.match(text, end) if plain else None
    if mixed:
        part = _VULGAR[mixed["vulgar"]] if mixed["vulgar"] else _proper(int(mixed["num"]), int(mixed["den"]))
        if part is not None:
            value, end, plain = value + part, mixed.end(), False
    scaled, scale, scaled_end = _apply_scales(text, end, value, money)
    return Numeral(start, scaled_end, scaled, scaled, scale=scale, plain=plain and scaled_end == end)


def _digit_value(text: str, start: int, end: int) -> float | None:
    if not 0 < end - start <= _LONGEST:
        return None
    digits = text[start:end]
    if not (_WESTERN.fullmatch(digits) or _INDIAN.fullmatch(digits)):
        return None
    return float(digits.replace(",", ""))


def _proper(top: int, bottom: int) -> float | None:
    return top / bottom if 0 < top < bottom <= 100 else None


def _apply_scales(text: str, end: int, value: float, money: bool) -> tuple[float, float, int]:
    """(value, scale, end) after up to two scale words ("2 hundred thousand") or one short form ("5bn")."""
    scale = 1.0
    for _ in range(2):
        match = _SCALE.match(text, end)
        if not match:
            break
        scale, end = scale * _scale(match[1]), match.end()
    short = (_SHORT_MONEY if money else _SHORT_ANY).match(text, end) if scale == 1 else None
    if short and (len(short[1]) > 1 or short.end() == end + 1):
        scale, end = _SHORT[short[1]], short.end()
    return _whole(value * scale), scale, end


def _whole(value: float) -> float:
    """Undo the binary dust of "1.1 million": keep 15 significant digits."""
    return float(f"{value:.15g}")


def _scale(word: str) -> float:
    return 12.0 if word.lower() == "dozen" else float(_SCALES[word.lower()])


def _read_spelled(text: str, start: int) -> Numeral | None:
    """English number words, with a following fraction, "and a half" and scale words."""
    first = _WORD.match(text, start)
    if not first:
        return None
    begin = start
    if first[1].lower() not in _SMALL:
        article = _ARTICLE.search(text, max(0, start - 4), start)
        if not article:
            return None
        begin = article.start()
    value, end, scale = _compose(text, first)
    part = _PARTS.match(text, end)
    if part and scale == 1 and value < 100 and (fraction := _fraction(text, part, value)):
        return Numeral(begin, part.end(), fraction, fraction, spelled=True, fraction=True)
    extra = _AND_PART.match(text, end)
    if extra:
        value, end = value + 1 / _FRACTIONS[extra[1].lower()], extra.end()
        value, scale, end = _apply_scales(text, end, value, money=False)
    return Numeral(begin, end, value, value, spelled=True, scale=scale)


def _fraction(text: str, part: re.Match[str], value: float) -> float | None:
    """The value of "two-thirds", 2/3; None where the words are no fraction ("two quarters of growth")."""
    bottom = _FRACTIONS[part["part"].lower()] if part["part"] else 2
    if (value != 1) == (part["plural"] is None and part["part"] is not None) or not 0 < value < bottom:
        return None
    return None if value == 2 and bottom == 4 else value / bottom


def _compose(text: str, first: re.Match[str]) -> tuple[float, int, float]:
    """Add up number words from `first` on: (value, end, worth of the last scale word or 1)."""
    total, current, end = 0.0, _word_value(first[1]), first.end()
    scale = current if first[1].lower() not in _SMALL else 1.0
    if scale >= 1000:
        total, current = current, 0.0
    room, smallest = _room(first[1]), total or float("inf")
    for _ in range(9):
        join = _JOIN.match(text, end)
        match = _WORD.match(text, join.end()) if join else None
        if not join or not match:
            break
        word = match[1].lower()
        value = _word_value(word)
        if word in _SMALL:
            if (join["and"] and scale == 1) or not 0 < value < room:
                break
            current, room = current + value, _room(word)
        elif join["and"] or current == 0 or value >= smallest or (value <= 100 <= current):
            break
        elif value <= 100:
            current, room, scale = current * value, 100, value
        else:
            total, current, smallest, scale, room = total + current * value, 0.0, value, value, 1000
        end = match.end()
    return total + current, end, scale


def _word_value(word: str) -> float:
    lowered = word.lower()
    return float(_SMALL[lowered]) if lowered in _SMALL else _scale(word)


def _room(word: str) -> float:
    """The value that the next small number word must stay below: "forty-two", but not "two forty"."""
    value = _word_value(word)
    if value >= 100:
        return 100
    return 10 if value >= 20 else 0


def _read_vague(text: str, start: int) -> Numeral | None:
    """An interval for "hundreds", "tens of thousands" and "several million", never a number."""
    match = _VAGUE_SCALES.match(text, start)
    if not match:
        return None
    if match["scale"]:
        scale = _SCALES[match["scale"].lower()]
        return Numeral(start, match.end(), 2 * scale, 10 * scale, spelled=True, scale=scale)
    low, high = _VAGUE[match["first"].lower()]
    scale = _SCALES.get((match["second"] or "").lower().removesuffix("s"), 1.0)
    if match["second"]:
        low, high = low * scale, high * scale
    elif match["first"].lower() in ("tens", "scores"):
        return None
    return Numeral(start, match.end(), float(low), float(high), spelled=True, scale=float(low))


def _read_part(text: str, start: int) -> Numeral | None:
    """A part in words: "half", "a third", "half a million", "a quarter of a billion"."""
    match = _BARE_PART.match(text, start)
    if not match:
        return None
    word = match["part"].lower()
    value = 1 / _FRACTIONS[word]
    article = _ARTICLE.search(text, max(0, start - 4), start)
    begin = article.start() if article else start
    if not article and word not in ("half", "quarter"):
        return None
    if match["scale"]:
        scale = _scale(match["scale"])
        value = _whole(value * scale)
        return Numeral(begin, match.end(), value, value, spelled=True, scale=scale)
    return Numeral(begin, match.end(), value, value, spelled=True, fraction=True, article=True)
