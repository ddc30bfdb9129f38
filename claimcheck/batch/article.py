"""One article, one pure task: a document goes in, the bytes of its report come out."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import msgspec

from claimcheck import __version__, errors
from claimcheck.corpus.files import read_manifest
from claimcheck.documents.jsonl import ClaimRow
from claimcheck.documents.results import timeless
from claimcheck.errors import ClaimcheckError, InputError
from claimcheck.language.aliases import use_aliases
from claimcheck.models.measured import OnStage
from claimcheck.pipeline import Checker, Settings, model_entries
from claimcheck.records import Document
from claimcheck.reports.decisions import merge
from claimcheck.reports.formats import View, render_as


class Task(msgspec.Struct, frozen=True, kw_only=True):
    """What all articles of a run are held against, and how. It can be sent to other processes.

    Attributes:
        official: the parties' documents.
        corpora: folders of built corpora that are searched too.
        further: claims to check beside those found in each article.
        warnings: what was read with doubt; each report repeats it.
        settings: of the pipeline.
        aliases: file of further names of actors; empty where there is none.
        form: the format of results.
        view: how that format shows a report.
    """

    official: tuple[Document, ...]
    corpora: tuple[str, ...] = ()
    further: tuple[ClaimRow, ...] = ()
    warnings: tuple[str, ...] = ()
    settings: Settings
    aliases: str = ""
    form: str = "json"
    view: View = View()


class Made(msgspec.Struct, frozen=True, kw_only=True):
    """What came of one article: the bytes of its report, or why it could not be checked.

    Attributes:
        data: the report.
        labels: the labels of all its verdicts, sorted.
        warnings: its warnings.
        failure: a message; empty where there is a report.
    """

    data: bytes = b""
    labels: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()
    failure: str = ""


class Reply(msgspec.Struct, frozen=True, kw_only=True):
    """What another process answers: what it made, or the error that ends the run, its class and its parts."""

    made: Made = Made()
    error: str = ""
    what: str = ""
    where: str = ""
    remedy: str = ""


class ArticleChecker:
    """Checks one article after the other for a task; what they share is made when the first one comes.

    Args:
        task: what they are held against.
        on_stage: told the name of each stage as it begins.
    """

    def __init__(self, task: Task, on_stage: OnStage) -> None:
        self._task = task
        self._on_stage = on_stage
        self._checker: Checker | None = None

    def prepare(self) -> None:
        """Makes the official documents searchable, unless they are.

        Raises:
            ClaimcheckError: the task cannot be done, whatever the article; see `Checker`.
        """
        if self._checker is None:
            task = self._task
            if task.aliases:
                use_aliases(Path(task.aliases))
            self._checker = Checker(task.official, task.settings, self._on_stage, task.corpora)

    def check(self, article: Document) -> Made:
        """The report of one article; what is wrong with that article alone comes as a failure.

        Raises:
            ClaimcheckError: as `prepare`, or the format cannot be written.
        """
        self.prepare()
        assert self._checker is not None  # noqa: S101  (it was just made)
        try:
            report = self._checker.check(article, self._task.further, self._task.warnings)
            self._on_stage("report")
            data = render_as(self._task.form, merge(report), self._task.view)
        except InputError as error:
            return Made(failure=str(error))
        except ClaimcheckError:
            raise
        except Exception as error:
            # A fault of ours that one article brings out must not cost the results of the others.
            return lost(article, f"{type(error).__name__}: {error}")
        labels = {verdict.label for claim in report.claims for verdict in claim.verdicts.values()}
        return Made(data=data, labels=tuple(sorted(labels)), warnings=report.warnings)


def lost(article: Document, reason: str) -> Made:
    """Says of an article that nothing came of it."""
    return Made(failure=f"{article.path}: it cannot be checked ({reason})")


def answer(work: Callable[[], Made]) -> bytes:
    """A `Reply` for another process: what `work` makes, or the expected error that it raises."""
    try:
        reply = Reply(made=work())
    except ClaimcheckError as error:
        name = type(error).__name__
        reply = Reply(error=name, what=error.what, where=error.where, remedy=error.remedy)
    return msgspec.msgpack.encode(reply)


def made_of(reply: bytes) -> Made:
    """What another process made.

    Raises:
        ClaimcheckError: the very error that was raised there.
    """
    found = msgspec.msgpack.decode(reply, type=Reply)
    if found.error:
        kind: type[ClaimcheckError] = getattr(errors, found.error)
        raise kind(found.what, where=found.where, remedy=found.remedy)
    return found.made


def fingerprint(task: Task) -> bytes:
    """Of all that results depend on beside the articles; when a page was fetched is not part of it.

    Raises:
        ModelError: there is no such model.
        InputError: a corpus or the file of aliases is not there or cannot be read.
    """
    official = tuple(timeless(document) for document in task.official)
    settings = msgspec.structs.replace(task.settings, cache=True)  # the cache changes no result
    models = model_entries(settings)
    corpora = tuple((folder, read_manifest(Path(folder)).fingerprint) for folder in task.corpora)
    names = sha256(Path(task.aliases).read_bytes()).hexdigest() if task.aliases else ""
    shown = (task.form, task.view, names)
    parts = (__version__, models, settings, task.further, task.warnings, shown, official, corpora)
    return sha256(msgspec.json.encode(parts)).digest()
