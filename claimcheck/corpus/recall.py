"""The recall of this very corpus: statements of it are put into other words and searched for."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from claimcheck.corpus.build import Progress, keep_recall
from claimcheck.corpus.files import CACHE
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.records import Recall
from claimcheck.corpus.rewrites import rewrite
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.corpus.shards import KINDS
from claimcheck.models.encoders import load_encoder, remembering
from claimcheck.models.protocols import Encoder
from claimcheck.resources import load_toml

_AT_A_TIME = 10
_OF_ONE = 60  # sentences of one document that are tried


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Stands for nobody listening."""


def measure(corpus: Corpus, encoder: Encoder, on_progress: Progress = _silent) -> Recall:
    """Searches for rewrites of statements of the corpus, as a check would search for claims.

    A rewrite counts as found if a passage that a check would judge holds the sentence that it was made of, or
    the same sentence of another document.

    Args:
        corpus: the corpus.
        encoder: reads the candidates.
        on_progress: told how many rewrites have been searched for.
    """
    passages = int(load_toml("retrieval.toml")["search"]["top_k"])
    rewrites = list(rewritten_statements(corpus))
    found = 0
    for first in range(0, len(rewrites), _AT_A_TIME):
        on_progress("measure recall", first, len(rewrites))
        part = rewrites[first : first + _AT_A_TIME]
        search = CorpusSearch(corpus, encoder, Scope())
        lists = search.search([words for words, _ in part], top_k=passages)
        for (_, statement), hits in zip(part, lists, strict=True):
            found += any(statement in hit.passage.text for one in hits.values() for hit in one)
    return Recall(
        found=found,
        rewrites=len(rewrites),
        passages=passages,
        documents=len(corpus.documents()),
        fingerprint=corpus.manifest.fingerprint,
    )


def rewritten_statements(corpus: Corpus) -> Iterator[tuple[str, str]]:
    """Rewrites with the sentences that they were made of, at most one a document, always the same ones."""
    setting = load_toml("rewrites.toml")["rewriting"]
    made = tried = 0
    for segment, row in _ordered(corpus):
        opened = corpus.segments[segment]
        first, last = (int(at) for at in opened.arrays.document_rows[row : row + 2])
        for at in _some(first, last, opened.documents[row].digest):
            if opened.arrays.kinds[at] != KINDS.index("paragraph"):
                continue
            tried += 1
            statement = opened.sentence_text(at)
            words = rewrite(statement)
            if words is not None:
                yield words, statement
                made += 1
                break
        if made >= setting["wanted"] or tried >= setting["tried"]:
            return


def _ordered(corpus: Corpus) -> list[tuple[int, int]]:
    """The documents that are searched, in an order that has nothing to do with what they say."""
    live = [(one.segment, one.row, one.document.digest) for one in corpus.versions() if not one.gone]
    return [(segment, row) for segment, row, _ in sorted(live, key=lambda one: (one[2], one[:2]))]


def _some(first: int, last: int, digest: str) -> list[int]:
    """Sentences of a document from a place on that its digest picks; after the last comes the first."""
    if first == last:
        return []
    begin = int(hashlib.sha256(digest.encode()).hexdigest(), 16) % (last - first)
    return [first + (begin + step) % (last - first) for step in range(min(last - first, _OF_ONE))]


def measure_if_due(folder: Path, *, due: bool = False, on_progress: Progress = _silent) -> None:
    """Measures the recall of the corpus in `folder` and notes it, where it is not known well enough.

    That is so where it was never measured, or the corpus has grown or shrunk by more than a share since.

    Args:
        folder: the corpus.
        due: whether to measure in any case.
        on_progress: told how many rewrites have been searched for.
    """
    corpus = Corpus(folder)
    before = corpus.manifest.recall
    if not due and before is not None:
        growth = float(load_toml("rewrites.toml")["rewriting"]["due_growth"])
        if abs(len(corpus.documents()) - before.documents) <= growth * before.documents:
            return
    encoder = remembering(load_encoder(), folder / CACHE)
    recall = measure(corpus, encoder, on_progress)
    keep_recall(folder, msgspec.structs.replace(corpus.manifest, recall=recall))
