"""`claimcheck export`: a report in another format, with what a person decided about it."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.options import OutputOptions, output_options
from claimcheck.cli.output import Stages, emit, pick_format, refuse_binary, terminal_width, use_colour, warn
from claimcheck.reports.decisions import ReviewedReport, merge, review_words
from claimcheck.reports.formats import ENDINGS, FORMATS, View, render_as
from claimcheck.reports.layout import shorten

_PATH = click.Path(path_type=Path)


@click.command(name="export")
@click.argument("report", metavar="REPORT.json", type=_PATH)
@click.option("--decisions", type=_PATH, help="What a person decided: the file that the HTML report saves.")
@click.option(
    "--all",
    "show_all",
    is_flag=True,
    help="Show also claims judged not worth a check that no party speaks to.",
)
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: the one of the file's ending.")
@click.option("--publisher", metavar="NAME", default="", help="ClaimReview: who publishes the fact check.")
@click.option("--url", metavar="URL", default="", help="ClaimReview: the page of the fact check.")
@click.option("--article-url", metavar="URL", default="", help="ClaimReview: the page of the article.")
@click.option(
    "--article-publisher", metavar="NAME", default="", help="ClaimReview: who published the article."
)
@output_options
def command(
    report: Path,
    decisions: Path | None,
    show_all: bool,
    asked: str | None,
    publisher: str,
    url: str,
    article_url: str,
    article_publisher: str,
    out: OutputOptions,
) -> None:
    """Turn REPORT.json into another format. Nothing is checked anew, and no document is needed.

    \b
    Example:
      claimcheck export report.json -o report.docx
      claimcheck export report.json --decisions decisions.json -o report.xlsx
      claimcheck export report.json --decisions decisions.json --publisher "The Daily" \\
        --url https://example.org/check -o report.claimreview.json
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, ENDINGS, "table")
    refuse_binary(form, out.output)
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage:
        on_stage("read the report")
        from claimcheck.reports.claimreview import Publication, unrated
        from claimcheck.reports.load import combined, load_decisions, load_report

        found, carried = load_report(report)
        made = combined(carried, load_decisions(decisions)) if decisions else carried
        reviewed = merge(found, made)
        on_stage(f"write {form}")
        view = View(
            show_all=show_all,
            width=terminal_width(),
            colour=use_colour(out.output),
            publication=Publication(
                publisher=publisher, url=url, article_url=article_url, article_publisher=article_publisher
            ),
        )
        data = render_as(form, reviewed, view)
    warn(_another_look(reviewed), out.quiet)
    left_out = unrated(reviewed) if form == "claimreview" else 0
    warn(
        [f"{left_out} confirmed verdicts are left out: silence has no rating"] if left_out else [], out.quiet
    )
    emit(data, out.output)


def _another_look(reviewed: ReviewedReport) -> list[str]:
    return [
        f"for another look: “{shorten(stale.decision.text or stale.decision.claim, 120)}”, "
        f"{shorten(stale.decision.party, 60)}: {review_words(stale.decision)}. {stale.reason}"
        for stale in reviewed.another_look
    ]
