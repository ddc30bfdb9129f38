from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.signals.scope import compare_scope

VOCABULARY = """
Ghana all every some many most several the of prisoners ships port fully partially permanently
temporarily entire part few released closed , . and
"""
PIECES = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        (
            "Ghana will release all prisoners.",
            "Ghana will release many prisoners.",
            "all prisoners",
            "many prisoners",
        ),
        (
            "Ghana will release all the prisoners.",
            "Ghana will release most of the prisoners.",
            "all the prisoners",
            "most of the prisoners",
        ),
        ("The whole crew is safe.", "Part of the crew is safe.", "whole crew", "Part of the crew"),
        ("Every ship sank.", "Several ships sank.", "Every ship", "Several ships"),
        (
            "Ghana permanently closed the port.",
            "Ghana temporarily closed the port.",
            "permanently closed",
            "temporarily closed",
        ),
    ],
)
def test_a_part_where_the_claim_has_the_whole_is_named_with_both_wordings(
    compared, claim, passage, ours, theirs
) -> None:
    found = compared(compare_scope, claim, passage).differences
    assert {(d.signal, d.code) for d in found} == {("scope", "CC103")}
    assert (ours, theirs) in [(d.claim.text, d.source.text) for d in found]
    assert all(claim[d.claim.start : d.claim.end] == d.claim.text for d in found)
    assert all(passage[d.source.start : d.source.end] == d.source.text for d in found)
    assert all(d.claim.text in d.message and d.source.text in d.message for d in found)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        (
            "Citizens of all countries may enter.",
            "Citizens of 24 member states may enter.",
            "all countries",
            "24 member states",
        ),
        (
            "The rate covers every car.",
            "The rate applies to a quota of 100,000 cars.",
            "every car",
            "100,000 cars",
        ),
        (
            "Ghana dropped the duty on all timber.",
            "Ghana dropped the duty on teak; all other timber duty remains.",
            "all timber",
            "all other",
        ),
        (
            "They will stop strikes on energy and infrastructure.",
            "They will stop strikes on energy infrastructure.",
            "energy and infrastructure",
            "energy infrastructure",
        ),
        (
            "Most members voted for it.",
            "Some members voted for it.",
            "Most members",
            "Some members",
        ),
    ],
)
def test_more_than_the_document_takes_in_is_named(compared, claim, passage, ours, theirs) -> None:
    (found,) = compared(compare_scope, claim, passage).differences
    assert (found.code, found.claim.text, found.source.text) == ("CC103", ours, theirs)
    assert passage[found.source.start : found.source.end] == theirs


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Each country will see the picture.", "The two countries will exchange the picture."),
        ("Citizens of all countries may enter.", "Citizens of all 24 countries may enter."),
        ("Citizens of all countries may enter.", "The bank has 24 branches."),
        (
            "They will stop strikes on energy and infrastructure.",
            "They will stop strikes on energy and infrastructure, energy infrastructure above all.",
        ),
        ("They talked of trade and policy.", "They talked of money and trade."),
        ("Ghana dropped the duty on all timber except teak.", "All other timber duty remains."),
        ("Many ships were released.", "Most ships were released."),
    ],
)
def test_what_takes_in_as_much_is_no_difference(compared, claim, passage) -> None:
    assert compared(compare_scope, claim, passage).differences == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("All ships were released.", "Every ship was released."),
        ("All ships were released.", "All the ships were released."),
        ("Many ships were released.", "Some ships were released."),
        ("Some ships were released.", "All ships were released."),
        ("All ships were released.", "All ships were released, and some sailors went home."),
    ],
)
def test_the_same_or_a_wider_scope_is_no_difference(compared, claim, passage) -> None:
    assert compared(compare_scope, claim, passage).differences == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ships were released.", "Some ships were released."),
        ("All ships were released.", "Some museums reopened."),
        ("", "Some ships were released."),
        ("All ships were released.", ""),
    ],
)
def test_nothing_to_compare_gives_nothing(compared, claim, passage) -> None:
    found = compared(compare_scope, claim, passage)
    assert (found.agreements, found.differences, found.missing) == ((), (), ())


@pytest.mark.parametrize(
    ("claim", "passage", "told"),
    [
        ("The court ruled unanimously.", "The ruling was adopted by four votes to one.", "votes to one"),
        (
            "The decision was unanimous.",
            "The decision was taken by a majority of the members.",
            "by a majority of",
        ),
    ],
)
def test_a_divided_vote_is_named_where_the_claim_calls_it_unanimous(compared, claim, passage, told) -> None:
    (found,) = compared(compare_scope, claim, passage).differences
    assert (found.code, found.source.text) == ("CC103", told)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The decision was not unanimous.", "The decision was taken by a majority of the members."),
        ("The decision was unanimous.", "The decision was taken unanimously; nobody voted against."),
        ("They hold every second seat.", "They hold eight of the sixteen seats."),
    ],
)
def test_a_vote_told_alike_is_no_difference(compared, claim, passage) -> None:
    assert compared(compare_scope, claim, passage).differences == ()


@settings(deadline=None, max_examples=150)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_scope, claim, passage)


@settings(deadline=None, max_examples=60)
@given(claim=st.text(max_size=60), passage=st.text(max_size=60))
def test_any_characters_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_scope, claim, passage)
