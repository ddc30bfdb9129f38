"""Quotations of a claim, looked for in the documents of the party that is said to have spoken."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from claimcheck.language.names import country_of, find_names
from claimcheck.language.polarity import is_negated
from claimcheck.language.words import content_words
from claimcheck.records import Claim, Document, Quotation, Sentence, Span
from claimcheck.verdicts.signals.comparison import Difference
from claimcheck.verdicts.signals.quotations import (
    dropped_negation,
    locate_quotation,
    nearest_wording,
    swallowed_negation,
)


class QuoteCheck(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one quotation at one party.

    `found` is where a document holds the words, with that document's id. `difference` is set where the
    party is the speaker and the words are not its own, or leave a negation out; its source offsets count
    in the document.
    """

    quotation: Quotation
    document: str | None = None
    found: Span | None = None
    difference: Difference | None = None


class QuoteSource:
    """The documents of one party, in which each quotation is looked for once.

    Args:
        documents: the documents.
        sentences: gives the sentences of the document with an id.
    """

    def __init__(self, documents: Sequence[Document], sentences: Callable[[str], Sequence[Sentence]]) -> None:
        self._documents = documents
        self._sentences = sentences
        self._found: dict[str, tuple[Document, Span] | None] = {}
        self._nearest: dict[str, tuple[Document, Span] | None] = {}

    def find(self, quotation: Quotation) -> tuple[Document, Span] | None:
        """The first document that has the words, and where."""
        if quotation.text not in self._found:
            places = ((one, locate_quotation(quotation, one.text)) for one in self._documents)
            self._found[quotation.text] = next(((one, span) for one, span in places if span), None)
        return self._found[quotation.text]

    def nearest(self, quotation: Quotation) -> tuple[Document, Span] | None:
        """The first document with a sentence that the words are a changed form of, and that sentence."""
        if quotation.text not in self._nearest:
            said = (
                (one, nearest_wording(quotation, one.text, self._sentences(one.id)))
                for one in self._documents
            )
            self._nearest[quotation.text] = next(((one, span) for one, span in said if span), None)
        return self._nearest[quotation.text]


def check_quotes(
    claim: Claim,
    party: str,
    sources: Mapping[str, QuoteSource],
    actors: Mapping[str, frozenset[str]],
) -> tuple[QuoteCheck, ...]:
    """Looks for each quotation of the claim in the documents of one party.

    Words that their speaker used are nobody's alteration: where one of several parties that speak for
    the speaker has them, the others are merely silent about them.

    Args:
        claim: the claim.
        party: the party whose documents are searched.
        sources: party -> its documents, of all parties.
        actors: party -> the actors that it speaks for, of all parties.
    """
    offset = claim.start or 0
    checks = []
    for quotation in claim.quotes:
        if not content_words(quotation.text) or (_is_title(quotation) and not claim.attribution):
            continue
        span = Span(quotation.text, quotation.start - offset, quotation.end - offset)
        place = sources[party].find(quotation)
        if place is not None:
            document, found = place
            denied = is_negated(claim.text, span.start, span.end)
            checks.append(_located(quotation, span, document, found, denied=denied))
            continue
        owners = _owners(claim, quotation, actors)
        if any(sources[owner].find(quotation) for owner in owners or sources):
            continue
        difference = _altered(quotation, span, sources[party]) if party in owners or not owners else None
        if difference is None and party in owners:
            difference = _difference("The words in quotation marks are not in this party's documents.", span)
        if difference is not None:
            checks.append(QuoteCheck(quotation=quotation, difference=difference))
    return tuple(checks)


def _is_title(quotation: Quotation) -> bool:
    """Whether the marks set off a name that nobody is said to have spoken: “The Hunger Games: Mockingjay”."""
    words = content_words(quotation.text)
    return quotation.speaker is None and len(words) > 1 and not any(w.text[0].islower() for w in words)


def _altered(quotation: Quotation, span: Span, source: QuoteSource) -> Difference | None:
    """The difference from the words that the quotation is a changed form of, if the documents have them."""
    place = source.nearest(quotation)
    if place is None:
        return None
    document, said = place
    return _difference("The document has other words than the quotation.", span, said, document.id)


def _located(
    quotation: Quotation, span: Span, document: Document, found: Span, *, denied: bool
) -> QuoteCheck:
    """What was found, with the negation that the quotation leaves out; `denied`: the claim has one too."""
    negation = swallowed_negation(quotation, found)
    if negation is None and not denied:
        negation = dropped_negation(document.text, found)
    difference = None
    if negation is not None:
        message = f"The quotation leaves out “{negation.text}”."
        difference = _difference(message, span, negation, document.id)
    return QuoteCheck(quotation=quotation, document=document.id, found=found, difference=difference)


def _difference(
    message: str, ours: Span, theirs: Span | None = None, document: str | None = None
) -> Difference:
    return Difference(
        signal="quote",
        code="CC402",
        message=message,
        claim=ours,
        source=theirs,
        strength=1.0,
        document=document,
    )


def _owners(claim: Claim, quotation: Quotation, actors: Mapping[str, frozenset[str]]) -> tuple[str, ...]:
    """The parties that speak for the one whom the article lets speak.

    The speaker is the quotation's, else the innermost of the claim's chain. A speaker that no party's
    actors match ("the statement said") is taken for the party only where there is no other. Words that nobody
    is said to have spoken ("the album “Help”") are no party's.
    """
    named = [quotation.speaker.text] if quotation.speaker else []
    named += [link.name or link.text for link in reversed(claim.attribution)]
    for words in named:
        speakers = {name.actor for name in find_names(words)} | {words}
        speakers |= {country for actor in speakers if (country := country_of(actor))}
        folded = {speaker.casefold() for speaker in speakers}
        owners = tuple(name for name, own in actors.items() if own & speakers or name.casefold() in folded)
        if owners:
            return owners
    return tuple(actors) if named and len(actors) == 1 else ()
