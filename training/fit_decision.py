"""Fits the weights by which a passage's features become probabilities.

    python -m training.fit_decision pairs.jsonl -o claimcheck/resources/decision_weights.json

The pairs are rows {"premise", "claim", "target"} as `training.make_pairs` writes them, with target
"supported", "contradicted" or "not_mentioned"; rows with another target are left out. Each fifth claim is
also paired with the premise of another row, as a passage on another subject (not_mentioned).
Multinomial logistic regression with an L2 penalty, by scikit-learn; deterministic.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from claimcheck.claims.extract import claim_from_text
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.records import Document
from claimcheck.verdicts.assessment import DIFFERENCES, LABELS, assess, proposition
from claimcheck.verdicts.coverage import ClaimWords
from claimcheck.verdicts.judge import word_pieces

PENALTY = 1.0
PLAIN = (
    "coverage",
    "unbacked",
    "similarity",
    "missing",
    "agreeing",
    "status_agrees",
    "actors_missing",
    "length",
)
NAMES = ("bias", *PLAIN, *DIFFERENCES, *(f"{name}*coverage" for name in DIFFERENCES))


def read_rows(path: Path) -> list[tuple[str, str, str]]:
    """Premise, claim and label of each usable row, and of each fifth claim with a stranger's premise."""
    rows = [json.loads(line) for line in path.open(encoding="utf-8")]
    rows = [row for row in rows if row["target"] in LABELS]
    pairs = [(row["premise"], row["claim"], row["target"]) for row in rows]
    strangers = [
        (rows[(at + len(rows) // 2) % len(rows)]["premise"], rows[at]["claim"], "not_mentioned")
        for at in range(0, len(rows), 5)
    ]
    return pairs + strangers


def features(pairs: list[tuple[str, str, str]]) -> Iterator[tuple[dict[str, float], str]]:
    """The features of the whole premise, for each pair whose premise is a passage of its own."""
    encoder = load_encoder(cache_dir=default_cache_dir())
    documents = [Document(id=str(at), text=pair[0], sha256="") for at, pair in enumerate(pairs)]
    claims = [claim_from_text(str(at), pair[1]) for at, pair in enumerate(pairs)]
    encoder.encode([claim.standalone for claim in claims])
    for encoded, claim, (premise, _, label) in zip(
        encode_documents(documents, encoder), claims, pairs, strict=True
    ):
        index = PassageIndex([encoded], encoder)
        (hits,) = index.search([claim.standalone], 1000)
        whole = max(hits, key=lambda hit: len(hit.passage.text), default=None)
        if whole is None or len(whole.passage.text) < 0.9 * len(premise.strip()):
            continue
        texts = [claim.standalone, *(s.text for s in index.sentences(whole.passage))]
        tokens = dict(zip(texts, encoder.encode_tokens(texts), strict=True))
        prop = proposition(claim, "")
        words = ClaimWords(prop.standalone, tokens[claim.standalone], index.document_share)
        yield assess(prop, whole, words, word_pieces(index, whole, tokens), "").features, label


def row_of(found: dict[str, float]) -> list[float]:
    """The regression's row: plain features, differences, and differences times coverage."""
    return [
        *(found[name] for name in PLAIN),
        *(found[name] for name in DIFFERENCES),
        *(found[name] * found["coverage"] for name in DIFFERENCES),
    ]


def main() -> None:
    """Reads pairs, fits, writes the weights and prints how well they separate the pairs."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import classification_report
    from sklearn.model_selection import cross_val_predict

    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("pairs", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    args = parser.parse_args()
    read = list(features(read_rows(args.pairs)))
    x = np.array([row_of(found) for found, _ in read])
    y = np.array([label for _, label in read])
    model = LogisticRegression(C=PENALTY, max_iter=5000)
    print(classification_report(y, cross_val_predict(model, x, y, cv=5), digits=3))
    model.fit(x, y)
    weights = {
        str(label): dict(zip(NAMES, [round(float(v), 4) for v in (bias, *row)], strict=True))
        for label, bias, row in zip(model.classes_, model.intercept_, model.coef_, strict=True)
    }
    origin = f"training/fit_decision.py on {len(read)} pairs of {args.pairs.name}"
    args.output.write_text(
        json.dumps({"origin": origin, "weights": weights}, indent=1) + "\n", encoding="utf-8"
    )


if __name__ == "__main__":
    main()
