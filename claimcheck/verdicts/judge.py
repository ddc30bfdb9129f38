"""Claims and passages into one verdict per party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from claimcheck.language.words import content_words
from claimcheck.models.protocols import TokenEncoder, TokenVectors, Verifier
from claimcheck.passages.found import PartyPassages
from claimcheck.records import Claim, Discrepancy, Evidence, Hit, PartFinding, Scores, Span, Verdict
from claimcheck.verdicts.across import across_parties
from claimcheck.verdicts.assessment import (
    Assessment,
    Glance,
    Proposition,
    proposition,
)
from claimcheck.verdicts.coverage import ClaimWords
from claimcheck.verdicts.decision import Decision, decide, with_quotes
from claimcheck.verdicts.entailed import PassageReader
from claimcheck.verdicts.evidence import Weighed, with_best_evidence
from claimcheck.verdicts.features import probabilities
from claimcheck.verdicts.latest import PartyDecision, latest_that_speaks
from claimcheck.verdicts.omissions import Omission, decide_omission, find_omission, silent_ones
from claimcheck.verdicts.parties import named_in, party_actors
from claimcheck.verdicts.quoting import QuoteSource, check_quotes
from claimcheck.verdicts.relevant import nearest_of
from claimcheck.verdicts.search import search_record
from claimcheck.verdicts.signals.comparison import TYPES, Difference
from claimcheck.verdicts.silence import unless_doubted
from claimcheck.verdicts.whole import whole_scores

_RELATIONS = {"supported": "supports", "overstated": "weaker", "contradicted": "conflicts"}


class Judge:
    """Gives claims verdicts against the passages of each party.

    Args:
        indexes: party -> its passages.
        encoder: gives the word vectors for coverage.
        verifier: the entailment model.
        anchor: ISO date of the article that the claims come from, or empty.
        whole: whether a document is read as a whole for each claim, as those are that came with the claim.
    """

    def __init__(
        self,
        indexes: Mapping[str, PartyPassages],
        encoder: TokenEncoder,
        verifier: Verifier,
        anchor: str = "",
        *,
        whole: bool = False,
    ) -> None:
        self._whole = whole
        self._indexes = indexes
        self._encoder = encoder
        self._verifier = verifier
        self._reader = PassageReader(indexes, verifier, whole=whole)
        self._anchor = anchor
        self._quotable = {
            party: QuoteSource(index.documents, index.document_sentences) for party, index in indexes.items()
        }
        self._actors = {party: party_actors(party, index.documents) for party, index in indexes.items()}

    def verdicts(
        self, claims: Sequence[Claim], hits: Mapping[str, Sequence[Sequence[Hit]]]
    ) -> list[dict[str, Verdict]]:
        """The verdict of every party on every claim.

        Args:
            claims: the claims.
            hits: party -> for each claim the passages that were found for it.

        Returns:
            For each claim: party -> verdict.
        """
        weighed = self.weigh(claims, hits)
        decided = [self._decided(*one) for one in weighed]
        if not self._whole:
            decided = with_best_evidence(weighed, decided, self._verifier)
        judged = []
        for (prop, seen, _), made in zip(weighed, decided, strict=True):
            omission = find_omission(prop.reading.text)
            if omission is not None:
                judged.append(self._of_omission(omission, prop, seen))
                continue
            found = {party: self._verdict(prop, party, seen[party], made[party]) for party in self._indexes}
            named = {party: named_in(prop.claim, actors) for party, actors in self._actors.items()}
            judged.append(across_parties(prop.claim, found, named))
        return judged

    def weigh(self, claims: Sequence[Claim], hits: Mapping[str, Sequence[Sequence[Hit]]]) -> list[Weighed]:
        """What the verdicts rest on; arguments as `verdicts` takes them.

        Returns:
            For each claim: what is judged of it, party -> all its passages, and party -> the most relevant of
            them, assessed, after the entailment model has read them.
        """
        tokens = self._tokens(claims, hits)
        props = [proposition(claim, self._anchor) for claim in claims]
        seen = [
            {party: self._look(prop, party, hits[party][row], tokens) for party in self._indexes}
            for row, prop in enumerate(props)
        ]
        return list(zip(props, seen, self._reader.read(props, seen), strict=True))

    def _tokens(
        self, claims: Sequence[Claim], hits: Mapping[str, Sequence[Sequence[Hit]]]
    ) -> dict[str, TokenVectors]:
        """Word pieces of every claim and every sentence found, encoded in one call."""
        texts = dict.fromkeys(claim.standalone for claim in claims)
        for party, rows in hits.items():
            index = self._indexes[party]
            texts.update(
                dict.fromkeys(s.text for row in rows for h in row for s in index.sentences(h.passage))
            )
        return dict(zip(texts, self._encoder.encode_tokens(list(texts)), strict=True))

    def _look(
        self, prop: Proposition, party: str, hits: Sequence[Hit], tokens: Mapping[str, TokenVectors]
    ) -> tuple[Glance, ...]:
        index = self._indexes[party]
        words = ClaimWords(prop.standalone, tokens[prop.claim.standalone], index.document_share)
        dates = {document.id: document.date for document in index.documents}
        return tuple(
            Glance(prop, hit, words, word_pieces(index, hit, tokens), dates[hit.passage.document])
            for hit in hits
        )

    def _verdict(self, prop: Proposition, party: str, seen: Sequence[Glance], made: PartyDecision) -> Verdict:
        quotes = check_quotes(prop.claim, party, self._quotable, self._actors)
        return self._built(prop, party, with_quotes(made.decision, quotes, seen), made.earlier, seen)

    def _of_omission(
        self, omission: Omission, prop: Proposition, seen: Mapping[str, Sequence[Glance]]
    ) -> dict[str, Verdict]:
        """Party -> verdict on a claim that somebody's statement leaves something out."""
        silent = silent_ones(omission, self._actors)
        return {
            party: self._built(
                prop,
                party,
                decide_omission(omission, seen[party] if party in silent else ()),
                (),
                seen[party],
            )
            for party in self._indexes
        }

    def _built(
        self,
        prop: Proposition,
        party: str,
        decision: Decision,
        earlier: tuple[str, ...],
        seen: Sequence[Glance],
    ) -> Verdict:
        index = self._indexes[party]
        searched = index.searched
        if not index.documents:
            return Verdict(
                label="not_mentioned" if searched.documents else "no_document",
                confidence=1.0,
                scores=Scores(0.0, 0.0, 1.0),
                search=search_record(prop.claim, searched.documents, searched.passages, ()),
            )
        return unless_doubted(_build(prop, decision, earlier, index, seen), index.documents)

    def _decided(
        self,
        prop: Proposition,
        seen: Mapping[str, Sequence[Glance]],
        near: Mapping[str, Sequence[Assessment]],
    ) -> dict[str, PartyDecision]:
        """Party -> what it says to the claim, the evidence chosen among the passages that were read."""
        return {
            party: latest_that_speaks(
                index.documents,
                {
                    one.id: self._decide(prop, one.id, index, seen[party], near[party])
                    for one in index.documents
                },
            )
            for party, index in self._indexes.items()
        }

    def _decide(
        self,
        prop: Proposition,
        document: str,
        index: PartyPassages,
        seen: Sequence[Glance],
        weighed: Sequence[Assessment],
    ) -> Decision:
        if not self._whole:
            return decide([one for one in weighed if one.hit.passage.document == document])
        own = nearest_of(document, seen, weighed)
        sentences = [sentence.text for sentence in index.document_sentences(document)]
        return decide(own, whole_scores(prop, sentences, own, self._verifier) if own else None)


