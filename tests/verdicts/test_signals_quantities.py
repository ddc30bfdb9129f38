from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.signals.quantities import compare_quantities

VOCABULARY = """
Ghana sent 300 40 12,450 0 3.5 3-1/2 percent points basis $5 €7 million billion bn per year month nurses
soldiers up to at least about more than half a dozen third 7 to 2 vote 90 days weeks , . and
"""
PIECES = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        ("Ghana will get $350 million.", "Ghana will get $150 million.", "$350 million", "$150 million"),
        ("Ghana sent twelve nurses.", "Ghana sent nine nurses.", "twelve nurses", "nine nurses"),
        ("The pause lasts 90 days.", "The pause lasts 30 days.", "90 days", "30 days"),
        ("The rate is 3.5 percent.", "The rate is 2-1/2 percent.", "3.5 percent", "2-1/2 percent"),
        ("The motion passed 7 to 2.", "The motion passed 6 to 3.", "7 to 2", "6 to 3"),
        ("Ghana won its third cup.", "Ghana won its fourth cup.", "third cup", "fourth cup"),
        (
            "Ghana sent more than 300 soldiers.",
            "Ghana sent 300 soldiers.",
            "more than 300 soldiers",
            "300 soldiers",
        ),
    ],
)
def test_another_value_of_the_same_kind_is_named_with_both_wordings(
    compared, claim, passage, ours, theirs
) -> None:
    found = compared(compare_quantities, claim, passage)
    (difference,) = found.differences
    assert (difference.signal, difference.code) == ("number", "CC201")
    assert (difference.claim.text, difference.source.text) == (ours, theirs)
    assert claim[difference.claim.start : difference.claim.end] == ours
    assert passage[difference.source.start : difference.source.end] == theirs
    assert ours in difference.message
    assert theirs in difference.message
    assert [span.text for span in found.missing] == [ours]
    assert found.agreements == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The bank cut its rate to 3.5 percent.", "The bank lowered its rate to 3-1/2 percent."),
        ("Ghana bought twelve ships.", "Ghana bought a dozen ships."),
        ("Ghana will get 5 billion euros.", "Ghana will get EUR 5bn."),
        ("The pause lasts 90 days.", "The pause lasts three months."),
        ("Ghana won its third cup.", "Ghana won its 3rd cup."),
        ("Ghana sent 12,450 nurses.", "Ghana sent 12450 nurses."),
        ("The bank cut by a quarter point.", "The bank cut by 25 basis points."),
        ("Ghana sent 300 soldiers.", "Ghana sent at least 200 soldiers."),
        ("Ghana sent 300 soldiers.", "Ghana sent more than 300 soldiers."),
        ("Ghana owns two thirds of the port.", "Ghana owns 67 percent of the port."),
        ("Ghana sent about 3,000 nurses.", "Ghana sent 2,987 nurses."),
    ],
)
def test_the_same_value_in_another_form_agrees(compared, claim, passage) -> None:
    found = compared(compare_quantities, claim, passage)
    assert (found.differences, found.missing) == ((), ())
    assert len(found.agreements) == 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana will get $350 million.", "Ghana will get $150 million in grants and $200 million in loans."),
        ("Ghana sent 20 nurses.", "Ghana sent 8 nurses to Peru and 12 nurses to Chile."),
        ("The duty is 34 percent.", "A duty of 10 percent applies, and 24 percentage points come on top."),
    ],
)
def test_the_sum_of_two_figures_agrees(compared, claim, passage) -> None:
    found = compared(compare_quantities, claim, passage)
    assert (found.differences, found.missing) == ((), ())
    assert len(found.agreements) == 1


