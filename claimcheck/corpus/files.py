"""The files of a corpus: the manifest that is in force, and the lock that one writer holds.

A change writes new segments beside the old ones and then replaces the manifest in one step. So a reader sees
the corpus before the change or after it, and a writer that is killed leaves only files that the next one
removes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from claimcheck.corpus.records import SCHEMA, Manifest
from claimcheck.errors import MissingInput, UnreadableInput, UsageError
from claimcheck.writing import make_folder, sweep, write_whole

MANIFEST = "manifest.json"
SETTINGS = "settings.toml"
CACHE = "cache"
SEGMENTS = "segments"
OWNER = ".owner"  # what the corpus's vectors are known by where others keep theirs
_LOCK = ".lock"
_STATIC = "static-"
WORK = ".work-"  # folders of a writer's unfinished work begin with it


def is_corpus(path: str | Path) -> bool:
    """Whether `path` is a folder that `corpus build` made."""
    try:
        return (Path(path) / MANIFEST).is_file()
    except (OSError, ValueError):
        return False


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a corpus.

    Raises:
        MissingInput: there is no corpus.
        UnreadableInput: its manifest is damaged, or of another version of the format.
    """
    path = folder / MANIFEST
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError):
        raise MissingInput(
            "there is no corpus in this folder",
            where=str(folder),
            remedy=f"Make one with: claimcheck corpus build SOURCE -o {folder}.",
        ) from None
    except OSError as error:
        raise UnreadableInput(f"the file cannot be opened ({error.strerror})", where=str(path)) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise UnreadableInput(
            f"the corpus is damaged: {error}", where=str(path), remedy="Build it anew."
        ) from error
    if found.schema != SCHEMA:
        raise UnreadableInput(
            f"the corpus has the format {found.schema!r}, not {SCHEMA!r}",
            where=str(path),
            remedy="Build it anew, or use the version of claimcheck that made it.",
        )
    return found


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Puts a manifest in force, then removes what no manifest names any more."""
    data = msgspec.json.format(msgspec.json.encode(manifest), indent=1)
    write_whole(folder / MANIFEST, data + b"\n")
    remove_unused(folder, manifest)


def remove_unused(folder: Path, manifest: Manifest) -> None:
    """Removes segments and unfinished work that `manifest` does not name; only for who holds the lock."""
    named = {segment.name for segment in manifest.segments}
    with contextlib.suppress(OSError):
        for left in sorted(folder.glob(f"{SEGMENTS}/*")):
            if left.name not in named:
                shutil.rmtree(left, ignore_errors=True)
        for left in sorted(folder.glob(f"{WORK}*")):
            shutil.rmtree(left, ignore_errors=True)
        for left in sorted(folder.glob(f"{_STATIC}*.npy")):
            if left.name != manifest.static:
                left.unlink()
    sweep(folder)


def static_name(fingerprint: str) -> str:
    """The file of a corpus that holds static vectors of this fingerprint."""
    return f"{_STATIC}{fingerprint[:16]}.npy"


def sync(folder: Path) -> None:
    """Makes sure that the files of `folder`, and their names, are on the disk."""
    for path in [*sorted(folder.iterdir()), folder]:
        with contextlib.suppress(OSError):  # some systems do not let folders be opened
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)


@contextlib.contextmanager
def write_lock(folder: Path) -> Iterator[None]:
    """Only one process at a time is inside this context; the system frees the lock of one that is killed.

    Raises:
        UsageError: another process writes to this corpus, or the folder cannot be written.
    """
    make_folder(folder)
    try:
        descriptor = os.open(folder / _LOCK, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise UsageError(
            f"the corpus cannot be written ({error.strerror})",
            where=str(folder),
            remedy="Choose another place.",
        ) from error
    try:
        if not _take(descriptor):
            raise UsageError(
                "another process is changing this corpus", where=str(folder), remedy="Wait until it is done."
            )
        yield
    finally:
        os.close(descriptor)  # frees the lock


def _take(descriptor: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        lock, how = msvcrt.locking, msvcrt.LK_NBLCK  # type: ignore[attr-defined]
        try:
            lock(descriptor, how, 1)
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
