from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.reading import read
from claimcheck.verdicts.signals.status import compare_status, weaker_wording

VOCABULARY = """
Kenya Norway the treaty frigates has have been will is was not no yet signed sign expected to be buy
bought plans considering agreed agreement framework if once subject approval decision taken denied may
could would , . talks is
"""
PIECES = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        (
            "Kenya has signed the fisheries treaty with Ghana.",
            "Kenya and Ghana are negotiating a fisheries treaty.",
            "has signed",
            "are negotiating",
        ),
        (
            "Kenya has signed the fisheries treaty with Ghana.",
            "The fisheries treaty between Kenya and Ghana is expected to be signed in May.",
            "has signed",
            "is expected to be signed",
        ),
        (
            "Norway will buy the frigates.",
            "Norway is considering buying the frigates.",
            "will buy",
            "is considering",
        ),
        (
            "Norway finalized the ferry deal.",
            "Norway reached a framework deal on ferries.",
            "finalized",
            "reached a framework deal",
        ),
        ("Norway has bought the frigates.", "Norway will buy the frigates.", "has bought", "will buy"),
    ],
)
def test_a_lower_rung_of_the_same_act_is_named_with_both_wordings(
    compared, claim, passage, ours, theirs
) -> None:
    (found,) = compared(compare_status, claim, passage).differences
    assert (found.signal, found.code) == ("status", "CC101")
    assert (found.claim.text, found.source.text) == (ours, theirs)
    assert claim[found.claim.start : found.claim.end] == ours
    assert passage[found.source.start : found.source.end] == theirs
    assert ours in found.message
    assert theirs in found.message


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Norway will buy the frigates.", "Norway commits to purchase the frigates."),
        ("The treaty was concluded.", "The treaty was finalised."),
        ("The treaty will be signed in May.", "The treaty is to be signed in May."),
        ("Norway intends to buy frigates.", "Norway plans to buy frigates."),
        (
            "Kenya has signed the fisheries treaty with Ghana.",
            "The fisheries treaty between Kenya and Ghana was signed on Monday.",
        ),
    ],
)
def test_the_same_rung_in_other_words_agrees(compared, claim, passage) -> None:
    found = compared(compare_status, claim, passage)
    assert found.differences == ()
    assert len(found.agreements) == 1


def test_a_higher_rung_of_the_document_agrees(compared) -> None:
    found = compared(compare_status, "Norway intends to buy frigates.", "Norway bought frigates.")
    assert found.differences == ()
    assert [(ours.text, theirs.text) for ours, theirs in found.agreements] == [("intends to buy", "bought")]


def test_the_same_verb_tells_which_of_two_phrases_is_about_the_same_act(compared) -> None:
    filler = "Rain fell on the quiet hills, the markets shut early and many shops had no bread left to sell."
    end = "In the evening the pact was signed by both envoys at the old palace near the river."
    passage = f"Kenya and Ghana plan to hold a fisheries fair. {filler} {end}"
    found = compared(compare_status, "Kenya signed the fisheries pact with Ghana.", passage)
    assert found.differences == ()
    assert [theirs.text for _, theirs in found.agreements] == ["was signed"]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The trial opens on June 16.", "The trial is scheduled to open on June 16."),
        ("The effect would probably fade.", "The effect is likely to fade."),
    ],
)
def test_what_a_claim_only_expects_is_no_escalation(claim, passage) -> None:
    found = compare_status(read(claim, "2025-03-10"), read(passage, "2025-03-10"))
    assert found.differences == ()
    assert len(found.agreements) == 1


def test_what_opened_in_the_past_is_more_than_what_is_scheduled() -> None:
    claim, passage = "The trial opens.", "The trial is scheduled to open on June 16."
    (found,) = compare_status(read(claim, "2025-03-10"), read(passage, "2025-03-10")).differences
    assert found.code == "CC101"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("She will go without a bonus.", "She will not receive a bonus."),
        ("Power prices will stay as they are.", "Power prices will not be touched."),
    ],
)
def test_the_words_for_what_is_not_done_are_no_denial(compared, claim, passage) -> None:
    assert compared(compare_status, claim, passage).differences == ()


def test_a_further_step_down_is_at_least_as_strong_a_difference(compared) -> None:
    claim = "Norway has bought the frigates."
    (near,) = compared(compare_status, claim, "Norway will buy the frigates.").differences
    (far,) = compared(compare_status, claim, "Norway plans to buy the frigates.").differences
    assert near.strength <= far.strength


@pytest.mark.parametrize(
    "passage",
    [
        "The fisheries treaty between Kenya and Ghana has not been signed.",
        "Kenya has not signed the fisheries treaty with Ghana.",
        "Kenya never signed the fisheries treaty.",
    ],
)
def test_an_act_that_the_document_says_was_not_done_is_denied(compared, passage) -> None:
    claim = "Kenya has signed the fisheries treaty with Ghana."
    (found,) = compared(compare_status, claim, passage).differences
    assert (found.signal, found.code) == ("denied", "CC401")
    assert found.claim.text == "has signed"
    assert "signed" in found.source.text
    assert passage[found.source.start : found.source.end] == found.source.text


def test_a_phrase_of_denial_near_words_of_the_act_denies_it(compared) -> None:
    passage = "No decision has been taken on the timber duties, Norway said."
    (found,) = compared(compare_status, "Norway will lift the timber duties.", passage).differences
    assert (found.signal, found.code) == ("denied", "CC401")
    assert found.source.text == "No decision has been taken"


def test_a_denial_of_another_act_denies_nothing(compared) -> None:
    passage = "Norway has lifted the timber duties. No decision has been taken on a new opera house."
    found = compared(compare_status, "Norway has lifted the timber duties.", passage)
    assert found.differences == ()
    assert found.agreements


