"""An archive of raw bytes by their sha256, so that a finding can be shown again when a page has changed.

A folder: `ab/cdef....html` holds the bytes whose sha256 begins with "ab", and `index.jsonl` has a line for
each time that something was read: sha256, file, path, url and when it was retrieved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from hashlib import sha256
from pathlib import Path

import msgspec

from claimcheck.documents.raw import Raw
from claimcheck.errors import MissingInput, UnreadableInput, UsageError
from claimcheck.writing import append_line, make_folder, sweep, write_whole

INDEX = "index.jsonl"
MARK = "sha256:"
_SHORTEST = 8  # hexadecimal digits with which a document may be named
_PLACE = re.compile(r"[0-9a-f]{2}/[0-9a-f]{62}(?:\.[a-z0-9]{1,8}){0,2}")
_ENDING = re.compile(r"(?:\.jsonl)?\.[a-z0-9]{1,8}\Z")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the index: which bytes were read, from where and, if from the web, when.

    `file` is relative to the archive, with forward slashes. `path` is what the document was called when
    it was read: a file's path or an address. `document` is the document's own sha256, which differs from
    that of the bytes where it is only a part of them, such as an entry of a feed.
    """

    sha256: str
    file: str
    bytes: int
    document: str
    path: str
    url: str | None = None
    retrieved: str | None = None
    charset: str = ""


class Archive:
    """Keeps raw bytes in `folder`, which is made if it is not there.

    Raises:
        UsageError: the folder cannot be made.
    """

    def __init__(self, folder: Path) -> None:
        make_folder(folder)
        self._folder = folder
        self._noted = {(kept.document, kept.path, kept.retrieved) for kept in read_index(folder)}

    def keep(self, raw: Raw, path: str, document: str = "") -> None:
        """Keeps bytes and notes where they come from; what is there already is not written again.

        Args:
            raw: the bytes as they were read.
            path: what the document is called: a file's path or an address, with "#PART" where it is a part.
            document: the document's own sha256, where it is only a part of the bytes.

        Raises:
            UsageError: the archive cannot be written.
        """
        digest = sha256(raw.data).hexdigest()
        noted = (document or digest, path, raw.retrieved)
        target = self._folder / _place(digest, raw.name)
        if not self._is_whole(digest, raw):
            make_folder(target.parent)
            sweep(target.parent)
            write_whole(target, raw.data)
        if noted in self._noted:
            return
        self._noted.add(noted)
        entry = Kept(
            sha256=digest,
            file=_place(digest, raw.name),
            bytes=len(raw.data),
            document=document or digest,
            path=path,
            url=raw.url,
            retrieved=raw.retrieved,
            charset=raw.charset,
        )
        append_line(self._folder / INDEX, msgspec.json.encode(entry))

    def _is_whole(self, digest: str, raw: Raw) -> bool:
        target = self._folder / _place(digest, raw.name)
        return target.is_file() and target.stat().st_size == len(raw.data)


def _place(digest: str, name: str) -> str:
    """The file that bytes are kept in, relative to the archive."""
    ending = _ENDING.search(name.lower())
    return f"{digest[:2]}/{digest[2:]}{ending[0] if ending else ''}"


_current: ContextVar[Archive | None] = ContextVar("archive", default=None)


@contextmanager
def archiving(folder: Path | None) -> Iterator[None]:
    """Whatever is read inside this context is kept in `folder`; nothing is where it is None."""
    token = _current.set(Archive(folder) if folder is not None else None)
    try:
        yield
    finally:
        _current.reset(token)


def keep(raw: Raw, path: str, document: str = "") -> None:
    """Keeps bytes in the archive that is in force, if one is; see `Archive.keep`."""
    archive = _current.get()
    if archive is not None:
        archive.keep(raw, path, document)


def read_index(folder: Path) -> Iterator[Kept]:
    """The lines of an archive's index, in their order; a line that a killed run left short is passed over.

    Raises:
        UnreadableInput: the index is there and cannot be opened.
    """
    try:
        with (folder / INDEX).open("rb") as stream:
            for line in stream:
                try:
                    kept = msgspec.json.decode(line, type=Kept)
                except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    continue
                if _PLACE.fullmatch(kept.file) and kept.file.replace("/", "").startswith(kept.sha256):
                    yield kept
    except FileNotFoundError:
        return
    except OSError as error:
        what = f"the archive's index cannot be opened ({error.strerror})"
        raise UnreadableInput(what, where=str(folder / INDEX)) from error


def recall(folder: Path, name: str) -> tuple[bytes, Kept]:
    """The bytes that the archive keeps under `sha256:DIGITS`, and where they were read from last.

    Args:
        folder: the archive.
        name: "sha256:" and the first 8 or more hexadecimal digits.

    Raises:
        UsageError: the digits are too few, none, or those of several documents.
        MissingInput: the archive does not hold it.
        UnreadableInput: the bytes have been altered, or cannot be read.
    """
    digits = name.removeprefix(MARK).lower()
    if not re.fullmatch(f"[0-9a-f]{{{_SHORTEST},64}}", digits):
        what = f"a document of an archive is named by the first {_SHORTEST} to 64 digits of its sha256"
        raise UsageError(what, where=name, remedy=f"Write it as {MARK}1a2b3c4d.")
    found = {}
    for kept in read_index(folder):
        if kept.document.startswith(digits):
            found[kept.document] = kept
        elif kept.sha256.startswith(digits):  # all documents of these bytes
            found[kept.sha256] = msgspec.structs.replace(kept, document=kept.sha256)
    if not found:
        raise MissingInput(
            f"the archive holds no {MARK}{digits}", where=str(folder), remedy="Check the name."
        )
    if len(found) > 1:
        raise UsageError("these digits fit several documents", where=name, remedy="Give more of them.")
    (kept,) = found.values()
    try:
        data = (folder / kept.file).read_bytes()
    except OSError as error:
        what = f"the archived file cannot be opened ({error.strerror})"
        raise UnreadableInput(what, where=str(folder / kept.file)) from error
    if sha256(data).hexdigest() != kept.sha256:
        raise UnreadableInput("the archived file has been altered", where=str(folder / kept.file))
    return data, kept
