"""How made and labelled pairs say what differs."""

from __future__ import annotations

import pytest

from claimcheck.resources import load_toml
from claimcheck.verdicts.signals.comparison import TYPES
from training.pairs.kinds import KINDS, kind_of
from training.pairs.records import Pair


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("made/contradicted/premise_status_lowered", "status_escalation"),
        ("made/contradicted/condition_dropped", "softened"),
        ("made/contradicted/opposite_amount", "number_mismatch"),
        ("made/contradicted/opposite_verb", "negation"),
        ("made/contradicted/actors_swapped", "actor_mismatch"),
        ("made/contradicted/stronger_phrase", None),  # further along, wider, or unlimited
        ("case/quote_altered", "quote_altered"),
        ("hand/understated", None),
        ("vitaminc_real.test", None),
    ],
)
def test_the_kind_of_a_conflict_is_read_from_its_name(name: str, kind: str | None) -> None:
    assert kind_of(Pair("", "", "contradicted", name, "")) == kind


def test_a_silent_pair_has_no_kind_whatever_its_name() -> None:
    assert kind_of(Pair("", "", "not_mentioned", "case/scope", "")) is None


def test_the_verifier_tells_the_kinds_in_the_order_in_which_it_was_taught_them() -> None:
    assert tuple(TYPES[code] for code in load_toml("verifier.toml")["differences"]) == KINDS
