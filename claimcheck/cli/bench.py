"""`claimcheck bench`: how well verdicts agree with labels made by hand."""

from __future__ import annotations

from pathlib import Path

import click

from claimcheck.cli.options import OutputOptions, output_options
from claimcheck.cli.output import Stages, emit

_SEVERAL = ("--cases", "--pairs")
_PATH = click.Path(path_type=Path)


class _SeveralValues(click.Command):
    """Lets `--cases` and `--pairs` take all values up to the next option, so that `--cases */` works."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Repeats the option before each of its further values."""
        repeated: list[str] = []
        option = ""
        for word in args:
            if word.startswith("-"):
                option = word if word in _SEVERAL else ""
            elif option and repeated[-1] != option:
                repeated.append(option)
            repeated.append(word)
        return super().parse_args(ctx, repeated)


@click.command(name="bench", cls=_SeveralValues)
@click.option(
    "--cases", metavar="DIR...", multiple=True, type=_PATH, help="Labelled cases, or folders of them."
)
@click.option("--pairs", metavar="FILE...", multiple=True, type=_PATH, help="Labelled pairs, JSONL(.gz).")
@click.option(
    "--mode",
    type=click.Choice(("both", "given", "article")),
    default="both",
    help="Hand the labelled claims over, or find claims in the article. Default: both, one after the other.",
)
@click.option(
    "--limit", type=click.IntRange(min=0), default=400, help="Pairs of each set; 0 for all. Default: 400."
)
@click.option(
    "--encoder", metavar="NAME", help="Embedding model: a name or a folder. Default: the shipped one."
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the cache (CLAIMCHECK_CACHE).")
@output_options
def command(
    cases: tuple[Path, ...],
    pairs: tuple[Path, ...],
    mode: str,
    limit: int,
    encoder: str | None,
    no_cache: bool,
    out: OutputOptions,
) -> None:
    """Score verdicts against labelled data, which is named by path: none is installed with claimcheck.

    A case is a folder with article.md, official/ and gold.jsonl; corpora/ of the source holds three. A row of
    pairs is {"claim", "document", "label": "supported" | "contradicted" | "not_enough", "label_set"?}.

    \b
    Example:
      claimcheck bench --cases corpora/
      claimcheck bench --pairs wice.jsonl.gz averitec.jsonl.gz --limit 100
    """  # noqa: D301  (click takes \b for the character)
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage:
        on_stage("load")
        from claimcheck.evaluation.bench import MODES, bench
        from claimcheck.pipeline import Settings

        modes = MODES if mode == "both" else [one for one in MODES if one == mode]
        settings = Settings(encoder=encoder, cache=not no_cache)
        text = bench(cases, pairs, modes=modes, limit=limit, settings=settings, on_stage=on_stage)
    emit(text.encode(), out.output)
