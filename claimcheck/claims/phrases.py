"""Noun phrases found around a place in a sentence: subjects, antecedents, amounts, time words."""

from __future__ import annotations

from claimcheck.claims.clause_tokens import Tokens
from claimcheck.claims.verb_forms import word_set


def subject_before(tokens: Tokens, first: int, verb: int) -> tuple[int, int] | None:
    """Token range of the subject in `[first, verb)`, without adverbials in front of it."""
    tags, words = tokens.tags, tokens.words
    end = verb
    while end > first and tags[end - 1] in 'A,")-':
        end -= 1
    start = first
    while True:
        while start + 1 < end and tags[start] in 'AC"-(,' and tags[start + 1] != "'":
            start += 1
        opens = start < end and (tags[start] in "RSgnT" or words[start] in word_set("time_words"))
        comma = next((i for i in range(start, end) if tags[i] == ","), -1)
        if tags[start : start + 1] == ["g"] and comma < 0:
            return (start, end)
        if comma < 0 or not (opens or is_time(tokens, comma - 1)):
            break
        start = _past_list(tokens, comma, end) + 1
    if opens:
        phrase = _last_phrase(tokens, start + 1, end)
        start = phrase if phrase < end or tags[start] != "R" else start
    return (start, end) if start < end and any(tags[i] in "NXPDg#O" for i in range(start, end)) else None


def _past_list(tokens: Tokens, comma: int, end: int) -> int:
    """The last comma of a list that goes on at `comma` ("In France, Italy and Spain, "), else `comma`."""
    joined = False
    for i in range(comma + 1, end - 1):
        if tokens.tags[i] == "," and joined:
            return i
        if tokens.tags[i] not in "NX#D',C":
            break
        joined = joined or tokens.tags[i] == "C"
    return comma


def is_time(tokens: Tokens, index: int) -> bool:
    """Whether the token is a word of time ("today", "year") and no part of a name."""
    return tokens.words[index] in word_set("time_words") and tokens.tags[index] != "X"


def _last_phrase(tokens: Tokens, start: int, end: int) -> int:
    """Where the last noun phrase of `[start, end)` begins: at a determiner, pronoun or new name."""
    tags = tokens.tags
    for i in range(end - 1, start, -1):
        if tags[i] in "PD" and tags[i - 1] not in "RD":
            return i
        if tags[i] == "X" and tags[i - 1] in "N#":
            return i
    return end


def antecedent(tokens: Tokens, first: int, comma: int) -> tuple[int, int] | None:
    """The noun phrase right before `comma` that ", which" or ", who" stands for; None in doubt.

    A phrase behind a preposition is in doubt for "which" ("a visit to Japan, which ..."), save for a
    whole that "of" leads to; for "who" the last name or noun stands.
    """
    tags, words = tokens.tags, tokens.words
    start = comma
    while start > first and tags[start - 1] in "NX#D'n":
        start -= 1
        if tags[start] == "D" and (start == first or tags[start - 1] != "'"):
            break
    while start < comma and tags[start] == "'":
        start += 1
    definite = any(tags[i] in "XD#'" for i in range(start, comma)) or words[comma - 1].endswith("s")
    if not definite or not any(tags[i] in "NX" for i in range(start, comma)):
        return None
    person = comma + 1 < len(words) and words[comma + 1] in ("who", "whom")
    if start > first and tags[start - 1] == "R" and not person:
        whole = words[start - 1] == "of" and any(
            tags[i] == "D" for i in range(max(first, start - 4), start - 1)
        )
        return antecedent_of(tokens, first, start - 1, comma) if whole else None
    return start, comma


def antecedent_of(tokens: Tokens, first: int, of: int, comma: int) -> tuple[int, int] | None:
    """The phrase "the A of B" whose "of" stands at `of`; None where a preposition stands before it."""
    start = of
    while start > first and tokens.tags[start - 1] in "NX#'":
        start -= 1
    if start > first and tokens.tags[start - 1] == "D":
        start -= 1
    return None if start > first and tokens.tags[start - 1] == "R" else (start, comma)


def last_amount(tokens: Tokens, first: int, end: int) -> tuple[int, int] | None:
    """The last number before `end` with the words of its unit."""
    for i in range(end - 1, first - 1, -1):
        if tokens.tags[i] == "#":
            stop = i + 1
            while stop < end and tokens.tags[stop] in "N":
                stop += 1
            return i, stop
    return None
