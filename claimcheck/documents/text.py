"""Plain text and Markdown, with or without front matter."""

from __future__ import annotations

from claimcheck import __version__
from claimcheck.documents.decode import decode
from claimcheck.documents.front_matter import split_front_matter
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import UnreadableInput


def read(raw: Raw) -> tuple[Extract, ...]:
    r"""The text that follows the front matter, with `\r\n` folded to `\n`.

    Raises:
        UnreadableInput: it is empty, binary or malformed.
    """
    remedy = "Give a file that holds text."
    if not raw.data:
        raise UnreadableInput("the file is empty", where=raw.where, remedy=remedy)
    declared = (raw.charset,) if raw.charset else ()
    decoded = decode(raw.data, raw.where, declared=declared, encoding=raw.encoding)
    metadata, text = split_front_matter(decoded.text, raw.where)
    if not text.strip():
        raise UnreadableInput("the file holds no text", where=raw.where, remedy=remedy)
    extract = Extract(
        text=text,
        reader=f"claimcheck {__version__}",
        encoding=decoded.encoding,
        parties=metadata.parties,
        title=metadata.title,
        date=metadata.date,
        url=metadata.url,
        kind=metadata.kind,
        warnings=decoded.warnings,
    )
    return (extract,)
