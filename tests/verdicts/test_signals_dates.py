from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.reading import read
from claimcheck.verdicts.signals.dates import compare_dates

VOCABULARY = """
The treaty opens on in by 3 May 2025 , June 9 31 February 29 spring the first quarter of 03/04/2025
2024-02-30 tomorrow yesterday Friday next week 30 days from the date of this order within . since 1999
"""
PIECES = st.lists(
    st.sampled_from(VOCABULARY.split()),
    max_size=14,
).map(" ".join)


@pytest.mark.parametrize(
    ("claim", "passage", "ours", "theirs"),
    [
        ("The fair opens on May 3, 2025.", "The fair opens on June 3, 2025.", "May 3, 2025", "June 3, 2025"),
        ("The fair opens in 2026.", "The fair opens in spring 2027.", "2026", "spring 2027"),
        (
            "The duty starts on 30 April 2025.",
            "The duty starts 30 days from the date of this order.",
            "30 April 2025",
            "30 days from the date of this order",
        ),
        ("The fair opens tomorrow.", "The fair opens on 14 March 2025.", "tomorrow", "14 March 2025"),
        (
            "The fair opens in the first quarter of 2025.",
            "The fair opens on 15 April 2025.",
            "first quarter of 2025",
            "15 April 2025",
        ),
        ("The fair opens on 03/04/2025.", "The fair opens on 5 May 2025.", "03/04/2025", "5 May 2025"),
    ],
)
def test_days_that_never_meet_are_named_with_both_wordings(compared, claim, passage, ours, theirs) -> None:
    found = compared(compare_dates, claim, passage)
    (difference,) = found.differences
    assert (difference.signal, difference.code) == ("date", "CC202")
    assert (difference.claim.text, difference.source.text) == (ours, theirs)
    assert claim[difference.claim.start : difference.claim.end] == ours
    assert passage[difference.source.start : difference.source.end] == theirs
    assert ours in difference.message
    assert theirs in difference.message
    assert [span.text for span in found.missing] == [ours]


def test_the_full_stop_of_a_sentence_is_no_part_of_a_date(compared) -> None:
    (found,) = compared(compare_dates, "The fair opens on 4 May.", "The fair opens on 9 May.").differences
    assert (found.claim.text, found.source.text) == ("4 May", "9 May")


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The fair opens on 3 May 2025.", "GENEVA, 9 June 2025 - The minister spoke of ferries."),
        ("The fair opens on 3 May 2025.", "The fair was praised. The museum closes on 9 June 2025."),
        ("The fair opens on 3 May 2025.", "The museum closes on 9 June 2025."),
    ],
)
def test_a_date_of_something_else_is_no_difference_that_is_named(compared, claim, passage) -> None:
    assert all(found.strength < 0.25 for found in compared(compare_dates, claim, passage).differences)


def test_a_deadline_is_named_with_the_day_that_it_means(compared) -> None:
    passage = "The duty starts 30 days from the date of this order."
    (found,) = compared(compare_dates, "The duty starts on 30 April 2025.", passage).differences
    assert "2025-04-09" in found.message


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The fair opens on May 3, 2025.", "The fair opens on 3 May 2025."),
        ("The fair opens in May 2025.", "The fair opens on 3 May 2025."),
        ("The duty starts on 9 April 2025.", "The duty starts 30 days from the date of this order."),
        ("The fair opens tomorrow.", "The fair opens on 11 March 2025."),
        ("The fair opened yesterday.", "The fair opened on 9 March 2025."),
        ("The fair opens in the second quarter of 2025.", "The fair opens on 15 April 2025."),
        ("The fair opens on 03/04/2025.", "The fair opens on 3 April 2025."),
        ("The fair opens on 03/04/2025.", "The fair opens on 4 March 2025."),
        ("The fair opens on 3 May 2025.", "The fair opens on 3 May 2025 and closes on 9 May 2025."),
    ],
)
def test_the_same_day_in_another_form_agrees(compared, claim, passage) -> None:
    found = compared(compare_dates, claim, passage)
    assert (found.differences, found.missing) == ((), ())
    assert len(found.agreements) == 1


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The fair opens on July 1.", "The fair opens on July 1, 2027."),
        ("The fair, agreed on Friday, opens by June 9.", "The fair opens by 9 June 2025."),
    ],
)
def test_a_day_of_an_unsaid_year_and_the_claims_other_date_are_no_difference(
    compared, claim, passage
) -> None:
    found = compared(compare_dates, claim, passage)
    assert found.differences == ()
    assert len(found.agreements) == 1


def test_a_date_that_the_passage_lacks_is_lacking_but_no_difference(compared) -> None:
    found = compared(compare_dates, "The fair opens on May 3, 2025.", "The fair opens soon.")
    assert (found.agreements, found.differences) == ((), ())
    assert [span.text for span in found.missing] == ["May 3, 2025"]


def test_one_unresolved_date_in_the_passage_leaves_it_open() -> None:
    claim, passage = (
        read("The fair opens on May 3, 2025."),
        read("The fair opens on Friday or on 9 June 2025."),
    )
    assert compare_dates(claim, passage).differences == ()


@pytest.mark.parametrize(
    ("claim", "passage"),
    [
        ("The fair opens soon.", "The fair opens on 3 May 2025."),
        ("", "The fair opens on 3 May 2025."),
        ("The fair opens soon.", ""),
    ],
)
def test_a_claim_without_a_date_gives_nothing(compared, claim, passage) -> None:
    found = compared(compare_dates, claim, passage)
    assert (found.agreements, found.differences, found.missing) == ((), (), ())


def test_a_relative_date_without_a_day_to_count_from_is_passed_over() -> None:
    found = compare_dates(read("The fair opens on Friday."), read("The fair opens on 3 May 2025."))
    assert (found.agreements, found.differences, found.missing) == ((), (), ())


@settings(deadline=None, max_examples=150)
@given(claim=PIECES, passage=PIECES)
def test_any_two_texts_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_dates, claim, passage)


@settings(deadline=None, max_examples=60)
@given(claim=st.text(max_size=60), passage=st.text(max_size=60))
def test_any_characters_compare_soundly(check_sound, claim, passage) -> None:
    check_sound(compare_dates, claim, passage)


@settings(deadline=None, max_examples=100)
@given(text=PIECES)
def test_a_text_agrees_with_itself(compared, text) -> None:
    found = compared(compare_dates, text, text)
    assert (found.differences, found.missing) == ((), ())


@pytest.mark.parametrize(
    "passage",
    [
        "The two leaders last spoke by telephone on 5 June 2025.",
        "The two leaders spoke by telephone after their previous call on 5 June 2025.",
    ],
)
def test_the_date_of_an_earlier_occasion_is_no_rival(passage: str) -> None:
    claim = read("The two leaders spoke by telephone on 19 September 2025.")
    assert compare_dates(claim, read(passage)).differences == ()
    last = read("The two leaders last spoke by telephone on 3 May 2025.")
    assert len(compare_dates(last, read("The two leaders last spoke on 5 June 2025.")).differences) == 1


@pytest.mark.parametrize(
    "passage",
    [
        "The law, last amended in 2020, takes effect on 3 May 2025.",
        "The previous government failed, and the law takes effect on 3 May 2025.",
        "The law at last entered into effect on 3 May 2025.",
    ],
)
def test_an_earlier_occasion_elsewhere_in_the_sentence_excuses_no_date(passage: str) -> None:
    claim = read("The law takes effect on 1 May 2025.")
    assert [one.source.text for one in compare_dates(claim, read(passage)).differences if one.source] == [
        "3 May 2025"
    ]
