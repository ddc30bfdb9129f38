"""Sentences with their offsets: block by block, so that none crosses a heading, list item or paragraph.

Sentences are ordered, disjoint and verbatim. Together they cover every character that is not white space,
except the marks that layout puts in front of a block (`# `, `- `, `1. `, `(a) `, `> `) and lines of
nothing but such marks: a sentence begins after them, so that its text is clean. Where a quotation or
parenthesis holds several sentences, each is one; quotation marks and brackets that close upon a sentence
stay with it. A dateline is a sentence of its own kind.
"""

from __future__ import annotations

from claimcheck.language.blocks import content_start, split_blocks
from claimcheck.language.boundaries import sentence_spans
from claimcheck.records import Sentence


def split_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of `text` in order; offsets are code points of `text`.

    Each carries the kind and the index of the block (of `split_blocks(text)`) that it stands in. The time
    needed grows linearly with the text, whatever the text holds.
    """
    sentences: list[Sentence] = []
    for index, block in enumerate(split_blocks(text)):
        start = content_start(block)
        if start == block.end:
            continue
        if block.kind == "dateline":
            sentences.append(Sentence(text[start : block.end], start, block.end, block.kind, index))
            continue
        sentences.extend(
            Sentence(text[begin:end], begin, end, block.kind, index)
            for begin, end in sentence_spans(text, start, block.end, heading=block.kind == "heading")
        )
    return tuple(sentences)
