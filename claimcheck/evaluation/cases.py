"""Labelled cases: an article, the parties' documents, and a label for each claim and party."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

import msgspec

from claimcheck.errors import MissingInput
from claimcheck.evaluation.rows import read_rows

GOLD = "gold.jsonl"


class GoldVerdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided for one claim and party; `also_ok` are labels that could be defended too."""

    label: Literal["supported", "contradicted", "not_mentioned"]
    evidence: str = ""
    discrepancy: str = ""
    also_ok: tuple[str, ...] = ()


class GoldRow(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of the article, verbatim, with a verdict per party."""

    claim: str
    verdicts: dict[str, GoldVerdict]


class Case(msgspec.Struct, frozen=True, kw_only=True):
    """A folder with `article.md`, `official/` and `gold.jsonl`."""

    name: str
    article: Path
    official: Path
    rows: tuple[GoldRow, ...]


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a checker said: its label, P(supported), and what it showed, best first."""

    label: str
    supported: float
    evidence: tuple[str, ...] = ()
    discrepancies: tuple[str, ...] = ()


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """One claim and party: what is right and what was said; None where the claim was not found."""

    claim: str
    party: str
    gold: GoldVerdict
    answer: Answer | None


class CaseResult(msgspec.Struct, frozen=True, kw_only=True):
    """The cells of one case.

    Attributes:
        found: gold claims that the checker found, of `claims`.
        fit: sum over the gold claims of the word F1 with the claim found for it.
        extracted: claims that the checker found in all.
    """

    name: str
    cells: tuple[Cell, ...]
    claims: int
    found: int
    fit: float
    extracted: int
    seconds: float


def find_cases(paths: Sequence[Path]) -> tuple[Case, ...]:
    """The cases of all paths, each the folder of a case or a folder of such folders.

    Raises:
        MissingInput: a path holds no case.
        InputError: a case's labels cannot be read.
    """
    return tuple(read_case(folder) for path in paths for folder in _folders(path))


def read_case(folder: Path) -> Case:
    """The case in `folder`.

    Raises:
        MissingInput: a part of it is missing.
        InputError: its labels cannot be read.
    """
    article, official = folder / "article.md", folder / "official"
    for part in (article, official):
        if not part.exists():
            raise MissingInput("a part of the case is missing", where=str(part))
    return Case(
        name=folder.resolve().name,
        article=article,
        official=official,
        rows=read_rows(folder / GOLD, GoldRow),
    )


def cells_of(case: Case, answers: Sequence[Mapping[str, Answer]]) -> tuple[Cell, ...]:
    """A cell for each gold verdict; `answers` holds those of each row, by party."""
    return tuple(
        Cell(claim=row.claim, party=party, gold=gold, answer=given.get(party))
        for row, given in zip(case.rows, answers, strict=True)
        for party, gold in row.verdicts.items()
    )


def _folders(path: Path) -> list[Path]:
    if (path / GOLD).is_file():
        return [path]
    found = sorted(gold.parent for gold in path.glob(f"*/{GOLD}"))
    if not found:
        raise MissingInput(
            "no labelled case is here",
            where=str(path),
            remedy=f"A case is a folder with article.md, official/ and {GOLD}.",
        )
    return found
