r"""Counts how often the shipped models are wrong, for the line that every report carries.

    python benchmarks/error_budget.py --cases CASES... --described "six cases of our own" \
        -o claimcheck/resources/error_budget.toml

CASES is the folder of a labelled case (`article.md`, `official/`, `gold.jsonl`), or a folder of such
folders. Take cases on which nothing was fitted: the counts are promised to readers.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from claimcheck.errors import ClaimcheckError
from claimcheck.evaluation.cases import find_cases
from claimcheck.evaluation.error_budget import count_errors, to_toml
from claimcheck.evaluation.run import run_case
from claimcheck.models.encoders import load_encoder
from claimcheck.models.verifiers import load_verifier
from claimcheck.pipeline import Settings
from claimcheck.writing import write_whole


def main() -> int:
    """Count, and print or write the TOML."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", nargs="+", type=Path, required=True, help="labelled cases, or folders")
    parser.add_argument("--described", required=True, help='what the cases are: "counted on ..."')
    parser.add_argument("-o", "--output", type=Path, help="the TOML file; standard output without it")
    parser.add_argument("--no-cache", action="store_true", help="neither read nor write the cache")
    args = parser.parse_args()
    try:
        models = {"encoder": load_encoder(None).fingerprint, "verifier": load_verifier(None).fingerprint}
        settings = Settings(cache=not args.no_cache)
        results = [run_case(case, "given", settings) for case in find_cases(args.cases)]
        made = count_errors(results, models, args.described)
        text = to_toml(made, f"python benchmarks/error_budget.py --cases ... --described {args.described!r}")
        if args.output is None:
            print(text, end="")
        else:
            write_whole(args.output, text.encode())
    except ClaimcheckError as error:
        sys.exit(f"{parser.prog}: {error}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
