"""Measures the two stores of vectors with each other: loading, searching, bytes, and what they find alike.

Needs the extras [milvus] and [milvus-test]: it starts a Milvus server of its own on free ports, or takes one
that runs (--server milvus://HOST:PORT). Rows are sentences made of words that are as frequent as Zipf's law
says, from a seeded generator; queries are such sentences with a third of their words replaced.

    python -m benchmarks.vector_stores FOLDER --sentences 10000 100000
"""

from __future__ import annotations

import argparse
import contextlib
import json
import shutil
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from claimcheck.corpus.build import add
from claimcheck.corpus.milvus_server import connect, parse_address
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.corpus.vector_homes import move
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.records import Document
from claimcheck.resources import load_toml
from tests.milvus_server import running_server

SEED = 20260105
QUERIES = 60
OF_ONE = 20  # sentences of a document
PARTIES = 4
EXACT = 20  # queries that are compared with an exhaustive search
NEAREST = 64  # sentences of which a store should find the same ones


def words(count: int) -> list[str]:
    """The first whole words of the model's vocabulary, by frequency."""
    pieces = OnnxEncoder()._tokenizer.get_vocab()
    first = int(load_toml("corpus.toml")["static"]["first_word"])
    ordered = sorted(pieces, key=lambda piece: pieces[piece])
    return [word for word in ordered[first:] if word.isalpha()][:count]


def sentences(count: int, seed: int) -> list[str]:
    """Sentences of 8 to 24 words."""
    random = np.random.default_rng(seed)
    known = np.array(words(15_000))
    share = 1.0 / np.arange(2, len(known) + 2)
    lengths = random.integers(8, 25, count)
    drawn = known[random.choice(len(known), int(lengths.sum()), p=share / share.sum())]
    ends = np.cumsum(lengths)
    parts = np.split(drawn, ends[:-1])
    return [" ".join(part.tolist()).capitalize() + "." for part in parts]


def documents(count: int) -> Iterator[Document]:
    """Documents of some days and parties that have so many sentences together."""
    made = sentences(count, SEED)
    for number in range(0, count, OF_ONE):
        at = number // OF_ONE
        yield Document(
            id=f"d{at}",
            text="\n\n".join(made[number : number + OF_ONE]),
            sha256="",
            path=f"d{at}",
            kind="official",
            parties=(f"Party {at % PARTIES}",),
            date=f"{2015 + at % 10}-{1 + at % 12:02}-{1 + at % 28:02}",
        )


def queries(count: int) -> list[str]:
    """Sentences of the corpus of which a third of the words are others."""
    random = np.random.default_rng(SEED + 1)
    known = np.array(words(15_000))
    found = []
    for sentence in sentences(count, SEED):
        held = np.array(sentence.rstrip(".").split(" "))
        others = random.random(len(held)) < 1 / 3
        held[others] = random.choice(known, int(others.sum()))
        found.append(" ".join(held.tolist()))
    return found


def searched(corpus: Corpus) -> dict[str, object]:
    """Milliseconds of the search for vectors, and of all candidates, with and without bounds."""
    asked = queries(QUERIES)
    wanted = int(load_toml("corpus.toml")["search"]["signs"])
    bounds = {
        "all": (Scope(), None),
        "one party, two years": (Scope(since="2020-01-01", until="2021-12-31"), "Party 1"),
    }
    times: dict[str, object] = {}
    for name, (scope, party) in bounds.items():
        search = CorpusSearch(corpus, None, scope)  # type: ignore[arg-type]  # no model is run here
        among = search.among(party)
        vectors = [corpus.static.encode([query]) for query in asked]
        near = partial(corpus.vectors.search, wanted=wanted, among=among, also={})
        every = partial(search.candidates, parties=[party])
        near(vectors[0]), every(asked[0])  # what is loaded once
        taken = [_milliseconds(near, vector) for vector in vectors]
        whole = [_milliseconds(every, query) for query in asked]
        times[name] = {
            "vectors_p50_ms": round(statistics.median(taken), 1),
            "vectors_p95_ms": round(float(np.percentile(taken, 95)), 1),
            "candidates_p50_ms": round(statistics.median(whole), 1),
        }
    return times


def _milliseconds(function: Callable[[Any], object], given: object) -> float:
    begun = time.perf_counter()
    function(given)
    return 1000 * (time.perf_counter() - begun)


