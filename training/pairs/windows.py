"""Windows of a long premise that share the most words with a claim."""

from __future__ import annotations

import re

from training.pairs.lexicon import word_list

_WORD = re.compile(r"[^\W_]+(?:[.,'’-][^\W_]+)*")
_BREAK = re.compile(r"(?<=[.!?;])\s+(?=[\"“(\[A-Z0-9])|\n+")
STOPWORDS = frozenset(word_list("stop"))


def content_words(text: str) -> tuple[str, ...]:
    """Lower-cased words of `text` that carry meaning, in order, cut to six letters as a crude stem."""
    words = (match.group().lower() for match in _WORD.finditer(text))
    return tuple(word if word[0].isdigit() else word[:6] for word in words if word not in STOPWORDS)


def _pieces(text: str, longest: int) -> list[str]:
    pieces: list[str] = []
    for sentence in _BREAK.split(text):
        words = sentence.split()
        pieces += [" ".join(words[i : i + longest]) for i in range(0, len(words), longest)]
    return [piece for piece in pieces if piece]


def best_windows(text: str, claim: str, count: int, words: int = 110) -> list[str]:
    """Up to `count` windows of whole sentences, of at most `words` words; most shared with `claim` first.

    Windows start at every sentence; ties go to the earlier window. A text that fits is its own only window.
    """
    if len(text.split()) <= words:
        return [text]
    pieces = _pieces(text, words)
    wanted = set(content_words(claim))
    ranked: list[tuple[int, int, int]] = []
    for start in range(len(pieces)):
        end, size = start, 0
        while end < len(pieces) and size + len(pieces[end].split()) <= words:
            size += len(pieces[end].split())
            end += 1
        shared = len(wanted & set(content_words(" ".join(pieces[start:end]))))
        ranked.append((-shared, start, end))
    ranked.sort()
    return [" ".join(pieces[start:end]) for _, start, end in ranked[:count]]
