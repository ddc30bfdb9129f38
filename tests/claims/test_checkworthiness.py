from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.checkworthiness import is_check_worthy, score_check_worthiness
from claimcheck.records import Claim


def score(text: str) -> float:
    return score_check_worthiness((Claim(id="1", text=text, standalone=text),))[0]


def test_figures_and_acts_are_worth_checking():
    assert is_check_worthy(score("Kenya raised its duties on maize to 35 percent in May 2024"))
    assert is_check_worthy(score("The minister met Ruth Okello in Nairobi"))


def test_opinion_prospect_and_mood_are_not():
    assert not is_check_worthy(score("The pact could reshape the alliance for a generation"))
    assert not is_check_worthy(score("It is a great and historic triumph"))
    assert not is_check_worthy(score("Traders were nervous"))
    assert not is_check_worthy(score("We believe in our people"))


def test_scores_come_in_the_order_of_the_claims():
    strong = Claim(id="1", text="Kenya paid $3 billion", standalone="Kenya paid $3 billion")
    weak = Claim(id="2", text="It was a great triumph", standalone="It was a great triumph")
    first, second = score_check_worthiness((strong, weak))
    assert first > second
    assert score_check_worthiness((weak, strong)) == (second, first)
    assert score_check_worthiness(()) == ()


@settings(deadline=None)
@given(st.text(max_size=200))
def test_every_score_is_a_share(text):
    assert 0.0 <= score(text) <= 1.0
