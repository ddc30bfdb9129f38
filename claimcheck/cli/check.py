"""`claimcheck check`: articles against the parties' documents."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from claimcheck.cli.options import (
    BatchOptions,
    InputOptions,
    OutputOptions,
    SearchOptions,
    batch_options,
    input_options,
    output_options,
    search_options,
)
from claimcheck.cli.output import (
    Stages,
    emit,
    labels_of,
    leave,
    pick_format,
    refuse_binary,
    refuse_unreviewed,
    settings_of,
    terminal_width,
    use_colour,
    warn,
)
from claimcheck.cli.sources import Sources, sources, without_corpora
from claimcheck.errors import UsageError
from claimcheck.reports.formats import ENDINGS, FORMATS, View, render_as

if TYPE_CHECKING:
    from claimcheck.batch.article import Task
    from claimcheck.batch.engines import Engine
    from claimcheck.batch.results import Results


class _Ending(NamedTuple):
    """How a check ended; `data` is what is still to be written."""

    labels: set[str]
    warnings: tuple[str, ...]
    failures: tuple[str, ...] = ()
    done: bool = True
    data: bytes | None = None


@click.command(name="check")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option(
    "--against",
    metavar="PATH",
    multiple=True,
    required=True,
    help="Official documents: a file, a folder, a JSONL(.gz), an address, a built corpus.",
)
@click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path),
    help="Further claims to check: JSONL rows with a claim.",
)
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help="Show also claims judged not worth a check that no party speaks to.",
)
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table; json in a folder.")
@batch_options
@input_options
@search_options
@output_options
def command(
    articles: tuple[str, ...],
    against: tuple[str, ...],
    claims_file: Path | None,
    show_all: bool,
    asked: str | None,
    batch: BatchOptions,
    given: InputOptions,
    search: SearchOptions,
    out: OutputOptions,
) -> None:
    """Find the claims of each ARTICLE and hold them against what each party has officially said.

    ARTICLE is a file, an address, one row of a JSONL (FILE.jsonl#ID), or - for standard input. Several
    articles give a file each with -o FOLDER, or a line each with --format jsonl.

    \b
    Example:
      claimcheck check article.md --against readouts/
      claimcheck check article.md --against readouts/ --format json -o report.json
      claimcheck check articles/*.md --against readouts/ -o reports/ --resume
    """  # noqa: D301  (click takes \b for the character)
    folder = _folder(articles, out.output)
    form = pick_format(asked, None if folder else out.output, ENDINGS, "json" if folder else "table")
    alone = len(articles) == 1 and folder is None and not batch.resume
    _refuse_mixing(form, folder, out.output, alone=alone, resume=batch.resume)
    view = View(show_all=show_all, texts=not search.no_texts, colour=alone and use_colour(out.output))
    if form == "table":
        view = msgspec.structs.replace(view, width=terminal_width())
    streams = not alone and out.output is None and sys.stdout.isatty()  # no progress between the lines
    stages = Stages(quiet=out.quiet or streams, timings=out.timings)
    with stages, sources(given) as read:
        stages("read")
        task, unread = _task(against, claims_file, search, read, (form, view), stages)
        if alone:
            ending = _one(articles[0], task, read, stages)
        else:
            results = _results(articles, form, folder, out.output, batch.resume)
            ending = _several(articles, task, results, read, batch, stages)
    warn(dict.fromkeys(ending.warnings), out.quiet)
    if ending.data is not None:
        emit(ending.data, out.output)
    failures = [*unread, *ending.failures]
    leave(failures, done=ending.done, found=not ending.labels.isdisjoint(search.fail_on))


def _folder(articles: tuple[str, ...], output: Path | None) -> Path | None:
    """The folder that `output` means, if it means one: it is there, or several articles go to a bare name."""
    if output is None or not (output.is_dir() or (len(articles) > 1 and not output.suffix)):
        return None
    return output


def _refuse_mixing(form: str, folder: Path | None, output: Path | None, *, alone: bool, resume: bool) -> None:
    """Refuses what cannot be written where it should go."""
    refuse_unreviewed(form)
    if folder is None:
        refuse_binary(form, output)
    if resume and output is None:
        raise UsageError(
            "--resume needs the results of the earlier run", remedy="Name them with -o, as then."
        )
    if not alone and folder is None and form != "jsonl":
        raise UsageError(
            "several articles need a folder, or one report a line",
            remedy="Add -o FOLDER, or --format jsonl.",
        )


def _task(
    against: tuple[str, ...],
    claims_file: Path | None,
    search: SearchOptions,
    read: Sources,
    shown: tuple[str, View],
    on_stage: Callable[[str], None],
) -> tuple[Task, tuple[str, ...]]:
    """What the articles are held against, and the official files that could not be read."""
    from claimcheck.documents.jsonl import read_claim_rows

    further = read_claim_rows(claims_file) if claims_file else ()
    plain, corpora = without_corpora(against)
    official = read.official(plain, search.party_name)
    on_stage("load")
    from claimcheck.batch.article import Task

    form, view = shown
    task = Task(
        official=official.documents,
        corpora=corpora,
        further=further,
        warnings=official.warnings,
        settings=settings_of(search),
        aliases=str(search.aliases or ""),
        form=form,
        view=view,
    )
    return task, official.failures


def _one(source: str, task: Task, read: Sources, on_stage: Callable[[str], None]) -> _Ending:
    """Checks one article; what is wrong with it ends the command."""
    on_stage("read")
    article = read.article(source)
    from claimcheck.pipeline import Checker
    from claimcheck.reports.decisions import merge

    checker = Checker(task.official, task.settings, on_stage, task.corpora)
    report = checker.check(article, task.further, task.warnings)
    on_stage("report")
    return _Ending(labels_of(report), report.warnings, data=render_as(task.form, merge(report), task.view))


def _several(
    articles: tuple[str, ...],
    task: Task,
    results: Results,
    read: Sources,
    batch: BatchOptions,
    stages: Stages,
) -> _Ending:
    """Checks several articles; what is wrong with one is noted."""
    from claimcheck.batch.run import run

    outcome = run(
        articles,
        task,
        results,
        _engine(task, len(articles), batch, stages),
        read=read.article,
        on_stage=stages,
        on_article=lambda number: stages.prefix(f"article {number:,} of {len(articles):,}: "),
        resume=batch.resume,
    )
    return _Ending(outcome.labels, outcome.warnings, outcome.failures, bool(outcome.done))


def _engine(task: Task, articles: int, batch: BatchOptions, on_stage: Callable[[str], None]) -> Engine:
    """Where the articles are checked."""
    if batch.engine == "ray":
        from claimcheck.batch.cluster import RayEngine

        return RayEngine(task, batch.jobs, on_stage)
    from claimcheck.batch.engines import SerialEngine
    from claimcheck.batch.local import LocalEngine, worthwhile_jobs

    jobs = min(batch.jobs or worthwhile_jobs(articles), articles)
    return SerialEngine(task, on_stage) if jobs == 1 else LocalEngine(task, jobs, on_stage)


def _results(
    articles: tuple[str, ...], form: str, folder: Path | None, output: Path | None, resume: bool
) -> Results:
    """Where the results of several articles go."""
    from claimcheck.batch.results import FolderResults, LinesResults, StreamResults

    if folder is not None:
        ending = next(ending for ending, known in ENDINGS.items() if known == form)
        return FolderResults(folder, articles, ending)
    if output is None or (output.exists() and not output.is_file()):
        return StreamResults(lambda data: emit(data, output))
    return LinesResults(output, resume=resume)
