"""What a search needs of the static vectors of sentences, wherever they are kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from claimcheck.corpus.arrays import Array
from claimcheck.corpus.candidates import Rows
from claimcheck.corpus.records import Part, Segment
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.segments import OpenSegment


class Among(NamedTuple):
    """Which sentences may be found, said in two ways that mean the same.

    Attributes:
        rows: for each segment, None where nothing of it may be found.
        scope: the days and versions.
        party: whose documents; None for everybody's.
        without: segments with rows of documents there that are out in this scope: they were removed, or
            another version stands for them.
    """

    rows: Sequence[Rows | None]
    scope: Scope
    party: str | None
    without: Sequence[tuple[int, int]]


class Near(NamedTuple):
    """Rows of one segment, ascending, and the cosine of each to the nearest of the query's vectors."""

    rows: Array
    cosines: NDArray[np.float32]


class VectorIndex(Protocol):
    """Static vectors of the sentences of a corpus, searched for the nearest ones.

    A segment is added before the manifest that names it is in force; what no manifest names is never found.
    """

    def add(self, segment: OpenSegment, signs: Array, vectors: Array) -> tuple[Part, ...]:
        """Takes in the vectors of a segment.

        Args:
            segment: whose sentences they are; its documents say when and by whom.
            signs: as `Arrays` has them.
            vectors: as `Arrays` has them.

        Returns:
            What the manifest must know to find them again; nothing where they are in the segment itself.
        """
        ...

    def keep(self, segments: Sequence[Segment]) -> None:
        """Removes the vectors of all segments but these; all vectors where there are none."""
        ...

    def count(self) -> int:
        """How many vectors are found, in whatever scope."""
        ...

    def search(
        self, vectors: NDArray[np.float32], wanted: int, among: Among, also: Mapping[int, Array]
    ) -> dict[int, Near]:
        """The sentences whose vectors are nearest to any of a query's.

        Args:
            vectors: of the wordings of one query, of unit length, shape (wordings, dimension).
            wanted: how many sentences for each wording; as many as there are where there are fewer. Those
                that are as near as the last one may come too, and further ones.
            among: which sentences may be found.
            also: segment -> rows, ascending, whose cosines are wanted however far they are; rows of `among`.

        Returns:
            Segment -> the nearest and `also`; the same for the same query.
        """
        ...

    def close(self) -> None:
        """Ends a connection, if there is one."""
        ...
