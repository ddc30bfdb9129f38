"""Pairs from the hand-labelled cases: claims of an article, passages of what the parties said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from claimcheck.claims.extract import claim_from_text
from claimcheck.documents.official import read_official
from claimcheck.language.sentences import split_sentences
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document
from training.pairs.records import Pair

NEAREST = 2
"""Passages that a silent party's documents give for each claim."""


def case_pairs(folder: Path) -> Iterator[Pair]:
    """The pairs of one case; a cell that allows a second label gives none if it is a silent one.

    A party that backs or contradicts a claim gives the sentences of the labelled evidence, alone and with
    a neighbour on each side; a silent one gives its nearest passages and the labelled hard negative.
    """
    encoder = load_encoder(cache_dir=default_cache_dir())
    encoded = encode_documents(read_official([folder / "official"]).documents, encoder)
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        wording = claim_from_text(row["id"], row["claim"]).standalone
        for party, cell in row["verdicts"].items():
            own = [one for one in encoded if party in one.document.parties]
            texts = [text for one in own for text in evidence_windows(one.document, cell["evidence"])]
            if cell["label"] == "not_mentioned":
                if cell.get("also_ok"):
                    continue
                (hits,) = PassageIndex(own, encoder).search([wording], NEAREST)
                texts = [*texts[:1], *(hit.passage.text for hit in hits)]
            for text in dict.fromkeys(texts):
                yield Pair(text, wording, cell["label"], f"case/{cell['label']}", folder.name)


def evidence_windows(document: Document, evidence: str) -> list[str]:
    """The sentences that hold `evidence`, alone, with the one before, and with the one after."""
    at = document.text.find(evidence) if evidence else -1
    if at < 0:
        return []
    sentences = split_sentences(document.text)
    inside = [i for i, s in enumerate(sentences) if s.start < at + len(evidence) and at < s.end]
    if not inside:
        return []
    first, last = inside[0], inside[-1]
    spans = [(first, last), (max(first - 1, 0), last), (first, min(last + 1, len(sentences) - 1))]
    return [document.text[sentences[a].start : sentences[b].end] for a, b in spans if b - a < 3 or b == last]
