from __future__ import annotations

import pytest

from claimcheck.records import Discrepancy, Scores, Search, Verdict
from claimcheck.reports.reasons import possessive, reason, verdict_sentence


def difference(code: str, message: str, ours: str = "", theirs: str = "") -> Discrepancy:
    return Discrepancy(code=code, type="x", message=message, claim_text=ours, source_text=theirs)


@pytest.mark.parametrize(
    ("found", "sentence"),
    [
        (
            difference(
                "CC101",
                "The article says “finalized”, the document only goes as far as “negotiations”.",
                "finalized",
                "negotiations",
            ),
            "China MFA speaks only of “negotiations”; the article says “finalized”.",
        ),
        (
            difference("CC201", "The article gives three hours, the document gives about two hours."),
            "China MFA gives about two hours; the article gives three hours.",
        ),
        (
            difference("CC401", "The article says “signed, the document”, the document denies it: “no”."),
            "China MFA denies it: “no”; the article says “signed, the document”.",
        ),
        (
            difference("CC402", "The words in quotation marks are not in this party's documents."),
            "The words in quotation marks are not in China MFA's documents.",
        ),
        (
            difference(
                "CC102", "The article leaves out a condition of the document: “if the document holds”."
            ),
            "The article leaves out a condition of China MFA: “if the document holds”.",
        ),
        (difference("CC401", "The document denies it."), "China MFA denies it."),
        (difference("CC501", "No party's document speaks to this."), "No party's document speaks to this."),
    ],
)
def test_a_reason_names_the_party_and_leaves_quoted_words_alone(found: Discrepancy, sentence: str) -> None:
    assert reason("China MFA", found) == sentence


def test_a_claim_that_was_handed_in_is_not_called_an_article() -> None:
    found = difference("CC201", "The article gives 3 “the article”, the document gives 2.")
    assert reason("Bank", found, article=False) == "Bank gives 2; the claim gives 3 “the article”."


def test_names_that_end_in_s_take_an_apostrophe_alone() -> None:
    assert possessive("United States") == "United States'"
    assert possessive("China") == "China's"


@pytest.mark.parametrize("label", ["supported", "overstated", "contradicted", "not_mentioned", "no_document"])
def test_every_label_has_a_sentence(label: str) -> None:
    search = Search(documents=1, passages=1, queries=())
    found = Verdict(label=label, confidence=1.0, scores=Scores(1.0, 0.0, 0.0), search=search)  # type: ignore[arg-type]
    assert verdict_sentence("Bank", found).endswith(".")
