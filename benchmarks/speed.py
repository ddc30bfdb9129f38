"""Measures speed, all in one run: whole commands, stages and models, beside what they are held against.

    python benchmarks/speed.py --json speed.json --markdown tables.md

Commands and pieces of work are run in turn, so that ratios hold where the machine's mood changes. Printed
are medians with the fastest and slowest run. The naive pipeline (benchmarks/naive_check.py), and CrossEncoder
with the shipped verifier's weights and matrix products of its sizes (benchmarks/floor.py), need the extra
"training" and are left out with --only-ours. The tables can be written anew from the JSON: --read.
"""

from __future__ import annotations

import argparse
import json
import platform
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from processes import Ended, claimcheck, in_turn, naive, ratio, run, works_in_turn
from speed_inputs import make_large, make_pairs, texts_of
from tabulate import tabulate

from claimcheck import __version__
from claimcheck.errors import ClaimcheckError
from claimcheck.language.sentences import split_sentences
from claimcheck.models.encoders import load_encoder
from claimcheck.models.onnx_encoder import available_cores
from claimcheck.models.onnx_verifier import OnnxVerifier

REPOSITORY = Path(__file__).parents[1]
CASE = REPOSITORY / "corpora" / "tiktok_call"
CASES = (REPOSITORY / "corpora", REPOSITORY / "training" / "cases")
PAIRS = 300
Found = dict[str, Any]


def spread(values: Sequence[float]) -> Found:
    """Median, fastest and slowest of several runs."""
    return {"median": median(values), "least": min(values), "most": max(values)}


def of_runs(runs: Mapping[str, Sequence[Ended]]) -> Found:
    """Seconds and peak memory of each command."""
    return {
        name: {**spread([one.seconds for one in ended]), "megabytes": max(one.megabytes for one in ended)}
        for name, ended in runs.items()
    }


def measure_commands(repeat: int, *, rivals: bool) -> Found:
    """Whole processes: starting, and the shipped TikTok case with an empty and a warm cache."""
    article, official = CASE / "article.md", CASE / "official"
    check = ("check", article, "--against", official, "--timings")
    compare = ("compare", *sorted(official.rglob("*.md"))[:2])
    with TemporaryDirectory() as warm:
        cache = Path(warm)
        commands = {
            "--help": claimcheck("--help", cache=cache),
            "extract, first": claimcheck("extract", article),
            "extract, again": claimcheck("extract", article, cache=cache),
            "compare, first": claimcheck("compare", *compare[1:]),
            "compare, again": claimcheck("compare", *compare[1:], cache=cache),
            "check, first": claimcheck(*check),
            "check, again": claimcheck(*check, cache=cache),
        }
        if rivals:
            commands["naive pipeline"] = naive(article, official)
        runs = in_turn(commands, repeat)
    found: Found = {"commands": of_runs(runs)}
    found["stages"] = {name: stages_of(runs[name]) for name in ("check, first", "check, again")}
    found["counts"] = counts_of(runs["check, first"][0].said)
    if rivals:
        theirs = [one.seconds for one in runs["naive pipeline"]]
        found["ratios"] = {
            f"naive pipeline / {name}": ratio([one.seconds for one in runs[name]], theirs)
            for name in ("check, first", "check, again")
        }
    return found


def stages_of(runs: Sequence[Ended]) -> dict[str, float]:
    """Stage -> median seconds, as `--timings` tells them."""
    told = [
        dict(reversed(line.split(" s  ")) for line in one.said.splitlines() if " s  " in line) for one in runs
    ]
    return {stage: median(float(one.get(stage, 0)) for one in told) for stage in told[0]}


def counts_of(said: str) -> dict[str, int]:
    """What `--timings` counted."""
    lines = [line.split(maxsplit=1) for line in said.splitlines() if " s  " not in line and line[:8].strip()]
    return {what: int(number.replace(",", "")) for number, what in lines if number.replace(",", "").isdigit()}


def measure_large(repeat: int) -> Found:
    """An article of 800 words against ten documents of 1,500, then another article against the same."""
    first, again = [], []
    with TemporaryDirectory() as made:
        one, two, official = make_large(CASES, Path(made))
        for _ in range(repeat):
            with TemporaryDirectory() as cache:
                check = ("--against", official, "--timings")
                first.append(run(claimcheck("check", one, *check, cache=Path(cache))))
                again.append(run(claimcheck("check", two, *check, cache=Path(cache))))
    runs = {"check, first": first, "check, another article": again}
    return {
        "large": of_runs(runs),
        "large_stages": {name: stages_of(ended) for name, ended in runs.items()},
        "large_counts": {name: counts_of(ended[0].said) for name, ended in runs.items()},
    }


