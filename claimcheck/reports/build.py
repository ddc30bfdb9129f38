"""Claims and their verdicts into the report that all formats are made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from claimcheck import __version__
from claimcheck.models.protocols import Encoder, Verifier
from claimcheck.passages.found import Searched
from claimcheck.records import (
    ArticleEntry,
    CheckedClaim,
    Claim,
    Document,
    DocumentEntry,
    ModelEntry,
    PartyEntry,
    Report,
    Verdict,
)
from claimcheck.verdicts.pages import with_pages
from claimcheck.verdicts.summary import summarise

SCHEMA = "claimcheck/report/1"


def build_report(
    models: tuple[Encoder, Verifier],
    article: Document | None,
    parties: Mapping[str, Sequence[Document]],
    judged: Sequence[tuple[Claim, dict[str, Verdict]]],
    warnings: Sequence[str],
    searched: Mapping[str, Searched] | None = None,
) -> Report:
    """The report of claims and their verdicts, in the order given.

    Args:
        models: encoder and verifier.
        article: the article, None where claims were handed in.
        parties: party -> its documents; of a built corpus only those that a verdict names.
        judged: claims with their verdicts.
        warnings: what was read with doubt.
        searched: party -> how much was searched, of the parties with documents in a built corpus.
    """
    encoder, verifier = models
    by_id = {document.id: document for documents in parties.values() for document in documents}
    checked = tuple(
        CheckedClaim(
            **{name: getattr(claim, name) for name in claim.__struct_fields__},
            summary=summarise(found),
            verdicts={party: with_pages(verdict, by_id) for party, verdict in found.items()},
        )
        for claim, found in judged
    )
    quoted = [] if article is None else [article]
    quoted += [by_id[id_] for id_ in sorted(_quoted(checked)) if id_ in by_id]
    return Report(
        schema=SCHEMA,
        claimcheck=__version__,
        models=entries_of_models(encoder, verifier),
        article=None if article is None else _article_entry(article),
        parties={
            party: _party_entry(documents, (searched or {}).get(party))
            for party, documents in parties.items()
        },
        claims=checked,
        warnings=tuple(dict.fromkeys(warnings)),
        texts={document.sha256: document.text for document in quoted},
    )


def entries_of_models(encoder: Encoder, verifier: Verifier) -> dict[str, ModelEntry]:
    """The models that took part, as a report names them."""
    return {
        "encoder": ModelEntry(name=encoder.name, sha256=encoder.fingerprint),
        "verifier": ModelEntry(name=verifier.name, sha256=verifier.fingerprint),
    }


def cited(verdicts: Iterable[Verdict]) -> set[str]:
    """The ids of all documents that verdicts name."""
    return {
        id_
        for verdict in verdicts
        for id_ in (
            *(item.document for item in verdict.evidence),
            *(item.document for item in verdict.search.nearest),
            *(item.document for item in verdict.discrepancies if item.document),
            *verdict.earlier,
            *verdict.later,
        )
    }


def _party_entry(documents: Sequence[Document], searched: Searched | None) -> PartyEntry:
    entries = tuple(_document_entry(document) for document in documents)
    if searched is None:
        return PartyEntry(documents=entries)
    return PartyEntry(documents=entries, searched=searched.documents, corpora=searched.corpora)


def _quoted(claims: Sequence[CheckedClaim]) -> set[str]:
    found: set[str] = set()
    for claim in claims:
        for verdict in claim.verdicts.values():
            found.update(item.document for item in verdict.evidence)
            found.update(item.document for item in verdict.search.nearest)
    return found


def _article_entry(article: Document) -> ArticleEntry:
    return ArticleEntry(
        title=article.title,
        date=article.date,
        path=article.path,
        url=article.url,
        sha256=article.sha256,
        retrieved=article.retrieved,
        author=article.author,
        site=article.site,
        reader=article.reader,
        encoding=article.encoding,
        pages=article.pages,
        doubt=article.doubt,
    )


def _document_entry(document: Document) -> DocumentEntry:
    return DocumentEntry(
        id=document.id,
        title=document.title,
        date=document.date,
        url=document.url,
        path=document.path,
        sha256=document.sha256,
        retrieved=document.retrieved,
        reader=document.reader,
        encoding=document.encoding,
        pages=document.pages,
        doubt=document.doubt,
    )
