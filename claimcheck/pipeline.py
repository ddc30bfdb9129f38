"""Strings the stages together: documents -> claims -> passages -> verdicts -> report."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence

import msgspec

from claimcheck import __version__
from claimcheck.claims.extract import claim_from_text, extract_claims
from claimcheck.claims.worthiness import rate_claims
from claimcheck.documents.jsonl import ClaimRow
from claimcheck.documents.read import unique_ids
from claimcheck.errors import NothingFound, UsageError
from claimcheck.language.sentences import split_sentences
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.protocols import Encoder, TokenEncoder, Verifier
from claimcheck.models.verifiers import load_verifier
from claimcheck.passages.retrieval import PassageIndex, encode_documents
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
from claimcheck.verdicts.judge import Judge
from claimcheck.verdicts.summary import summarise

SCHEMA = "claimcheck/report/1"
# The party that a row's own document stands for when `verify` is given none.
ROW_PARTY = "document"


class Settings(msgspec.Struct, frozen=True, kw_only=True):
    """What a check can be told.

    Attributes:
        encoder: name or path of an embedding model; None takes the shipped one.
        verifier: name or path of an entailment model; None takes the shipped one.
        cache: whether vectors and scores may be kept on disk between runs.
        parties: only these parties; empty means all.
        since: only official documents of this ISO date or later.
        until: only official documents of this ISO date or earlier.
        top_k: passages judged per claim and party; None takes the shipped number.
    """

    encoder: str | None = None
    verifier: str | None = None
    cache: bool = True
    parties: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    top_k: int | None = None


DEFAULTS = Settings()


def _ignore_stage(_name: str) -> None:
    """Stands for nobody listening."""


class Checker:
    """Official documents made searchable once, for any number of articles or claims.

    Args:
        official: the parties' documents.
        settings: see `Settings`.
        on_stage: told the name of each stage as it begins.

    Raises:
        UsageError: a party was asked for that has no document.
        NothingFound: no official document belongs to any party.
        ModelError: the encoder's weights are missing or altered.
    """

    def __init__(
        self,
        official: Sequence[Document],
        settings: Settings = DEFAULTS,
        on_stage: Callable[[str], None] = _ignore_stage,
    ) -> None:
        self._settings = settings
        self._on_stage = on_stage
        self._all = by_party(unique_ids(official), settings.parties)
        self._documents = {p: _in_window(docs, settings) for p, docs in self._all.items()}
        on_stage("load models")
        self._encoder = _load_encoder(settings)
        self._verifier = _load_verifier(settings)
        on_stage("index passages")
        searched = {document.id: document for docs in self._documents.values() for document in docs}
        encoded = encode_documents(tuple(searched.values()), self._encoder)
        by_id = dict(zip(searched, encoded, strict=True))
        self._indexes = {
            party: PassageIndex([by_id[document.id] for document in docs], self._encoder)
            for party, docs in self._documents.items()
        }

    def check(
        self, article: Document, further: Sequence[ClaimRow] = (), warnings: Sequence[str] = ()
    ) -> Report:
        """Finds the claims of `article` and gives each a verdict per party.

        Args:
            article: the article.
            further: claims to check beside those that are found in it.
            warnings: what was read with doubt before; the report repeats it.

        Raises:
            NothingFound: no claim was found and none was handed in.
        """
        self._on_stage("find claims")
        found = _rated_claims(article, self._encoder)
        if not found and not further:
            raise NothingFound(**_no_claim(article))
        claims = (*found, *_further_claims(further, {claim.id for claim in found}))
        doubts = (*warnings, *_article_warnings(article))
        return self._report(article, self._judge(claims, article), doubts)

    def verify(self, rows: Sequence[ClaimRow], warnings: Sequence[str] = ()) -> Report:
        """Gives each row's claim a verdict per party, in the order of the rows."""
        claims = tuple(claim_from_text(row.id, row.claim) for row in rows)
        return self._report(None, self._judge(claims, None), warnings)

    def _judge(
        self, claims: tuple[Claim, ...], article: Document | None
    ) -> list[tuple[Claim, dict[str, Verdict]]]:
        self._on_stage("search passages")
        wordings = [claim.standalone for claim in claims]
        hits = {p: index.search(wordings, self._settings.top_k) for p, index in self._indexes.items()}
        self._on_stage("judge claims")
        judge = Judge(self._indexes, self._encoder, self._verifier, article.date if article else "")
        return list(zip(claims, judge.verdicts(claims, hits), strict=True))

    def _report(
        self,
        article: Document | None,
        judged: list[tuple[Claim, dict[str, Verdict]]],
        warnings: Sequence[str],
    ) -> Report:
        return build_report((self._encoder, self._verifier), article, self._documents, judged, warnings)


