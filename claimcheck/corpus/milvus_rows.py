"""Sentences as rows of a Milvus collection: their ids there, and all that a search filters by."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from claimcheck.corpus.arrays import Array
from claimcheck.corpus.records import Part, Segment
from claimcheck.corpus.segments import OpenSegment

_ROW_BITS = 32  # of an id, below the number of its part
_CODE_BITS = 63  # of a hash: the server's whole numbers have a sign


class Places:
    """Where in a corpus the rows of a collection are.

    Args:
        segments: of the corpus, as its manifest names them.
    """

    def __init__(self, segments: Sequence[Segment]) -> None:
        held = [(at, part) for at, segment in enumerate(segments) for part in segment.parts]
        self.digests = tuple(part.digest for _, part in held)
        self.sentences = sum(part.sentences for _, part in held)
        self._parts = [segment.parts for segment in segments]
        self._origins = [_sums([part.sentences for part in parts]) for parts in self._parts]
        self._known = {
            part.number: (at, int(origin))
            for at, (parts, origins) in enumerate(zip(self._parts, self._origins, strict=True))
            for part, origin in zip(parts, origins[:-1], strict=True)
        }

    def ids(self, segment: int, rows: Array) -> Array:
        """The ids of rows of a segment, int64."""
        at, inner = self._in_parts(self._origins[segment], rows)
        numbers = np.array([part.number for part in self._parts[segment]], dtype=np.int64)
        found: Array = (numbers[at] << _ROW_BITS) + inner
        return found

    def document_id(self, segment: int, row: int) -> int:
        """The number that stands at the rows of a document of a segment."""
        parts = self._parts[segment]
        at, inner = self._in_parts(_sums([part.documents for part in parts]), np.array([row]))
        return (parts[int(at[0])].number << _ROW_BITS) + int(inner[0])

    def rows(self, ids: Array) -> list[tuple[int, Array, Array]]:
        """For each segment with some of `ids`: its number, rows, ascending, and which of `ids` they are."""
        numbers, inner = ids >> _ROW_BITS, ids & ((1 << _ROW_BITS) - 1)
        segments = np.zeros(len(ids), dtype=np.int64)
        rows = np.zeros(len(ids), dtype=np.int64)
        for number in np.unique(numbers).tolist():
            own = numbers == number
            segments[own], origin = self._known[number]
            rows[own] = inner[own] + origin
        found = []
        for segment in np.unique(segments).tolist():
            at = np.flatnonzero(segments == segment)
            at = at[np.argsort(rows[at])]
            found.append((segment, rows[at], at))
        return found

    @staticmethod
    def _in_parts(origins: Array, rows: Array) -> tuple[Array, Array]:
        """The part of each row, and its row there."""
        at = np.searchsorted(origins, rows, side="right") - 1
        return at, rows - origins[at]


def _sums(counts: Sequence[int]) -> Array:
    return np.cumsum([0, *counts], dtype=np.int64)


def part_of(segment: OpenSegment, owner: str) -> Part:
    """The part that a segment is when it is stored."""
    told = [owner, segment.name, *(f"{one.digest} {one.number} {one.added}" for one in segment.documents)]
    return Part(
        number=int(segment.name.rpartition("-")[2]),
        digest=_code("\n".join(told)),
        sentences=len(segment.arrays.starts),
        documents=len(segment.documents),
    )


def party_code(party: str) -> int:
    """The number that stands for a party: a name could hold anything, and would be read as an expression."""
    return _code(party)


def _code(text: str) -> int:
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> (64 - _CODE_BITS)


def batches(
    segment: OpenSegment, part: Part, vectors: Array, setting: Mapping[str, Any]
) -> Iterator[list[dict[str, Any]]]:
    """The rows of a segment as the server takes them, some at a time.

    Args:
        segment: whose sentences they are.
        part: what it is stored as.
        vectors: int8 (rows, dimension), as `Arrays` has them.
        setting: `[milvus]` of `corpus.toml`.
    """
    most, size = int(setting["parties"]), int(setting["batch"])
    parties = [[party_code(party) for party in one.parties[:most]] for one in segment.documents]
    days, added = segment.days.tolist(), segment.added.tolist()
    for first in range(0, len(vectors), size):
        whole = vectors[first : first + size].astype(np.float32)
        whole /= np.maximum(np.sqrt(np.square(whole).sum(axis=1, keepdims=True)), np.float32(1.0))
        documents = segment.document_of_row[first : first + size].tolist()
        yield [
            {
                "id": (part.number << _ROW_BITS) + first + at,
                "part": part.digest,
                "document": (part.number << _ROW_BITS) + document,
                "day": days[document],
                "added": added[document],
                "parties": parties[document],
                "vector": vector,
            }
            for at, (document, vector) in enumerate(zip(documents, whole, strict=True))
        ]
