"""The shipped examples must not be judged worse than they were: pinned floors, both ways of running.

The weights of the decision are fitted on these cases among others, so the figures say nothing about unseen
articles; they catch what a change breaks.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.evaluation.case_scores import score_cells
from claimcheck.evaluation.cases import find_cases
from claimcheck.evaluation.run import run_case

CORPORA = Path(__file__).parents[1] / "corpora"
FLOORS = {
    "given": {"macro_f1": 0.88, "accuracy": 0.89, "flag_balanced_accuracy": 0.89, "evidence_hit": 0.74},
    "article": {"macro_f1": 0.80, "accuracy": 0.79, "claims_found": 0.94, "claim_fit": 0.91},
}


@pytest.mark.parametrize("mode", ["given", "article"])
def test_the_example_cases_are_judged_no_worse_than_before(mode):
    cases = find_cases([CORPORA])
    assert len(cases) == 3
    scores = score_cells([run_case(case, mode) for case in cases])
    below = {
        name: (round(getattr(scores, name), 3), floor)
        for name, floor in FLOORS[mode].items()
        if getattr(scores, name) < floor
    }
    assert not below
