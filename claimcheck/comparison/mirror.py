"""The mirror test: what one side says that the other said or promised, looked up in the other's own words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import msgspec

from claimcheck.claims.given import claim_from_text
from claimcheck.comparison.naming import disagreement
from claimcheck.comparison.records import Answer, Disagreement, Mirror, SideName, Statement
from claimcheck.language.inflection import inflect
from claimcheck.language.names import country_of, find_names
from claimcheck.models.protocols import TokenEncoder, Verifier
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Claim, Discrepancy, Document, Span, Verdict
from claimcheck.resources import load_toml
from claimcheck.verdicts.judge import Judge
from claimcheck.verdicts.parties import party_actors
from claimcheck.verdicts.signals.frames import frames

_ANSWERS: Mapping[str, Answer] = {
    "supported": "says_so",
    "overstated": "says_less",
    "contradicted": "denies",
    "not_mentioned": "silent",
    "no_document": "silent",
}

_PARTNER = 60  # characters after "agreed" that may name with whom


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Words of one side about what the other said or promised, and what to look for."""

    span: Span
    proposition: str


def speaker_actors(document: Document) -> frozenset[str]:
    """The actors for which a document speaks, by the names of its parties; none for reporting."""
    if document.kind == "reporting":
        return frozenset()
    found = frozenset(actor for party in document.parties for actor in party_actors(party, ()))
    # A name that no list knows ("article", "statement2") speaks for nobody that a text could name.
    known = frozenset(actor for actor in found if country_of(actor) or find_names(actor))
    return known if any(country_of(actor) for actor in known) else known - set(document.parties)


def find_told(statements: Sequence[Statement], actors: frozenset[str]) -> tuple[Told, ...]:
    """The statements that tell what one of `actors` said, agreed or promised, in text order."""
    found: dict[tuple[int, int], Told] = {}
    for one in statements:
        if any(_names_one(source, actors) for source in one.sources) or _is_act_of(one.text, actors):
            span = Span(one.text, one.start, one.end)
            found.setdefault((one.start, one.end), Told(span=span, proposition=one.standalone))
    return tuple(found.values())


def _names_one(words: str, actors: frozenset[str]) -> bool:
    return any(name.actor in actors or country_of(name.actor) in actors for name in find_names(words))


def _is_act_of(text: str, actors: frozenset[str]) -> bool:
    """Whether the text says that one of the actors agreed, promised, ..., or that somebody did with it."""
    for frame in frames(text):
        if frame.verb.text.lower() not in _verbs():
            continue
        partner = frame.rest[0].text if frame.rest else ""
        told = (frame.agent.text if frame.agent else "", partner if partner.startswith("with ") else "")
        if any(_names_one(words[:_PARTNER], actors) for words in told if words):
            return True
    return False


@cache
def _verbs() -> frozenset[str]:
    listed = load_toml("comparison.toml")["mirror"]["verbs"].split()
    return frozenset(form for verb in listed for form in msgspec.structs.astuple(inflect(verb)))


def mirror_test(
    documents: tuple[Document, Document],
    statements: tuple[Sequence[Statement], Sequence[Statement]],
    encoder: TokenEncoder,
    verifier: Verifier,
) -> tuple[Mirror, ...]:
    """The answers of both sides to what the other tells of them, the left teller's first.

    Args:
        documents: left and right.
        statements: those of each.
        encoder: finds passages.
        verifier: reads them.
    """
    return tuple(
        answer
        for teller, other in ((0, 1), (1, 0))
        for answer in _answers(
            documents[teller], documents[other], statements[teller], teller, (encoder, verifier)
        )
    )


def _answers(
    teller: Document,
    other: Document,
    statements: Sequence[Statement],
    side: int,
    models: tuple[TokenEncoder, Verifier],
) -> Iterator[Mirror]:
    actors = speaker_actors(other) - speaker_actors(teller)
    told = find_told(statements, actors) if actors else ()
    if not told or not other.text.strip():
        return
    encoder, verifier = models
    # The judge knows one party, under whatever name; the document's own is not needed for it.
    index = PassageIndex(encode_documents([other], encoder), encoder)
    party = other.parties[0] if other.parties else other.id
    claims = [_claim(str(at), one) for at, one in enumerate(told)]
    hits = {party: index.search([claim.standalone for claim in claims])}
    judge = Judge({party: index}, encoder, verifier, teller.date)
    for one, claim, verdicts in zip(told, claims, judge.verdicts(claims, hits), strict=True):
        yield _mirror(one, claim, verdicts[party], "left" if side == 0 else "right")


def _claim(id_: str, one: Told) -> Claim:
    """The statement as a claim handed in; words in its quotation marks are the other side's to judge."""
    return claim_from_text(id_, one.proposition)


def _mirror(one: Told, claim: Claim, verdict: Verdict, teller: SideName) -> Mirror:
    evidence = verdict.evidence[0] if verdict.evidence else None
    return Mirror(
        teller=teller,
        told=one.span,
        proposition=one.proposition,
        answer=_ANSWERS[verdict.label],
        evidence=None if evidence is None else Span(evidence.text, evidence.start, evidence.end),
        discrepancies=tuple(
            _difference(one, claim, found, teller)
            for found in verdict.discrepancies
            if found.code not in ("CC302", "CC501")
        ),
    )


def _difference(one: Told, claim: Claim, found: Discrepancy, teller: SideName) -> Disagreement:
    ours = _in_document(one, claim, found)
    theirs = (
        None
        if found.source_start is None or found.source_end is None
        else Span(found.source_text, found.source_start, found.source_end)
    )
    return disagreement(found.code, *((ours, theirs) if teller == "left" else (theirs, ours)))


def _in_document(one: Told, claim: Claim, found: Discrepancy) -> Span | None:
    """The claim's words in the teller's document; None where only the standalone wording has them."""
    at = one.span.text.find(found.claim_text) if found.claim_text else -1
    if at < 0:
        return None
    return Span(found.claim_text, one.span.start + at, one.span.start + at + len(found.claim_text))
