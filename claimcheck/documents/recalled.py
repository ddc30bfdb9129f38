"""Documents read again from an archive, as they were when they were archived."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

from claimcheck.documents.archive import recall
from claimcheck.documents.contents import Place, documents_of
from claimcheck.documents.files import stem_of
from claimcheck.documents.raw import Raw
from claimcheck.documents.results import ReadResult

_HAS_PARTS = re.compile(r"\.(?:jsonl|xml|rss|atom|rdf)\Z")


def read_archived(folder: Path, name: str, *, encoding: str = "") -> ReadResult:
    """All documents in the bytes that an archive keeps under `name`, with the path, address and time of then.

    Args:
        folder: the archive.
        name: "sha256:" and at least the first eight digits.
        encoding: the encoding of text, where it is known better than the bytes say.

    Raises:
        UsageError: the name is malformed, or fits several documents.
        MissingInput: the archive does not hold it.
        UnreadableInput: the bytes have been altered, or cannot be read.
    """
    data, kept = recall(folder, name)
    # Rows and entries were noted with their part, which reading them adds anew.
    path = kept.path.rpartition("#")[0] if _HAS_PARTS.search(kept.file) else ""
    path = path or kept.path
    raw = Raw(
        data=data,
        name=Path(kept.file).name,
        where=kept.path,
        charset=kept.charset,
        encoding=encoding,
        url=kept.url,
        retrieved=kept.retrieved,
    )
    found = documents_of(raw, Place(path, Path(path).name or path, stem_of(Path(path)), inner_party=False))
    meant = tuple(
        msgspec.structs.replace(one, path=kept.path) for one in found.documents if one.sha256 == kept.document
    )
    return msgspec.structs.replace(found, documents=meant or found.documents)