def extract(
    article: Document, settings: Settings = DEFAULTS, on_stage: Callable[[str], None] = _ignore_stage
) -> tuple[Claim, ...]:
    """The claims of an article with their check-worthiness, as a check of it would find them.

    Raises:
        NothingFound: there is none.
        ModelError: the encoder's weights are missing or altered.
    """
    on_stage("load models")
    encoder = _load_encoder(settings)
    on_stage("find claims")
    claims = _rated_claims(article, encoder)
    if not claims:
        raise NothingFound(**_no_claim(article))
    return claims


def _rated_claims(article: Document, encoder: Encoder) -> tuple[Claim, ...]:
    return rate_claims(extract_claims(article), encoder)


def _no_claim(article: Document) -> dict[str, str]:
    """What to say of an article in which no claim was found."""
    return {
        "what": "no claim was found in this article",
        "where": article.path,
        "remedy": "Is it an article in English?",
    }


def check(article: Document, official: Sequence[Document], settings: Settings = DEFAULTS) -> Report:
    """Checks one article against the parties' documents; see `Checker`."""
    return Checker(official, settings).check(article)


def verify(
    rows: Sequence[ClaimRow],
    official: Sequence[Document] | None = None,
    settings: Settings = DEFAULTS,
    on_stage: Callable[[str], None] = _ignore_stage,
) -> Report:
    """Checks claims that were handed in.

    Args:
        rows: the claims. Without `official` each must carry its own document, which then is the only
            evidence; the verdict stands under the row's party, or "document" where it has none.
        official: the parties' documents, or None.
        settings: see `Settings`.
        on_stage: told the name of each stage as it begins.

    Raises:
        UsageError: neither `official` nor a row's own document is there.
    """
    if official is not None:
        return Checker(official, settings, on_stage).verify(rows)
    if not any(row.document for row in rows):
        raise UsageError(
            "no row has a document of its own",
            remedy="Give the parties' documents with --against, or a document in each row.",
        )
    documents = tuple(_row_document(row) for row in rows)
    on_stage("load models")
    encoder = _load_encoder(settings)
    verifier = _load_verifier(settings)
    on_stage("index passages")
    encoded = encode_documents(documents, encoder)
    on_stage("judge claims")
    claims = tuple(claim_from_text(row.id, row.claim) for row in rows)
    # One call for all claims lets the encoder batch those of equal length.
    vectors = encoder.encode([claim.standalone for claim in claims])
    judged: list[tuple[Claim, dict[str, Verdict]]] = []
    parties: dict[str, list[Document]] = {}
    for claim, one, vector in zip(claims, encoded, vectors, strict=True):
        (party,) = one.document.parties
        index = PassageIndex([one] if one.document.text.strip() else [], encoder)
        hits = index.search([claim.standalone], settings.top_k, vector[None, :])
        (verdicts,) = Judge({party: index}, encoder, verifier).verdicts([claim], {party: hits})
        judged.append((claim, verdicts))
        parties.setdefault(party, []).append(one.document)
    return build_report((encoder, verifier), None, parties, judged, ())


def _load_encoder(settings: Settings) -> TokenEncoder:
    return load_encoder(settings.encoder, cache_dir=default_cache_dir() if settings.cache else None)


def _load_verifier(settings: Settings) -> Verifier:
    return load_verifier(settings.verifier, cache_dir=default_cache_dir() if settings.cache else None)


