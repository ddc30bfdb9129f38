"""`claimcheck verify`: claims that are handed in."""

from __future__ import annotations

from pathlib import Path

import click

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
from claimcheck.cli.sources import sources, without_corpora
from claimcheck.errors import UsageError
from claimcheck.reports.formats import ENDINGS, FORMATS


@click.command(name="verify")
@click.argument("claims", metavar="CLAIMS.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--against",
    metavar="PATH",
    multiple=True,
    help="Official documents. Without it each row's own document is the evidence.",
)
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table.")
@input_options
@search_options
@output_options
def command(
    claims: Path,
    against: tuple[str, ...],
    asked: str | None,
    given: InputOptions,
    search: SearchOptions,
    out: OutputOptions,
) -> None:
    """Check the claims of a JSONL file: rows of {"id"?, "claim", "document"?, "party"?}.

    \b
    Example:
      claimcheck verify claims.jsonl --against readouts/
      claimcheck verify pairs.jsonl --format json
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, ENDINGS, "table")
    refuse_binary(form, out.output)
    refuse_unreviewed(form)
    if not against and (search.parties or search.party_name or search.since or search.last_day):
        raise UsageError(
            "parties and dates can only be chosen among documents of --against",
            remedy="Add --against, or leave the choice out.",
        )
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage, sources(given) as read:
        on_stage("read")
        from claimcheck.documents.jsonl import read_claim_rows

        rows = read_claim_rows(claims)
        plain, corpora = without_corpora(against)
        official = read.official(plain, search.party_name) if against else None
        on_stage("load")
        from claimcheck.pipeline import Checker
        from claimcheck.pipeline import verify as verify_rows

        settings = settings_of(search)
        if official is None:
            report = verify_rows(rows, None, settings, on_stage)
        else:
            checker = Checker(official.documents, settings, on_stage, corpora)
            report = checker.verify(rows, official.warnings)
    warn(report.warnings, out.quiet)
    from claimcheck.reports.decisions import merge
    from claimcheck.reports.formats import View, render_as

    texts = not search.no_texts
    view = View(show_all=True, texts=texts, width=terminal_width(), colour=use_colour(out.output))
    emit(render_as(form, merge(report), view), out.output)
    found = not labels_of(report).isdisjoint(search.fail_on)
    leave(official.failures if official else (), done=True, found=found)
