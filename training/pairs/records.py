"""The pair record and how it is written and read."""

from __future__ import annotations

import gzip
from dataclasses import asdict, dataclass
from json import dumps, loads
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

LABELS = ("supported", "contradicted", "not_mentioned")
NOT_SUPPORTED = "not_supported"
"""Target of rows whose makers only said that the premise does not support the claim, not which way."""
UNKNOWN = "unknown"
"""Target of rows that nobody has labelled; only a teacher's opinion of them is learned."""


@dataclass(frozen=True)
class Pair:
    """A premise, a claim and what the premise says about the claim.

    `target` is one of `LABELS`, `NOT_SUPPORTED` or `UNKNOWN`; `kind` names the set or the edit that the pair
    comes from; `group` is shared by pairs of one claim or one document: all are trained on, or all held out.
    """

    premise: str
    claim: str
    target: str
    kind: str
    group: str


def write_pairs(path: Path, pairs: Iterable[Pair]) -> None:
    """Write `pairs` to `path`, one JSON object a line."""
    path.write_text(
        "".join(dumps(asdict(pair), ensure_ascii=False) + "\n" for pair in pairs), encoding="utf-8"
    )


def read_pairs(path: Path) -> list[Pair]:
    """The pairs that `write_pairs` wrote to `path`, which may have been gzipped since."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [Pair(**loads(line)) for line in data.decode("utf-8").split("\n") if line]
