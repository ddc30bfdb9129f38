"""Numbers: the same value in another form agrees, another value for the same thing differs."""

from __future__ import annotations

from itertools import combinations

from claimcheck.language.quantities import comparable, same_value
from claimcheck.records import Quantity, Span
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap

_REACH = 120  # characters around a number that say what it counts
_RIVALS = 100  # values of the passage that one value of the claim is compared with
_ONLY_RIVAL = 0.4  # least likeness of the one value of its kind in the passage


def compare_quantities(claim: Reading, passage: Reading) -> Comparison:
    """Every quantity of the claim against those of the passage.

    A value agrees where the passage has it in any form, or as the sum of two of its values (150 and 200
    billion back 350 billion). Where the passage has only other values of the same kind, the one whose
    surroundings are most like the claim's differs; how sure that is, relevance of the passage must say.
    """
    agreements, differences, missing = [], [], []
    for wanted in claim.quantities:
        rivals = [other for other in passage.quantities if comparable(wanted, other)][:_RIVALS]
        same = next((other for other in passage.quantities if _same(wanted, other)), None)
        if same is not None:
            agreements.append((_span(wanted), _span(same)))
            continue
        summed = _sum_of_two(wanted, rivals)
        if summed is not None:
            agreements.append((_span(wanted), _span(summed)))
            continue
        missing.append(_span(wanted))
        if rivals:
            differences.append(_difference(claim, passage, wanted, rivals))
    return Comparison(agreements=tuple(agreements), differences=tuple(differences), missing=tuple(missing))


def _difference(claim: Reading, passage: Reading, wanted: Quantity, rivals: list[Quantity]) -> Difference:
    about = claim.near(wanted.start, wanted.end, _REACH)
    likeness = [overlap(about, passage.near(other.start, other.end, _REACH)) for other in rivals]
    best = max(range(len(rivals)), key=lambda i: (likeness[i], -i))
    rival = rivals[best]
    return Difference(
        signal="number",
        code="CC201",
        message=f"The article gives {wanted.text}, the document gives {rival.text}.",
        claim=_span(wanted),
        source=_span(rival),
        strength=max(likeness[best], _ONLY_RIVAL if len(rivals) == 1 else 0.0),
    )


def _sum_of_two(wanted: Quantity, rivals: list[Quantity]) -> Quantity | None:
    if wanted.low != wanted.high or wanted.unit == "ordinal":
        return None
    for one, other in combinations(rivals[:20], 2):
        if one.low + other.low == wanted.low and _kind(one) == _kind(other) == _kind(wanted):
            return one
    return None


def _same(wanted: Quantity, other: Quantity) -> bool:
    """Whether both are the same value of one thing; a bare number may be of anything."""
    bare = wanted.unit == other.unit and not (wanted.noun and other.noun)
    return (bare or comparable(wanted, other)) and same_value(wanted, other)


def _kind(quantity: Quantity) -> str:
    """The unit, percent and percentage points taken as one: 24 points and 10 percent make 34 percent."""
    return "percent" if quantity.unit == "percentage_point" else quantity.unit


def _span(quantity: Quantity) -> Span:
    return Span(quantity.text, quantity.start, quantity.end)
