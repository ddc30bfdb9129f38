"""What a person decided, put into a report: what is in force, and what needs another look."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.records import Report
from claimcheck.reports.decisions import (
    AddedClaim,
    Decision,
    Decisions,
    decision_counts,
    merge,
    review_phrase,
    review_words,
)

BANK, PORT = "Central Bank", "Port Authority"


@pytest.fixture
def report(make: Any) -> Report:
    def claim(id_: str, text: str, standalone: str, **labels: Any) -> Any:
        verdicts = {BANK: make.verdict(labels["bank"]), PORT: make.verdict(labels["port"])}
        return make.claim(id_, text, verdicts, standalone=standalone)

    documents = {BANK: (make.document("b"),), PORT: (make.document("p"),)}
    return make.report(
        documents,
        claim("1", "It was sold", "The harbour was sold", bank="contradicted", port="supported"),
        claim("2", "All jobs stay", "All jobs stay", bank="not_mentioned", port="supported"),
    )


def decision(claim: str = "The harbour was sold", party: str = BANK, **fields: Any) -> Decision:
    fields = {"decision": "confirmed", "label": "contradicted", **fields}
    return Decision(claim=claim, party=party, **fields)


def test_a_decision_is_found_by_wording_and_party(report: Report) -> None:
    made = decision(text="words of an earlier version")
    reviewed = merge(report, Decisions(decisions=(made,)))
    assert reviewed.review(0, BANK) == made
    assert reviewed.review(0, PORT) is None
    assert reviewed.review(1, BANK) is None
    assert reviewed.another_look == ()
    assert reviewed.report is report


def test_layout_of_a_wording_does_not_matter(report: Report) -> None:
    assert merge(report, Decisions(decisions=(decision("The  harbour\nwas sold "),))).review(0, BANK)


@pytest.mark.parametrize(
    ("made", "reason"),
    [
        (decision("The harbour was bought"), "no longer says this"),
        (decision("The ferry was sold", text="It was sold"), "read in another way"),
        (decision(label="supported"), "The verdict was “supported” then, and is “contradicted” now."),
        (decision(party="Ministry"), "Ministry is not among the parties"),
    ],
)
def test_a_decision_on_what_has_changed_is_not_in_force(report: Report, made: Decision, reason: str) -> None:
    reviewed = merge(report, Decisions(decisions=(made,)))
    assert not any(reviewed.reviews)
    (stale,) = reviewed.another_look
    assert stale.decision == made
    assert reason in stale.reason


def test_of_several_decisions_the_latest_counts_and_of_equally_late_ones_the_last(report: Report) -> None:
    early = decision(at="2025-03-01T10:00:00Z")
    late = decision(at="2025-03-02T10:00:00Z", decision="overruled")
    again = decision(at="2025-03-02T10:00:00Z", decision="commented", comment="?")
    assert merge(report, Decisions(decisions=(late, early))).review(0, BANK) == late
    assert merge(report, Decisions(decisions=(early, late, again))).review(0, BANK) == again


def test_claims_of_the_same_wording_share_a_decision(make: Any) -> None:
    claims = [make.claim(str(n), "Sold", {BANK: make.verdict("supported")}) for n in (1, 2)]
    made = Decisions(decisions=(decision("Sold", label="supported"),))
    reviewed = merge(make.report({BANK: ()}, *claims), made)
    assert [place.get(BANK) for place in reviewed.reviews] == [made.decisions[0]] * 2


def test_an_added_claim_counts_until_the_report_holds_it(report: Report) -> None:
    new, known = AddedClaim(claim="A ship came in"), AddedClaim(claim="It was  sold", start=1, end=2)
    assert merge(report, Decisions(added=(new, known))).added == (new,)


def test_a_decision_is_put_into_words() -> None:
    other = decision(decision="overruled", new_label="not_mentioned")
    assert review_words(other) == "overruled: not mentioned"
    assert review_phrase(other) == "overruled by a person: not mentioned"
    assert review_words(decision(decision="overruled")) == "overruled"
    assert review_phrase(decision()) == "confirmed by a person"
    assert review_phrase(decision(decision="commented")) == "commented on by a person"
    assert review_words(None) == review_phrase(None) == ""


def test_only_decisions_in_force_are_counted(report: Report) -> None:
    made = (decision(), decision("All jobs stay", PORT), decision("Gone"))
    reviewed = merge(report, Decisions(decisions=made))
    assert decision_counts(reviewed) == {"confirmed": 1, "overruled": 0, "commented": 0}
