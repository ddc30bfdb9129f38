"""Search over the passages of one party: dense and lexical lists, fused by reciprocal rank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimcheck.language.sentences import split_sentences
from claimcheck.models.protocols import Encoder
from claimcheck.passages.found import Searched
from claimcheck.passages.lexical import LexicalIndex
from claimcheck.passages.terms import search_terms
from claimcheck.passages.windows import make_passages
from claimcheck.records import Document, Hit, Passage, Sentence
from claimcheck.resources import load_toml


class EncodedDocument(NamedTuple):
    """A document with its sentences and their vectors, shape (number of sentences, dimension)."""

    document: Document
    sentences: tuple[Sentence, ...]
    vectors: NDArray[np.float32]


def encode_documents(documents: Sequence[Document], encoder: Encoder) -> tuple[EncodedDocument, ...]:
    """Cuts documents into sentences and encodes all of them in one call, each distinct text once."""
    cut = [split_sentences(document.text) for document in documents]
    texts = list(dict.fromkeys(sentence.text for sentences in cut for sentence in sentences))
    row = {text: at for at, text in enumerate(texts)}
    vectors = encoder.encode(texts)
    return tuple(
        EncodedDocument(document, sentences, vectors[[row[sentence.text] for sentence in sentences]])
        for document, sentences in zip(documents, cut, strict=True)
    )


class PassageIndex:
    """All passages of a list of documents, searchable in memory.

    A window's vector is the normalised mean of its sentences' vectors: each sentence is encoded once,
    however many windows it stands in.
    """

    def __init__(self, documents: Sequence[EncodedDocument], encoder: Encoder) -> None:
        self.documents = tuple(encoded.document for encoded in documents)
        self._encoder = encoder
        passages: list[Passage] = []
        vectors: list[NDArray[np.float32]] = []
        self._sentences = {encoded.document.id: encoded.sentences for encoded in documents}
        for document, sentences, encoded in documents:
            cut = make_passages(document, sentences)
            passages.extend(cut)
            vectors.extend(_mean(encoded[p.sentences[0] : p.sentences[1]]) for p in cut)
        self.passages = tuple(passages)
        self._vectors = np.stack(vectors) if vectors else np.zeros((0, encoder.dimension), dtype=np.float32)
        self._lexical = LexicalIndex(
            [
                [term for sentence in self.sentences(passage) for term in search_terms(sentence.text)]
                for passage in self.passages
            ]
        )

    @property
    def searched(self) -> Searched:
        """How much is searched: everything."""
        return Searched(documents=len(self.documents), passages=len(self.passages))

    @property
    def document_share(self) -> Mapping[str, float]:
        """Stem -> share of the passages that hold it (0 to 1)."""
        return self._lexical.document_share

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage."""
        first, end = passage.sentences
        return self._sentences[passage.document][first:end]

    def document_sentences(self, document: str) -> tuple[Sentence, ...]:
        """All sentences of the document with that id."""
        return self._sentences[document]

    def search(
        self, queries: Sequence[str], top_k: int | None = None, vectors: NDArray[np.float32] | None = None
    ) -> list[tuple[Hit, ...]]:
        """The best passages for each query, best first.

        Args:
            queries: what to look for, one wording each.
            top_k: how many passages to return; None takes `retrieval.toml`'s.
            vectors: the queries' vectors, shape (number of queries, dimension), where they are known.

        Returns:
            One tuple of hits a query, ordered by fused score, then by place.
        """
        wanted = top_k or load_toml("retrieval.toml")["search"]["top_k"]
        if not self.passages:
            return [() for _ in queries]
        if vectors is None:
            vectors = self._encoder.encode(queries)
        similarities = vectors @ self._vectors.T
        return [self._fuse(query, similarities[row], wanted) for row, query in enumerate(queries)]

    def _fuse(self, query: str, dense: NDArray[np.float32], wanted: int) -> tuple[Hit, ...]:
        setting = load_toml("retrieval.toml")["fusion"]
        lexical = self._lexical.scores(search_terms(query))
        dense_rank = _ranks(dense.astype(np.float64), setting["depth"])
        lexical_rank = _ranks(lexical, setting["depth"], above=0.0)
        fused = {
            row: sum(1 / (setting["k"] + rank[row]) for rank in (dense_rank, lexical_rank) if row in rank)
            for row in {**dense_rank, **lexical_rank}
        }
        best = sorted(fused, key=lambda row: (-fused[row], row))[:wanted]
        return tuple(
            Hit(
                passage=self.passages[row],
                similarity=float(dense[row]),
                lexical=float(lexical[row]),
                dense_rank=dense_rank.get(row),
                lexical_rank=lexical_rank.get(row),
                score=fused[row],
            )
            for row in best
        )


def _mean(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    mean: NDArray[np.float32] = rows.mean(axis=0)
    norm = np.float32(np.linalg.norm(mean))
    return (mean / norm).astype(np.float32) if norm else mean


def _ranks(scores: NDArray[np.float64], depth: int, above: float = -np.inf) -> dict[int, int]:
    """Row -> rank from 1 of the best `depth` scores over `above`; ties go to the earlier row."""
    order = np.argsort(-scores, kind="stable")[:depth]
    return {int(row): rank for rank, row in enumerate(order, start=1) if scores[row] > above}
