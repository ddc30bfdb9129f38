"""Plain pairs: claims that stand in their premise nearly as they are."""

from __future__ import annotations

from training.pairs.plain import plain_pairs
from training.pairs.text import Statement

BLOCKS = (
    ("The President signed the port agreement with Portugal in Lisbon on Monday.",),
    (
        "Ferries carried two million passengers between the islands last year, which was a record.",
        "The ministry plans to invest $40 million in new quays by the end of 2027.",
    ),
    ("Drought has emptied the northern reservoirs to a third of their capacity.", "Too short."),
)


def _statements() -> list[Statement]:
    return [Statement(str(number), "2025-01-01", "Ports", BLOCKS) for number in range(60)]


def test_every_sort_of_plain_pair_has_the_label_that_its_premise_gives() -> None:
    pairs = plain_pairs(_statements(), 150)
    kinds = {pair.kind.rsplit("/", 1)[1] for pair in pairs}
    assert {"plain_verbatim", "plain_taken_out"} < kinds
    sentences = {sentence for block in BLOCKS for sentence in block}
    for pair in pairs:
        if pair.kind.endswith("verbatim"):
            assert pair.claim in pair.premise
            assert pair.target == "supported"
        elif pair.kind.endswith("taken_out"):
            assert pair.claim not in pair.premise
            assert pair.target == "not_mentioned"
        else:
            assert pair.claim not in sentences
            assert pair.target in ("supported", "contradicted")


def test_plain_pairs_are_the_same_for_the_same_seed() -> None:
    assert plain_pairs(_statements(), 40, seed=3) == plain_pairs(_statements(), 40, seed=3)
    assert plain_pairs(_statements(), 40, seed=3) != plain_pairs(_statements(), 40, seed=4)
