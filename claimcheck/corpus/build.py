"""Changes to a corpus: documents added, replaced and removed, one writer at a time."""

from __future__ import annotations

import datetime
import hashlib
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

import msgspec

from claimcheck import __version__
from claimcheck.corpus.files import (
    SEGMENTS,
    WORK,
    is_corpus,
    read_manifest,
    remove_unused,
    static_name,
    sync,
    write_lock,
    write_manifest,
)
from claimcheck.corpus.records import Gone, Manifest, StoredDocument, document_digest, document_key, stored
from claimcheck.corpus.segments import join_segments, stored_documents
from claimcheck.corpus.shards import Item, start_worker, work, write_shard
from claimcheck.corpus.vector_homes import LOCAL, check_home, found_home, put_away
from claimcheck.documents.results import unique_ids
from claimcheck.errors import MissingInput, NothingFound
from claimcheck.language.aliases import chosen_aliases
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.static_encoder import StaticEncoder, load_static, static_of
from claimcheck.records import Document
from claimcheck.resources import load_toml
from claimcheck.writing import make_folder, write_whole

Progress = Callable[[str, int, int], None]


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a change did: the ids of documents that were added, replaced by a new version, removed or kept."""

    added: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0


class _Known(msgspec.Struct, frozen=True):
    """A document that is searched now, and where it lies."""

    segment: str
    row: int
    document: StoredDocument


def _silent(_stage: str, _done: int, _total: int) -> None:
    """Stands for nobody listening."""


def add(
    folder: Path,
    documents: Iterable[Document],
    *,
    create: bool = False,
    jobs: int = 1,
    cache: Path | None = None,
    now: str = "",
    vectors: str | None = None,
    on_progress: Progress = _silent,
) -> Change:
    """Adds documents to a corpus; one that is there and unchanged costs nothing, a changed one replaces it.

    Args:
        folder: the corpus.
        documents: what to add.
        create: whether to make the corpus where there is none.
        jobs: processes that index.
        cache: where the static vectors of the shipped model are kept; the usual folder where None.
        now: the time to note, ISO 8601 in UTC; that of the clock where empty.
        vectors: where a new corpus keeps its static vectors: the address of a collection on a Milvus server,
            or "local", which None also means. A corpus that is there keeps them where they are.
        on_progress: told what is done, how much of it, and how much there is: documents are counted while
            they are read, code points while they are indexed.

    Raises:
        MissingInput: there is no corpus, and `create` is not set.
        NothingFound: there is neither a corpus nor a document.
        UsageError: another process writes to the corpus, it cannot be written, or its vectors are not at
            `vectors`.
        UnreadableInput: the server of its vectors cannot be reached, or fails.
    """
    if not create and not is_corpus(folder):
        read_manifest(folder)  # says what is the matter
    now = now or _clock()
    with write_lock(folder):
        manifest = read_manifest(folder) if is_corpus(folder) else None
        check_home(folder, manifest, vectors)
        known = {} if manifest is None else _searched(folder, manifest)
        fresh, change = _compare(documents, known, now, on_progress)
        if manifest is None and not fresh:
            raise NothingFound("there is no document to build a corpus of", where=str(folder))
        if not fresh:
            return change
        manifest, static = _prepared(folder, manifest, now, cache, vectors or LOCAL)
        work_folder = folder / f"{WORK}{os.getpid()}"
        shutil.rmtree(work_folder, ignore_errors=True)  # left where this process failed before
        make_folder(work_folder)
        make_folder(folder / SEGMENTS)
        shards = _index(work_folder, fresh, static, folder / manifest.static, jobs, on_progress)
        on_progress("write", 0, 0)
        replaced = {document.key for document, _ in fresh if document.follows}
        gone = tuple(
            Gone(segment=one.segment, document=one.row, at=now, replaced=True)
            for one in known.values()
            if one.document.key in replaced
        )
        number, joined = manifest.number, []
        for group in _groups(shards):
            number += 1
            joined.append(join_segments(folder / SEGMENTS, f"segment-{number:06}", group))
        segments = (*manifest.segments, *put_away(folder, manifest, joined, on_progress))
        manifest = msgspec.structs.replace(
            manifest, number=number, segments=segments, gone=(*manifest.gone, *gone), changed=now
        )
        _put_in_force(folder, merged(folder, manifest))
    return change


def remove(folder: Path, ids: Sequence[str], *, now: str = "") -> Change:
    """Takes documents, with all their versions, out of what is searched.

    Args:
        folder: the corpus.
        ids: of the documents.
        now: the time to note; that of the clock where empty.

    Raises:
        MissingInput: there is no corpus, or no document of one of the ids.
        UsageError: another process writes to the corpus.
    """
    read_manifest(folder)
    with write_lock(folder):
        manifest = read_manifest(folder)
        known = _searched(folder, manifest)
        by_id = {one.document.id: one for one in known.values()}
        absent = [id_ for id_ in ids if id_ not in by_id]
        if absent:
            raise MissingInput(
                f"the corpus holds no document {absent[0]!r}",
                where=str(folder),
                remedy="See `claimcheck corpus list`.",
            )
        now = now or _clock()
        out = {by_id[id_].document.key for id_ in ids}
        earlier = {(one.segment, one.document): one for one in manifest.gone}
        for segment in manifest.segments:
            for row, document in enumerate(stored_documents(folder / SEGMENTS / segment.name)):
                if document.key in out:
                    gone = Gone(segment=segment.name, document=row, at=now, replaced=False)
                    earlier[segment.name, row] = gone
        _put_in_force(folder, msgspec.structs.replace(manifest, gone=tuple(earlier.values()), changed=now))
    return Change(removed=tuple(dict.fromkeys(ids)))


def _compare(
    documents: Iterable[Document], known: dict[str, _Known], now: str, on_progress: Progress
) -> tuple[list[Item], Change]:
    """The documents that are new or changed, and what that will change."""
    taken = {one.document.id for one in known.values()}
    fresh: dict[str, Item] = {}
    added, replaced, unchanged = [], [], 0
    for count, document in enumerate(unique_ids(documents), 1):
        if count % 500 == 0:
            on_progress("read", count, 0)
        key = document_key(document)
        before = known.get(key)
        if before is not None and before.document.digest == document_digest(document):
            unchanged += 1
            continue
        if before is not None:
            named = msgspec.structs.replace(document, id=before.document.id)
            number = before.document.number + 1
            fresh[key] = (stored(named, key=key, added=now, follows=True, number=number), document.text)
            replaced.append(named.id)
            continue
        named = msgspec.structs.replace(document, id=_free(document.id, taken))
        taken.add(named.id)
        fresh[key] = (stored(named, key=key, added=now), document.text)
        added.append(named.id)
    items = sorted(fresh.values(), key=lambda item: (item[0].date == "", item[0].date, item[0].id))
    return items, Change(added=tuple(added), replaced=tuple(replaced), unchanged=unchanged)


def _free(id_: str, taken: set[str]) -> str:
    """`id_`, or with "#2", "#3" and so on after it where another document has it."""
    number, free = 1, id_
    while free in taken:
        number += 1
        free = f"{id_}#{number}"
    return free


def _prepared(
    folder: Path, manifest: Manifest | None, now: str, cache: Path | None, vectors: str
) -> tuple[Manifest, StaticEncoder]:
    """The manifest to go on from, and the static vectors, which a new corpus gets a copy of."""
    if manifest is not None:
        return manifest, static_of(folder / manifest.static, OnnxEncoder())
    static = load_static(cache or default_cache_dir())
    name = static_name(static.fingerprint)
    write_whole(folder / name, static.table_bytes())
    fresh = Manifest(
        claimcheck=__version__,
        created=now,
        changed=now,
        static=name,
        model=OnnxEncoder().fingerprint,
        vectors=found_home(folder, vectors, static.dimension),
    )
    return fresh, static


def _index(
    folder: Path, items: Sequence[Item], static: StaticEncoder, table: Path, jobs: int, on_progress: Progress
) -> list[Path]:
    """Writes shards of all items below `folder`, in their order, and returns them."""
    batches = list(_batches(items))
    shards = [folder / f"shard-{number:06}" for number in range(len(batches))]
    total = sum(len(text) for _, text in items)
    done = 0
    on_progress("index", done, total)
    jobs = min(jobs, len(batches))
    if jobs <= 1:
        for shard, batch in zip(shards, batches, strict=True):
            write_shard(shard, batch, static)
            done += sum(len(text) for _, text in batch)
            on_progress("index", done, total)
        return shards
    given = (str(table), str(chosen_aliases() or ""), os.getpid())
    # Not forked: the libraries that compute have threads, which a fork would cut off.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, start_worker, given) as pool:
        futures = [pool.submit(work, str(s), b) for s, b in zip(shards, batches, strict=True)]
        for future in as_completed(futures):
            done += future.result()
            on_progress("index", done, total)
    return shards


def _batches(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Items in lists of about equal text, never dated and undated ones together."""
    most = int(load_toml("corpus.toml")["index"]["batch_characters"])
    batch: list[Item] = []
    size = 0
    for item in items:
        if batch and (size + len(item[1]) > most or bool(batch[0][0].date) != bool(item[0].date)):
            yield batch
            batch, size = [], 0
        batch.append(item)
        size += len(item[1])
    if batch:
        yield batch


