"""What the entailment model reads of the passages that were found: the nearest ones, alone and joined."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from claimcheck.models.protocols import Verifier
from claimcheck.passages.found import PartyPassages
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import (
    Assessment,
    Glance,
    Proposition,
    says_something,
    with_entailment,
    with_joined,
)
from claimcheck.verdicts.joining import joined_premise
from claimcheck.verdicts.relevant import most_relevant, read_alone

_ByParty: TypeAlias = dict[str, tuple[Assessment, ...]]
_Relevant: TypeAlias = Mapping[str, Sequence[Glance]]
_Pair: TypeAlias = tuple[str, str]


class PassageReader:
    """Lets the entailment model read the most relevant passages of every claim and party.

    Args:
        indexes: party -> its passages.
        verifier: the entailment model.
        whole: whether documents are read as a whole, those that came with their claim: then every relevant
            passage is read alone, and joined to the others whatever that says.
    """

    def __init__(self, indexes: Mapping[str, PartyPassages], verifier: Verifier, *, whole: bool) -> None:
        self._indexes = indexes
        self._verifier = verifier
        self._whole = whole

    def read(
        self, props: Sequence[Proposition], seen: Sequence[Mapping[str, Sequence[Glance]]]
    ) -> list[_ByParty]:
        """For each claim: party -> its most relevant passages, after the model has read them.

        Passages are read alone first, for all claims in one call. Where that leaves open what a document
        says, its passages are read joined to one premise too, in a second call.

        Args:
            props: the claims as they are judged.
            seen: for each of them party -> the passages that were found.
        """
        relevant = [
            {party: most_relevant(found) if says_something(prop) else () for party, found in row.items()}
            for prop, row in zip(props, seen, strict=True)
        ]
        return self._read_joined(props, relevant, self._read_alone(props, relevant))

    def _read_alone(self, props: Sequence[Proposition], relevant: Sequence[_Relevant]) -> list[_ByParty]:
        """The passages of each document that are read by themselves, after they were."""
        chosen = [
            {
                party: [one.assessment for one in (found if self._whole else read_alone(found))]
                for party, found in row.items()
            }
            for row in relevant
        ]
        scores = self._scores(
            (one.hit.passage.text, prop.hypothesis)
            for prop, row in zip(props, chosen, strict=True)
            for found in row.values()
            for one in found
        )
        told = self._verifier.differences
        return [
            {
                party: tuple(
                    with_entailment(one, scores[one.hit.passage.text, prop.hypothesis], told) for one in found
                )
                for party, found in row.items()
            }
            for prop, row in zip(props, chosen, strict=True)
        ]

    def _read_joined(
        self, props: Sequence[Proposition], relevant: Sequence[_Relevant], alone: Sequence[_ByParty]
    ) -> list[_ByParty]:
        """The passages `alone`, with what the joined passages of their document say."""
        premises = [
            {party: self._premises(party, found, row[party]) for party, found in more.items()}
            for more, row in zip(relevant, alone, strict=True)
        ]
        scores = self._scores(
            (premise, prop.hypothesis)
            for prop, row in zip(props, premises, strict=True)
            for joined in row.values()
            for premise in joined.values()
        )
        return [
            {
                party: tuple(
                    with_joined(one, scores[premise, prop.hypothesis])
                    if (premise := joined[party].get(one.hit.passage.document))
                    else one
                    for one in found
                )
                for party, found in row.items()
            }
            for prop, row, joined in zip(props, alone, premises, strict=True)
        ]

    def _premises(
        self, party: str, relevant: Sequence[Glance], alone: Sequence[Assessment]
    ) -> dict[str, str]:
        """Document -> one premise from its relevant passages, where one is worth reading."""
        index = self._indexes[party]
        premises: dict[str, str] = {}
        for document in index.documents:
            read = [one for one in alone if one.hit.passage.document == document.id]
            if not read or (not self._whole and any(map(settled, read))):
                continue
            own = [one for one in relevant if one.hit.passage.document == document.id]
            premise = joined_premise(document, index.document_sentences(document.id), own)
            if premise is not None:
                premises[document.id] = premise
        return premises

    def _scores(self, asked: Iterable[_Pair]) -> dict[_Pair, list[float]]:
        pairs = list(dict.fromkeys(asked))
        return dict(zip(pairs, self._verifier.score(pairs).tolist(), strict=True)) if pairs else {}


def settled(read: Assessment) -> bool:
    """Whether a passage read alone says so surely what its document says that no other need be read.

    Surely silent passages count only where they are not very near to the claim: near ones may lack but a
    word that stands in another sentence.
    """
    setting = load_toml("decision.toml")["settled"]
    entailed, refuted = read.features["entailed"], read.features["refuted"]
    if read.relevance < setting["relevance"]:
        return bool(max(entailed, refuted, 1 - entailed - refuted) >= setting["sure"])
    return bool(max(entailed, refuted) >= setting["sure"])
