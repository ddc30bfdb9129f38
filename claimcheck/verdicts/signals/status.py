"""Status: how far the article says an act has gone, against how far the document says it has."""

from __future__ import annotations

from claimcheck.language.polarity import denial_strength
from claimcheck.language.words import content_words
from claimcheck.records import Span, Status
from claimcheck.verdicts.reading import Reading, concept
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap

_REACH = 90  # characters around a status phrase that say which act it is about
_SAME_VERB = 0.5  # added to the likeness of two phrases about the same act: "signed", "is to be signed"
_CONDITIONAL = 7  # rung to which a condition lowers a commitment
_CLOSE = 0.15  # a phrase this much less alike than the most alike one is still about the same act


def compare_status(claim: Reading, passage: Reading) -> Comparison:
    """The claim's main status against the passage's statuses of the same act.

    The passage's phrases are ranked by how much their surroundings and verb have in common with the
    claim's; only the most alike are compared. One at the claim's rung or above agrees, unless it hangs on
    a condition that the claim leaves out (CC102, or CC101 where the claim says the act is done). If all are
    lower, the most alike of them differs (CC101). An act that the passage denies differs in polarity (CC401).
    """
    wanted = claim.main
    if wanted is None or wanted.negated:
        return Comparison()
    denied = _denied(claim, wanted, passage)
    if denied is not None:
        return Comparison(differences=(denied,))
    related = _same_act(claim, wanted, passage, negated=False)
    if not related:
        return Comparison()
    equal = [(likeness, other) for likeness, other in related if other.rung >= wanted.rung]
    if not equal:
        likeness, other = related[0]
        if other.conditions and other.rung == _CONDITIONAL and not wanted.conditions:
            return Comparison(differences=(_dropped_condition(wanted, other, likeness),))
        return Comparison(differences=(_lower_rung(wanted, other, likeness),))
    firm = [other for _, other in equal if wanted.conditions or not other.conditions]
    if firm:
        return Comparison(agreements=((_span(wanted), _span(firm[0])),))
    likeness, other = equal[0]
    return Comparison(differences=(_dropped_condition(wanted, other, likeness),))


def _denied(claim: Reading, wanted: Status, passage: Reading) -> Difference | None:
    """The act that the claim says is done or promised, denied by the passage.

    Either a phrase of the same act is negated ("has not been signed"), or the passage holds a phrase of the
    denial ladder ("no decision has been taken") near words of the same act.
    """
    found = [
        (likeness, Span(other.text, other.start, other.end))
        for likeness, other in _same_act(claim, wanted, passage, negated=True)[:1]
    ]
    denial = denial_strength(passage.text)
    if denial is not None:
        span = denial[0]
        near = passage.near(span.start, span.end, _REACH) | {
            concept(w.stem) for w in content_words(span.text)
        }
        found.append((overlap(_surroundings(claim, wanted) | _acts(wanted), near), span))
    assertions = _same_act(claim, wanted, passage, negated=False)
    likeness, source = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if not likeness or source is None or (assertions and assertions[0][0] >= likeness):
        return None
    return Difference(
        signal="denied",
        code="CC401",
        message=f"The article says “{wanted.text}”, the document denies it: “{source.text}”.",
        claim=_span(wanted),
        source=source,
        strength=likeness,
    )


def _same_act(
    claim: Reading, wanted: Status, passage: Reading, *, negated: bool
) -> list[tuple[float, Status]]:
    """The passage's phrases most like the claim's, most alike first, with their likeness (0 to 1)."""
    about = _surroundings(claim, wanted)
    acts = _acts(wanted)
    rated = []
    for other in passage.statuses:
        if other.negated != negated:
            continue
        likeness = overlap(about, _surroundings(passage, other))
        if acts & _acts(other):
            likeness += _SAME_VERB
        if likeness > 0:
            rated.append((min(likeness, 1.0), other))
    most = max((likeness for likeness, _ in rated), default=0.0)
    close = [pair for pair in rated if pair[0] >= most - _CLOSE]
    return sorted(close, key=lambda pair: (-pair[0], -pair[1].rung, pair[1].start))


def _surroundings(reading: Reading, status: Status) -> frozenset[str]:
    """The concepts around a status phrase: what is done, by whom, to whom.

    A phrase that covers most of a short claim has none; its own words then stand for them.
    """
    return reading.near(status.start, status.end, _REACH) or _acts(status)


def _acts(status: Status) -> frozenset[str]:
    """The concepts that the phrase itself names: "signed" in "is expected to be signed"."""
    return frozenset(concept(word.stem) for word in content_words(status.text))


def _lower_rung(wanted: Status, other: Status, likeness: float) -> Difference:
    return Difference(
        signal="status",
        code="CC101",
        message=f"The article says “{wanted.text}”, the document only goes as far as “{other.text}”.",
        claim=_span(wanted),
        source=_span(other),
        strength=likeness * min(1.0, (wanted.rung - other.rung) / 2),
    )


def _dropped_condition(wanted: Status, other: Status, likeness: float) -> Difference:
    condition = other.conditions[0]
    return Difference(
        signal="condition",
        code="CC101" if wanted.rung == 9 else "CC102",
        message=f"The article leaves out a condition of the document: “{condition.text}”.",
        claim=_span(wanted),
        source=condition,
        strength=likeness,
    )


def _span(status: Status) -> Span:
    return Span(status.text, status.start, status.end)
