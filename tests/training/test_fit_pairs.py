"""The decision for claims with a document of their own: which rows it is fitted on, and how."""

from __future__ import annotations

import json
import random
import tomllib
from pathlib import Path

import numpy as np
import pytest

from training.fit_pairs import (
    AGAINST,
    CONFLICT,
    FOR,
    FREE,
    Row,
    fitted,
    read_features,
    shares,
)
from training.make_pairs import SETS
from training.pairs.single import PLANS, family, summaries
from training.pairs.text import Statement

NAMES = sorted({*FOR, *AGAINST, *CONFLICT, *FREE})
REPORTED = tomllib.loads(SETS.read_text(encoding="utf-8"))["withheld"]["sets"]
SENTENCES = (
    "The president signed the defence agreement with Norway on 3 March 2022.",
    "The ministry will deliver 400 vehicles to the northern province in April.",
    "The council approved a grant of $30 million for the harbour of Marla.",
    "The governor announced a programme against floods in the eastern districts.",
)


def rows(seed: int = 0) -> list[Row]:
    """Rows of three families in which only `backed_best` says anything."""
    rng = random.Random(seed)
    found = []
    for at in range(240):
        label = ("supported", "contradicted", "not_mentioned")[at % 3]
        features = {name: rng.random() for name in NAMES}
        features["backed_best"] = rng.gauss(2 if label == "supported" else -2, 1)
        features["refuted_most"] = rng.gauss(2 if label == "contradicted" else -2, 1)
        found.append(Row(features, label, ("begin.dev_wow", "foolmetwice.dev", "summaries")[at % 7 % 3]))
    return found


def test_no_set_is_used_that_results_are_reported_on() -> None:
    assert not {plan.name for plan in PLANS} & set(REPORTED)


def test_families_hold_sets_of_one_origin_together() -> None:
    assert family("vitaminc_real.test+together") == family("fever_adversarial.test") == "wikipedia"
    assert family("begin.dev_wow") == family("begin.dev_cmu") == "begin"
    assert family("foolmetwice.dev+page") == "foolmetwice"


def test_every_family_weighs_the_same_whatever_its_size() -> None:
    some = rows()
    truth = np.array([row.label == "supported" for row in some])
    found = shares(some, truth, 0.4)
    kinds = np.array([row.kind for row in some])
    assert [found[kinds == kind].sum() for kind in sorted(set(kinds))] == pytest.approx([1 / 3] * 3)
    assert found[truth].sum() == pytest.approx(0.4)


def test_weights_speak_in_the_direction_that_their_features_have(capsys: pytest.CaptureFixture[str]) -> None:
    found = fitted(rows())
    weights = found["supported"]
    assert weights["backed_best"] == max(weights.values())
    assert all(weights.get(name, 0.0) >= 0 for name in FOR)
    assert all(weights.get(name, 0.0) <= 0 for name in AGAINST)
    assert all(found["contradicted"].get(name, 0.0) >= 0 for name in CONFLICT)
    assert found == fitted(rows())
    assert "foolmetwice.dev" in capsys.readouterr().out


def test_kept_features_are_read_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "features.jsonl"
    assert read_features(path) == []
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows()), encoding="utf-8")
    assert read_features(path) == rows()


def test_a_true_summary_and_a_false_one_are_made_of_one_statement() -> None:
    statements = [Statement(f"s{n}", "2022-03-04", "Title", (SENTENCES,)) for n in range(60)]
    made = summaries(statements, 200)
    assert {pair.target for pair in made} == {"supported", "contradicted", "not_mentioned"}
    assert made == summaries(statements, 200)
    assert all(pair.claim and pair.premise for pair in made)
