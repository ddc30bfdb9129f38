"""The store keeps what it is given, whoever else uses it, and never stops a run."""

from __future__ import annotations

import logging
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.models import vector_store
from claimcheck.models.vector_store import VectorStore

MANY = 1 << 30
WRITER = """
import sys
from pathlib import Path
from claimcheck.models.vector_store import VectorStore
folder, name = Path(sys.argv[1]), sys.argv[2]
store = VectorStore(folder, 1 << 30)
for batch in range(40):
    keys = [f"{name}-{batch}-{i}".encode() for i in range(25)] + [f"shared-{batch}".encode()]
    store.put({key: key * 100 for key in keys})
assert store.usable
"""


def entries(first: int, last: int, size: int = 100) -> dict[bytes, bytes]:
    return {f"key {i}".encode(): f"{i} ".encode() * size for i in range(first, last)}


def test_what_was_put_is_got(tmp_path: Path) -> None:
    values = entries(0, 1200)
    VectorStore(tmp_path / "new" / "folder", MANY).put(values)
    again = VectorStore(tmp_path / "new" / "folder", MANY)
    assert again.get([*values, b"unknown"]) == values
    assert again.get([]) == {}


def test_a_value_can_be_replaced(tmp_path: Path) -> None:
    store = VectorStore(tmp_path, MANY)
    store.put({b"key": b"old"})
    store.put({b"key": b"new"})
    assert store.get([b"key"]) == {b"key": b"new"}


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path) -> None:
    names = ["a", "b", "c"]
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(tmp_path), name]) for name in names]
    assert [writer.wait(timeout=60) for writer in writers] == [0, 0, 0]
    keys = [f"{name}-{batch}-{i}".encode() for name in names for batch in range(40) for i in range(25)]
    keys += [f"shared-{batch}".encode() for batch in range(40)]
    assert VectorStore(tmp_path, MANY).get(keys) == {key: key * 100 for key in keys}


def test_the_oldest_values_are_forgotten_beyond_the_bound(tmp_path: Path) -> None:
    bound = 300_000
    store = VectorStore(tmp_path, bound)
    for first in range(0, 2000, 100):
        store.put(entries(first, first + 100, size=200))
    found = store.get(list(entries(0, 2000)))
    assert set(entries(1900, 2000)) <= set(found)
    assert not set(entries(0, 100)) & set(found)
    with sqlite3.connect(tmp_path / "vectors-1.sqlite") as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert (tmp_path / "vectors-1.sqlite").stat().st_size < 2 * bound


@pytest.mark.parametrize(
    "content", [b"", b"not a database at all" * 500, b"SQLite format 3\x00" + b"\xff" * 9000]
)
def test_a_file_that_is_no_database_is_replaced(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "vectors-1.sqlite").write_bytes(content)
    store = VectorStore(tmp_path, MANY)
    assert store.get([b"key"]) == {}
    store.put({b"key": b"value"})
    assert VectorStore(tmp_path, MANY).get([b"key"]) == {b"key": b"value"}


@pytest.mark.parametrize("step", [1, 97, 4096])
def test_flipped_bits_never_give_wrong_values(tmp_path: Path, step: int) -> None:
    values = entries(0, 200)
    VectorStore(tmp_path, MANY).put(values)
    file = tmp_path / "vectors-1.sqlite"
    data = bytearray(file.read_bytes())
    for place in range(100, len(data), step):
        data[place] ^= 0x10
    file.write_bytes(data)
    store = VectorStore(tmp_path, MANY)
    found = store.get(list(values))
    assert found.items() <= values.items()
    assert len(found) < len(values)
    store.put(values)
    assert store.get(list(values)).items() <= values.items()


def test_a_row_with_a_wrong_checksum_counts_as_absent(tmp_path: Path) -> None:
    store = VectorStore(tmp_path, MANY)
    store.put({b"good": b"value", b"bad": b"value", b"odd": b"value"})
    with sqlite3.connect(tmp_path / "vectors-1.sqlite") as connection:
        connection.execute(
            "UPDATE vectors SET value = (SELECT value FROM vectors WHERE key = ?) WHERE key = ?",
            (b"good", b"bad"),
        )
        connection.execute("UPDATE vectors SET value = 'text' WHERE key = ?", (b"odd",))
    assert store.get([b"good", b"bad", b"odd"]) == {b"good": b"value"}


def test_a_locked_file_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(vector_store, "_PATIENCE", 0.05)
    VectorStore(tmp_path, MANY).put({b"key": b"value"})
    holder = sqlite3.connect(tmp_path / "vectors-1.sqlite", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    store = VectorStore(tmp_path, MANY)
    assert store.get([b"key"]) == {b"key": b"value"}
    with caplog.at_level(logging.WARNING):
        store.put({b"other": b"value"})
        store.put({b"other": b"value"})
    assert not store.usable
    assert len(caplog.records) == 1
    holder.execute("ROLLBACK")
    holder.close()
    assert VectorStore(tmp_path, MANY).get([b"key", b"other"]) == {b"key": b"value"}


def test_a_folder_that_cannot_be_made_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    store = VectorStore(tmp_path / "file" / "cache", MANY)
    store.put({b"key": b"value"})
    assert store.get([b"key"]) == {}
    assert not store.usable
