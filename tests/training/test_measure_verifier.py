"""What is counted of a verifier's scores on labelled pairs."""

from __future__ import annotations

import numpy as np
import pytest

from training.measure_verifier import measured
from training.pairs.kinds import KINDS
from training.pairs.records import Pair


def pair(target: str, kind: str) -> Pair:
    return Pair(premise="p", claim="c", target=target, kind=f"hand/{kind}", group="g")


def test_right_labels_kinds_and_loss_are_counted_by_label_and_kind() -> None:
    pairs = [
        pair("supported", "supported"),
        pair("contradicted", "scope"),
        pair("contradicted", "scope"),
        pair("contradicted", "understated"),
    ]
    scores = np.zeros((4, 3 + len(KINDS)), dtype=np.float32)
    scores[:, :3] = [[0.5, 0.25, 0.25], [0.25, 0.5, 0.25], [0.5, 0.25, 0.25], [0.25, 0.5, 0.25]]
    scores[1, 3 + KINDS.index("scope")] = 1
    scores[2, 3 + (KINDS.index("scope") + 1) % len(KINDS)] = 1
    rows, loss = measured(pairs, scores)
    assert rows == [
        ("all", 4, 0.75, "0.500"),
        ("supported", 1, 1.0, ""),
        ("hand/supported", 1, 1.0, ""),
        ("contradicted", 3, 0.667, "0.500"),
        ("hand/scope", 2, 0.5, "0.500"),
        ("hand/understated", 1, 1.0, ""),
    ]
    assert loss == pytest.approx(-(3 * np.log(0.5) + np.log(0.25)) / 4)
