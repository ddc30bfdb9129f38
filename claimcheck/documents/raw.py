"""What goes into a reader and what comes out of it."""

from __future__ import annotations

import msgspec

from claimcheck.records import Doubt


class Raw(msgspec.Struct, frozen=True, kw_only=True):
    """The bytes of one file, page or member of an archive, and what its carrier says of them.

    Attributes:
        data: the bytes as they came.
        name: the file's name, for its ending; empty where there is none (standard input).
        where: what messages call it.
        charset: the encoding that HTTP or a mail gives; empty where none does.
        encoding: the encoding that the caller insists on; empty where the reader is to find out.
        url: where it was fetched.
        retrieved: when, in ISO 8601.
    """

    data: bytes
    name: str
    where: str
    charset: str = ""
    encoding: str = ""
    url: str | None = None
    retrieved: str | None = None


class Extract(msgspec.Struct, frozen=True, kw_only=True):
    """One text that a reader found in some bytes, with what these say of it.

    Attributes:
        text: the text, with newlines as its only line ends.
        reader: name and version of what read it, such as "trafilatura 2.3.1".
        encoding: the encoding of the bytes, where they are text.
        parties, title, date, url, kind: as in a Document; empty where the bytes do not say.
        author, site: who wrote it, and the site or feed that it stood on.
        pages: offsets at which the pages begin, empty where the source has none.
        doubt: why the text may not be all that the source says: "" if there is no doubt.
        warnings: what was read with doubt, without the name of the source.
        part: which part of the source this is ("3" for the third entry); empty for all of it.
        sha256: that of the part's bytes; empty for all of it.
    """

    text: str
    reader: str
    encoding: str = ""
    parties: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    url: str | None = None
    kind: str = ""
    author: str = ""
    site: str = ""
    pages: tuple[int, ...] = ()
    doubt: Doubt = ""
    warnings: tuple[str, ...] = ()
    part: str = ""
    sha256: str = ""
