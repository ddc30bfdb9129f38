from __future__ import annotations

import pytest

from claimcheck.records import Label, Scores, Search, Verdict
from claimcheck.verdicts.summary import summarise


def verdict(label: Label) -> Verdict:
    return Verdict(
        label=label,
        confidence=1.0,
        scores=Scores(0, 0, 1),
        search=Search(documents=1, passages=1, queries=("q",)),
    )


@pytest.mark.parametrize(
    ("labels", "line"),
    [
        (["supported", "supported"], "supported"),
        (["supported", "not_mentioned"], "supported_by_some"),
        (["supported", "contradicted"], "disputed"),
        (["supported", "overstated"], "disputed"),
        (["overstated", "not_mentioned"], "contradicted"),
        (["not_mentioned", "not_mentioned"], "unsupported"),
        (["no_document", "supported"], "supported"),
        (["no_document", "no_document"], "unsupported"),
        ([], "unsupported"),
    ],
)
def test_the_line_over_all_parties_describes_and_never_pools(labels: list[Label], line: str) -> None:
    assert summarise({str(i): verdict(label) for i, label in enumerate(labels)}) == line
