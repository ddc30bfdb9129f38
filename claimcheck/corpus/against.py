"""Claims searched for in built corpora."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from claimcheck.corpus.effort import shared_out
from claimcheck.corpus.files import CACHE
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.party import FoundInCorpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.language.words import words
from claimcheck.models.encoders import remembering
from claimcheck.models.protocols import Encoder, TokenEncoder
from claimcheck.records import Claim, Hit


class Bounds(Scope, frozen=True, kw_only=True):
    """The bounds that the user set; none means the corpus's window around the article."""

    def around(self, corpus: Corpus, article: str) -> Scope:
        """What is searched of `corpus` for an article of the ISO date `article`, which may be empty."""
        if not (self.since or self.until or self.as_of):
            return corpus.window.around(article)
        until = min(filter(None, (self.until, self.as_of)), default="")
        return Scope(since=self.since, until=until, as_of=self.as_of)

    def later(self) -> Scope:
        """What came after the day that was asked for."""
        day = datetime.date.fromisoformat(self.as_of)
        if day == datetime.date.max:
            return Scope(since=self.as_of, until=self.as_of)
        return Scope(since=(day + datetime.timedelta(days=1)).isoformat(), until=self.until)


def find_claims(
    corpus: Corpus,
    claims: Sequence[Claim],
    parties: Sequence[str],
    scope: Scope,
    encoder: Encoder,
    top_k: int | None = None,
) -> dict[str, tuple[FoundInCorpus, list[tuple[Hit, ...]]]]:
    """Looks for claims, and for the words that they quote, in the documents of some parties.

    Args:
        corpus: where to look.
        claims: what to look for.
        parties: whose documents; one that the corpus does not know is left out.
        scope: which documents.
        encoder: reads the candidates.
        top_k: passages for each claim and party; None takes `retrieval.toml`'s, or less for many parties.

    Returns:
        Party -> what was searched and found, and the hits of each claim.
    """
    own = [party for party in parties if party in corpus.parties]
    effort, wanted = shared_out(len(own), top_k)
    search = CorpusSearch(corpus, encoder, scope, effort)
    found = search.search([claim.standalone for claim in claims], own, wanted)
    for claim in claims:
        for quotation in claim.quotes:
            for party in own:
                search.load_quoting(quotation.text, party)
    stems = [word.stem for claim in claims for word in words(claim.standalone)]
    return {party: (FoundInCorpus(search, party, stems), [one[party] for one in found]) for party in own}


def encoder_of(corpus: Corpus, encoder: TokenEncoder, *, cache: bool) -> TokenEncoder:
    """`encoder`, with its vectors kept in the corpus if they may be kept."""
    return remembering(encoder, corpus.folder / CACHE) if cache else encoder
