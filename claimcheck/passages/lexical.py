"""BM25 over stems, as postings in numpy arrays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from claimcheck.resources import load_toml


class LexicalIndex:
    """BM25 scores of a fixed list of texts, each given as its stems.

    `document_share` maps each stem to the share of the texts that hold it (0 to 1).

    Source: Robertson & Zaragoza (2009); the idf is Lucene's, which is never negative.
    """

    def __init__(self, texts: Sequence[Sequence[str]]) -> None:
        setting = load_toml("retrieval.toml")["bm25"]
        self.size = len(texts)
        lengths = np.array([len(stems) for stems in texts], dtype=np.float64)
        mean = float(lengths.mean()) if self.size and lengths.sum() else 1.0
        penalty = setting["k1"] * (1 - setting["b"] + setting["b"] * lengths / mean)
        postings: dict[str, list[tuple[int, int]]] = {}
        for row, stems in enumerate(texts):
            for stem, count in Counter(stems).items():
                postings.setdefault(stem, []).append((row, count))
        self._postings: dict[str, tuple[NDArray[np.int64], NDArray[np.float64]]] = {}
        for stem, entries in postings.items():
            rows = np.array([row for row, _ in entries], dtype=np.int64)
            counts = np.array([count for _, count in entries], dtype=np.float64)
            idf = np.log(1 + (self.size - len(entries) + 0.5) / (len(entries) + 0.5))
            weights = idf * counts * (setting["k1"] + 1) / (counts + penalty[rows])
            self._postings[stem] = (rows, weights)
        self.document_share = {stem: len(entries) / self.size for stem, entries in postings.items()}

    def scores(self, stems: Sequence[str]) -> NDArray[np.float64]:
        """BM25 score of each text for a query of `stems`: shape (number of texts,), 0 where none occurs."""
        total = np.zeros(self.size, dtype=np.float64)
        for stem in sorted(set(stems)):
            found = self._postings.get(stem)
            if found is not None:
                rows, weights = found
                total[rows] += weights
        return total
