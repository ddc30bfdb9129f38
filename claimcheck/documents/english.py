"""Whether a text is in English, the language that the models know, by its script and its little words."""

from __future__ import annotations

import re
from functools import cache

from claimcheck.resources import load_toml

_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]{1,30}")


def why_not_english(text: str) -> str:
    """A sentence that says why the text is taken for another language; empty for English.

    A text with too few words to tell is taken for English. Only the beginning, the middle and the end of
    a long text are looked at.

    Args:
        text: any text.
    """
    setting = load_toml("documents.toml")["language"]
    sample = _sample(text, setting["sample_characters"])
    letters = len(_LETTER.findall(sample))
    if letters < setting["least_letters"]:
        return ""
    latin = len(_LATIN.findall(sample))
    if latin < setting["latin_share"] * letters:
        return "it is not in English (most of its letters are not Latin), and is not searched"
    words = [word.lower() for word in _WORD.findall(sample)]
    if len(words) < setting["least_words"]:
        return ""
    shares = {
        name: sum(word in little for word in words) / len(words) for name, little in _little_words().items()
    }
    english = shares.pop("English")
    other = max(shares, key=lambda name: shares[name])
    if shares[other] > max(setting["other_share"], 2 * english):
        return f"it is not in English (it looks like {other}), and is not searched"
    if len(words) >= setting["enough_words"] and english < setting["english_share"]:
        return "it is not in English (it has hardly any of its little words), and is not searched"
    return ""


def has_hardly_any_words(text: str) -> bool:
    """Whether a text is mostly something else than words: digits, marks, letters that no script has."""
    setting = load_toml("documents.toml")["language"]
    sample = _sample(text, setting["sample_characters"])
    written = len("".join(sample.split()))
    in_words = sum(len(word) for word in _WORD.findall(sample))
    return bool(written >= setting["least_letters"] and in_words < setting["word_share"] * written)


def looks_english(text: str) -> bool:
    """Whether the little words of English make up much of a text, however short."""
    setting = load_toml("documents.toml")["language"]
    words = [word.lower() for word in _WORD.findall(_sample(text, setting["sample_characters"]))]
    little = _little_words()["English"]
    return bool(words) and sum(word in little for word in words) >= setting["sure_share"] * len(words)


def _sample(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    third = most // 3
    middle = len(text) // 2
    return f"{text[:third]} {text[middle : middle + third]} {text[-third:]}"


@cache
def _little_words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load_toml("documents.toml")["little_words"].items()}
