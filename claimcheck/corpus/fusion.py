"""Sentences' vectors fused into those of passages."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


def mean_vector(rows: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The mean of vectors, of unit length."""
    mean: NDArray[np.float32] = np.mean(rows, axis=0)
    norm = np.float32(np.linalg.norm(mean))
    return mean / norm if norm else mean