def by_party(documents: Sequence[Document], only: Sequence[str] = ()) -> dict[str, tuple[Document, ...]]:
    """Documents grouped by party, in order of first appearance; a joint one counts for each signatory.

    Raises:
        UsageError: a name in `only` has no document.
        NothingFound: there is no document at all.
    """
    groups: dict[str, list[Document]] = {}
    for document in documents:
        for party in dict.fromkeys(document.parties):
            groups.setdefault(party, []).append(document)
    if not groups:
        raise NothingFound("no official document was given", remedy="Name a file or folder with --against.")
    unknown = [name for name in only if name not in groups]
    if unknown:
        raise UsageError(
            f"no document belongs to the party {unknown[0]!r}",
            remedy=f"The parties are: {', '.join(groups)}.",
        )
    return {party: tuple(docs) for party, docs in groups.items() if not only or party in only}


def build_report(
    models: tuple[Encoder, Verifier],
    article: Document | None,
    parties: Mapping[str, Sequence[Document]],
    judged: Sequence[tuple[Claim, dict[str, Verdict]]],
    warnings: Sequence[str],
) -> Report:
    """The report of claims and their verdicts, in the order given."""
    encoder, verifier = models
    checked = tuple(
        CheckedClaim(
            **{name: getattr(claim, name) for name in claim.__struct_fields__},
            summary=summarise(found),
            verdicts=found,
        )
        for claim, found in judged
    )
    by_id = {document.id: document for documents in parties.values() for document in documents}
    quoted = [] if article is None else [article]
    quoted += [by_id[id_] for id_ in sorted(_quoted(checked)) if id_ in by_id]
    return Report(
        schema=SCHEMA,
        claimcheck=__version__,
        models={
            "encoder": ModelEntry(name=encoder.name, sha256=encoder.fingerprint),
            "verifier": ModelEntry(name=verifier.name, sha256=verifier.fingerprint),
        },
        article=None if article is None else _article_entry(article),
        parties={
            party: PartyEntry(documents=tuple(_document_entry(document) for document in documents))
            for party, documents in parties.items()
        },
        claims=checked,
        warnings=tuple(warnings),
        texts={document.sha256: document.text for document in quoted},
    )


def _quoted(claims: Sequence[CheckedClaim]) -> set[str]:
    found: set[str] = set()
    for claim in claims:
        for verdict in claim.verdicts.values():
            found.update(item.document for item in verdict.evidence)
            found.update(item.document for item in verdict.search.nearest)
    return found


def _in_window(documents: tuple[Document, ...], settings: Settings) -> tuple[Document, ...]:
    """Those whose date is in the window; a document without a date is searched whatever the window."""
    return tuple(
        document
        for document in documents
        if not document.date
        or (
            (not settings.since or document.date >= settings.since)
            and (not settings.until or document.date <= settings.until)
        )
    )


def _further_claims(rows: Sequence[ClaimRow], taken: set[str]) -> list[Claim]:
    """Claims of rows; one whose id the article's claims or an earlier row have gets a "+" before it."""
    claims: list[Claim] = []
    for row in rows:
        id_ = row.id
        while id_ in taken or any(claim.id == id_ for claim in claims):
            id_ = f"+{id_}"
        claims.append(claim_from_text(id_, row.claim))
    return claims


def _row_document(row: ClaimRow) -> Document:
    raw = row.document.encode()
    return Document(
        id=row.id,
        text=row.document,
        sha256=hashlib.sha256(raw).hexdigest(),
        parties=(row.party or ROW_PARTY,),
        kind="official",
    )


def _article_warnings(article: Document) -> tuple[str, ...]:
    if len(split_sentences(article.text)) < 2:
        return (f"{article.path}: the article has only one sentence. Was all of it read?",)
    return ()


def _article_entry(article: Document) -> ArticleEntry:
    return ArticleEntry(
        title=article.title, date=article.date, path=article.path, url=article.url, sha256=article.sha256
    )


def _document_entry(document: Document) -> DocumentEntry:
    return DocumentEntry(
        id=document.id,
        title=document.title,
        date=document.date,
        url=document.url,
        path=document.path,
        sha256=document.sha256,
    )
