"""Documents side by side: two sources, two versions of one text, or a matrix of several."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Literal

import msgspec

from claimcheck import __version__
from claimcheck.comparison.matrix import matrix_rows
from claimcheck.comparison.mirror import mirror_test
from claimcheck.comparison.mirrored import mirror_mirror, mirror_rows
from claimcheck.comparison.omissions import find_omissions
from claimcheck.comparison.records import Comparison, Matrix, Mirror, Row, SourceEntry, Statement
from claimcheck.comparison.rows import Models, compare_statements
from claimcheck.comparison.statements import claim_statements, sentence_statements
from claimcheck.comparison.versions import changed_rows
from claimcheck.errors import UsageError
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.protocols import TokenEncoder, Verifier
from claimcheck.models.verifiers import load_verifier
from claimcheck.records import Document, ModelEntry
from claimcheck.resources import load_toml

SCHEMA = "claimcheck/comparison/1"
MATRIX_SCHEMA = "claimcheck/matrix/1"
_Mode = Literal["sources", "versions", "matrix"]


class ComparisonSettings(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison can be told.

    Attributes:
        encoder: name or path of an embedding model; None takes the shipped one.
        verifier: name or path of an entailment model; None takes the shipped one.
        cache: whether vectors and scores may be kept on disk between runs.
        versions: take both documents as two states of one text.
    """

    encoder: str | None = None
    verifier: str | None = None
    cache: bool = True
    versions: bool = False


DEFAULTS = ComparisonSettings()


def _ignore_stage(_name: str) -> None:
    """Stands for nobody listening."""


def compare(
    documents: Sequence[Document],
    settings: ComparisonSettings = DEFAULTS,
    on_stage: Callable[[str], None] = _ignore_stage,
) -> Comparison | Matrix:
    """Sets documents side by side.

    Args:
        documents: two of them give a `Comparison`, more a `Matrix` of statements by source.
        settings: see `ComparisonSettings`.
        on_stage: told the name of each stage as it begins.

    Raises:
        UsageError: fewer than two documents were given, too many, or more than two versions.
        ModelError: weights are missing or altered.
    """
    most = load_toml("comparison.toml")["matrix"]["most_sources"]
    if len(documents) < 2:
        raise UsageError("a comparison needs two documents", remedy="Name a second one.")
    if settings.versions and len(documents) > 2:
        raise UsageError(
            f"--versions takes two states of a text, {len(documents)} were given",
            remedy="Compare them in pairs.",
        )
    if len(documents) > most:
        raise UsageError(f"at most {most} documents can be compared at once", remedy="Name fewer.")
    on_stage("load")
    cache_dir = default_cache_dir() if settings.cache else None
    encoder = load_encoder(settings.encoder, cache_dir=cache_dir)
    verifier = load_verifier(settings.verifier, cache_dir=cache_dir)
    on_stage("find statements")
    cut = sentence_statements if settings.versions else claim_statements
    statements = [cut(document) for document in documents]
    on_stage("align statements")
    if len(documents) > 2:
        return _matrix(documents, statements, (encoder, verifier))
    pair = _Pair(documents, statements, "versions" if settings.versions else "sources")
    return pair.compare(encoder, verifier)


class _Pair:
    """Two documents with their statements.

    Sums of floating-point numbers can depend on their order. So the pair is always compared in one order,
    that of the texts, and the result mirrored where they were given in the other: swapping the documents
    mirrors the comparison to the last digit.
    """

    def __init__(
        self,
        documents: Sequence[Document],
        statements: Sequence[Sequence[Statement]],
        mode: Literal["sources", "versions"],
    ) -> None:
        self.documents = (documents[0], documents[1])
        self.statements = (statements[0], statements[1])
        self.mode: Literal["sources", "versions"] = mode

    def compare(self, encoder: TokenEncoder, verifier: Verifier) -> Comparison:
        left, right = self.documents
        rows, mirrors = _oriented(self.documents, self.statements, self.mode, (encoder, verifier))
        shown = changed_rows(rows) if self.mode == "versions" else rows
        return Comparison(
            schema=SCHEMA,
            claimcheck=__version__,
            mode=self.mode,
            models=_model_entries(encoder, verifier),
            sources=(_entry("left", left, self.statements[0]), _entry("right", right, self.statements[1])),
            rows=shown,
            omissions=find_omissions(shown, *self.statements),
            mirrors=mirrors,
            unchanged=len(rows) - len(shown),
            warnings=_warnings(self.documents, self.statements),
            texts={document.sha256: document.text for document in self.documents},
        )