def _groups(shards: Sequence[Path]) -> Iterator[list[Path]]:
    """Shards that become one segment: bounded in sentences; those without dates by themselves."""
    most = int(load_toml("corpus.toml")["index"]["segment_sentences"])
    group: list[Path] = []
    size, dated = 0, False
    for shard in shards:
        documents, height = stored_documents(shard), _height(shard)
        if group and (size + height > most or dated != bool(documents[0].date)):
            yield group
            group, size = [], 0
        group.append(shard)
        size += height
        dated = bool(documents[0].date)
    if group:
        yield group


def _height(shard: Path) -> int:
    import numpy as np

    return len(np.load(shard / "starts.npy", mmap_mode="r", allow_pickle=False))


def merged(folder: Path, manifest: Manifest) -> Manifest:
    """The manifest with small segments joined, where there are too many of them."""
    setting = load_toml("corpus.toml")["index"]
    small = [one for one in manifest.segments if one.sentences * 10 <= int(setting["segment_sentences"])]
    if len(small) <= int(setting["small_segments"]):
        return manifest
    number = manifest.number + 1
    paths = [folder / SEGMENTS / one.name for one in small]
    joined = join_segments(folder / SEGMENTS, f"segment-{number:06}", paths)
    joined = msgspec.structs.replace(joined, parts=tuple(part for one in small for part in one.parts))
    origins: dict[str, int] = {}
    height = 0
    for one in small:
        origins[one.name] = height
        height += one.documents
    gone = tuple(
        msgspec.structs.replace(one, segment=joined.name, document=one.document + origins[one.segment])
        if one.segment in origins
        else one
        for one in manifest.gone
    )
    kept = tuple(one for one in manifest.segments if one.name not in origins)
    return msgspec.structs.replace(manifest, number=number, segments=(*kept, joined), gone=gone)


