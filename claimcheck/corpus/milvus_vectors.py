"""Static vectors in a collection of a Milvus server.

Each vector has an id of its own: the number of the part of the corpus that it came with, and its row there.
The manifest names the parts, every search asks for them alone, and so whatever else is in the collection is
never found, such as the rows of a writer that was killed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.corpus.arrays import Array
from claimcheck.corpus.milvus_collection import METRIC, owner_of
from claimcheck.corpus.milvus_rows import Places, batches, part_of, party_code
from claimcheck.corpus.milvus_server import connect, parse_address, told
from claimcheck.corpus.records import Part, Segment, VectorHome
from claimcheck.corpus.segments import OpenSegment, day_of
from claimcheck.corpus.vector_index import Among, Near
from claimcheck.errors import MissingInput, UnreadableInput, UsageError
from claimcheck.resources import load_toml

_BACK = "Load them anew with: claimcheck corpus move FOLDER {}."


class MilvusVectors:
    """The index of vectors that are in a collection; the server is asked when it is needed first.

    Args:
        home: where, and whose they are.
        segments: of the corpus, as its manifest names them.
    """

    def __init__(self, home: VectorHome, segments: Sequence[Segment]) -> None:
        self._home = home
        self._address = parse_address(home.address)
        self._places = Places(segments)
        self._setting: dict[str, Any] = load_toml("corpus.toml")["milvus"]
        self._open: list[Any] = []

    @cached_property
    def _client(self) -> Any:  # noqa: ANN401  (pymilvus has no types)
        """A client of the server, whose collection belongs to this corpus."""
        client = connect(self._address)
        self._open.append(client)
        owner = owner_of(client, self._address)
        if owner is None:
            raise MissingInput(
                "the collection of this corpus's vectors is not there",
                where=self._home.address,
                remedy=_BACK.format(self._home.address),
            )
        if owner != self._home.owner:
            raise UsageError(
                "the collection holds something else than this corpus's vectors",
                where=self._home.address,
                remedy="Load them into another one with: claimcheck corpus move FOLDER ADDRESS.",
            )
        return client

    @cached_property
    def _whole(self) -> Any:  # noqa: ANN401
        """The client, when all vectors that the manifest names are known to be there."""
        if (held := self.count()) != self._places.sentences:
            raise UnreadableInput(
                f"the collection holds {held:,} of this corpus's {self._places.sentences:,} vectors",
                where=self._home.address,
                remedy=_BACK.format(self._home.address),
            )
        return self._client

    def add(self, segment: OpenSegment, signs: Array, vectors: Array) -> tuple[Part, ...]:
        """Sends the vectors of a segment; see `VectorIndex`."""
        part = part_of(segment, self._home.owner)
        for rows in batches(segment, part, vectors, self._setting):
            with told(self._address):
                self._client.insert(self._address.collection, rows, timeout=self._setting["seconds"])
        if (held := self._count(f"part == {part.digest}")) != part.sentences:
            raise UnreadableInput(
                f"the collection took {held:,} of {part.sentences:,} vectors",
                where=self._home.address,
                remedy="See the server's log and try again.",
            )
        return (part,)

    def keep(self, segments: Sequence[Segment]) -> None:
        """Removes all vectors but those of these segments; see `VectorIndex`."""
        kept = Places(segments)
        with told(self._address):
            if not segments:
                self._client.drop_collection(self._address.collection, timeout=self._setting["seconds"])
            elif self._count("") != kept.sentences:
                self._client.delete(
                    self._address.collection,
                    filter=f"part not in [{_listed(kept.digests)}]",
                    timeout=self._setting["seconds"],
                )

    def count(self) -> int:
        """How many vectors are found; see `VectorIndex`."""
        return self._count(self._own) if self._places.sentences else 0

    @property
    def _own(self) -> str:
        return f"part in [{_listed(self._places.digests)}]"

    def _count(self, expression: str) -> int:
        """How many rows there are, those just written too."""
        with told(self._address):
            (found,) = self._client.query(
                self._address.collection,
                filter=expression,
                output_fields=["count(*)"],
                consistency_level="Strong",
                timeout=self._setting["seconds"],
            )
        return int(found["count(*)"])

    def search(
        self, vectors: NDArray[np.float32], wanted: int, among: Among, also: Mapping[int, Array]
    ) -> dict[int, Near]:
        """The nearest of all segments together; see `VectorIndex`. At most 16,384 for one vector."""
        if not self._places.sentences or all(rows is None for rows in among.rows):
            return {}
        near = self._nearest(vectors, wanted, self._expression(among))
        further = [self._places.ids(number, rows) for number, rows in also.items()]
        ids = np.unique(np.concatenate([*(own for own, _ in near), *further]))
        scores = np.full((len(vectors), len(ids)), np.nan, dtype=np.float32)
        for scored, (own, cosines) in zip(scores, near, strict=True):
            scored[np.searchsorted(ids, own)] = cosines
        unknown = np.flatnonzero(np.isnan(scores).any(axis=0))
        if len(unknown):
            scores[:, unknown] = vectors @ self._stored(ids[unknown]).T
        best = np.round(scores.max(axis=0, initial=-1.0), self._setting["decimals"])
        return {
            number: Near(rows, best[at].astype(np.float32)) for number, rows, at in self._places.rows(ids)
        }

    def _expression(self, among: Among) -> str:
        """Which rows may be found, in the server's words. Only numbers go into it, never a name."""
        scope = among.scope
        clauses = [self._own]
        if among.party is not None:
            clauses.append(f"array_contains(parties, {party_code(among.party)})")
        if scope.since:
            clauses.append(f"(day == 0 or day >= {day_of(scope.since)})")
        if scope.until:
            clauses.append(f"(day == 0 or day <= {day_of(scope.until)})")
        if day_of(scope.as_of):
            clauses.append(f"added <= {day_of(scope.as_of)}")
        if among.without:
            out = [self._places.document_id(number, row) for number, row in among.without]
            clauses.append(f"document not in [{_listed(out)}]")
        return " and ".join(clauses)

    def _nearest(
        self, vectors: NDArray[np.float32], wanted: int, expression: str
    ) -> list[tuple[Array, Array]]:
        """For each vector ids and cosines of the nearest rows; of rows that tie all or none, not some."""
        most, decimals = int(self._setting["most_hits"]), int(self._setting["decimals"])
        wanted = min(wanted, most)
        limit = min(wanted + int(self._setting["ties"]), most)
        while True:
            hits = [(ids, np.round(own, decimals)) for ids, own in self._hits(vectors, limit, expression)]
            torn = [len(own) == limit and own[-1] == own[wanted - 1] for _, own in hits]
            if not any(torn) or limit == most:
                break
            limit = min(2 * limit, most)
        # Of those that tie with the last hit of a full list others may be missing.
        kept = [
            own > own[-1] if len(own) == limit and not tied else np.ones(len(own), dtype=bool)
            for (_, own), tied in zip(hits, torn, strict=True)
        ]
        return [(ids[which], own[which]) for (ids, own), which in zip(hits, kept, strict=True)]

    def _hits(self, vectors: NDArray[np.float32], limit: int, expression: str) -> list[tuple[Array, Array]]:
        further = {"ef": limit} if self._address.kind == "HNSW" else {}
        with told(self._address):
            found = self._whole.search(
                self._address.collection,
                data=list(vectors),
                anns_field="vector",
                search_params={"metric_type": METRIC, "params": further},
                limit=limit,
                filter=expression,
                consistency_level="Bounded",  # what the check of the count has seen is seen here too
                timeout=self._setting["seconds"],
            )
        return [
            (np.array(hits.ids, dtype=np.int64), np.array(hits.distances, dtype=np.float32)) for hits in found
        ]

    def _stored(self, ids: Array) -> NDArray[np.float32]:
        """The vectors of rows by their ids, in their order."""
        size = int(self._setting["batch"])
        known: dict[int, Sequence[float]] = {}
        for first in range(0, len(ids), size):
            with told(self._address):
                found = self._whole.query(
                    self._address.collection,
                    filter=f"{self._own} and id in [{_listed(ids[first : first + size].tolist())}]",
                    output_fields=["vector"],
                    consistency_level="Bounded",
                    timeout=self._setting["seconds"],
                )
            known |= {row["id"]: row["vector"] for row in found}
        return np.array([known[id_] for id_ in ids.tolist()], dtype=np.float32)

    def close(self) -> None:
        """Ends the connection; see `VectorIndex`."""
        while self._open:
            self._open.pop().close()


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, numbers))
