"""Ranked lists fused into one, and sentences' vectors into those of passages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from claimcheck.resources import load_toml

_Item = TypeVar("_Item")


def mean_vector(rows: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """The mean of vectors, of unit length."""
    mean: NDArray[np.float32] = np.mean(rows, axis=0)
    norm = np.float32(np.linalg.norm(mean))
    return mean / norm if norm else mean


def fuse(lists: Sequence[Sequence[_Item]]) -> dict[_Item, float]:
    """Reciprocal rank fusion (Cormack, Clarke & Buettcher 2009) of ranked lists."""
    constant = int(load_toml("retrieval.toml")["fusion"]["k"])
    fused: dict[_Item, float] = {}
    for one in lists:
        for rank, item in enumerate(one, 1):
            fused[item] = fused.get(item, 0.0) + 1 / (constant + rank)
    return fused
