"""The latest document that speaks to a claim decides what its party says."""

from __future__ import annotations

from claimcheck.records import Document, Label, Scores
from claimcheck.verdicts.decision import SILENT, Decision
from claimcheck.verdicts.latest import PartyDecision, latest_that_speaks


def document(name: str, date: str) -> Document:
    return Document(id=name, title=name, date=date, text="A text.", sha256="0", parties=("A",))


def says(label: Label, silence: float) -> Decision:
    return Decision(label=label, scores=Scores(1 - silence, 0.0, silence))


OLD, NEW, SAME_DAY = document("old", "2025-05-01"), document("new", "2025-05-03"), document("b", "2025-05-03")


def test_a_later_document_decides_though_an_earlier_one_is_surer() -> None:
    made = {"old": says("supported", 0.1), "new": says("contradicted", 0.4)}
    found = latest_that_speaks([NEW, OLD], made)
    assert found == PartyDecision(document="new", decision=made["new"], earlier=("old",))


def test_of_documents_of_one_day_the_surer_one_decides() -> None:
    made = {"old": SILENT, "new": says("supported", 0.4), "b": says("supported", 0.2)}
    found = latest_that_speaks([OLD, SAME_DAY, NEW], made)
    assert (found.document, found.earlier) == ("b", ("new",))


def test_earlier_documents_are_listed_from_the_oldest_on() -> None:
    middle = document("middle", "2025-05-02")
    made = {one.id: says("supported", 0.1) for one in (NEW, OLD, middle)}
    assert latest_that_speaks([NEW, middle, OLD], made).earlier == ("old", "middle")


def test_where_none_speaks_the_one_that_came_nearest_stands_for_the_party() -> None:
    made = {"old": says("not_mentioned", 0.7), "new": says("not_mentioned", 0.9)}
    found = latest_that_speaks([OLD, NEW], made)
    assert found == PartyDecision(document="old", decision=made["old"])


def test_a_party_without_documents_is_silent() -> None:
    assert latest_that_speaks([], {}) == PartyDecision(document="", decision=SILENT)
