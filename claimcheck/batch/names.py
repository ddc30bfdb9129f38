"""Names of result files: plain where that is safe, and never that of another article's result."""

from __future__ import annotations

import hashlib
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from claimcheck.documents.files import stem_of
from claimcheck.documents.web_address import is_url

_LONGEST = 80  # characters of a name, well below the 255 bytes of common file systems
_UNSAFE = re.compile(r"[^\w.-]")


def result_names(sources: Sequence[str], ending: str, taken: Mapping[str, str]) -> dict[str, str]:
    """Source -> the name of the file that its result goes to.

    `article.md` gives `article.json`. Where two sources would share a name, or a file of that name already
    holds the result of another source, the name carries a part of the source's sha256.

    Args:
        sources: the articles as the user named them.
        ending: of the result files, with its dot.
        taken: name of a result file -> the source that it belongs to, from earlier runs.
    """
    plain = {source: _stem(source) for source in sources}
    # Counted without case, since some file systems know none.
    uses = Counter(stem.lower() for stem in plain.values())
    owners = {name.lower(): source for name, source in taken.items()}
    names = {}
    for source, stem in plain.items():
        name = f"{stem}{ending}"
        label = source_label(source)
        if uses[stem.lower()] > 1 or owners.get(name.lower(), label) != label:
            digest = hashlib.sha256(label.encode()).hexdigest()
            name = f"{stem}-{digest[:8]}{ending}"
        names[source] = name
    return names


def source_label(source: str) -> str:
    """A source as it can be written down: undecodable bytes of file names replaced."""
    return os.fsencode(source).decode("utf-8", "replace")


def _stem(source: str) -> str:
    if is_url(source):
        path = urlsplit(source).path.rstrip("/")
        stem = stem_of(Path(path.rpartition("/")[2])) if path else urlsplit(source).netloc
    else:
        file, _, part = Path(source).name.partition("#")
        stem = "-".join(filter(None, (stem_of(Path(file)) if file else "", part)))
    stem = "stdin" if source == "-" else stem
    return _UNSAFE.sub("_", stem)[:_LONGEST].strip(".") or "article"
