"""Where the results of a run go, and what of earlier runs is still there and whole."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple, Protocol

import msgspec

from claimcheck.batch.names import result_names
from claimcheck.errors import UsageError
from claimcheck.writing import append_line, make_folder, sweep, write_whole

LOG = ".claimcheck-results.jsonl"


class Done(msgspec.Struct, frozen=True, kw_only=True):
    """One line of a log of results.

    Attributes:
        key: fingerprint of everything that the result depends on.
        source: the article as the user named it.
        file: name of the result's file; empty where it is a line among others.
        sha256: of the result's bytes.
        labels: the labels of all its verdicts, sorted.
        warnings: its warnings.
    """

    key: str
    source: str
    file: str = ""
    sha256: str
    labels: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


class Results(Protocol):
    """A place for results; `ordered` says that they must be added in the order of the articles."""

    @property
    def ordered(self) -> bool: ...  # noqa: D102  (see above)

    def find(self, key: str, source: str) -> Done | None:
        """The earlier result for `key`, if it is still there and whole."""

    def add(self, done: Done, data: bytes) -> None:
        """Keeps a result for good."""

    def finish(self, done: Sequence[Done]) -> None:
        """Ends the run; `done` are all its results, new or found, in the order of the articles."""


class StreamResults:
    """Results that are handed on at once and not remembered.

    Args:
        write: takes the bytes of one result.
    """

    ordered = True

    def __init__(self, write: Callable[[bytes], None]) -> None:
        self._write = write

    def find(self, key: str, source: str) -> Done | None:
        """Nothing is remembered."""

    def add(self, done: Done, data: bytes) -> None:
        """Hands the result on."""
        self._write(data)

    def finish(self, done: Sequence[Done]) -> None:
        """Nothing is left to do."""


class FolderResults:
    """A file for each article in `folder`, which is made if it is not there.

    Args:
        folder: where the files go.
        sources: the articles of this run.
        ending: of the files, with its dot.

    Raises:
        UsageError: the folder cannot be made or read.
    """

    ordered = False

    def __init__(self, folder: Path, sources: Sequence[str], ending: str) -> None:
        make_folder(folder)
        sweep(folder)
        self._folder = folder
        log = _read_log(folder / LOG)
        self._known = {done.key: done for done in log}
        owners = {done.file: done.source for done in log if (folder / done.file).is_file()}
        self._names = result_names(sources, ending, owners)

    def find(self, key: str, source: str) -> Done | None:
        """The earlier result for `key`, if its file has not been changed since."""
        done = self._known.get(key)
        if done is None or done.file != self._names[source]:
            return None
        try:
            data = (self._folder / done.file).read_bytes()
        except OSError:
            return None
        return done if sha256(data).hexdigest() == done.sha256 else None

    def add(self, done: Done, data: bytes) -> None:
        """Writes the file, then its line in the log."""
        done = msgspec.structs.replace(done, file=self._names[done.source])
        write_whole(self._folder / done.file, data)
        append_line(self._folder / LOG, msgspec.json.encode(done))

    def finish(self, done: Sequence[Done]) -> None:
        """Nothing is left to do: each file is in its place."""


class _Line(NamedTuple):
    file: Path
    start: int
    length: int


class LinesResults:
    """A line for each article in `path`, which is replaced at the end of the run.

    Until then finished lines stand in `path` + ".part", so that a run that is killed loses none.

    Args:
        path: the file.
        resume: whether lines of earlier runs may be used; else what they left is removed.

    Raises:
        UsageError: the folder is not there or cannot be written to.
    """

    ordered = False

    def __init__(self, path: Path, *, resume: bool) -> None:
        self._path = path
        self._part = path.with_name(f"{path.name}.part")
        self._log = path.with_name(f".{path.name}.results")
        sweep(path.parent)
        if not resume:
            for left in (self._part, self._log):
                _remove(left)
        self._known = {done.key: done for done in _read_log(self._log)}
        self._lines: dict[str, _Line] = {}
        if self._known:
            self._lines.update(_lines_of(path))
            self._lines.update(_lines_of(self._part))

    def find(self, key: str, source: str) -> Done | None:
        """The earlier result for `key`, if its line is still there."""
        done = self._known.get(key)
        return done if done is not None and done.sha256 in self._lines else None

    def add(self, done: Done, data: bytes) -> None:
        """Adds the line to the unfinished file, then its line to the log."""
        append_line(self._part, data.rstrip(b"\n"))
        append_line(self._log, msgspec.json.encode(done))
        end = self._part.stat().st_size
        self._lines[done.sha256] = _Line(self._part, end - len(data), len(data))

    def finish(self, done: Sequence[Done]) -> None:
        """Puts all lines into the file at once, in the order of the articles."""
        write_whole(self._path, self._pieces(done))
        _remove(self._part)
        write_whole(self._log, b"".join(msgspec.json.encode(one) + b"\n" for one in done))

    def _pieces(self, done: Sequence[Done]) -> Iterator[bytes]:
        for one in done:
            line = self._lines[one.sha256]
            with line.file.open("rb") as stream:
                stream.seek(line.start)
                yield stream.read(line.length)


def _lines_of(path: Path) -> Mapping[str, _Line]:
    """sha256 of each whole line (with its end) -> where it stands."""
    found: dict[str, _Line] = {}
    start = 0
    with contextlib.suppress(FileNotFoundError), path.open("rb") as stream:
        for line in stream:
            if line.endswith(b"\n"):
                found[sha256(line).hexdigest()] = _Line(path, start, len(line))
            start += len(line)
    return found


def _read_log(path: Path) -> tuple[Done, ...]:
    """The lines of a log; one that a killed run left short is passed over."""
    found = []
    try:
        with path.open("rb") as stream:
            for line in stream:
                with contextlib.suppress(msgspec.DecodeError, UnicodeDecodeError, RecursionError):
                    found.append(msgspec.json.decode(line, type=Done))
    except FileNotFoundError:
        pass
    except OSError as error:
        what = f"the record of earlier results cannot be opened ({error.strerror})"
        raise UsageError(what, where=str(path), remedy="Remove it, or write elsewhere.") from error
    return tuple(found)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        what = f"what an earlier run left cannot be removed ({error.strerror})"
        raise UsageError(what, where=str(path), remedy="Write elsewhere.") from error
