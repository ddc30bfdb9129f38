"""One passage held against one claim: coverage, signals, entailment."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, cached_property

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimcheck.records import Claim, Hit, Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.coverage import ClaimWords, coverage
from claimcheck.verdicts.features import BACKED, passage_features, refuted_as, relevance
from claimcheck.verdicts.reading import Reading, read
from claimcheck.verdicts.signals.actors import compare_actors
from claimcheck.verdicts.signals.attribution import compare_attribution
from claimcheck.verdicts.signals.comparison import Comparison, Difference
from claimcheck.verdicts.signals.dates import compare_dates
from claimcheck.verdicts.signals.denials import compare_denials
from claimcheck.verdicts.signals.polarity import compare_polarity
from claimcheck.verdicts.signals.quantities import compare_quantities
from claimcheck.verdicts.signals.scope import compare_scope
from claimcheck.verdicts.signals.status import compare_status, weaker_wording

SIGNALS = {
    "status": compare_status,
    "quantities": compare_quantities,
    "dates": compare_dates,
    "polarity": compare_polarity,
    "denials": compare_denials,
    "scope": compare_scope,
    "actors": compare_actors,
    "attribution": compare_attribution,
}
# Periods and years as `claimcheck.claims.edits` puts them behind dates.
_PERIOD = re.compile(r" \([0-9A-Za-z ]{0,40}\b[0-9]{4}\)")
_MONTHS = "Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec"
_YEAR = re.compile(rf"(\b(?:{_MONTHS})[a-z]{{0,6}}\.?|\b\d{{1,2}}(?:st|nd|rd|th)?)(,? [12]\d{{3}})\b")
_OF_VALUES = ("quantities", "dates")  # the signals that tell what a passage does not give


class Proposition(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """What of a claim is judged: its words without the tag that says who said so.

    `reading` is of the verbatim words, which begin at `offset` of the claim's text; `standalone` is of
    the standalone wording. `anchor` is the ISO date of the article, or empty.
    """

    claim: Claim
    offset: int
    anchor: str
    reading: Reading
    standalone: Reading

    @cached_property
    def core(self) -> frozenset[int]:
        """Where the words stand that tell of what and by whom: the subject, and the words after the act.

        Circumstances are left out, from the first preposition of time or place: of "the sale was finalized on
        Friday in a telephone call" the core is "sale", while a text about the call shares most of the other
        words. States are named everywhere, and do not count either.
        """
        main = self.standalone.main
        if main is None:
            return frozenset()
        stop = _circumstance().search(self.standalone.text, main.end)
        end = stop.start() if stop else len(self.standalone.text)
        states = [name for name in self.standalone.names if name.kind in ("country", "demonym")]
        return frozenset(
            word.start
            for word in self.standalone.content
            if (word.end <= main.start or main.end <= word.start < end)
            and not any(name.start <= word.start < name.end for name in states)
        )

    @property
    def hypothesis(self) -> str:
        """What the entailment model reads: the standalone wording without the years put behind its dates.

        It takes "early next year (2026)" for another date than "in the early part of next year", and
        "in April 2026" for another than "in April". Dates are compared by a signal of their own.
        """
        told = self.claim.text
        plain = _PERIOD.sub(lambda one: one[0] if one[0].strip() in told else "", self.claim.standalone)
        return _YEAR.sub(lambda one: one[0] if one[2].strip(", ") in told else one[1], plain)


@cache
def _circumstance() -> re.Pattern[str]:
    words = "|".join(load_toml("decision.toml")["evidence"]["circumstances"].split())
    return re.compile(rf"(?<!\w)(?:{words})(?!\w)")


class Assessment(msgspec.Struct, frozen=True, kw_only=True):
    """What one passage says to one claim.

    `claim` are the words that were judged, those in which the differences' offsets count. `told` says how
    likely each kind of difference is, by its code, if the passage conflicts with the claim at all; it is
    empty where the entailment model tells no kinds. `weaker` names the difference where nothing else does.
    `missing` are numbers and dates of the claim that the passage does not give, `lacking` its words that the
    passage does not back. `core` is how far the passage backs what the claim is about (`Proposition.core`).
    """

    hit: Hit
    claim: str
    features: dict[str, float]
    differences: tuple[Difference, ...]
    missing: tuple[Span, ...]
    lacking: tuple[str, ...]
    weaker: Difference | None = None
    told: dict[str, float] = {}
    core: float = 0.0

    @property
    def relevance(self) -> float:
        """How near the passage is to the claim, 0 to 1."""
        return relevance(self.features)


def overlapping(one: Assessment | Glance, other: Assessment | Glance) -> bool:
    """Whether the passages of both share words."""
    a, b = one.hit.passage, other.hit.passage
    return a.document == b.document and a.start < b.end and b.start < a.end


def proposition(claim: Claim, anchor: str) -> Proposition:
    """The judged words of a claim; `anchor` is the ISO date of its article, or empty."""
    at = claim.text.find(claim.standalone)
    words = claim.standalone if at >= 0 else claim.text
    return Proposition(
        claim=claim,
        offset=max(at, 0),
        anchor=anchor,
        reading=read(words, anchor),
        standalone=read(claim.standalone, anchor),
    )


def says_something(prop: Proposition) -> bool:
    """Whether the claim has a content word beside names: "Islamabad has been here before" has none."""
    names = prop.standalone.names
    return any(
        not any(name.start <= word.start and word.end <= name.end for name in names)
        for word in prop.standalone.content
    )


class Glance:
    """One passage beside one claim, compared no further than its relevance until more is asked for.

    Most passages that were found are neither read by the entailment model nor shown.

    Args:
        prop: the claim as it is judged.
        hit: the passage, with its similarity.
        words: the content words of the claim's standalone wording.
        pieces: vectors of the passage's word pieces, shape (word pieces, dimension).
        anchor: ISO date of the passage's document, or empty.
    """

    def __init__(
        self, prop: Proposition, hit: Hit, words: ClaimWords, pieces: NDArray[np.float32], anchor: str
    ) -> None:
        self.hit = hit
        self._prop = prop
        self._anchor = anchor
        self._passage = read(hit.passage.text, anchor)
        self._backing = words.backed_by(self._passage, pieces)
        near = {"coverage": coverage(self._backing), "similarity": hit.similarity}
        core = tuple(one for one in self._backing if one.word.start in prop.core)
        self.core = coverage(core) if core else near["coverage"]
        self.relevance = relevance(near)

    @cached_property
    def missing(self) -> tuple[Span, ...]:
        """Numbers and dates of the claim that the passage does not give."""
        return tuple(span for name in _OF_VALUES for span in self._values[name].missing)

    @cached_property
    def lacking(self) -> tuple[str, ...]:
        """Words of the claim that the passage does not back."""
        lacking = [one.word.text for one in self._backing if one.backing < BACKED]
        return tuple(dict.fromkeys(word for word in lacking if _tells(word)))

    @cached_property
    def _claim(self) -> Reading:
        """The claim; one of an article without a date is read as of the day of the passage's document."""
        reading = self._prop.reading
        return reading if self._prop.anchor else read(reading.text, self._anchor)

    @cached_property
    def _values(self) -> dict[str, Comparison]:
        return {name: SIGNALS[name](self._claim, self._passage) for name in _OF_VALUES}

    @cached_property
    def assessment(self) -> Assessment:
        """What the passage says to the claim, before the entailment model has read them."""
        ours = self._claim
        found = {
            name: self._values.get(name) or signal(ours, self._passage) for name, signal in SIGNALS.items()
        }
        return Assessment(
            hit=self.hit,
            core=self.core,
            claim=ours.text,
            features=passage_features(
                self._prop.standalone, self._passage, self._backing, self.hit.similarity, found
            ),
            differences=tuple(d for comparison in found.values() for d in comparison.differences),
            weaker=weaker_wording(ours, self._passage),
            missing=self.missing,
            lacking=self.lacking,
        )


def _tells(word: str) -> bool:
    """Whether a reader learns something from hearing that this word has no counterpart."""
    return len(word) > 3 or word[0].isupper() or word[0].isdigit()


def with_entailment(one: Assessment, scores: Sequence[float], differences: Sequence[str] = ()) -> Assessment:
    """The assessment after the entailment model has read the passage.

    Args:
        one: the assessment.
        scores: the model's row of scores, as `Verifier.score` gives it.
        differences: codes of the differences whose probabilities end the row.
    """
    told = dict(zip(differences, scores[3:], strict=True))
    entailment = {"entailed": scores[0], "refuted": scores[1], **refuted_as(scores[1], told)}
    features = {**one.features, **entailment}
    return with_joined(msgspec.structs.replace(one, features=features, told=told), scores)


def with_joined(one: Assessment, scores: Sequence[float]) -> Assessment:
    """The assessment after the model has read the passage and others of its document as one premise.

    Args:
        one: the assessment.
        scores: the model's row of scores of the premise, of which the first two are used.
    """
    features = {**one.features, "entailed_joined": scores[0], "refuted_joined": scores[1]}
    return msgspec.structs.replace(one, features=features)
