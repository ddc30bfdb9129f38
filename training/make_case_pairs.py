r"""Writes the pairs on which the trained verifier goes on: labelled cases and statements, and earlier pairs.

Example:
    python -m training.make_case_pairs corpora/* training/cases/* --replay ~/verifier/train.jsonl \
        --statements training/statements/pairs.jsonl --plain ~/verifier/plain.jsonl \
        --unlabelled ~/verifier/unlabelled.jsonl --out ~/tuned
    python -m training.train_verifier --pairs ~/tuned --start ~/verifier/verifier.safetensors \
        --epochs 2 --rate 1.5e-4 --tokens 8000 --in-context 0.08 --joined 0.05 --out ~/tuned

Half of the plain pairs (`training.pairs.plain`) stand nearly word for word in their premise. unlabelled.jsonl
holds the claims of cases and statements beside more passages, for a teacher to judge.

Cases named by --leave-out become heldout.jsonl: scores of a verifier that has not seen a case are what
`training.fit_decision` needs. Without it, heldout.jsonl holds the first case and says nothing.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

from training.pairs.cases import case_pairs, unlabelled_pairs
from training.pairs.records import Pair, read_pairs, write_pairs

REPEATS = 2
REPLAYED = 14_000
PLAIN = 4_000
"""How often cases and statements are taken, and how many of the other pairs."""


def main() -> None:
    """Read the command line, write train.jsonl and heldout.jsonl."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("cases", type=Path, nargs="+", help="case folders")
    parser.add_argument("--statements", type=Path, required=True, help="pairs of labelled statements")
    parser.add_argument("--replay", type=Path, required=True, help="pairs of the training before")
    parser.add_argument("--plain", type=Path, required=True, help="plain pairs")
    parser.add_argument("--unlabelled", type=Path, required=True, help="pairs of make_unlabelled")
    parser.add_argument("--leave-out", nargs="*", default=[], help="names of cases not to train on")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    folders = sorted(folder for folder in args.cases if (folder / "gold.jsonl").exists())
    own = {folder.name: list(case_pairs(folder)) for folder in folders}
    replay = read_pairs(args.replay)
    random.Random(0).shuffle(replay)
    used = {name: pairs for name, pairs in own.items() if name not in args.leave_out}
    statements = read_pairs(args.statements)
    trained = [pair for pairs in used.values() for pair in pairs] + statements
    rows = trained * REPEATS + drawn(read_pairs(args.plain), PLAIN) + replay[:REPLAYED]
    held_out = [pair for name in args.leave_out or list(own)[:1] for pair in own[name]]
    args.out.mkdir(parents=True, exist_ok=True)
    write_pairs(args.out / "train.jsonl", rows)
    write_pairs(args.out / "heldout.jsonl", held_out)
    unlabelled = [pair for folder in folders if folder.name in used for pair in unlabelled_pairs(folder)]
    told = {pair.claim for pair in statements}
    unlabelled += [pair for pair in read_pairs(args.unlabelled) if pair.claim in told]
    write_pairs(args.out / "unlabelled.jsonl", unlabelled)
    print(f"{len(rows)} pairs to train on, {len(held_out)} held out")


def drawn(pairs: Sequence[Pair], count: int) -> list[Pair]:
    """`count` of `pairs` at most, by a fixed seed."""
    return random.Random(0).sample(list(pairs), min(count, len(pairs)))


if __name__ == "__main__":
    main()
