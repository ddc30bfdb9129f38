from __future__ import annotations

from claimcheck.models.encoders import load_encoder
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document

TEXT = """The two leaders spoke by telephone on Friday.

They discussed tariffs on soybeans. The ministry said that ferry services
to the islands will resume in May."""


def index(*texts: str) -> PassageIndex:
    documents = [Document(id=f"d{i}", text=text, sha256=str(i)) for i, text in enumerate(texts)]
    encoder = load_encoder()
    return PassageIndex(encode_documents(documents, encoder), encoder)


def test_the_passage_about_the_claim_comes_first() -> None:
    (hits,) = index(TEXT).search(["Boats to the islands start running again"], top_k=3)
    assert "ferry services" in hits[0].passage.text
    assert hits[0].score == max(hit.score for hit in hits)


def test_a_word_that_both_share_brings_a_passage_up_in_the_lexical_list() -> None:
    (hits,) = index(TEXT).search(["soybeans"], top_k=20)
    found = next(hit for hit in hits if hit.passage.text == "They discussed tariffs on soybeans.")
    assert found.lexical_rank is not None
    assert found.lexical > 0


def test_no_more_passages_come_back_than_were_asked_for() -> None:
    (hits,) = index(TEXT, TEXT).search(["a telephone call"], top_k=2)
    assert len(hits) == 2


def test_an_index_of_no_documents_finds_nothing() -> None:
    assert index().search(["anything", "else"]) == [(), ()]


def test_the_same_search_gives_the_same_hits() -> None:
    assert index(TEXT).search(["tariffs"]) == index(TEXT).search(["tariffs"])
