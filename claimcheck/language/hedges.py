"""Words around a number that bound it, blur it or spread it over time: "at least", "about", "a year"."""

from __future__ import annotations

import re
from math import inf

from claimcheck.language.measures import Measure, is_duration
from claimcheck.language.patterns import GAP, alternation, phrases
from claimcheck.resources import load_toml

_TABLE = load_toml("quantities.toml")
_BETWEEN = re.compile(
    rf"(?<!\w)between{GAP}(?:{alternation(phrases(_TABLE['hedges_before']['about']))}{GAP})?\Z", re.IGNORECASE
)
_BEFORE: dict[str, str] = {
    phrase: hedge
    for hedge, listed in _TABLE["hedges_before"].items()
    if hedge not in ("prepositions", "particle_after")
    for phrase in phrases(listed)
}
_HEDGE_BEFORE = re.compile(
    rf"(?<!\w)(?P<hedge>{alternation(_BEFORE)}){GAP}(?:(?:a|an|the){GAP}(?:(?:total|maximum|minimum){GAP}of{GAP})?)?\Z",
    re.IGNORECASE,
)
_AFTER: dict[str, str] = {
    phrase: hedge for hedge, listed in _TABLE["hedges_after"].items() for phrase in phrases(listed)
}
_HEDGE_AFTER = re.compile(
    rf"\+(?!\w)|(?:{GAP}|(?=-))(?P<hedge>{alternation(_AFTER)})(?!\w|{GAP}(?:half|[$€£\d]))", re.IGNORECASE
)
_HEDGE_REACH = 40
_PREPOSITIONS = frozenset(_TABLE["hedges_before"].get("prepositions", "").split())
_NOT_DURING = re.compile(
    r"(?<!\w)(?:for|just|well|by|of|lasted|last|took|take|spent|after|past|than|is|was|are|were|has|have|be|been)\s{1,3}\Z"
)

_PARTICLE = re.compile(
    rf"(?<!\w)(?:{alternation(_TABLE['hedges_before']['particle_after'].split())}){GAP}\Z", re.IGNORECASE
)

_ADVERBS: dict[str, str] = _TABLE["periods"]["adverbs"]
_PERIOD = alternation(_TABLE["periods"]["units"].split())
_PER = re.compile(
    rf"(?:,?{GAP})(?:(?:(?P<a>an?)|each|every|per|for{GAP}each|in{GAP}(?:any|each|every|a|a{GAP}single)(?:{GAP}one)?|in{GAP}one|any)"
    rf"{GAP}(?:(?:single|calendar|fiscal|financial|given){GAP})?(?P<unit>{_PERIOD})"
    rf"(?!\w|{GAP}(?:ago|earlier|later|before|after|from|of|old|in{GAP}which)(?!\w))"
    rf"|(?P<adverb>{alternation(_ADVERBS)})(?!\w)|in{GAP}(?P<annual>annual|yearly|monthly|weekly|daily)(?!\w)"
    rf"|per{GAP}(?P<thing>[a-z]{{3,15}})(?!\w))|/{GAP}?(?P<slash>{_PERIOD})(?!\w)",
    re.IGNORECASE,
)
_PER_BEFORE = re.compile(
    rf"(?<!\w)(?P<adverb>annual|yearly|monthly|weekly|daily){GAP}(?:[a-z]{{2,15}}{GAP}){{0,2}}(?:of{GAP})?\Z",
    re.IGNORECASE,
)


def after_between(text: str, start: int) -> int | None:
    """Where "between" begins if it stands right before the number at `start`, else None."""
    match = _BETWEEN.search(text, max(0, start - _HEDGE_REACH), start)
    return match.start() if match else None


def hedge_after(text: str, end: int) -> tuple[str, int]:
    """(hedge, end) of "or more", "+" and the like at `end`; ("", `end`) without one."""
    match = _HEDGE_AFTER.match(text, end)
    if not match:
        return "", end
    if not match["hedge"]:
        return "at_least", match.end()
    return _AFTER[" ".join(match["hedge"].lower().split())], match.end()


def hedge_before(text: str, measure: Measure, start: int, done: int) -> tuple[str, int]:
    """(hedge, where it begins) right before `start`, not reaching back beyond `done`."""
    match = _HEDGE_BEFORE.search(text, max(done, start - _HEDGE_REACH), start)
    if not match:
        return "", start
    phrase = " ".join(match["hedge"].lower().split())
    numeral = measure.numeral
    if phrase == "over" and _PARTICLE.search(text, max(0, match.start() - 10), match.start()):
        return "", start
    if phrase in _PREPOSITIONS and not measure.unit and numeral.spelled and numeral.high <= 12:
        return "", start
    if (
        phrase == "over"
        and is_duration(measure.unit)
        and not _NOT_DURING.search(text, max(0, match.start() - 10), match.start())
    ):
        return "", start
    return _BEFORE[phrase], match.start()


def bounded(low: float, high: float, hedge: str) -> tuple[float, float]:
    """The interval that a hedge makes of a value: "at least 3" is [3, inf], "up to 3" [0, 3]."""
    if hedge in ("at_least", "over"):
        return low, inf
    if hedge in ("at_most", "under"):
        nothing_below = high > 0 or (high == 0 and hedge == "at_most")
        return (0.0 if nothing_below else -inf), high
    return low, high


def per_after(text: str, end: int) -> tuple[str, int]:
    """(period, end) of "a year", "annually" or "per barrel" at `end`; ("", `end`) without one."""
    match = _PER.match(text, end)
    if not match:
        return "", end
    if match["adverb"] or match["annual"]:
        return _ADVERBS[" ".join((match["adverb"] or match["annual"]).lower().split())], match.end()
    return (match["unit"] or match["thing"] or match["slash"]).lower(), match.end()


def per_before(text: str, start: int, done: int) -> str:
    """The period of "annual purchases of" right before the number at `start`, "" without one."""
    match = _PER_BEFORE.search(text, max(done, start - _HEDGE_REACH), start)
    return _ADVERBS[match["adverb"].lower()] if match else ""
