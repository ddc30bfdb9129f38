"""Claims that a statement leaves something out."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.verdicts.omissions import find_omission, silent_ones

READOUT = (
    "President Xi Jinping spoke with President Donald Trump by telephone. China's position on tariffs is "
    "consistent and clear. The two sides exchanged views on Ukraine."
)
STATEMENT = "The President spoke with President Xi. They discussed fentanyl and a finalized trade agreement."


@pytest.mark.parametrize(
    ("text", "who", "what"),
    [
        ("China's readout made no mention of tariffs", "China's readout", ["tariffs"]),
        ("The statement made no explicit reference to Taiwan.", "The statement", ["Taiwan"]),
        ("Beijing did not mention soybeans or rare earths", "Beijing", ["soybeans", "rare earths"]),
        ("The White House didn't even mention the sale", "The White House", ["the sale"]),
        ("The White House doesn’t refer to the sale", "The White House", ["the sale"]),
        ("The ministry said nothing about a deadline", "The ministry", ["a deadline"]),
        ("The communique remained silent on oil, gas and coal", "The communique", ["oil", "gas", "coal"]),
        ("Tokyo avoided any mention of rates", "Tokyo", ["rates"]),
        ("Tariffs were not mentioned in the Chinese statement", "the Chinese statement", ["Tariffs"]),
        ("Oil goes unmentioned in the pledge", "the pledge", ["Oil"]),
    ],
)
def test_what_is_left_out_is_found_with_its_place(text: str, who: str, what: list[str]) -> None:
    found = find_omission(text)
    assert found is not None
    assert found.who.text == who
    assert [one.text for one in found.what] == what
    for span in (found.who, *found.what):
        assert text[span.start : span.end] == span.text


@pytest.mark.parametrize(
    "text",
    [
        "China's readout mentions tariffs",
        "The minister did not sign the treaty",
        "Gallium was left out of the deal",
        "They made no progress on tariffs",
        "The two sides signed the treaty in the presence of both ministers and their many guests, but the "
        "statement made no mention of tariffs",
        "The statement made no mention of it",
        "The statement made no mention of the deal",
        "The White House said nothing on Monday",
        "The White House stayed silent over the weekend",
        "China urged the United States to make no mention of Taiwan",
        "Trump threatened sanctions unless China makes no mention of Taiwan",
        "It is not true that the White House did not mention Taiwan",
        "The statement did not only mention tariffs",
        "The court did not refer to the readout, and Trump said tariffs would rise",
        "The White House did not mention 2026",
        " made no mention of tariffs",
        "a" + " " * 30_000 + "b",
        "",
    ],
)
def test_other_claims_are_none(text: str) -> None:
    assert find_omission(text) is None


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    for tail in ("", " made no mention of tariffs"):
        found = find_omission(text + tail)
        for span in (found.who, *found.what) if found else ():
            assert (text + tail)[span.start : span.end] == span.text


ACTORS = {
    "China MFA": frozenset({"China"}),
    "ByteDance": frozenset({"ByteDance", "China"}),
    "White House": frozenset({"White House", "United States"}),
}


@pytest.mark.parametrize(
    ("who", "parties"),
    [
        ("China's official statements", {"China MFA"}),
        ("The White House", {"White House"}),
        ("ByteDance", {"ByteDance"}),
        ("The U.S. readout", {"White House"}),
        ("Trump's statement after the talks with Xi", {"White House"}),
        ("Beijing and the White House", {"China MFA", "White House"}),
        ("The statement", set()),
        ("Norway", set()),
    ],
)
def test_the_silent_party_is_the_one_that_is_named(who: str, parties: set[str]) -> None:
    found = find_omission(f"{who} made no mention of tariffs")
    assert found is not None
    assert silent_ones(found, ACTORS) == parties


def test_a_nameless_statement_is_that_of_the_only_party() -> None:
    found = find_omission("The statement made no mention of tariffs")
    assert found is not None
    assert silent_ones(found, {"Norway MFA": frozenset({"Norway"})}) == {"Norway MFA"}
    found = find_omission("The White House made no mention of tariffs")
    assert found is not None
    assert silent_ones(found, {"document": frozenset()}) == {"document"}
    assert silent_ones(found, {"Norway MFA": frozenset({"Norway"})}) == set()


@pytest.mark.parametrize(
    ("claim", "china", "us"),
    [
        ("China's readout made no mention of tariffs.", "contradicted", "not_mentioned"),
        ("China's readout made no mention of fentanyl.", "not_mentioned", "not_mentioned"),
        ("China's readout made no mention of fentanyl or Ukraine.", "contradicted", "not_mentioned"),
        ("The White House did not mention a finalized agreement.", "not_mentioned", "contradicted"),
        ("China's readout made no mention of a finalized agreement.", "not_mentioned", "not_mentioned"),
    ],
)
def test_only_a_mention_by_the_silent_party_conflicts(judge_texts, document, claim, china, us) -> None:
    parties = {"China MFA": [document(READOUT, id="c")], "White House": [document(STATEMENT, id="w")]}
    (verdicts,) = judge_texts([claim], parties)
    assert {party: verdict.label for party, verdict in verdicts.items()} == {
        "China MFA": china,
        "White House": us,
    }
    for verdict in verdicts.values():
        assert verdict.search.passages > 0
        if verdict.label == "not_mentioned":
            assert verdict.search.nearest
            assert verdict.discrepancies == ()


def test_words_that_tell_of_the_silence_itself_are_no_mention(judge_texts, document) -> None:
    parties = {"White House": [document("We deliberately did not mention Taiwan.", id="w")]}
    (verdicts,) = judge_texts(["The White House did not mention Taiwan."], parties)
    assert verdicts["White House"].label == "not_mentioned"


def test_a_mention_is_quoted_beside_what_is_said_to_be_left_out(judge_texts, document) -> None:
    claim = "China's readout made no mention of tariffs."
    (verdicts,) = judge_texts([claim], {"China MFA": [document(READOUT, id="c")]})
    (found,) = verdicts["China MFA"].discrepancies
    assert (found.code, found.claim_text) == ("CC401", "tariffs")
    assert claim[found.claim_start : found.claim_end] == found.claim_text
    assert READOUT[found.source_start : found.source_end] == found.source_text
    assert found.source_text == "China's position on tariffs is consistent and clear."
    (evidence,) = verdicts["China MFA"].evidence
    assert "tariffs" in evidence.text
