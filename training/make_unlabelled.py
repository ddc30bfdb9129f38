r"""Writes pairs that a teacher is asked about: claims beside the official passages nearest to them.

Example:
    python -m training.make_unlabelled --corpus STATEMENTS.jsonl.gz... --withhold CASES \
        --statements training/statements/pairs.jsonl --out ~/verifier
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from training.pairs.records import read_pairs, write_pairs
from training.pairs.text import read_statements, without
from training.pairs.unlabelled import nearest_pairs, sentences, windows


def main() -> None:
    """Read the command line, write unlabelled.jsonl."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="statements (.jsonl.gz)")
    parser.add_argument("--withhold", type=Path, nargs="*", default=[], help="folders of texts not to use")
    parser.add_argument("--statements", type=Path, required=True, help="pairs of labelled statements")
    parser.add_argument("--out", type=Path, required=True, help="folder for unlabelled.jsonl")
    parser.add_argument("--each", type=int, default=3, help="passages taken of each statement")
    parser.add_argument("--told", type=int, default=1, help="sentences of each taken as claims")
    parser.add_argument("--nearest", type=int, default=4, help="pairs of each claim")
    parser.add_argument("--among", type=int, default=24, help="passages that they are drawn from")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    statements = without([s for path in args.corpus for s in read_statements(path)], args.withhold)
    labelled = read_pairs(args.statements)
    premises = dict(windows(statements, args.each, rng)) | {pair.premise: pair.group for pair in labelled}
    claims = dict(sentences(statements, args.told, rng)) | {pair.claim: pair.group for pair in labelled}
    encoder = load_encoder(cache_dir=default_cache_dir())
    pairs = nearest_pairs(
        list(claims.items()),
        list(premises.items()),
        encoder,
        nearest=args.nearest,
        among=args.among,
        seed=args.seed,
    )
    args.out.mkdir(parents=True, exist_ok=True)
    write_pairs(args.out / "unlabelled.jsonl", pairs)
    print(f"{len(pairs)} pairs of {len(claims)} claims and {len(premises)} passages")


if __name__ == "__main__":
    main()
