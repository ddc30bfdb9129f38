"""The labelled cases hold together: claims and evidence are verbatim, parties and labels as the rules say."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document

ROOT = Path(__file__).parents[2]
CASES = sorted(
    path.parent for place in ("corpora", "training/cases") for path in ROOT.glob(f"{place}/*/gold.jsonl")
)
LABELS = {"supported", "contradicted", "not_mentioned"}
KINDS = {
    "status_escalation",
    "softened",
    "scope",
    "number_mismatch",
    "date_mismatch",
    "actor_mismatch",
    "attribution",
    "negation",
    "quote_altered",
    "unattested",
}


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_a_case_quotes_its_own_texts_and_labels_every_party(folder: Path) -> None:
    article = read_document(folder / "article.md").text
    official = read_official([folder / "official"]).documents
    parties = {party for document in official for party in document.parties}
    texts = {party: [d.text for d in official if party in d.parties] for party in parties}
    rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    assert rows
    assert len({row["id"] for row in rows}) == len(rows)
    for row in rows:
        assert row["claim"] in article, row["id"]
        assert set(row["verdicts"]) == parties, row["id"]
        for party, cell in row["verdicts"].items():
            assert {cell["label"], *cell.get("also_ok", [])} <= LABELS, row["id"]
            assert cell["discrepancy"] in ({""} if cell["label"] == "supported" else KINDS), row["id"]
            assert any(cell["evidence"] in text for text in texts[party]), row["id"]
