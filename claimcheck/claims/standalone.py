"""Claims worded to stand alone: missing subjects and shared words put in, pronouns and dates resolved."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.edits import Edit, apply_edits
from claimcheck.claims.referents import is_plural
from claimcheck.claims.verb_forms import base_of_gerund, word_set
from claimcheck.language.inflection import inflect

_SPACE = re.compile(r"\s+")
# The space before "'s" where a name was put in front of it.
_TIED = re.compile(r" (?=['’](?:s|re|ve|ll|d)\b)")
_EDGE = " ,;:—–-"


class Wording(NamedTuple):
    """A claim's standalone text, and the words in it that could not be resolved."""

    text: str
    unresolved: tuple[str, ...]


def word_alone(text: str, tokens: Tokens, clause: Clause, edits: Sequence[Edit]) -> Wording:
    """The clause of the sentence `text` as a sentence of its own, without a full stop."""
    unresolved: list[str] = []
    pieces = _pieces(tokens, clause, unresolved)
    shown = []
    for piece in pieces:
        if isinstance(piece, str):
            shown.append(piece)
            continue
        start, end = _chars(tokens, *piece)
        shown.append(apply_edits(text, start, end, edits))
        unresolved.extend(
            text[edit.start : edit.end]
            for edit in sorted(edits)
            if not edit.new and start <= edit.start and edit.end <= end
        )
    joined = _TIED.sub("", " ".join(piece for piece in shown if piece))
    return Wording(finish(joined), tuple(dict.fromkeys(unresolved)))


def finish(text: str) -> str:
    """`text` on one line, without punctuation at its edges, beginning with a capital letter."""
    line = _SPACE.sub(" ", text).strip(_EDGE)
    if line.endswith(".") and not _is_abbreviation(line):
        line = line.rstrip(".").rstrip(_EDGE)
    line = _without_odd_mark(line)
    return line[:1].upper() + line[1:]


def _is_abbreviation(line: str) -> bool:
    last = line.rsplit(" ", 1)[-1]
    return last.count(".") > 1 or len(last) == 2


def _without_odd_mark(line: str) -> str:
    """Drop a quotation mark at the edge whose partner lies outside."""
    if line[:2] in ("''", "``") and (line.count("''") + line.count("``")) % 2:
        return line[2:].lstrip()
    if line[-2:] == "''" and (line.count("''") + line.count("``")) % 2:
        return line[:-2].rstrip(_EDGE + ".")
    if line[:1] in '"“' and sum(line.count(mark) for mark in '"“”') % 2:
        return line[1:].lstrip()
    if line[-1:] in '"”' and sum(line.count(mark) for mark in '"“”') % 2:
        return line[:-1].rstrip(_EDGE + ".")
    return line


def _chars(tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    end = len(tokens.starts) - 1  # a range may begin behind the last token of a broken sentence
    return tokens.starts[min(first, end)], tokens.ends[min(last - 1, end)]


def _pieces(tokens: Tokens, clause: Clause, unresolved: list[str]) -> list[tuple[int, int] | str]:
    """Token ranges of the sentence and plain words that make up the standalone wording."""
    pieces = _own_pieces(tokens, clause, unresolved)
    return [*pieces, clause.tail] if clause.tail else pieces


def _own_pieces(tokens: Tokens, clause: Clause, unresolved: list[str]) -> list[tuple[int, int] | str]:
    first, last = _without_opening(tokens, clause), clause.last
    if clause.kind in ("main", "coordinate") or (clause.subject is None and clause.kind == "shared"):
        return [(first, last)]
    if clause.kind == "relative":
        return _relative(tokens, clause, unresolved)
    if clause.subject is None:
        return [(first, last)]
    if clause.kind == "shared":
        return [clause.subject, *clause.carried, (first, last)]
    if clause.kind == "apposition":
        return [clause.subject, _be(tokens, clause), (clause.verb, last)]
    return _participle(tokens, clause)


def _be(tokens: Tokens, clause: Clause) -> str:
    """The form of "be" between a subject and what is set behind it."""
    assert clause.subject is not None  # noqa: S101  (callers look first)
    plural = is_plural(tokens, *clause.subject)
    verb = clause.verb
    while tokens.tags[verb] in 'A"' and verb + 1 < clause.last:
        verb += 1
    if (
        tokens.tags[verb] == "n"
        and not set(tokens.words[verb : verb + 1]) & word_set("stative_participles")
        and tokens.words[verb] != "made"
    ):
        return "were" if plural else "was"
    return "are" if plural else "is"


def _without_opening(tokens: Tokens, clause: Clause) -> int:
    """Skip "and" and "but", and "while" where it was cut off from the clause that it belongs to."""
    first, last = clause.first, clause.last
    whole = clause.kind == "main" and "," in tokens.tags[first:last]
    while (
        first + 1 < last
        and tokens.tags[first + 1] != "F"
        and (
            tokens.tags[first] in "C,-" or (not whole and tokens.words[first] in word_set("dropped_openings"))
        )
    ):
        first += 1
    return first


def _relative(tokens: Tokens, clause: Clause, unresolved: list[str]) -> list[tuple[int, int] | str]:
    w = clause.first + (tokens.tags[clause.first] == "R")
    own = clause.subject is not None and clause.subject[0] > w
    if own and (w > clause.first or tokens.words[w] in ("where", "when")):
        return [(w + 1, clause.last)]
    if own or clause.subject is None:
        unresolved.append(tokens.words[w])
        return [(clause.first, clause.last)]
    possessive = tokens.words[w] == "whose"
    return [clause.subject, "'s" if possessive else "", (w + 1, clause.last)]


def _participle(tokens: Tokens, clause: Clause) -> list[tuple[int, int] | str]:
    """Word "while retaining X" with its subject and the tense of the clause that it leans on."""
    assert clause.subject is not None  # noqa: S101  (callers look first)
    host = clause.carried[0][0] if clause.carried else -1
    gerund = tokens.words[clause.verb]
    rest = (clause.verb + 1, clause.last)
    if host >= 0 and tokens.forms[host] == "M":
        base = base_of_gerund().get(gerund)
        return (
            [clause.subject, (host, host + 1), base, rest]
            if base
            else [clause.subject, (host, host + 1), "be", (clause.verb, clause.last)]
        )
    plural = is_plural(tokens, *clause.subject)
    past = host >= 0 and (tokens.forms[host] in "pe" or tokens.words[host] in ("was", "were", "had", "did"))
    base = base_of_gerund().get(gerund)
    if base and host >= 0 and tokens.words[host] in ("has", "have"):
        return [clause.subject, (host, host + 1), inflect(base).participle, rest]
    if base and (past or (host >= 0 and (tokens.forms[host] in "sb" or tokens.words[host] in ("is", "are")))):
        return [clause.subject, inflect(base).past if past else base if plural else inflect(base).third, rest]
    be = ("were" if plural else "was") if past else ("are" if plural else "is")
    return [clause.subject, be, (clause.verb, clause.last)]
