"""Numbers: the same value in another form agrees, another value for the same thing differs."""

from __future__ import annotations

import re

from claimcheck.language.measures import is_currency
from claimcheck.language.quantities import comparable, same_value
from claimcheck.records import Quantity, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.alignment import likeness, sentence_around
from claimcheck.verdicts.signals.arithmetic import follows_from
from claimcheck.verdicts.signals.comparison import Comparison, Difference
from claimcheck.verdicts.signals.ranks import rank_differences

_REACH = 120  # characters around a number that say what it counts
_RIVALS = 100  # values of the passage that one value of the claim is compared with
_ONLY_RIVAL = 0.4  # least strength of the one value of its kind in the passage, which says the like of it


def compare_quantities(claim: Reading, passage: Reading) -> Comparison:
    """Every quantity of the claim against those of the passage.

    A value agrees where the passage has it in any form, or where it follows from others (see `arithmetic`).
    Where the passage has only other values of the same kind, the one whose surroundings are most like the
    claim's differs; how sure that is, relevance of the passage must say. A value that the claim gives too
    is the claim's other value, and no rival; nor is any a rival where the passage counts other things by the
    claim's number, or the claim counts the others of a group. The same value differs where the document gives
    it as a ceiling ("up to $10 billion") or for another stretch of time ("a year", "over three years"), and a
    superlative where the passage ranks it lower ("the largest", "the second largest").
    """
    agreements, missing = [], []
    differences = [*rank_differences(claim, passage)]
    for wanted in claim.quantities:
        if _refers_back(claim, wanted):
            continue
        rivals = [other for other in passage.quantities if comparable(wanted, other)][:_RIVALS]
        same = [other for other in passage.quantities if _same(wanted, other) or _shortened(wanted, other)]
        bound = _bound(claim, wanted, passage, same or [o for o in rivals if _in_another_time(wanted, o)])
        if bound is not None:
            differences.append(bound)
        if same:
            agreements.append((_span(wanted), _span(same[0])))
            continue
        source = follows_from(wanted, rivals, claim, passage)
        if source is not None:
            agreements.append((_span(wanted), _span(source)))
            continue
        if bound is not None:
            continue
        missing.append(_span(wanted))
        open_ = [other for other in rivals if not any(_same(own, other) for own in claim.quantities)]
        if open_ and not (_is_of_the_rest(wanted) or _counts_others(wanted, passage)):
            differences.append(_difference(claim, passage, wanted, open_))
    return Comparison(agreements=tuple(agreements), differences=tuple(differences), missing=tuple(missing))


def _refers_back(claim: Reading, wanted: Quantity) -> bool:
    """Whether the number only names those that were spoken of: "the two sides", "their two leaders"."""
    words = load_toml("signals.toml")["number"]["definite"]
    before = claim.text[max(0, wanted.start - 12) : wanted.start]
    pair = wanted.unit == "" and wanted.low == wanted.high == 2 and bool(wanted.noun)
    return pair and bool(re.search(rf"\b(?:{words})\s\Z", before, re.IGNORECASE))


def _is_of_the_rest(wanted: Quantity) -> bool:
    """Whether the claim counts the rest of a group ("two other members")."""
    others = load_toml("signals.toml")["number"]["others"]
    return wanted.unit in ("", "ordinal") and bool(
        re.search(rf"\b(?:{others})\b", wanted.text, re.IGNORECASE)
    )


def _counts_others(wanted: Quantity, passage: Reading) -> bool:
    """Whether the passage gives the number to things by another name: "three customers", "three firms"."""
    return wanted.unit in ("", "ordinal") and any(
        (wanted.unit, wanted.low, wanted.high) == (other.unit, other.low, other.high)
        for other in passage.quantities
    )


def _shortened(wanted: Quantity, other: Quantity) -> bool:
    """Whether one of both gives the number alone, or both count things by different names.

    "3.3 per cent, 3.8 on the headline"; "1,734 people" are "1,734 participants". Small whole numbers are
    everywhere, and say nothing without their unit.
    """
    telling = wanted.low >= load_toml("signals.toml")["number"]["alone_from"] or wanted.low != int(wanted.low)
    if not telling or "ordinal" in (wanted.unit, other.unit) or "vote" in (wanted.unit, other.unit):
        return False
    if (wanted.low, wanted.high) != (other.low, other.high):
        return False
    if wanted.unit:
        return not (other.unit or other.noun or other.hedge)
    if other.unit:
        return not (wanted.noun or wanted.hedge or other.unit.startswith("percent"))
    return {wanted.hedge, other.hedge} <= {"", "about"} or wanted.hedge == other.hedge


