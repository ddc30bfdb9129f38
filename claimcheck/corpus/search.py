"""Search over a corpus: candidates without a model, then the embedding model for the few that matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from claimcheck.corpus.arrays import Array
from claimcheck.corpus.candidates import LexicalScores, Place, Rows, best_of, best_rows
from claimcheck.corpus.effort import Effort, Weights, shipped_weights, thorough
from claimcheck.corpus.fusion import mean_vector
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.vector_index import Among
from claimcheck.corpus.widening import wordings
from claimcheck.models.protocols import Encoder
from claimcheck.passages.terms import index_terms
from claimcheck.records import Document, Hit, Passage, Sentence
from claimcheck.resources import load_toml

_DEPTH = 8  # times the candidates that are wanted are looked at, to leave out those of the same document
_AT_LEAST = 48  # passages that are ranked, so that how many are asked for does not change which come first


class CorpusSearch:
    """Searches the documents of a corpus that are in scope.

    Args:
        corpus: the corpus.
        encoder: reads the candidates.
        scope: which documents are searched.
        effort: how much work a search may be; that of a check where None.
    """

    def __init__(self, corpus: Corpus, encoder: Encoder, scope: Scope, effort: Effort | None = None) -> None:
        self.corpus = corpus
        self.scope = scope
        self._encoder = encoder
        self._effort = effort or thorough()
        self._live = corpus.masks(scope)
        self._lexical = [LexicalScores(s, corpus.statistics.mean_length) for s in corpus.segments]
        self._known_rows: dict[tuple[int, str | None], Rows | None] = {}
        self._loaded: dict[tuple[int, int], tuple[Document, tuple[Sentence, ...]]] = {}

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """The parties with a document in scope, in the order of their first appearance."""
        return tuple(dict.fromkeys(party for s, _ in self._in_scope() for party in s))

    def _in_scope(self) -> Iterable[tuple[tuple[str, ...], int]]:
        for segment, live in zip(self.corpus.segments, self._live, strict=True):
            for row in np.flatnonzero(live).tolist():
                yield segment.documents[row].parties, row

    def size(self, party: str | None = None) -> tuple[int, int]:
        """How many documents that have text, and how many passages, are searched, of one party or of all."""
        counts = [s.passages[self._documents_of(at, party)] for at, s in enumerate(self.corpus.segments)]
        return sum(int((one > 0).sum()) for one in counts), sum(int(one.sum()) for one in counts)

    def shares(self, stems: Iterable[str]) -> dict[str, float]:
        """Stem -> share of the passages that hold it (0 to 1), of the whole corpus.

        A passage has two sentences on average.
        """
        wanted = list(dict.fromkeys(stems))
        whole = max(self.corpus.statistics.sentences, 1)
        found = self.corpus.statistics.frequencies(wanted)
        return {stem: 1 - (1 - count / whole) ** 2 for stem, count in found.items()}

    def search(
        self,
        queries: Sequence[str],
        parties: Sequence[str | None] = (None,),
        top_k: int | None = None,
        weights: Weights | None = None,
    ) -> list[dict[str | None, tuple[Hit, ...]]]:
        """The best passages for each query and party.

        Args:
            queries: what to look for, one wording each; more wordings are made of it.
            parties: whose documents; None for everybody's.
            top_k: how many passages to return; None takes `retrieval.toml`'s.
            weights: what makes a candidate; those of `corpus.toml` where None.

        Returns:
            For each query: party -> hits, best first. The passages' documents are those of `document`.
        """
        wanted = top_k or int(load_toml("retrieval.toml")["search"]["top_k"])
        vectors = self._encoder.encode(queries)
        chosen = [self._candidates(query, parties, weights) for query in queries]
        known = self._encode({place for found in chosen for one in found.values() for place in one})
        near = [
            {party: self._nearest(places, known, vector, wanted) for party, places in found.items()}
            for found, vector in zip(chosen, vectors, strict=True)
        ]
        around = {place for found in near for one in found.values() for p in one for place in self._around(p)}
        known |= self._encode(around - known.keys())
        return [
            {party: self._ranked(query, vector, places, known, wanted) for party, places in found.items()}
            for query, vector, found in zip(queries, vectors, near, strict=True)
        ]

    def best(self, query: str, parties: Sequence[str], wanted: int) -> list[tuple[Hit, Document]]:
        """The best passages for one query with their documents, of some parties or (where empty) of all.

        Passages that share words are given once.
        """
        (found,) = self.search([query], tuple(parties) or (None,), max(3 * wanted, _AT_LEAST))
        loaded = self.loaded()
        best: list[Hit] = []
        for hit in sorted((hit for one in found.values() for hit in one), key=lambda hit: -hit.score):
            own = hit.passage
            if not any(
                own.document == other.passage.document
                and own.start < other.passage.end
                and other.passage.start < own.end
                for other in best
            ):
                best.append(hit)
        return [(hit, loaded[hit.passage.document][0]) for hit in best[:wanted]]

    def candidates(
        self, query: str, parties: Sequence[str | None] = (None,), weights: Weights | None = None
    ) -> dict[str | None, list[Place]]:
        """For each party the sentences that the embedding model should read for a query, best first.

        Args:
            query: what to look for.
            parties: whose documents; None for everybody's.
            weights: what makes a candidate; those of `corpus.toml` where None.
        """
        return {party: list(one) for party, one in self._candidates(query, parties, weights).items()}

    def _candidates(
        self, query: str, parties: Sequence[str | None], weights: Weights | None
    ) -> dict[str | None, dict[Place, float]]:
        """The candidates with their scores."""
        weights = weights or shipped_weights()
        terms = index_terms(query)
        vectors = self.corpus.static.encode(wordings(query))
        lexical = {
            number: (whole, self._lexical_part(number, terms, weights, whole))
            for number in range(len(self.corpus.segments))
            if (whole := self._rows(number, None)) is not None
        }
        return {party: self._chosen(self._scored(vectors, lexical, party, weights)) for party in parties}

    def _lexical_part(
        self, number: int, terms: Sequence[str], weights: Weights, rows: Rows
    ) -> NDArray[np.float32]:
        """What BM25 adds to the score of each sentence: by itself and by its document."""
        scores, segment = self._lexical[number], self.corpus.segments[number]
        statistics = self.corpus.statistics
        total = np.zeros(rows.last - rows.first, dtype=np.float32)
        if weights.sentence:
            own = scores.sentences(statistics.idf(terms), rows)
            total += np.float32(weights.sentence) * scores.with_neighbours(own, rows)
        if weights.document:
            whole = scores.documents(statistics.document_idf(terms), statistics.mean_document)
            total += np.float32(weights.document) * whole[segment.document_of_row[rows.first : rows.last]]
        return total

    def _scored(
        self,
        vectors: NDArray[np.float32],
        lexical: Mapping[int, tuple[Rows, NDArray[np.float32]]],
        party: str | None,
        weights: Weights,
    ) -> list[tuple[int, Array, Array]]:
        """The rows of each segment that may be candidates, with their scores."""
        setting = load_toml("corpus.toml")["search"]
        among = self.among(party)
        pooled: dict[int, Array] = {}
        for number, (whole, scores) in lexical.items():
            if (rows := among.rows[number]) is not None:
                part = scores[rows.first - whole.first : rows.last - whole.first]
                pooled[number] = best_rows(part * rows.mask, int(setting["pool"])) + rows.first

        def by_words(number: int, rows: Array) -> Array:
            whole, scores = lexical[number]
            found: Array = scores[rows - whole.first].astype(np.float64)
            return found

        if not weights.cosine:
            return [(number, rows, by_words(number, rows)) for number, rows in pooled.items()]
        near = self.corpus.vectors.search(vectors, int(setting["signs"]), among, pooled)
        return [
            (number, rows, by_words(number, rows) + weights.cosine * cosines)
            for number, (rows, cosines) in sorted(near.items())
        ]

    def among(self, party: str | None) -> Among:
        """The sentences that may be found, of one party's documents or of everybody's."""
        return Among(
            rows=[self._rows(number, party) for number in range(len(self.corpus.segments))],
            scope=self.scope,
            party=party,
            without=self._without,
        )

    @cached_property
    def _without(self) -> tuple[tuple[int, int], ...]:
        """The documents that no longer stand, or do not stand yet, in this scope."""
        number = {segment.name: at for at, segment in enumerate(self.corpus.segments)}
        gone = ((number[one.segment], one.document) for one in self.corpus.manifest.gone)
        return tuple((segment, row) for segment, row in gone if not self._live[segment][row])

    def _chosen(self, found: Sequence[tuple[int, Array, Array]]) -> dict[Place, float]:
        """The best candidates; only a few of one document come before those of others."""
        most = int(load_toml("corpus.toml")["search"]["of_one_document"])
        counts: dict[tuple[int, int], int] = {}
        first: list[Place] = []
        rest: list[Place] = []
        scores = best_of(found, self._effort.encoded * _DEPTH, -np.inf)
        for place in scores:
            document = place.segment, int(self.corpus.segments[place.segment].document_of_row[place.row])
            counts[document] = counts.get(document, 0) + 1
            (first if counts[document] <= most else rest).append(place)
        return {place: scores[place] for place in [*first, *rest][: self._effort.encoded]}

    def _rows(self, number: int, party: str | None) -> Rows | None:
        """The rows of a segment that may be found, from the first to the last; None where there is none."""
        if (number, party) not in self._known_rows:
            self._known_rows[number, party] = self._find_rows(number, party)
        return self._known_rows[number, party]

    def _find_rows(self, number: int, party: str | None) -> Rows | None:
        segment = self.corpus.segments[number]
        documents = self._documents_of(number, party)
        held = np.flatnonzero(documents)
        if not len(held):
            return None
        bounds = segment.arrays.document_rows
        first, last = int(bounds[held[0]]), int(bounds[held[-1] + 1])
        return Rows(first, last, documents[segment.document_of_row[first:last]])

    def _documents_of(self, number: int, party: str | None) -> Array:
        if party is None:
            return self._live[number]
        documents = self.corpus.segments[number].documents
        spoken = np.array([party in document.parties for document in documents], dtype=bool)
        found: Array = self._live[number] & spoken
        return found

    def _encode(self, places: set[Place]) -> dict[Place, NDArray[np.float32]]:
        """The vectors of sentences, each distinct text encoded once."""
        ordered = sorted(places)
        texts = [self.corpus.segments[place.segment].sentence_text(place.row) for place in ordered]
        distinct = list(dict.fromkeys(texts))
        row = {text: at for at, text in enumerate(distinct)}
        vectors = self._encoder.encode(distinct)
        return {place: vectors[row[text]] for place, text in zip(ordered, texts, strict=True)}

    def _nearest(
        self,
        places: Mapping[Place, float],
        known: Mapping[Place, NDArray[np.float32]],
        vector: NDArray[np.float32],
        wanted: int,
    ) -> dict[Place, float]:
        """The best candidates by the model's cosine and their score as candidates; that score of each."""
        weight = float(load_toml("corpus.toml")["search"]["model"])
        total = {place: score + weight * float(known[place] @ vector) for place, score in places.items()}
        best = sorted(places, key=lambda place: (-total[place], place))[:wanted]
        return {place: places[place] for place in best}

    def _around(self, place: Place) -> list[Place]:
        """The sentence, and if neighbours are read the one before it and the one after it in the document."""
        if not self._effort.neighbours:
            return [place]
        first, last = self._bounds(place)
        rows = range(max(first, place.row - 1), min(last, place.row + 2))
        return [Place(place.segment, row) for row in rows]

    def _bounds(self, place: Place) -> tuple[int, int]:
        segment = self.corpus.segments[place.segment]
        document = int(segment.document_of_row[place.row])
        first, last = segment.arrays.document_rows[document : document + 2].tolist()
        return first, last

    def _ranked(
        self,
        query: str,
        vector: NDArray[np.float32],
        places: Mapping[Place, float],
        known: Mapping[Place, NDArray[np.float32]],
        wanted: int,
    ) -> tuple[Hit, ...]:
        """The passages around some sentences, ranked by the model's cosine and by the sentences' scores."""
        scores: dict[tuple[Place, ...], float] = {}
        for place, score in places.items():
            for window in self._windows(place):
                scores[window] = max(scores.get(window, score), score)
        if not scores:
            return ()
        windows = list(scores)
        dense = np.array([float(mean_vector([known[p] for p in window]) @ vector) for window in windows])
        lexical = self._lexical_scores(query, windows)
        total = np.array(list(scores.values())) + load_toml("corpus.toml")["search"]["model"] * dense
        depth = int(load_toml("retrieval.toml")["fusion"]["depth"])
        dense_ranks, lexical_ranks = (
            {
                at: rank
                for rank, at in enumerate(np.argsort(-one, kind="stable")[:depth].tolist(), 1)
                if one[at]
            }
            for one in (dense, lexical)
        )
        best = sorted(range(len(windows)), key=lambda at: (-total[at], windows[at]))[:wanted]
        return tuple(
            Hit(
                passage=self._passage(windows[at]),
                similarity=float(dense[at]),
                lexical=float(lexical[at]),
                dense_rank=dense_ranks.get(at),
                lexical_rank=lexical_ranks.get(at) if lexical[at] > 0 else None,
                score=float(total[at]),
            )
            for at in best
        )

    def _windows(self, place: Place) -> list[tuple[Place, ...]]:
        """The passages of at most three sentences that hold this one and reach no farther than the next."""
        around = self._around(place)
        arrays = self.corpus.segments[place.segment].arrays
        most = int(load_toml("retrieval.toml")["windows"]["characters"])
        found = []
        for first in range(len(around)):
            for last in range(first + 1, len(around) + 1):
                window = tuple(around[first:last])
                length = int(arrays.ends[window[-1].row]) - int(arrays.starts[window[0].row])
                if place in window and (len(window) == 1 or length <= most):
                    found.append(window)
        return found

    def _lexical_scores(self, query: str, windows: Sequence[tuple[Place, ...]]) -> NDArray[np.float64]:
        """BM25 of each passage for the query, with the weights of the whole corpus."""
        setting = load_toml("retrieval.toml")["bm25"]
        idf = self.corpus.statistics.idf(index_terms(query))
        weights = np.array(list(idf.values()))
        mean = 2 * max(self.corpus.statistics.mean_length, 1e-9)  # a passage has two sentences on average
        held = self._counts(list(idf), {place for window in windows for place in window})
        scores = np.zeros(len(windows))
        for at, window in enumerate(windows):
            counts = sum(held[place][0] for place in window)
            length = sum(held[place][1] for place in window)
            penalty = setting["k1"] * (1 - setting["b"] + setting["b"] * length / mean)
            scores[at] = (weights * counts * (setting["k1"] + 1) / (counts + penalty)).sum()
        return scores

    def _counts(self, terms: Sequence[str], places: set[Place]) -> dict[Place, tuple[Array, int]]:
        """Place -> how often the sentence holds each term, and its number of terms."""
        found: dict[Place, tuple[Array, int]] = {}
        for number in sorted({place.segment for place in places}):
            rows = np.array(sorted(place.row for place in places if place.segment == number))
            counts, lengths = self._lexical[number].counts(terms, rows)
            for at, row in enumerate(rows.tolist()):
                found[Place(number, row)] = counts[:, at], int(lengths[at])
        return found

    def _passage(self, window: tuple[Place, ...]) -> Passage:
        number, row = window[0]
        document, sentences = self._load(number, int(self.corpus.segments[number].document_of_row[row]))
        first = row - self._bounds(window[0])[0]
        start, end = sentences[first].start, sentences[first + len(window) - 1].end
        return Passage(
            document=document.id,
            text=document.text[start:end],
            start=start,
            end=end,
            sentences=(first, first + len(window)),
        )

    def _load(self, segment: int, row: int) -> tuple[Document, tuple[Sentence, ...]]:
        found = self._loaded.get((segment, row))
        if found is None:
            document = self.corpus.document(segment, row)
            found = document, self.corpus.segments[segment].sentences(row, document.text)
            self._loaded[segment, row] = found
        return found

    def loaded(self) -> dict[str, tuple[Document, tuple[Sentence, ...]]]:
        """Id -> document and sentences, of all documents in which something was found so far."""
        return {document.id: (document, sentences) for document, sentences in self._loaded.values()}

    def load_quoting(self, quotation: str, party: str) -> tuple[Document, ...]:
        """The documents of a party that most likely hold the words of a quotation; they count as found."""
        most = int(load_toml("corpus.toml")["search"]["quoting"])
        idf = self.corpus.statistics.idf(index_terms(quotation))
        found: list[tuple[int, Array, Array]] = []
        for number, scores in enumerate(self._lexical):
            rows = self._rows(number, party)
            if rows is not None:
                summed = scores.with_neighbours(scores.sentences(idf, rows), rows)
                found.append((number, np.arange(rows.first, rows.last), summed * rows.mask))
        places = best_of(found, 10 * most, 0.0)
        documents = dict.fromkeys(
            (place.segment, int(self.corpus.segments[place.segment].document_of_row[place.row]))
            for place in places
        )
        return tuple(self._load(*at)[0] for at in list(documents)[:most])
