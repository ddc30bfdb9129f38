"""Candidates without a model: sentences by BM25 and by static vectors, over arrays mapped into memory."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimcheck.corpus.arrays import Array, pack_signs, term_hashes
from claimcheck.corpus.segments import OpenSegment
from claimcheck.resources import load_toml

_FAR = 1023  # a distance that no two vectors have
_PART = 1 << 15  # rows that are compared at a time
_SAMPLE = 32  # every how many-th score is looked at to guess a bound


class Place(NamedTuple):
    """A sentence: the number of its segment, and its row there."""

    segment: int
    row: int


class Rows(NamedTuple):
    """Rows of one segment that may be found: those from `first` to before `last` that `mask` allows."""

    first: int
    last: int
    mask: Array


class Statistics:
    """How common terms are in all segments together.

    Args:
        segments: of the corpus.
    """

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        self._segments = segments
        self.sentences = sum(len(segment.arrays.starts) for segment in segments)
        terms = sum(int(segment.arrays.lengths.sum(dtype=np.int64)) for segment in segments)
        self.mean_document = terms / max(sum(len(segment.documents) for segment in segments), 1)
        self.mean_length = terms / self.sentences if self.sentences else 1.0

    def frequencies(self, terms: Sequence[str]) -> dict[str, int]:
        """How many sentences hold each term."""
        return {
            term: sum(last - first for first, last in (span_of(s, hash_) for s in self._segments))
            for term, hash_ in zip(terms, term_hashes(terms), strict=True)
        }

    def idf(self, terms: Sequence[str]) -> dict[str, float]:
        """The weight of each distinct term that occurs: Lucene's, which is never negative."""
        found = self.frequencies(list(dict.fromkeys(terms)))
        return {
            term: float(np.log(1 + (self.sentences - count + 0.5) / (count + 0.5)))
            for term, count in found.items()
            if count
        }

    def document_idf(self, terms: Sequence[str]) -> dict[str, float]:
        """The weight of each distinct term that occurs, by the documents that hold it."""
        whole = sum(len(segment.documents) for segment in self._segments)
        distinct = list(dict.fromkeys(terms))
        weights: dict[str, float] = {}
        for term, hash_ in zip(distinct, term_hashes(distinct), strict=True):
            count = sum(_documents_with(segment, hash_) for segment in self._segments)
            if count:
                weights[term] = float(np.log(1 + (whole - count + 0.5) / (count + 0.5)))
        return weights


def _documents_with(segment: OpenSegment, hash_: np.uint64) -> int:
    first, last = span_of(segment, hash_)
    held = segment.document_of_row[segment.arrays.rows[first:last]]
    return int(np.count_nonzero(np.diff(held)) + 1) if len(held) else 0


def span_of(segment: OpenSegment, hash_: np.uint64) -> tuple[int, int]:
    """Where the postings of a term begin and end in a segment; equal where it has none."""
    terms = segment.arrays.terms
    at = int(np.searchsorted(terms, hash_))
    if at == len(terms) or terms[at] != hash_:
        return 0, 0
    return int(segment.arrays.places[at]), int(segment.arrays.places[at + 1])


class LexicalScores:
    """BM25 of the sentences of a segment, as `passages/lexical.py` computes it.

    Args:
        segment: the segment.
        mean_length: terms of a sentence of the whole corpus on average.
    """

    def __init__(self, segment: OpenSegment, mean_length: float) -> None:
        self._segment = segment
        self._mean = mean_length

    @cached_property
    def _penalty(self) -> NDArray[np.float32]:
        setting = load_toml("retrieval.toml")["bm25"]
        lengths = self._segment.arrays.lengths.astype(np.float32)
        found: NDArray[np.float32] = np.float32(setting["k1"]) * (
            np.float32(1 - setting["b"]) + np.float32(setting["b"] / max(self._mean, 1e-9)) * lengths
        )
        return found

    def sentences(self, idf: Mapping[str, float], rows: Rows) -> NDArray[np.float32]:
        """The score of each sentence from `rows.first` to before `rows.last`, whatever the mask says."""
        setting = load_toml("retrieval.toml")["bm25"]
        arrays = self._segment.arrays
        total = np.zeros(rows.last - rows.first, dtype=np.float32)
        for weight, hash_ in zip(idf.values(), term_hashes(list(idf)), strict=True):
            first, last = span_of(self._segment, hash_)
            held = arrays.rows[first:last]
            begin, end = np.searchsorted(held, np.array([rows.first, rows.last], dtype=np.uint32))
            at = held[begin:end].astype(np.int64)
            counts = arrays.counts[first + begin : first + end].astype(np.float32)
            gain = counts * np.float32(weight * (setting["k1"] + 1)) / (counts + self._penalty[at])
            total[at - rows.first] += gain
        return total

    def documents(self, idf: Mapping[str, float], mean_length: float) -> NDArray[np.float32]:
        """The score of each document of the segment, taken as one long text.

        Args:
            idf: the weights of the query's terms, by documents.
            mean_length: terms of a document of the whole corpus on average.
        """
        setting = load_toml("retrieval.toml")["bm25"]
        height = len(self._segment.documents)
        ratio = setting["b"] / max(mean_length, 1e-9)
        penalty = setting["k1"] * (1 - setting["b"] + ratio * self._segment.terms_of_documents)
        total = np.zeros(height, dtype=np.float64)
        for weight, hash_ in zip(idf.values(), term_hashes(list(idf)), strict=True):
            first, last = span_of(self._segment, hash_)
            held = self._segment.document_of_row[self._segment.arrays.rows[first:last]]
            counts = np.bincount(held, weights=self._segment.arrays.counts[first:last], minlength=height)
            total += weight * counts * (setting["k1"] + 1) / (counts + penalty)
        return total.astype(np.float32)

    def with_neighbours(self, scores: NDArray[np.float32], rows: Rows) -> NDArray[np.float32]:
        """The scores with a share of those of the sentences before and after in the same document."""
        share = np.float32(load_toml("corpus.toml")["search"]["neighbour"])
        bounds = self._segment.arrays.document_rows
        inner = bounds[np.searchsorted(bounds, rows.first, "right") : np.searchsorted(bounds, rows.last)]
        begins = inner.astype(np.int64) - rows.first
        down = scores * share
        up = down.copy()
        # Nothing goes over the end of a document.
        down[begins - 1] = 0
        up[begins] = 0
        found: NDArray[np.float32] = scores.copy()
        found[1:] += down[:-1]
        found[:-1] += up[1:]
        return found

    def counts(self, terms: Sequence[str], rows: Array) -> tuple[Array, Array]:
        """How often each term stands in each of some rows, (terms, rows), and the lengths of the rows."""
        arrays = self._segment.arrays
        found = np.zeros((len(terms), len(rows)), dtype=np.int64)
        for at, hash_ in enumerate(term_hashes(terms)):
            first, last = span_of(self._segment, hash_)
            held = arrays.rows[first:last]
            places = np.minimum(np.searchsorted(held, rows.astype(np.uint32)), len(held) - 1)
            if len(held):
                found[at] = np.where(held[places] == rows, arrays.counts[first:last][places], 0)
        return found, arrays.lengths[rows].astype(np.int64)


