"""What a person decided about a report, and the report with those decisions put in their places.

A decision belongs to one claim, known by its standalone wording, and one party. So it outlives a new check of
a revised article, as long as the claim still reads the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Literal

import msgspec

from claimcheck.records import Label, Report, Verdict
from claimcheck.reports.wording import WORDS

SCHEMA: Final = "claimcheck/decisions/1"

Kind = Literal["confirmed", "overruled", "commented"]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided about one claim and party.

    `claim` is the claim's standalone wording and `text` its verbatim words, `label` the verdict that the
    person saw. `new_label` is the one that should stand instead, or None. `at` is ISO 8601 or empty.
    A decision that only holds a comment is "commented".
    """

    claim: str
    party: str
    decision: Kind
    label: Label
    text: str = ""
    new_label: Label | None = None
    comment: str = ""
    at: str = ""


class AddedClaim(msgspec.Struct, frozen=True, kw_only=True):
    """A claim that a person marked because the tool had missed it; offsets count in the article."""

    claim: str
    start: int | None = None
    end: int | None = None


class Decisions(msgspec.Struct, frozen=True, kw_only=True):
    """A file of decisions, schema `claimcheck/decisions/1`."""

    schema: Literal["claimcheck/decisions/1"] = SCHEMA
    decisions: tuple[Decision, ...] = ()
    added: tuple[AddedClaim, ...] = ()


class ReportFile(Report, frozen=True, kw_only=True):
    """A report as its JSON file holds it.

    `error_budget` tells how often its models were wrong when that was counted; `decisions` and `added` are
    what a person decided, empty until then.
    """

    error_budget: str = ""
    decisions: tuple[Decision, ...] = ()
    added: tuple[AddedClaim, ...] = ()


class AnotherLook(msgspec.Struct, frozen=True, kw_only=True):
    """A decision that no longer fits the report, and why, in a plain sentence."""

    decision: Decision
    reason: str


class ReviewedReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report and what a person decided about it.

    Attributes:
        report: what the tool found, unchanged.
        reviews: for each claim of the report, in its order: party -> the decision in force.
        another_look: decisions that are not in force, because what they were about has changed.
        added: claims that a person added and that this report does not hold yet.
        decisions: all that was decided, as it was handed in.
    """

    report: Report
    reviews: tuple[dict[str, Decision], ...]
    another_look: tuple[AnotherLook, ...] = ()
    added: tuple[AddedClaim, ...] = ()
    decisions: Decisions = Decisions()

    def review(self, index: int, party: str) -> Decision | None:
        """The decision in force on the claim at `index` of the report, or None."""
        return self.reviews[index].get(party)


def merge(report: Report, decisions: Decisions | None = None) -> ReviewedReport:
    """Puts each decision where it belongs, or among those that need another look.

    Of several decisions on one claim and party the latest counts, of equally late ones the last. A decision
    whose claim, party or verdict is no longer what the person saw is not in force.
    """
    decisions = decisions or Decisions()
    reviews: tuple[dict[str, Decision], ...] = tuple({} for _ in report.claims)
    stale = []
    by_wording = _positions([claim.standalone for claim in report.claims])
    by_text = _positions([claim.text for claim in report.claims])
    for decision in _latest(decisions.decisions):
        places = by_wording.get(_folded(decision.claim), ())
        reasons = [_changed(decision, report.claims[place].verdicts.get(decision.party)) for place in places]
        for place, reason in zip(places, reasons, strict=True):
            if not reason:
                reviews[place][decision.party] = decision
        if all(reasons):
            reason = reasons[0] if reasons else _lost(decision, by_text)
            stale.append(AnotherLook(decision=decision, reason=reason))
    known = set(by_wording) | set(by_text)
    return ReviewedReport(
        report=report,
        reviews=reviews,
        another_look=tuple(stale),
        added=tuple(claim for claim in decisions.added if _folded(claim.claim) not in known),
        decisions=decisions,
    )


def review_words(review: Decision | None) -> str:
    """What was decided, for people: "confirmed", "overruled: not mentioned", or empty."""
    if review is None:
        return ""
    if review.decision == "overruled" and review.new_label is not None:
        return f"overruled: {WORDS[review.new_label]}"
    return review.decision


def review_phrase(review: Decision | None) -> str:
    """What a person decided, as it follows a verdict: "overruled by a person: not mentioned", or empty."""
    if review is None:
        return ""
    done, _, label = review_words(review).partition(": ")
    done = "commented on" if done == "commented" else done
    return f"{done} by a person: {label}" if label else f"{done} by a person"


def decision_counts(reviewed: ReviewedReport) -> dict[Kind, int]:
    """How many decisions in force are of each kind."""
    kinds = [review.decision for place in reviewed.reviews for review in place.values()]
    return {kind: kinds.count(kind) for kind in ("confirmed", "overruled", "commented")}


def _latest(decisions: Sequence[Decision]) -> list[Decision]:
    """One decision for each claim and party, in the order in which the first of each was made."""
    latest: dict[tuple[str, str], Decision] = {}
    for decision in decisions:
        key = (_folded(decision.claim), decision.party)
        if key not in latest or decision.at >= latest[key].at:
            latest[key] = decision
    return list(latest.values())


def _positions(wordings: Sequence[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for position, wording in enumerate(wordings):
        found.setdefault(_folded(wording), []).append(position)
    return found


def _folded(wording: str) -> str:
    """A wording by which claims are compared: line breaks and doubled spaces are layout."""
    return " ".join(wording.split())


def _lost(decision: Decision, by_text: Mapping[str, Sequence[int]]) -> str:
    if decision.text and _folded(decision.text) in by_text:
        return "The same words stand in the article, but are now read in another way."
    return "The article no longer says this, or says it in other words."


def _changed(decision: Decision, verdict: Verdict | None) -> str:
    if verdict is None:
        return f"{decision.party} is not among the parties of this report."
    if verdict.label != decision.label:
        return f"The verdict was “{WORDS[decision.label]}” then, and is “{WORDS[verdict.label]}” now."
    return ""
