from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.signals.attribution import compare_attribution

VOCABULARY = """
Kenya Ghana China the two sides both and agreed hopes that proposed to resume flights in May stressed will
Chinese side , .
"""
PIECES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        (
            "The two sides agreed to resume flights in May.",
            "The Chinese side hopes that flights will resume in May.",
            "The two sides",
            "The Chinese side",
        ),
        (
            "Kenya and Ghana agreed to resume flights in May.",
            "Kenya proposed to resume flights in May.",
            "Kenya and Ghana",
            "Kenya",
        ),
    ],
)
def test_one_sides_wish_told_as_joint_is_named(compared, claim, passage, ours, theirs) -> None:
    (found,) = compared(compare_attribution, claim, passage).differences
    assert (found.code, found.claim.text, found.source.text) == ("CC302", ours, theirs)
    assert passage[found.source.start : found.source.end] == theirs


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The two sides agreed to resume flights.", "Both sides hope that flights will resume."),
        ("The two sides agreed to resume flights.", "The two sides agreed to resume flights."),
        ("Kenya agreed to resume flights.", "Kenya proposed to resume flights."),
        ("The two sides agreed to resume flights.", "China stressed that the climate matters."),
        ("The two sides agreed to resume flights.", "It hopes that flights will resume."),
        ("", "China hopes that flights will resume."),
        ("The two sides agreed to resume flights.", ""),
    ],
)
def test_what_is_joint_or_of_something_else_is_no_difference(compared, claim, passage) -> None:
    assert compared(compare_attribution, claim, passage).differences == ()


@settings(deadline=None, max_examples=150)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_attribution, claim, passage)
