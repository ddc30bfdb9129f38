r"""Fits the decision for claims that came with one document of their own, and writes `pair_weights.json`.

Example:
    python -m training.fit_pairs --data SETS --corpus STATEMENTS.jsonl.gz... --withhold CASES \
        --fold earlier.onnx summedits_podcast.test foolmetwice.dev \
        --features ~/pairs.jsonl -o claimcheck/resources/pair_weights.json

`training.pairs.single` says which rows are used. A fold names a verifier that was not trained on the sets
named after it, from which their scores are taken: a verifier is surer of what it was trained on. The features
are kept in the file of `--features` and read from there when it exists.

Two logistic regressions: supported or not, and, of rows that tell it, contradicted or silent. A feature may
only speak in the direction that it has by its meaning (`FOR`, `AGAINST`, `CONFLICT`), which keeps what is
peculiar to one set out of the weights. Every family of sets weighs the same, with the share of supported rows
of `BASE_RATE`. One family at a time is left out; what is said of it then sets the scale of the probabilities
(Platt, "Probabilistic Outputs for Support Vector Machines", 1999). The thresholds are the shares of "yes"
that the probabilities are fitted for: of all thresholds these give true probabilities the highest balanced
accuracy.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimcheck.claims.extract import claim_from_text
from claimcheck.evaluation.measures import area_under_curve, calibration_error
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.protocols import TokenEncoder, Verifier
from claimcheck.models.verifiers import load_verifier
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document
from claimcheck.verdicts.features import DIFFERENCES
from claimcheck.verdicts.judge import Judge
from claimcheck.verdicts.relevant import nearest_of
from claimcheck.verdicts.whole import whole_features
from training.fit_decision import FoldVerifier
from training.pairs.records import NOT_SUPPORTED, Pair
from training.pairs.single import family, held_out_statements, single_pairs

PENALTY = 0.1
LEAST_SPREAD = 0.1
"""A feature that hardly ever differs from 0 is scaled by this, so that few rows give it no great weight."""
BASE_RATE = 0.4
FOR = (
    *("coverage", "similarity", "act", "agreeing", "status_agrees", "entailed", "entailed_joined"),
    *("words_shared", "words_shared_near", "words_shared_mean", "pairs_shared", "pairs_shared_mean"),
    *("triples_shared", "in_order", "run"),
    *("backed_best", "backed_mean", "backed_weakest", "backed_parts", "backed_parts_mean"),
)
AGAINST = (
    *("unbacked", "missing", "actors_missing", "numbers_lacking", "names_lacking"),
    *("replaced_new", "inserted_new", "negation_differs", "differing", *DIFFERENCES),
    *("refuted", "refuted_joined", "refuted_most", "refuted_whole", "refuted_mean", "refuted_there"),
)
"""Features that can only speak for, and only against, support."""
FREE = ("parts", "claim_length", "document_length")
CONFLICT = (
    *("refuted", "refuted_joined", "refuted_most", "refuted_whole", "refuted_mean", "refuted_there"),
    *("coverage", "similarity", "words_shared", "words_shared_near", "in_order"),
    *("few_words_changed", "negation_differs", "differing", *DIFFERENCES),
)
"""Features that can only speak for a conflict rather than silence."""

Array = NDArray[np.float64]


class Row(NamedTuple):
    """The features of one claim and document, what people said of them, and the set that they come from."""

    features: dict[str, float]
    label: str
    kind: str


class Model(NamedTuple):
    """A logistic regression over plain features."""

    names: tuple[str, ...]
    weights: Array
    bias: float

    def logits(self, rows: Sequence[Row]) -> Array:
        """The log odds of each row."""
        return np.asarray(matrix(rows, self.names) @ self.weights + self.bias)

    def as_json(self) -> dict[str, float]:
        """Name -> weight, those that are 0 left out."""
        found = {name: round(float(w), 4) for name, w in zip(self.names, self.weights, strict=True)}
        return {"bias": round(self.bias, 4)} | {name: w for name, w in found.items() if w}


def rows_of(pairs: Sequence[Pair], encoder: TokenEncoder, verifier: Verifier) -> Iterator[Row]:
    """The features of each pair, as `claimcheck verify` computes them."""
    for at in range(0, len(pairs), 64):
        part = pairs[at : at + 64]
        documents = [Document(id=str(n), text=pair.premise, sha256="") for n, pair in enumerate(part)]
        for pair, encoded in zip(part, encode_documents(documents, encoder), strict=True):
            claim = claim_from_text("1", pair.claim)
            index = PassageIndex([encoded], encoder)
            hits = {"document": index.search([claim.standalone])}
            ((prop, seen, near),) = Judge({"document": index}, encoder, verifier, whole=True).weigh(
                [claim], hits
            )
            own = nearest_of(encoded.document.id, seen["document"], near["document"])
            if own:
                texts = [sentence.text for sentence in encoded.sentences]
                found = whole_features(prop, texts, own, verifier)
                yield Row({name: round(value, 5) for name, value in found.items()}, pair.target, pair.kind)


def all_rows(pairs: Sequence[Pair], folds: Mapping[str, Path]) -> list[Row]:
    """The features of all pairs, those of sets in `folds` by the verifier of that file."""
    encoder = load_encoder(cache_dir=default_cache_dir())
    shipped = load_verifier(cache_dir=default_cache_dir())
    rows: list[Row] = []
    for path in dict.fromkeys((None, *folds.values())):
        verifier = shipped if path is None else FoldVerifier(path)
        own = [pair for pair in pairs if folds.get(pair.kind.partition("+")[0]) == path]
        rows.extend(rows_of(own, encoder, verifier))
    return rows


def read_features(path: Path) -> list[Row]:
    """The rows that an earlier run kept in `path`; none where there is no such file."""
    if not path.exists():
        return []
    return [Row(*json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def matrix(rows: Sequence[Row], names: Sequence[str]) -> Array:
    """The regressions' input, shape (rows, features)."""
    return np.array([[row.features[name] for name in names] for row in rows])


