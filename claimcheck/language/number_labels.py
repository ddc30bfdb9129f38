"""Numbers that count nothing: labels ("Section 301"), dates, times of day, telephone numbers, list marks."""

from __future__ import annotations

import re

from claimcheck.language.patterns import DASH, GAP, MONTH, alternation, phrases
from claimcheck.resources import load_toml

_LABELS = load_toml("quantities.toml")["labels"]
_ANY_CASE = phrases(_LABELS["any_case"])
_CAPITALISED = phrases(_LABELS["capitalised"])

# First words after which a number may be a label, for a scanner's list of starts.
LABEL_STARTS = rf"(?i:{alternation(_ANY_CASE)})(?!\w)|{alternation(_CAPITALISED)}(?!\w)|§"
IDIOMS = rf"(?i:{alternation(phrases(load_toml('quantities.toml')['idioms']['phrases']))})(?!\w)"

_MARK = (
    r"(?:\d{1,6}|[IVXivx]{1,5}(?!\w)|(?:one|two|three|four|five|six|seven|eight|nine|ten|[A-Z])(?!\w))"
    r"[\w.()/-]{0,30}"
)
_LABEL = re.compile(
    rf"(?:{LABEL_STARTS})(?P<gap>(?:{GAP}|-|\u00a0)?(?:Nos?\.{GAP})?)(?P<mark>{_MARK})"
    rf"(?:(?:,|,?{GAP}(?:and|or|to|through)|{DASH}){GAP}?\d[\w.()]{{0,30}}(?!\w|{GAP}?(?:percent|%|million|billion))){{0,12}}"
)
_URL = re.compile(r"(?:https?://|www\.)\S++")
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH_DAY = re.compile(
    rf"{MONTH}(?:{GAP}?(?:{DASH}{GAP}?|(?:to|and|through){GAP}){MONTH})?"
    rf"(?:{GAP}{_DAY}(?:st|nd|rd|th)?(?!\d|[.,]\d)"
    rf"(?:(?:{GAP}?{DASH}{GAP}?|,{GAP}|,?{GAP}(?:and|or|to|through){GAP}){_DAY}(?:st|nd|rd|th)?(?![\d%:-]|[.,]\d|{GAP}[a-z]{{3,}}s\b)){{0,4}})?"
    rf"(?:,?{GAP}?[12]\d{{3}}(?!\d|,\d))?(?:{GAP}?{DASH}{GAP}?[12]\d{{3}}(?!\d))?"
)
_DAY_MONTH = re.compile(
    rf"{_DAY}(?:st|nd|rd|th)?(?:{GAP}?(?:{DASH}|(?:to|and|through|or){GAP}){GAP}?{_DAY}(?:st|nd|rd|th)?)?"
    rf"(?:{GAP}|-)(?:of{GAP})?(?:day{GAP}of{GAP})?{MONTH}(?:,?(?:{GAP}|-)[12]\d{{3}}(?!\d|,\d))?"
)
_NOT_A_COUNT = re.compile(
    r"[12]\d{3}[-/.]\d{1,2}[-/.]\d{1,2}(?:[T ]\d{2}:\d{2}[\d:.Z+-]{0,20})?(?![\w])"
    r"|\d{1,2}[/.]\d{1,2}[/.](?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}(?::\d{2}){1,2}(?!\d)(?:\s?[ap]\.?m\b\.?)?"
    rf"|\d{{1,2}}(?:{GAP}?{DASH}{GAP}?\d{{1,2}})?\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b|o['’]clock)"
    r"|\d{4}\s?(?:GMT|UTC|CET|EST|EDT|BST|hrs)\b"
    rf"|(?:1[5-9]|20)\d\d{GAP}?{DASH}{GAP}?(?:(?:1[5-9]|20)\d\d|\d\d)(?![\d.,]\d|\d|%)"
    r"|(?:1[5-9]|20)\d\d/\d\d(?:\d\d)?(?!\d)"
    r"|\d{3}-\d{4}(?![\d,])"
    # "4.50-4.75" and "3.5-4" are ranges, "1.2-3.4-5" is none.
    r"|(?!\d{1,3}\.\d{1,3}-\d{1,3}(?:\.\d{1,3})?(?![-.]?\d))\d{1,5}(?:[-.]\d{1,5}){2,8}"
    r"|\d{1,3}\sU\.?S\.?C?\.?(?!\w)[^.;\n]{0,6}?\d[\w.()-]{0,20}|\d{1,3}\s(?:C\.?F\.?R|F\.?R|Fed\.\sReg|Stat)\.?\s\d[\w.()-]{0,20}"
    r"|\d{1,3}°|24/7|9/11|\d{1,2}/\d{1,2}/|\d{1,5}\([a-z0-9]{1,4}\)[\w()]{0,20}"
)
_LIST_MARK = re.compile(r"\d{1,3}[.)]\s")
_NOTE = re.compile(r"\d{1,3}[)\]]")
_LINE_START = re.compile(r"(?:^|\n)[^\S\n]{0,12}[(\[]?\Z")


def end_of_label(text: str, start: int) -> int:
    """Where "Section 301" that begins at `start` ends; `start` where no number follows the label."""
    match = _LABEL.match(text, start)
    if not match or (not match["gap"] and match["mark"][0].isalpha()):
        return start
    return start + len(match[0].rstrip(".-/("))


def end_of_url(text: str, start: int) -> int:
    """Where the address that begins at `start` ends."""
    match = _URL.match(text, start)
    return match.end() if match else start


def end_of_month(text: str, start: int) -> int:
    """Where "September 24, 2025" or "September" that begins at `start` ends."""
    match = _MONTH_DAY.match(text, start)
    return match.end() if match else start


def end_of_non_count(text: str, start: int) -> int:
    """Where the date, time, telephone number, legal reference or list mark in digits at `start` ends.

    `start` itself where the digits are none of these.
    """
    for pattern in (_DAY_MONTH, _NOT_A_COUNT):
        match = pattern.match(text, start)
        if match:
            return match.end()
    before = text[start - 1] if start else "\n"
    if before in "([" and (note := _NOTE.match(text, start)):
        return note.end()
    mark = _LIST_MARK.match(text, start)
    if mark and _LINE_START.search(text, max(0, start - 14), start):
        return mark.end()
    return start
