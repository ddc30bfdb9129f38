"""Comparisons in every format: as they were, valid, and safe whatever the texts hold."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError

from claimcheck.comparison.records import Comparison, Matrix
from claimcheck.reports.comparison import render_comparison_as
from claimcheck.reports.comparison_html import comparison_to_html
from claimcheck.reports.comparison_json import SCHEMAS, comparison_to_json, schema_bytes, schema_of
from claimcheck.reports.comparison_terminal import render_comparison, render_matrix
from claimcheck.reports.layout import columns
from claimcheck.resources import resource_path

from .comparisons import LEFT, comparison, matrix

GOLDEN = Path(__file__).parent / "golden"
ATTACK = (
    "<script>window.hurt=1</script><img src=x onerror=alert(1)> | `x` \x1b[31m \u202egnp {{7*7}} "
    "[a](javascript:b)"
)
CASES = {
    "comparison_120.txt": lambda: render_comparison(comparison(), width=120, show_all=True).encode(),
    "comparison_80.txt": lambda: render_comparison(comparison(), width=80).encode(),
    "versions_80.txt": lambda: render_comparison(comparison("versions"), width=80).encode(),
    "comparison.json": lambda: comparison_to_json(comparison()),
    "comparison.md": lambda: render_comparison_as("md", comparison()),
    "comparison.html": lambda: comparison_to_html(comparison()),
    "matrix_80.txt": lambda: render_matrix(matrix(), width=80, show_all=True).encode(),
    "matrix.md": lambda: render_comparison_as("md", matrix()),
    "matrix.html": lambda: comparison_to_html(matrix()),
}


@pytest.mark.parametrize("name", CASES)
def test_a_comparison_is_written_as_it_was(name: str) -> None:
    made = CASES[name]()
    path = GOLDEN / name
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_bytes(made)
    assert made == path.read_bytes()


def hostile() -> Comparison:
    """A comparison whose texts, titles and paths try whatever they can."""
    data = comparison_to_json(comparison()).decode()
    for words in ("harbour", "crowns", "left.md"):
        data = data.replace(words, json.dumps(ATTACK)[1:-1])
    return msgspec.json.decode(data, type=Comparison)


@pytest.mark.parametrize("width", [20, 40, 80, 99, 100, 120, 300])
def test_no_line_is_wider_than_the_terminal_and_none_steers_it(width: int) -> None:
    for found in (comparison(), comparison("versions"), hostile()):
        told = render_comparison(found, width=width, show_all=True)
        assert max(columns(line) for line in told.split("\n")) <= max(width, 40)
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", told)


def test_both_sides_stand_beside_each_other_where_there_is_room() -> None:
    wide = render_comparison(comparison(), width=120)
    assert any("350 million" in line and "150 million" in line and "│" in line for line in wide.split("\n"))
    narrow = render_comparison(comparison(), width=80)
    assert not any(
        "350 million" in line and "150 million" in line and "│" in line for line in narrow.split("\n")
    )


def test_colour_only_adds_to_what_is_told() -> None:
    plain, coloured = (render_comparison(comparison(), width=100, colour=one) for one in (False, True))
    assert "\x1b[31m" in coloured
    assert re.sub(r"\x1b\[\d*m", "", coloured) == plain


def test_hostile_texts_stay_texts_in_html() -> None:
    html = comparison_to_html(hostile()).decode()
    assert html.count("<script>") == 1
    assert "<img" not in html
    assert "{{7*7}}" in html
    assert "javascript:alert" not in html
    assert "\u202e" not in html
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', html)
    assert policy is not None
    assert "default-src" in policy[1]
    assert "unsafe" not in policy[1]
    assert not re.search(r'(?:src|href)="(?!#|https://example\.org)', html)


def test_hostile_texts_stay_texts_in_markdown() -> None:
    told = render_comparison_as("md", hostile()).decode()
    assert "<script>" not in told.replace("\\<script\\>", "")
    assert not re.search(r"(?<!\\)\]\(javascript", told)
    for line in told.split("\n"):
        if line.startswith("|"):
            assert len(re.findall(r"(?<!\\)\|", line)) == 5


def test_every_word_marked_in_the_page_is_one_that_differs() -> None:
    html = comparison_to_html(comparison()).decode()
    marked = set(re.findall(r"<mark>([^<]*)</mark>", html))
    assert {"350", "150"} <= {word for one in marked for word in one.split()}
    assert "<svg" in html


def test_the_whole_texts_are_in_the_page() -> None:
    html = re.sub(r"<[^>]*>", "", comparison_to_html(comparison()).decode())
    for sentence in ("The mayor thanked the bank.", "For media inquiries, call the town hall."):
        assert sentence in LEFT
        assert sentence in html


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_shipped_schemas_follow_from_the_records(name: str) -> None:
    assert resource_path(f"{name}.schema.json").read_bytes() == schema_bytes(name), "run `make schema`"
    Draft202012Validator.check_schema(schema_of(name))


def test_the_module_writes_the_schema() -> None:
    command = [sys.executable, "-m", "claimcheck.reports.comparison_json", "matrix"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == schema_bytes("matrix")


def test_what_is_written_is_valid_and_reads_back() -> None:
    for name, found, kind in (("comparison", comparison(), Comparison), ("matrix", matrix(), Matrix)):
        data = comparison_to_json(found)
        Draft202012Validator(schema_of(name)).validate(json.loads(data))
        assert msgspec.json.decode(data, type=kind) == found
        with pytest.raises(ValidationError):
            Draft202012Validator(schema_of(name)).validate(json.loads(data) | {"schema": "other"})


def test_the_texts_can_be_left_out() -> None:
    assert json.loads(comparison_to_json(comparison(), texts=False))["texts"] == {}
