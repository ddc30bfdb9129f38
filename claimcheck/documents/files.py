"""Files as raw bytes, the formats that are known, and the files below a folder."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO, Literal, NamedTuple

from claimcheck.documents.limits import limit, listing
from claimcheck.errors import InputError, MissingInput, UnreadableInput

Format = Literal["text", "jsonl", "html", "pdf", "docx", "mail", "feed", "zip"]

KNOWN_FORMATS = ".txt .md .html .pdf .docx .eml .rss .atom .xml .zip .jsonl .jsonl.gz"
_ENDINGS: tuple[tuple[str, Format], ...] = (
    (".jsonl.gz", "jsonl"),
    (".jsonl", "jsonl"),
    (".txt", "text"),
    (".text", "text"),
    (".md", "text"),
    (".markdown", "text"),
    (".html", "html"),
    (".htm", "html"),
    (".xhtml", "html"),
    (".pdf", "pdf"),
    (".docx", "docx"),
    (".docm", "docx"),
    (".eml", "mail"),
    (".rss", "feed"),
    (".atom", "feed"),
    (".rdf", "feed"),
    (".xml", "feed"),
    (".zip", "zip"),
)


_ZIP = b"PK\x03\x04"


class Listing(NamedTuple):
    """The readable files below a folder as sorted paths relative to it, and what was passed over."""

    files: tuple[Path, ...]
    warnings: tuple[str, ...]


def shown(path: Path) -> str:
    """`path` for people and reports: forward slashes, undecodable bytes of names replaced."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")


def format_of(path: Path) -> Format | None:
    """What a file holds by its ending, whatever its case; None if the format is not known."""
    return format_of_name(path.name)


def format_of_name(name: str) -> Format | None:
    """What a file of that name holds by its ending, whatever its case; None if the format is not known."""
    lower = name.lower()
    return next((kind for ending, kind in _ENDINGS if lower.endswith(ending)), None)


def stem_of(path: Path) -> str:
    """The file's name without a known ending: "china_mfa" for china_mfa.md and china_mfa.jsonl.gz."""
    name = shown(Path(path.name))
    ending = next((ending for ending, _ in _ENDINGS if name.lower().endswith(ending)), "")
    return name[: len(name) - len(ending)] or name


def unknown_format(name: str, where: str) -> UnreadableInput:
    """The error for a file whose name says nothing of its format, and whose bytes neither."""
    ending = shown(Path(Path(name).suffix))
    what = f"files in {ending} format are not known" if ending != "." else "the file's name has no ending"
    return UnreadableInput(what, where=where, remedy=f"Formats known: {KNOWN_FORMATS}.")


def missing_or_unreadable(path: Path, error: OSError | ValueError) -> InputError:
    """The error of the operating system as one of ours."""
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return MissingInput("there is no such file or folder", where=shown(path), remedy="Check the name.")
    if isinstance(error, IsADirectoryError):
        return UnreadableInput("this is a folder", where=shown(path), remedy="Name one file in it.")
    reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
    return UnreadableInput(f"the file cannot be opened ({reason})", where=shown(path))


def read_bytes(path: Path | None) -> bytes:
    """The bytes of a file, or of standard input for None.

    Raises:
        MissingInput: there is no such file.
        UnreadableInput: it cannot be opened, or is larger than the bound of `limits.toml`.
    """
    if path is None:
        return _read_bounded(sys.stdin.buffer, "standard input", limit("file_bytes"))
    try:
        with path.open("rb") as stream:
            most = limit("zip_bytes" if stream.peek(4)[:4] == _ZIP else "file_bytes")
            return _read_bounded(stream, shown(path), most)
    except (OSError, ValueError) as error:
        raise missing_or_unreadable(path, error) from error


def _read_bounded(stream: IO[bytes], where: str, most: int) -> bytes:
    data = stream.read(most + 1)
    if len(data) > most:
        raise UnreadableInput(
            f"the file is larger than {most:,} bytes", where=where, remedy="Split it, or give its text alone."
        )
    return data


def list_files(folder: Path) -> Listing:
    """The files of known format below `folder`, recursively, sorted by their relative path.

    Hidden entries, files of unknown format, special files and links to folders (which could lead in
    circles) are passed over, and the warnings say so.

    Raises:
        UnreadableInput: a folder cannot be opened, or there are more entries than `limits.toml` allows.
    """
    found: list[Path] = []
    passed: dict[str, list[str]] = {"hidden": [], "format": [], "link": [], "special": []}
    most = limit("folder_entries")
    met = 0
    pending = [folder]
    while pending:
        here = pending.pop()
        try:
            entries = [(entry, _why_not(entry)) for entry in here.iterdir()]
        except OSError as error:
            raise missing_or_unreadable(here, error) from error
        met += len(entries)
        if met > most:
            what = f"the folder holds more than {most:,} files and folders"
            raise UnreadableInput(what, where=shown(folder), remedy="Name a smaller folder.")
        for entry, reason in entries:
            if reason == "folder":
                pending.append(entry)
            elif reason:
                passed[reason].append(shown(entry.relative_to(folder)))
            else:
                found.append(entry.relative_to(folder))
    return Listing(tuple(sorted(found, key=lambda path: path.parts)), _warnings(folder, passed))


def _why_not(entry: Path) -> str:
    """Why an entry is no file to read: "" if it is one, "folder" if it is to be searched."""
    if entry.name.startswith("."):
        return "hidden"
    if entry.is_dir():
        return "link" if entry.is_symlink() else "folder"
    if format_of(entry) is None:
        return "format"
    return "" if entry.is_file() else "special"


def _warnings(folder: Path, passed: dict[str, list[str]]) -> tuple[str, ...]:
    reasons = {
        "hidden": "hidden",
        "format": f"not in a known format ({KNOWN_FORMATS})",
        "link": "links to folders, which are not followed",
        "special": "not regular files",
    }
    return tuple(
        f"{shown(folder)}: {len(names):,} skipped, {reasons[kind]}: {listing(sorted(names))}"
        for kind, names in passed.items()
        if names
    )