@pytest.mark.parametrize(
    ("claim", "passage", "code", "condition"),
    [
        (
            "The parliament may approve the sale.",
            "Subject to review, the parliament may approve the sale.",
            "CC102",
            "Subject to review",
        ),
        (
            "Norway may buy the ferries.",
            "Norway may buy the ferries if Peru reopens its ports.",
            "CC102",
            "if Peru reopens its ports",
        ),
        (
            "Norway signed the sale.",
            "Norway signed the sale subject to approval by parliament.",
            "CC101",
            "subject to approval by parliament",
        ),
    ],
)
def test_a_condition_that_the_claim_leaves_out_is_named(compared, claim, passage, code, condition) -> None:
    (found,) = compared(compare_status, claim, passage).differences
    assert (found.signal, found.code) == ("condition", code)
    assert found.source.text == condition
    assert passage[found.source.start : found.source.end] == condition


@pytest.mark.parametrize(
    ("claim", "passage", "weaker"),
    [
        ("Norway will buy the frigates.", "Norway plans to buy the frigates.", "plans to buy"),
        ("Norway will buy the frigates.", "Norway would buy the frigates.", "would buy"),
        ("Norway will buy the frigates.", "Norway is expected to buy the frigates.", "is expected to buy"),
    ],
)
def test_a_weaker_word_for_what_is_to_come_is_softer_and_no_escalation(
    compared, claim, passage, weaker
) -> None:
    (found,) = compared(compare_status, claim, passage).differences
    assert (found.signal, found.code, found.source.text) == ("softer", "CC102", weaker)


def test_what_is_said_to_be_done_tells_more_than_what_is_said_to_come(compared) -> None:
    passage = "Norway plans to buy the frigates."
    done = compared(compare_status, "Norway has bought the frigates.", passage).differences[0]
    coming = compared(compare_status, "Norway will buy the frigates.", passage).differences[0]
    assert done.strength > coming.strength


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The board approved the ferry sale.", "The ministry welcomes the ferry sale of the board."),
        (
            "Talks on ferries have begun.",
            "Talks on ferries are at an early stage, and nothing has been decided.",
        ),
        ("The ferry rules are still to be written.", "The ferry rules have yet to be drafted."),
        ("The ferry sale will cost no more than $3 million.", "The ferry sale will not exceed $3 million."),
    ],
)
def test_a_reaction_a_bound_or_the_subject_itself_is_no_lower_rung(compared, claim, passage) -> None:
    assert compared(compare_status, claim, passage).differences == ()


def test_a_condition_far_from_the_act_is_another_acts(compared) -> None:
    passage = (
        "Norway will buy the ferries, keeps the ceiling of one hundred cabins on each of them for the whole "
        "of the term of the new contract with the yard, and pays the crew only if the ports reopen."
    )
    found = compared(compare_status, "Norway will buy the ferries.", passage)
    assert found.differences == ()


def test_a_commitment_without_its_condition_is_a_difference_of_degree(compared) -> None:
    passage = "Norway agreed to buy the ferries if Peru reopens its ports."
    (found,) = compared(compare_status, "Norway agreed to buy the ferries.", passage).differences
    assert found.code in ("CC101", "CC102")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "Norway agreed to buy the ferries if Peru reopens its ports.",
            "Norway agreed to buy the ferries if Peru reopens its ports.",
        ),
        (
            "Norway will buy the ferries, if parliament approves.",
            "Norway will buy the ferries, subject to approval by parliament.",
        ),
        (
            "The parliament may approve the sale, subject to review.",
            "Subject to review, the parliament may approve the sale.",
        ),
    ],
)
def test_a_condition_that_the_claim_states_too_is_no_difference(compared, claim, passage) -> None:
    found = compared(compare_status, claim, passage)
    assert found.differences == ()
    assert found.agreements


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Peru discussed fisheries with Chile.", "The museum reopened its gardens."),
        ("The rainfall in Lima.", "The museum reopened its gardens."),
        ("Norway has not bought the frigates.", "Norway plans to buy the frigates."),
        ("Norway will buy the frigates.", "A grey morning in Oslo."),
        ("", "Norway will buy the frigates."),
        ("Norway will buy the frigates.", ""),
    ],
)
def test_nothing_to_compare_gives_nothing(compared, claim, passage) -> None:
    found = compared(compare_status, claim, passage)
    assert (found.agreements, found.differences, found.missing) == ((), (), ())


@settings(deadline=None, max_examples=120)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_status, claim, passage)


@settings(deadline=None, max_examples=60)
@given(claim=st.text(max_size=60), passage=st.text(max_size=60))
def test_any_characters_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_status, claim, passage)


@settings(deadline=None, max_examples=80)
@given(text=PIECES)
def test_a_difference_and_an_agreement_are_never_found_together(compared, text) -> None:
    found = compared(
        compare_status, text, "Kenya has signed the treaty. Norway may buy frigates if talks end."
    )
    assert not (found.differences and found.agreements)
    assert len(found.differences) <= 1


def test_a_conflict_without_a_sure_reason_is_told_by_the_nearest_weaker_wording() -> None:
    claim = read("The merger of the two ports was completed in March.")
    passage = read("The ministers talked about fishing. The two ports continue talks on a merger.")
    found = weaker_wording(claim, passage)
    assert found is not None
    assert (found.code, found.strength) == ("CC101", 0.0)
    assert found.source is not None
    assert found.source.start > passage.text.index("fishing")
    assert weaker_wording(claim, read("The merger of the two ports was completed.")) is None
    assert weaker_wording(read("The ports are considering a merger."), passage) is None
