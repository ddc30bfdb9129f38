"""Windows of one to three consecutive sentences: the passages that could bear on a claim."""

from __future__ import annotations

from claimcheck.records import Document, Passage, Sentence
from claimcheck.resources import load_toml


def make_passages(document: Document, sentences: tuple[Sentence, ...]) -> tuple[Passage, ...]:
    """Every window of one to three consecutive sentences of `document`.

    Args:
        document: the text that the sentences were cut from.
        sentences: its sentences, in order.

    Returns:
        Passages ordered by first sentence, then length. A window longer than the bound in
        `retrieval.toml` is left out unless it is a single sentence, so the number of passages grows
        with the document, never with its square.
    """
    bounds = load_toml("retrieval.toml")["windows"]
    passages = []
    for first in range(len(sentences)):
        for last in range(first, min(first + bounds["sentences"], len(sentences))):
            start, end = sentences[first].start, sentences[last].end
            if last > first and end - start > bounds["characters"]:
                break
            passages.append(
                Passage(
                    document=document.id,
                    text=document.text[start:end],
                    start=start,
                    end=end,
                    sentences=(first, last + 1),
                )
            )
    return tuple(passages)
