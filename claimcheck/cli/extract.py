"""`claimcheck extract`: the claims of an article, without verdicts."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.output import emit, pick_format, terminal_width

FORMATS = ("table", "jsonl")
ENDINGS = {".txt": "table", ".jsonl": "jsonl"}


@click.command(name="extract")
@click.argument("article", metavar="ARTICLE")
@click.option("--all", "show_all", is_flag=True, help="Show also claims judged not worth a check.")
@click.option("--format", "asked", type=click.Choice(FORMATS), help="Default: table.")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="Write to this file; its ending picks the format."
)
def command(article: str, show_all: bool, asked: str | None, output: Path | None) -> None:
    r"""Show what ARTICLE claims, who is said to say it, and how far each act has gone.

    \b
    Example:
      claimcheck extract article.md
      claimcheck extract article.md --format jsonl -o claims.jsonl
    """
    form = pick_format(asked, output, ENDINGS, "table")
    from claimcheck.claims.extract import extract_claims
    from claimcheck.documents.read import read_document
    from claimcheck.errors import NothingFound

    document = read_document(article)
    claims = extract_claims(document)
    if not claims:
        raise NothingFound(
            "no claim was found in this article", where=document.path, remedy="Is it an article in English?"
        )
    if form == "jsonl":
        from claimcheck.reports.json import claims_to_jsonl

        emit(claims_to_jsonl(claims), output)
        return
    from claimcheck.reports.terminal import render_claims

    emit(render_claims(claims, width=terminal_width(), show_all=show_all).encode(), output)
