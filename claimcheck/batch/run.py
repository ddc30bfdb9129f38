"""Checks articles; a bad one does not stop the others, a done one is not done again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from hashlib import sha256

import msgspec

from claimcheck.batch.article import Made, Task, fingerprint
from claimcheck.batch.engines import Engine, Numbered
from claimcheck.batch.names import source_label
from claimcheck.batch.results import Done, Results
from claimcheck.documents.results import timeless
from claimcheck.errors import InputError, UsageError
from claimcheck.records import Document


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a run ended.

    Attributes:
        done: the results, new or found, in the order of the articles.
        found: how many of them were there before.
        failures: a message for each article that could not be checked, in the order of the articles.
    """

    done: tuple[Done, ...]
    found: int
    failures: tuple[str, ...]

    @property
    def labels(self) -> set[str]:
        """The labels of all verdicts."""
        return {label for done in self.done for label in done.labels}

    @property
    def warnings(self) -> tuple[str, ...]:
        """The warnings of all results."""
        return tuple(line for done in self.done for line in done.warnings)


def run(
    sources: Sequence[str],
    task: Task,
    results: Results,
    engine: Engine,
    *,
    read: Callable[[str], Document],
    on_stage: Callable[[str], None],
    on_article: Callable[[int], None],
    resume: bool = False,
) -> Outcome:
    """Checks each source and keeps its result as soon as it is there.

    Args:
        sources: the articles as the user named them.
        task: what they are held against.
        results: where results go.
        engine: checks them.
        read: makes a document of a source.
        on_stage: told the name of each stage as it begins.
        on_article: told the number of each article as it begins, from 1.
        resume: whether a result that `results` already has is taken as it is.

    Raises:
        UsageError: the task makes no sense, or a result cannot be written.
        NothingFound: no official document belongs to any party.
        ModelError: weights are missing or altered.
    """
    book = _Book(sources, fingerprint(task), results, resume=resume)

    def to_read() -> Iterator[tuple[int, str]]:
        for number, source in enumerate(sources):
            on_article(number + 1)
            on_stage("read")
            yield number, source

    with closing(engine.run(book.wanted(to_read(), read), ordered=results.ordered)) as made:
        for number, one in made:
            book.keep(number, one)
    return book.close()


class _Book:
    """What has come of each article so far, by its number."""

    def __init__(self, sources: Sequence[str], base: bytes, results: Results, *, resume: bool) -> None:
        self._sources = sources
        self._base = base
        self._results = results
        self._resume = resume
        self._keys: dict[int, str] = {}
        self._done: dict[int, Done] = {}
        self._failures: dict[int, str] = {}
        self._found = 0

    def wanted(self, sources: Iterator[tuple[int, str]], read: Callable[[str], Document]) -> Numbered:
        """The articles that have to be checked: they can be read, and their result is not there."""
        for number, source in sources:
            try:
                article = read(source)
            except (InputError, UsageError) as error:
                self._failures[number] = str(error)
                continue
            key = _key(self._base, source_label(source), article)
            earlier = self._results.find(key, source) if self._resume else None
            if earlier is not None:
                self._done[number] = earlier
                self._found += 1
                continue
            self._keys[number] = key
            yield number, article

    def keep(self, number: int, made: Made) -> None:
        """Keeps a result for good, or notes the failure."""
        if made.failure:
            self._failures[number] = made.failure
            return
        done = Done(
            key=self._keys.pop(number),
            source=source_label(self._sources[number]),
            sha256=sha256(made.data).hexdigest(),
            labels=made.labels,
            warnings=made.warnings,
        )
        self._results.add(done, made.data)
        self._done[number] = done

    def close(self) -> Outcome:
        """Ends the run."""
        done = tuple(self._done[number] for number in sorted(self._done))
        if done:  # else what is there from earlier stays
            self._results.finish(done)
        failures = tuple(self._failures[number] for number in sorted(self._failures))
        return Outcome(done=done, found=self._found, failures=failures)


def _key(base: bytes, source: str, article: Document) -> str:
    return sha256(base + msgspec.json.encode((source, timeless(article)))).hexdigest()
