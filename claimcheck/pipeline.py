"""Strings the stages together: documents -> claims -> passages -> verdicts -> report."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from claimcheck.claims.extract import extract_claims
from claimcheck.claims.given import claim_from_text, further_claims
from claimcheck.claims.worthiness import rate_claims
from claimcheck.documents.jsonl import ClaimRow
from claimcheck.documents.parties import by_party
from claimcheck.documents.read import unique_ids
from claimcheck.errors import NothingFound, UsageError
from claimcheck.language.sentences import split_sentences
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.measured import OnStage, StageTimes
from claimcheck.models.protocols import Encoder, TokenEncoder, Verifier
from claimcheck.models.verifiers import load_verifier
from claimcheck.passages.found import PartyPassages
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import (
    Claim,
    Document,
    Hit,
    ModelEntry,
    Report,
    Verdict,
)
from claimcheck.reports.build import build_report, cited, entries_of_models
from claimcheck.verdicts.judge import Judge
from claimcheck.verdicts.remembered import RememberedVerdicts
from claimcheck.verdicts.search import in_corpora
from claimcheck.verdicts.silence import is_searchable
from claimcheck.verdicts.standing import after, standing, with_later

if TYPE_CHECKING:
    from claimcheck.corpus.against import Bounds
    from claimcheck.corpus.opened import Corpus

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
        as_of: verdicts as they stood on this ISO date; later documents that change one are listed with it.
        top_k: passages judged per claim and party; None takes the shipped number.
    """

    encoder: str | None = None
    verifier: str | None = None
    cache: bool = True
    parties: tuple[str, ...] = ()
    since: str = ""
    until: str = ""
    as_of: str = ""
    top_k: int | None = None


DEFAULTS = Settings()


def _ignore_stage(_name: str) -> None:
    """Stands for nobody listening."""


class _Judged(NamedTuple):
    """Verdicts on claims; party -> what was searched of corpora for them, and of what came after the day.

    Without corpora the documents that were handed in are what is searched.
    """

    verdicts: list[dict[str, Verdict]]
    found: Mapping[str, PartyPassages] = {}
    later: Mapping[str, PartyPassages] = {}


