"""How well verdicts agree with labels made by hand.

    python benchmarks/quality.py --cases CASES... --pairs SET.jsonl.gz... --limit 400

CASES is the folder of a labelled case (`article.md`, `official/`, `gold.jsonl`), or a folder of such
folders. A row of a set is {"claim", "document", "label", "label_set"?}. The same as `claimcheck bench`.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimcheck.errors import ClaimcheckError
from claimcheck.evaluation.bench import MODES, bench
from claimcheck.pipeline import Settings


def main() -> int:
    """Print the tables of the data that is named."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--cases", nargs="+", type=Path, default=[], help="labelled cases, or folders of them"
    )
    parser.add_argument(
        "--pairs", nargs="+", type=Path, default=[], help="sets of labelled pairs, JSONL(.gz)"
    )
    parser.add_argument(
        "--mode", nargs="+", choices=MODES, default=MODES, help="who names the claims of a case"
    )
    parser.add_argument("--limit", type=int, default=400, help="pairs of each set (default 400); 0 for all")
    parser.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")
    args = parser.parse_args()
    try:
        settings = Settings(cache=not args.no_cache)
        print(bench(args.cases, args.pairs, modes=args.mode, limit=args.limit, settings=settings), end="")
    except ClaimcheckError as error:
        sys.exit(f"{parser.prog}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
