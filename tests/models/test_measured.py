"""Stage times add up, and models are counted on both sides of their cache."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck.models import measured
from claimcheck.models.cache import CachedEncoder
from claimcheck.models.measured import MeasuredEncoder, MeasuredVerifier, StageTimes
from claimcheck.models.score_cache import CachedVerifier


class Clock:
    """Seconds that pass only when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def perf_counter(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(measured, "time", clock)
    return clock


class Scorer:
    """A verifier that remembers what it was asked."""

    name, fingerprint = "scorer", "1" * 64
    differences = ()

    def __init__(self) -> None:
        self.asked: list[tuple[str, str]] = []

    def score(self, pairs: Any) -> Any:
        self.asked.extend(pairs)
        return np.full((len(pairs), 3), 1 / 3, dtype=np.float32)


def test_a_stage_within_another_takes_its_time_from_it(clock: Clock) -> None:
    times = StageTimes()
    clock.now = 1.0  # before any stage begins
    times("claims")
    clock.now = 3.0
    with times.within("encode"):
        clock.now = 7.0
    clock.now = 8.0
    times("report")
    clock.now = 8.5
    times("claims")
    clock.now = 10.0
    times("")
    clock.now = 99.0
    assert times.seconds == {"claims": 4.5, "encode": 4.0, "report": 0.5}


def test_a_stage_that_fails_gives_the_time_back_to_the_one_around_it(clock: Clock) -> None:
    times = StageTimes()
    times("judge")
    with pytest.raises(ValueError, match="broken"), times.within("entail"):
        clock.now = 2.0
        raise ValueError("broken")
    clock.now = 5.0
    times("")
    assert times.seconds == {"judge": 3.0, "entail": 2.0}


def test_texts_are_counted_before_and_behind_the_cache(counting: Any, tmp_path: Path) -> None:
    times = StageTimes()
    inside = MeasuredEncoder(counting, times, inside=True)
    encoder = MeasuredEncoder(CachedEncoder(inside, tmp_path), times, inside=False)
    for _ in range(2):
        vectors = encoder.encode(["The talks failed.", "Both sides agreed."])
    encoder.encode([])
    assert vectors.tobytes() == counting.encode(["The talks failed.", "Both sides agreed."]).tobytes()
    assert times.counts == {"texts asked for": 4, "encoder calls": 1, "texts encoded": 2}
    assert list(times.seconds) == ["encode"]
    assert (encoder.name, encoder.fingerprint, encoder.dimension) == ("counting", "0" * 64, 8)
    assert len(encoder.encode_tokens(["abc"])[0].vectors) == 3


def test_pairs_are_counted_before_and_behind_the_cache(tmp_path: Path) -> None:
    times, scorer = StageTimes(), Scorer()
    inside = MeasuredVerifier(scorer, times, inside=True)
    verifier = MeasuredVerifier(CachedVerifier(inside, tmp_path), times, inside=False)
    for pairs in ([("a", "b"), ("a", "c")], [("a", "b")], []):
        assert verifier.score(pairs).shape == (len(pairs), 3)
    assert scorer.asked == [("a", "b"), ("a", "c")]
    assert times.counts == {"pairs asked for": 3, "pairs scored": 2}
    assert (verifier.name, verifier.fingerprint) == ("scorer", "1" * 64)
