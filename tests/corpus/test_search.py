from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.extract import claim_from_text
from claimcheck.corpus.against import Bounds, find_claims
from claimcheck.corpus.arrays import pack_bytes, pack_signs
from claimcheck.corpus.candidates import LexicalScores, Rows, best_of, cosines, nearest_rows
from claimcheck.corpus.effort import Effort, quick, shared_out
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.corpus.widening import aliases_tried, wordings
from claimcheck.language.sentences import split_sentences
from claimcheck.passages.lexical import LexicalIndex
from claimcheck.passages.terms import index_terms
from tests.corpus.conftest import NORTH, SOUTH, document

WEATHER = "The weather in Oslo was mild. Snow is expected in June. Nobody was hurt."


def test_a_paraphrase_brings_up_its_source_with_offsets_of_the_document(make, encoder) -> None:
    corpus = make([document("a"), document("b", SOUTH), document("c", WEATHER)])
    search = CorpusSearch(corpus, encoder, Scope())
    (found,) = search.search(["Southland and Northland have an accord on grain"])
    hits = found[None]
    assert hits[0].passage.document == "a"
    for hit in hits:
        text = corpus.find(hit.passage.document)[0].text
        assert text[hit.passage.start : hit.passage.end] == hit.passage.text
        first, last = hit.passage.sentences
        sentences = split_sentences(text)[first:last]
        assert (sentences[0].start, sentences[-1].end) == (hit.passage.start, hit.passage.end)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_search_is_the_same_however_the_corpus_came_about(make, change, tmp_path, encoder) -> None:
    documents = [document("a"), document("b", SOUTH, date="2025-01-02"), document("c", WEATHER)]
    make(documents[:1])
    change(documents[1:])
    parts, whole = Corpus(tmp_path / "corpus"), None
    lists = [CorpusSearch(parts, encoder, Scope()).search(["grain talks in Geneva"])[0][None]]
    from claimcheck.corpus.build import add

    add(tmp_path / "whole", documents, create=True)
    whole = Corpus(tmp_path / "whole")
    lists.append(CorpusSearch(whole, encoder, Scope()).search(["grain talks in Geneva"])[0][None])
    texts = [sorted((hit.passage.text, round(hit.lexical, 4)) for hit in one) for one in lists]
    assert texts[0] == texts[1]


def test_each_party_has_hits_of_its_own(make, encoder) -> None:
    corpus = make(
        [document("a"), document("b", SOUTH, party="Southland"), document("c", WEATHER, party="Norway")]
    )
    search = CorpusSearch(corpus, encoder, Scope())
    (found,) = search.search(["talks on grain in Geneva"], ("Southland", "Norway"))
    assert {hit.passage.document for hit in found["Southland"]} == {"b"}
    assert {hit.passage.document for hit in found["Norway"]} == {"c"}
    assert search.size("Southland") == (1, corpus.segments[0].passages.tolist()[1])


def test_only_documents_in_scope_are_found_and_counted(make, encoder) -> None:
    corpus = make([document("a"), document("b", SOUTH, date="2025-03-01")])
    search = CorpusSearch(corpus, encoder, Scope(until="2025-02-01"))
    (found,) = search.search(["talks on grain in Geneva"])
    assert {hit.passage.document for hit in found[None]} == {"a"}
    assert search.size()[0] == 1
    nothing = CorpusSearch(corpus, encoder, Scope(until="2020-01-01"))
    assert nothing.search(["grain"]) == [{None: ()}]
    assert nothing.size() == (0, 0)


def test_passages_that_share_words_are_shown_once(make, encoder) -> None:
    corpus = make([document("a"), document("b", SOUTH)])
    best = CorpusSearch(corpus, encoder, Scope(), quick(10)).best("grain agreement", (), 10)
    spans = sorted((doc.id, hit.passage.start, hit.passage.end) for hit, doc in best)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))
    assert CorpusSearch(corpus, encoder, Scope(), quick(10)).best("grain agreement", (), 1) == best[:1]


def test_scores_of_sentences_are_those_of_the_index_in_memory(make) -> None:
    texts = [NORTH, SOUTH, WEATHER, "Beijing agreed. China will buy 3.5 percent more wheat in May 2025."]
    corpus = make([document(str(at), text) for at, text in enumerate(texts)])
    segment = corpus.segments[0]
    sentences = [segment.sentence_text(row) for row in range(len(segment.arrays.starts))]
    known = LexicalIndex([index_terms(one) for one in sentences])
    terms = index_terms("China and the ministers will buy wheat in Geneva")
    rows = Rows(0, len(sentences), np.ones(len(sentences), dtype=bool))
    scores = LexicalScores(segment, corpus.statistics.mean_length)
    found = scores.sentences(corpus.statistics.idf(terms), rows)
    assert found == pytest.approx(known.scores(terms), rel=1e-4)
    part = Rows(2, 6, rows.mask[2:6])
    assert scores.sentences(corpus.statistics.idf(terms), part) == pytest.approx(found[2:6])


