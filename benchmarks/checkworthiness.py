"""How well check-worthiness is judged, and how well calibrated its probabilities are.

    python benchmarks/checkworthiness.py --sentences A.jsonl.gz B.jsonl.gz --cases CASES

The test split of training/checkworthiness/labels.jsonl is always measured. Sentence files are rows with
`text` and `label` (1 check-worthy, 0 not); rows without a label are left out. CASES are folders of labelled
cases (`article.md` and `gold.jsonl` with `claim`, an exact substring, and `check_worthy`): each gold claim
gets the score of the extracted claim that shares the most words with it.

F1, accuracy, recall and hidden (the share of the rest that is not shown) at the shipped threshold; AUC;
ECE: expected calibration error over ten bins of equal width. Each set is measured with sentence vectors and
with surface words alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from tabulate import tabulate

from claimcheck.claims.extract import extract_claims
from claimcheck.claims.worthiness import rate_claims, score_sentences, threshold
from claimcheck.documents.read import read_document
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.protocols import Encoder
from claimcheck.records import Claim

LABELS = Path(__file__).parents[1] / "training" / "checkworthiness" / "labels.jsonl"
HEADERS = ("set", "rows", "share", "fit", "F1", "accuracy", "recall", "hidden", "AUC", "ECE")
BINS = 10

Row = tuple[object, ...]


def rows_of(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file, gzipped or not."""
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def calibration_error(scores: np.ndarray, labels: np.ndarray) -> float:
    """Mean distance between probability and share of positives over the bins, weighted by their rows."""
    bins = np.minimum((scores * BINS).astype(int), BINS - 1)
    gaps = (
        abs(scores[bins == at].mean() - labels[bins == at].mean()) * (bins == at).mean() for at in set(bins)
    )
    return float(sum(gaps))


def measure(name: str, fit: str, scores: Sequence[float], truth: Sequence[int], limit: float) -> Row:
    """One row of the table."""
    from sklearn.metrics import accuracy_score, f1_score, recall_score, roc_auc_score

    p, y = np.array(scores), np.array(truth)
    shown = p >= limit
    figures = (
        f1_score(y, shown),
        accuracy_score(y, shown),
        recall_score(y, shown),
        recall_score(y, shown, pos_label=0),
        roc_auc_score(y, p),
        calibration_error(p, y),
    )
    return (name, len(y), f"{y.mean():.2f}", fit, *(f"{figure:.3f}" for figure in figures))


def measure_sentences(name: str, rows: list[dict[str, Any]], encoder: Encoder) -> list[Row]:
    """Two rows of the table for labelled sentences."""
    texts = [row["text"] for row in rows]
    labels = [int(row["label"]) for row in rows]
    with_vectors = score_sentences(texts, encoder.encode(texts))
    return [
        measure(name, "vectors", with_vectors, labels, threshold("vectors")),
        measure(name, "words", score_sentences(texts), labels, threshold("words")),
    ]


def best_match(text: str, claims: Sequence[Claim]) -> int:
    """Index of the claim whose words have the highest F1 with those of `text`."""
    wanted = set(re.findall(r"\w+", text.lower()))
    found = [set(re.findall(r"\w+", claim.text.lower())) for claim in claims]
    return max(range(len(claims)), key=lambda at: len(wanted & found[at]) / (len(wanted) + len(found[at])))


def measure_cases(folders: Sequence[Path], encoder: Encoder) -> list[Row]:
    """Two rows of the table for the gold claims of all cases together."""
    labels: list[int] = []
    scores: dict[str, list[float]] = {"vectors": [], "words": []}
    for case in sorted(gold.parent for folder in folders for gold in folder.glob("*/gold.jsonl")):
        claims = extract_claims(read_document(str(case / "article.md")))
        rated = {"vectors": rate_claims(claims, encoder), "words": rate_claims(claims)}
        for row in rows_of(case / "gold.jsonl"):
            at = best_match(row["claim"], claims)
            labels.append(int(row["check_worthy"]))
            for fit, those in rated.items():
                scores[fit].append(those[at].check_worthiness)
    return [
        measure("cases", "vectors", scores["vectors"], labels, threshold("vectors")),
        measure("cases", "words", scores["words"], labels, threshold("words")),
    ]


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--sentences", type=Path, nargs="*", default=[], help="JSONL of labelled sentences")
    parser.add_argument("--cases", type=Path, nargs="*", default=[], help="folders of labelled cases")
    arguments = parser.parse_args()
    encoder = load_encoder(cache_dir=default_cache_dir())
    own = [row for row in rows_of(LABELS) if row["split"] == "test"]
    table = measure_sentences("own test", own, encoder)
    for source in sorted({row["source"] for row in own}):
        table += measure_sentences(f"- {source}", [row for row in own if row["source"] == source], encoder)
    for path in arguments.sentences:
        rows = [row for row in rows_of(path) if row["label"] in {0, 1}]
        table += measure_sentences(path.name.split(".jsonl")[0], rows, encoder)
    if arguments.cases:
        table += measure_cases(arguments.cases, encoder)
    print(tabulate(table, headers=HEADERS, disable_numparse=True))
    return 0


if __name__ == "__main__":
    sys.exit(main())
