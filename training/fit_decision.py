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
    HIGHEST,
    LABELS,
    LOWEST,
    PRODUCTS,
    WEIGHED,
    document_features,
    with_products,
)
from claimcheck.verdicts.judge import Judge

if TYPE_CHECKING:
    from onnxruntime import InferenceSession

PENALTY = 0.03
PAIR_WEIGHT = 0.03
KINDS = ("made/", "vitaminc_real")
NAMES = (*HIGHEST, *LOWEST, *WEIGHED, *(f"{one}*{other}" for one, other in PRODUCTS))


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
        options.intra_op_num_threads = self._threads
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
    weights: np.ndarray
    bias: np.ndarray

    def predict(self, rows: list[Row]) -> list[str]:
        """The likeliest label of each row."""
        return [self.labels[at] for at in (matrix(rows) @ self.weights.T + self.bias).argmax(axis=1)]


def fit(rows: list[Row]) -> Fitted:
    """The regression fitted on standardised features, its weights turned back to plain ones."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    weight = np.array([row.weight for row in rows])
    scaler = StandardScaler().fit(matrix(rows), sample_weight=weight)
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    model.fit(scaler.transform(matrix(rows)), [row.label for row in rows], sample_weight=weight)
    weights = model.coef_ / scaler.scale_
    return Fitted(
        [str(label) for label in model.classes_], weights, model.intercept_ - weights @ scaler.mean_
    )


def matrix(rows: list[Row]) -> np.ndarray:
    """The regression's input, shape (rows, features)."""
    return np.array([[with_products(row.features)[name] for name in NAMES] for row in rows])


def cross_validate(rows: list[Row]) -> None:
    """Prints what a model that has not seen a case says of it, over all cases."""
    from sklearn.metrics import classification_report

    cases = sorted({row.group for row in rows} - {"pairs"})
    truth, said = [], []
    for case in cases:
        held = [row for row in rows if row.group == case]
        said.extend(fit([row for row in rows if row.group != case]).predict(held))
        truth.extend(row.label for row in held)
    print(classification_report(truth, said, digits=3))


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
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    folders = [folder for folder in sorted(args.cases) if (folder / "gold.jsonl").exists()]
    shipped = OnnxVerifier()
    verifiers = {name: FoldVerifier(Path(fold[0])) for fold in args.fold for name in fold[1:]}
    rows = [row for folder in folders for row in case_rows(folder, verifiers.get(folder.name, shipped))]
    if args.pairs:
        rows += list(pair_rows(args.pairs, args.limit))
    cross_validate(rows)
    fitted = fit(rows)
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