def test_neighbours_lend_their_score_within_a_document_only(make) -> None:
    corpus = make([document("a", "One here. Two here. Three here."), document("b", "Four here. Five here.")])
    scores = LexicalScores(corpus.segments[0], 1.0)
    given_ = np.array([1, 0, 0, 4, 0], dtype=np.float32)
    whole = Rows(0, 5, np.ones(5, dtype=bool))
    assert scores.with_neighbours(given_, whole).tolist() == [1, 0.5, 0, 4, 2]
    part = Rows(2, 5, np.ones(3, dtype=bool))
    assert scores.with_neighbours(given_[2:], part).tolist() == [0, 4, 2]


def test_the_nearest_rows_are_those_of_an_exhaustive_comparison(make) -> None:
    texts = [f"Word{at} stands here alone. Another{at} follows it." for at in range(40)]
    corpus = make([document(str(at), text) for at, text in enumerate(texts)])
    segment = corpus.segments[0]
    vectors = corpus.static.encode(["Word7 stands here alone."])
    rows = Rows(0, 80, np.ones(80, dtype=bool))
    found = nearest_rows(segment, vectors, rows, 30)
    near = cosines(segment, vectors, found)
    best = int(found[near.argmax()])
    assert segment.sentence_text(best) == "Word7 stands here alone."
    assert near.max() == pytest.approx(1.0, abs=0.01)
    rows.mask[best] = False
    assert best not in nearest_rows(segment, vectors, rows, 30)


@given(st.lists(st.floats(-5, 5, width=32), min_size=1, max_size=60), st.integers(1, 20))
@settings(deadline=None)
def test_the_best_scores_are_those_of_a_full_sort(values: list[float], wanted: int) -> None:
    scores = np.array(values, dtype=np.float32)
    found = best_of([(0, np.arange(len(scores)), scores)], wanted, 0.0)
    order = [at for at in np.argsort(-scores, kind="stable").tolist() if scores[at] > 0][:wanted]
    assert [place.row for place in found] == order


def test_signs_and_bytes_keep_the_direction() -> None:
    vectors = np.random.default_rng(3).standard_normal((5, 128)).astype(np.float32)
    signs = pack_signs(vectors)
    assert signs.shape == (2, 5)
    distances = [int(np.bitwise_count(signs[:, 0] ^ signs[:, at]).sum()) for at in range(5)]
    assert distances == [int(((vectors[0] > 0) != (vectors[at] > 0)).sum()) for at in range(5)]
    packed = pack_bytes(vectors).astype(np.float32)
    cosine = (packed * vectors).sum(1) / np.linalg.norm(packed, axis=1) / np.linalg.norm(vectors, axis=1)
    assert cosine.min() > 0.999


def test_names_widen_a_query() -> None:
    assert wordings("Beijing will buy soybeans") == ("Beijing will buy soybeans", "China will buy soybeans")
    assert wordings("Nobody will buy soybeans") == ("Nobody will buy soybeans",)
    assert "China" in aliases_tried("Beijing will buy soybeans")


def test_a_document_that_holds_a_quotation_counts_as_found(make, encoder) -> None:
    filler = [document(f"f{at}", f"Grain matter {at} was discussed in Geneva.") for at in range(30)]
    corpus = make([*filler, document("q", "Asked about football, he said that zebras never dance. He left.")])
    claim = claim_from_text("1", 'The minister said of the grain talks in Geneva that "zebras never dance".')
    found = find_claims(corpus, [claim], ("Northland",), Scope(), encoder)
    index, _ = found["Northland"]
    if claim.quotes:
        assert "q" in {one.id for one in index.documents}
    assert index.searched.documents == 31


def test_bounds_of_the_user_take_the_place_of_the_window(make) -> None:
    corpus = make([document("a")])
    window = corpus.window.around("2025-01-09")
    assert Bounds().around(corpus, "2025-01-09") == window
    assert Bounds(since="2025-01-01").around(corpus, "2025-01-09") == Scope(since="2025-01-01")
    day = Bounds(as_of="2025-01-05", until="2025-01-08")
    assert day.around(corpus, "") == Scope(until="2025-01-05", as_of="2025-01-05")
    assert day.later() == Scope(since="2025-01-06", until="2025-01-08")


def test_the_work_is_shared_out_among_many_parties() -> None:
    assert shared_out(1, None) == (Effort(128), 16)
    assert shared_out(3, None)[1] == 16
    many = shared_out(9, None)
    assert many[1] < 16
    assert 0 < many[0].encoded < 64
    assert shared_out(9, 30)[1] == 30
