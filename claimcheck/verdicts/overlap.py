"""How much of a claim's wording a whole document shares, without any model.

Shares of words, pairs and triples of words (as in Grusky et al., "Newsroom", NAACL 2018), the closest few
sentences, and what differs from them word by word.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from claimcheck.language.polarity import find_negations
from claimcheck.language.words import Word, is_stopword, words
from claimcheck.resources import load_toml

NAMES = (
    "words_shared",
    "words_shared_near",
    "pairs_shared",
    "triples_shared",
    "in_order",
    "run",
    "numbers_lacking",
    "names_lacking",
    "replaced",
    "replaced_new",
    "inserted_new",
    "few_words_changed",
    "negation_differs",
    "claim_negated",
)
"""Names of the features that `overlap_features` gives."""


class Part(NamedTuple):
    """One sentence of a claim: its words, and those of them that carry meaning."""

    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]


class Texture(NamedTuple):
    """A document as stems: of each sentence, of all, and the pairs and triples of neighbours."""

    sentences: tuple[tuple[str, ...], ...]
    stems: frozenset[str]
    pairs: frozenset[tuple[str, ...]]
    triples: frozenset[tuple[str, ...]]


class Near(NamedTuple):
    """The closest sentences to a part of a claim: from the first up to the last, that one left out."""

    first: int
    last: int
    shared: float


def part_of(text: str) -> Part:
    """Reads one sentence of a claim."""
    found = words(text)
    return Part(text, found, tuple(word for word in found if not is_stopword(word)))


def texture_of(sentences: Sequence[str]) -> Texture:
    """Reads the sentences of a document."""
    stems = tuple(tuple(word.stem for word in words(text)) for text in sentences)
    whole = [stem for sentence in stems for stem in sentence]
    return Texture(stems, frozenset(whole), frozenset(_grams(whole, 2)), frozenset(_grams(whole, 3)))


def nearest(part: Part, texture: Texture) -> Near:
    """The window of up to three sentences that shares most content words; the shorter, then earlier one."""
    longest = load_toml("pairs.toml")["overlap"]["sentences"]
    wanted = frozenset(word.stem for word in part.content)
    held = [wanted.intersection(sentence) for sentence in texture.sentences]
    best = Near(0, min(1, len(held)), 0.0)
    for size in range(1, longest + 1):
        for first in range(len(held) - size + 1):
            share = len(frozenset().union(*held[first : first + size])) / max(len(wanted), 1)
            if share > best.shared:
                best = Near(first, first + size, share)
    return best


def overlap_features(part: Part, texture: Texture, sentences: Sequence[str]) -> dict[str, float]:
    """Features of one sentence of a claim; all are between 0 and 1.

    Args:
        part: the sentence.
        texture: the document's.
        sentences: the texts of the document's sentences.
    """
    bounds = load_toml("pairs.toml")["overlap"]
    near = nearest(part, texture)
    ours = [word.stem for word in part.words[: bounds["claim_words"]]]
    theirs = [stem for sentence in texture.sentences[near.first : near.last] for stem in sentence]
    numbers = [word for word in part.content if word.text[0].isdigit()]
    names = [word for word in part.content if word.text[0].isupper() and word.start > part.words[0].start]
    return {
        "words_shared": _share(part.content, texture.stems),
        "words_shared_near": near.shared,
        "pairs_shared": _gram_share(ours, 2, texture.pairs),
        "triples_shared": _gram_share(ours, 3, texture.triples),
        "numbers_lacking": 1 - _share(numbers, texture.stems) if numbers else 0.0,
        "names_lacking": 1 - _share(names, texture.stems) if names else 0.0,
        **_aligned(part, ours, theirs[: bounds["document_words"]], texture.stems),
        **_negation(part.text, " ".join(sentences[near.first : near.last])),
    }


def _aligned(part: Part, ours: list[str], theirs: list[str], known: frozenset[str]) -> dict[str, float]:
    """What differs word by word from the closest sentences."""
    most = load_toml("pairs.toml")["overlap"]["changes"]
    content = {word.stem for word in part.content}
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    same = matcher.get_matching_blocks()
    replaced = replaced_new = inserted_new = 0
    for tag, _, _, start, end in matcher.get_opcodes():
        changed = [stem for stem in ours[start:end] if stem in content]
        new = [stem for stem in changed if stem not in known]
        if tag == "replace":
            replaced += len(changed)
            replaced_new += len(new)
        elif tag == "insert":
            inserted_new += len(new)
    in_order = sum(block.size for block in same) / max(len(ours), 1)
    few = bool(replaced + inserted_new) and replaced + inserted_new <= most
    return {
        "in_order": in_order,
        "run": max(block.size for block in same) / max(len(ours), 1),
        "replaced": min(1.0, replaced / max(len(content), 1)),
        "replaced_new": min(1.0, replaced_new / max(len(content), 1)),
        "inserted_new": min(1.0, inserted_new / max(len(content), 1)),
        "few_words_changed": in_order if few else 0.0,
    }


def _negation(claim: str, near: str) -> dict[str, float]:
    ours, theirs = bool(find_negations(claim)), bool(find_negations(near))
    return {"negation_differs": float(ours != theirs), "claim_negated": float(ours)}


def _share(wanted: Sequence[Word], known: frozenset[str]) -> float:
    return sum(word.stem in known for word in wanted) / max(len(wanted), 1)


def _gram_share(stems: Sequence[str], size: int, known: frozenset[tuple[str, ...]]) -> float:
    grams = _grams(stems, size)
    return sum(gram in known for gram in grams) / len(grams) if grams else 0.0


def _grams(stems: Sequence[str], size: int) -> list[tuple[str, ...]]:
    return [tuple(stems[at : at + size]) for at in range(len(stems) - size + 1)]
