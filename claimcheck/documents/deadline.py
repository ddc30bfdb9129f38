"""A moment by which a piece of work must be done."""

from __future__ import annotations

import time


class Deadline:
    """Ends `seconds` after it is made."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._end = time.monotonic() + seconds

    @property
    def over(self) -> bool:
        """Whether it has passed."""
        return time.monotonic() >= self._end

    def left(self, most: float) -> float:
        """Seconds that are left, at most `most`.

        Raises:
            TimeoutError: none is.
        """
        if self.over:
            raise TimeoutError
        return max(min(self._end - time.monotonic(), most), 0.001)  # never 0, which would mean "do not wait"
