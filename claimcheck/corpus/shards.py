"""Documents into the arrays of a shard: the work that several processes share."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import get_args, get_type_hints

import msgspec
import numpy as np

from claimcheck.corpus.arrays import (
    DOCUMENTS,
    TEXT,
    Array,
    Arrays,
    pack_bytes,
    pack_signs,
    postings,
    term_hashes,
    write_arrays,
)
from claimcheck.corpus.records import StoredDocument
from claimcheck.language.aliases import use_aliases
from claimcheck.language.sentences import split_sentences
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.protocols import Encoder
from claimcheck.models.static_encoder import static_of
from claimcheck.passages.terms import index_terms
from claimcheck.records import Sentence

KINDS: tuple[str, ...] = get_args(get_type_hints(Sentence)["kind"])
_KIND_CODES = {kind: code for code, kind in enumerate(KINDS)}
_UNREAD = ("language", "no_text")
_WATCH = 0.5  # seconds between two looks for the parent process

Item = tuple[StoredDocument, str]


def make_shard(items: Sequence[Item], encoder: Encoder) -> tuple[Arrays, bytes]:
    """The arrays of some documents and their texts.

    Args:
        items: documents with their texts. One that is in doubt because it has no text or is in another
            language is kept, but has no sentences.
        encoder: gives the static vectors.

    Returns:
        The arrays, and the texts in UTF-8 one after the other.
    """
    cut = [() if document.doubt in _UNREAD else split_sentences(text) for document, text in items]
    sentences = list(chain.from_iterable(cut))
    encoded = [text.encode("utf-8", "surrogatepass") for _, text in items]
    terms = [index_terms(sentence.text) for sentence in sentences]
    lengths = np.array([len(one) for one in terms], dtype=np.int64)
    vectors = encoder.encode([sentence.text for sentence in sentences])
    known = {term: at for at, term in enumerate(dict.fromkeys(chain.from_iterable(terms)))}
    hashes = term_hashes(list(known))[[known[term] for term in chain.from_iterable(terms)]]
    found = postings(hashes, np.repeat(np.arange(len(sentences), dtype=np.uint32), lengths))
    byte_spans = [_byte_spans(text, one) for (_, text), one in zip(items, cut, strict=True)]
    bytes_of = np.concatenate(byte_spans) if byte_spans else np.zeros((0, 2), dtype=np.uint32)
    arrays = Arrays(
        document_bytes=np.cumsum([0, *map(len, encoded)], dtype=np.int64),
        document_rows=np.cumsum([0, *map(len, cut)], dtype=np.int64),
        starts=np.array([sentence.start for sentence in sentences], dtype=np.uint32),
        ends=np.array([sentence.end for sentence in sentences], dtype=np.uint32),
        byte_starts=bytes_of[:, 0],
        byte_ends=bytes_of[:, 1],
        blocks=np.array([sentence.block for sentence in sentences], dtype=np.uint32),
        kinds=np.array([_KIND_CODES[sentence.kind] for sentence in sentences], dtype=np.uint8),
        lengths=np.minimum(lengths, np.iinfo(np.uint16).max).astype(np.uint16),
        signs=pack_signs(vectors),
        vectors=pack_bytes(vectors),
        terms=found[0],
        places=found[1],
        rows=found[2],
        counts=found[3],
    )
    return arrays, b"".join(encoded)


def _byte_spans(text: str, sentences: Sequence[Sentence]) -> Array:
    """First byte of each sentence and the byte after its last, uint32 (sentences, 2)."""
    offsets = [(sentence.start, sentence.end) for sentence in sentences]
    spans = np.array(offsets, dtype=np.uint32).reshape(-1, 2)
    if text.isascii():
        return spans
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    sizes = 1 + (codes > 0x7F).astype(np.uint8) + (codes > 0x7FF) + (codes > 0xFFFF)
    before = np.concatenate([[0], np.cumsum(sizes, dtype=np.uint32)]).astype(np.uint32)
    found: Array = before[spans]
    return found


def write_shard(folder: Path, items: Sequence[Item], encoder: Encoder) -> None:
    """Makes the shard of some documents and writes it to `folder`, which must not be there."""
    arrays, texts = make_shard(items, encoder)
    folder.mkdir()
    (folder / TEXT).write_bytes(texts)
    (folder / DOCUMENTS).write_bytes(msgspec.msgpack.encode([document for document, _ in items]))
    write_arrays(folder, arrays)


# What a worker process loads once.
_worker: dict[str, Encoder] = {}


def start_worker(static: str, aliases: str, parent: int) -> None:
    """Prepares a worker process: static vectors from the file `static`, further names from `aliases`.

    A worker ends when its parent process does, which a parent that is killed cannot tell it.
    """
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    if aliases:
        use_aliases(Path(aliases))
    _worker["static"] = static_of(Path(static), OnnxEncoder(threads=1))


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_WATCH)
    os._exit(1)


def work(folder: str, items: Sequence[Item]) -> int:
    """Writes one shard in a worker process; returns the code points that were indexed."""
    write_shard(Path(folder), items, _worker["static"])
    return sum(len(text) for _, text in items)
