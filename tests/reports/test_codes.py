"""Every code and every verdict explains itself, in the tool and in the docs alike."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from claimcheck.errors import UsageError
from claimcheck.records import Label
from claimcheck.reports.codes import explain_text, explanation, explanations, list_text, pages, title
from claimcheck.verdicts.signals.comparison import TYPES

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "claimcheck"
DOCS = ROOT / "docs" / "codes"
CODES = {name: entry for name, entry in explanations().items() if entry.type}


def test_every_code_and_every_label_has_an_explanation_and_no_other() -> None:
    assert {name: entry.type for name, entry in CODES.items()} == TYPES
    assert set(explanations()) == {*TYPES, *get_args(Label)}


def test_every_code_that_the_package_speaks_of_has_an_explanation() -> None:
    files = [*PACKAGE.rglob("*.py"), *PACKAGE.rglob("*.toml"), *(ROOT / "docs").rglob("*.md")]
    spoken = {code for path in files for code in re.findall(r"\bCC\d{3}\b", path.read_text(encoding="utf-8"))}
    assert spoken == set(CODES)


@pytest.mark.parametrize("name", explanations())
def test_an_explanation_is_whole(name: str) -> None:
    entry = explanations()[name]
    for text in (entry.means, entry.why, entry.detected, *entry.misses):
        assert re.fullmatch(r"\S.*[.?]", text), text
    assert entry.misses
    assert entry.article
    assert entry.document
    assert title(name) == entry.title


@pytest.mark.skipif(not DOCS.is_dir(), reason="the docs are not here")
def test_the_pages_are_those_of_the_data_file() -> None:
    made = pages()
    assert sorted(path.name for path in DOCS.iterdir()) == sorted(made), "run `make codes`"
    for name, text in made.items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, "run `make codes`"


def test_a_name_is_found_whatever_its_case_and_with_spaces() -> None:
    assert explanation("cc101").name == "CC101"
    assert explanation("Not mentioned").name == "not_mentioned"


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(UsageError, match="'CC999' is neither a code nor a verdict"):
        explanation("CC999")


@pytest.mark.parametrize("width", [40, 80, 100])
def test_no_line_is_wider_than_asked(width: int) -> None:
    texts = [list_text(width), *(explain_text(entry, width) for entry in explanations().values())]
    assert max(len(line) for text in texts for line in text.splitlines()) <= width


def test_the_whole_explanation_is_printed() -> None:
    entry = explanation("CC101")
    printed = " ".join(explain_text(entry, 80).split())
    for text in (entry.title, entry.means, entry.why, entry.article, entry.document, entry.note):
        assert text in printed
    assert all(miss in printed for miss in entry.misses)
    assert entry.detected in printed
