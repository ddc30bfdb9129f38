"""`claimcheck check`: articles against the parties' documents."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click
import msgspec

from claimcheck.cli.options import (
    InputOptions,
    OutputOptions,
    SearchOptions,
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
from claimcheck.records import Report
from claimcheck.reports.formats import ENDINGS, FORMATS, View, render_as

if TYPE_CHECKING:
    from claimcheck.batch.results import Results
    from claimcheck.batch.run import Task


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
@click.option("--all", "show_all", is_flag=True, help="Show also claims judged not worth a check.")
@click.option("--resume", is_flag=True, help="Keep the results of an earlier run that are still right.")
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table; json in a folder.")
@input_options
@search_options
@output_options
def command(
    articles: tuple[str, ...],
    against: tuple[str, ...],
    claims_file: Path | None,
    show_all: bool,
    resume: bool,
    asked: str | None,
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
    alone = len(articles) == 1 and folder is None and not resume
    _refuse_mixing(form, folder, out.output, alone=alone, resume=resume)
    colour = alone and use_colour(out.output)
    view = View(show_all=show_all, texts=not search.no_texts, colour=colour)
    if form == "table":
        view = msgspec.structs.replace(view, width=terminal_width())
    streams = not alone and out.output is None and sys.stdout.isatty()  # no progress between the lines
    stages = Stages(quiet=out.quiet or streams, timings=out.timings)
    with stages as on_stage, sources(given) as read:
        on_stage("read documents")
        task, unread = _task(against, claims_file, search, read, (form, repr(view)), on_stage)
        if alone:
            ending = _one(articles[0], task, read, _renderer(form, view), on_stage)
        else:
            from claimcheck.batch.run import run

            outcome = run(
                articles,
                task,
                _results(articles, form, folder, out.output, resume),
                read=read.article,
                render=_renderer(form, view),
                on_stage=on_stage,
                on_article=lambda number: stages.prefix(f"article {number:,} of {len(articles):,}: "),
                resume=resume,
            )
            ending = _Ending(outcome.labels, outcome.warnings, outcome.failures, bool(outcome.done))
    warn(dict.fromkeys(ending.warnings), out.quiet)
    if ending.data is not None:
        emit(ending.data, out.output)
    leave(
        [*unread, *ending.failures],
        done=ending.done,
        found=not ending.labels.isdisjoint(search.fail_on),
    )


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
    rendering: tuple[str, ...],
    on_stage: Callable[[str], None],
) -> tuple[Task, tuple[str, ...]]:
    """What the articles are held against, and the official files that could not be read."""
    from claimcheck.documents.jsonl import read_claim_rows

    further = read_claim_rows(claims_file) if claims_file else ()
    plain, corpora = without_corpora(against)
    official = read.official(plain, search.party_name)
    on_stage("load code")
    from claimcheck.batch.run import Task

    settings = settings_of(search)
    names = hashlib.sha256(search.aliases.read_bytes()).hexdigest() if search.aliases else ""
    task = Task(
        official=official.documents,
        corpora=corpora,
        further=further,
        warnings=official.warnings,
        settings=settings,
        rendering=(*rendering, names),
    )
    return task, official.failures


def _one(
    source: str,
    task: Task,
    read: Sources,
    render: Callable[[Report], bytes],
    on_stage: Callable[[str], None],
) -> _Ending:
    """Checks one article; what is wrong with it ends the command."""
    on_stage("read documents")
    article = read.article(source)
    from claimcheck.pipeline import Checker

    checker = Checker(task.official, task.settings, on_stage, task.corpora)
    report = checker.check(article, task.further, task.warnings)
    on_stage("write results")
    return _Ending(labels_of(report), report.warnings, data=render(report))


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


def _renderer(form: str, view: View) -> Callable[[Report], bytes]:
    def render(report: Report) -> bytes:
        from claimcheck.reports.decisions import merge

        return render_as(form, merge(report), view)

    return render
