"""Pairs put together from others keep a label that follows from their parts."""

from __future__ import annotations

from training.pairs.joined import is_strange, joined_pairs
from training.pairs.records import Pair

PORT = "The ministers signed the port agreement in Lisbon on Monday."
FERRY = "Ferries carried two million passengers between the islands last year."
DROUGHT = "Drought has emptied the northern reservoirs to a third of capacity."


def _pairs() -> list[Pair]:
    return [
        Pair(PORT, "The port agreement was signed in Lisbon.", "supported", "made/supported/x", "a"),
        Pair(FERRY, "Ferries carried three million passengers.", "contradicted", "made/contradicted/x", "b"),
        Pair(DROUGHT, "The northern reservoirs are a third full.", "supported", "made/supported/y", "c"),
    ] * 4


def test_a_premise_among_others_keeps_its_words_and_its_label() -> None:
    for pair in joined_pairs(_pairs(), 1.0, 0.0):
        origin = next(one for one in _pairs() if one.claim == pair.claim)
        assert origin.premise in pair.premise
        assert len(pair.premise) > len(origin.premise)
        assert pair.target == origin.target


def test_two_claims_told_as_one_are_only_supported_if_both_are() -> None:
    found = joined_pairs(_pairs(), 0.0, 1.0)
    assert {pair.target for pair in found} == {"supported", "contradicted"}
    for pair in found:
        assert (pair.target == "contradicted") == ("three million" in pair.claim)


def test_the_same_seed_gives_the_same_pairs() -> None:
    assert joined_pairs(_pairs(), 0.5, 0.5, seed=3) == joined_pairs(_pairs(), 0.5, 0.5, seed=3)


def test_a_text_on_the_same_matter_is_not_strange_to_a_claim() -> None:
    assert not is_strange(PORT, "The port agreement was signed.")
    assert is_strange(FERRY, "The port agreement was signed.")
