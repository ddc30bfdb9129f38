"""What the tests of many articles share: a task over two parties, and articles for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.batch.article import Task
from claimcheck.models.cache import CACHE_VARIABLE
from claimcheck.pipeline import Settings
from claimcheck.records import Document
from claimcheck.reports.formats import View

NORTH = "Northland and Southland signed the agreement. Northland will deliver 40,000 tonnes of wheat."
SOUTH = "The ministers exchanged views on the trade in grain. Talks on an agreement will continue."


@pytest.fixture
def task(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Task:
    """Two parties' documents, and an empty cache."""
    monkeypatch.setenv(CACHE_VARIABLE, str(tmp_path / "cache"))
    official = tuple(
        Document(id=party, text=text, sha256="", parties=(party,), kind="official")
        for party, text in (("Northland", NORTH), ("Southland", SOUTH))
    )
    return Task(official=official, settings=Settings(), form="jsonl", view=View(texts=False))


def article(number: int) -> Document:
    """An article that differs from those of other numbers."""
    text = f"Northland will deliver {number + 40},000 tonnes of wheat. Southland said that talks had ended."
    return Document(id=f"a{number}", text=text, sha256=f"{number:064}", path=f"a{number}.md")
