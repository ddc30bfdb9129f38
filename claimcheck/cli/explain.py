"""`claimcheck explain`: what a code or a verdict means."""

from __future__ import annotations

import click

from claimcheck.cli.output import emit, terminal_width


@click.command(name="explain")
@click.argument("name", metavar="CODE", nargs=-1)
def command(name: tuple[str, ...]) -> None:
    """Say what CODE (or a verdict) means, why it matters, how it is found and what it misses.

    Without CODE it lists all of them.

    \b
    Example:
      claimcheck explain CC101
      claimcheck explain not_mentioned
    """  # noqa: D301  (click takes \b for the character)
    from claimcheck.reports.codes import explain_text, explanation, list_text

    width = min(terminal_width(), 100)
    text = explain_text(explanation(" ".join(name)), width) if name else list_text(width)
    emit(text.encode(), None)