def nearest_rows(segment: OpenSegment, vectors: NDArray[np.float32], rows: Rows, wanted: int) -> Array:
    """The rows whose static vectors are nearest to any of the query's by their signs, ascending.

    Args:
        segment: the segment.
        vectors: static vectors of unit length of the wordings of one query, shape (wordings, dimension).
        rows: which rows may be found.
        wanted: how many rows for each wording; those that are as near as the last of them come too.
    """
    near = [np.zeros(0, dtype=np.int64)]
    for signs in pack_signs(vectors).T:
        distances = _distances(segment.arrays.signs, signs, rows)
        # Distances are few whole numbers: counting them is a third of the work of sorting a part of them.
        counts = np.zeros(_FAR + 1, dtype=np.int64)
        for part in _parts(distances):
            counts += np.bincount(part, minlength=_FAR + 1)
        within = np.cumsum(counts[:_FAR])
        bound = int(np.searchsorted(within, wanted))
        near.append(np.flatnonzero(distances <= min(bound, _FAR - 1)) + rows.first)
    return np.unique(np.concatenate(near))


def _distances(stored: Array, signs: Array, rows: Rows) -> Array:
    """By how many signs each row differs; `_FAR` where the mask says no."""
    distances = np.zeros(rows.last - rows.first, dtype=np.uint16)
    masks, words = _parts(rows.mask), [_parts(word[rows.first : rows.last]) for word in stored]
    for part, mask, *pieces in zip(_parts(distances), masks, *words, strict=True):
        for piece, own in zip(pieces, signs, strict=True):
            np.add(part, np.bitwise_count(piece ^ own), out=part)
        part[~mask] = _FAR
    return distances


def _parts(array: Array) -> list[Array]:
    """Views of an array, each of a size that the processor's cache holds."""
    return [array[first : first + _PART] for first in range(0, len(array), _PART)]


def cosines(segment: OpenSegment, vectors: NDArray[np.float32], rows: Array) -> NDArray[np.float32]:
    """The cosine of the static vector of each of `rows` to the nearest of the query's vectors."""
    stored = segment.arrays.vectors[rows].astype(np.float32)
    norms = np.maximum(np.sqrt(np.einsum("ij,ij->i", stored, stored)), np.float32(1.0))
    found: NDArray[np.float32] = (stored @ vectors.T).max(axis=1) / norms
    return found


def best_rows(scores: NDArray[np.float32], wanted: int) -> Array:
    """Where the `wanted` best scores above 0 stand, and those that equal the last of them."""
    return np.flatnonzero((scores >= _bound(scores, wanted)) & (scores > 0))


def best_of(found: Sequence[tuple[int, Array, Array]], wanted: int, above: float) -> dict[Place, float]:
    """The places with the best scores of several segments, best first; ties go to the earlier place.

    Args:
        found: number of a segment, rows, scores.
        wanted: how many.
        above: only scores above this.
    """
    places: list[tuple[float, int, int]] = []
    for number, rows, scores in found:
        top = np.flatnonzero(scores >= _bound(scores, wanted))
        order = np.argsort(-scores[top], kind="stable")[:wanted]
        places += [
            (-float(scores[at]), number, int(rows[at])) for at in top[order].tolist() if scores[at] > above
        ]
    return {Place(number, row): -score for score, number, row in sorted(places)[:wanted]}


def _bound(scores: Array, wanted: int) -> float:
    """The last of the `wanted` best scores; a sample tells first which ones come into question."""
    if len(scores) <= wanted:
        return -float("inf")
    sample = scores[::_SAMPLE]
    of_sample = 2 * wanted // _SAMPLE + _SAMPLE
    likely = scores
    if of_sample < len(sample):
        likely = scores[scores >= np.partition(sample, -of_sample)[-of_sample]]
    if len(likely) < wanted:
        likely = scores
    return float(np.partition(likely, -wanted)[-wanted])
