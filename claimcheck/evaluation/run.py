"""Runs the checker on labelled cases and pairs, with the same code that the commands run."""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from claimcheck.documents.jsonl import ClaimRow
from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document
from claimcheck.errors import UnreadableInput
from claimcheck.evaluation.case_scores import words
from claimcheck.evaluation.cases import Answer, Case, CaseResult, cells_of
from claimcheck.evaluation.measures import share
from claimcheck.evaluation.pairs import PairScores, read_pairs, score_pairs
from claimcheck.pipeline import DEFAULTS, Checker, Settings, verify
from claimcheck.records import CheckedClaim, Verdict

Mode = Literal["given", "article"]
_FOUND = 0.5  # word F1 from which an extracted claim counts as a gold one


def run_case(case: Case, mode: Mode, settings: Settings = DEFAULTS) -> CaseResult:
    """Checks one case.

    Args:
        case: the labelled case.
        mode: "given" hands the gold claims over; "article" lets the checker find claims itself, and takes
            for each gold claim the one that has most words in common with it.
        settings: as for a check.

    Raises:
        InputError: article or documents cannot be read.
        ModelError: weights are missing or altered.
    """
    start = time.perf_counter()
    official = read_official([case.official])
    if official.failures:
        raise UnreadableInput(official.failures[0])
    checker = Checker(official.documents, settings)
    if mode == "given":
        rows = [
            ClaimRow(id=str(number), claim=row.claim, line=number)
            for number, row in enumerate(case.rows, start=1)
        ]
        extracted: Sequence[CheckedClaim] = checker.verify(rows).claims
        matched = [(claim, 1.0) for claim in extracted]
    else:
        extracted = checker.check(read_document(case.article)).claims
        matched = [closest(row.claim, extracted) for row in case.rows]
    seconds = time.perf_counter() - start
    found: list[CheckedClaim | None] = [claim if fit >= _FOUND else None for claim, fit in matched]
    return CaseResult(
        name=case.name,
        cells=cells_of(case, [_answers(claim) for claim in found]),
        claims=len(case.rows),
        found=sum(claim is not None for claim in found),
        fit=sum(fit for _, fit in matched),
        extracted=len(extracted),
        seconds=seconds,
    )


def run_pairs(path: Path, limit: int, settings: Settings = DEFAULTS) -> PairScores:
    """Judges at most `limit` pairs of a set, each against its own document; all where `limit` is 0.

    The time includes that to load the models.

    Raises:
        InputError: the set cannot be read.
        ModelError: weights are missing or altered.
    """
    pairs = read_pairs(path, limit)
    rows = [
        ClaimRow(id=str(number), claim=pair.claim, document=pair.text, line=number)
        for number, pair in enumerate(pairs, start=1)
    ]
    start = time.perf_counter()
    report = verify(rows, None, settings)
    seconds = time.perf_counter() - start
    answers = [answer_of(next(iter(claim.verdicts.values()))) for claim in report.claims]
    return score_pairs(path.name.partition(".jsonl")[0], pairs, answers, seconds)


def closest(gold: str, claims: Sequence[CheckedClaim]) -> tuple[CheckedClaim, float]:
    """The claim with the highest word F1 with `gold`, the first of equals, and that F1."""
    wanted = words(gold)
    best, fit = claims[0], -1.0
    for claim in claims:
        got = words(claim.text)
        value = share(2 * len(wanted & got), len(wanted) + len(got))
        if value > fit:
            best, fit = claim, value
    return best, fit


def answer_of(verdict: Verdict) -> Answer:
    """What the measures need of a verdict."""
    return Answer(
        label=verdict.label,
        supported=verdict.scores.supported,
        evidence=tuple(evidence.text for evidence in verdict.evidence),
        discrepancies=tuple(discrepancy.type for discrepancy in verdict.discrepancies),
    )


def _answers(claim: CheckedClaim | None) -> dict[str, Answer]:
    if claim is None:
        return {}
    return {party: answer_of(verdict) for party, verdict in claim.verdicts.items()}
