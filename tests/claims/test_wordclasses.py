from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.verb_forms import base_of_gerund, lookup
from claimcheck.claims.wordclasses import tokenise


def finite(text: str) -> list[str]:
    tokens = tokenise(text)
    return [word for word, tag in zip(tokens.words, tokens.tags, strict=True) if tag == "F"]


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("Chile has lifted the ban.", ["has"]),
        ("Chile lifted the ban on copper imposed in May.", ["lifted"]),
        ("Duties imposed on steel were removed by Brazil.", ["were"]),
        ("Brazil, which hosted the talks, signed the text.", ["hosted", "signed"]),
        ("The bank that holds the reserves has refused.", ["holds", "has"]),
        ("Ministers from both countries meet in Oslo.", ["meet"]),
        ("Peru plans to sell gas.", ["plans"]),
        ("The investment plans to be published were leaked.", ["were"]),
        ("The order covers goods made in Japan.", ["covers"]),
        ("The tariffs it announced took effect.", ["announced", "took"]),
        ("Norway can't and won't pay.", ["can't", "won't"]),
        ("On 3 May the court ruled.", ["ruled"]),
    ],
)
def test_finite_verbs_are_told_from_participles_and_nouns(text, verbs):
    assert finite(text) == verbs


def test_a_bare_verb_after_and_shares_the_modal():
    tokens = tokenise("Japan will send aid and train the officers.")
    assert tokens.tags[tokens.words.index("train")] == "c"


def test_a_name_that_looks_like_a_verb_is_a_name():
    tokens = tokenise("Yesterday Mark Rush met the board.")
    assert tokens.tags[1:3] == ["X", "X"]


def test_in_headings_capitals_mark_no_names():
    tokens = tokenise("Chile Signs Treaty With Peru", capitals=False)
    assert tokens.tags[1] == "F"


def test_the_month_may_is_no_modal():
    assert finite("The treaty of May 4 was signed.") == ["was"]


@pytest.mark.parametrize(
    ("gerund", "base"), [("easing", "ease"), ("cutting", "cut"), ("retaining", "retain")]
)
def test_gerunds_lead_back_to_their_verb(gerund, base):
    assert base_of_gerund()[gerund] == base


def test_unknown_words_are_nouns_unless_their_ending_speaks():
    assert lookup("zorbling") == "g"
    assert lookup("zorbled") == "e"
    assert lookup("zorb") == "N"


@settings(deadline=None)
@given(st.text(max_size=300))
def test_tokens_are_ordered_and_verbatim(text):
    tokens = tokenise(text)
    position = 0
    for word, start, end in zip(tokens.words, tokens.starts, tokens.ends, strict=True):
        assert position <= start < end
        assert text[start:end].lower().replace("’", "'") == word
        position = end
    assert len(tokens.tags) == len(tokens.words) == len(tokens.forms)


@pytest.mark.parametrize(
    ("text", "verbs"),
    [
        ("These are two different countries", ["are"]),
        ("The talks held by Oslo and Bern were brief", ["were"]),
        ("The pause in attacks on energy sites runs for 60 days", ["runs"]),
        ("Mr. Sato pressed Gen. Ruiz in Nov. 2024", ["pressed"]),
        ("All sides agreed to go on, the palace said.", ["agreed", "said"]),
    ],
)
def test_the_main_verb_is_found_behind_what_looks_like_it(text, verbs):
    tokens = tokenise(text)
    assert [word for word, tag in zip(tokens.words, tokens.tags, strict=True) if tag == "F"] == verbs
