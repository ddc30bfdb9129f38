"""Checks articles one after the other; a bad one does not stop the others, a done one is not done again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

import msgspec

from claimcheck import __version__
from claimcheck.batch.names import source_label
from claimcheck.batch.results import Done, Results
from claimcheck.corpus.files import read_manifest
from claimcheck.documents.jsonl import ClaimRow
from claimcheck.errors import ClaimcheckError, InputError, UsageError
from claimcheck.pipeline import Checker, Settings, model_entries
from claimcheck.records import Document, Report


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What all articles of a run are held against, and how.

    Attributes:
        official: the parties' documents.
        corpora: folders of built corpora that are searched too.
        further: claims to check beside those found in each article.
        warnings: what was read with doubt; each report repeats it.
        settings: of the pipeline.
        rendering: names format and options of the result's bytes, as far as they change them.
    """

    official: tuple[Document, ...]
    corpora: tuple[str, ...] = ()
    further: tuple[ClaimRow, ...] = ()
    warnings: tuple[str, ...] = ()
    settings: Settings
    rendering: tuple[str, ...] = ()


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """How a run ended.

    Attributes:
        done: the results, new or found, in the order of the articles.
        found: how many of them were there before.
        failures: a message for each article that could not be checked.
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
    *,
    read: Callable[[str], Document],
    render: Callable[[Report], bytes],
    on_stage: Callable[[str], None],
    on_article: Callable[[int], None],
    resume: bool = False,
) -> Outcome:
    """Checks each source and keeps its result before the next one is read.

    Args:
        sources: the articles as the user named them.
        task: what they are held against.
        results: where results go.
        read: makes a document of a source.
        render: makes the bytes of a report.
        on_stage: told the name of each stage as it begins.
        on_article: told the number of each article as it begins, from 1.
        resume: whether a result that `results` already has is taken as it is.

    Raises:
        UsageError: the task makes no sense, or a result cannot be written.
        NothingFound: no official document belongs to any party.
        ModelError: weights are missing or altered.
    """
    base = _fingerprint(task)
    checker: Checker | None = None
    done: list[Done] = []
    failures: list[str] = []
    found = 0
    for number, source in enumerate(sources, 1):
        on_article(number)
        try:
            on_stage("read documents")
            article = read(source)
        except (InputError, UsageError) as error:
            failures.append(str(error))
            continue
        key = _key(base, source_label(source), article)
        earlier = results.find(key, source) if resume else None
        if earlier is not None:
            done.append(earlier)
            found += 1
            continue
        # Made outside the `try` below: what is wrong with it is wrong for every article.
        checker = checker or Checker(task.official, task.settings, on_stage, task.corpora)
        report = _checked(checker, article, task, failures)
        if report is not None:
            on_stage("write results")
            done.append(_kept(report, key, source, results, render))
    if done:  # else what is there from earlier stays
        results.finish(done)
    return Outcome(done=tuple(done), found=found, failures=tuple(failures))


def _checked(checker: Checker, article: Document, task: Task, failures: list[str]) -> Report | None:
    try:
        return checker.check(article, task.further, task.warnings)
    except InputError as error:
        failures.append(str(error))
    except ClaimcheckError:
        raise
    except Exception as error:
        # A fault of ours that one article brings out must not cost the results of the others.
        failures.append(f"{article.path}: it cannot be checked ({type(error).__name__}: {error})")
    return None


def _kept(report: Report, key: str, source: str, results: Results, render: Callable[[Report], bytes]) -> Done:
    data = render(report)
    labels = {verdict.label for claim in report.claims for verdict in claim.verdicts.values()}
    done = Done(
        key=key,
        source=source_label(source),
        sha256=sha256(data).hexdigest(),
        labels=tuple(sorted(labels)),
        warnings=report.warnings,
    )
    results.add(done, data)
    return done


def _fingerprint(task: Task) -> bytes:
    """Of all that results depend on beside the articles; when a page was fetched is not part of it."""
    official = tuple(_timeless(document) for document in task.official)
    settings = msgspec.structs.replace(task.settings, cache=True)  # the cache changes no result
    models = model_entries(settings)
    corpora = tuple((folder, read_manifest(Path(folder)).fingerprint) for folder in task.corpora)
    parts = (__version__, models, settings, task.further, task.warnings, task.rendering, official, corpora)
    return sha256(msgspec.json.encode(parts)).digest()


def _key(base: bytes, source: str, article: Document) -> str:
    return sha256(base + msgspec.json.encode((source, _timeless(article)))).hexdigest()


def _timeless(document: Document) -> Document:
    return msgspec.structs.replace(document, retrieved=None)
