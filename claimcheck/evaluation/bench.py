"""Everything that `claimcheck bench` prints: cases with claims given and found, and sets of pairs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from claimcheck.errors import UsageError
from claimcheck.evaluation.case_scores import score_cells
from claimcheck.evaluation.cases import find_cases
from claimcheck.evaluation.run import Mode, run_case, run_pairs
from claimcheck.evaluation.tables import case_table, confusion_table, pair_table
from claimcheck.pipeline import DEFAULTS, Settings

MODES: tuple[Mode, ...] = ("given", "article")
_TITLES: dict[Mode, str] = {
    "given": "Cases, the labelled claims handed over",
    "article": "Cases, the claims found in the article",
}


def _ignore_stage(_name: str) -> None:
    """Stands for nobody listening."""


def bench(
    cases: Sequence[Path] = (),
    pairs: Sequence[Path] = (),
    *,
    modes: Sequence[Mode] = MODES,
    limit: int = 400,
    settings: Settings = DEFAULTS,
    on_stage: Callable[[str], None] = _ignore_stage,
) -> str:
    """The tables of quality, as text.

    Args:
        cases: folders of labelled cases, or folders of such folders.
        pairs: sets of labelled pairs, JSONL(.gz).
        modes: whether the labelled claims are handed over, or claims are found in the article.
        limit: pairs taken of each set, drawn with a fixed seed; 0 takes all.
        settings: as for a check.
        on_stage: told the name of each stage as it begins.

    Raises:
        UsageError: neither cases nor pairs are given.
        InputError: a path cannot be used.
        ModelError: weights are missing or altered.
    """
    if not cases and not pairs:
        raise UsageError(
            "nothing to score: labelled data is not installed with claimcheck and must be named",
            remedy="Add --cases DIR or --pairs FILE; the source has example cases in corpora/.",
        )
    sections = _case_sections(cases, modes, settings, on_stage) if cases else []
    if pairs:
        results = []
        for path in pairs:
            on_stage(f"pairs {path.name}")
            results.append(run_pairs(path, limit, settings))
        sections.append(("Pairs, each claim against its own document", pair_table(results)))
    return "\n\n".join(f"{title}\n\n{table}" for title, table in sections) + "\n"


def _case_sections(
    paths: Sequence[Path], modes: Sequence[Mode], settings: Settings, on_stage: Callable[[str], None]
) -> list[tuple[str, str]]:
    cases = find_cases(paths)
    sections = []
    for mode in modes:
        results = []
        for case in cases:
            on_stage(f"case {case.name}, {mode}")
            results.append(run_case(case, mode, settings))
        rows = [(result.name, score_cells([result])) for result in results]
        if len(results) > 1:
            rows.append(("all", score_cells(results)))
        table = f"{case_table(rows)}\n\n{confusion_table(results)}"
        sections.append((_TITLES[mode], table))
    return sections
