"""Measures an exported verifier on labelled pairs, and prints its accuracy by label and by kind as a table.

Example:
    python -m training.measure_verifier claimcheck/resources/verifier.onnx training/statements/unseen.jsonl.gz

"named" is how often the kind of difference comes first of nine, of the contradicted pairs that have one.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from tabulate import tabulate

from training.fit_decision import FoldVerifier
from training.pairs.kinds import KINDS, kind_of
from training.pairs.records import LABELS, Pair, read_pairs

Row = tuple[str, int, float, str]


def measured(pairs: Sequence[Pair], scores: NDArray[np.float32]) -> tuple[list[Row], float]:
    """For all pairs, each label and each kind: its name, count, accuracy, named; and the log loss of all.

    Args:
        pairs: the pairs; their targets are `LABELS`.
        scores: the verifier's rows of scores, shape (pairs, 3 + kinds).
    """
    truth = np.array([LABELS.index(pair.target) for pair in pairs])
    right = scores[:, :3].argmax(axis=1) == truth
    kinds = scores[:, 3:].argmax(axis=1)
    named = [
        None if kind_of(pair) is None else KINDS[k] == kind_of(pair)
        for pair, k in zip(pairs, kinds, strict=True)
    ]
    groups: dict[str, list[int]] = {"all": list(range(len(pairs)))}
    for at, pair in enumerate(pairs):
        for name in dict.fromkeys((pair.target, pair.kind)):
            groups.setdefault(name, []).append(at)
    rows: list[Row] = []
    for name, places in groups.items():
        known = [named[at] for at in places if named[at] is not None]
        share = f"{np.mean(known):.3f}" if known else ""
        rows.append((name, len(places), round(float(right[places].mean()), 3), share))
    told = scores[np.arange(len(pairs)), truth].clip(1e-6)
    return rows, float(-np.log(told).mean())


def main() -> None:
    """Read the command line, score the pairs, print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("verifier", type=Path, help="verifier.onnx of training.export_verifier")
    parser.add_argument("pairs", type=Path, help="labelled pairs, .jsonl or .jsonl.gz")
    args = parser.parse_args()
    pairs = read_pairs(args.pairs)
    scores = FoldVerifier(args.verifier).score([(pair.premise, pair.claim) for pair in pairs])
    rows, loss = measured(pairs, scores)
    print(tabulate(rows, headers=("pairs of", "count", "right", "named"), tablefmt="github"))
    print(f"log loss {loss:.4f}")


if __name__ == "__main__":
    main()
