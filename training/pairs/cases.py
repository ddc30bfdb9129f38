"""Pairs from the hand-labelled cases: claims of an article, passages of what the parties said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from claimcheck.claims.extract import claim_from_text
from claimcheck.documents.official import read_official
from claimcheck.language.sentences import split_sentences
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document, Sentence
from training.pairs.records import UNKNOWN, Pair

NEAREST = 3
"""Passages that a silent party's documents give for each claim."""
UNLABELLED = 8
"""Passages of each party that stand unlabelled beside each claim."""
JOINED_WORDS = 185
"""Words of a premise that is joined from several places of a document."""


def case_pairs(folder: Path) -> Iterator[Pair]:
    """The pairs of one case; a cell that allows a second label gives none if it is a silent one.

    A party that backs or contradicts a claim gives the sentences of the labelled evidence, alone, with a
    neighbour on each side, and among the passages of the document that are nearest to the claim; a silent one
    gives its nearest passages, alone and joined, and the labelled hard negative.
    """
    encoder = load_encoder(cache_dir=default_cache_dir())
    encoded = encode_documents(read_official([folder / "official"]).documents, encoder)
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        wording = claim_from_text(row["id"], row["claim"]).standalone
        for party, cell in row["verdicts"].items():
            own = [one for one in encoded if party in one.document.parties]
            texts = [text for one in own for text in evidence_windows(one.document, cell["evidence"])]
            if cell["label"] == "not_mentioned" and cell.get("also_ok"):
                continue
            (hits,) = PassageIndex(own, encoder).search([wording], NEAREST)
            if cell["label"] == "not_mentioned":
                texts = [*texts[:1], *(hit.passage.text for hit in hits)]
            for one in own:
                near = [h.passage.sentences for h in hits if h.passage.document == one.document.id]
                told = evidence_sentences(one.document, one.sentences, cell["evidence"])
                if near and (told or cell["label"] == "not_mentioned"):
                    texts.append(joined(one.sentences, [*told, *near]))
            for text in dict.fromkeys(text for text in texts if text):
                yield Pair(text, wording, cell["label"], f"case/{cell['discrepancy'] or 'none'}", folder.name)


def unlabelled_pairs(folder: Path) -> Iterator[Pair]:
    """Every claim of one case beside the passages of each party that are nearest to it, and these joined."""
    encoder = load_encoder(cache_dir=default_cache_dir())
    encoded = encode_documents(read_official([folder / "official"]).documents, encoder)
    parties = sorted({party for one in encoded for party in one.document.parties})
    rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    claims = [claim_from_text(row["id"], row["claim"]).standalone for row in rows]
    for party in parties:
        own = [one for one in encoded if party in one.document.parties]
        for claim, hits in zip(claims, PassageIndex(own, encoder).search(claims, UNLABELLED), strict=True):
            texts = [hit.passage.text for hit in hits]
            for one in own:
                near = [h.passage.sentences for h in hits[:4] if h.passage.document == one.document.id]
                texts.append(joined(one.sentences, near) if near else "")
            for text in dict.fromkeys(text for text in texts if text):
                yield Pair(text, claim, UNKNOWN, "unlabelled", folder.name)


def evidence_sentences(
    document: Document, sentences: Sequence[Sentence], evidence: str
) -> list[tuple[int, int]]:
    """First sentence and end of those that hold `evidence`; empty where the document does not have it."""
    at = document.text.find(evidence) if evidence else -1
    inside = [i for i, s in enumerate(sentences) if at >= 0 and s.start < at + len(evidence) and at < s.end]
    return [(inside[0], inside[-1] + 1)] if inside else []


def joined(sentences: Sequence[Sentence], spans: Sequence[tuple[int, int]]) -> str:
    """The sentences of `spans` in the document's order; spans that would make it too long are left out."""
    taken: set[int] = set()
    for start, end in spans:
        more = taken | set(range(start, end))
        if sum(len(sentences[at].text.split()) for at in more) <= JOINED_WORDS:
            taken = more
    return " ".join(sentences[at].text for at in sorted(taken))


def evidence_windows(document: Document, evidence: str) -> list[str]:
    """The sentences that hold `evidence`, alone, with the one before, and with the one after."""
    sentences = split_sentences(document.text)
    found = evidence_sentences(document, sentences, evidence)
    if not found:
        return []
    ((first, end),) = found
    last = end - 1
    spans = [(first, last), (max(first - 1, 0), last), (first, min(last + 1, len(sentences) - 1))]
    return [document.text[sentences[a].start : sentences[b].end] for a, b in spans if b - a < 3 or b == last]
