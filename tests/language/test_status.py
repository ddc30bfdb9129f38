import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.status import find_statuses, main_status

PIECES = st.one_of(
    st.sampled_from(
        ("will", "would", "is", "to", "be", "not", "have", "yet", "agreed", "expected", "sign", "\n")
    ),
    st.sampled_from(
        ("signed", "signing", "deal", "framework", "agreement", "once", "if", "subject", "approval")
    ),
    st.sampled_from(
        ("talks", ",", ".", '"', "'", "(", ")", "no", "that", "which", "has", "been", "being", "İ")
    ),
    st.sampled_from(
        ("China", "may", "could", "won't", "plans", "the", "’", "é", "its", "reached", "denied that")
    ),
)


def main(text):
    status = main_status(text)
    assert status is not None, text
    return status


@pytest.mark.parametrize(
    ("rung", "text"),
    [
        (0, "The ministers discussed fisheries on Monday"),
        (0, "The two teams are in talks about a merger"),
        (1, "The premier urged Oslo to hold back"),
        (1, "Canberra hopes to attend the summit"),
        (1, "Parliament should ratify the accord"),
        (1, "Norway would be glad to see commercial talks"),
        (2, "The board is considering a bid"),
        (2, "They agreed to consider the offer"),
        (2, "Sweden intends to consider the request"),
        (2, "Ottawa supports the process that will lead to membership"),
        (3, "The airline is working to finalize the order"),
        (3, "The sides had made progress on prisoners"),
        (4, "Madrid plans to buy frigates"),
        (4, "The king shared his plan to visit Lima"),
        (5, "The treaty is expected to be signed in Oslo"),
        (5, "An accord expected to be signed in May"),
        (6, "The parties agreed to negotiate a new treaty"),
        (6, "Lagos and Accra will negotiate a new treaty"),
        (6, "They agreed to hold talks in May"),
        (6, "They reached a framework agreement"),
        (7, "The fund and Ghana reached a staff-level agreement"),
        (7, "The merger needs the approval of shareholders"),
        (7, "The regulator may approve the merger"),
        (8, "Ghana will sign the accord"),
        (8, "The accord will be signed"),
        (8, "Ghana committed to raising excise duties"),
        (8, "Finland reached an agreement with Sweden"),
        (8, "The king is to travel to Lima"),
        (8, "A budget, to be adopted by the cabinet"),
        (8, "Norway to buy frigates"),
        (8, "Norway commits to support the reform"),
        (8, "Norway will support the reform as long as it takes"),
        (9, "The council has already formally approved the budget"),
        (9, "The council approves the budget"),
        (9, "The strike was ended"),
        (9, "The duties are hereby suspended"),
        (9, "I hereby establish the commission"),
        (9, "The truce took effect at noon"),
        (9, "The bank left its key rate unchanged"),
        (9, "The bank decided to maintain the target range"),
        (9, "Kenya has given approval for the bridge"),
        (9, "Beijing finalised the pact"),
    ],
)
def test_the_rung_is_that_of_the_whole_verb_group(rung, text):
    assert main(text).rung == rung


@pytest.mark.parametrize(
    "text",
    [
        "Seoul has not signed the accord",
        "Seoul never signed the accord",
        "Seoul hasn't signed the accord",
        "Seoul won't sign the accord",
        "Seoul refused to sign the accord",
        "Seoul has yet to sign the accord",
        "Seoul agreed not to sign the accord",
        "No agreement was reached",
        "Neither side signed the accord",
        "Seoul will no longer impose duties",
        "They reached no agreement",
        "Seoul denied that it had signed the accord",
    ],
)
def test_a_denied_act_is_negated(text):
    assert main(text).negated


@pytest.mark.parametrize("text", ["No doubt Seoul signed the accord", "Seoul signed it no later than May"])
def test_words_that_only_look_like_a_negation_negate_nothing(text):
    assert not main(text).negated


def test_two_negations_cancel():
    assert not main("Seoul did not fail to sign the accord").negated


def test_what_is_denied_is_negated_too():
    statuses = find_statuses("The minister denied that a call had taken place.")
    assert [(status.text, status.negated) for status in statuses] == [
        ("denied that", True),
        ("had taken place", True),
    ]


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        ("Oslo will pay if the strait is reopened.", "if the strait is reopened"),
        (
            "Oslo will pay, subject to approval by parliament.",
            "subject to approval by parliament",
        ),
        ("Upon ratification by Oslo, the fund will pay.", "Upon ratification by Oslo"),
        ("Should Oslo refuse, Bergen will pay.", "Should Oslo refuse"),
        ("On completion of the review, the fund will pay.", "On completion of the review"),
        ("The fund will pay unless Oslo objects.", "unless Oslo objects"),
        ("The fund will pay, contingent on reform.", "contingent on reform"),
        ("The fund will pay once its board has met.", "once its board has met"),
    ],
)
def test_a_condition_is_found_and_makes_a_commitment_conditional(text, condition):
    status = main(text)
    assert [span.text for span in status.conditions] == [condition]
    assert status.rung == 7


