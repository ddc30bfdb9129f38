"""Documents grouped by party."""

from __future__ import annotations

from claimcheck.documents.parties import by_party
from claimcheck.records import Document


def official(id_: str, *parties: str) -> Document:
    return Document(id=id_, text=id_, sha256=id_, parties=parties, kind="official")


def test_documents_are_grouped_by_party_in_order_of_first_appearance() -> None:
    one, two, three = official("1", "B"), official("2", "A"), official("3", "B", "C")
    assert by_party([one, two, three]) == {"B": (one, three), "A": (two,), "C": (three,)}
    assert by_party([one, two, three], ["C", "A"]) == {"A": (two,), "C": (three,)}
