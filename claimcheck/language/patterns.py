"""Pieces of regular expressions that several scanners share."""

from __future__ import annotations

import re
from collections.abc import Iterable

# White space between two words of one phrase: a few spaces, or one line break with its indent.
GAP = r"(?:[^\S\n]{1,3}|[^\S\n]{0,3}\n[^\S\n]{0,12})"
# What may join the ends of a range, beside words.
DASH = r"[-‐‑–—−]"

MONTHS: tuple[str, ...] = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
MONTH_NUMBERS: dict[str, int] = {
    **{name.lower(): number for number, name in enumerate(MONTHS, 1)},
    **{name[:3].lower(): number for number, name in enumerate(MONTHS, 1)},
    "sept": 9,
}
# A month's name or abbreviation, as written at the start or inside of a sentence, or all in capitals.
MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?"
    r"|AUG(?:UST)?|SEPT?(?:EMBER)?|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)(?![A-Za-z])\.?"
)


def month_number(name: str) -> int:
    """The number 1 to 12 of a month as matched by `MONTH`."""
    return MONTH_NUMBERS[name.rstrip(".").lower()]


def alternation(phrases: Iterable[str]) -> str:
    """A regular expression that matches any of `phrases`, longest first, across a line break too."""
    ordered = sorted({" ".join(phrase.split()) for phrase in phrases}, key=lambda p: (-len(p), p))
    return "(?:" + "|".join(re.escape(phrase).replace(r"\ ", GAP) for phrase in ordered) + ")"


def phrases(listed: str) -> tuple[str, ...]:
    """The phrases of a comma-separated list, as data files give them."""
    return tuple(" ".join(phrase.split()) for phrase in listed.split(",") if phrase.strip())
