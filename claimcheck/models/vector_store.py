"""A bounded store of bytes under keys, in one SQLite file that several processes may use at once.

It only saves work, so it never stops a run: what cannot be read counts as absent, and a file that is
locked or cannot be written is left alone for the rest of the run.
"""

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

from claimcheck.models.texts import slices

_FILE = "vectors-1.sqlite"
_KEYS_A_QUERY = 500  # SQLite allows at least 999 parameters
_PATIENCE = 10.0  # seconds to wait for another process that writes; a write takes a fraction of one
_CHECKSUM = 4  # bytes

_Result = TypeVar("_Result")
_logger = logging.getLogger(__name__)


class VectorStore:
    """Remembers values in `folder`, at most about `max_bytes` of them; the oldest go first.

    A checksum over key and value guards every row, so a damaged file yields fewer values, not wrong ones.
    `usable` turns false once the file is given up for this run.
    """

    def __init__(self, folder: Path, max_bytes: int) -> None:
        self._folder = folder
        self._path = folder / _FILE
        self._max_bytes = max_bytes
        self.usable = True

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that are stored and intact."""

        def read(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            found: dict[bytes, bytes] = {}
            for part in slices(len(keys), _KEYS_A_QUERY):
                marks = ",".join("?" * len(keys[part]))
                query = f"SELECT key, value FROM vectors WHERE key IN ({marks})"  # noqa: S608 - only marks
                for key, framed in connection.execute(query, keys[part]):
                    value = _unframed(key, framed)
                    if value is not None:
                        found[key] = value
            return found

        return self._attempt(read) or {}

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Stores the values, all of them or none."""
        rows = [(key, _framed(key, value)) for key, value in values.items()]

        def write(connection: sqlite3.Connection) -> None:
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany("INSERT OR REPLACE INTO vectors (key, value) VALUES (?, ?)", rows)
            self._evict(connection)
            connection.execute("COMMIT")

        self._attempt(write)

    def _evict(self, connection: sqlite3.Connection) -> None:
        def pragma(name: str) -> int:
            return int(connection.execute(f"PRAGMA {name}").fetchone()[0])

        while (pragma("page_count") - pragma("freelist_count")) * pragma("page_size") > self._max_bytes:
            rows = connection.execute("SELECT count(*) FROM vectors").fetchone()[0]
            if not rows:
                return
            oldest = "SELECT rowid FROM vectors ORDER BY rowid LIMIT ?"
            connection.execute(f"DELETE FROM vectors WHERE rowid IN ({oldest})", (rows // 4 + 1,))  # noqa: S608

    def _attempt(self, work: Callable[[sqlite3.Connection], _Result]) -> _Result | None:
        """Does the work, once more with a new file if the old one is damaged; None if that fails too."""
        for fresh in (False, True):
            if not self.usable:
                return None
            try:
                if fresh:
                    self._discard()
                with closing(self._open()) as connection:
                    return work(connection)
            except (OSError, sqlite3.Error) as error:
                # Its subclasses speak of locks and of files that cannot be opened or written.
                damaged = type(error) is sqlite3.DatabaseError
                if fresh or not damaged:
                    self.usable = False
                    _logger.warning("%s: not used as cache: %s", self._path, error)
        return None

    def _open(self) -> sqlite3.Connection:
        self._folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=_PATIENCE, isolation_level=None)
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, value BLOB NOT NULL)"
            )
        except sqlite3.Error:
            connection.close()
            raise
        return connection

    def _discard(self) -> None:
        for suffix in ("", "-wal", "-shm"):
            self._path.with_name(_FILE + suffix).unlink(missing_ok=True)


def _framed(key: bytes, value: bytes) -> bytes:
    return zlib.crc32(value, zlib.crc32(key)).to_bytes(_CHECKSUM, "little") + value


def _unframed(key: object, framed: object) -> bytes | None:
    if not isinstance(key, bytes) or not isinstance(framed, bytes):
        return None
    value = framed[_CHECKSUM:]
    return value if _framed(key, value) == framed else None
