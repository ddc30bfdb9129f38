r"""Fits the weights by which a pair of statements gets its class in a comparison, and measures them.

    python -m training.fit_comparison --pairs tests/comparison/data/statement_pairs.jsonl \
        --more tests/comparison/data/candidate_pairs.jsonl -o claimcheck/resources/comparison_weights.json

Pairs are rows {"left", "right", "class", "source"}. Every row is taken both ways round; wordings of different
rows that are not alike enough to be of one thing are taken as unrelated. Pairs of --more count less; they are
statements that came into question for each other in the example cases, most of them unrelated. Multinomial
logistic regression with an L2 penalty, by scikit-learn; deterministic. Prints the accuracy under five-fold
cross-validation, and that of the weights written. Takes about a minute, so it can be run anew whenever the
entailment model changes; `--measure` only measures the shipped weights.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import NamedTuple

import numpy as np

from claimcheck.comparison.candidates import find_candidates
from claimcheck.comparison.features import DIRECTED, MUTUAL, Observed, PairText, observe
from claimcheck.comparison.records import Statement
from claimcheck.comparison.relation import EVEN, relate
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.verifiers import load_verifier

PENALTY = 2.0
FOLDS = 5
MADE_WEIGHT = 0.2
MORE_WEIGHT = 0.25
ALIKE = (0.2, 0.5)  # prior of wordings of two rows that are taken as unrelated
CLASSES = ("same", "stronger_left", "stronger_right", "differs", "unrelated")
MIRRORED = {"stronger_left": "stronger_right", "stronger_right": "stronger_left"}


class Row(NamedTuple):
    """One pair with its features, its class, and the fold it belongs to."""

    pair: PairText
    observed: Observed
    label: str
    fold: int
    weight: float


def statement(text: str) -> Statement:
    """A statement of a text alone."""
    return Statement(text=text, start=0, end=len(text), standalone=text, paragraph=0)


def similarities(pairs: list[tuple[str, str]]) -> list[PairText]:
    """The pairs with the similarities that candidates have."""
    encoder = load_encoder(cache_dir=default_cache_dir())
    found = []
    for left, right in pairs:
        vectors = (encoder.encode([left]), encoder.encode([right]))
        near = find_candidates([statement(left)], [statement(right)], vectors)
        similarity = float(np.dot(vectors[0][0], vectors[1][0]))
        lexical = near[0].lexical if near else 0.0
        found.append(
            PairText(
                left=left,
                right=right,
                left_alone=left,
                right_alone=right,
                similarity=similarity,
                lexical=lexical,
            )
        )
    return found


def made_negatives(rows: list[dict[str, str]]) -> list[tuple[int, str, str]]:
    """For each row the wording of another row that is nearest to it without being near."""
    encoder = load_encoder(cache_dir=default_cache_dir())
    left = encoder.encode([row["left"] for row in rows])
    right = encoder.encode([row["right"] for row in rows])
    likeness = left @ right.T
    found = []
    for at, row in enumerate(rows):
        fit = [n for n in range(len(rows)) if n != at and ALIKE[0] <= likeness[at, n] <= ALIKE[1]]
        best = max(fit, key=lambda n: likeness[at, n], default=None)
        if best is not None:
            found.append((at, row["left"], rows[best]["right"]))
    return found


def observed(pairs: list[PairText]) -> list[Observed]:
    """The features of pairs."""
    verifier = load_verifier(cache_dir=default_cache_dir())
    forth = verifier.score([(one.left, one.right) for one in pairs]).tolist()
    back = verifier.score([(one.right, one.left) for one in pairs]).tolist()
    return [observe(one, scores) for one, scores in zip(pairs, zip(forth, back, strict=True), strict=True)]


def labelled_rows(path: Path, weight: float) -> list[Row]:
    """The rows of a file of pairs."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    pairs = similarities([(row["left"], row["right"]) for row in rows])
    return [
        Row(pair, features, row["class"], at % FOLDS, weight)
        for at, (row, pair, features) in enumerate(zip(rows, pairs, observed(pairs), strict=True))
    ]


def load(path: Path, more: Path | None = None) -> list[Row]:
    """The labelled rows, those of --more, then those that were made."""
    made = made_negatives([json.loads(line) for line in path.open(encoding="utf-8")])
    others = similarities([(left, right) for _, left, right in made])
    return [
        *labelled_rows(path, 1.0),
        *(labelled_rows(more, MORE_WEIGHT) if more else ()),
        *(
            Row(pair, features, "unrelated", at % FOLDS, MADE_WEIGHT)
            for (at, _, _), pair, features in zip(made, others, observed(others), strict=True)
        ),
    ]


def matrix(rows: list[Row], *, mirror: bool) -> np.ndarray:
    """Features, shape (rows, own + other + mutual)."""
    table = []
    for row in rows:
        own, other = row.observed.left, row.observed.right
        if mirror:
            own, other = other, own
        table.append(
            [own[n] for n in DIRECTED]
            + [other[n] for n in DIRECTED]
            + [row.observed.mutual[n] for n in MUTUAL]
        )
    return np.array(table)


