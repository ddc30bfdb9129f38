"""The written pairs on official passages: that they can be read, and that every passage gives contrasts."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from training.pairs.records import LABELS, Pair, read_pairs

FOLDER = Path(__file__).parents[2] / "training" / "statements"
CONTRADICTED_KINDS = {
    "hand/status_escalation",
    "hand/understated",
    "hand/softened",
    "hand/scope",
    "hand/number_mismatch",
    "hand/date_mismatch",
    "hand/actor_mismatch",
    "hand/attribution",
    "hand/negation",
    "hand/quote_altered",
}
PREMISE_WORDS = range(8, 171)
CLAIM_WORDS = range(3, 46)


@pytest.fixture(scope="module", params=["pairs.jsonl", "unseen.jsonl.gz"])
def pairs(request: pytest.FixtureRequest) -> list[Pair]:
    return read_pairs(FOLDER / request.param)


def test_no_passage_that_measures_is_trained_on() -> None:
    trained, unseen = (
        {pair.premise for pair in read_pairs(FOLDER / name)} for name in ("pairs.jsonl", "unseen.jsonl.gz")
    )
    assert not trained & unseen


def test_every_row_has_a_known_target(pairs: list[Pair]) -> None:
    assert {pair.target for pair in pairs} == set(LABELS)


def test_the_kind_of_a_row_agrees_with_its_target(pairs: list[Pair]) -> None:
    for pair in pairs:
        expected = CONTRADICTED_KINDS if pair.target == "contradicted" else {f"hand/{pair.target}"}
        assert pair.kind in expected, pair


def test_premises_and_claims_are_clean_and_of_passage_and_sentence_length(pairs: list[Pair]) -> None:
    for pair in pairs:
        for text in (pair.premise, pair.claim):
            assert text == " ".join(text.split()), pair
        assert len(pair.premise.split()) in PREMISE_WORDS, pair
        assert len(pair.claim.split()) in CLAIM_WORDS, pair


def test_no_claim_is_put_twice_to_one_premise(pairs: list[Pair]) -> None:
    seen = [(pair.premise, pair.claim.casefold()) for pair in pairs]
    assert len(set(seen)) == len(seen)


def test_every_group_has_at_least_two_targets_and_one_origin(pairs: list[Pair]) -> None:
    targets: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        assert pair.group.startswith(("whitehouse:", "own:")), pair
        targets[pair.group].add(pair.target)
    assert all(len(found) >= 2 for found in targets.values())


def test_a_premise_belongs_to_one_group(pairs: list[Pair]) -> None:
    groups: dict[str, set[str]] = defaultdict(set)
    for pair in pairs:
        groups[pair.premise].add(pair.group)
    assert all(len(found) == 1 for found in groups.values())