def measure_models(repeat: int, *, rivals: bool) -> Found:
    """Pairs and words per second, beside CrossEncoder and plain matrix products."""
    texts = texts_of(CASE)
    sentences = [sentence.text for text in texts for sentence in split_sentences(text)]
    words = sum(len(sentence.split()) for sentence in sentences)
    pairs, tokens = make_pairs(texts, PAIRS)
    verifier = OnnxVerifier()
    works: dict[str, Callable[[], object]] = {
        "verifier": lambda: verifier.score(pairs),
        "encoder": lambda: load_encoder().encode(sentences),
    }
    if rivals:
        from floor import cross_encoder, floor_in_numpy, floor_in_torch

        score = cross_encoder(available_cores())
        works["CrossEncoder"] = lambda: score(pairs)
        works["products, numpy"] = floor_in_numpy(tokens)
        works["products, torch"] = floor_in_torch(tokens, available_cores())
    seconds = works_in_turn(works, repeat)
    found: Found = {
        "models": {name: spread(values) for name, values in seconds.items()},
        "per_second": {
            "verifier, pairs": PAIRS / median(seconds["verifier"]),
            "encoder with loading, words": words / median(seconds["encoder"]),
        },
        "tokens_of_a_pair": tokens / PAIRS,
    }
    if rivals:
        faster = min(("products, numpy", "products, torch"), key=lambda name: median(seconds[name]))
        found["per_second"]["CrossEncoder, pairs"] = PAIRS / median(seconds["CrossEncoder"])
        found["per_second"][f"{faster}, pairs"] = PAIRS / median(seconds[faster])
        found["ratios"] = {
            "CrossEncoder / verifier": ratio(seconds["verifier"], seconds["CrossEncoder"]),
            f"{faster} / verifier": ratio(seconds["verifier"], seconds[faster]),
        }
    return found


def machine() -> Found:
    """What it was measured on."""
    from importlib.metadata import version

    names = Path("/proc/cpuinfo").read_text(encoding="utf-8") if Path("/proc/cpuinfo").exists() else ""
    model = next((line.partition(":")[2].strip() for line in names.splitlines() if "model name" in line), "")
    return {
        "processor": model or platform.processor(),
        "cores": available_cores(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "claimcheck": __version__,
        **{name: version(name) for name in ("onnxruntime", "numpy", "tokenizers")},
    }


def tables(found: Found) -> str:
    """The figures as Markdown."""
    facts = ", ".join(f"{name} {value}" for name, value in found["machine"].items())
    parts = [f"Measured on: {facts}.", _runs_table("Whole commands, TikTok case", found["commands"])]
    parts.append(_stage_table("Stages of these checks, seconds", found["stages"]))
    parts.append(
        ", ".join(f"{number:,} {what}" for what, number in found["counts"].items()) + " (first check)."
    )
    parts.append(_runs_table("800 words against 10 documents of 1,500 words", found["large"]))
    parts.append(_stage_table("Stages of these checks, seconds", found["large_stages"]))
    rows = [(name, f"{value:,.0f}") for name, value in found["per_second"].items()]
    parts.append(_table(("Throughput, pairs of about 96 word pieces", "per second"), rows))
    if found.get("ratios"):
        ratios = [(name, f"{value:.2f}") for name, value in found["ratios"].items()]
        parts.append(_table(("Ratio in this run, by seconds", "median"), ratios))
    return "\n\n".join(parts) + "\n"


def _runs_table(title: str, runs: Mapping[str, Mapping[str, float]]) -> str:
    rows = [
        (
            name,
            f"{one['median']:.2f} s",
            f"{one['least']:.2f} to {one['most']:.2f}",
            f"{one['megabytes']:.0f} MB",
        )
        for name, one in runs.items()
    ]
    return _table((title, "median", "spread", "peak memory"), rows)


def _stage_table(title: str, stages: Mapping[str, Mapping[str, float]]) -> str:
    names = list(dict.fromkeys(stage for one in stages.values() for stage in one))
    rows = [(name, *(f"{one.get(name, 0):.2f}" for one in stages.values())) for name in names]
    return _table((title, *stages), rows)


def _table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    align = ("left", *("right" for _ in headers[1:]))
    return tabulate(rows, headers=headers, tablefmt="github", disable_numparse=True, colalign=align)


def measure(repeat: int, *, rivals: bool) -> Found:
    """All figures."""
    found = {
        "machine": machine(),
        **measure_commands(repeat, rivals=rivals),
        **measure_large(max(1, repeat // 2)),
    }
    models = measure_models(repeat, rivals=rivals)
    ratios = {**found.get("ratios", {}), **models.get("ratios", {})}
    return {**found, **models, "ratios": ratios}


def main() -> int:
    """Measure, print, and write what was asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--repeat", type=int, default=5, help="runs of each measure (default 5)")
    parser.add_argument("--only-ours", action="store_true", help="leave out what needs torch")
    parser.add_argument("--json", type=Path, help="write all figures to this file")
    parser.add_argument("--markdown", type=Path, help="write the tables to this file")
    parser.add_argument("--read", type=Path, help="make the tables of this JSON file and measure nothing")
    args = parser.parse_args()
    try:
        if args.read:
            found: Found = json.loads(args.read.read_text(encoding="utf-8"))
        else:
            found = measure(args.repeat, rivals=not args.only_ours)
    except ClaimcheckError as error:
        sys.exit(f"{parser.prog}: {error}")
    if args.json:
        args.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if args.markdown:
        args.markdown.write_text(tables(found), encoding="utf-8")
    print(tables(found), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
