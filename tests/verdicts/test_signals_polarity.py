from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.signals.polarity import compare_polarity

VOCABULARY = """
Kenya the pact timber levy inflation exports will join joined not never no denied rose fell climbed
allows bans prohibits supports opposes raise raised cut remains in force unchanged little changed may and
but , . refused without
"""
PIECES = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Kenya will join the pact.", "Kenya will not join the pact."),
        ("Kenya will not join the pact.", "Kenya will join the pact."),
        ("Kenya will join the pact.", "It is not true that Kenya will join the pact."),
        ("Kenya will join the pact.", "Kenya would never join the pact."),
    ],
)
def test_the_same_predicate_denied_on_one_side_is_named(compared, claim, passage) -> None:
    found = [d for d in compared(compare_polarity, claim, passage).differences if d.signal == "negation"]
    assert ("join", "join") in [(d.claim.text, d.source.text) for d in found]
    assert {d.code for d in found} == {"CC401"}
    assert all(passage[d.source.start : d.source.end] == d.source.text for d in found)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Kenya will join the pact.", "Kenya will join the pact."),
        ("Kenya will not join the pact.", "Kenya will not join the pact."),
        ("Kenya will not join the pact.", "Kenya will never join the pact."),
        ("Kenya signed the pact.", "Kenya did not fail to sign the pact."),
        ("Kenya will join the pact.", "Kenya will join the pact, but not the alliance."),
    ],
)
def test_the_same_polarity_in_other_words_is_no_difference(compared, claim, passage) -> None:
    assert compared(compare_polarity, claim, passage).differences == ()


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        ("Kenya will allow timber exports.", "Kenya will ban timber exports.", "allow", "ban"),
        (
            "The order permits timber exports.",
            "The order prohibits timber exports.",
            "permits",
            "prohibits",
        ),
        ("Kenya joined the pact.", "Kenya left the pact.", "joined", "left"),
        ("Kenya supports the pact.", "Kenya opposes the pact.", "supports", "opposes"),
    ],
)
def test_an_opposite_predicate_is_named_with_both_wordings(compared, claim, passage, ours, theirs) -> None:
    found = [d for d in compared(compare_polarity, claim, passage).differences if d.signal == "opposite"]
    assert [(d.code, d.claim.text, d.source.text) for d in found] == [("CC401", ours, theirs)]
    assert ours in found[0].message
    assert theirs in found[0].message


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The order does not allow timber exports.", "The order bans timber exports."),
        ("Inflation did not rise in March.", "Inflation fell in March."),
    ],
)
def test_the_opposite_of_what_is_denied_is_no_opposite(compared, claim, passage) -> None:
    found = compared(compare_polarity, claim, passage).differences
    assert [d for d in found if d.signal in ("opposite", "direction")] == []


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        ("Inflation rose in March.", "Inflation fell in March.", "rose", "fell"),
        ("Inflation fell in March.", "Inflation climbed in March.", "fell", "climbed"),
        ("Inflation rose in March.", "Inflation was little changed in March.", "rose", "little changed"),
    ],
)
def test_movement_the_other_way_is_named_with_both_wordings(compared, claim, passage, ours, theirs) -> None:
    found = [d for d in compared(compare_polarity, claim, passage).differences if d.signal == "direction"]
    assert [(d.code, d.claim.text, d.source.text) for d in found] == [("CC401", ours, theirs)]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Inflation rose in March.", "Inflation climbed in March."),
        ("Inflation fell in March.", "Inflation declined in March."),
        ("Inflation rose in March.", "Exports fell in March, while inflation rose."),
        ("Inflation was little changed.", "Inflation was unchanged."),
    ],
)
def test_movement_the_same_way_is_no_difference_of_direction(compared, claim, passage) -> None:
    found = compared(compare_polarity, claim, passage).differences
    assert [d for d in found if d.signal == "direction"] == []


@pytest.mark.parametrize(
    ("passage", "stays"),
    [
        ("The timber levy remains in force.", "remains in force"),
        ("The timber levy remains unchanged.", "remains unchanged"),
    ],
)
def test_a_change_of_what_stays_as_it_is_is_named(compared, passage, stays) -> None:
    found = compared(compare_polarity, "The council will raise the timber levy.", passage).differences
    (unchanged,) = [d for d in found if d.signal == "unchanged"]
    assert (unchanged.code, unchanged.claim.text, unchanged.source.text) == ("CC401", "will raise", stays)


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The timber levy remains in force.", "The timber levy remains unchanged."),
        ("The council may raise the timber levy.", "The timber levy remains in force."),
        ("The council will raise the timber levy.", "The museum remains closed."),
    ],
)
def test_what_stays_as_it_is_conflicts_with_no_claim_but_of_its_change(compared, claim, passage) -> None:
    found = compared(compare_polarity, claim, passage).differences
    assert [d for d in found if d.signal == "unchanged"] == []


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The road to Kisumu is outside the pact.", "The pact does not finance the road to Kisumu."),
        ("Timber enters without a levy.", "Timber enters free of the levy."),
        ("There was no deal on the river.", "The sides spoke of the river. Agreement was not reached."),
    ],
)
def test_a_thing_that_one_side_denies_and_the_other_names_is_no_negation(compared, claim, passage) -> None:
    found = compared(compare_polarity, claim, passage).differences
    assert [d for d in found if d.signal == "negation"] == []


def test_what_somebody_is_said_to_be_is_denied_like_a_verb(compared) -> None:
    found = compared(compare_polarity, "Kenya was a party to the pact.", "Kenya is not a party to the pact.")
    assert [(d.signal, d.claim.text) for d in found.differences] == [("negation", "party")]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Output will grow next year.", "Output declines this year and expands next year."),
        ("Inflation slowed to 2 percent.", "Prices rose by 2 percent; inflation was moderate."),
        ("The ban on timber stands.", "They allowed timber."),
        ("Attacks will end in May.", "The pause in attacks lasts 30 days, beginning on 4 May."),
    ],
)
def test_words_that_only_look_opposite_are_not(compared, claim, passage) -> None:
    found = compared(compare_polarity, claim, passage).differences
    assert [d for d in found if d.signal in ("opposite", "direction")] == []


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The court upheld the timber levy.", "The court annulled the timber levy."),
        ("Parties welcome the timber levy.", "Parties reject the timber levy."),
        ("The timber pact is binding.", "The timber pact is non-binding."),
        ("Kenya will resume timber exports.", "Kenya will suspend timber exports."),
    ],
)
def test_further_opposites_are_named(compared, claim, passage) -> None:
    found = compared(compare_polarity, claim, passage).differences
    assert [d.code for d in found if d.signal == "opposite"] == ["CC401"]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Kenya discussed timber.", "The museum reopened its gardens."),
        ("Kenya will join the pact.", "The museum is not open on Mondays."),
        ("", "Kenya will not join the pact."),
        ("Kenya will not join the pact.", ""),
    ],
)
def test_nothing_to_compare_gives_nothing(compared, claim, passage) -> None:
    found = compared(compare_polarity, claim, passage)
    assert (found.agreements, found.differences, found.missing) == ((), (), ())


@settings(deadline=None, max_examples=150)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_polarity, claim, passage)


@settings(deadline=None, max_examples=60)
@given(claim=st.text(max_size=60), passage=st.text(max_size=60))
def test_any_characters_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_polarity, claim, passage)


@settings(deadline=None, max_examples=100)
@given(text=PIECES)
def test_a_text_never_denies_itself(compared, text) -> None:
    found = compared(compare_polarity, text, text).differences
    assert [d for d in found if d.signal in ("negation", "unchanged")] == []