def fit(rows: list[Row]) -> dict[str, dict[str, dict[str, float]]]:
    """The weights, mirror images made equal."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.preprocessing import StandardScaler

    table = np.vstack([matrix(rows, mirror=False), matrix(rows, mirror=True)])
    labels = [row.label for row in rows] + [MIRRORED.get(row.label, row.label) for row in rows]
    weight = np.array([row.weight for row in rows] * 2)
    scaler = StandardScaler().fit(table, sample_weight=weight)
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    model.fit(scaler.transform(table), labels, sample_weight=weight)
    coefficients = model.coef_ / scaler.scale_
    bias = model.intercept_ - coefficients @ scaler.mean_
    by_class = {str(name): (coefficients[at], bias[at]) for at, name in enumerate(model.classes_)}
    size = len(DIRECTED)
    weights = {}
    for name in EVEN:
        found, constant = by_class[name]
        directed = (found[:size] + found[size : 2 * size]) / 2
        weights[name] = {
            "directed": named(DIRECTED, directed),
            "mutual": {"bias": round(float(constant), 4)} | named(MUTUAL, found[2 * size :]),
        }
    (one, first), (two, second) = by_class["stronger_left"], by_class["stronger_right"]
    weights["stronger"] = {
        "own": named(DIRECTED, (one[:size] + two[size : 2 * size]) / 2),
        "other": named(DIRECTED, (one[size : 2 * size] + two[:size]) / 2),
        "mutual": {"bias": round(float(first + second) / 2, 4)}
        | named(MUTUAL, (one[2 * size :] + two[2 * size :]) / 2),
    }
    return weights


def named(names: tuple[str, ...], values: np.ndarray) -> dict[str, float]:
    """Values by name, rounded."""
    return {name: round(float(value), 4) for name, value in zip(names, values, strict=True)}


def predicted(weights: dict[str, dict[str, dict[str, float]]], rows: list[Row]) -> list[str]:
    """The likeliest class of each row."""
    from claimcheck.comparison.relation import class_probabilities

    found = []
    for row in rows:
        chances = class_probabilities(row.observed.left, row.observed.right, row.observed.mutual, weights)
        found.append(max(CLASSES, key=lambda name: chances[name]))
    return found


def report(truth: list[str], said: list[str], title: str) -> None:
    """Prints accuracy and what was taken for what."""
    if not truth:
        return
    right = sum(one == other for one, other in zip(truth, said, strict=True))
    print(f"{title}: accuracy {right / len(truth):.3f} ({right} of {len(truth)})")
    print(f"{'':>16}" + "".join(f"{name:>16}" for name in CLASSES))
    for name in CLASSES:
        counts = [
            sum(t == name and s == other for t, s in zip(truth, said, strict=True)) for other in CLASSES
        ]
        print(f"{name:>16}" + "".join(f"{count:>16}" for count in counts))


def measure(path: Path) -> None:
    """Prints how the shipped weights do."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    pairs = similarities([(row["left"], row["right"]) for row in rows])
    relations = relate(pairs, load_verifier(cache_dir=default_cache_dir()))
    said = [max(CLASSES, key=lambda name: one.probabilities[name]) for one in relations]
    report([row["class"] for row in rows], said, f"{path.name}, shipped weights")


def main() -> None:
    """Reads the pairs, cross-validates, fits on all and writes the weights."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--more", type=Path)
    parser.add_argument("--measure", action="store_true", help="only measure the shipped weights")
    parser.add_argument("--wrong", action="store_true", help="print the rows that were held out and missed")
    parser.add_argument("-o", "--output", type=Path)
    args = parser.parse_args()
    if args.measure:
        for path in filter(None, (args.pairs, args.more)):
            measure(path)
        return
    rows = load(args.pairs, args.more)
    labelled = [row for row in rows if row.weight >= MORE_WEIGHT]
    held: list[tuple[Row, str]] = []
    for fold in range(FOLDS):
        weights = fit([row for row in rows if row.fold != fold])
        left_out = [row for row in labelled if row.fold == fold]
        held += zip(left_out, predicted(weights, left_out), strict=True)
    weights = fit(rows)
    for name, weight in (("pairs", 1.0), ("more", MORE_WEIGHT)):
        own = [(row, said) for row, said in held if row.weight == weight]
        report([row.label for row, _ in own], [said for _, said in own], f"{name}, held out")
        own_rows = [row for row, _ in own]
        report([row.label for row in own_rows], predicted(weights, own_rows), f"{name}, fitted")
    for row, said in held:
        if args.wrong and row.label != said:
            print(f"{row.label} taken for {said}\n  {row.pair.left}\n  {row.pair.right}")
    if args.output:
        made = len(rows) - len(labelled)
        origin = f"training/fit_comparison.py on {len(labelled)} labelled pairs and {made} made"
        text = json.dumps({"origin": origin, "weights": weights}, indent=1)
        args.output.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