def shares(rows: Sequence[Row], truth: NDArray[np.bool_], base: float) -> Array:
    """The weight of each row: every family the same, in it `base` for the true ones; they sum to 1."""
    found = np.zeros(len(rows))
    families = np.array([family(row.kind) for row in rows])
    for one in sorted(set(families)):
        for value, share in ((True, base), (False, 1 - base)):
            those = (families == one) & (truth == value)
            found[those] = share / max(int(those.sum()), 1)
    return np.asarray(found / found.sum())


def fit(
    rows: Sequence[Row], truth: NDArray[np.bool_], up: Sequence[str], down: Sequence[str], base: float
) -> Model:
    """A regression in which `up` has no negative weight and `down` no positive one; `FREE` has either."""
    from scipy.optimize import minimize

    names = (*dict.fromkeys((*up, *down, *FREE)),)
    given, share = matrix(rows, names), shares(rows, truth, base)
    mean = share @ given
    spread = np.maximum(np.sqrt(share @ (given - mean) ** 2), LEAST_SPREAD)
    scaled, sign = (given - mean) / spread, np.where(truth, 1.0, -1.0)
    # How long claim and document are sets where the scale of the rest begins, so it is not held back.
    penalty = np.array([0.0 if name in FREE else PENALTY for name in names])

    def loss(all_: Array) -> tuple[float, Array]:
        margin = -sign * (scaled @ all_[:-1] + all_[-1])
        pull = share * sign / (1 + np.exp(-margin))
        value = share @ np.logaddexp(0, margin) + penalty @ all_[:-1] ** 2
        return float(value), np.append(-pull @ scaled + 2 * penalty * all_[:-1], -pull.sum())

    bounds = [(0, None) if n in up else (None, 0) if n in down else (None, None) for n in names]
    best = minimize(
        loss, np.zeros(len(names) + 1), jac=True, method="L-BFGS-B", bounds=[*bounds, (None, None)]
    )
    weights = best.x[:-1] / spread
    return Model(names, weights, float(best.x[-1] - weights @ mean))


def left_out(rows: Sequence[Row], learn: Callable[[Sequence[Row]], Model]) -> Array:
    """The log odds of every row by a model that has not seen its family."""
    found = np.zeros(len(rows))
    families = [family(row.kind) for row in rows]
    for one in sorted(set(families)):
        model = learn([row for row, its in zip(rows, families, strict=True) if its != one])
        at = [n for n, its in enumerate(families) if its == one]
        found[at] = model.logits([rows[n] for n in at])
    return found