def _put_in_force(folder: Path, manifest: Manifest) -> None:
    for segment in manifest.segments[-1:]:
        sync(folder / SEGMENTS / segment.name)
    sync(folder / SEGMENTS)
    write_manifest(folder, msgspec.structs.replace(manifest, fingerprint=_fingerprint(folder, manifest)))


def keep_recall(folder: Path, manifest: Manifest) -> None:
    """Notes the recall that was measured for the index that is in force; drops it if that has changed."""
    with write_lock(folder):
        current = read_manifest(folder)
        if current.fingerprint == manifest.fingerprint:
            write_manifest(folder, msgspec.structs.replace(current, recall=manifest.recall))


def _fingerprint(folder: Path, manifest: Manifest) -> str:
    """Of the documents that are searched, in all versions, and of the model that indexed them."""
    gone = {(one.segment, one.document): one for one in manifest.gone}
    lines = [manifest.static]
    for segment in manifest.segments:
        for row, document in enumerate(stored_documents(folder / SEGMENTS / segment.name)):
            out = gone.get((segment.name, row))
            if out is None or out.replaced:
                lines.append(f"{document.id} {document.digest} {document.number} {out is None}")
    return hashlib.sha256("\n".join(sorted(lines)).encode("utf-8", "surrogatepass")).hexdigest()


def _searched(folder: Path, manifest: Manifest) -> dict[str, _Known]:
    """Key -> the version of each document that is searched now."""
    gone = {(one.segment, one.document) for one in manifest.gone}
    return {
        document.key: _Known(segment.name, row, document)
        for segment in manifest.segments
        for row, document in enumerate(stored_documents(folder / SEGMENTS / segment.name))
        if (segment.name, row) not in gone
    }


def clean(folder: Path) -> None:
    """Removes what a killed writer left behind."""
    with write_lock(folder):
        remove_unused(folder, read_manifest(folder))


def _clock() -> str:
    return datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
