from __future__ import annotations

import msgspec
import pytest

from claimcheck.claims.extract import claim_from_text
from claimcheck.records import Claim, Label, Scores, Search, Span, Verdict
from claimcheck.verdicts.across import across_parties

TEXT = "China and Japan agreed to lift the duties."
CLAIM = claim_from_text("1", TEXT)
NAMED = Span("Japan", 10, 15)


def verdict(label: Label) -> Verdict:
    search = Search(documents=1, passages=1, queries=("q",))
    return Verdict(label=label, confidence=1.0, scores=Scores(0, 0, 1), search=search)


def codes(claim: Claim, labels: dict[str, Label], named: dict[str, Span | None]) -> dict[str, list[str]]:
    found = across_parties(claim, {party: verdict(label) for party, label in labels.items()}, named)
    assert list(found) == list(labels)
    return {party: [d.code for d in one.discrepancies] for party, one in found.items()}


def test_what_no_party_speaks_to_is_unattested_at_each() -> None:
    assert codes(CLAIM, {"A": "not_mentioned", "B": "not_mentioned"}, {}) == {"A": ["CC501"], "B": ["CC501"]}
    assert codes(CLAIM, {"A": "not_mentioned"}, {"A": NAMED}) == {"A": ["CC501"]}


def test_a_silent_party_that_the_claim_names_is_told_apart_from_its_backer() -> None:
    verdicts = {"China": verdict("supported"), "Japan": verdict("not_mentioned")}
    found = across_parties(CLAIM, verdicts, {"China": Span("China", 0, 5), "Japan": NAMED})
    assert found["China"] == verdicts["China"]
    (discrepancy,) = found["Japan"].discrepancies
    assert (discrepancy.code, discrepancy.type) == ("CC302", "attribution")
    assert (discrepancy.claim_text, discrepancy.source_text) == ("Japan", "")
    assert TEXT[discrepancy.claim_start : discrepancy.claim_end] == "Japan"
    assert "China" in discrepancy.message
    assert "Japan" in discrepancy.message
    assert found["Japan"].label == "not_mentioned"


def test_offsets_count_in_the_article() -> None:
    claim = msgspec.structs.replace(CLAIM, start=100, end=100 + len(TEXT))
    verdicts = {"China": verdict("supported"), "Japan": verdict("not_mentioned")}
    (found,) = across_parties(claim, verdicts, {"Japan": NAMED})["Japan"].discrepancies
    assert (found.claim_start, found.claim_end) == (110, 115)


def test_words_given_as_joint_need_every_party_even_unnamed() -> None:
    joint = msgspec.structs.replace(CLAIM, voice="joint")
    labels: dict[str, Label] = {"China": "supported", "Japan": "not_mentioned"}
    assert codes(joint, labels, {}) == {"China": [], "Japan": ["CC302"]}


@pytest.mark.parametrize(
    ("labels", "named"),
    [
        ({"China": "supported", "Japan": "not_mentioned"}, {"China": NAMED, "Japan": None}),
        ({"China": "supported", "Japan": "contradicted"}, {"Japan": NAMED}),
        ({"China": "contradicted", "Japan": "not_mentioned"}, {"Japan": NAMED}),
        ({"China": "supported", "Japan": "no_document"}, {"Japan": NAMED}),
        ({"China": "supported", "Japan": "supported"}, {"Japan": NAMED}),
    ],
)
def test_nothing_is_added_where_nobody_is_silent_named_and_outbacked(labels, named) -> None:
    assert codes(msgspec.structs.replace(CLAIM, voice="own"), labels, named) == {"China": [], "Japan": []}


def test_the_given_verdicts_are_left_as_they_were() -> None:
    given = {"A": verdict("not_mentioned")}
    across_parties(CLAIM, given, {})
    assert given == {"A": verdict("not_mentioned")}
