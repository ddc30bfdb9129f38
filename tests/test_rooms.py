"""Every room imports only itself and the rooms above it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "claimcheck"
ROOMS = (
    "records",
    "errors",
    "writing",
    "resources",
    "models",
    "documents",
    "language",
    "claims",
    "passages",
    "corpus",
    "verdicts",
    "comparison",
    "reports",
    "pipeline",
    "batch",
    "evaluation",
    "cli",
)
# The package itself offers the public names of all rooms; of it, rooms may use the version only.
ENTRANCES = ("__init__", "__main__")
MODULES = tuple(sorted(path.relative_to(PACKAGE).with_suffix("").parts for path in PACKAGE.rglob("*.py")))


def imported(source: str, parts: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Line and room of every import from the project in `source`, the module `claimcheck.<parts>`."""
    package = ("claimcheck", *parts[:-1])
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else ()
            base = ".".join((*above, *filter(None, [node.module])))
            names = [f"{base}.{alias.name}" for alias in node.names] if base == "claimcheck" else [base]
        else:
            continue
        for name in names:
            first, _, rest = name.partition(".")
            if first == "claimcheck":
                yield node.lineno, rest.partition(".")[0]


def violations(source: str, parts: tuple[str, ...]) -> list[str]:
    """The imports of `source` that reach down, or up past what a room may use."""
    room = parts[0]
    if room in ENTRANCES:
        return []
    allowed = {"__version__", *ROOMS[: ROOMS.index(room) + 1]} - ({room} if room == "records" else set())
    return [
        f"{'/'.join(parts)}.py:{line} imports {name or 'the package itself'}"
        for line, name in imported(source, parts)
        if name not in allowed
    ]


@pytest.mark.parametrize("parts", MODULES, ids="/".join)
def test_a_module_imports_only_its_room_and_those_above(parts: tuple[str, ...]) -> None:
    assert parts[0] in (*ROOMS, *ENTRANCES), f"{parts[0]} has no place in the order of rooms"
    source = PACKAGE.joinpath(*parts).with_suffix(".py").read_text(encoding="utf-8")
    assert violations(source, parts) == []


@pytest.mark.parametrize(
    "source",
    [
        "import claimcheck",
        "import claimcheck.cli.main",
        "from claimcheck import reports",
        "from claimcheck import check",
        "from claimcheck.passages.windows import windows",
        "from ..passages import windows",
        "from .. import passages",
        "def late() -> None:\n    from claimcheck.pipeline import check",
        "if TYPE_CHECKING:\n    import claimcheck.verdicts as v",
    ],
)
def test_an_import_from_below_is_seen(source: str) -> None:
    assert len(violations(source, ("language", "dates"))) == 1


@pytest.mark.parametrize(
    "source",
    [
        "import re, claimcheck.records",
        "from claimcheck import __version__, errors",
        "from claimcheck.resources import load_toml",
        "from claimcheck.language.words import words",
        "from . import words",
        "from .words import stem",
    ],
)
def test_an_import_from_above_is_allowed(source: str) -> None:
    assert violations(source, ("language", "dates")) == []


def test_records_may_import_nothing_of_the_project() -> None:
    assert violations("from claimcheck.records import Span", ("records",))
    assert violations("from .errors import InputError", ("records",))