@pytest.mark.parametrize(
    "passage",
    [
        "Ghana sent 8 nurses to Peru and 12 doctors to Chile.",
        "Ghana sent 8 nurses to Peru and 13 nurses to Chile.",
        "Ghana sent 8 nurses for 12 weeks.",
    ],
)
def test_figures_that_do_not_add_up_to_the_claims_are_no_sum(compared, passage) -> None:
    found = compared(compare_quantities, "Ghana sent 20 nurses.", passage)
    assert found.agreements == ()
    assert [difference.code for difference in found.differences] == ["CC201"]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "Ghana pays $60 million.",
            "Ghana pays $10 million for ports, $20 million for roads and $30 million for schools.",
        ),
        ("A duty of 10 percent is left.", "Of the duty of 34 percent, 24 percentage points are suspended."),
        ("The bank cut by a quarter of a point.", "The bank cut its rate from 3.50 to 3.25 percent."),
        (
            "Ghana holds 70 percent of the port.",
            "The remaining 30 percent of the port stays with the family.",
        ),
        (
            "Sales to Ghana rose by $12 million.",
            "Sales to Ghana were $96 million, after $84 million in 2024.",
        ),
        ("Ghana pays $20 million less than before.", "The fee of $25 million falls to $5 million."),
        ("That comes to 36 billion litres.", "Ghana buys 3 billion litres a year over twelve years."),
    ],
)
def test_what_follows_from_the_figures_of_the_document_agrees(compared, claim, passage) -> None:
    found = compared(compare_quantities, claim, passage)
    assert (found.differences, found.missing) == ((), ())
    assert len(found.agreements) == 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana holds 70 percent of the port.", "Ghana holds 30 percent of the port."),
        ("A duty of 10 percent is left.", "The duty of 34 percent falls to 24 percent."),
        ("Ghana sent 7 nurses.", "Ghana sent 4 nurses to Peru, 2 nurses to Chile, 1 nurse to Mali."),
        ("Ghana paid $12 million.", "Sales to Ghana were $96 million, after $84 million in 2024."),
        ("Ghana buys 36 billion litres a year.", "Ghana buys 3 billion litres a year over twelve years."),
    ],
)
def test_what_only_seems_to_follow_does_not_agree(compared, claim, passage) -> None:
    assert compared(compare_quantities, claim, passage).agreements == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Prices in Ghana rose by 3.8 percent.", "Inflation was 3.3 percent for food and 3.8 on the whole."),
        ("The wait in Ghana was 70 days.", "Ghana answers within 15 days, down from an average of 70."),
        ("The trial followed 1,734 people.", "In Ghana 1,734 participants were enrolled."),
        ("The loss was put at 85 billion.", "Ghana lost NOK 85 billion."),
    ],
)
def test_a_number_whose_unit_goes_without_saying_agrees(compared, claim, passage) -> None:
    found = compared(compare_quantities, claim, passage)
    assert (found.differences, found.missing) == ((), ())


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana shipped to three customers.", "Ghana shipped to three firms. Two customers paid."),
        ("A chair and two other members sit on the board.", "The board has three members."),
        (
            "It is the first large plant.",
            "The first large nuclear plant is built beside the second large plant.",
        ),
    ],
)
def test_a_count_of_what_may_be_another_group_is_no_difference(compared, claim, passage) -> None:
    assert compared(compare_quantities, claim, passage).differences == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana will launch at least eight ships.", "Ghana will launch up to eight ships."),
        ("Ghana will launch no more than eight ships.", "Ghana will launch at least eight ships."),
    ],
)
def test_the_most_told_as_the_least_is_named(compared, claim, passage) -> None:
    (found,) = compared(compare_quantities, claim, passage).differences
    assert (found.signal, found.code) == ("bound", "CC201")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        (
            "The fine was the largest ever imposed in Ghana.",
            "It is the second largest fine that Ghana imposed.",
        ),
        ("Ghana is the region's biggest producer.", "Ghana is the region's third-largest producer."),
        ("Ghana is the largest producer of gold.", "Ghana is the 2nd largest producer of gold."),
    ],
)
def test_another_rank_of_one_superlative_is_named(compared, claim, passage) -> None:
    (found,) = compared(compare_quantities, claim, passage).differences
    assert (found.signal, found.code) == ("number", "CC201")
    assert claim[found.claim.start : found.claim.end] == found.claim.text
    assert passage[found.source.start : found.source.end] == found.source.text


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana is the biggest producer.", "Ghana is the largest producer."),
        ("Ghana is the second largest producer.", "Ghana is the second-biggest producer."),
        ("Ghana is the largest producer.", "Ghana is the largest producer, Mali the second largest."),
        ("Ghana is the largest producer.", "Ghana had the second highest income."),
        ("Ghana is Africa's largest economy.", "Ghana is the world's third-largest economy."),
        ("Ghana is one of the largest lenders.", "Ghana is the second largest lender."),
        ("The second largest city is Kumasi.", "Accra is the largest city."),
        ("Inflation in Ghana was the highest since 1990.", "The G20 saw its second-highest inflation."),
    ],
)
def test_one_rank_said_in_other_words_is_no_difference(compared, claim, passage) -> None:
    assert compared(compare_quantities, claim, passage).differences == ()