def _oriented(
    documents: tuple[Document, Document],
    statements: tuple[Sequence[Statement], Sequence[Statement]],
    mode: _Mode,
    models: tuple[TokenEncoder, Verifier],
) -> tuple[tuple[Row, ...], tuple[Mirror, ...]]:
    """Rows and mirrors, computed in the order of the texts."""
    left, right = documents
    swapped = (left.text, left.date, left.id) > (right.text, right.date, right.id)
    if swapped:
        documents, statements = (right, left), (statements[1], statements[0])
    anchors = (documents[0].date, documents[1].date)
    kin = load_toml("comparison.toml")["alignment"]["kin_versions"] if mode == "versions" else None
    rows = compare_statements(*statements, Models(*models), anchors, kin)
    if mode != "versions":
        # Two sources owe each other no order.
        rows = tuple(msgspec.structs.replace(row, moved=False) for row in rows)
    mirrors = mirror_test(documents, statements, *models) if mode == "sources" else ()
    if not swapped:
        return rows, mirrors
    back = sorted((mirror_mirror(one) for one in mirrors), key=lambda one: (one.teller, one.told.start))
    return mirror_rows(rows), tuple(back)


def _matrix(
    documents: Sequence[Document],
    statements: Sequence[Sequence[Statement]],
    models: tuple[TokenEncoder, Verifier],
) -> Matrix:
    encoder, verifier = models
    rows = {
        (i, j): _oriented((documents[i], documents[j]), (statements[i], statements[j]), "matrix", models)[0]
        for i in range(len(documents))
        for j in range(i + 1, len(documents))
    }
    names = unique_names(documents)
    return Matrix(
        schema=MATRIX_SCHEMA,
        claimcheck=__version__,
        models=_model_entries(encoder, verifier),
        sources=tuple(
            _entry(name, document, found)
            for name, document, found in zip(names, documents, statements, strict=True)
        ),
        rows=matrix_rows(statements, rows),
        warnings=_warnings(documents, statements),
        texts={document.sha256: document.text for document in documents},
    )


def unique_names(documents: Sequence[Document]) -> list[str]:
    """A short name for each source: its party, else its title, else its id, told apart by a number."""
    names: list[str] = []
    for document in documents:
        name = " and ".join(document.parties) or document.title or document.id
        at = 2
        chosen = name
        while chosen in names:
            chosen = f"{name} ({at})"
            at += 1
        names.append(chosen)
    return names


def _entry(name: str, document: Document, statements: Sequence[Statement]) -> SourceEntry:
    return SourceEntry(
        name=name,
        title=document.title or " and ".join(document.parties),
        date=document.date,
        path=document.path,
        url=document.url,
        sha256=document.sha256,
        statements=len(statements),
    )


def _warnings(documents: Sequence[Document], statements: Sequence[Sequence[Statement]]) -> tuple[str, ...]:
    most = load_toml("comparison.toml")["candidates"]["most_statements"]
    found = [f"{document.path}: {warning}" for document in documents for warning in document.warnings]
    for document, own in zip(documents, statements, strict=True):
        if not own:
            found.append(f"{document.path}: no statement was found in this text.")
        if len(own) > most:
            found.append(f"{document.path}: only the first {most:,} statements were compared.")
    return tuple(dict.fromkeys(found))


def _model_entries(encoder: TokenEncoder, verifier: Verifier) -> dict[str, ModelEntry]:
    return {
        "encoder": ModelEntry(name=encoder.name, sha256=encoder.fingerprint),
        "verifier": ModelEntry(name=verifier.name, sha256=verifier.fingerprint),
    }
