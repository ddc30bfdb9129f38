"""`claimcheck check`: an article against the parties' documents."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import click

from claimcheck.cli.options import OutputOptions, SearchOptions, output_options, search_options
from claimcheck.cli.output import (
    Stages,
    emit,
    has_label,
    leave,
    pick_format,
    settings_of,
    terminal_width,
    use_colour,
    warn,
)
from claimcheck.errors import InputError, UsageError
from claimcheck.records import Report

A = TypeVar("A")
B = TypeVar("B")

FORMATS = ("table", "json", "jsonl")
ENDINGS = {".txt": "table", ".json": "json", ".jsonl": "jsonl"}


@click.command(name="check")
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option(
    "--against",
    metavar="PATH",
    multiple=True,
    required=True,
    help="Official documents: a file, a folder, a JSONL(.gz).",
)
@click.option(
    "--claims",
    "claims_file",
    type=click.Path(path_type=Path),
    help="Further claims to check: JSONL rows with a claim.",
)
@click.option("--all", "show_all", is_flag=True, help="Show also claims judged not worth a check.")
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table.")
@search_options
@output_options
def command(
    articles: tuple[str, ...],
    against: tuple[str, ...],
    claims_file: Path | None,
    show_all: bool,
    asked: str | None,
    search: SearchOptions,
    out: OutputOptions,
) -> None:
    """Find the claims of each ARTICLE and hold them against what each party has officially said.

    ARTICLE is a text or Markdown file, one row of a JSONL (FILE.jsonl#ID), or - for standard input.

    \b
    Example:
      claimcheck check article.md --against readouts/
      claimcheck check article.md --against readouts/ --format json -o report.json
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, ENDINGS, "table")
    if len(articles) > 1 and form != "jsonl":
        raise UsageError("several articles need one report a line", remedy="Add --format jsonl.")
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage:
        on_stage("read documents")
        from claimcheck.documents.jsonl import read_claim_rows
        from claimcheck.documents.official import read_official
        from claimcheck.documents.read import read_document

        failures: list[str] = []
        alone = len(articles) == 1
        read = _each(read_document, articles, failures, alone)
        further = read_claim_rows(claims_file) if claims_file else ()
        official = read_official(against, party_name=search.party_name)
        on_stage("load code")
        from claimcheck.pipeline import Checker

        checker = Checker(official.documents, settings_of(search), on_stage)
        reports = _each(lambda one: checker.check(one, further, official.warnings), read, failures, alone)
    warn(dict.fromkeys(line for report in reports for line in report.warnings), out.quiet)
    if reports:
        emit(_render(reports, form, show_all, not search.no_texts, out.output), out.output)
    leave([*official.failures, *failures], done=bool(reports), found=has_label(reports, search.fail_on))


def _each(work: Callable[[A], B], inputs: Iterable[A], failures: list[str], alone: bool) -> list[B]:
    """What `work` makes of each input; what cannot be used is added to `failures`, or raised if `alone`."""
    results = []
    for one in inputs:
        try:
            results.append(work(one))
        except (InputError, UsageError) as error:
            if alone:
                raise
            failures.append(str(error))
    return results


def _render(reports: list[Report], form: str, show_all: bool, texts: bool, output: Path | None) -> bytes:
    from claimcheck.reports.json import to_json, to_json_line
    from claimcheck.reports.terminal import render

    if form == "jsonl":
        return b"".join(to_json_line(report, texts=texts) for report in reports)
    (report,) = reports
    if form == "json":
        return to_json(report, texts=texts)
    return render(report, width=terminal_width(), colour=use_colour(output), show_all=show_all).encode()
