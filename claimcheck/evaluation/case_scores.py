"""How well a checker did on labelled cases.

An `overstated` verdict counts as contradicted: the party backs a weaker version only. It also counts as
right where the gold difference is one of degree, whatever the gold label.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from claimcheck.evaluation.cases import CaseResult, Cell
from claimcheck.evaluation.measures import f1, recalls, share

LABELS = ("supported", "contradicted", "not_mentioned")
MISSING = "missing"
_BY_DEGREE = {"status_escalation", "softened"}
_SILENT = {"unattested", "attribution"}  # these describe silence, not a difference with the source
_FIRST_EVIDENCE, _FIRST_WORDS = 2, 120  # what a reader sees at a glance
_FIRST_DISCREPANCIES = 2
_EVIDENCE_SHARE = 0.6  # of the words of the gold evidence


class CaseScores(msgspec.Struct, frozen=True, kw_only=True):
    """Figures over the cells of one or several cases; shares from 0 to 1 but for the counts.

    Attributes:
        flag_balanced_accuracy: mean of the recalls of supported and of everything else.
        false_support: cells called supported that no careful person would call so.
        evidence_hit: gold evidence of which 60 percent of the words are in the first evidence shown.
        kind_f1: of the named differences against the gold ones.
        degree_accuracy: contradicted cells given the right one of overstated and contradicted.
        claim_fit: mean word F1 of the gold claims with those found for them.
    """

    cells: int
    accuracy: float
    macro_f1: float
    contradicted_f1: float
    flag_balanced_accuracy: float
    supported_recall: float
    false_support: int
    evidence_hit: float
    kind_f1: float
    degree_accuracy: float
    claims_found: float
    claim_fit: float
    seconds: float


def words(text: str) -> set[str]:
    """The distinct words of `text`, in lower case."""
    return set(re.findall(r"\w+", text.lower()))


def raw_label(cell: Cell) -> str:
    """The label as it was given, `missing` where there is none."""
    return cell.answer.label if cell.answer else MISSING


def score_cells(results: Sequence[CaseResult]) -> CaseScores:
    """The figures over all cells of all results."""
    cells = [cell for result in results for cell in result.cells]
    by_label = {label: _label_f1(cells, label) for label in LABELS}
    supported, rest = recalls(
        [cell.gold.label == "supported" for cell in cells], [_folded(cell) == "supported" for cell in cells]
    )
    hits = [hit for cell in cells if (hit := _evidence_hit(cell)) is not None]
    hard = [cell for cell in cells if cell.gold.label == "contradicted"]
    claims = sum(result.claims for result in results)
    return CaseScores(
        cells=len(cells),
        accuracy=share(sum(map(is_right, cells)), len(cells)),
        macro_f1=sum(by_label.values()) / len(by_label),
        contradicted_f1=by_label["contradicted"],
        flag_balanced_accuracy=(supported + rest) / 2,
        supported_recall=supported,
        false_support=sum(_folded(cell) == "supported" and not _allowed(cell) for cell in cells),
        evidence_hit=share(sum(hits), len(hits)),
        kind_f1=_kind_f1(cells),
        degree_accuracy=share(sum(map(_right_degree, hard)), len(hard)),
        claims_found=share(sum(result.found for result in results), claims),
        claim_fit=share(sum(result.fit for result in results), claims),
        seconds=sum(result.seconds for result in results),
    )


def is_right(cell: Cell) -> bool:
    """Whether a careful person could have said the same."""
    return _allowed(cell) or (raw_label(cell) == "overstated" and cell.gold.discrepancy in _BY_DEGREE)


def _folded(cell: Cell) -> str:
    label = raw_label(cell)
    return "contradicted" if label == "overstated" else label


def _allowed(cell: Cell) -> bool:
    return _folded(cell) in {cell.gold.label, *cell.gold.also_ok}


def _label_f1(cells: Sequence[Cell], label: str) -> float:
    """F1 of one label. A cell that is right although it bears another label is missed by none."""
    said = [is_right(cell) for cell in cells if _folded(cell) == label]
    missed = sum(cell.gold.label == label and not is_right(cell) for cell in cells)
    return f1(said.count(True), said.count(False), missed)


def _evidence_hit(cell: Cell) -> bool | None:
    """None where the gold label is silence, or names no evidence."""
    if not cell.gold.evidence or cell.gold.label == "not_mentioned":
        return None
    shown = cell.answer.evidence[:_FIRST_EVIDENCE] if cell.answer else ()
    seen = words(" ".join(" ".join(shown).split()[:_FIRST_WORDS]))
    needed = words(cell.gold.evidence)
    return len(needed & seen) >= _EVIDENCE_SHARE * len(needed)


def _kinds(cell: Cell) -> list[str]:
    named = cell.answer.discrepancies if cell.answer else ()
    return [kind for kind in named if kind not in _SILENT][:_FIRST_DISCREPANCIES]


def _kind_f1(cells: Sequence[Cell]) -> float:
    differing = [cell for cell in cells if cell.gold.discrepancy and cell.gold.discrepancy not in _SILENT]
    named = [cell for cell in cells if _kinds(cell)]
    recall = share(sum(cell.gold.discrepancy in _kinds(cell) for cell in differing), len(differing))
    precision = share(sum(cell.gold.discrepancy in _kinds(cell) for cell in named), len(named))
    return share(2 * precision * recall, precision + recall)


def _right_degree(cell: Cell) -> bool:
    return raw_label(cell) == ("overstated" if cell.gold.discrepancy in _BY_DEGREE else "contradicted")
