r"""Fits the weights by which the features of a document's passages become probabilities.

    python -m training.fit_decision --cases corpora/* training/cases/* --pairs pairs.jsonl \
        --fold a.onnx black_sea_truce ... --fold b.onnx brazil_call ... \
        -o claimcheck/resources/decision_weights.json

Cases are folders with article.md, official/ and gold.jsonl; every claim of the gold file and every party
makes one row. A fold names a verifier that was trained without the cases named after it, so that the weights
are fitted on scores as they are for unseen cases. Pairs are rows {"premise", "claim", "target"} as
`training.make_pairs` writes them; each counts as a document of its own, with a smaller weight. Multinomial
logistic regression with an L2 penalty, by scikit-learn; deterministic. The cross-validation leaves out one
case at a time.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from claimcheck.claims.extract import claim_from_text
from claimcheck.documents.official import read_official
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.onnx_verifier import OnnxVerifier
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document
from claimcheck.verdicts.features import (
    DIFFERENCES,
    HIGHEST,
    LABELS,
    LOWEST,
    PRODUCTS,
    REFUTED_AS,
    WEIGHED,
    document_features,
    with_products,
)
from claimcheck.verdicts.judge import Judge

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

PENALTY = 0.01
PAIR_WEIGHT = 0.03
KINDS = ("made/", "vitaminc_real")
NAMES = (*HIGHEST, *LOWEST, *WEIGHED, *(f"{one}*{other}" for one, other in PRODUCTS))
PARTS = {
    "entailment": ("entailed", "refuted", "entailed_joined", "refuted_joined", *REFUTED_AS),
    "kinds of conflict": REFUTED_AS,
    "joined passages": ("entailed_joined", "refuted_joined"),
    "word coverage": ("coverage", "unbacked", "act", "actors_missing"),
    "signals": (*DIFFERENCES, "missing", "agreeing", "status_agrees"),
    "similarity": ("similarity",),
}
"""Features that `--ablate` takes away, with their products."""


class Row(NamedTuple):
    """One claim held against one party's documents."""

    features: dict[str, float]
    label: str
    group: str
    weight: float


class FoldVerifier(OnnxVerifier):
    """A verifier of one fold: the graph of a file, whatever its sha256."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.path = path

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # a batch on each core, as the shipped one
        return onnxruntime.InferenceSession(str(self.path), options, providers=["CPUExecutionProvider"])


def case_rows(folder: Path, verifier: OnnxVerifier) -> Iterator[Row]:
    """A row for each claim and party of a case; a party without a near passage gives none."""
    encoder = load_encoder(cache_dir=default_cache_dir())
    encoded = encode_documents(read_official([folder / "official"]).documents, encoder)
    parties = dict.fromkeys(party for one in encoded for party in one.document.parties)
    indexes = {
        party: PassageIndex([one for one in encoded if party in one.document.parties], encoder)
        for party in parties
    }
    gold = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    claims = [claim_from_text(row["id"], row["claim"]) for row in gold]
    hits = {party: index.search([c.standalone for c in claims]) for party, index in indexes.items()}
    weighed = Judge(indexes, encoder, verifier).weigh(claims, hits)
    for row, (_, _, near) in zip(gold, weighed, strict=True):
        for party, want in row["verdicts"].items():
            if near[party]:
                found = document_features([one.features for one in near[party]])
                yield Row(found, want["label"], folder.name, 1.0)


def pair_rows(path: Path, limit: int) -> Iterator[Row]:
    """A row for each pair of a file, the first `limit` of them."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    rows = [row for row in rows if row["target"] in LABELS and row["kind"].startswith(KINDS)][:limit]
    encoder, verifier = load_encoder(cache_dir=default_cache_dir()), OnnxVerifier()
    documents = [Document(id=str(at), text=row["premise"], sha256="") for at, row in enumerate(rows)]
    for row, encoded in zip(rows, encode_documents(documents, encoder), strict=True):
        claim = claim_from_text("1", row["claim"])
        index = PassageIndex([encoded], encoder)
        hits = {"document": index.search([claim.standalone])}
        ((_, _, near),) = Judge({"document": index}, encoder, verifier).weigh([claim], hits)
        if near["document"]:
            found = document_features([one.features for one in near["document"]])
            yield Row(found, row["target"], "pairs", PAIR_WEIGHT)


