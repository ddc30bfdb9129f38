"""Zip archives: their members in sorted order, within bounds, and never written to disk."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import NamedTuple

from claimcheck.documents.files import KNOWN_FORMATS, format_of_name
from claimcheck.documents.limits import limit, listing
from claimcheck.errors import UnreadableInput

_RATIO_FROM = 1_000_000  # unpacked bytes below which the ratio says nothing
_LOCKED = 0x1  # bit of the flags of a member that is encrypted
BROKEN = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError,
    RuntimeError, struct.error, OverflowError, IndexError, LookupError,
)  # fmt: skip


class Member(NamedTuple):
    """A file in an archive: its path in it, its size unpacked, and how to read it."""

    name: str
    size: int
    read: Callable[[], bytes]


class Members(NamedTuple):
    """The readable files of an archive, and what was passed over."""

    members: tuple[Member, ...]
    warnings: tuple[str, ...]


def members(data: bytes, where: str) -> Members:
    """The files of known format in an archive, sorted by name; hidden and other files are passed over.

    Args:
        data: the archive.
        where: its name for messages.

    Raises:
        UnreadableInput: the archive is broken, or unpacks to more than `limits.toml` allows.
    """
    archive = open_zip(data, where)
    passed: dict[str, list[str]] = {"hidden": [], "unsafe": [], "format": [], "twice": []}
    found: dict[str, Member] = {}
    for info in archive.infolist():
        name = _clean(info.filename)
        if name.endswith("/"):
            continue
        reason = _why_not(name) or ("twice" if name in found else "")
        if reason:
            passed[reason].append(name[:200])
        else:
            found[name] = Member(name, info.file_size, _opener(archive, info, f"{where}#{name}"))
    ordered = sorted(found.values(), key=lambda member: member.name.split("/"))
    return Members(tuple(ordered), _warnings(where, passed))


def open_zip(data: bytes, where: str) -> zipfile.ZipFile:
    """The archive, after its own figures were held against the bounds.

    Raises:
        UnreadableInput: it is broken, or says that it unpacks to more than is allowed.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except BROKEN as error:
        raise _broken(where) from error
    infos = archive.infolist()
    if len(infos) > limit("zip_entries"):
        raise _bomb(where, f"it has more than {limit('zip_entries'):,} members")
    if sum(info.file_size for info in infos) > limit("zip_total_bytes"):
        raise _bomb(where, f"it unpacks to more than {limit('zip_total_bytes'):,} bytes")
    for info in infos:
        if info.file_size > _RATIO_FROM and info.file_size > limit("zip_ratio") * max(info.compress_size, 1):
            raise _bomb(
                where, f"{info.filename[:80]!r} unpacks to more than {limit('zip_ratio')} times its size"
            )
    return archive


def member_bytes(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> bytes:
    """The bytes of one member, whatever size its header states.

    Raises:
        UnreadableInput: it is broken, locked or too large.
    """
    if info.flag_bits & _LOCKED:
        raise UnreadableInput("it is locked with a password", where=where, remedy="Pack it without one.")
    most = limit("file_bytes")
    try:
        with archive.open(info) as stream:
            data = stream.read(most + 1)
    except BROKEN as error:
        raise _broken(where) from error
    if len(data) > most:
        raise UnreadableInput(f"it unpacks to more than {most:,} bytes", where=where, remedy="Split it.")
    return data


def _opener(archive: zipfile.ZipFile, info: zipfile.ZipInfo, where: str) -> Callable[[], bytes]:
    return lambda: member_bytes(archive, info, where)


def _clean(name: str) -> str:
    """The name with forward slashes, and without characters that no report could hold."""
    return name.replace("\\", "/").encode("utf-8", "replace").decode("utf-8").replace("\0", "")


def _why_not(name: str) -> str:
    parts = PurePosixPath(name).parts
    if not parts or name.startswith("/") or ".." in parts or parts[0].endswith(":"):
        return "unsafe"
    if any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX":
        return "hidden"
    return "" if format_of_name(parts[-1]) else "format"


def _warnings(where: str, passed: dict[str, list[str]]) -> tuple[str, ...]:
    reasons = {
        "hidden": "hidden",
        "unsafe": "their paths lead out of the archive",
        "format": f"not in a known format ({KNOWN_FORMATS})",
        "twice": "an earlier member has the same name",
    }
    return tuple(
        f"{where}: {len(names):,} skipped, {reasons[kind]}: {listing(sorted(names))}"
        for kind, names in passed.items()
        if names
    )


def _broken(where: str) -> UnreadableInput:
    return UnreadableInput("the archive is broken", where=where, remedy="Fetch or pack it again.")


def _bomb(where: str, what: str) -> UnreadableInput:
    return UnreadableInput(
        f"the archive is refused: {what}", where=where, remedy="Unpack it, and name the files."
    )
