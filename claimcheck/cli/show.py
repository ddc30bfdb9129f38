"""`claimcheck show`: what was read of a document."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from claimcheck.cli.options import InputOptions, OutputOptions, input_options, output_options
from claimcheck.cli.output import Stages, emit, leave, pick_format, terminal_width, warn
from claimcheck.cli.sources import sources
from claimcheck.errors import UsageError

if TYPE_CHECKING:
    from claimcheck.reports.document import Region

FORMATS = ("table", "json")
ENDINGS = {".txt": "table", ".json": "json"}


@click.command(name="show")
@click.argument("document", metavar="DOCUMENT")
@click.option("--span", metavar="START:END", help="Only what surrounds these offsets, which are marked.")
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table.")
@input_options
@output_options
def command(
    document: str, span: str | None, asked: str | None, given: InputOptions, out: OutputOptions
) -> None:
    """Show what claimcheck sees of DOCUMENT: metadata, blocks, and sentences with their offsets.

    DOCUMENT is whatever can be checked or held against: a file, a folder, an address, - for standard input,
    or sha256:DIGITS for the bytes that an archive keeps, however the page has changed since.

    \b
    Example:
      claimcheck show readout.pdf
      claimcheck show https://example.org/readout --archive kept/
      claimcheck show sha256:9f86d081 --archive kept/ --span 120:180
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, ENDINGS, "table")
    region = _region(span)
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage, sources(given) as read:
        on_stage("read")
        found = read.documents(document)
        on_stage("load")
        from claimcheck.reports.document import documents_to_json, render_document

        on_stage("cut into sentences")
        if form == "json":
            data = documents_to_json(found.documents)
        else:
            width = terminal_width()
            shown = (render_document(one, width=width, region=region) for one in found.documents)
            data = "\n".join(shown).encode()
    warn(found.warnings, out.quiet)
    emit(data, out.output)
    leave(found.failures, done=True, found=False)


def _region(span: str | None) -> Region | None:
    if span is None:
        return None
    match = re.fullmatch(r"([0-9]{1,12})[:-]([0-9]{1,12})", span)
    if match is None or int(match[1]) >= int(match[2]):
        what = f"{span!r} is no stretch of a text"
        raise UsageError(what, where="--span", remedy="Write start and end as in 120:180.")
    from claimcheck.reports.document import Region

    return Region(int(match[1]), int(match[2]))
