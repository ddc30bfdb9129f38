"""Options that several commands share, gathered into one record per group."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from claimcheck.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])

LABELS = ("supported", "overstated", "contradicted", "not_mentioned", "no_document")


class OutputOptions(msgspec.Struct, frozen=True):
    """Where results go and what is said on the way."""

    output: Path | None
    quiet: bool
    timings: bool


class InputOptions(msgspec.Struct, frozen=True):
    """How sources are read, and where their bytes are kept."""

    encoding: str
    allow_private: bool
    archive: Path | None


class SearchOptions(msgspec.Struct, frozen=True):
    """Which documents count, how they are searched, and what makes the command exit with 1."""

    parties: tuple[str, ...]
    party_name: str | None
    since: str
    until: str
    as_of: str
    top_k: int | None
    encoder: str | None
    verifier: str | None
    aliases: Path | None
    no_cache: bool
    no_texts: bool
    fail_on: tuple[str, ...]

    @property
    def last_day(self) -> str:
        """The tighter of --until and --as-of; empty where neither was given."""
        return min(filter(None, (self.until, self.as_of)), default="")


class BatchOptions(msgspec.Struct, frozen=True):
    """How many articles are checked at a time and where, and whether an earlier run is gone on with."""

    jobs: int | None
    engine: str
    resume: bool


def _date(_context: click.Context, option: click.Parameter, value: str | None) -> str:
    if value is None:
        return ""
    try:
        return datetime.date.fromisoformat(value).isoformat()
    except ValueError:
        raise UsageError(
            f"{value!r} is not a date", where=option.opts[0], remedy="Write it as YYYY-MM-DD."
        ) from None


def _labels(_context: click.Context, option: click.Parameter, value: str | None) -> tuple[str, ...]:
    wanted = tuple(filter(None, (value or "").replace(" ", "").split(",")))
    for label in wanted:
        if label not in LABELS:
            raise UsageError(
                f"{label!r} is not a label",
                where=option.opts[0],
                remedy=f"The labels are: {', '.join(LABELS)}.",
            )
    return wanted


def _target(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path | None:
    """Refuses early what could only fail after all the work was done."""
    if value is not None and not value.parent.is_dir():
        raise UsageError(
            "the folder to write to does not exist",
            where=str(value),
            remedy="Make it first, or choose another.",
        )
    return value


_OUTPUT = (
    click.option(
        "-o",
        "--output",
        type=click.Path(path_type=Path),
        callback=_target,
        help="Write to this file; its ending picks the format.",
    ),
    click.option("--quiet", is_flag=True, help="No progress and no warnings on stderr."),
    click.option("--timings", is_flag=True, help="Say on stderr how long each stage took."),
)

_INPUT = (
    click.option(
        "--encoding",
        metavar="NAME",
        default="",
        help="Encoding of text, where you know it better than the file.",
    ),
    click.option(
        "--allow-private", is_flag=True, help="Fetch also from private, local and reserved network addresses."
    ),
    click.option(
        "--archive",
        metavar="FOLDER",
        type=click.Path(path_type=Path),
        help="Keep the bytes of everything that is read in this folder, by sha256.",
    ),
)

_SEARCH = (
    click.option("--party", "parties", metavar="NAME", multiple=True, help="Only this party; repeatable."),
    click.option("--party-name", metavar="NAME", help="Party of the documents that carry none."),
    click.option(
        "--since", metavar="DATE", callback=_date, help="Only official documents of this day or later."
    ),
    click.option(
        "--until", metavar="DATE", callback=_date, help="Only official documents of this day or earlier."
    ),
    click.option(
        "--as-of", metavar="DATE", callback=_date, help="Verdicts as on this day; later documents are listed."
    ),
    click.option("--top-k", type=click.IntRange(1, 1000), help="Passages judged per claim and party."),
    click.option(
        "--encoder", metavar="NAME", help="Embedding model: a name or a folder. Default: the shipped one."
    ),
    click.option(
        "--verifier", metavar="NAME", help="Entailment model: a name or a folder. Default: the shipped one."
    ),
    click.option(
        "--aliases",
        type=click.Path(path_type=Path),
        help="Further names of actors: a TOML file like the shipped names.toml.",
    ),
    click.option("--no-cache", is_flag=True, help="Neither read nor write the cache (CLAIMCHECK_CACHE)."),
    click.option("--no-texts", is_flag=True, help="Leave the full texts of the documents out of JSON."),
    click.option(
        "--fail-on",
        metavar="LABEL[,LABEL]",
        callback=_labels,
        help="Exit with 1 if a verdict has one of these labels.",
    ),
)


_BATCH = (
    click.option("--jobs", metavar="N", type=click.IntRange(1, 10_000), help="Articles checked at a time."),
    click.option(
        "--engine",
        type=click.Choice(("local", "ray")),
        default="local",
        help="Where they are checked: here, or on a Ray cluster (RAY_ADDRESS).",
    ),
    click.option("--resume", is_flag=True, help="Keep the results of an earlier run that are still right."),
)


def date_option(name: str, told: str) -> Callable[[F], F]:
    """An option that takes an ISO date; the command gets an empty string where it is not given."""
    return click.option(name, metavar="DATE", callback=_date, help=told)


def output_options(command: F) -> F:
    """Adds `--output`, `--quiet`, `--timings`; the command takes them as `out: OutputOptions`."""
    return _gather(command, _OUTPUT, OutputOptions, "out")


def input_options(command: F) -> F:
    """Adds the options of `InputOptions`; the command takes them as `given: InputOptions`."""
    return _gather(command, _INPUT, InputOptions, "given")


def search_options(command: F) -> F:
    """Adds the options of `SearchOptions`; the command takes them as `search: SearchOptions`."""
    return _gather(command, _SEARCH, SearchOptions, "search")


def batch_options(command: F) -> F:
    """Adds the options of `BatchOptions`; the command takes them as `batch: BatchOptions`."""
    return _gather(command, _BATCH, BatchOptions, "batch")


def _gather(command: F, options: tuple[Callable[[F], F], ...], record: type[Any], name: str) -> F:
    @functools.wraps(command)
    def gathered(**values: Any) -> Any:  # noqa: ANN401  (passes on whatever the command takes)
        group = record(**{field: values.pop(field) for field in record.__struct_fields__})
        return command(**values, **{name: group})

    wrapped: F = gathered  # type: ignore[assignment]
    for option in reversed(options):
        wrapped = option(wrapped)
    return wrapped
