from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.signals.denials import compare_denials

VOCABULARY = """
Ghana asked promised no request without any commitment the bank did not come up was discussed raised
stressed timber levy not negotiable up for negotiation no longer need licence continue to be required , .
"""
PIECES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        (
            "Ghana asked the bank for lower rates.",
            "Ghana made no request to the bank on rates.",
            "asked",
            "no request",
        ),
        (
            "The bank promised to lower the levy.",
            "The levy was discussed without any commitment of the bank.",
            "promised",
            "without any commitment",
        ),
        (
            "The timber levy could be reconsidered.",
            "The timber levy is not up for negotiation.",
            "could be reconsidered",
            "not up for negotiation",
        ),
        (
            "The timber levy did not come up.",
            "The minister stressed that the timber levy hurts exports.",
            "did not come up",
            "stressed",
        ),
        (
            "Firms no longer need a timber licence.",
            "A timber licence will continue to be required.",
            "no longer",
            "continue to be required",
        ),
    ],
)
def test_a_denial_in_other_words_is_named_with_both_wordings(compared, claim, passage, ours, theirs) -> None:
    (found,) = compared(compare_denials, claim, passage).differences
    assert (found.signal, found.code, found.claim.text, found.source.text) == (
        "denied",
        "CC401",
        ours,
        theirs,
    )
    assert passage[found.source.start : found.source.end] == theirs


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana asked the bank for lower rates.", "Ghana made a request to the bank, but no other request."),
        ("Ghana asked the bank for lower rates.", "The museum made no request."),
        ("Ghana did not ask the bank.", "Ghana made no request to the bank."),
        ("Ghana wants the timber levy to go.", "The timber levy is not up for negotiation."),
        ("The timber levy is not negotiable.", "The timber levy is not up for negotiation."),
        ("The timber levy did not come up.", "The timber levy was not raised."),
        ("The timber levy did not come up.", "The minister stressed that fish matters."),
        ("Firms no longer need a timber licence.", "Museums continue to be required."),
        ("", "Ghana made no request."),
        ("Ghana asked.", ""),
    ],
)
def test_what_denies_something_else_or_agrees_is_no_denial(compared, claim, passage) -> None:
    assert compared(compare_denials, claim, passage).differences == ()


@settings(deadline=None, max_examples=150)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_denials, claim, passage)


@settings(deadline=None, max_examples=60)
@given(claim=st.text(max_size=60), passage=st.text(max_size=60))
def test_any_characters_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_denials, claim, passage)
