from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.sentences import split_sentences
from claimcheck.passages.windows import make_passages
from claimcheck.records import Document


def document(text: str) -> Document:
    return Document(id="d", text=text, sha256="")


def test_windows_hold_one_to_three_sentences() -> None:
    text = "Talks began. They went well. No deal was signed. Both sides left."
    passages = make_passages(document(text), split_sentences(text))
    assert [p.sentences[1] - p.sentences[0] for p in passages] == [1, 2, 3, 1, 2, 3, 1, 2, 1]
    assert passages[1].text == "Talks began. They went well."


def test_a_sentence_longer_than_the_bound_stands_alone() -> None:
    text = "word " * 1000 + "end. Short one."
    passages = make_passages(document(text), split_sentences(text))
    assert [p.sentences for p in passages] == [(0, 1), (1, 2)]


@given(st.text(alphabet="ab .!?\n“”", max_size=200))
@settings(deadline=None)
def test_passages_are_verbatim(text: str) -> None:
    for passage in make_passages(document(text), split_sentences(text)):
        assert text[passage.start : passage.end] == passage.text
