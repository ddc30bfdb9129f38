"""Sentences on which a premise is silent: from the same document, or from another on the same subject."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING

from training.pairs.text import Statement, is_standalone
from training.pairs.windows import content_words

if TYPE_CHECKING:
    from collections.abc import Sequence

_COMMON = 60
"""A title word in more documents than this does not tell their subject."""


class Neighbours:
    """The claim-like sentences of documents, found by document and by the rarer words of their titles."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._sentences = {
            s.id: tuple(text for block in s.blocks for text in block if is_standalone(text))
            for s in statements
        }
        self._titles = {s.id: tuple(dict.fromkeys(content_words(s.title))) for s in statements}
        self._by_word: dict[str, list[str]] = {}
        for key, words in self._titles.items():
            for word in words:
                self._by_word.setdefault(word, []).append(key)

    def near(self, group: str, premise: str, rng: random.Random) -> tuple[str, str] | None:
        """A sentence on which `premise`, of document `group`, is silent, and where it is from; else None."""
        draw = rng.random()
        if draw < 0.45:
            sentence = self._silent(self._sentences[group], premise, rng)
            return (sentence, "same_document") if sentence else None
        if draw < 0.9:
            shared = Counter(key for word in self._titles[group] for key in self._rare(word) if key != group)
            best = [key for key, _ in shared.most_common(8)]
            pool = [text for key in best for text in self._sentences[key]]
            sentence = self._silent(_closest(pool, premise, 12), premise, rng)
            return (sentence, "same_subject") if sentence else None
        sentence = self._silent(self._sentences[rng.choice(list(self._sentences))], premise, rng)
        return (sentence, "other_document") if sentence else None

    def _rare(self, word: str) -> list[str]:
        keys = self._by_word[word]
        return keys if len(keys) <= _COMMON else []

    def _silent(self, pool: Sequence[str], premise: str, rng: random.Random) -> str | None:
        known = set(content_words(premise))
        fit: list[str] = []
        for sentence in pool:
            words = content_words(sentence)
            new = [word for word in words if word not in known]
            if sentence not in premise and len(new) >= 4 and len(new) >= 0.45 * len(words):
                fit.append(sentence)
        return rng.choice(fit) if fit else None


def _closest(pool: Sequence[str], premise: str, count: int) -> list[str]:
    known = set(content_words(premise))
    shared = {text: len(known & set(content_words(text))) for text in pool}
    return sorted(shared, key=lambda text: (-shared[text], text))[:count]
