"""Segments on disk: read, joined, and opened to be searched."""

from __future__ import annotations

import datetime
import mmap
import shutil
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np

from claimcheck.corpus.arrays import DOCUMENTS, TEXT, Array, Arrays, map_arrays, merge, write_arrays
from claimcheck.corpus.files import sync
from claimcheck.corpus.records import Segment, StoredDocument
from claimcheck.corpus.shards import KINDS
from claimcheck.errors import UnreadableInput
from claimcheck.records import Sentence
from claimcheck.resources import load_toml


def stored_documents(folder: Path) -> tuple[StoredDocument, ...]:
    """The documents of a segment or shard, without their texts.

    Raises:
        UnreadableInput: the file is missing or damaged.
    """
    try:
        data = (folder / DOCUMENTS).read_bytes()
        return msgspec.msgpack.decode(data, type=tuple[StoredDocument, ...])
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInput(
            f"the corpus is damaged: {error}", where=str(folder / DOCUMENTS), remedy="Build it anew."
        ) from error


def join_segments(folder: Path, name: str, parts: Sequence[Path]) -> Segment:
    """Writes one segment of several segments or shards, in their order; what was there goes.

    Args:
        folder: where segments lie.
        name: of the new one.
        parts: folders of the old ones.
    """
    target = folder / name
    if target.exists():  # left by a writer that was killed
        shutil.rmtree(target)
    target.mkdir()
    documents = [document for part in parts for document in stored_documents(part)]
    (target / DOCUMENTS).write_bytes(msgspec.msgpack.encode(documents))
    with (target / TEXT).open("wb") as stream:
        for part in parts:
            with (part / TEXT).open("rb") as source:
                shutil.copyfileobj(source, stream, 1 << 20)
    arrays = merge([map_arrays(part) for part in parts])
    index_bytes = write_arrays(target, arrays)
    sync(target)
    return Segment(
        name=name,
        documents=len(documents),
        sentences=len(arrays.starts),
        passages=int(passages_of_documents(arrays).sum()),
        terms=int(arrays.lengths.sum(dtype=np.int64)),
        text_bytes=int(arrays.document_bytes[-1]),
        index_bytes=index_bytes,
    )


def passages_of_documents(arrays: Arrays) -> Array:
    """How many passages the sentences of each document make, as `make_passages` cuts them; int64."""
    bounds = load_toml("retrieval.toml")["windows"]
    starts, ends = arrays.starts.astype(np.int64), arrays.ends.astype(np.int64)
    heights = np.diff(arrays.document_rows)
    last = np.repeat(arrays.document_rows[1:], heights)  # the row after the document's last
    windows = np.ones(len(starts), dtype=np.int64)
    going_on = np.arange(len(starts))
    for more in range(1, bounds["sentences"]):
        going_on = going_on[going_on + more < last[going_on]]
        going_on = going_on[ends[going_on + more] - starts[going_on] <= bounds["characters"]]
        windows[going_on] += 1
    found: Array = np.diff(np.concatenate([[0], np.cumsum(windows)])[arrays.document_rows])
    return found


class OpenSegment:
    """A segment that is searched: arrays mapped into memory, the rest read when it is needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.name = folder.name
        self.arrays = map_arrays(folder)
        self.documents = stored_documents(folder)
        if len(self.documents) + 1 != len(self.arrays.document_rows):
            raise UnreadableInput(
                "the corpus is damaged: its parts do not fit", where=str(folder), remedy="Build it anew."
            )

    @cached_property
    def document_of_row(self) -> Array:
        """The document of each sentence, int32."""
        heights = np.diff(self.arrays.document_rows)
        return np.repeat(np.arange(len(heights), dtype=np.int32), heights)

    @cached_property
    def days(self) -> Array:
        """The date of each document as a day's ordinal, 0 where it has none."""
        return np.array([day_of(document.date) for document in self.documents], dtype=np.int32)

    @cached_property
    def added(self) -> Array:
        """The day from which each document stands: 0 unless it followed an earlier version."""
        return np.array(
            [day_of(document.added[:10]) if document.follows else 0 for document in self.documents],
            dtype=np.int32,
        )

    @cached_property
    def terms_of_documents(self) -> Array:
        """How many terms each document has, float64."""
        before = np.concatenate([[0], np.cumsum(self.arrays.lengths, dtype=np.int64)])
        found: Array = np.diff(before[self.arrays.document_rows]).astype(np.float64)
        return found

    @cached_property
    def passages(self) -> Array:
        """How many passages each document has, int64."""
        return passages_of_documents(self.arrays)

    @cached_property
    def _text(self) -> bytes | mmap.mmap:
        with (self.folder / TEXT).open("rb") as stream:
            if not stream.seek(0, 2):
                return b""
            return mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)

    def text(self, document: int) -> str:
        """The text of a document by its row."""
        start, end = (int(at) for at in self.arrays.document_bytes[document : document + 2])
        return self._text[start:end].decode("utf-8", "surrogatepass")

    def sentence_text(self, row: int) -> str:
        """The text of one sentence."""
        origin = int(self.arrays.document_bytes[self.document_of_row[row]])
        start, end = int(self.arrays.byte_starts[row]), int(self.arrays.byte_ends[row])
        return self._text[origin + start : origin + end].decode("utf-8", "surrogatepass")

    def sentences(self, document: int, text: str) -> tuple[Sentence, ...]:
        """The sentences of a document whose text is `text`."""
        first, last = (int(at) for at in self.arrays.document_rows[document : document + 2])
        part = slice(first, last)
        return tuple(
            Sentence(text[start:end], start, end, KINDS[kind], block)
            for start, end, kind, block in zip(
                self.arrays.starts[part].tolist(),
                self.arrays.ends[part].tolist(),
                self.arrays.kinds[part].tolist(),
                self.arrays.blocks[part].tolist(),
                strict=True,
            )
        )


def day_of(date: str) -> int:
    """An ISO date as a day's ordinal; 0 for an empty or impossible one."""
    try:
        return datetime.date.fromisoformat(date).toordinal() if date else 0
    except ValueError:
        return 0
