"""What commands say, and where: results to stdout or a file, everything else to stderr."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import click

from claimcheck.cli.options import SearchOptions
from claimcheck.errors import UsageError
from claimcheck.models.measured import StageTimes
from claimcheck.records import Report

if TYPE_CHECKING:
    from claimcheck.pipeline import Settings

PIPE_CLOSED = 141  # exit status of a process that was told so by the signal: 128 + SIGPIPE


def settings_of(search: SearchOptions) -> Settings:
    """The pipeline's settings for what the command line asked; its aliases are in force from then on."""
    from claimcheck.pipeline import Settings

    if search.aliases is not None:
        from claimcheck.language.aliases import use_aliases

        use_aliases(search.aliases)
    return Settings(
        encoder=search.encoder,
        verifier=search.verifier,
        cache=not search.no_cache,
        parties=search.parties,
        since=search.since,
        until=search.until,
        as_of=search.as_of,
        top_k=search.top_k,
    )


def pick_format(asked: str | None, output: Path | None, endings: dict[str, str], default: str) -> str:
    """The format that was asked for, else the one that the output's ending stands for, else `default`.

    Raises:
        UsageError: the ending of the output file stands for no format.
    """
    if asked:
        return asked
    if output is None or output.is_dir():
        return default
    found = next((form for ending, form in endings.items() if output.name.lower().endswith(ending)), None)
    if found is None:
        raise UsageError(
            f"the ending {output.suffix!r} stands for no format",
            where=str(output),
            remedy=f"Known endings: {', '.join(endings)}; or name one with --format.",
        )
    return found


def refuse_binary(form: str, output: Path | None) -> None:
    """Refuses early a file of Word or Excel that cannot be made, or would go to a terminal.

    Raises:
        UsageError: the format is such a file, and its library is missing or it has nowhere to go.
    """
    from claimcheck.reports.office import LIBRARIES, require_office

    require_office(form)
    if form in LIBRARIES and output is None and sys.stdout.isatty():
        raise UsageError(f"a {form} file cannot be shown on a terminal", remedy=f"Add -o report.{form}.")


def refuse_unreviewed(form: str) -> None:
    """Refuses early the format that can only be made of what a person decided.

    Raises:
        UsageError: the format is ClaimReview.
    """
    if form == "claimreview":
        raise UsageError(
            "ClaimReview is only made of verdicts that a person confirmed",
            remedy="Make report.json and report.html, decide in the page, then run: claimcheck export "
            "report.json --decisions decisions.json -o report.claimreview.json.",
        )


def emit(data: bytes, output: Path | None) -> None:
    """Writes a result to stdout, or to a file that appears whole or not at all.

    Where the reader of a pipe has gone (`| head`) the command ends without a word, as other tools do.

    Raises:
        UsageError: the result cannot be written.
    """
    if output is not None:
        from claimcheck.writing import write_whole

        write_whole(output, data)
        return
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except OSError as error:
        # Python flushes stdout again when it exits; what is left must go where that cannot fail.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            sys.exit(PIPE_CLOSED)
        raise UsageError(
            f"the result cannot be written to standard output ({error.strerror})",
            remedy="Write to a file with -o.",
        ) from error


def warn(lines: Iterable[str], quiet: bool) -> None:
    """Says each warning on stderr, a line each."""
    if not quiet:
        for line in lines:
            click.echo(f"claimcheck: warning: {line}", err=True)


def terminal_width() -> int:
    """Columns of the terminal; COLUMNS overrides it, 100 where there is none."""
    return shutil.get_terminal_size((100, 24)).columns


def use_colour(output: Path | None) -> bool:
    """Whether to colour: only on a terminal, never into a file, never under NO_COLOR."""
    return output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")


def labels_of(report: Report) -> set[str]:
    """The labels of all verdicts of a report."""
    return {verdict.label for claim in report.claims for verdict in claim.verdicts.values()}


def leave(failures: Sequence[str], *, done: bool, found: bool) -> None:
    """Ends the command, after a line for each input that could not be read.

    Args:
        failures: the inputs that could not be read, a message each.
        done: whether anything was done nevertheless.
        found: whether a label was found that the caller asked to fail on.
    """
    for line in failures:
        click.echo(f"claimcheck: {line}", err=True)
    if failures:
        sys.exit(3 if done else 2)
    if found:
        sys.exit(1)


class Stages(StageTimes):
    """Follows the stages of a run: a line on a terminal while they run, times and counts when asked for.

    Used as a context manager; an instance is called with the name of each stage as it begins.
    """

    def __init__(self, *, quiet: bool, timings: bool) -> None:
        super().__init__()
        self._show = not quiet and sys.stderr.isatty()
        self._timings = timings
        self._status: Any = None
        self._prefix = ""

    def __enter__(self) -> Stages:
        if self._show:
            from rich.console import Console

            self._status = Console(stderr=True).status("reading")
            self._status.start()
        return self

    def __call__(self, stage: str) -> None:
        """Notes that `stage` begins now."""
        super().__call__(stage)
        if self._status is not None:
            self._status.update(f"{self._prefix}{stage}")

    def detail(self, words: str) -> None:
        """Shows `words` in place of the stage's name, until the next stage begins."""
        if self._status is not None:
            self._status.update(f"{self._prefix}{words}")

    def prefix(self, words: str) -> None:
        """Shows `words` before the name of each stage from now on."""
        self._prefix = words

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._status is not None:
            self._status.stop()
        if self._timings and kind is None:
            super().__call__("")
            for stage, seconds in self.seconds.items():
                click.echo(f"{seconds:8.3f} s  {stage}", err=True)
            for what, number in self.counts.items():
                click.echo(f"{number:8,}    {what}", err=True)