@pytest.mark.parametrize("claim", ["The two sides met in Ghana.", "In Ghana these two leaders spoke."])
def test_a_two_that_only_says_who_is_neither_lacking_nor_a_rival(compared, claim) -> None:
    found = compared(compare_quantities, claim, "Ghana received three leaders and five sides.")
    assert (found.agreements, found.differences, found.missing) == ((), (), ())


def test_a_two_that_says_how_many_differs(compared) -> None:
    found = compared(compare_quantities, "Ghana freed its two hostages.", "Ghana freed its five hostages.")
    assert [one.code for one in found.differences] == ["CC201"]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The attack killed 30 people.", "The attack killed 20 people and wounded 30 civilians."),
        ("Ghana bought 250 tanks.", "Ghana bought 180 tanks and 250 missiles."),
        ("Ghana sent 300 soldiers.", "Ghana sent 300 nurses."),
    ],
)
def test_a_number_that_others_have_too_does_not_agree(compared, claim, passage) -> None:
    found = compared(compare_quantities, claim, passage)
    assert found.agreements == ()
    assert len(found.missing) == 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The road is 60 miles long.", "The road is 97 km long."),
        ("Ghana shipped 2,000 tons of grain.", "Ghana shipped 1,814 tonnes of grain."),
        ("Ghana bought 155-millimetre shells.", "Ghana bought 122-millimetre and 155mm shells."),
        ("COP29 met in Ghana.", "COP30 met in Ghana after COP28."),
        ("Ghana has 5 million real estate firms.", "Ghana has 4 million real estate agents."),
        ("Ghana earns $20 billion a year.", "Ghana spent $20 billion within five years of the deal."),
        ("Ghana earns $4 billion a year.", "Ghana signed for $4 billion, renewed across 10 years."),
    ],
)
def test_units_that_only_look_different_are_no_difference(compared, claim, passage) -> None:
    assert compared(compare_quantities, claim, passage).differences == ()


def test_of_two_periods_the_one_of_the_claim_is_compared(compared) -> None:
    claim, passage = (
        "Sales in Ghana rose 3% a year.",
        "Sales in Ghana rose 3% a month in May, or 2.8% a year.",
    )
    (found,) = compared(compare_quantities, claim, passage).differences
    assert found.source.text == "2.8% a year"


