from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.signals.actors import compare_actors

VOCABULARY = """
Norway Ghana China the White House Washington Beijing Trump Xi Jinping companies government will lend lent
buy be bought by to from has ferries two asked approved sale port travel and , . it EU
"""
PIECES = st.lists(st.sampled_from(VOCABULARY.split()), max_size=14).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        (
            "Norway will lend Ghana two ferries.",
            "Ghana will lend Norway two ferries.",
            "Norway",
            "Ghana",
        ),
        (
            "Xi Jinping will travel to Washington.",
            "Donald Trump will go to Beijing.",
            "Xi Jinping",
            "Donald Trump",
        ),
        ("Norway attacked Ghana.", "Ghana attacked Norway.", "Norway", "Ghana"),
        (
            "Germany will train the pilots.",
            "The pilots will be trained by France.",
            "Germany",
            "France",
        ),
        (
            "The EU will invest $600 billion in American industry.",
            "EU companies are expected to invest $600 billion in American industry.",
            "The EU",
            "EU companies",
        ),
        (
            "The government will pay for the new terminal.",
            "The company will pay for the new terminal.",
            "The government",
            "The company",
        ),
        (
            "The committee is chaired by the Secretary of Commerce.",
            "A committee, chaired by the Secretary of Homeland Security, names the cables.",
            "the Secretary of Commerce",
            "the Secretary of Homeland Security",
        ),
    ],
)
def test_somebody_else_who_does_it_is_named_with_both_wordings(
    compared, claim, passage, ours, theirs
) -> None:
    found = compared(compare_actors, claim, passage).differences
    assert [(d.signal, d.code, d.claim.text, d.source.text) for d in found] == [
        ("actor", "CC301", ours, theirs)
    ]
    assert claim[found[0].claim.start : found[0].claim.end] == ours
    assert passage[found[0].source.start : found[0].source.end] == theirs


def test_actors_in_each_others_place_tell_more_than_another_actor(compared) -> None:
    claim = "Norway will lend Ghana two ferries."
    swapped = compared(compare_actors, claim, "Ghana will lend Norway two ferries.").differences[0]
    replaced = compared(compare_actors, claim, "France will lend Ghana two ferries.").differences[0]
    assert swapped.strength > replaced.strength


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The White House approved the sale.", "Washington approved the sale."),
        ("President Trump approved the sale.", "The United States approved the sale."),
        ("Norway will lend Ghana two ferries.", "Two ferries will be lent to Ghana by Norway."),
        ("The Chinese side asked for the talks.", "Beijing asked for the talks."),
        ("Poland will buy the missiles.", "The European Union will buy the missiles."),
        ("Germany's government will build the port.", "Germany will build the port."),
        ("Norway bought the ferries.", "Ghana bought trains, and Norway bought the ferries."),
        ("The Polish central bank cut the rate.", "Poland cut the rate."),
        ("Xi will come to the U.S. soon.", "Trump will go to China, and Xi will come to the United States."),
    ],
)
def test_the_same_actor_under_another_name_agrees(compared, claim, passage) -> None:
    found = compared(compare_actors, claim, passage)
    assert found.differences == ()
    assert len(found.agreements) == 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Norway will lend Ghana two ferries.", "Ghana will lend Peru a train."),
        ("Norway will buy the ferries.", "It will buy the ferries."),
        ("Norway will buy the ferries.", "The ferries will be bought."),
        ("Norway will finance the ferries.", "France will, together with Norway, finance the ferries."),
        ("Norway met Ghana on Monday.", "Ghana met Norway on Monday."),
        ("Norway signed the treaty with Ghana.", "Ghana signed the treaty with Norway."),
        ("Nordhav will build the ferries.", "Norway will build the ferries."),
        ("", "Norway will build the ferries."),
        ("Norway will build the ferries.", ""),
    ],
)
def test_acts_that_cannot_be_set_against_each_other_give_no_difference(compared, claim, passage) -> None:
    assert compared(compare_actors, claim, passage).differences == ()


@settings(deadline=None, max_examples=150)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_actors, claim, passage)


@settings(deadline=None, max_examples=60)
@given(claim=st.text(max_size=60), passage=st.text(max_size=60))
def test_any_characters_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_actors, claim, passage)


@settings(deadline=None, max_examples=100)
@given(text=PIECES)
def test_a_text_has_the_same_actors_as_itself(compared, text) -> None:
    assert compared(compare_actors, text, text).differences == ()