def word_pieces(index: PartyPassages, hit: Hit, tokens: Mapping[str, TokenVectors]) -> NDArray[np.float32]:
    """Vectors of the word pieces of a passage, shape (word pieces, dimension), from its sentences'."""
    return np.concatenate([tokens[sentence.text].vectors for sentence in index.sentences(hit.passage)])


def _build(
    prop: Proposition,
    decision: Decision,
    earlier: tuple[str, ...],
    index: PartyPassages,
    seen: Sequence[Glance],
) -> Verdict:
    deciding = decision.deciding
    scores = decision.scores
    confidence = {
        "supported": scores.supported,
        "overstated": scores.contradicted,
        "contradicted": scores.contradicted,
    }.get(decision.label, scores.not_mentioned)
    telling = [one for one in (deciding, decision.further) if one is not None]
    others = [one for one in seen if all(one.hit != other.hit for other in telling)]
    return Verdict(
        label=decision.label,
        confidence=confidence,
        scores=scores,
        evidence=tuple(_evidence(decision.label, one) for one in telling),
        discrepancies=()
        if deciding is None
        else tuple(_discrepancy(prop, deciding, difference) for difference in decision.differences),
        search=search_record(prop.claim, index.searched.documents, index.searched.passages, others),
        parts=tuple(_part_finding(part, decision) for part in prop.claim.parts),
        earlier=earlier,
    )


def _part_finding(part: Span, decision: Decision) -> PartFinding:
    """Whether the passage that decided for support backs most words of one part of the claim."""
    backed = False
    if decision.label == "supported" and decision.deciding is not None:
        told = [word.text for word in content_words(part.text)]
        lacking = sum(word in decision.deciding.lacking for word in told)
        backed = lacking * 2 <= len(told)
    return PartFinding(text=part.text, start=part.start, end=part.end, supported=backed)


def _evidence(label: str, deciding: Assessment) -> Evidence:
    passage = deciding.hit.passage
    return Evidence(
        document=passage.document,
        text=passage.text,
        start=passage.start,
        end=passage.end,
        relation=_RELATIONS[label],  # type: ignore[arg-type]
        score=round(_alone(label, deciding), 4),
    )


def _alone(label: str, deciding: Assessment) -> float:
    """The probability that the passage alone would give the label."""
    scores = probabilities(deciding.features)
    return scores.supported if label == "supported" else scores.contradicted


def _discrepancy(prop: Proposition, deciding: Assessment, difference: Difference) -> Discrepancy:
    """A difference with its offsets moved into the article and the party's document."""
    passage = deciding.hit.passage
    # A quotation's span counts in the claim's whole text, any other in the words that are judged.
    origin = (prop.claim.start or 0) + (0 if difference.signal == "quote" else prop.offset)
    begin = 0 if difference.document else passage.start
    ours, theirs = difference.claim, difference.source
    return Discrepancy(
        code=difference.code,
        type=TYPES[difference.code],
        message=difference.message,
        claim_text=ours.text if ours else "",
        claim_start=origin + ours.start if ours else None,
        claim_end=origin + ours.end if ours else None,
        source_text=theirs.text if theirs else "",
        document=difference.document or passage.document,
        source_start=begin + theirs.start if theirs else None,
        source_end=begin + theirs.end if theirs else None,
    )
