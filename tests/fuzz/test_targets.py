"""The fuzzing targets hold on the inputs that fuzzing begins with, and on those that once broke them."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tests.fuzz.__main__ import NAMES
from tests.fuzz.targets import TARGETS, run_target, seeds

QUICK = 2_000  # bytes of the seeds that are tried here


@pytest.mark.parametrize("name", sorted(TARGETS))
def test_targets_hold_on_their_seeds(name: str) -> None:
    tried = [data for data in seeds(name) if len(data) <= QUICK]
    assert tried
    for data in tried:
        run_target(name, data)


def test_every_target_can_be_named() -> None:
    assert tuple(sorted(TARGETS)) == NAMES


def test_blind_fuzzing_runs_and_says_what_it_found(tmp_path: object) -> None:
    command = [sys.executable, "-m", "tests.fuzz", "front_matter", "--blind", "--seconds", "1"]
    done = subprocess.run([*command, "--findings", str(tmp_path)], capture_output=True, text=True, check=True)
    assert "front_matter: 0 findings" in done.stderr
