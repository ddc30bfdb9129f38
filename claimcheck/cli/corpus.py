"""`claimcheck corpus`: official documents kept, indexed and searched."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from claimcheck.cli.options import InputOptions, OutputOptions, date_option, input_options, output_options
from claimcheck.cli.output import Stages, emit, leave, pick_format, terminal_width, warn
from claimcheck.cli.progress import Meter
from claimcheck.cli.sources import Sources, sources
from claimcheck.errors import InputError, UsageError
from claimcheck.records import Document

F = TypeVar("F", bound=Callable[..., Any])
_PATH = click.Path(path_type=Path)
_FORMATS = click.Choice(("table", "json"))
_ENDINGS = {".txt": "table", ".json": "json", ".jsonl": "json"}


@click.group(name="corpus")
def command() -> None:
    """Keep official documents in a folder that is indexed once, added to daily and searched in a moment.

    \b
    Example:
      claimcheck corpus build statements/ archive.jsonl.gz -o mfa
      claimcheck corpus add mfa https://example.org/feed.xml
      claimcheck check article.md --against mfa
    """  # noqa: D301  (click takes \b for the character)


def _adding(function: F) -> F:
    """Adds what `build` and `add` share."""

    @functools.wraps(function)
    def together(**values: Any) -> Any:  # noqa: ANN401  (passes on whatever the command takes)
        return function(**values)

    wrapped: F = together  # type: ignore[assignment]
    options = (
        click.option("--party", metavar="NAME", help="All of these documents speak for this party."),
        click.option("--party-name", metavar="NAME", help="Party of the documents that carry none."),
        click.option(
            "--aliases",
            type=_PATH,
            help="Further names of actors: a TOML file like the shipped names.toml.",
        ),
        click.option("--jobs", type=click.IntRange(1, 256), help="Processes. Default: one for each core."),
        click.option("--quiet", is_flag=True, help="No progress and no warnings on stderr."),
        click.option("--timings", is_flag=True, help="Say on stderr how long each stage took."),
    )
    for option in reversed(options):
        wrapped = option(wrapped)
    return input_options(wrapped)


@command.command(name="build")
@click.argument("paths", metavar="SOURCE...", nargs=-1, required=True)
@click.option("-o", "--output", "folder", type=_PATH, required=True, help="The folder of the corpus.")
@click.option(
    "--vectors",
    metavar="ADDRESS",
    help="Keep the static vectors on a Milvus server: milvus://HOST:PORT/COLLECTION. Default: local.",
)
@_adding
def build(folder: Path, **values: Any) -> None:  # noqa: ANN401
    """Make a corpus of SOURCEs: files, folders, JSONL(.gz), feeds, addresses.

    Where FOLDER is a corpus already, what is new or changed is added, and the rest costs nothing.

    \b
    Example:
      claimcheck corpus build statements/ archive.jsonl.gz -o mfa
    """  # noqa: D301  (click takes \b for the character)
    _change(folder, create=True, **values)


@command.command(name="add")
@click.argument("folder", metavar="FOLDER", type=_PATH)
@click.argument("paths", metavar="SOURCE...", nargs=-1, required=True)
@_adding
def add(folder: Path, **values: Any) -> None:  # noqa: ANN401
    """Add SOURCEs to the corpus in FOLDER. A document that has changed becomes a new version.

    The earlier version is kept with its dates: --as-of searches the one that stood on that day.

    \b
    Example:
      claimcheck corpus add mfa https://example.org/feed.xml
    """  # noqa: D301  (click takes \b for the character)
    _change(folder, create=False, vectors=None, **values)


def _change(
    folder: Path,
    *,
    create: bool,
    vectors: str | None,
    paths: tuple[str, ...],
    party: str | None,
    party_name: str | None,
    aliases: Path | None,
    jobs: int | None,
    quiet: bool,
    timings: bool,
    given: InputOptions,
) -> None:
    failures: list[str] = []
    warnings: list[str] = []
    with Stages(quiet=quiet, timings=timings) as on_stage, sources(given) as read:
        on_stage("load")
        from claimcheck.corpus.build import add as add_documents
        from claimcheck.corpus.recall import measure_if_due
        from claimcheck.language.aliases import use_aliases
        from claimcheck.models.onnx_encoder import available_cores
        from claimcheck.reports.corpus import change_text

        if aliases is not None:
            use_aliases(aliases)
        meter = Meter(on_stage)
        documents = _read(paths, party, party_name, read, failures, warnings)
        on_stage("read")
        change = add_documents(
            folder,
            documents,
            create=create,
            jobs=jobs or available_cores(),
            vectors=vectors,
            on_progress=meter,
        )
        if create:  # additions are quick; after them `corpus info` measures where it is due
            measure_if_due(folder, on_progress=meter)
    warn(dict.fromkeys(warnings), quiet)
    emit(change_text(change).encode(), None)
    leave(failures, done=True, found=False)


def _read(
    paths: Sequence[str],
    party: str | None,
    party_name: str | None,
    read: Sources,
    failures: list[str],
    warnings: list[str],
) -> Iterator[Document]:
    """The documents of all sources; one source that cannot be read does not stop several others."""
    import msgspec

    for path in paths:
        try:
            found = read.official([path], party_name)
        except InputError as error:
            if len(paths) == 1:
                raise
            failures.append(str(error))
            continue
        failures += found.failures
        warnings += found.warnings
        for document in found.documents:
            yield msgspec.structs.replace(document, parties=(party,)) if party else document


@command.command(name="remove")
@click.argument("folder", metavar="FOLDER", type=_PATH)
@click.argument("documents", metavar="DOCUMENT...", nargs=-1, required=True)
def remove(folder: Path, documents: tuple[str, ...]) -> None:
    """Search DOCUMENTs, which are named by their ids, no longer, in no version.

    \b
    Example:
      claimcheck corpus remove mfa 2025-09-19-readout
    """  # noqa: D301  (click takes \b for the character)
    from claimcheck.corpus.build import remove as remove_documents
    from claimcheck.reports.corpus import change_text

    emit(change_text(remove_documents(folder, documents)).encode(), None)


@command.command(name="move")
@click.argument("folder", metavar="FOLDER", type=_PATH)
@click.argument("address", metavar="ADDRESS")
@click.option("--quiet", is_flag=True, help="No progress on stderr.")
@click.option("--timings", is_flag=True, help="Say on stderr how long each stage took.")
def move(folder: Path, address: str, quiet: bool, timings: bool) -> None:
    """Move the static vectors of the corpus in FOLDER to a Milvus server, or back: ADDRESS "local".

    Where a server has lost them they are computed anew from the texts, which never leave FOLDER.

    \b
    Example:
      claimcheck corpus move mfa milvus://localhost:19530/mfa
      claimcheck corpus move mfa local
    """  # noqa: D301  (click takes \b for the character)
    with Stages(quiet=quiet, timings=timings) as on_stage:
        on_stage("load")
        from claimcheck.corpus.vector_homes import move as move_vectors
        from claimcheck.reports.corpus import moved_text

        count = move_vectors(folder, address, Meter(on_stage))
    emit(moved_text(count, address).encode(), None)


@command.command(name="list")
@click.argument("folder", metavar="FOLDER", type=_PATH)
@click.option("--party", metavar="NAME", help="Only this party.")
@date_option("--since", "Only documents of this day or later.")
@date_option("--until", "Only documents of this day or earlier.")
@click.option("--versions", is_flag=True, help="Also versions that were replaced.")
@click.option("--format", "asked", type=_FORMATS, help="Default: table; json is a document a line.")
@output_options
def list_(
    folder: Path,
    party: str | None,
    since: str,
    until: str,
    versions: bool,
    asked: str | None,
    out: OutputOptions,
) -> None:
    """List the documents of the corpus in FOLDER by date.

    \b
    Example:
      claimcheck corpus list mfa --since 2025-09-01
    """  # noqa: D301  (click takes \b for the character)
    from claimcheck.corpus.opened import Corpus
    from claimcheck.reports.corpus import list_json, list_text

    found = [
        one
        for one in Corpus(folder).versions()
        if (versions or not one.gone)
        and (party is None or party in one.document.parties)
        and (not since or one.document.date >= since)
        and (not until or one.document.date <= until)
    ]
    found.sort(key=lambda one: (one.document.date, one.document.id, one.document.number))
    form = pick_format(asked, out.output, _ENDINGS, "table")
    data = list_json(found) if form == "json" else list_text(found, terminal_width()).encode()
    emit(data, out.output)


@command.command(name="info")
@click.argument("folder", metavar="FOLDER", type=_PATH)
@click.option("--measure", is_flag=True, help="Measure its recall anew.")
@click.option("--format", "asked", type=_FORMATS, help="Default: table.")
@output_options
def info(folder: Path, measure: bool, asked: str | None, out: OutputOptions) -> None:
    """Say what the corpus in FOLDER holds, and how many rewrites of its own statements a search finds.

    That is measured if it was not yet, or the corpus has changed by more than a tenth since.

    \b
    Example:
      claimcheck corpus info mfa
    """  # noqa: D301  (click takes \b for the character)
    import msgspec

    from claimcheck.corpus.opened import Corpus
    from claimcheck.corpus.recall import measure_if_due
    from claimcheck.reports.corpus import info_facts, info_text

    with Stages(quiet=out.quiet, timings=out.timings) as on_stage:
        try:
            measure_if_due(folder, due=measure, on_progress=Meter(on_stage))
        except UsageError:  # it cannot be written now
            if measure:
                raise
    corpus = Corpus(folder)
    if pick_format(asked, out.output, _ENDINGS, "table") == "json":
        emit(msgspec.json.format(msgspec.json.encode(info_facts(corpus)), indent=2) + b"\n", out.output)
        return
    emit(info_text(corpus, terminal_width()).encode(), out.output)


@command.command(name="show")
@click.argument("folder", metavar="FOLDER", type=_PATH)
@click.argument("document", metavar="DOCUMENT")
@click.option("--version", type=click.IntRange(1), help="Its version; the newest where none is named.")
@click.option("--format", "asked", type=_FORMATS, help="Default: table.")
@output_options
def show(folder: Path, document: str, version: int | None, asked: str | None, out: OutputOptions) -> None:
    """Show one document of the corpus in FOLDER.

    \b
    Example:
      claimcheck corpus show mfa 2025-09-19-readout --version 1
    """  # noqa: D301  (click takes \b for the character)
    from claimcheck.corpus.opened import Corpus
    from claimcheck.reports.corpus import document_json, document_text

    found, place = Corpus(folder).find(document, version)
    if pick_format(asked, out.output, _ENDINGS, "table") == "json":
        emit(document_json(found, place), out.output)
        return
    emit(document_text(found, place, terminal_width()).encode(), out.output)


@command.command(name="search")
@click.argument("folder", metavar="FOLDER", type=_PATH)
@click.argument("query", metavar="WORDS")
@click.option("--party", "parties", metavar="NAME", multiple=True, help="Only this party; repeatable.")
@date_option("--since", "Only documents of this day or later.")
@date_option("--until", "Only documents of this day or earlier.")
@date_option("--as-of", "Documents, in the versions, as on this day.")
@click.option("--top-k", type=click.IntRange(1, 1000), default=10, help="Passages to show. Default: 10.")
@click.option(
    "--encoder", metavar="NAME", help="Embedding model: a name or a folder. Default: the shipped one."
)
@click.option("--no-cache", is_flag=True, help="Neither read nor write the vectors kept in the corpus.")
@click.option("--format", "asked", type=_FORMATS, help="Default: table.")
@output_options
def search(
    folder: Path,
    query: str,
    parties: tuple[str, ...],
    since: str,
    until: str,
    as_of: str,
    top_k: int,
    encoder: str | None,
    no_cache: bool,
    asked: str | None,
    out: OutputOptions,
) -> None:
    """Search the corpus in FOLDER for what WORDS say, in whatever words it is said there.

    \b
    Example:
      claimcheck corpus search mfa "soybean purchases" --since 2025-09-01
    """  # noqa: D301  (click takes \b for the character)
    form = pick_format(asked, out.output, _ENDINGS, "table")
    if not query.strip():
        raise UsageError("there is nothing to search for", remedy="Give some words.")
    with Stages(quiet=out.quiet, timings=out.timings) as on_stage:
        on_stage("load")
        from claimcheck.corpus.against import Bounds, encoder_of
        from claimcheck.corpus.effort import quick
        from claimcheck.corpus.opened import Corpus
        from claimcheck.corpus.search import CorpusSearch
        from claimcheck.models.encoders import load_encoder
        from claimcheck.reports.corpus import hits_json, hits_text

        on_stage("open the corpus")
        corpus = Corpus(folder)
        unknown = [party for party in parties if party not in corpus.parties]
        if unknown:
            raise UsageError(
                f"no document belongs to the party {unknown[0]!r}",
                remedy=f"The parties are: {', '.join(corpus.parties)}.",
            )
        scope = Bounds(since=since, until=until, as_of=as_of).around(corpus, "")
        reader = encoder_of(corpus, load_encoder(encoder), cache=not no_cache)
        found = CorpusSearch(corpus, reader, scope, quick(top_k))
        on_stage("search")
        hits = found.best(query, parties, top_k)
    emit(hits_json(hits) if form == "json" else hits_text(hits, terminal_width()).encode(), out.output)