@pytest.mark.parametrize(
    "text",
    [
        "These goods will be subject to a duty of ten percent.",
        "Once again the fund will pay.",
        "The fund will pay on Friday.",
        "The fund will pay after Oslo gave approval.",
        "The fund will rely upon gifts.",
    ],
)
def test_no_condition_is_seen_where_there_is_none(text):
    status = main(text)
    assert status.conditions == ()
    assert status.rung == 8


def test_what_stands_inside_a_condition_is_not_asserted():
    (status,) = find_statuses("a divestiture once its agreements are executed")
    assert status.rung == 7
    assert status.conditions[0].text == "once its agreements are executed"


def test_an_indirect_question_asserts_nothing():
    statuses = find_statuses("They asked whether Oslo had signed the treaty.")
    assert [(status.text, status.rung) for status in statuses if status.text.startswith("had")] == [
        ("had signed", 7)
    ]


def test_hedges_near_the_verb_are_found():
    assert [span.text for span in main("Oslo may reportedly sell about 20 ships").hedges] == [
        "may",
        "reportedly",
        "about",
    ]
    assert main("Oslo spoke and signed an accord about fish").hedges == ()


def test_a_would_in_reported_speech_is_a_will():
    assert main("The bank said it would resume purchases").rung == 8
    assert main("The bank would resume purchases").rung == 7


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("The accord that governs trade has been signed", "has been signed"),
        ("The duty imposed on steel will be removed", "will be removed"),
        ("After talks collapsed, Oslo signed the pact", "signed"),
        ("The man who signed the order resigned", "resigned"),
        ("The premier said Oslo had approved the sale", "had approved"),
        ("Framework agreement with Oslo", "Framework agreement"),
    ],
)
def test_the_main_status_is_that_of_the_main_verb(text, phrase):
    assert main(text).text == phrase


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The weather is fine.",
        "The goal is to reduce waste.",
        "Will Smith visited on May 14.",
        "The will of the people matters.",
        "The imposed duties hurt.",
        "An export ban hurts.",
        "The deal shows confidence.",
        "According to plan",
        "Thanks to China",
    ],
)
def test_no_status_rather_than_a_wrong_one(text):
    assert main_status(text) is None


@pytest.mark.parametrize(
    ("text", "domain"),
    [
        ("The board approved the tariffs", "trade"),
        ("The army approved the ceasefire", "security"),
        ("The fund disbursed the money", "lending"),
        ("The bank raised interest rates", "monetary"),
        ("The firm completed the acquisition", "corporate"),
        ("The board approved it", "general"),
    ],
)
def test_the_domain_is_that_of_the_verb_or_of_its_neighbours(text, domain):
    assert main(text).domain == domain


def test_an_abbreviation_in_brackets_does_not_end_a_clause():
    (first, *_) = find_statuses("if the Board of Trade (BOT) executes a treaty")
    assert first.conditions[0].text == "if the Board of Trade (BOT) executes a treaty"


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=60).map(" ".join)))
@settings(deadline=None, max_examples=300)
def test_every_span_is_verbatim_and_in_order(text):
    end = 0
    for status in find_statuses(text):
        assert status.start >= end
        end = status.end
        for span in (status, *status.conditions, *status.hedges):
            assert text[span.start : span.end] == span.text != ""
        assert 0 <= status.rung <= 9
    governing = main_status(text)
    assert governing is None or governing in find_statuses(text)


@pytest.mark.parametrize("unit", ["agreed to ", "if signed, ", "deal ", "will not ", "said would sign "])
def test_time_grows_no_faster_than_the_text(unit):
    def spent(size):
        text = unit * (size // len(unit))
        start = time.process_time()
        find_statuses(text)
        main_status(text)
        return time.process_time() - start

    spent(2_000)
    assert spent(80_000) < 12 * spent(20_000) + 0.5


def test_provided_that_opens_a_condition_and_is_no_act():
    (status,) = find_statuses("Brazil will open the market, provided that sugar is dealt with too.")[:1]
    assert (status.text, [c.text for c in status.conditions]) == (
        "will open",
        ["provided that sugar is dealt with too"],
    )
    assert all(
        "provided" not in one.text for one in find_statuses("Peru may talk, provided that rain falls.")
    )


def test_a_law_on_the_ratification_of_something_sets_no_condition():
    (status,) = find_statuses("The panel examined the draft law on the ratification of the treaty.")[:1]
    assert status.conditions == ()