class Checker:
    """Official documents made searchable once, for any number of articles or claims.

    Args:
        official: the parties' documents.
        settings: see `Settings`.
        on_stage: told the name of each stage as it begins; `StageTimes` also learns what the models did.
        corpora: folders of built corpora that are searched too.

    Verdicts of the shipped models on documents that were handed in are remembered from run to run, as vectors
    and scores are.

    Raises:
        UsageError: a party was asked for that has no document.
        NothingFound: no official document belongs to any party.
        InputError: there is no corpus in one of the folders, or it is damaged.
        ModelError: the encoder's weights are missing or altered.
    """

    def __init__(
        self,
        official: Sequence[Document],
        settings: Settings = DEFAULTS,
        on_stage: OnStage = _ignore_stage,
        corpora: Sequence[str | Path] = (),
    ) -> None:
        self._settings = settings
        self._on_stage = on_stage
        self._corpora, self._bounds = _opened(corpora, settings)
        last = min(filter(None, (settings.until, settings.as_of)), default="")
        elsewhere = tuple(dict.fromkeys(party for corpus in self._corpora for party in corpus.parties))
        grouped = by_party(unique_ids(official), settings.parties, elsewhere)
        self._documents = {p: standing(docs, settings.since, last) for p, docs in grouped.items()}
        self._after = {
            p: after(docs, settings.as_of, settings.until) for p, docs in grouped.items() if settings.as_of
        }
        self._doubts = tuple(line for docs in self._documents.values() for d in docs for line in d.warnings)
        on_stage("load")
        self._encoder = _load_encoder(settings, on_stage)
        self._verifier = _load_verifier(settings, on_stage)
        self._remembered: RememberedVerdicts | None = None
        if settings.cache and not (corpora or settings.encoder or settings.verifier):
            documents = self._documents, self._after
            self._remembered = RememberedVerdicts(default_cache_dir(), documents, settings.top_k)

    @cached_property
    def _indexes(self) -> dict[str, PassageIndex]:
        """Party -> its passages. Made when the first claim has to be judged: verdicts may be remembered."""
        return self._indexed(self._documents)

    @cached_property
    def _later(self) -> dict[str, PassageIndex]:
        """The same of the documents after the day asked for."""
        return self._indexed(self._after)

    def _indexed(self, parties: Mapping[str, Sequence[Document]]) -> dict[str, PassageIndex]:
        self._on_stage("segment")
        searched = {d.id: d for docs in parties.values() for d in docs if is_searchable(d)}
        encoded = encode_documents(tuple(searched.values()), self._encoder)
        by_id = dict(zip(searched, encoded, strict=True))
        self._on_stage("retrieve")
        return {
            party: PassageIndex([by_id[d.id] for d in docs if d.id in by_id], self._encoder)
            for party, docs in parties.items()
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
        self._on_stage("claims")
        found = _rated_claims(article, self._encoder)
        if not found and not further:
            raise NothingFound(**_no_claim(article))
        claims = (*found, *further_claims(further, {claim.id for claim in found}))
        doubts = (*warnings, *self._doubts, *article.warnings, *_article_warnings(article))
        return self._report(article, claims, self._judge(claims, article.date), doubts)

    def verify(self, rows: Sequence[ClaimRow], warnings: Sequence[str] = ()) -> Report:
        """Gives each row's claim a verdict per party, in the order of the rows."""
        claims = tuple(claim_from_text(row.id, row.claim) for row in rows)
        return self._report(None, claims, self._judge(claims, ""), (*warnings, *self._doubts))

    def _judge(self, claims: Sequence[Claim], date: str) -> _Judged:
        """Verdicts on the claims of an article of that date, remembered or new."""
        if self._remembered is None:
            return self._judge_anew(claims, date)
        self._on_stage("recall")
        return _Judged(
            self._remembered.verdicts(claims, date, lambda missing: self._judge_anew(missing, date).verdicts)
        )

    def _judge_anew(self, claims: Sequence[Claim], date: str) -> _Judged:
        found, hits = self._search(claims, date, later=False)
        self._on_stage("judge")
        verdicts = self._verdicts(claims, found, hits, date)
        if not self._settings.as_of:
            return _Judged(verdicts, found)
        after, later_hits = self._search(claims, date, later=True)
        self._on_stage("judge")
        return _Judged(with_later(verdicts, self._verdicts(claims, after, later_hits, date)), found, after)

    def _verdicts(
        self,
        claims: Sequence[Claim],
        found: Mapping[str, PartyPassages],
        hits: Mapping[str, Sequence[Sequence[Hit]]],
        date: str,
    ) -> list[dict[str, Verdict]]:
        verdicts = Judge(found, self._encoder, self._verifier, date).verdicts(claims, hits)
        searched = {party: index.searched for party, index in found.items()}
        return [in_corpora(claim, row, searched) for claim, row in zip(claims, verdicts, strict=True)]

    def _search(
        self, claims: Sequence[Claim], date: str, *, later: bool
    ) -> tuple[dict[str, PartyPassages], dict[str, list[tuple[Hit, ...]]]]:
        """Party -> what was searched, and party -> the hits of each claim; after `as_of` where `later`."""
        wordings = [claim.standalone for claim in claims]
        indexes = self._later if later else self._indexes
        self._on_stage("retrieve")
        parts: dict[str, list[PartyPassages]] = {party: [index] for party, index in indexes.items()}
        top_k = self._settings.top_k
        vectors = self._encoder.encode(wordings)
        hits = {party: index.search(wordings, top_k, vectors) for party, index in indexes.items()}
        if not self._corpora or self._bounds is None:
            return {party: one[0] for party, one in parts.items()}, hits
        from claimcheck.corpus.against import encoder_of, find_claims
        from claimcheck.corpus.party import FoundInAll

        for corpus in self._corpora:
            scope = self._bounds.later() if later else self._bounds.around(corpus, date)
            encoder = encoder_of(corpus, self._encoder, cache=self._settings.cache)
            parties = self._settings.parties or corpus.parties
            new = find_claims(corpus, claims, parties, scope, encoder, top_k)
            for party, (index, rows) in new.items():
                parts.setdefault(party, []).append(index)
                before = hits.get(party, [()] * len(claims))
                hits[party] = [(*one, *two) for one, two in zip(before, rows, strict=True)]
        found = {party: one[0] if len(one) == 1 else FoundInAll(one) for party, one in parts.items()}
        return found, hits

    def _report(
        self,
        article: Document | None,
        claims: Sequence[Claim],
        judged: _Judged,
        warnings: Sequence[str],
    ) -> Report:
        self._on_stage("report")
        named = cited(verdict for verdicts in judged.verdicts for verdict in verdicts.values())
        listed: dict[str, tuple[Document, ...]] = {}
        for party in judged.found or self._documents:
            documents = {document.id: document for document in self._documents.get(party, ())}
            searched = [index[party].documents for index in (judged.found, judged.later) if party in index]
            for document in chain(*searched, self._after.get(party, ())):
                if document.id in named:
                    documents.setdefault(document.id, document)
            listed[party] = tuple(documents.values())
        sizes = {p: index.searched for p, index in judged.found.items() if index.searched.corpora}
        models = self._encoder, self._verifier
        rows = list(zip(claims, judged.verdicts, strict=True))
        return build_report(models, article, listed, rows, warnings, sizes)


def _opened(folders: Sequence[str | Path], settings: Settings) -> tuple[tuple[Corpus, ...], Bounds | None]:
    """The corpora of these folders and what is searched of them; only for them their code is loaded."""
    if not folders:
        return (), None
    from claimcheck.corpus.against import Bounds
    from claimcheck.corpus.opened import Corpus

    bounds = Bounds(since=settings.since, until=settings.until, as_of=settings.as_of)
    return tuple(Corpus(folder) for folder in folders), bounds


def extract(
    article: Document, settings: Settings = DEFAULTS, on_stage: OnStage = _ignore_stage
) -> tuple[Claim, ...]:
    """The claims of an article with their check-worthiness, as a check of it would find them.

    Raises:
        NothingFound: there is none.
        ModelError: the encoder's weights are missing or altered.
    """
    on_stage("load")
    encoder = _load_encoder(settings, on_stage)
    on_stage("claims")
    claims = _rated_claims(article, encoder)
    if not claims:
        raise NothingFound(**_no_claim(article))
    return claims


def _rated_claims(article: Document, encoder: Encoder) -> tuple[Claim, ...]:
    return rate_claims(extract_claims(article), encoder)


def _no_claim(article: Document) -> dict[str, str]:
    """What to say of an article in which no claim was found."""
    return {
        "what": ": ".join(("no claim was found in this article", *article.warnings[:1])),
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
    on_stage: OnStage = _ignore_stage,
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
    on_stage("load")
    encoder = _load_encoder(settings, on_stage)
    verifier = _load_verifier(settings, on_stage)
    on_stage("segment")
    encoded = encode_documents(documents, encoder)
    on_stage("judge")
    claims = tuple(claim_from_text(row.id, row.claim) for row in rows)
    # One call for all claims lets the encoder batch those of equal length.
    vectors = encoder.encode([claim.standalone for claim in claims])
    judged: list[tuple[Claim, dict[str, Verdict]]] = []
    parties: dict[str, list[Document]] = {}
    for claim, one, vector in zip(claims, encoded, vectors, strict=True):
        (party,) = one.document.parties
        index = PassageIndex([one] if one.document.text.strip() else [], encoder)
        hits = index.search([claim.standalone], settings.top_k, vector[None, :])
        (verdicts,) = Judge({party: index}, encoder, verifier, whole=True).verdicts([claim], {party: hits})
        judged.append((claim, verdicts))
        parties.setdefault(party, []).append(one.document)
    return build_report((encoder, verifier), None, parties, judged, ())


def model_entries(settings: Settings) -> dict[str, ModelEntry]:
    """The models that a check with these settings uses, as its report names them.

    Raises:
        ModelError: there is no such model.
    """
    return entries_of_models(_load_encoder(settings), _load_verifier(settings))


def _load_encoder(settings: Settings, on_stage: OnStage = _ignore_stage) -> TokenEncoder:
    folder = default_cache_dir() if settings.cache else None
    return load_encoder(settings.encoder, cache_dir=folder, times=_measured_by(on_stage))


def _load_verifier(settings: Settings, on_stage: OnStage = _ignore_stage) -> Verifier:
    folder = default_cache_dir() if settings.cache else None
    return load_verifier(settings.verifier, cache_dir=folder, times=_measured_by(on_stage))


def _measured_by(on_stage: OnStage) -> StageTimes | None:
    return on_stage if isinstance(on_stage, StageTimes) else None


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
