from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.verdicts.signals.frames import frames, verb_starts


@pytest.mark.parametrize(
    ("text", "verb", "agent"),
    [
        ("Norway will lend Ghana two ferries.", "lend", "Norway"),
        ("The pilots will be trained by France.", "trained", "France"),
        ("The pilots will be trained.", "trained", None),
        ("China has agreed to hand over the list.", "hand", "China"),
        ("The firms are expected to invest $5 billion.", "invest", "The firms"),
        ("The Chinese side asked the U.S. side to lift the ban.", "lift", "the U.S. side"),
        ("Norway will place a radar there and bear the cost.", "bear", "Norway"),
        ("A panel chaired by Norway met.", "chaired", "Norway"),
        ("Last week, after long talks, the head of the bank approved the loan.", "approved", "the head"),
    ],
)
def test_the_one_who_acts_is_found(text, verb, agent) -> None:
    found = [frame for frame in frames(text) if frame.verb.text == verb]
    assert [frame.agent.text if frame.agent else None for frame in found] == [agent]


def test_the_rest_of_a_clause_ends_where_the_next_begins() -> None:
    (lends, _) = frames("Norway will lend Ghana a ferry, and Peru has bought a train.")
    assert [span.text for span in lends.rest] == ["Ghana a ferry"]


def test_the_subject_of_a_passive_is_part_of_what_it_is_done_to() -> None:
    (sold,) = frames("The port was sold to Ghana by Norway.")
    assert [span.text for span in sold.rest] == ["The port", "to Ghana by Norway"]


def test_verbs_are_told_from_nouns_of_the_same_spelling() -> None:
    text = "They ban timber. The ban remains."
    assert text.index("ban") in verb_starts(text)
    assert text.rindex("ban") not in verb_starts(text)


@settings(deadline=None, max_examples=150)
@given(st.text(max_size=120))
def test_every_span_is_verbatim(text) -> None:
    for frame in frames(text):
        for span in (frame.verb, *frame.rest, *([frame.agent] if frame.agent else [])):
            assert text[span.start : span.end] == span.text
    assert all(0 <= start < len(text) for start in verb_starts(text))