class Fitted(NamedTuple):
    """A regression over plain features: `weights` has shape (labels, features), `bias` (labels,)."""

    labels: list[str]
    names: tuple[str, ...]
    weights: np.ndarray
    bias: np.ndarray

    def predict(self, features: np.ndarray) -> list[str]:
        """The likeliest label of each row of `matrix`."""
        logits = features @ self.weights.T + self.bias
        return [self.labels[at] for at in logits.argmax(axis=1)]


def fit(rows: list[Row], features: np.ndarray, names: tuple[str, ...] = NAMES) -> Fitted:
    """The regression fitted on standardised features, its weights turned back to plain ones.

    `features` is the `matrix` of `rows` and `names`.
    """
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    weight = np.array([row.weight for row in rows])
    scaler = StandardScaler().fit(features, sample_weight=weight)
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    model.fit(scaler.transform(features), [row.label for row in rows], sample_weight=weight)
    weights = model.coef_ / scaler.scale_
    bias = model.intercept_ - weights @ scaler.mean_
    return Fitted([str(label) for label in model.classes_], names, weights, bias)


def matrix(rows: list[Row], names: tuple[str, ...]) -> np.ndarray:
    """The regression's input, shape (rows, features)."""
    return np.array([[with_products(row.features)[name] for name in names] for row in rows])


def cross_validate(rows: list[Row], names: tuple[str, ...] = NAMES) -> tuple[list[str], list[str]]:
    """Labels of all cases, and what a model that has not seen the case says in their place."""
    features = matrix(rows, names)
    groups = np.array([row.group for row in rows])
    truth: list[str] = []
    said: list[str] = []
    for case in sorted(set(groups.tolist()) - {"pairs"}):
        held = groups == case
        known = [row for row, out in zip(rows, held, strict=True) if not out]
        said.extend(fit(known, features[~held], names).predict(features[held]))
        truth.extend(row.label for row in rows if row.group == case)
    return truth, said


def ablate(rows: list[Row]) -> None:
    """Prints the cross-validated figures without each of `PARTS`, and with each of them alone."""
    from sklearn.metrics import accuracy_score, f1_score

    def told(name: str, names: tuple[str, ...]) -> None:
        truth, said = cross_validate(rows, names)
        by_label = f1_score(truth, said, labels=LABELS, average=None)
        figures = (accuracy_score(truth, said), by_label.mean(), *by_label)
        print(f"{name:<28}" + " ".join(f"{figure:.3f}" for figure in figures))

    print(f"{'':<28}accuracy, macro-F1, F1 of {', '.join(LABELS)}")
    told("all parts", NAMES)
    for part, taken in PARTS.items():
        told(f"without {part}", tuple(n for n in NAMES if not set(n.split("*")) & set(taken)))
    for part, taken in PARTS.items():
        told(f"only {part}", tuple(n for n in NAMES if set(n.split("*")) <= set(taken)))


def main() -> None:
    """Reads cases and pairs, cross-validates, fits on all and writes the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--cases", type=Path, nargs="+", required=True)
    parser.add_argument("--pairs", type=Path)
    parser.add_argument(
        "--fold", nargs="+", action="append", default=[], metavar="ONNX CASE", help="see above"
    )
    parser.add_argument("--limit", type=int, default=1200, help="pairs to take at most")
    parser.add_argument("--ablate", action="store_true", help="print what each part of the features adds")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    from sklearn.metrics import classification_report

    folders = [folder for folder in sorted(args.cases) if (folder / "gold.jsonl").exists()]
    shipped = OnnxVerifier()
    verifiers = {name: FoldVerifier(Path(fold[0])) for fold in args.fold for name in fold[1:]}
    rows = [row for folder in folders for row in case_rows(folder, verifiers.get(folder.name, shipped))]
    if args.pairs:
        rows += list(pair_rows(args.pairs, args.limit))
    print(classification_report(*cross_validate(rows), digits=3))
    if args.ablate:
        ablate(rows)
    fitted = fit(rows, matrix(rows, NAMES))
    weights = {
        label: {"bias": round(float(bias), 4)}
        | {name: round(float(value), 4) for name, value in zip(NAMES, row, strict=True)}
        for label, bias, row in zip(fitted.labels, fitted.bias, fitted.weights, strict=True)
    }
    origin = f"training/fit_decision.py on {len(rows)} rows; cases: {', '.join(f.name for f in folders)}"
    text = json.dumps({"origin": origin, "weights": weights}, indent=1)
    args.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
