"""Designs of retrieval, compared on 1,000 documents and on all: recall of the source, time and size.

The claims of retrieval_claims.jsonl were written by hand from single statements of the documents, in other
words: at most 60 percent of the content words of a claim stand in the statement. A claim counts as found at k
if its document is among the first k documents of the ranking.

Usage: python benchmarks/retrieval.py WRITTEN.jsonl.gz SPOKEN.jsonl.gz --work FOLDER [--whole CORPUS]
A second figure counts a document too that has a sentence with nearly the same words as the sentence that the
claim was made of (static vectors with a cosine of SAME at least), which is taken to be the sentence of the
document that is nearest to the claim.

The work folder keeps the sample and its vectors (half an hour to make on two cores).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tabulate import tabulate

from claimcheck.corpus.build import add
from claimcheck.corpus.candidates import Place, Rows, cosines, nearest_rows
from claimcheck.corpus.effort import Effort, Weights, shipped_weights
from claimcheck.corpus.files import CACHE
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.documents.official import read_official
from claimcheck.models.encoders import remembering
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.passages.lexical import LexicalIndex
from claimcheck.passages.terms import search_terms

CLAIMS = Path(__file__).parent / "retrieval_claims.jsonl"
SAMPLE = 1000
RANKS = (5, 20)
SAME = 0.95
LIKELY = 10  # sentences of a document that the embedding model reads to find the nearest to a claim
Ranking = Callable[[str], Sequence[str]]


def main() -> None:
    """Prints one table for the sample, and one for the whole corpus where it is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sources", nargs="+")
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--whole", type=Path)
    given = parser.parse_args()
    claims = [json.loads(line) for line in CLAIMS.read_text(encoding="utf-8").splitlines()]
    given.work.mkdir(parents=True, exist_ok=True)
    corpus = sample(given.sources, given.work)
    size = f"{len(corpus.documents()):,} documents, {corpus.statistics.sentences:,} sentences"
    print(f"{len(claims)} claims, {size}\n")
    wanted = sources_of(corpus, claims)
    table = [row(name, ranking, claims, wanted) for name, ranking in designs(corpus, given.work)]
    print(tabulate(table, **TABLE))
    if given.whole:
        whole = Corpus(given.whole)
        print(f"\n{len(whole.documents()):,} documents, {whole.statistics.sentences:,} sentences\n")
        wanted = sources_of(whole, claims)
        print(tabulate([row(name, rank, claims, wanted) for name, rank in fast_designs(whole)], **TABLE))


TABLE: dict[str, Any] = {
    "headers": [
        "design",
        *(f"recall@{k}" for k in RANKS),
        f"or the same elsewhere@{RANKS[-1]}",
        "ms a claim (median)",
    ],
    "tablefmt": "github",
    "floatfmt": ".3f",
}


def row(
    name: str, ranking: Ranking, claims: Sequence[dict[str, str]], wanted: Sequence[frozenset[str]]
) -> list[Any]:
    """One line of a table; `wanted` are the documents of each claim that say what it says."""
    times, found, same = [], dict.fromkeys(RANKS, 0), 0
    for claim, those in zip(claims, wanted, strict=True):
        begin = time.perf_counter()
        documents = list(dict.fromkeys(ranking(claim["claim"])))
        times.append(time.perf_counter() - begin)
        for k in RANKS:
            found[k] += claim["document"] in documents[:k]
        same += not those.isdisjoint(documents[: RANKS[-1]])
    print(name, found, same, flush=True)
    shares = [one / len(claims) for one in (*found.values(), same)]
    return [name, *shares, f"{1000 * float(np.median(times)):.0f}"]


def sources_of(corpus: Corpus, claims: Sequence[dict[str, str]]) -> list[frozenset[str]]:
    """For each claim its document, and those with nearly the same words as the sentence nearest to it."""
    encoder = remembering(OnnxEncoder(), corpus.folder / CACHE)
    segment = corpus.segments[0]
    ids = [document.id for document in segment.documents]
    rows = Rows(0, len(segment.arrays.starts), np.ones(len(segment.arrays.starts), dtype=bool))
    found = []
    for claim in claims:
        first, last = segment.arrays.document_rows[ids.index(claim["document"]) :][:2].tolist()
        inside = np.arange(first, last)
        likely = np.argsort(-cosines(segment, corpus.static.encode([claim["claim"]]), inside))[:LIKELY]
        texts = [segment.sentence_text(at) for at in inside[likely].tolist()]
        nearest = int((encoder.encode(texts) @ encoder.encode([claim["claim"]])[0]).argmax())
        vector = corpus.static.encode([texts[nearest]])
        near = nearest_rows(segment, vector, rows, 500)
        same = near[cosines(segment, vector, near) >= SAME]
        found.append(frozenset({claim["document"], *(ids[segment.document_of_row[at]] for at in same)}))
    return found


