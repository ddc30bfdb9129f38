"""How far a long stage is: share, rate and time left, on a terminal."""

from __future__ import annotations

import time

from claimcheck.cli.output import Stages

_EVERY = 0.2  # seconds between two lines


class Meter:
    """Shows the progress of one stage after the other.

    Called with the stage's name, how much is done, and how much there is (0 where that is not known).

    Args:
        stages: where stages are noted and shown.
    """

    def __init__(self, stages: Stages) -> None:
        self._stages = stages
        self._stage = ""
        self._begun = 0.0
        self._shown = 0.0

    def __call__(self, stage: str, done: int, total: int) -> None:
        """Notes that so much of a stage is done."""
        now = time.monotonic()
        if stage != self._stage:
            self._stage, self._begun, self._shown = stage, now, 0.0
            self._stages(stage)
        if now - self._shown >= _EVERY:
            self._shown = now
            self._stages.detail(line(stage, done, total, now - self._begun))


def line(stage: str, done: int, total: int, seconds: float) -> str:
    """One line of progress: "index: 42 %, 240,000 a second, 5 min left"."""
    parts = [f"{100 * done / total:.0f} %" if total else f"{done:,}" if done else ""]
    if done and seconds > 1:
        parts.append(f"{done / seconds:,.0f} a second")
        if total > done:
            parts.append(f"{_duration((total - done) * seconds / done)} left")
    told = ", ".join(filter(None, parts))
    return f"{stage}: {told}" if told else stage


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
