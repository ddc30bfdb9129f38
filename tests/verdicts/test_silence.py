from __future__ import annotations

import pytest

from claimcheck.records import Document, Label, Scores, Search, Verdict
from claimcheck.verdicts.silence import is_searchable, unless_doubted


def verdict(label: Label) -> Verdict:
    return Verdict(
        label=label,
        confidence=0.9,
        scores=Scores(0.05, 0.05, 0.9),
        search=Search(documents=1, passages=4, queries=("q",)),
    )


def documents(*doubts: str) -> tuple[Document, ...]:
    return tuple(Document(id=str(i), text="t", sha256="", doubt=doubt) for i, doubt in enumerate(doubts))


@pytest.mark.parametrize(
    ("doubts", "label"),
    [
        (("",), "not_mentioned"),
        (("partial", ""), "not_mentioned"),
        (("partial",), "no_document"),
        (("partial", "partial"), "no_document"),
    ],
)
def test_silence_counts_only_where_a_document_was_read_without_doubt(
    doubts: tuple[str, ...], label: Label
) -> None:
    judged = unless_doubted(verdict("not_mentioned"), documents(*doubts))
    assert judged.label == label
    assert judged.search.passages == 4


@pytest.mark.parametrize("label", ["supported", "overstated", "contradicted", "no_document"])
def test_what_a_doubted_document_does_say_stands(label: Label) -> None:
    assert unless_doubted(verdict(label), documents("partial")) == verdict(label)


def test_documents_without_text_or_in_another_language_are_not_searched() -> None:
    assert [is_searchable(d) for d in documents("", "partial", "no_text", "language")] == [
        True,
        True,
        False,
        False,
    ]
