"""`claimcheck compare`: two sources side by side, two versions of one text, or several sources."""

from __future__ import annotations

import click

from claimcheck.cli.options import InputOptions, OutputOptions, input_options, output_options
from claimcheck.cli.output import Stages, emit, pick_format, terminal_width, use_colour, warn
from claimcheck.cli.sources import sources

FORMATS = ("table", "json", "html", "md")
ENDINGS = {".txt": "table", ".json": "json", ".html": "html", ".htm": "html", ".md": "md", ".markdown": "md"}


@click.command(name="compare")
@click.argument("left", metavar="LEFT")
@click.argument("right", metavar="RIGHT")
@click.argument("more", metavar="[MORE...]", nargs=-1)
@click.option("--versions", is_flag=True, help="Take both as two states of one text.")
@click.option(
    "--all", "show_all", is_flag=True, help="Show also boilerplate, and what one source says alone."
)
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table.")
@click.option("--encoder", metavar="NAME", help="Embedding model: a name or a folder.")
@click.option("--verifier", metavar="NAME", help="Entailment model: a name or a folder.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache (CLAIMCHECK_CACHE).")
@click.option("--no-texts", is_flag=True, help="Leave the full texts of the documents out of JSON.")
@input_options
@output_options
def command(
    left: str,
    right: str,
    more: tuple[str, ...],
    versions: bool,
    show_all: bool,
    asked: str | None,
    encoder: str | None,
    verifier: str | None,
    no_cache: bool,
    no_texts: bool,
    given: InputOptions,
    out: OutputOptions,
) -> None:
    """Set LEFT and RIGHT side by side: what both say, what one says alone, where they differ and how.

    With more sources: which statement stands in which.

    \b
    Example:
      claimcheck compare white_house.md kremlin.md
      claimcheck compare draft.md final.md --versions -o changes.html
      claimcheck compare readouts/*.md --format md
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, ENDINGS, "table")
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage, sources(given) as read:
        on_stage("read")
        documents = [read.article(source) for source in (left, right, *more)]
        on_stage("load")
        from claimcheck.comparison.compare import ComparisonSettings, compare
        from claimcheck.reports.comparison import render_comparison_as

        settings = ComparisonSettings(
            encoder=encoder, verifier=verifier, cache=not no_cache, versions=versions
        )
        found = compare(documents, settings, on_stage)
        on_stage("write the comparison")
        data = render_comparison_as(
            form,
            found,
            width=terminal_width(),
            colour=use_colour(out.output),
            show_all=show_all,
            texts=not no_texts,
        )
    warn(found.warnings, out.quiet)
    emit(data, out.output)
