"""Numbers: the same value in another form agrees, another value for the same thing differs."""

from __future__ import annotations

import re
from bisect import bisect_left

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
_SPREAD_REACH = 50  # characters between a value and the years that it is for
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
        if not (same or rivals):
            same = [other for other in passage.quantities if _named_otherwise(wanted, other)]
        same = same[:_RIVALS]
        stretch = _other_stretch(claim, wanted, passage, same, rivals)
        if stretch is not None:
            differences.append(stretch)
            continue
        if same:
            agreements.append((_span(wanted), _span(same[0])))
            bound = _bound(claim, wanted, same)
            differences += [bound] if bound is not None else []
            continue
        source = follows_from(wanted, rivals, claim, passage)
        if source is not None:
            agreements.append((_span(wanted), _span(source)))
            continue
        missing.append(_span(wanted))
        open_ = [other for other in rivals if not any(_same(own, other) for own in claim.quantities)]
        open_ = [other for other in open_ if other.per == wanted.per] or open_
        if open_ and not (_is_of_the_rest(wanted) or _counts_others(wanted, passage)):
            differences.append(_difference(claim, passage, wanted, open_))
    return Comparison(agreements=tuple(agreements), differences=tuple(differences), missing=tuple(missing))


def _refers_back(claim: Reading, wanted: Quantity) -> bool:
    """Whether the number only names those that were spoken of: "the two sides"."""
    setting = load_toml("signals.toml")["number"]
    before = claim.text[max(0, wanted.start - 8) : wanted.start]
    pair = wanted.unit == "" and wanted.low == wanted.high == 2 and wanted.noun in setting["parties"].split()
    return pair and bool(re.search(rf"\b(?:{setting['definite']})\s\Z", before, re.IGNORECASE))


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
    """Whether one of both gives the number alone, its unit being clear: "3.3 per cent, 3.8 on the headline".

    Small whole numbers are everywhere, and say nothing without their unit.
    """
    telling = wanted.low >= load_toml("signals.toml")["number"]["alone_from"] or not wanted.low.is_integer()
    if not telling or not wanted.low == wanted.high == other.low == other.high:
        return False
    if wanted.unit or wanted.noun:
        return not (other.unit or other.noun or other.hedge) and wanted.unit not in ("ordinal", "vote")
    plain = not (wanted.hedge or other.unit.startswith("percent") or other.unit in ("ordinal", "vote"))
    return plain and bool(other.unit)


def _named_otherwise(wanted: Quantity, other: Quantity) -> bool:
    """Whether both count to one number that is seldom met, by different names: 1,734 people, participants."""
    digits = f"{wanted.low:.0f}".rstrip("0")
    least = load_toml("signals.toml")["number"]["rare_digits"]
    return (
        wanted.unit == other.unit == ""
        and (wanted.low, wanted.high) == (other.low, other.high)
        and wanted.low.is_integer()
        and len(digits) >= least
    )


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


def _bound(claim: Reading, wanted: Quantity, same: list[Quantity]) -> Difference | None:
    """The ceiling that the claim leaves away from, or puts to, a value it shares."""
    strength = load_toml("signals.toml")["number"]["ceiling"]
    if all(_turned(wanted, other) for other in same):
        return _as_bound(wanted, same[0], strength)
    if not is_currency(wanted.unit) or wanted.hedge or not _plain(claim):
        return None
    capped = all(other.hedge == "at_most" and other.high == wanted.high for other in same)
    return _as_bound(wanted, same[0], strength) if capped else None


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


def _other_stretch(
    claim: Reading, wanted: Quantity, passage: Reading, same: list[Quantity], rivals: list[Quantity]
) -> Difference | None:
    """The same number for other periods ("a month", "a year"), or for a period and as a total."""
    other_time = [other for other in rivals if _in_another_time(wanted, other)]
    if not same and other_time and all(other.per != wanted.per for other in rivals):
        found = True
    elif wanted.per:
        found = bool(same) and all(not other.per and _is_total(passage, other) for other in same)
    else:
        found = bool(same) and all(other.per for other in same) and _is_total(claim, wanted)
    strength = load_toml("signals.toml")["number"]["stretch"]
    return _as_bound(wanted, (same or other_time)[0], strength) if found else None


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
    for one in reading.quantities[bisect_left(reading.quantities, quantity.end, key=_start) :]:
        gap = reading.text[quantity.end : min(one.start, last)]
        if len(gap) > _SPREAD_REACH:
            return False
        if one.unit in ("year", "decade") and one.high >= 2:
            return bool(re.search(rf"\A[^,.;]*\b(?:{setting['spread']})\s\Z", gap))
    return False


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


def _start(quantity: Quantity) -> int:
    return quantity.start
