"""The arrays of a segment: written from shards, mapped into memory to be read.

Rows are sentences. The postings of a term are the rows that hold it and how often, ordered by row; terms are
known by a hash, so that no dictionary has to be read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimcheck.errors import UnreadableInput
from claimcheck.resources import load_toml

TEXT = "text.bin"
DOCUMENTS = "documents.msgpack"
_BYTES_A_WORD = 8
_BY_ROW = ("starts", "ends", "byte_starts", "byte_ends", "blocks", "kinds", "lengths", "vectors")

Array = NDArray[Any]


class Arrays(NamedTuple):
    """The arrays of a segment or of a shard.

    Attributes:
        document_bytes: int64 (documents + 1,), where each document's text begins in `text.bin`.
        document_rows: int64 (documents + 1,), the first sentence of each document.
        starts: uint32 (rows,), first code point of each sentence in its document.
        ends: uint32 (rows,), the code point after its last.
        byte_starts: uint32 (rows,), its first byte in its document.
        byte_ends: uint32 (rows,), the byte after its last.
        blocks: uint32 (rows,), the block that it stands in.
        kinds: uint8 (rows,), the kind of that block.
        lengths: uint16 (rows,), its number of terms.
        signs: uint64 (dimension / 64, rows), the signs of its static vector; without columns where vectors
            are kept outside the corpus.
        vectors: int8 (rows, dimension), its static vector, scaled to the full range; then without rows.
        terms: uint64 (terms,), hashes, ascending.
        places: int64 (terms + 1,), where the postings of each term begin.
        rows: uint32 (postings,).
        counts: uint8 (postings,).
    """

    document_bytes: Array
    document_rows: Array
    starts: Array
    ends: Array
    byte_starts: Array
    byte_ends: Array
    blocks: Array
    kinds: Array
    lengths: Array
    signs: Array
    vectors: Array
    terms: Array
    places: Array
    rows: Array
    counts: Array


def term_hashes(terms: Sequence[str]) -> Array:
    """The hash of each term, uint64."""
    data = b"".join(
        hashlib.blake2b(term.encode("utf-8", "surrogatepass"), digest_size=_BYTES_A_WORD).digest()
        for term in terms
    )
    return np.frombuffer(data, dtype="<u8")


def postings(hashes: Array, rows: Array) -> tuple[Array, Array, Array, Array]:
    """Postings of occurrences, as `terms`, `places`, `rows` and `counts` of `Arrays`.

    Args:
        hashes: uint64, the term of each occurrence.
        rows: uint32, the row of each occurrence, ascending.
    """
    order = np.argsort(hashes, kind="stable")
    hashes, rows = hashes[order], rows[order]
    fresh = np.ones(len(hashes), dtype=bool)
    fresh[1:] = (hashes[1:] != hashes[:-1]) | (rows[1:] != rows[:-1])
    begins = np.flatnonzero(fresh)
    most = int(load_toml("corpus.toml")["index"]["highest_count"])
    counts = np.minimum(np.diff(begins, append=len(hashes)), most).astype(np.uint8)
    terms, places = _terms(hashes[begins])
    return terms, places, rows[begins].astype(np.uint32), counts


def _terms(hashes: Array) -> tuple[Array, Array]:
    """Each distinct value of ascending `hashes`, and where its run begins; the end comes last."""
    fresh = np.ones(len(hashes), dtype=bool)
    fresh[1:] = hashes[1:] != hashes[:-1]
    begins = np.flatnonzero(fresh)
    return hashes[begins], np.append(begins, len(hashes)).astype(np.int64)


def merge(parts: Sequence[Arrays]) -> Arrays:
    """The arrays of several segments or shards, one after the other, as those of one."""
    heights = [len(part.starts) for part in parts]
    origins = np.cumsum([0, *heights[:-1]])
    hashes = np.concatenate([np.repeat(part.terms, np.diff(part.places)) for part in parts])
    rows = np.concatenate(
        [part.rows.astype(np.uint32) + np.uint32(origin) for part, origin in zip(parts, origins, strict=True)]
    )
    counts = np.concatenate([part.counts for part in parts])
    order = np.argsort(hashes, kind="stable")
    terms, places = _terms(hashes[order])
    return Arrays(
        document_bytes=_joined([part.document_bytes for part in parts]),
        document_rows=_joined([part.document_rows for part in parts]),
        **{name: np.concatenate([getattr(part, name) for part in parts]) for name in _BY_ROW},
        signs=np.concatenate([part.signs for part in parts], axis=1),
        terms=terms,
        places=places,
        rows=rows[order],
        counts=counts[order],
    )


def _joined(bounds: Iterable[Array]) -> Array:
    """Bounds of several parts as those of one whole."""
    found = [np.zeros(1, dtype=np.int64)]
    for bound in bounds:
        found.append(found[-1][-1] + bound[1:])
    return np.concatenate(found)


def write_arrays(folder: Path, arrays: Arrays) -> int:
    """Writes the arrays, a file each; returns their bytes."""
    for name, array in zip(Arrays._fields, arrays, strict=True):
        np.save(folder / f"{name}.npy", np.ascontiguousarray(array), allow_pickle=False)
    return int(sum(array.nbytes for array in arrays))


def map_arrays(folder: Path) -> Arrays:
    """The arrays of a folder, mapped into memory.

    Raises:
        UnreadableInput: one is missing, damaged or does not fit the others.
    """
    try:
        found = Arrays(*(_mapped(folder / f"{name}.npy") for name in Arrays._fields))
    except (OSError, ValueError, EOFError) as error:
        raise _damaged(folder, str(error)) from error
    height = len(found.starts)
    fits = (
        all(len(getattr(found, name)) == height for name in _BY_ROW if name != "vectors")
        # They may have been moved to a vector index outside the corpus.
        and len(found.vectors) == found.signs.shape[1] in (0, height)
        and int(found.document_rows[-1]) == height
        and int(found.places[-1]) == len(found.rows) == len(found.counts)
        and len(found.places) == len(found.terms) + 1
    )
    if not fits:
        raise _damaged(folder, "its parts do not fit")
    return found


def _damaged(folder: Path, why: str) -> UnreadableInput:
    return UnreadableInput(f"the corpus is damaged: {why}", where=str(folder), remedy="Build it anew.")


def _mapped(path: Path) -> Array:
    """A file's array; an empty one cannot be mapped and is read."""
    array: Array = np.load(path, mmap_mode="r", allow_pickle=False)
    if not array.size:
        array = np.load(path, allow_pickle=False)
    return array


def pack_signs(vectors: NDArray[np.float32]) -> Array:
    """Which components are above 0, 64 to a word: uint64 (dimension / 64, rows)."""
    packed = np.packbits(vectors > 0, axis=1)
    words: Array = np.ascontiguousarray(packed).view("<u8").T
    return np.ascontiguousarray(words)


def pack_bytes(vectors: NDArray[np.float32]) -> Array:
    """The vectors as int8, each scaled so that its largest component is 127; their length is lost."""
    most = np.abs(vectors).max(axis=1, keepdims=True, initial=1e-12)
    found: Array = np.rint(vectors * (127 / most)).astype(np.int8)
    return found
