from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.extract import claim_from_text
from claimcheck.verdicts.parties import named_in, party_actors


@pytest.mark.parametrize(
    ("party", "actor"),
    [
        ("White House", "United States"),
        ("China MFA", "China"),
        ("prc_readout", "China"),
        ("uk-gov", "United Kingdom"),
        ("eu_commission", "European Union"),
        ("IMF", "IMF"),
    ],
)
def test_a_party_speaks_for_the_actor_that_its_name_stands_for(party, actor) -> None:
    assert actor in party_actors(party, ())


@pytest.mark.parametrize("party", ["A", "B", "statement", ""])
def test_a_name_that_says_nothing_stands_for_nobody(party) -> None:
    assert party_actors(party, ()) == frozenset()


def test_titles_speak_where_the_name_says_nothing_and_all_of_them_agree(document) -> None:
    titles = ("Statement by China on trade", "China and Japan meet")
    documents = [document("x", id=title, title=title) for title in titles]
    assert party_actors("statement", documents) == {"China"}
    assert party_actors("statement", [*documents, document("x", id="z", title="Japan rests")]) == frozenset()
    assert "Japan" not in party_actors("White House", documents)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Beijing will lift the duties.", "Beijing"),
        ("On Monday China lifted the duties.", "China"),
        ("China said it would lift the duties.", "China"),
    ],
)
def test_a_party_is_named_where_it_acts_or_speaks(text, words) -> None:
    found = named_in(claim_from_text("1", text), party_actors("China MFA", ()))
    assert found is not None
    assert found.text == words
    assert text[found.start : found.end] == words


@pytest.mark.parametrize(
    "text",
    [
        "Drug makers in China will lift prices.",
        "The talks took place in Beijing.",
        "Japan will lift the duties on China.",
        "The duties will be lifted.",
        "Japan will thank China for the talks.",
    ],
)
def test_a_party_that_neither_acts_nor_speaks_is_not_named(text) -> None:
    assert named_in(claim_from_text("1", text), party_actors("China MFA", ())) is None


def test_a_source_outside_the_proposition_is_named() -> None:
    text = "The duties will be lifted, China said."
    found = named_in(claim_from_text("1", text), party_actors("China MFA", ()))
    assert found is not None
    assert text[found.start : found.end] == found.text
    assert named_in(claim_from_text("1", text), party_actors("White House", ())) is None


def test_a_person_is_taken_for_the_country() -> None:
    claim = claim_from_text("1", "Trump said the duties will be lifted.")
    assert named_in(claim, party_actors("White House", ())) is not None


VOCABULARY = """
China Beijing said will lift the duties in by , Trump . that
"""
TEXTS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=10).map(" ".join)


@settings(deadline=None, max_examples=80)
@given(text=st.one_of(TEXTS, st.text(max_size=40)))
def test_a_name_is_verbatim_whatever_the_claim(text) -> None:
    found = named_in(claim_from_text("1", text), frozenset({"China", "United States"}))
    assert found is None or text[found.start : found.end] == found.text


@settings(deadline=None, max_examples=60)
@given(party=st.text(max_size=20))
def test_any_name_of_a_party_is_read(party) -> None:
    assert all(isinstance(actor, str) and actor for actor in party_actors(party, ()))
