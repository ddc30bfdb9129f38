"""Which statements of two documents come into question for each other: vectors and words, fused."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from claimcheck.comparison.records import Statement
from claimcheck.passages.terms import search_terms
from claimcheck.resources import load_toml

_NEARER = 1e-6  # less than any difference of two rounded similarities
_ROWS = 512  # rows of the matrix of similarities that are held at a time


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A left and a right statement by their indexes, the cosine of their vectors and that of their words."""

    left: int
    right: int
    similarity: float
    lexical: float

    @property
    def prior(self) -> float:
        """How alike both are before a model has read them, the mean of both similarities."""
        return (self.similarity + self.lexical) / 2


def find_candidates(
    left: Sequence[Statement],
    right: Sequence[Statement],
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]],
) -> tuple[Candidate, ...]:
    """The pairs worth reading, ordered by their indexes.

    A pair comes into question if either statement is among the best for the other by reciprocal rank
    fusion of both similarities, so swapping the sides swaps the pairs. The number of pairs is bounded; the
    least similar ones are left out.

    Args:
        left: statements of the left document.
        right: statements of the right one.
        vectors: vectors of their standalone wordings, rows of unit length.
    """
    setting = load_toml("comparison.toml")["candidates"]
    ours, theirs = _term_weights(left, right)
    forth = _best(vectors, (ours, theirs))
    back = _best((vectors[1], vectors[0]), (theirs, ours))
    pairs = sorted(forth | {(i, j) for j, i in back})
    found = [
        Candidate(
            left=i,
            right=j,
            similarity=float(np.dot(vectors[0][i], vectors[1][j])),
            lexical=_lexical(ours[i], theirs[j]),
        )
        for i, j in pairs
    ]
    near = [one for one in found if one.prior >= setting["floor"]]

    def rank(one: Candidate) -> tuple[float, float, int, int]:
        apart = abs(one.left / len(left) - one.right / len(right))
        return -round(one.prior, 5), round(apart, 6), one.left + one.right, one.left

    near.sort(key=rank)
    return tuple(sorted(near[: setting["most_pairs"]], key=lambda one: (one.left, one.right)))


def _term_weights(
    left: Sequence[Statement], right: Sequence[Statement]
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """For each statement the weights of its terms, tf-idf over both documents, of unit length."""
    terms = [[Counter(search_terms(one.standalone)) for one in side] for side in (left, right)]
    count = len(left) + len(right)
    share = Counter(term for side in terms for found in side for term in found)
    idf = {term: math.log(1 + count / number) for term, number in share.items()}
    ours, theirs = ([_unit(found, idf) for found in side] for side in terms)
    return ours, theirs


def _unit(terms: Counter[str], idf: dict[str, float]) -> dict[str, float]:
    weights = {term: (1 + math.log(number)) * idf[term] for term, number in sorted(terms.items())}
    length = math.sqrt(sum(weight * weight for weight in weights.values()))
    return {term: weight / length for term, weight in weights.items()} if length else {}


def _lexical(ours: dict[str, float], theirs: dict[str, float]) -> float:
    return sum(weight * theirs[term] for term, weight in ours.items() if term in theirs)


def _best(
    vectors: tuple[NDArray[np.float32], NDArray[np.float32]],
    terms: tuple[list[dict[str, float]], list[dict[str, float]]],
) -> set[tuple[int, int]]:
    """For each row of the first side the best of the second, by fused ranks."""
    setting = load_toml("comparison.toml")["candidates"]
    postings: dict[str, list[tuple[int, float]]] = {}
    for row, weights in enumerate(terms[1]):
        for term, weight in weights.items():
            postings.setdefault(term, []).append((row, weight))
    lists = {term: _columns(entries) for term, entries in postings.items()}
    places = np.arange(len(vectors[1])) / max(len(vectors[1]), 1)
    found: set[tuple[int, int]] = set()
    for first in range(0, len(vectors[0]), _ROWS):
        dense = vectors[0][first : first + _ROWS] @ vectors[1].T
        for at, similarities in enumerate(dense, first):
            shared = np.zeros(len(vectors[1]))
            for term, weight in terms[0][at].items():
                if term in lists:
                    rows, weights_there = lists[term]
                    shared[rows] += weight * weights_there
            # Of equal ones those at about the same place of their text come first.
            away = np.abs(places - at / len(vectors[0])) * _NEARER
            fused: Counter[int] = Counter()
            for scores in (np.round(similarities.astype(np.float64), 5), np.round(shared, 5)):
                for row, rank in _ranks(scores, away, setting["depth"]):
                    fused[row] += 1 / (setting["k"] + rank)
            best = sorted(fused, key=lambda row: (-fused[row], away[row], row))[: setting["per_statement"]]
            found.update((at, row) for row in best)
    return found


def _columns(entries: list[tuple[int, float]]) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    return np.array([row for row, _ in entries]), np.array([weight for _, weight in entries])


def _ranks(scores: NDArray[np.float64], away: NDArray[np.float64], depth: int) -> list[tuple[int, int]]:
    """The best `depth` rows above 0 with their ranks from 1; of equal ones those less far away."""
    depth = min(depth, len(scores))
    biased = away - scores
    best = np.argpartition(biased, depth - 1)[:depth] if depth else np.zeros(0, dtype=np.int64)
    order = sorted((int(row) for row in best if scores[row] > 0), key=lambda row: (biased[row], row))
    return [(row, rank) for rank, row in enumerate(order, 1)]