def scale_of(logits: Array, truth: NDArray[np.bool_], share: Array) -> tuple[float, float]:
    """Scale and offset that make log odds of families that were left out true ones."""
    from sklearn.linear_model import LogisticRegression

    platt = LogisticRegression(C=1e6).fit(logits[:, None], truth, sample_weight=share * len(truth))
    return float(platt.coef_[0, 0]), float(platt.intercept_[0])


def report(rows: Sequence[Row], odds: Array, threshold: float) -> None:
    """Prints, for every set, what was said of it by a model that had not seen its family."""
    truth = np.array([row.label == "supported" for row in rows])
    figures = []
    for kind in sorted({row.kind for row in rows}):
        those = np.array([row.kind == kind for row in rows])
        p, y = odds[those], truth[those]
        if y.all() or not y.any():
            continue
        recalls = (p >= threshold)[y].mean(), (p < threshold)[~y].mean()
        area = area_under_curve(list(zip(p.tolist(), y.tolist(), strict=True)))
        figures.append((float(np.mean(recalls)), area))
        print(f"{kind:<32} {len(y):>5}  balanced accuracy {figures[-1][0]:.3f}  area {area:.3f}")
    print(f"{'mean':<38}  balanced accuracy {np.mean([f[0] for f in figures]):.3f}", end="  ")
    print(f"area {np.mean([f[1] for f in figures]):.3f}", end="  ")
    print(f"calibration error {calibration_error(list(zip(odds.tolist(), truth.tolist(), strict=True))):.3f}")


def fitted(rows: Sequence[Row]) -> dict[str, object]:
    """What `pair_weights.json` holds, fitted on `rows`; prints what was said of families left out."""
    told = [row for row in rows if row.label not in {NOT_SUPPORTED, "supported"}]
    thresholds: dict[str, float] = {}
    models: dict[str, dict[str, float]] = {}
    for name, those, up, down, base in (
        ("supported", list(rows), FOR, AGAINST, BASE_RATE),
        ("contradicted", told, CONFLICT, (), 0.5),
    ):
        truth = np.array([row.label == name for row in those])

        def learn(some: Sequence[Row]) -> Model:
            return fit(some, np.array([row.label == name for row in some]), up, down, base)  # noqa: B023

        share = shares(those, truth, base)
        logits = left_out(those, learn)
        scale, offset = scale_of(logits, truth, share)
        model = learn(those)
        model = Model(model.names, model.weights * scale, model.bias * scale + offset)
        odds = 1 / (1 + np.exp(-(logits * scale + offset)))
        thresholds[name] = base
        models[name] = model.as_json()
        if name == "supported":
            report(those, odds, thresholds[name])
    kinds = ", ".join(
        f"{kind} {sum(row.kind == kind for row in rows)}" for kind in sorted({r.kind for r in rows})
    )
    return {
        "origin": f"training/fit_pairs.py on {len(rows)} rows: {kinds}",
        "thresholds": thresholds,
        **models,
    }


def main() -> None:
    """Reads or makes the rows, fits, prints the figures and writes the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the public sets (*.jsonl.gz)")
    parser.add_argument("--corpus", type=Path, nargs="+", required=True, help="statements (.jsonl.gz)")
    parser.add_argument("--withhold", type=Path, nargs="*", default=[], help="folders of texts not to use")
    parser.add_argument(
        "--fold", nargs="+", action="append", default=[], metavar="ONNX SET", help="see above"
    )
    parser.add_argument("--made", type=int, default=480, help="summaries to make of the statements")
    parser.add_argument("--features", type=Path, help="JSONL in which the features are kept")
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    rows = read_features(args.features) if args.features else []
    if not rows:
        statements = held_out_statements(args.corpus, args.withhold)
        pairs = single_pairs(args.data, statements, args.made)
        rows = all_rows(pairs, {name: Path(fold[0]) for fold in args.fold for name in fold[1:]})
        if args.features:
            args.features.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    args.output.write_text(json.dumps(fitted(rows), indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
