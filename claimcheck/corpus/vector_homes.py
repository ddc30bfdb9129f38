"""Where a corpus keeps its static vectors: in its own segments, or on a server; and how they get there."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from claimcheck.corpus.arrays import Array, Arrays, pack_bytes, pack_signs
from claimcheck.corpus.files import OWNER, SEGMENTS, read_manifest, sync, write_lock, write_manifest
from claimcheck.corpus.local_vectors import LocalVectors
from claimcheck.corpus.records import Manifest, Part, Segment, VectorHome
from claimcheck.corpus.segments import OpenSegment
from claimcheck.corpus.vector_index import VectorIndex
from claimcheck.errors import ClaimcheckError, UsageError
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.static_encoder import StaticEncoder, static_of
from claimcheck.writing import write_whole

LOCAL = "local"
_AT_A_TIME = 50_000  # sentences whose vectors are computed anew

Progress = Callable[[str, int, int], None]


def open_index(
    home: VectorHome | None, segments: Sequence[Segment], opened: Sequence[OpenSegment]
) -> VectorIndex:
    """The index of a corpus's vectors.

    Args:
        home: where they are, as the manifest says.
        segments: as the manifest names them.
        opened: the same, open.
    """
    if home is None:
        return LocalVectors(opened)
    from claimcheck.corpus.milvus_vectors import MilvusVectors

    return MilvusVectors(home, segments)


def found_home(folder: Path, address: str, dimension: int) -> VectorHome | None:
    """A new, empty place for the vectors of the corpus in `folder`; None for its own segments.

    Args:
        folder: of the corpus, whose lock is held.
        address: of a collection on a Milvus server, or "local".
        dimension: of the vectors.

    Raises:
        UsageError: the address is malformed, or the collection is another's.
        UnreadableInput: the server cannot be reached, or fails.
    """
    if address == LOCAL:
        return None
    from claimcheck.corpus.milvus_collection import make_collection

    home = VectorHome(address=address, owner=_owner(folder))
    make_collection(home, dimension)
    return home


def _owner(folder: Path) -> str:
    """What tells the vectors of this corpus from those of others; noted before anything is stored so."""
    path = folder / OWNER
    with contextlib.suppress(OSError, UnicodeDecodeError):
        if known := path.read_text(encoding="ascii").strip():
            return known
    fresh = secrets.token_hex(8)
    write_whole(path, fresh.encode() + b"\n")
    return fresh


def check_home(folder: Path, manifest: Manifest | None, address: str | None) -> None:
    """Makes sure that vectors can be stored where they will be, before much work is done.

    Args:
        folder: of the corpus.
        manifest: None where there is none yet.
        address: where the caller wants them; None leaves it to the manifest.

    Raises:
        UsageError: those of the corpus are elsewhere, or the address is malformed.
        UnreadableInput: the server cannot be reached.
    """
    present = address or LOCAL
    if manifest is not None:
        present = LOCAL if manifest.vectors is None else manifest.vectors.address
    if address not in (None, present):
        raise UsageError(
            f"the vectors of this corpus are at {present}",
            where=str(folder),
            remedy=f"Move them with: claimcheck corpus move {folder} {address}.",
        )
    if present != LOCAL:
        from claimcheck.corpus.milvus_server import connect, parse_address

        connect(parse_address(present)).close()


def put_away(
    folder: Path, manifest: Manifest, fresh: Sequence[Segment], on_progress: Progress
) -> tuple[Segment, ...]:
    """New segments, not in force yet, with their vectors brought where those of `manifest` are.

    What a killed writer left there is removed first.
    """
    if manifest.vectors is None:
        return tuple(fresh)
    with contextlib.closing(open_index(manifest.vectors, manifest.segments, ())) as index:
        if manifest.segments:
            index.keep(manifest.segments)
        _strip(folder, manifest.segments)
        return tuple(_stored(folder, index, fresh, on_progress))


def _stored(
    folder: Path, index: VectorIndex, segments: Sequence[Segment], on_progress: Progress
) -> Iterator[Segment]:
    total, done = sum(segment.sentences for segment in segments), 0
    for segment in segments:
        on_progress("store vectors", done, total)
        opened = OpenSegment(folder / SEGMENTS / segment.name)
        held = opened.arrays.signs, opened.arrays.vectors
        parts = index.add(opened, *held)
        _strip(folder, [segment])
        yield _record(segment, opened, parts, held)
        done += segment.sentences


def move(folder: Path, address: str, on_progress: Progress) -> int:
    """Moves the vectors of a corpus to a collection on a server, or back into its segments.

    Vectors that are not in the segments are computed anew from the texts, so that nothing is lost if a server
    is. The place where they were is emptied at the end, if it can be reached.

    Args:
        folder: the corpus.
        address: of a collection on a Milvus server, or "local".
        on_progress: told how many vectors have been moved.

    Returns:
        How many there are.

    Raises:
        MissingInput: there is no corpus.
        UsageError: another process writes to it, the address is malformed, or the collection is another's.
        UnreadableInput: the server cannot be reached, or fails.
    """
    read_manifest(folder)
    with write_lock(folder):
        manifest = read_manifest(folder)
        static = static_of(folder / manifest.static, OnnxEncoder())
        home = found_home(folder, address, static.dimension)
        opened = [OpenSegment(folder / SEGMENTS / segment.name) for segment in manifest.segments]
        index = open_index(home, manifest.segments, opened)
        segments, total, done = [], sum(segment.sentences for segment in manifest.segments), 0
        for segment, one in zip(manifest.segments, opened, strict=True):
            on_progress("move vectors", done, total)
            held = _vectors(one, static)
            segments.append(_record(segment, one, index.add(one, *held), held))
            done += segment.sentences
        index.close()
        for segment in manifest.segments if home is None else ():
            sync(folder / SEGMENTS / segment.name)
        moved = msgspec.structs.replace(manifest, vectors=home, segments=tuple(segments))
        write_manifest(folder, moved)
        _leave(folder, manifest, moved)
    return total


def _leave(folder: Path, before: Manifest, after: Manifest) -> None:
    """Empties the place where vectors were before."""
    if after.vectors is not None:
        _strip(folder, after.segments)
    same = after.vectors is not None and before.vectors is not None and _place(before) == _place(after)
    if before.vectors is None or same:
        return
    # Where the server is gone, or the collection, there is nothing to empty.
    with (
        contextlib.suppress(ClaimcheckError),
        contextlib.closing(open_index(before.vectors, before.segments, ())) as index,
    ):
        index.keep(())


def _place(manifest: Manifest) -> tuple[str, str]:
    from claimcheck.corpus.milvus_server import parse_address

    address = parse_address(manifest.vectors.address if manifest.vectors else "")
    return address.server, address.collection


def _vectors(segment: OpenSegment, static: StaticEncoder) -> tuple[Array, Array]:
    """Signs and vectors of a segment: its own, or computed anew."""
    arrays: Arrays = segment.arrays
    height = len(arrays.starts)
    if len(arrays.vectors) == height:
        return arrays.signs, arrays.vectors
    signs, vectors = [], []
    for first in range(0, height, _AT_A_TIME):
        rows = range(first, min(first + _AT_A_TIME, height))
        found = static.encode([segment.sentence_text(row) for row in rows])
        signs.append(pack_signs(found))
        vectors.append(pack_bytes(found))
    return np.concatenate(signs, axis=1), np.concatenate(vectors)


def _strip(folder: Path, segments: Sequence[Segment]) -> None:
    """Takes the vectors out of segments, where they still are."""
    opened = [OpenSegment(folder / SEGMENTS / segment.name) for segment in segments]
    LocalVectors([one for one in opened if len(one.arrays.vectors)]).keep(())


def _record(segment: Segment, opened: OpenSegment, parts: tuple[Part, ...], held: Sequence[Array]) -> Segment:
    """The record of a segment that was stored as `parts`, or with the arrays `held` in itself."""
    rest = [getattr(opened.arrays, name) for name in Arrays._fields if name not in ("signs", "vectors")]
    size = sum(array.nbytes for array in (rest if parts else [*rest, *held]))
    return msgspec.structs.replace(segment, parts=parts, index_bytes=int(size))
