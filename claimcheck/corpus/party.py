"""What a search found for one party, in corpora and among documents read one by one, as the judge sees it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property

from claimcheck.corpus.search import CorpusSearch
from claimcheck.errors import UsageError
from claimcheck.passages.found import PartyPassages, Searched
from claimcheck.records import Document, Passage, SearchedCorpus, Sentence


class FoundInCorpus:
    """The documents of one party in which a search of a corpus found something.

    Args:
        search: the search, when all that should be found was searched for.
        party: the party.
        stems: the stems whose share among the passages will be asked for.
    """

    def __init__(self, search: CorpusSearch, party: str, stems: Sequence[str]) -> None:
        loaded = search.loaded().values()
        own = [(document, sentences) for document, sentences in loaded if party in document.parties]
        self._own = {document.id: (document, sentences) for document, sentences in own}
        self.documents = tuple(sorted((document for document, _ in own), key=lambda one: (one.date, one.id)))
        self.document_share: Mapping[str, float] = search.shares(stems)
        documents, passages = search.size(party)
        self.searched = Searched(documents=documents, passages=passages, corpora=(searched_corpus(search),))

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage."""
        first, end = passage.sentences
        return self.document_sentences(passage.document)[first:end]

    def document_sentences(self, document: str) -> tuple[Sentence, ...]:
        """All sentences of the document with that id."""
        return self._own[document][1]


class FoundInAll:
    """The passages of one party from several places, as one.

    Args:
        parts: the places.

    Raises:
        UsageError: two of them hold different documents of one id.
    """

    def __init__(self, parts: Sequence[PartyPassages]) -> None:
        self._home: dict[str, PartyPassages] = {}
        documents: dict[str, Document] = {}
        for part in parts:
            for document in part.documents:
                other = documents.setdefault(document.id, document)
                if other.text != document.text:
                    raise UsageError(
                        f"two documents have the id {document.id!r}",
                        where=document.path,
                        remedy="Rename one of them, or check against one source at a time.",
                    )
                self._home.setdefault(document.id, part)
        self._parts = tuple(parts)
        self.documents = tuple(documents.values())

    @property
    def searched(self) -> Searched:
        """The sums of what was searched."""
        all_ = [part.searched for part in self._parts]
        return Searched(
            documents=sum(one.documents for one in all_),
            passages=sum(one.passages for one in all_),
            corpora=tuple(corpus for one in all_ for corpus in one.corpora),
        )

    @cached_property
    def document_share(self) -> Mapping[str, float]:
        """The shares of all places, each weighted by its passages."""
        whole = max(self.searched.passages, 1)
        shares: dict[str, float] = {}
        for part in self._parts:
            weight = part.searched.passages / whole
            for stem, share in part.document_share.items():
                shares[stem] = shares.get(stem, 0.0) + weight * share
        return shares

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage."""
        return self._home[passage.document].sentences(passage)

    def document_sentences(self, document: str) -> tuple[Sentence, ...]:
        """All sentences of the document with that id."""
        return self._home[document].document_sentences(document)


def searched_corpus(search: CorpusSearch) -> SearchedCorpus:
    """What a report says of the corpus that was searched."""
    recall = search.corpus.manifest.recall
    return SearchedCorpus(
        path=str(search.corpus.folder),
        fingerprint=search.corpus.fingerprint,
        since=search.scope.since,
        until=search.scope.until,
        as_of=search.scope.as_of,
        found=recall.found if recall else 0,
        rewrites=recall.rewrites if recall else 0,
    )
