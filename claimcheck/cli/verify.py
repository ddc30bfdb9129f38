"""`claimcheck verify`: claims that are handed in."""

from __future__ import annotations

from pathlib import Path

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
from claimcheck.errors import UsageError

FORMATS = ("table", "json", "jsonl")
ENDINGS = {".txt": "table", ".json": "json", ".jsonl": "jsonl"}


@click.command(name="verify")
@click.argument("claims", metavar="CLAIMS.jsonl", type=click.Path(path_type=Path))
@click.option(
    "--against",
    metavar="PATH",
    multiple=True,
    help="Official documents. Without it each row's own document is the evidence.",
)
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table.")
@search_options
@output_options
def command(
    claims: Path, against: tuple[str, ...], asked: str | None, search: SearchOptions, out: OutputOptions
) -> None:
    """Check the claims of a JSONL file: rows of {"id"?, "claim", "document"?, "party"?}.

    \b
    Example:
      claimcheck verify claims.jsonl --against readouts/
      claimcheck verify pairs.jsonl --format json
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, ENDINGS, "table")
    if not against and (search.parties or search.party_name or search.since or search.last_day):
        raise UsageError(
            "parties and dates can only be chosen among documents of --against",
            remedy="Add --against, or leave the choice out.",
        )
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage:
        on_stage("read documents")
        from claimcheck.documents.jsonl import read_claim_rows
        from claimcheck.documents.official import read_official

        rows = read_claim_rows(claims)
        official = read_official(against, party_name=search.party_name) if against else None
        on_stage("load code")
        from claimcheck.pipeline import Checker
        from claimcheck.pipeline import verify as verify_rows

        settings = settings_of(search)
        if official is None:
            report = verify_rows(rows, None, settings, on_stage)
        else:
            report = Checker(official.documents, settings, on_stage).verify(rows, official.warnings)
    warn(report.warnings, out.quiet)
    from claimcheck.reports.json import to_json, to_json_line
    from claimcheck.reports.terminal import render

    if form == "json":
        data = to_json(report, texts=not search.no_texts)
    elif form == "jsonl":
        data = to_json_line(report, texts=not search.no_texts)
    else:
        data = render(report, width=terminal_width(), colour=use_colour(out.output), show_all=True).encode()
    emit(data, out.output)
    leave(official.failures if official else (), done=True, found=has_label([report], search.fail_on))
