"""Corpora whose vectors are on a Milvus server: addresses, moves, killed writers, what can go wrong."""

from __future__ import annotations

import contextlib
import itertools
import json
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from claimcheck.cli.main import cli
from claimcheck.corpus import build
from claimcheck.corpus.build import add
from claimcheck.corpus.files import SEGMENTS, read_manifest
from claimcheck.corpus.milvus_server import connect, parse_address
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.scope import Scope
from claimcheck.corpus.search import CorpusSearch
from claimcheck.corpus.vector_homes import move
from claimcheck.errors import MissingInput, UnreadableInput, UsageError
from tests.corpus.conftest import document
from tests.corpus.test_crash import WRITER
from tests.corpus.test_vector_index import documents_of, found
from tests.milvus_server import free_ports

KILLS = 6
_numbers = itertools.count()


def nobody_listens(*_: object) -> None:
    """Stands for progress that nobody follows."""


@pytest.fixture
def address(server: str) -> str:
    """The address of a collection that is not there yet."""
    return f"{server}/own_{next(_numbers)}"


@contextlib.contextmanager
def client_of(address: str) -> Iterator[object]:
    client = connect(parse_address(address))
    try:
        yield client
    finally:
        client.close()


def test_an_address_names_server_and_collection() -> None:
    assert parse_address("milvus://db.example.org:1234/mfa")[1:] == (
        "http://db.example.org:1234",
        "mfa",
        "FLAT",
    )
    assert parse_address("milvus+tls://[::1]/mfa?index=hnsw")[1:] == ("https://[::1]:19530", "mfa", "HNSW")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "localhost",
        "http://localhost/mfa",
        "milvus://localhost",
        "milvus://localhost/",
        "milvus:///mfa",
        "milvus://localhost/a/b",
        "milvus://localhost/a-b",
        "milvus://localhost/1a",
        "milvus://localhost/" + "a" * 256,
        "milvus://localhost:99999/mfa",
        "milvus://localhost:x/mfa",
        "milvus://localhost/mfa?index",
        "milvus://localhost/mfa?speed=high",
        "milvus://localhost/mfa?index=IVF",
        "milvus://localhost/mfa#part",
        "milvus://[::1/mfa",
    ],
)
def test_what_is_no_address_is_told(text) -> None:
    with pytest.raises(UsageError):
        parse_address(text)


def test_a_password_in_an_address_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError, match="MILVUS_TOKEN") as told:
        parse_address("milvus://root:secret@localhost/mfa")
    assert "secret" not in str(told.value)


def test_a_server_that_cannot_be_reached_is_told_in_one_line(tmp_path) -> None:
    pytest.importorskip("pymilvus")
    (tmp_path / "a.md").write_text("Northland sells grain. It was said in Geneva.", encoding="utf-8")
    place = f"milvus://127.0.0.1:{free_ports(1)[0]}/mfa"
    command = [sys.executable, "-m", "claimcheck", "corpus", "build", str(tmp_path / "a.md")]
    command += ["-o", str(tmp_path / "kept"), "--party", "N", "--vectors", place, "--quiet"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    assert f"{place}: the Milvus server cannot be reached. Start it" in done.stderr


def test_an_extra_that_is_not_installed_is_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "pymilvus", None)
    with pytest.raises(UnreadableInput, match=r"not installed.*claimcheck-readouts\[milvus\]"):
        add(tmp_path / "c", [document()], create=True, vectors="milvus://127.0.0.1/mfa")


def test_another_place_than_that_of_the_vectors_is_refused(make, tmp_path) -> None:
    make([document("a")])
    with pytest.raises(UsageError, match=r"are at local.*corpus move"):
        add(tmp_path / "corpus", [document("b")], vectors="milvus://127.0.0.1/mfa")
    assert add(tmp_path / "corpus", [document("b")], vectors="local").added == ("b",)


def test_vectors_that_are_lost_are_computed_anew_from_the_texts(make, tmp_path) -> None:
    corpus = make(documents_of(20))
    folder = tmp_path / "corpus" / SEGMENTS / corpus.segments[0].name
    before = [np.load(folder / name).tobytes() for name in ("signs.npy", "vectors.npy")]
    corpus.vectors.keep(())
    with pytest.raises(UnreadableInput, match="corpus move"):
        Corpus(tmp_path / "corpus")
    assert move(tmp_path / "corpus", "local", nobody_listens) == 60
    assert [np.load(folder / name).tobytes() for name in ("signs.npy", "vectors.npy")] == before
    assert read_manifest(tmp_path / "corpus") == corpus.manifest


