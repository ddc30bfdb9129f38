"""Static vectors in the segments of the corpus itself, mapped into memory."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from claimcheck.corpus.arrays import Array
from claimcheck.corpus.candidates import cosines, nearest_rows
from claimcheck.corpus.records import Part, Segment
from claimcheck.corpus.segments import OpenSegment
from claimcheck.corpus.vector_index import Among, Near
from claimcheck.resources import load_toml
from claimcheck.writing import write_whole

_FILES = ("signs.npy", "vectors.npy")
_PIECE = 1 << 22  # values that are written at a time


class LocalVectors:
    """The index of vectors that lie in the segments: compared by their signs, the nearest by all bytes.

    Args:
        segments: of the corpus.
    """

    def __init__(self, segments: Sequence[OpenSegment]) -> None:
        self._segments = segments

    def add(self, segment: OpenSegment, signs: Array, vectors: Array) -> tuple[Part, ...]:
        """Writes the vectors of a segment into it; see `VectorIndex`."""
        for name, array in zip(_FILES, (signs, vectors), strict=True):
            _write(segment.folder / name, array)
        return ()

    def keep(self, segments: Sequence[Segment]) -> None:
        """Takes the vectors out of all other segments; see `VectorIndex`."""
        kept = {segment.name for segment in segments}
        for segment in self._segments:
            if segment.name not in kept:
                _write(segment.folder / _FILES[0], segment.arrays.signs[:, :0])
                _write(segment.folder / _FILES[1], segment.arrays.vectors[:0])

    def count(self) -> int:
        """How many vectors there are; see `VectorIndex`."""
        return sum(len(segment.arrays.vectors) for segment in self._segments)

    def search(
        self, vectors: NDArray[np.float32], wanted: int, among: Among, also: Mapping[int, Array]
    ) -> dict[int, Near]:
        """The nearest of each segment; see `VectorIndex`."""
        by_signs = max(wanted, int(load_toml("corpus.toml")["search"]["signs"]))
        found = {}
        for number, (segment, rows) in enumerate(zip(self._segments, among.rows, strict=True)):
            if rows is not None and rows.last > rows.first:
                near = nearest_rows(segment, vectors, rows, by_signs)
                chosen = np.union1d(also[number], near) if number in also else near
                found[number] = Near(chosen, cosines(segment, vectors, chosen))
        return found

    def close(self) -> None:
        """Does nothing: there is no connection."""


def _write(path: Path, array: Array) -> None:
    write_whole(path, _npy(np.ascontiguousarray(array)))


def _npy(array: Array) -> Iterator[bytes]:
    """An array as a .npy file, in pieces that fit into memory."""
    header = io.BytesIO()
    np.lib.format.write_array_header_1_0(header, np.lib.format.header_data_from_array_1_0(array))
    yield header.getvalue()
    flat = array.reshape(-1)
    for first in range(0, len(flat), _PIECE):
        yield flat[first : first + _PIECE].tobytes()
