"""Fits the check-worthiness classifier.

    python -m training.train_checkworthiness

Reads training/checkworthiness/labels.jsonl, rows {"text", "label" 0/1, "source", "split"}, and writes
claimcheck/resources/worthiness_weights.json with two fits: `words` over surface features only, `vectors`
over these and the sentence vectors of the built-in encoder. Only rows of the split `train` are used: L2
logistic regression by scikit-learn, then Platt's sigmoid and the threshold on out-of-fold log-odds.
Deterministic.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from claimcheck.claims.worthiness import WEIGHTS, surface_features
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.resources import resource_path

if TYPE_CHECKING:
    from sklearn.linear_model import LogisticRegression

LABELS = Path(__file__).parent / "checkworthiness" / "labels.jsonl"
FOLDS = 5
PENALTY = 1.0  # scikit-learn's C; of 0.1 to 4, the lowest cross-validated log loss on the train split
SURFACE_SCALE = 0.2  # of surface features beside vectors, whose entries are about 0.05 each; likewise
NEWS = "own"  # source of the rows in the style of news
RECALL = 0.95  # share of check-worthy rows that the threshold must let through: a lost claim costs most

Row = dict[str, Any]


def read_rows(path: Path, split: str) -> list[Row]:
    """The labelled rows of one split."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    return [row for row in rows if row["split"] == split]


def row_weights(rows: list[Row]) -> np.ndarray:
    """Weights that sum to the number of rows.

    In each source both labels weigh the same, so that the genre alone decides nothing (seven in ten
    spoken sentences are not check-worthy), and news weighs as much as all other sources together.
    """
    kinds = np.array([f"{row['source']} {row['label']}" for row in rows])
    others = len({row["source"] for row in rows}) - 1
    weights = np.empty(len(rows))
    for kind in sorted(set(kinds.tolist())):
        share = others if kind.startswith(f"{NEWS} ") else 1
        weights[kinds == kind] = share / (kinds == kind).sum()
    return weights * len(rows) / weights.sum()


def regression(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> LogisticRegression:
    """The fitted logistic regression."""
    from sklearn.linear_model import LogisticRegression

    return LogisticRegression(C=PENALTY, max_iter=5000).fit(x, y, sample_weight=weights)


def out_of_fold(x: np.ndarray, rows: list[Row], weights: np.ndarray) -> np.ndarray:
    """Log-odds of each row by a regression that has not seen it."""
    from sklearn.model_selection import StratifiedKFold

    y = np.array([row["label"] for row in rows])
    strata = [f"{row['source']} {row['label']}" for row in rows]
    logits = np.empty(len(rows))
    for seen, unseen in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(x, strata):
        logits[unseen] = regression(x[seen], y[seen], weights[seen]).decision_function(x[unseen])
    return logits


def platt(logits: np.ndarray, y: np.ndarray, weights: np.ndarray) -> tuple[float, float]:
    """Slope and offset of Platt's sigmoid, fitted without a penalty."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=np.inf).fit(logits[:, None], y, sample_weight=weights)
    return float(model.coef_[0, 0]), float(model.intercept_[0])


def best_threshold(scores: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    """The probability (in hundredths) with the highest F1 of those whose recall is at least RECALL."""
    from sklearn.metrics import f1_score, recall_score

    steps = [step / 100 for step in range(1, 100)]
    kept = [at for at in steps if recall_score(y, scores >= at, sample_weight=weights) >= RECALL]
    return max(kept, key=lambda at: f1_score(y, scores >= at, sample_weight=weights))


def fit(rows: list[Row], vectors: np.ndarray | None) -> Row:
    """One fit as it is stored; prints what cross-validation says of it."""
    from sklearn.metrics import f1_score, recall_score, roc_auc_score

    features = [surface_features(row["text"]) for row in rows]
    surface = np.array([list(found.values()) for found in features])
    scale = 1.0 if vectors is None else SURFACE_SCALE
    x = scale * surface if vectors is None else np.hstack([scale * surface, vectors])
    y = np.array([row["label"] for row in rows])
    weights = row_weights(rows)
    logits = out_of_fold(x, rows, weights)
    slope, offset = platt(logits, y, weights)
    scores = 1 / (1 + np.exp(-(slope * logits + offset)))
    limit = best_threshold(scores, y, weights)
    print(
        f"{'words' if vectors is None else 'vectors'}: {len(rows)} rows, cross-validated"
        f" AUC {roc_auc_score(y, scores):.3f}, at {limit}"
        f" F1 {f1_score(y, scores >= limit):.3f}, recall {recall_score(y, scores >= limit):.3f}"
    )
    model = regression(x, y, weights)
    coefficients = [float(value) for value in model.coef_[0]]
    width = surface.shape[1]
    return {
        "bias": round(float(model.intercept_[0]), 4),
        "surface": {
            name: round(scale * value, 4)
            for name, value in zip(features[0], coefficients[:width], strict=True)
        },
        "vector": [round(value, 4) for value in coefficients[width:]],
        "platt": {"slope": round(slope, 4), "offset": round(offset, 4)},
        "threshold": limit,
    }


def main() -> None:
    """Reads the labels, fits both and writes the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--labels", type=Path, default=LABELS)
    parser.add_argument("-o", "--output", type=Path, default=resource_path(WEIGHTS))
    args = parser.parse_args()
    rows = read_rows(args.labels, "train")
    encoder = load_encoder(cache_dir=default_cache_dir())
    weights = {
        "origin": f"training/train_checkworthiness.py on {len(rows)} train rows of {args.labels.name}",
        "labels_sha256": hashlib.sha256(args.labels.read_bytes()).hexdigest(),
        "encoder": {"name": encoder.name, "fingerprint": encoder.fingerprint},
        "words": fit(rows, None),
        "vectors": fit(rows, encoder.encode([row["text"] for row in rows])),
    }
    args.output.write_text(json.dumps(weights, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
