"""What was searched for a party and what was found: all that verdicts need of an index."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

import msgspec

from claimcheck.records import Document, Passage, SearchedCorpus, Sentence


class Searched(msgspec.Struct, frozen=True, kw_only=True):
    """How much was searched: documents and passages, and which corpora in which time."""

    documents: int
    passages: int
    corpora: tuple[SearchedCorpus, ...] = ()


class PartyPassages(Protocol):
    """The passages of one party, as the judge sees them."""

    @property
    def searched(self) -> Searched:
        """How much was searched."""
        ...

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents that can decide: all, or those in which something was found."""
        ...

    @property
    def document_share(self) -> Mapping[str, float]:
        """Stem -> share of the passages that hold it (0 to 1)."""
        ...

    def sentences(self, passage: Passage) -> tuple[Sentence, ...]:
        """The sentences of a passage."""
        ...

    def document_sentences(self, document: str) -> tuple[Sentence, ...]:
        """All sentences of the document with that id."""
        ...
