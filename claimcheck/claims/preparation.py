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
from claimcheck.claims.verb_forms import word_set
from claimcheck.language.dates import find_dates
from claimcheck.language.names import find_names
from claimcheck.language.quotations import find_quotations, with_speakers
from claimcheck.records import Sentence
from claimcheck.resources import load_toml

# A clause counts as spoken where more than this share of it is quoted.
_MOSTLY = 0.7


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
    names = find_names(text)
    attributions = find_attributions(text, sentences, names)
    return Prepared(
        text=text,
        sayings=Sayings(attributions),
        quotes=QuoteIndex(with_speakers(find_quotations(text), attributions)),
        discourse=Discourse(NameIndex(names), find_dates(text, anchor)),
    )


def units_of(
    article: Prepared, sentence: Sentence, tokens: Tokens, ranges: Iterable[tuple[int, int]]
) -> list[Unit]:
    """The clauses of the token ranges with the attributions that hold them."""
    units: list[Unit] = []
    subject: tuple[int, int] | None = None
    for first, last in ranges:
        clauses = split_clauses(tokens, first, last, subject)
        subject = None if clauses else _interrupted_subject(tokens, first, last)
        if not clauses and units:
            units = _resumed(tokens, units, first, last)
        for clause in clauses:
            fragment = clause.subject is None and clause.kind != "relative" and not _fills(tokens, clause)
            if not fragment and word_count(tokens, clause.first, clause.last) >= limit("min_clause_words"):
                units.append(unit_of(article, sentence, tokens, clause))
    return units


def _interrupted_subject(tokens: Tokens, first: int, last: int) -> tuple[int, int] | None:
    """The tokens `[first, last)` where they are a subject that a tag cuts off: "The deal, X said, will"."""
    while last > first and tokens.tags[last - 1] in ',"':
        last -= 1
    while first < last and tokens.tags[first] in 'CA,"':
        first += 1
    tags = tokens.tags[first:last]
    allowed = set("DXN#P'RC,") if "C" in tags else set("DXN#P'R")  # commas part the items of a list
    is_phrase = tags[:1] and tags[0] in "DXN#P" and set(tags) <= allowed and tags[-1] not in "RC"
    return (first, last) if is_phrase else None


def _resumed(tokens: Tokens, units: list[Unit], first: int, last: int) -> list[Unit]:
    """The units with what goes on behind a tag: "P, X said, and to Q", "P, X said, doing Q"."""
    while first + 1 < last and tokens.tags[first] in ",-":
        first += 1
    while last - 1 > first and tokens.tags[last - 1] in ".,":
        last -= 1
    host = units[-1].clause
    opener = first + (tokens.tags[first] == "C")
    if opener >= last:
        return units
    if tokens.tags[first] == "g" and host.subject is not None and last - first > 2:
        clause = Clause(first, last, "participle", first, host.subject, ((host.verb, host.verb + 1),))
        return [*units, Unit(clause, units[-1].chain, units[-1].spoken)]
    goes_on = tokens.tags[opener] == "T" or tokens.words[opener] in word_set("continuing_subordinators")
    if goes_on and last - opener > 2:
        return [*units[:-1], units[-1]._replace(clause=host._replace(tail=(first, last)))]
    return units


def _fills(tokens: Tokens, clause: Clause) -> bool:
    """Whether the clause is the whole sentence but for a few words."""
    return clause.last - clause.first >= len(tokens.words) - 3


def unit_of(article: Prepared, sentence: Sentence, tokens: Tokens, clause: Clause) -> Unit:
    """The clause with the attributions that hold it, outermost first."""
    start, end = (sentence.start + offset for offset in trim(tokens, clause.first, clause.last))
    chain = article.sayings.chain(start, end)
    quoted = max(
        (quotation.end - quotation.start for quotation in article.quotes.inside(start, end)), default=0
    )
    spoken = quoted > _MOSTLY * (end - start) or (bool(chain) and chain[-1].kind == "direct")
    return Unit(clause, chain, spoken)


def start_of_lists(clause: Clause) -> int:
    """Where lists of a clause can begin: at its subject, or behind a subject that it does not list."""
    if clause.kind == "apposition":
        return clause.verb
    return max(clause.first, clause.subject[0]) if clause.subject else clause.first


def word_count(tokens: Tokens, first: int, last: int) -> int:
    """Words and numbers among the tokens `[first, last)`."""
    return sum(tokens.words[i][0].isalnum() or tokens.words[i][0] in "$€£¥₩" for i in range(first, last))
