"""Words in their places: what a capital letter tells, and the noun and the comma in front of a verb."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.verb_forms import lookup, word_set

# Most tokens back from a verb to the noun that governs it over a preposition.
_MAX_PHRASE = 8
_MONTHS_AND_NAMES = frozenset({"may", "march", "will", "mark", "august"})


def agrees(words: Sequence[str], tags: Sequence[str], verb: int, *, plural: bool, far: bool) -> bool:
    """Whether a noun before the present form at `verb` agrees with it in number, as far as its ending tells.

    `words` are lower-case, `tags` their classes so far (see `wordclasses`). With `far` the noun may also
    stand before prepositions: "the pause in attacks on energy sites runs".
    """
    j = verb - 1
    while j > 0 and (tags[j] in 'A"' or words[j] == "first"):
        j -= 1
    if plural and "C" in tags[max(0, j - 4) : j]:
        return True
    if is_plural(words[j]) == plural:
        return True
    while far and j > 0 and tags[j] in "NX#D'AR" and verb - j <= _MAX_PHRASE:
        j -= 1
        if tags[j] == "N" and tags[j + 1] == "R" and is_plural(words[j]) == plural:
            return True
    return False


def is_plural(noun: str) -> bool:
    """Whether the form of a lower-case noun is that of a plural."""
    return (noun.endswith("s") and not noun.endswith(("ss", "us", "is"))) or noun in word_set("plural_nouns")


def comma_before_subject(tags: Sequence[str], verb: int) -> int:
    """The comma before the noun phrase right in front of `verb`; -1 if there is none."""
    comma = verb - 1
    while comma >= 0 and tags[comma] in "NX#D'R\"A":
        comma -= 1
    return comma if comma >= 0 and tags[comma] == "," and comma < verb - 1 else -1


def class_in_place(words: Sequence[str], tags: Sequence[str], i: int, *, capitals: bool) -> str:
    """Class letters of the word at `i`, where capital letters (if they tell: `capitals`) mark a name."""
    word = words[i]
    found = lookup(word.lower().replace("’", "'"))
    starts_sentence = i == 0 or tags[i - 1] in '":.;-('
    if (
        capitals
        and word[0].isupper()
        and not starts_sentence
        and (found[0] in "besgpnaN" or word.lower() in _MONTHS_AND_NAMES)
    ):
        return "X"
    if capitals and found[0] in "PODSWRC" and len(word) > 1 and word.isupper():
        return "X"
    following = words[i + 1][0] if i + 1 < len(words) else ""
    if capitals and found[0] == "P" and len(word) > 1 and word[0].isupper() and not starts_sentence:
        return "X" if following.isupper() else found
    if word.lower() in _MONTHS_AND_NAMES and word[0].isupper() and following.isdigit():
        return "X"
    return found
