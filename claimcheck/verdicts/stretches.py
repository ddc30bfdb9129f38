"""What the entailment model reads of a claim's own document beside the passages that were found in it."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.resources import load_toml
from claimcheck.verdicts.overlap import Part, Texture, nearest


def stretches(part: Part, texture: Texture, sentences: Sequence[str]) -> tuple[str, ...]:
    """Stretches of a document, each as long as the entailment model reads, that share most with `part`.

    A short document is one stretch. Of a longer one the sentences around the closest few, and the sentences
    that share most words wherever they stand, in their order.

    Args:
        part: a claim or one sentence of it.
        texture: the document's.
        sentences: the texts of its sentences.
    """
    bounds = load_toml("pairs.toml")["premises"]
    sizes = [len(text.split()) for text in sentences]
    if sum(sizes) <= bounds["whole_words"]:
        return (" ".join(sentences),)
    near = nearest(part, texture)
    around = _around(near.first, near.last, sizes, bounds["stretch_words"])
    apart = _apart(part, texture, sizes, bounds["stretch_words"])
    found = (" ".join(sentences[at] for at in chosen) for chosen in (around, apart))
    return tuple(dict.fromkeys(text for text in found if text))


def closest(part: Part, texture: Texture, sentences: Sequence[str]) -> str:
    """The few sentences that are closest to `part`, as one text."""
    near = nearest(part, texture)
    return " ".join(sentences[near.first : near.last])


def _around(first: int, last: int, sizes: Sequence[int], room: int) -> list[int]:
    """Indices of the sentences from `first` up to `last`, with those before and after while there is room."""
    taken = sum(sizes[first:last])
    while True:
        grown = False
        for step in (first - 1, last):
            if 0 <= step < len(sizes) and taken + sizes[step] <= room:
                taken += sizes[step]
                first, last = min(first, step), max(last, step + 1)
                grown = True
        if not grown:
            return list(range(first, last))


def _apart(part: Part, texture: Texture, sizes: Sequence[int], room: int) -> list[int]:
    """Indices of the sentences that add most content words of `part` not yet held, while there is room."""
    wanted = frozenset(word.stem for word in part.content)
    held = [wanted.intersection(sentence) for sentence in texture.sentences]
    ranked = sorted(range(len(sizes)), key=lambda at: (-len(held[at]), at))
    chosen: list[int] = []
    taken = 0
    for at in ranked:
        if held[at] and taken + sizes[at] <= room:
            chosen.append(at)
            taken += sizes[at]
        if room - taken < 4:
            break
    return sorted(chosen)