def _difference(claim: Reading, passage: Reading, wanted: Quantity, rivals: list[Quantity]) -> Difference:
    ours = (wanted.start, wanted.end)
    alike = [likeness(claim, ours, passage, (other.start, other.end), _REACH) for other in rivals]
    best = max(range(len(rivals)), key=lambda i: (alike[i], -i))
    rival = rivals[best]
    return Difference(
        signal="number",
        code="CC201",
        message=f"The article gives {wanted.text}, the document gives {rival.text}.",
        claim=_span(wanted),
        source=_span(rival),
        strength=max(alike[best], _only(rival, alike[best]) if len(rivals) == 1 else 0.0),
    )


def _only(rival: Quantity, alike: float) -> float:
    """The least strength of the one value of its kind, if words, noun or unit say it is the claim's."""
    rare = load_toml("signals.toml")["number"]["rare_units"].split()
    return _ONLY_RIVAL if alike or rival.noun or rival.unit in rare else 0.0


def _bound(claim: Reading, wanted: Quantity, passage: Reading, same: list[Quantity]) -> Difference | None:
    """The ceiling or the stretch of time that the claim leaves away from, or puts to, a value it shares."""
    if not same:
        return None
    setting = load_toml("signals.toml")["number"]
    turned = next((other for other in same if _turned(wanted, other)), None)
    if turned is not None and all(_turned(wanted, other) for other in same):
        return _as_bound(wanted, turned, setting["ceiling"])
    if _other_stretch(claim, wanted, passage, same):
        return _as_bound(wanted, same[0], setting["stretch"])
    if not is_currency(wanted.unit) or wanted.hedge or not _plain(claim):
        return None
    capped = all(other.hedge == "at_most" and other.high == wanted.high for other in same)
    return _as_bound(wanted, same[0], setting["ceiling"]) if capped else None


def _as_bound(wanted: Quantity, other: Quantity, strength: float) -> Difference:
    return Difference(
        signal="bound",
        code="CC201",
        message=f"The article gives {wanted.text}, the document gives {other.text}.",
        claim=_span(wanted),
        source=_span(other),
        strength=strength,
    )


def _turned(wanted: Quantity, other: Quantity) -> bool:
    """Whether one value is the least on one side and the most on the other: "at least 8", "up to 8"."""
    least, most = ("at_least", "over"), ("at_most", "under")
    if wanted.hedge in least and other.hedge in most:
        return wanted.low == other.high
    return wanted.hedge in most and other.hedge in least and wanted.high == other.low


def _other_stretch(claim: Reading, wanted: Quantity, passage: Reading, same: list[Quantity]) -> bool:
    """Whether both sides give the value for other periods, or one for a period and the other as a total."""
    if all(_in_another_time(wanted, other) for other in same):
        return True
    if wanted.per:
        return all(not other.per and _is_total(passage, other) for other in same)
    return all(other.per for other in same) and _is_total(claim, wanted)


def _in_another_time(wanted: Quantity, other: Quantity) -> bool:
    """Whether both are one number for other periods: "1,750 pounds a month", "1,750 pounds a year"."""
    return bool(wanted.per and other.per) and wanted.per != other.per and wanted.low == other.low


def _is_total(reading: Reading, quantity: Quantity) -> bool:
    """Whether the value is said to be one for all time, or for some years together."""
    first, last = sentence_around(reading.text, quantity.start)
    before = reading.text[max(first, quantity.start - 30) : quantity.start]
    after = reading.text[quantity.end : min(last, quantity.end + 30)]
    setting = load_toml("signals.toml")["number"]
    if re.search(rf"\b(?:{setting['total']})\b", f"{before}|{after}", re.IGNORECASE):
        return True
    years = (one for one in reading.quantities if one.unit in ("year", "decade") and one.high >= 2)
    return any(
        re.fullmatch(rf"[^.;]{{0,30}}\b(?:{setting['spread']})\s", reading.text[quantity.end : one.start])
        for one in years
        if quantity.end < one.start < last
    )


def _plain(claim: Reading) -> bool:
    """Whether the claim states a fact or a firm promise, not what may or could be."""
    return claim.main is None or (claim.main.rung >= 8 and not claim.main.negated)


def _same(wanted: Quantity, other: Quantity) -> bool:
    """Whether both are the same value of one thing; a bare number may be of anything.

    Where the document says "more than 300", 300 is that number said shortly.
    """
    bare = wanted.unit == other.unit and not (wanted.noun and other.noun)
    if not (bare or comparable(wanted, other)):
        return False
    shortly = not wanted.hedge and (
        (other.hedge == "over" and wanted.low == wanted.high == other.low)
        or (other.hedge == "under" and wanted.low == wanted.high == other.high)
    )
    return same_value(wanted, other) or (shortly and (wanted.per == other.per or not wanted.per))


def _span(quantity: Quantity) -> Span:
    return Span(quantity.text, quantity.start, quantity.end)
