"""Every span of a report is verbatim: `text[start:end]` of the text that it was cut from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document

CORPORA = Path(__file__).parents[2] / "corpora"
CASES = ("tiktok_call", "trade_framework", "black_sea_truce")
MODES = ("check", "verify against", "verify own")
Span = tuple[str, str | None, str, int, int]  # what it is, its document, its words, start, end


def spans(node: object, name: str = "claim") -> Iterator[Span]:
    """Every span below `node`: its document is None where it stands in the article or the claim."""
    if isinstance(node, list):
        for item in node:
            yield from spans(item, name)
    elif isinstance(node, dict):
        if node.get("start") is not None:
            yield name, node.get("document"), node.get("text", node.get("phrase")), node["start"], node["end"]
        if node.get("claim_start") is not None:
            yield "claim side", None, node["claim_text"], node["claim_start"], node["claim_end"]
        if node.get("source_start") is not None:
            yield (
                "source side",
                node["document"],
                node["source_text"],
                node["source_start"],
                node["source_end"],
            )
        for key, value in node.items():
            yield from spans(value, key)


def official_texts(report: Mapping[str, Any], case: str) -> dict[str, str]:
    documents = {d.id: d.text for d in read_official([CORPORA / case / "official"]).documents}
    if report["article"] is None and not documents.keys() & listed(report):
        # Rows that brought their own documents: these are known by what they hold.
        return {id_: report["texts"].get(sha, "") for id_, sha in listed(report).items()}
    return documents


def listed(report: Mapping[str, Any]) -> dict[str, str]:
    return {d["id"]: d["sha256"] for party in report["parties"].values() for d in party["documents"]}


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES)
def test_every_span_is_verbatim(
    case: str, mode: str, report_of: Callable[[str, str], dict[str, Any]]
) -> None:
    report = report_of(case, mode)
    sources = official_texts(report, case)
    article = read_document(CORPORA / case / "article.md").text if mode == "check" else None
    met: Counter[str] = Counter()
    for claim in report["claims"]:
        assert (claim["start"] is None) == (article is None)
        own = claim["text"] if article is None else article
        for name, document, words, start, end in spans(claim):
            text = own if document is None else sources[document]
            assert 0 <= start < end <= len(text), (claim["id"], name, words)
            assert text[start:end] == words, (claim["id"], name, words)
            met[name] += 1
    wanted = {"evidence", "nearest", "claim side", "source side"}
    wanted |= {"claim", "sentence", "attribution"} if mode == "check" else set()
    assert wanted <= met.keys()


@pytest.mark.parametrize("case", CASES)
def test_the_texts_of_a_report_are_those_that_were_read(
    case: str, report_of: Callable[[str, str], dict[str, Any]]
) -> None:
    report = report_of(case, "check")
    article = read_document(CORPORA / case / "article.md")
    read = {d.sha256: d.text for d in (article, *read_official([CORPORA / case / "official"]).documents)}
    assert report["article"]["sha256"] == article.sha256
    assert report["texts"] == {sha: read[sha] for sha in report["texts"]}
    assert article.sha256 in report["texts"]


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES)
def test_every_verdict_has_scores_that_sum_to_one_and_a_search(
    case: str, mode: str, report_of: Callable[[str, str], dict[str, Any]]
) -> None:
    for claim in report_of(case, mode)["claims"]:
        for verdict in claim["verdicts"].values():
            assert sum(verdict["scores"].values()) == pytest.approx(1.0, abs=0.001)
            assert verdict["search"]["queries"]
            if verdict["label"] in ("supported", "overstated", "contradicted"):
                assert verdict["evidence"]


def test_claims_come_out_of_verify_in_the_order_they_came_in(
    report_of: Callable[[str, str], dict[str, Any]],
) -> None:
    lines = (CORPORA / "tiktok_call" / "gold.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    against, own = report_of("tiktok_call", "verify against"), report_of("tiktok_call", "verify own")
    assert [c["id"] for c in against["claims"]] == [row["id"] for row in rows]
    assert [c["text"] for c in own["claims"]] == [row["claim"] for row in rows[:9]]
    assert [list(c["verdicts"]) for c in own["claims"][:2]] == [["document"], ["China MFA"]]