@pytest.mark.slow
def test_vectors_go_to_a_server_and_come_back_as_they_were(make, tmp_path, address, encoder) -> None:
    local = make(documents_of(40))
    folder = tmp_path / "corpus"
    files = {path: path.read_bytes() for path in (folder / SEGMENTS).rglob("*.npy")}
    before = CorpusSearch(local, encoder, Scope()).best("steel in room 9", ["Southland"], 5)
    done = CliRunner().invoke(
        cli, ["corpus", "move", str(folder), address, "--quiet"], catch_exceptions=False
    )
    assert done.output == f"120 vectors moved to {address}\n"
    moved = Corpus(folder)
    assert moved.fingerprint == local.fingerprint
    assert moved.manifest.segments[0].index_bytes < local.manifest.segments[0].index_bytes
    assert len(moved.segments[0].arrays.vectors) == 0
    after = CorpusSearch(moved, encoder, Scope()).best("steel in room 9", ["Southland"], 5)
    assert [hit.passage for hit, _ in after] == [hit.passage for hit, _ in before]
    facts = CliRunner().invoke(cli, ["corpus", "info", str(folder), "--format", "json", "--quiet"]).stdout
    assert json.loads(facts)["vectors"] == address
    move(folder, f"{address}?index=HNSW", nobody_listens)
    approximate = Corpus(folder)
    assert len(found(approximate, "steel in room 9", 120)) == 120
    assert move(folder, "local", nobody_listens) == 120
    assert {path: path.read_bytes() for path in (folder / SEGMENTS).rglob("*.npy")} == files
    with client_of(address) as client:
        assert not client.has_collection(parse_address(address).collection)
    moved.vectors.close()
    approximate.vectors.close()


@pytest.mark.slow
def test_a_collection_that_is_gone_foreign_or_not_whole_is_told(tmp_path, address) -> None:
    folder = tmp_path / "corpus"
    add(folder, documents_of(10), create=True, vectors=address)
    name = parse_address(address).collection

    def message(kind: type[Exception]) -> str:
        corpus = Corpus(folder)
        with pytest.raises(kind) as told:
            found(corpus, "steel", 5)
        corpus.vectors.close()
        return str(told.value)

    with client_of(address) as client:
        client.delete(name, filter="day >= 0 and document % 2 == 1")
        assert "holds 15 of this corpus's 30 vectors" in message(UnreadableInput)
        client.drop_collection(name)
        assert "is not there" in message(MissingInput)
        with pytest.raises(MissingInput, match="corpus move FOLDER milvus"):
            add(folder, [document("new", "Something new.")])
        client.create_collection(name, dimension=8)
        assert "something else" in message(UsageError)
        with pytest.raises(UsageError, match="has a collection of this name"):
            move(folder, address, nobody_listens)
        client.drop_collection(name)
    move(folder, address, nobody_listens)
    corpus = Corpus(folder)
    assert len(found(corpus, "steel", 30)) == 30
    corpus.vectors.close()


@pytest.mark.slow
def test_what_a_writer_stored_before_it_was_cut_off_is_not_found_and_goes(
    tmp_path, address, monkeypatch
) -> None:
    folder = tmp_path / "corpus"
    add(folder, documents_of(4), create=True, vectors=address)

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(build, "merged", cut_off)
        add(folder, [document("lost", "Steel is lost. It is gone.")])
    corpus = Corpus(folder)
    assert held(address) == 14
    assert corpus.vectors.count() == len(found(corpus, "Steel is lost.", 100)) == 12
    corpus.vectors.close()
    add(folder, [document("kept", "Steel is kept.")])
    assert held(address) == 13
    corpus = Corpus(folder)
    assert {id_ for _, id_, _ in found(corpus, "Steel is", 100)} == {"d000", "d001", "d002", "d003", "kept"}
    corpus.vectors.close()


def held(address: str) -> int:
    """How many rows a collection has, those that nobody finds too."""
    with client_of(address) as client:
        (row,) = client.query(
            parse_address(address).collection,
            filter="",
            output_fields=["count(*)"],
            consistency_level="Strong",
        )
    return row["count(*)"]


@pytest.mark.slow
def test_killed_writers_leave_nothing_that_is_found_or_stays(tmp_path, address, random_static) -> None:
    folder, table, script = tmp_path / "corpus", tmp_path / "table.npy", tmp_path / "writer.py"
    table.write_bytes(random_static.table_bytes())
    script.write_text(WRITER, encoding="utf-8")
    add(folder, documents_of(4), create=True, vectors=address)
    for turn in range(KILLS):
        rows = tmp_path / "rows.json"
        texts = [f"{turn} said {n}. We met in room {n}." for n in range(60)]
        rows.write_text(
            json.dumps(
                [{"id": f"k{n}", "text": t, "sha256": "", "path": f"k{n}"} for n, t in enumerate(texts)]
            )
        )
        command = [sys.executable, str(script), str(folder), str(table), str(rows), "1"]
        with subprocess.Popen(command) as writer:
            begun = time.monotonic()
            while not left(folder) and writer.poll() is None and time.monotonic() - begun < 60:
                time.sleep(0.01)
            time.sleep(0.15 * turn)  # after its segment is on the disk: before, while or after it is stored
            writer.kill()
        corpus = Corpus(folder)
        whole = sum(segment.sentences for segment in corpus.manifest.segments)
        assert corpus.vectors.count() == whole == len(found(corpus, "we met", 16_000))
        corpus.vectors.close()
    add(folder, [document("last", "The last one.")])
    corpus = Corpus(folder)
    whole = sum(segment.sentences for segment in corpus.manifest.segments)
    assert held(address) == corpus.vectors.count() == whole
    corpus.vectors.close()


def left(folder: Path) -> bool:
    """Whether there is a segment that the manifest does not name."""
    named = {segment.name for segment in read_manifest(folder).segments}
    return any(path.name not in named for path in (folder / SEGMENTS).iterdir())
