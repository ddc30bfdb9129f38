"""What was read of a document: its metadata, blocks and sentences, for people and as JSON."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec

from claimcheck.language.blocks import split_blocks
from claimcheck.language.sentences import split_sentences
from claimcheck.records import Block, Document, Sentence
from claimcheck.reports.layout import clean, wrap

SCHEMA = "claimcheck/documents/1"
_KEY = 12  # width of the column of metadata names
_PLACE = 15  # width of the column of offsets


class ReadDocument(Document, frozen=True, kw_only=True):
    """A document with the blocks and sentences that its text was cut into; all offsets count in `text`."""

    blocks: tuple[Block, ...]
    sentences: tuple[Sentence, ...]


class Region(NamedTuple):
    """A stretch of a text, in code points, that alone is to be shown."""

    start: int
    end: int


def as_read(document: Document) -> ReadDocument:
    """The document with its blocks and sentences."""
    fields = {name: getattr(document, name) for name in document.__struct_fields__}
    return ReadDocument(
        **fields, blocks=split_blocks(document.text), sentences=split_sentences(document.text)
    )


def documents_to_json(documents: Sequence[Document]) -> bytes:
    """`{"schema", "documents"}` as indented UTF-8 JSON with a final newline."""
    whole = {"schema": SCHEMA, "documents": [as_read(document) for document in documents]}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1) + b"\n"


def render_document(document: Document, *, width: int, region: Region | None = None) -> str:
    """The document for a terminal: metadata, then each block with its sentences and their offsets.

    Args:
        document: what was read.
        width: columns.
        region: show only the blocks that this stretch touches, the stretch itself between » and «.
    """
    read = as_read(document)
    lines = [*_metadata(read, width), ""]
    for at, block in enumerate(read.blocks):
        if region is not None and not _touches(block, region):
            continue
        page = _page(document, block.start)
        lines.append(f"{block.kind}{f', page {page}' if page else ''}")
        for sentence in read.sentences:
            if sentence.block == at and (region is None or _touches(sentence, region)):
                lines += _wrapped(sentence, width, region)
        lines.append("")
    return "\n".join(lines[:-1]) + "\n"


def _metadata(read: ReadDocument, width: int) -> Iterator[str]:
    yield clean(read.title or read.id)
    size = f"{len(read.text):,} characters, {len(read.blocks):,} blocks, {len(read.sentences):,} sentences"
    rows = (
        ("path", read.path),
        ("address", read.url or ""),
        ("retrieved", read.retrieved or ""),
        ("party", ", ".join(read.parties)),
        ("date", read.date),
        ("kind", read.kind),
        ("author", read.author),
        ("site", read.site),
        ("sha256", read.sha256),
        ("reader", read.reader),
        ("encoding", read.encoding),
        ("pages", f"{len(read.pages):,}" if read.pages else ""),
        ("text", size),
        *(("doubt", line) for line in read.warnings),
    )
    for name, value in rows:
        if value:
            yield from wrap(value, max(width, 2 * _KEY), f"  {name:<{_KEY - 2}}", " " * _KEY)


def _wrapped(sentence: Sentence, width: int, region: Region | None) -> list[str]:
    shown = sentence.text
    if region is not None:
        first = max(region.start - sentence.start, 0)
        last = min(region.end - sentence.start, len(shown))
        shown = f"{shown[:first]}»{shown[first:last]}«{shown[last:]}"
    place = f"  {sentence.start}-{sentence.end}"
    return wrap(shown, max(width, 2 * _PLACE), f"{place:<{_PLACE}}", " " * _PLACE)


def _touches(span: Block | Sentence, region: Region) -> bool:
    return span.start < region.end and region.start < span.end


def _page(document: Document, start: int) -> int:
    """The number of the page on which `start` stands, from 1; 0 where the source has no pages."""
    return bisect_right(document.pages, start) if document.pages else 0
