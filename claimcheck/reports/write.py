"""Files written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import secrets
import stat
from pathlib import Path

from claimcheck.errors import UsageError


def write_whole(path: str | Path, data: bytes) -> None:
    """Writes `data` to `path` so that a reader sees the old file or the new one, never a part.

    The bytes go to a temporary file in the same folder, which then takes the target's place. An existing
    file keeps its mode bits, a link its target; a device or pipe is written to directly.

    Raises:
        UsageError: the folder does not exist, the path is a folder, or writing is not allowed or fails.
    """
    path = Path(path)
    try:
        target = path.resolve()
        mode = _mode(target)
        if mode is not None and stat.S_ISDIR(mode):
            raise UsageError(
                "this is a folder, a file is needed", where=str(path), remedy="Name a file in it."
            )
        if mode is not None and not stat.S_ISREG(mode):
            target.write_bytes(data)
        else:
            _replace(target, data, mode)
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links that lead in a circle
        raise _unwritable(path, error) from error


def _mode(target: Path) -> int | None:
    try:
        return target.stat().st_mode
    except FileNotFoundError:
        return None


def _replace(target: Path, data: bytes, mode: int | None) -> None:
    temporary = target.with_name(f".claimcheck-{secrets.token_hex(6)}.tmp")
    # Not tempfile: that ignores the umask, and a new report would be readable by its owner only.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
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
