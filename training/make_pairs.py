"""Writes the verifier's training and held-out pairs from public sets and official statements given by path.

Example:
    python -m training.make_pairs --data ../shared/data --corpus statements.jsonl.gz --out ~/verifier
"""

from __future__ import annotations

import argparse
import hashlib
import random
from collections import Counter
from pathlib import Path

from training.pairs.made import made_pairs
from training.pairs.plain import plain_pairs
from training.pairs.public import public_pairs
from training.pairs.records import Pair, write_pairs
from training.pairs.text import read_statements, without

SETS = Path(__file__).with_name("sets.toml")
FAVOURED = (
    "status",
    "condition",
    "number",
    "date",
    "denied",
    "joint",
    "actor",
    "modal",
    "stronger",
    "less_than",
    "same_",
    "not_mentioned",
    "unit",
)
"""Parts of the names of kinds of made pairs that stand nearest to the errors of newspapers."""


def is_held_out(pair: Pair, share: int = 25) -> bool:
    """Whether `pair` belongs to the one claim or document in `share` that is kept from training."""
    return int(hashlib.sha256(pair.group.encode()).hexdigest(), 16) % share == 0


def thinned(pairs: list[Pair], keep: int, seed: int) -> list[Pair]:
    """`pairs` with only `keep` of the made ones, four fifths of them of the kinds in `FAVOURED`, shuffled.

    Made pairs are soon learned by heart; many of them crowd out what people wrote.
    """
    rng = random.Random(seed + 1)
    made = [pair for pair in pairs if pair.kind.startswith("made/")]
    rng.shuffle(made)
    favoured = [pair for pair in made if any(kind in pair.kind for kind in FAVOURED)]
    others = [pair for pair in made if not any(kind in pair.kind for kind in FAVOURED)]
    public = [pair for pair in pairs if not pair.kind.startswith("made/")]
    kept = public + favoured[: keep * 4 // 5] + others[: keep // 5]
    rng.shuffle(kept)
    return kept


def main() -> None:
    """Read the command line, write train.jsonl and heldout.jsonl, print how many of each kind."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets (*.jsonl.gz)")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="statements (.jsonl.gz)")
    parser.add_argument("--out", type=Path, required=True, help="folder for train.jsonl and heldout.jsonl")
    parser.add_argument("--sets", type=Path, default=SETS, help="which public sets, with licences")
    parser.add_argument("--withhold", type=Path, nargs="*", default=[], help="folders of texts not to use")
    parser.add_argument("--made", type=int, default=28_000, help="pairs to make from the statements")
    parser.add_argument("--sentences", type=int, default=4, help="sentences used of each statement, at most")
    parser.add_argument("--keep", type=int, help="made pairs to train on; all if unset")
    parser.add_argument("--plain", type=int, default=0, help="plain pairs to make, for plain.jsonl")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    pairs = public_pairs(args.data, args.sets, args.seed)
    statements = without([s for path in args.corpus for s in read_statements(path)], args.withhold)
    pairs += made_pairs(statements, args.made, args.seed, args.sentences)
    random.Random(args.seed).shuffle(pairs)
    held_out = [pair for pair in pairs if is_held_out(pair)]
    train = [pair for pair in pairs if not is_held_out(pair)]
    if args.keep is not None:
        train = thinned(train, args.keep, args.seed)
    write_pairs(args.out / "train.jsonl", train)
    write_pairs(args.out / "heldout.jsonl", held_out)
    if args.plain:
        write_pairs(args.out / "plain.jsonl", plain_pairs(statements, args.plain, args.seed))
    for kind, count in sorted(Counter(pair.kind for pair in train).items()):
        print(f"{count:>7} {kind}")
    print(f"{len(train)} pairs to train on, {len(held_out)} held out")


if __name__ == "__main__":
    main()
