"""Claims that are handed in without an article."""

from __future__ import annotations

from collections.abc import Sequence, Set

from claimcheck.claims.attributed import source_of, span_of, stretches
from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.coreference import Unit
from claimcheck.claims.details import find_status, find_voice, trim
from claimcheck.claims.edits import Edit
from claimcheck.claims.lists import list_items
from claimcheck.claims.preparation import Prepared, limit, prepare, start_of_lists, units_of, word_count
from claimcheck.claims.standalone import Wording, finish, word_alone
from claimcheck.claims.wordclasses import tokenise
from claimcheck.claims.worthiness import rate_claims
from claimcheck.documents.jsonl import ClaimRow
from claimcheck.language.sentences import split_sentences
from claimcheck.records import Claim, Sentence


def claim_from_text(id: str, text: str) -> Claim:
    """A claim that was handed in without an article: `text` verbatim, offsets counted in it.

    `standalone` is the proposition without attribution tag and leading conjunction. `parts` are the
    clauses of a compound claim, or else the items of a list. Raises nothing.
    """
    prepared = prepare(text, split_sentences(text), None)
    whole = Sentence(text, 0, len(text), "paragraph", 0)
    tokens = tokenise(text[: limit("max_sentence_characters")])
    ranges = _asserted(prepared, whole, tokens)
    units = units_of(prepared, whole, tokens, ranges)
    edits = prepared.discourse.read(text, 0, tokens, units)
    wording = _proposition(text, tokens, ranges, edits)
    start, end = (trim(tokens, *ranges[0])[0], trim(tokens, *ranges[-1])[1]) if ranges else (0, len(text))
    chain = prepared.sayings.chain(start, end)
    claim = Claim(
        id=id,
        text=text,
        standalone=wording.text or text,
        attribution=tuple(source_of(attribution, prepared.discourse.named) for attribution in chain),
        quotes=prepared.quotes.inside(0, len(text)),
        parts=tuple(span_of(text, *part) for part in _parts(tokens, ranges, units)),
        voice=find_voice(text, tokens, units[0].clause if units else None, chain),
        unresolved=wording.unresolved,
        status=find_status(text, start, end),
    )
    (rated,) = rate_claims([claim])
    return rated


def further_claims(rows: Sequence[ClaimRow], taken: Set[str]) -> list[Claim]:
    """Claims of rows; one whose id is among `taken` or an earlier row's gets a "+" before it."""
    claims: list[Claim] = []
    for row in rows:
        id_ = row.id
        while id_ in taken or any(claim.id == id_ for claim in claims):
            id_ = f"+{id_}"
        claims.append(claim_from_text(id_, row.claim))
    return claims


def _asserted(prepared: Prepared, whole: Sentence, tokens: Tokens) -> list[tuple[int, int]]:
    """Token ranges without attribution tags.

    A tag that covers only some of several assertions stays, for without it the rest would seem to be
    said by the same source.
    """
    everything = [(0, len(tokens.words))] if tokens.words else []
    ranges = [kept for kept in stretches(whole, tokens, prepared.sayings) if word_count(tokens, *kept)]
    asserting = [kept for kept in ranges if "F" in tokens.tags[slice(*kept)]]
    chains = [prepared.sayings.chain(*trim(tokens, *kept)) for kept in asserting]
    if not asserting or any(chain != chains[0] for chain in chains):
        return everything
    return ranges


def _parts(tokens: Tokens, ranges: Sequence[tuple[int, int]], units: Sequence[Unit]) -> list[tuple[int, int]]:
    """Character ranges of the clauses of a compound claim, or else of the items of its list."""
    if len(units) > 1:
        return [trim(tokens, unit.clause.first, unit.clause.last) for unit in units]
    if not ranges:
        return []
    first = start_of_lists(units[0].clause) if units else ranges[0][0]
    return [trim(tokens, *item) for item in list_items(tokens, first, ranges[-1][1])]


def _proposition(
    text: str, tokens: Tokens, ranges: Sequence[tuple[int, int]], edits: Sequence[Edit]
) -> Wording:
    """All that is asserted, attribution tags left out, as one sentence."""
    wordings: list[Wording] = []
    opening: tuple[str, ...] = ()
    for first, last in ranges:
        if not wordings and tokens.words[first] in ("which", "who") and last - first > 1:
            opening = (text[tokens.starts[first] : tokens.ends[first]],)
            first += 1  # noqa: PLW2901  (the relative pronoun stands for nothing here)
        wordings.append(word_alone(text, tokens, Clause(first, last, "main", -1), edits))
    joined = " ".join(
        wording.text if i == 0 else wording.text[:1].lower() + wording.text[1:]
        for i, wording in enumerate(wordings)
    )
    unresolved = [*opening, *(word for wording in wordings for word in wording.unresolved)]
    return Wording(finish(joined), tuple(dict.fromkeys(unresolved)))