def sample(sources: Sequence[str], work: Path) -> Corpus:
    """The corpus of the sample: the documents whose ids have the lowest sha256."""
    folder = work / "sample"
    if not folder.is_dir():
        documents = sorted(
            read_official(sources).documents, key=lambda one: hashlib.sha256(one.id.encode()).hexdigest()
        )
        add(folder, documents[:SAMPLE], create=True)
    return Corpus(folder)


def designs(corpus: Corpus, work: Path) -> list[tuple[str, Ranking]]:
    """The designs by name, each a function from a claim to documents, the best first."""
    return [*exhaustive_designs(corpus, work), *fast_designs(corpus)]


def exhaustive_designs(corpus: Corpus, work: Path) -> list[tuple[str, Ranking]]:
    """Those that encode every sentence with the transformer, and index every window of sentences."""
    segment = corpus.segments[0]
    height = len(segment.arrays.starts)
    encoder = OnnxEncoder()
    path = work / "sample.npy"
    if not path.is_file():
        np.save(path, encoder.encode([segment.sentence_text(at) for at in range(height)]))
    vectors = np.load(path)
    documents = segment.document_of_row
    ids = [document.id for document in segment.documents]
    windows = [
        (first, last)
        for first in range(height)
        for last in range(first + 1, min(first + 4, height + 1))
        if documents[first] == documents[last - 1]
    ]
    first, last = (np.array([window[side] for window in windows]) for side in (0, 1))
    sums = np.concatenate([np.zeros((1, vectors.shape[1])), np.cumsum(vectors, axis=0, dtype=np.float64)])
    means = (sums[last] - sums[first]).astype(np.float32)
    means /= np.linalg.norm(means, axis=1, keepdims=True)
    terms = [search_terms(segment.sentence_text(at)) for at in range(height)]
    lexical = LexicalIndex([[term for at in range(*window) for term in terms[at]] for window in windows])
    home = documents[first]

    def dense_order(claim: str) -> list[int]:
        return np.argsort(-(means @ encoder.encode([claim])[0]), kind="stable")[:2000].tolist()

    def lexical_order(claim: str) -> list[int]:
        return np.argsort(-lexical.scores(search_terms(claim)), kind="stable")[:2000].tolist()

    def fused(claim: str) -> list[str]:
        scores = fuse([dense_order(claim), lexical_order(claim)])
        return [ids[home[at]] for at in sorted(scores, key=lambda at: -scores[at])]

    return [
        ("exhaustive: BM25 and transformer, every window", fused),
        ("exhaustive transformer", lambda claim: [ids[home[at]] for at in dense_order(claim)]),
        ("BM25, every window", lambda claim: [ids[home[at]] for at in lexical_order(claim)]),
    ]


def fuse(lists: Sequence[Sequence[int]]) -> dict[int, float]:
    """Reciprocal rank fusion (Cormack, Clarke & Buettcher 2009) of ranked lists."""
    fused: dict[int, float] = {}
    for one in lists:
        for rank, item in enumerate(one, 1):
            fused[item] = fused.get(item, 0.0) + 1 / (60 + rank)
    return fused


def fast_designs(corpus: Corpus) -> list[tuple[str, Ranking]]:
    """Those that do without a pass of the transformer over everything."""
    encoder = remembering(OnnxEncoder(), corpus.folder / CACHE)

    def names(places: Sequence[Place]) -> list[str]:
        segments = corpus.segments
        return [segments[p.segment].documents[segments[p.segment].document_of_row[p.row]].id for p in places]

    def alone(*weights: float) -> Ranking:
        search = CorpusSearch(corpus, encoder, Scope(), Effort(200))
        return lambda claim: names(search.candidates(claim, weights=Weights(*weights))[None])

    def reranked(encoded: int, *weights: float) -> Ranking:
        search = CorpusSearch(corpus, encoder, Scope(), Effort(encoded))
        wide = CorpusSearch(corpus, encoder, Scope(), Effort(200))

        def ranking(claim: str) -> list[str]:
            (found,) = search.search([claim], top_k=1000, weights=Weights(*weights))
            rest = names(wide.candidates(claim, weights=Weights(*weights))[None])
            return [*(hit.passage.document for hit in found[None]), *rest]

        return ranking

    own = shipped_weights()
    return [
        ("BM25 of sentences", alone(0, 1, 0)),
        ("BM25 of sentences and documents", alone(0, 1, own.document / own.sentence)),
        ("static vectors", alone(1, 0, 0)),
        ("static vectors, BM25 of sentences", alone(1, own.sentence, 0)),
        ("static vectors, BM25 of both", alone(*own)),
        ("BM25 of both, then transformer for 64", reranked(64, 0, own.sentence, own.document)),
        ("static vectors, BM25 of both, then transformer for 8", reranked(8, *own)),
        ("static vectors, BM25 of both, then transformer for 64", reranked(64, *own)),
        ("static vectors, BM25 of both, then transformer for 128", reranked(128, *own)),
    ]


if __name__ == "__main__":
    main()
