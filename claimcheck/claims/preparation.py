"""A text made ready for its claims: attributions, quotations, names and dates found once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from claimcheck.claims.attributed import Sayings
from claimcheck.claims.attribution import find_attributions
from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.clauses import split_clauses
from claimcheck.claims.coreference import Discourse, Unit
from claimcheck.claims.details import QuoteIndex, trim
from claimcheck.claims.referents import NameIndex
from claimcheck.language.dates import find_dates
from claimcheck.language.names import find_names
from claimcheck.language.quotations import find_quotations, with_speakers
from claimcheck.records import Attribution, Sentence
from claimcheck.resources import load_toml


class Prepared(NamedTuple):
    """What was found in a text before its sentences are read."""

    text: str
    sayings: Sayings
    quotes: QuoteIndex
    discourse: Discourse


@cache
def limit(name: str) -> int:
    """A limit of `claims.toml`, in characters, words or tokens as its comment says."""
    return int(load_toml("claims.toml")["limits"][name])


def prepare(text: str, sentences: Sequence[Sentence], anchor: str | None) -> Prepared:
    """Find in `text` what its claims need; `anchor` is the ISO date that relative dates count from."""
    attributions = find_attributions(text, sentences)
    return Prepared(
        text=text,
        sayings=Sayings(attributions),
        quotes=QuoteIndex(with_speakers(find_quotations(text), attributions)),
        discourse=Discourse(NameIndex(find_names(text)), find_dates(text, anchor)),
    )


def units_of(
    article: Prepared, sentence: Sentence, tokens: Tokens, ranges: Iterable[tuple[int, int]]
) -> list[Unit]:
    """The clauses of the token ranges with the attributions that hold them."""
    units = []
    for first, last in ranges:
        for clause in split_clauses(tokens, first, last):
            fragment = clause.subject is None and clause.kind != "relative" and not _fills(tokens, clause)
            if not fragment and word_count(tokens, clause.first, clause.last) >= limit("min_clause_words"):
                units.append(Unit(clause, chain_of(article, sentence, tokens, clause)))
    return units


def _fills(tokens: Tokens, clause: Clause) -> bool:
    """Whether the clause is the whole sentence but for a few words."""
    return clause.last - clause.first >= len(tokens.words) - 3


def chain_of(
    article: Prepared, sentence: Sentence, tokens: Tokens, clause: Clause
) -> tuple[Attribution, ...]:
    """The attributions that hold the clause, outermost first."""
    start, end = trim(tokens, clause.first, clause.last)
    return article.sayings.chain(sentence.start + start, sentence.start + end)


def start_of_lists(clause: Clause) -> int:
    """Where lists of a clause can begin: at its subject, or behind a subject that it does not list."""
    if clause.kind == "apposition":
        return clause.verb
    return max(clause.first, clause.subject[0]) if clause.subject else clause.first


def word_count(tokens: Tokens, first: int, last: int) -> int:
    """Words and numbers among the tokens `[first, last)`."""
    return sum(tokens.words[i][0].isalnum() or tokens.words[i][0] in "$€£¥₩" for i in range(first, last))
