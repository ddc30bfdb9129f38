"""Files written whole or not at all, and logs that a sudden end can only leave a line short."""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import stat
import time
from collections.abc import Iterable
from io import FileIO
from pathlib import Path

from claimcheck.errors import UsageError

_PREFIX = ".claimcheck-"
_SUFFIX = ".tmp"
_ABANDONED = 3600.0  # seconds after which a temporary file belongs to a run that was killed
_BINARY = getattr(os, "O_BINARY", 0)


def write_whole(path: str | Path, data: bytes | Iterable[bytes]) -> None:
    """Writes `data` to `path` so that a reader sees the old file or the new one, never a part.

    The bytes, or pieces of bytes, go to a temporary file in the same folder, which then takes the target's
    place. An existing file keeps its mode bits, a link its target; a device or pipe is written to directly.

    Raises:
        UsageError: the folder does not exist, the path is a folder, or writing is not allowed or fails.
    """
    path = Path(path)
    pieces = (data,) if isinstance(data, bytes) else data
    try:
        target = path.resolve()
        mode = _mode(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise UsageError(
                "this is a folder, a file is needed", where=str(path), remedy="Name a file in it."
            )
        if mode is not None and not stat.S_ISREG(mode):
            with target.open("wb") as stream:
                stream.writelines(pieces)
        else:
            _replace(target, pieces, mode)
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links that lead in a circle
        raise _unwritable(path, error) from error


def append_line(path: Path, line: bytes) -> None:
    """Adds one line (without its end) to a log, in one write that is on the disk when this returns.

    A run that was killed can leave the last line short; the next line then starts on a line of its own, so
    that readers only have to pass over lines that they cannot read.

    Raises:
        UsageError: the file cannot be written.
    """
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, 0o666)
        with os.fdopen(descriptor, "r+b", buffering=0) as stream:
            whole = line + b"\n"
            if _is_torn(stream):
                whole = b"\n" + whole
            if stream.write(whole) != len(whole):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            os.fsync(stream.fileno())
    except OSError as error:
        raise _unwritable(path, error) from error


def make_folder(folder: Path) -> None:
    """Makes `folder`, and those above it, where they are not there.

    Raises:
        UsageError: it cannot be made, or a file has its name.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = "a file has its name" if isinstance(error, FileExistsError) else error.strerror
        raise UsageError(
            f"the folder cannot be made ({reason})", where=str(folder), remedy="Choose another place."
        ) from error


def sweep(folder: Path) -> None:
    """Removes temporary files in `folder` that runs left behind when they were killed an hour ago or more."""
    with contextlib.suppress(OSError):
        for left in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            if time.time() - left.stat().st_mtime > _ABANDONED:
                left.unlink()


def _is_torn(log: FileIO) -> bool:
    """Whether the last line of a log lacks its end."""
    size = log.seek(0, os.SEEK_END)
    if not size:
        return False
    log.seek(size - 1)
    return log.read(1) != b"\n"


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, pieces: Iterable[bytes], mode: int | None) -> None:
    temporary = target.with_name(f"{_PREFIX}{secrets.token_hex(6)}{_SUFFIX}")
    # Not tempfile: that ignores the umask, and a new report would be readable by its owner only.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(pieces)
            stream.flush()
            os.fsync(stream.fileno())
        if mode is not None:
            temporary.chmod(stat.S_IMODE(mode))
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise


def _unwritable(path: Path, error: Exception) -> UsageError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        what, remedy = "the folder to write to does not exist", "Make it first, or choose another."
    else:
        reason = (error.strerror if isinstance(error, OSError) else None) or str(error)
        what, remedy = f"the file cannot be written ({reason})", "Choose another place."
    return UsageError(what, where=str(path), remedy=remedy)
