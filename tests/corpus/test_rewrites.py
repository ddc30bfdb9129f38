from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.recall import measure, measure_if_due, rewritten_statements
from claimcheck.corpus.rewrites import rewrite, shared_words
from claimcheck.language.words import content_words
from claimcheck.resources import load_toml
from tests.corpus.conftest import document

STATEMENTS = (
    "In May, the administration announced a major agreement to reduce tariffs on foreign goods from China.",
    "The government will provide additional support to farmers, workers and small businesses this year.",
    "The leaders discussed security in the region and reaffirmed their commitment to economic cooperation.",
    "The new law requires companies to protect the health and safety of their employees in every state.",
)


@pytest.mark.parametrize("statement", STATEMENTS)
def test_a_rewrite_shares_at_most_the_allowed_words(statement) -> None:
    setting = load_toml("rewrites.toml")["rewriting"]
    found = rewrite(statement)
    assert found is not None
    assert found != statement
    assert shared_words(found, statement) <= setting["most_shared"]
    assert len(content_words(found)) >= setting["least_words"]
    assert rewrite(statement) == found


def test_a_statement_without_known_words_has_no_rewrite() -> None:
    assert rewrite("Zyx qwert plonk frobs the quux while wibbling seventeen grommets sideways daily.") is None
    assert rewrite("Yes.") is None


@given(st.text(max_size=300))
@settings(deadline=None, max_examples=60)
def test_any_text_can_be_tried(text: str) -> None:
    found = rewrite(text)
    assert found is None or shared_words(found, text) <= 0.4


def test_the_table_changes_each_word_to_another_one() -> None:
    for kind, text in load_toml("rewrites.toml")["words"].items():
        for entry in text.split():
            word, mark, other = entry.partition(":")
            assert mark and word and other and word != other, (kind, entry)


def test_recall_is_measured_noted_and_kept_until_the_corpus_has_grown(
    make, change, tmp_path, encoder
) -> None:
    make([document(str(at), f"{text} It is so.") for at, text in enumerate(STATEMENTS)])
    folder = tmp_path / "corpus"
    corpus = Corpus(folder)
    assert len(list(rewritten_statements(corpus))) == len(STATEMENTS)
    found = measure(corpus, encoder)
    assert (found.found, found.rewrites) == (len(STATEMENTS), len(STATEMENTS))
    measure_if_due(folder)
    assert Corpus(folder).manifest.recall == found
    change([document("new", "Completely new words are spoken here by somebody.")])
    assert Corpus(folder).manifest.recall == found
    measure_if_due(folder)
    assert Corpus(folder).manifest.recall.fingerprint == Corpus(folder).fingerprint