def candidates(corpus: Corpus) -> list[list[object]]:
    """The candidates of each query, everything searched."""
    search = CorpusSearch(corpus, None, Scope())  # type: ignore[arg-type]
    return [list(search.candidates(query)[None]) for query in queries(QUERIES)]


def nearest(corpus: Corpus, wanted: int, query: str) -> set[tuple[int, int]]:
    """The NEAREST sentences of those found when so many are wanted."""
    among = CorpusSearch(corpus, None, Scope()).among(None)  # type: ignore[arg-type]
    found = corpus.vectors.search(corpus.static.encode([query]), wanted, among, {})
    places = [
        (-round(float(cosine), 5), number, row)
        for number, (rows, cosines) in found.items()
        for row, cosine in zip(rows.tolist(), cosines, strict=True)
    ]
    return {(number, row) for _, number, row in sorted(places)[:NEAREST]}


def share(one: Sequence[Any], other: Sequence[Any]) -> float:
    """How much of the lists of `one` is in those of `other`, on average."""
    shares = [len(set(a) & set(b)) / max(len(a), 1) for a, b in zip(one, other, strict=True)]
    return round(statistics.mean(shares), 4)


def wait_for_index(client: Any, collection: str) -> None:  # noqa: ANN401
    """Waits until the server has indexed what was flushed, five minutes at most."""
    for _ in range(300):
        (name,) = client.list_indexes(collection)
        if not int(client.describe_index(collection, name).get("pending_index_rows", 0)):
            break
        time.sleep(1)
    time.sleep(5)  # until it is searched


def folder_bytes(folder: Path) -> int:
    """All bytes of the files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measured(folder: Path, count: int, address: str) -> dict[str, object]:
    """The figures of both stores for a corpus of so many sentences."""
    begun = time.perf_counter()
    add(folder, documents(count), create=True, jobs=2)
    built = time.perf_counter() - begun
    local = Corpus(folder)
    told: dict[str, Any] = {"sentences": local.statistics.sentences, "built_s": round(built, 1)}
    vector_bytes = sum(s.arrays.signs.nbytes + s.arrays.vectors.nbytes for s in local.segments)
    told["local"] = {"vector_bytes": vector_bytes, "folder_bytes": folder_bytes(folder), **searched(local)}
    best = candidates(local)
    some = queries(QUERIES)[:EXACT]
    wanted = int(load_toml("corpus.toml")["search"]["signs"])
    exact = [nearest(local, count, query) for query in some]
    told["local"] |= {"exact": share(exact, [nearest(local, wanted, query) for query in some])}
    begun = time.perf_counter()
    move(folder, address, lambda *_: None)
    loaded = time.perf_counter() - begun
    place = parse_address(address)
    client = connect(place)
    begun = time.perf_counter()
    client.flush(place.collection)
    wait_for_index(client, place.collection)
    remote = Corpus(folder)
    told["milvus"] = {
        "loaded_s": round(loaded, 1),
        "loaded_a_second": round(local.statistics.sentences / loaded),
        "indexed_s": round(time.perf_counter() - begun, 1),
        "folder_bytes": folder_bytes(folder),
        **searched(remote),
        "exact": share(exact, [nearest(remote, wanted, query) for query in some]),
    }
    theirs = candidates(remote)
    told["same_candidates"] = share(best, theirs)
    told["same_first"] = share([a[:1] for a in best], [b[:1] for b in theirs])
    remote.vectors.close()
    client.close()
    return told


def main() -> None:
    """Prints one line of JSON for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where corpora and the server's data are kept meanwhile")
    parser.add_argument("--sentences", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--server", help="a running server; one is started where none is named")
    parser.add_argument("--index", default="FLAT", help="FLAT or HNSW. Default: FLAT.")
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        data = given.folder / "server"
        server = given.server or stack.enter_context(running_server(data))
        for count in given.sentences:
            before = folder_bytes(data / "data") if data.exists() else 0
            corpus = given.folder / f"corpus-{count}"
            shutil.rmtree(corpus, ignore_errors=True)
            told = measured(corpus, count, f"{server}/claimcheck_{count}?index={given.index}")
            time.sleep(5)  # until the server has written what was flushed
            told["server_bytes"] = folder_bytes(data / "data") - before if data.exists() else None
            print(json.dumps(told), flush=True)
            move(corpus, "local", lambda *_: None)


if __name__ == "__main__":
    main()
