"""What every store of vectors must do, asked of each of them: find what an exhaustive comparison finds."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np
import pytest

from claimcheck.corpus import build
from claimcheck.corpus.arrays import pack_bytes
from claimcheck.corpus.build import add, remove
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.corpus.vector_index import Near
from claimcheck.models.static_encoder import StaticEncoder
from claimcheck.records import Document
from tests.corpus.conftest import document

TOPICS = ("grain", "steel", "visas", "talks", "tariffs", "harbours", "fish", "gas")
HOSTILE = (
    'x") or id >= 0 or array_contains(parties, 1',
    "0) or (1 == 1",
    "] or part not in [",
    "'; drop collection corpus; --",
    "{party} %s \\ \" '",
    "\u4e2d\u56fd \U0001f600 \u0627\u0644\u0639",
    "line\nbreak\x00",
    "long " * 2000,
)
TIED = 150  # documents with one sentence in common
_STORES = ["local", pytest.param("milvus", marks=pytest.mark.slow)]
_numbers = itertools.count()


def home_of(store: str, request: pytest.FixtureRequest) -> str:
    """Where a corpus keeps its vectors: an address that no other corpus has."""
    return "local" if store == "local" else f"{request.getfixturevalue('server')}/corpus_{next(_numbers)}"


@pytest.fixture(params=_STORES)
def kept(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Corpus]]:
    """Adds documents to a corpus and opens it."""
    home = home_of(request.param, request)
    opened = []

    def kept_(documents: Sequence[Document], now: str = "2025-02-01T00:00:00Z") -> Corpus:
        add(tmp_path / "corpus", documents, create=True, now=now, vectors=home)
        opened.append(Corpus(tmp_path / "corpus"))
        return opened[-1]

    yield kept_
    for corpus in opened:
        corpus.vectors.close()


@pytest.fixture(scope="module", params=_STORES)
def corpus(
    tmp_path_factory: pytest.TempPathFactory, random_static: StaticEncoder, request: pytest.FixtureRequest
) -> Iterator[Corpus]:
    """A corpus that tests only read."""
    joint = msgspec.structs.replace(document("joint", "A joint text."), parties=("Northland", "Southland"))
    folder = tmp_path_factory.mktemp("read") / "corpus"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(build, "load_static", lambda _folder: random_static)
        add(
            folder,
            [
                *documents_of(60),
                *(document(f"t{n:03}", f"Thank you. Thing {n}.", date="2024-05-05") for n in range(TIED)),
                *(document(f"h{n}", "We sold zinc.", party=party) for n, party in enumerate(HOSTILE)),
                document("odd", "\U0001f600\U0001f600\U0001f600."),
                document("undated", "Steel of no day.", date=""),
                joint,
            ],
            create=True,
            vectors=home_of(request.param, request),
        )
    found = Corpus(folder)
    yield found
    found.vectors.close()


def documents_of(count: int) -> list[Document]:
    """Documents of three sentences each, of two parties, on days that follow each other."""
    return [
        document(
            f"d{n:03}",
            f"We spoke of {TOPICS[n % 8]} in room {n}. Item {n * 7} is {TOPICS[n * 5 % 8]}. We met {n % 4}.",
            date=f"2025-{1 + n // 28:02}-{1 + n % 28:02}",
            party=("Northland", "Southland")[n % 2],
        )
        for n in range(count)
    ]


def found(
    corpus: Corpus, words: str, wanted: int, scope: Scope | None = None, party: str | None = None
) -> list[tuple[float, str, str]]:
    """Cosine, document and sentence of the best, as the store finds them."""
    search = CorpusSearch(corpus, None, scope or Scope())
    near = corpus.vectors.search(corpus.static.encode([words]), wanted, search.among(party), {})
    return told(corpus, near)[:wanted]


def told(corpus: Corpus, near: dict[int, Near]) -> list[tuple[float, str, str]]:
    places = [
        (-round(float(cosine), 5), number, row)
        for number, (rows, cosines) in near.items()
        for row, cosine in zip(rows.tolist(), cosines, strict=True)
    ]
    return [
        (
            -cosine,
            corpus.segments[number].documents[int(corpus.segments[number].document_of_row[row])].id,
            corpus.segments[number].sentence_text(row),
        )
        for cosine, number, row in sorted(places)
    ]


def expected(
    corpus: Corpus, words: str, wanted: int, live: Callable[[Document], bool] = lambda _: True
) -> list[tuple[float, str, str]]:
    """The same by comparing every sentence of the documents that stand now."""
    query = corpus.static.encode([words])[0]
    rows = []
    for version in corpus.versions():
        read = corpus.document(version.segment, version.row)
        if version.gone or not live(read):
            continue
        segment = corpus.segments[version.segment]
        for at, sentence in enumerate(segment.sentences(version.row, read.text)):
            vector = pack_bytes(corpus.static.encode([sentence.text]))[0].astype(np.float64)
            cosine = float(vector @ query) / max(float(np.linalg.norm(vector)), 1.0)
            rows.append((-round(cosine, 5), version.segment, version.row, at, read.id, sentence.text))
    return [(-cosine, id_, text) for cosine, _, _, _, id_, text in sorted(rows)[:wanted]]


def same(one: list[tuple[float, str, str]], other: list[tuple[float, str, str]]) -> bool:
    """Whether two lists tell the same hits; cosines may differ in the fifth place, as sums are rounded."""
    close = np.allclose([cosine for cosine, *_ in one], [cosine for cosine, *_ in other], atol=3e-5)
    return close and sorted(hit[1:] for hit in one) == sorted(hit[1:] for hit in other)


@pytest.mark.parametrize("words", ["steel in room 9", "We met 3.", "Item 49", "a word that nobody said"])
def test_the_nearest_sentences_are_found(corpus, words) -> None:
    assert same(found(corpus, words, 20), expected(corpus, words, 20))


def test_all_wordings_of_a_query_are_searched_for_and_the_nearest_counts(corpus) -> None:
    wordings = ["steel in room 9", "fish in room 30"]
    among = CorpusSearch(corpus, None, Scope()).among(None)
    both = told(corpus, corpus.vectors.search(corpus.static.encode(wordings), 5, among, {}))
    single = [expected(corpus, words, 10_000) for words in wordings]
    for cosine, *hit in both:
        best = max(c for one in single for c, *other in one if other == hit)
        assert cosine == pytest.approx(best, abs=3e-5)
    for one in single:
        assert {hit[1:] for hit in one[:5]} <= {hit[1:] for hit in both}


def test_every_sentence_is_counted_and_found_if_all_are_wanted(corpus) -> None:
    whole = sum(len(segment.arrays.starts) for segment in corpus.segments)
    assert corpus.vectors.count() == whole > 400
    assert len(found(corpus, "steel", whole)) == whole
    assert len(found(corpus, "steel", 20_000)) == whole


def test_only_the_documents_of_a_party_are_found(corpus) -> None:
    hits = found(corpus, "steel in room 9", 15, party="Southland")
    assert same(hits, expected(corpus, "steel in room 9", 15, lambda one: "Southland" in one.parties))
    assert found(corpus, "steel", 15, party="Nobody") == []


@pytest.mark.parametrize("number", range(len(HOSTILE)))
def test_a_party_whose_name_could_be_read_as_an_expression_is_a_party_like_others(corpus, number) -> None:
    assert [id_ for _, id_, _ in found(corpus, "zinc", 50, party=HOSTILE[number])] == [f"h{number}"]


@pytest.mark.parametrize("party", ["Northland", "Southland"])
def test_a_document_of_two_parties_is_found_for_both(corpus, party) -> None:
    assert "joint" in {id_ for _, id_, _ in found(corpus, "A joint text.", 5, party=party)}


@pytest.mark.parametrize(
    ("since", "until"),
    [("2025-01-10", ""), ("", "2025-01-05"), ("2025-01-10", "2025-01-12"), ("2026-01-01", "")],
)
def test_only_documents_of_the_window_and_those_without_a_date_are_found(corpus, since, until) -> None:
    hits = found(corpus, "steel", 30, Scope(since=since, until=until))

    def live(one: Document) -> bool:
        return not one.date or (one.date >= since and (not until or one.date <= until))

    assert same(hits, expected(corpus, "steel", 30, live))


def test_a_scope_without_documents_finds_only_those_without_a_date(corpus) -> None:
    assert [id_ for _, id_, _ in found(corpus, "steel", 5, Scope(until="2020-01-01"))] == ["undated"]


def test_equal_sentences_are_found_together_and_in_the_same_order_each_time(corpus) -> None:
    first = found(corpus, "Thank you.", 10)
    assert [id_ for _, id_, _ in first] == [f"t{n:03}" for n in range(10)]
    assert all(found(corpus, "Thank you.", 10) == first for _ in range(3))


def test_rows_that_are_asked_for_come_with_their_cosines_however_far_they_are(corpus) -> None:
    among = CorpusSearch(corpus, None, Scope()).among(None)
    query = corpus.static.encode(["steel in room 9"])
    near = corpus.vectors.search(query, 3, among, {0: np.array([0, 7, 119])})
    rows, cosines = near[0]
    assert {0, 7, 119} <= set(rows.tolist())
    assert rows.tolist() == sorted(set(rows.tolist()))
    assert len(cosines) == len(rows)
    every = {hit[1:]: hit[0] for hit in expected(corpus, "steel in room 9", 10_000)}
    assert all(cosine == pytest.approx(every[tuple(hit)], abs=3e-5) for cosine, *hit in told(corpus, near))


def test_a_sentence_without_words_is_kept_and_is_far_from_everything(corpus) -> None:
    hits = {id_: cosine for cosine, id_, _ in found(corpus, "steel", 10_000)}
    assert hits["odd"] < 0.5


def test_a_replaced_version_is_found_only_on_the_days_on_which_it_stood(kept, tmp_path) -> None:
    kept([document("a", "Northland sells steel."), *documents_of(10)])
    corpus = kept([document("a", "Northland keeps its steel.")], now="2025-03-01T00:00:00Z")

    def texts(corpus: Corpus, scope: Scope) -> set[str]:
        return {text for _, id_, text in found(corpus, "Northland steel", 100, scope) if id_ == "a"}

    assert texts(corpus, Scope()) == {"Northland keeps its steel."}
    assert texts(corpus, Scope(as_of="2025-02-20")) == {"Northland sells steel."}
    assert texts(corpus, Scope(as_of="2025-03-02")) == {"Northland keeps its steel."}
    remove(tmp_path / "corpus", ["a"])
    without = Corpus(tmp_path / "corpus")
    for scope in (Scope(), Scope(as_of="2025-02-20")):
        assert texts(without, scope) == set()
        assert len(found(without, "Northland steel", 100, scope)) == 30
    without.vectors.close()


def test_additions_are_found_and_still_are_when_segments_have_been_joined(kept) -> None:
    for number in range(9):
        text = f"Steel of day {number}. We met."
        corpus = kept([document(f"n{number}", text, date=f"2025-01-{number + 1:02}")])
    assert len(corpus.segments) < 9
    assert corpus.vectors.count() == 18
    assert same(found(corpus, "steel of day 4", 18), expected(corpus, "steel of day 4", 18))


def test_a_corpus_without_sentences_is_searched_and_grows(kept) -> None:
    corpus = kept([document("fr", "Rien du tout.", doubt="language")])
    assert corpus.vectors.count() == 0
    assert found(corpus, "steel", 5) == []
    assert CorpusSearch(corpus, None, Scope()).candidates("steel") == {None: []}
    corpus = kept(documents_of(3))
    assert corpus.vectors.count() == 9
    assert len(found(corpus, "steel", 5)) == 5
