"""`claimcheck extract`: the claims of an article, without verdicts."""

from __future__ import annotations

import click

from claimcheck.cli.options import InputOptions, OutputOptions, input_options, output_options
from claimcheck.cli.output import Stages, emit, pick_format, terminal_width, warn
from claimcheck.cli.sources import sources

FORMATS = ("table", "jsonl")
ENDINGS = {".txt": "table", ".jsonl": "jsonl"}


@click.command(name="extract")
@click.argument("article", metavar="ARTICLE")
@click.option("--all", "show_all", is_flag=True, help="Show also claims judged not worth a check.")
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table.")
@input_options
@output_options
def command(article: str, show_all: bool, asked: str | None, given: InputOptions, out: OutputOptions) -> None:
    """Show what ARTICLE claims, who is said to say it, and how far each act has gone.

    \b
    Example:
      claimcheck extract article.md
      claimcheck extract article.md --format jsonl -o claims.jsonl
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, ENDINGS, "table")
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage, sources(given) as read:
        on_stage("read")
        document = read.article(article)
        on_stage("load")
        from claimcheck.pipeline import extract

        claims = extract(document, on_stage=on_stage)
    warn(document.warnings, out.quiet)
    if form == "jsonl":
        from claimcheck.reports.json import claims_to_jsonl

        emit(claims_to_jsonl(claims), out.output)
        return
    from claimcheck.reports.terminal import render_claims

    emit(render_claims(claims, width=terminal_width(), show_all=show_all).encode(), out.output)
