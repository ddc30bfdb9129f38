"""Negation and its scope, the strength of denials, directions of movement, and opposite predicates."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Literal

import msgspec

from claimcheck.language.inflection import inflect, spellings
from claimcheck.language.tokens import BREAK, Tokens, tokens_of
from claimcheck.records import Direction, Span
from claimcheck.resources import load_toml

Sense = Literal["up", "down", "flat"]

_Table = dict[str, list[tuple[tuple[str, ...], str]]]
_STOPS = frozenset(",:()—–" + BREAK)
_DENIAL_LEVELS = "0123"


def find_negations(text: str) -> tuple[Span, ...]:
    """Every word or phrase of `text` that denies something, in order and not overlapping."""
    tokens = tokens_of(text)
    return tuple(_span(tokens, first, last) for first, last in _negations(text))


def is_negated(text: str, start: int, end: int) -> bool:
    """Whether the span `[start, end)` of `text` stands in the scope of a negation, or holds one.

    A negation reaches forward to the next stop, comma or contrasting conjunction, at most 24 words. Two
    negations cancel each other ("did not deny that ...").
    """
    tokens = tokens_of(text)
    first = max(0, bisect_right(tokens.starts, start) - 1)
    if not tokens.starts or start >= end:
        return False
    negations = _negations(text)
    inside = bisect_left(negations, (bisect_left(tokens.starts, end), 0)) - bisect_left(negations, (first, 0))
    return (_negation_counts(text)[first] + inside) % 2 == 1


def denial_strength(text: str) -> tuple[Span, int] | None:
    """The strongest denial of `text` and its level, or None where it denies nothing.

    Levels: 0 not aware, no information; 1 no decision has been taken; 2 it did not come up; 3 there will
    be none, or a plain denial.
    """
    tokens = tokens_of(text)
    counts = _negation_counts(text)
    best: tuple[Span, int] | None = None
    for first, last, level in _matches(tokens, _denials()):
        if counts[first] % 2 == 0 and (best is None or int(level) > best[1]):
            best = (_span(tokens, first, last), int(level))
    return best


def find_directions(text: str) -> tuple[Direction, ...]:
    """The words of `text` that say which way something moves, in order and not overlapping."""
    tokens = tokens_of(text)
    counts = _negation_counts(text)
    found = []
    for first, last, sense in _matches(tokens, _movements()):
        if sense == "blocked" or not _is_movement(tokens, first, last):
            continue
        span = _span(tokens, first, last)
        kind: Sense = "up" if sense == "up" else "down" if sense == "down" else "flat"
        negated = counts[first] % 2 == 1 and sense != "flat"
        found.append(Direction(span.text, span.start, span.end, kind, negated))
    return tuple(found)


def find_opposites(a: str, b: str) -> tuple[Span, Span] | None:
    """The first predicate of `a` that has its opposite in `b`, with that opposite; None where none has.

    A predicate in the scope of a negation is passed over: "did not ban" is no opposite of "allowed".
    """
    return next(iter(opposite_predicates(a, b)), None)


def opposite_predicates(
    a: str, b: str, verbs_of_a: frozenset[int] | None = None, verbs_of_b: frozenset[int] | None = None
) -> tuple[tuple[Span, Span], ...]:
    """Every predicate of `a` with its first opposite in `b`, in the order of `a`.

    A predicate in the scope of a negation is passed over. Words that are verbs in one place and nouns or
    adjectives in another ("ban", "welcome") count where a verb stands: at the offsets of `verbs_of_a` and
    `verbs_of_b` where these are given, else as the word before them tells. A text that also holds a word
    like the one of `a` ("output declines this year and expands next year") is no opposite.
    """
    first_in_b: dict[str, Span] = {}
    for lemma, span in _predicates(b, verbs_of_b):
        first_in_b.setdefault(lemma, span)
    pairs = []
    for lemma, span in _predicates(a, verbs_of_a):
        candidates = [first_in_b[other] for other in _opposites()[lemma] if other in first_in_b]
        if candidates and not first_in_b.keys() & _kin()[lemma]:
            pairs.append((span, min(candidates, key=lambda found: found.start)))
    return tuple(pairs)


# Negation


@lru_cache(maxsize=16)
def _negations(text: str) -> tuple[tuple[int, int], ...]:
    tokens = tokens_of(text)
    found = [(first, last) for first, last, sense in _matches(tokens, _negators()) if sense == "not"]
    found += [(index, index + 1) for index, word in enumerate(tokens.lower) if word.endswith("n't")]
    return tuple(sorted(found))


def _scope_end(tokens: Tokens, last: int) -> int:
    """The token at which the scope of a negation that ends at `last` is over."""
    data = _negation_words()
    reach: int = load_toml("polarity.toml")["negation"]["reach"]
    limit = min(len(tokens.lower), last + reach)
    # "promised not to impose a tax and to support a ban", but not "was not to enrich uranium and to store it"
    before = tokens.lower[last - 2] if last > 1 else ""
    of_aim = "to" in tokens.lower[last : last + 1] and before not in data["copulas"]
    for index in range(last, limit):
        word = tokens.lower[index]
        if (
            word in data["scope_ends"]
            or word in _STOPS
            or tokens.sentence[index] != tokens.sentence[last - 1]
        ):
            return index
        after = tokens.lower[index + 1] if index + 1 < len(tokens.lower) else ""
        if word == "and" and (after in data["and_starts"] or (of_aim and _is_aim(tokens, index + 1))):
            return index
    return limit


def _is_aim(tokens: Tokens, to: int) -> bool:
    """Whether "to" and a verb stand at `to`: "and to support", but not "and to Syria", "and to the north"."""
    if tokens.lower[to : to + 1] != ("to",) or to + 1 >= len(tokens.lower):
        return False
    following = tokens.raw(to + 1)
    return following[0].islower() and following not in _negation_words()["no_verbs"]


@lru_cache(maxsize=16)
def _negation_counts(text: str) -> tuple[int, ...]:
    """How many negations reach each token."""
    tokens = tokens_of(text)
    counts = [0] * (len(tokens.lower) + 1)
    for _, last in _negations(text):
        for index in range(last, _scope_end(tokens, last)):
            counts[index] += 1
    return tuple(counts)


@cache
def _negation_words() -> dict[str, frozenset[str]]:
    data = load_toml("polarity.toml")["negation"]
    return {
        name: frozenset(data[name].split()) for name in ("scope_ends", "and_starts", "copulas", "no_verbs")
    }


@cache
def _negators() -> _Table:
    data = load_toml("polarity.toml")["negation"]
    entries = [(phrase, "not") for phrase in data["words"]]
    entries += [(form, "not") for verb in data["verbs"] for form in _inflected(verb)]
    entries += [(phrase, "blocked") for phrase in data["not_negating"]]
    return _table(entries)


@cache
def _denials() -> _Table:
    levels = load_toml("polarity.toml")["denial"]["levels"]
    return _table(
        (phrase, _DENIAL_LEVELS[level]) for level, phrases in enumerate(levels) for phrase in phrases
    )


# Directions


@cache
def _movements() -> _Table:
    data = load_toml("polarity.toml")["directions"]
    entries = [(phrase, "blocked") for phrase in data["blocked"]]
    for sense in ("up", "down", "flat"):
        entries += [(phrase, sense) for phrase in data[sense]]
        entries += [(form, sense) for verb in data[f"{sense}_verbs"].split() for form in _inflected(verb)]
    entries += [(particle, particle) for particle in data["particles"].split()]
    return _table(entries)


@cache
def _direction_words() -> dict[str, frozenset[str]]:
    data = load_toml("polarity.toml")["directions"]
    names = (
        "particles",
        "particle_before",
        "particle_after",
        "flat_objects",
        "ambiguous",
        "verbal",
        "object_starts",
    )
    words = {name: frozenset(data[name].split()) for name in names}
    words["need_object"] = frozenset(
        form for verb in data["need_object"].split() for form in _inflected(verb)
    )
    return words


def _is_movement(tokens: Tokens, first: int, last: int) -> bool:
    words = _direction_words()
    word = tokens.lower[first]
    before = tokens.lower[first - 1] if first else ""
    after = tokens.lower[last] if last < len(tokens.lower) else ""
    is_number = after[:1].isdigit() or after in {"$", "€", "£"}
    if word in words["particles"]:
        number_before = (
            before[:1].isdigit() or before in {"%", "percent"} or before in words["particle_before"]
        )
        return (is_number and after != "to") or (number_before and after in words["particle_after"])
    if word in words["need_object"]:
        reach = load_toml("polarity.toml")["directions"]["object_reach"]
        return any(other in words["flat_objects"] for other in tokens.lower[last : last + reach])
    if word in words["ambiguous"]:
        return (
            before in words["verbal"]
            or is_number
            or after in words["object_starts"]
            or before.endswith("n't")
        )
    return True


# Opposites


@cache
def _opposites() -> dict[str, tuple[str, ...]]:
    table: dict[str, list[str]] = {}
    data = load_toml("polarity.toml")["opposites"]
    for one, other in (*data["pairs"], *data["word_pairs"]):
        table.setdefault(one, []).append(other)
        table.setdefault(other, []).append(one)
    return {lemma: tuple(others) for lemma, others in table.items()}


@cache
def _kin() -> dict[str, frozenset[str]]:
    """Every predicate -> those that have an opposite in common with it, itself among them."""
    table = _opposites()
    return {
        lemma: frozenset(other for opposite in opposites for other in table[opposite])
        for lemma, opposites in table.items()
    }


@cache
def _predicate_table() -> _Table:
    data = load_toml("polarity.toml")["opposites"]
    verbs = dict.fromkeys(lemma for pair in data["pairs"] for lemma in pair)
    literal = dict.fromkeys(word for pair in data["word_pairs"] for word in pair)
    entries = [(form, "") for form in data["blocked"]]
    entries += [(form, lemma) for lemma in verbs for form in _inflected(lemma)]
    entries += [(form, word) for word in literal for form in (word, f"{word}s")]
    return _table(entries)


def _predicates(text: str, verbs: frozenset[int] | None) -> list[tuple[str, Span]]:
    data = load_toml("polarity.toml")["opposites"]
    noun_like, verbal = frozenset(data["noun_like"].split()), frozenset(data["verbal"].split())
    tokens = tokens_of(text)
    counts = _negation_counts(text)
    found = []
    for first, last, lemma in _matches(tokens, _predicate_table()):
        before = tokens.lower[first - 1] if first else ""
        unclear = tokens.lower[first] in noun_like and last == first + 1
        if unclear and verbs is not None and tokens.starts[first] not in verbs:
            continue
        if unclear and verbs is None and before not in verbal and not _names_subject(tokens, first):
            continue
        if lemma and counts[first] % 2 == 0:
            found.append((lemma, _span(tokens, first, last)))
    return found


def _names_subject(tokens: Tokens, first: int) -> bool:
    """Whether an "-s" form stands between a name and an object ("Hungary blocks the"), so is a verb."""
    after = tokens.lower[first + 1] if first + 1 < len(tokens.lower) else ""
    objects = _direction_words()["object_starts"]
    return tokens.lower[first].endswith("s") and tokens.is_capital(first - 1) and after in objects


# Phrase tables


def _inflected(phrase: str) -> tuple[str, ...]:
    """The forms of a phrase whose first word is a lemma, each once."""
    head, *tail = phrase.split()
    words = []
    for spelling in spellings(head):
        words += list(msgspec.structs.astuple(inflect(spelling)))
    if head == "be":
        words = ["be", "is", "are", "was", "were", "been", "being"]
    return tuple(" ".join([word, *tail]) for word in dict.fromkeys(words))


def _table(entries: Iterable[tuple[str, str]]) -> _Table:
    """Phrases by first word, the longest first; of two equal phrases the first given holds."""
    table: dict[str, dict[tuple[str, ...], str]] = {}
    for phrase, value in entries:
        head, *tail = phrase.split()
        table.setdefault(head, {}).setdefault(tuple(tail), value)
    return {
        head: sorted(tails.items(), key=lambda entry: (-len(entry[0]), entry[0]))
        for head, tails in table.items()
    }


def _matches(tokens: Tokens, table: _Table) -> Iterator[tuple[int, int, str]]:
    """The longest phrase at each place, as `(first token, end token, value)`, none overlapping another."""
    lower = tokens.lower
    index = 0
    while index < len(lower):
        for tail, value in table.get(lower[index], ()):
            last = index + 1 + len(tail)
            if lower[index + 1 : last] == tail:
                yield index, last, value
                index = last - 1
                break
        index += 1


def _span(tokens: Tokens, first: int, last: int) -> Span:
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return Span(tokens.text[start:end], start, end)


@cache
def _persistence() -> re.Pattern[str]:
    listed = load_toml("polarity.toml")["persistence"]["phrases"].replace("\n", "").split("|")
    words = sorted(filter(None, (phrase.strip() for phrase in listed)), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


def find_persistence(text: str) -> tuple[Span, ...]:
    """Every phrase by which `text` says that something stays as it is ("remains in force"), in order."""
    return tuple(Span(match.group(), match.start(), match.end()) for match in _persistence().finditer(text))