def test_a_value_that_the_claim_gives_too_is_no_rival(compared) -> None:
    claim = "The duty on cars falls from 27.5 percent to 10 percent."
    found = compared(compare_quantities, claim, "The duty on cars will be 10 percent.")
    assert found.differences == ()
    assert [span.text for span in found.missing] == ["27.5 percent"]


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana granted $96 million.", "Ghana has set aside up to $96 million."),
        ("Ghana will invest $20 billion a year.", "Ghana will invest $20 billion in total."),
        ("Ghana will invest a total of $20 billion.", "Ghana will invest $20 billion a year."),
        ("Ghana will pay $5 million per year.", "Ghana will pay $5 million per month."),
        ("Savings will come to $4 billion over three years.", "Ghana expects savings of $4 billion a year."),
        ("Ghana puts the cost at $4 billion a year.", "Ghana will spend $4 billion over four years."),
        ("Ghana may ship up to 60,000 units in total.", "Ghana may ship up to 60,000 units per year."),
    ],
)
def test_a_ceiling_or_a_period_left_away_is_named(compared, claim, passage) -> None:
    (found,) = compared(compare_quantities, claim, passage).differences
    assert (found.signal, found.code) == ("bound", "CC201")
    assert passage[found.source.start : found.source.end] == found.source.text


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana granted up to $96 million.", "Ghana granted up to $96 million."),
        ("Ghana may grant $96 million.", "Ghana may grant up to $96 million."),
        ("Guests stay for 90 days.", "Guests stay for up to 90 days."),
        ("Ghana granted $96 million.", "Ghana granted up to $96 million, and in the end $96 million."),
        ("Ghana will invest $20 billion.", "Ghana will invest $20 billion a year."),
        ("Ghana will invest $20 billion a year.", "Ghana will invest $20 billion."),
        ("Ghana will invest $20 billion a year for five years.", "Ghana will invest $20 billion a year."),
    ],
)
def test_a_bound_that_means_the_same_is_not_named(compared, claim, passage) -> None:
    assert compared(compare_quantities, claim, passage).differences == ()


def test_figures_in_another_unit_are_not_added_up(compared) -> None:
    passage = "The first pause lasts 10 weeks, the second pause 20 weeks."
    found = compared(compare_quantities, "The pause lasts 30 days.", passage)
    assert found.agreements == ()
    assert [span.text for span in found.missing] == ["30 days"]


def test_each_figure_of_the_claim_is_judged_by_itself(compared) -> None:
    found = compared(
        compare_quantities,
        "Ghana sent 300 soldiers and 40 nurses.",
        "Ghana sent 300 soldiers and 50 nurses.",
    )
    assert [(ours.text, theirs.text) for ours, theirs in found.agreements] == [
        ("300 soldiers", "300 soldiers")
    ]
    assert [difference.claim.text for difference in found.differences] == ["40 nurses"]


def test_of_several_rivals_the_one_said_of_the_same_thing_is_named(compared) -> None:
    filler = (
        "The rest of the paper is about the weather, the harvest and the mood in the markets of the coast. "
    )
    passage = f"Chile pays $9 million for ports. {filler * 2}Ghana pays $2 million for schools."
    (found,) = compared(compare_quantities, "Ghana pays $3 million for schools.", passage).differences
    assert found.source.text == "$2 million"


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana bought twelve ships.", "Ghana bought twelve trains."),
        ("Ghana bought twelve ships.", "Ghana spent $12 million."),
        ("Ghana spent €12 million.", "Ghana spent $12 million."),
        ("The pause lasts 90 days.", "The duty is 90 percent."),
    ],
)
def test_values_of_another_kind_are_lacking_but_no_difference(compared, claim, passage) -> None:
    found = compared(compare_quantities, claim, passage)
    assert (found.agreements, found.differences) == ((), ())
    assert len(found.missing) == 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("Ghana bought ships.", "Ghana spent $12 million."),
        ("Ghana bought ships.", ""),
        ("", "Ghana has 3 ships."),
    ],
)
def test_a_claim_without_figures_gives_nothing(compared, claim, passage) -> None:
    found = compared(compare_quantities, claim, passage)
    assert (found.agreements, found.differences, found.missing) == ((), (), ())


@settings(deadline=None, max_examples=150)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_quantities, claim, passage)


@settings(deadline=None, max_examples=60)
@given(claim=st.text(max_size=60), passage=st.text(max_size=60))
def test_any_characters_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_quantities, claim, passage)


@settings(deadline=None, max_examples=100)
@given(text=PIECES)
def test_a_text_never_differs_from_itself(compared, text) -> None:
    assert compared(compare_quantities, text, text).differences == ()
