"""claimcheck: what an article claims, held against what each party has officially said.

The public names are loaded when they are first used, so that importing the package stays instant.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

_HOMES = {
    "ClaimcheckError": "claimcheck.errors",
    "Corpus": "claimcheck.corpus.opened",
    "Report": "claimcheck.records",
    "check": "claimcheck.pipeline",
    "compare": "claimcheck.comparison.compare",
    "extract_claims": "claimcheck.claims.extract",
    "read_document": "claimcheck.documents.read",
    "read_documents": "claimcheck.documents.read",
    "verify": "claimcheck.pipeline",
}

__all__ = [
    "ClaimcheckError",
    "Corpus",
    "Report",
    "check",
    "compare",
    "extract_claims",
    "read_document",
    "read_documents",
    "verify",
]

if TYPE_CHECKING:
    from claimcheck.claims.extract import extract_claims
    from claimcheck.comparison.compare import compare
    from claimcheck.corpus.opened import Corpus
    from claimcheck.documents.read import read_document, read_documents
    from claimcheck.errors import ClaimcheckError
    from claimcheck.pipeline import check, verify
    from claimcheck.records import Report


def __getattr__(name: str) -> Any:  # noqa: ANN401  (module attributes have any type)
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
