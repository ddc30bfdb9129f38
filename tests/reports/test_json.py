"""The report as JSON, and its schema."""

from __future__ import annotations

import json
import subprocess
import sys

import msgspec
import pytest
from jsonschema import Draft202012Validator, ValidationError

from claimcheck.records import ArticleEntry, Claim, Report
from claimcheck.reports.json import claims_to_jsonl, report_schema, schema_bytes, to_json, to_json_line
from claimcheck.resources import resource_path

EMPTY = Report(
    schema="claimcheck/report/1",
    claimcheck="0.1.0",
    models={},
    article=ArticleEntry(title="“Done”", date="", path="a.md", url=None, sha256="0" * 64),
    parties={},
    claims=(),
    texts={"0" * 64: "The whole text."},
)


def test_the_shipped_schema_follows_from_the_records() -> None:
    assert resource_path("report.schema.json").read_bytes() == schema_bytes(), "run `make schema`"


def test_the_module_writes_the_schema() -> None:
    command = [sys.executable, "-m", "claimcheck.reports.json"]
    assert subprocess.run(command, capture_output=True, check=True).stdout == schema_bytes()


def test_the_schema_is_a_valid_schema() -> None:
    Draft202012Validator.check_schema(report_schema())


def test_a_report_without_claims_is_valid() -> None:
    Draft202012Validator(report_schema()).validate(json.loads(to_json(EMPTY)))


@pytest.mark.parametrize(
    "change",
    [
        {"schema": "claimcheck/report/2"},
        {"article": {"title": "only this"}},
        {"claims": [{"id": "1"}]},
        {"models": {"encoder": "MiniLM"}},
    ],
)
def test_a_report_with_a_field_that_is_wrong_is_not_valid(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Draft202012Validator(report_schema()).validate(json.loads(to_json(EMPTY)) | change)


@pytest.mark.parametrize("field", ["claims", "warnings", "texts", "parties"])
def test_a_report_that_lacks_a_field_is_not_valid(field: str) -> None:
    report = json.loads(to_json(EMPTY))
    del report[field]
    with pytest.raises(ValidationError):
        Draft202012Validator(report_schema()).validate(report)


def test_a_report_reads_back_as_it_was() -> None:
    assert msgspec.json.decode(to_json(EMPTY), type=Report) == EMPTY


def test_json_lines_hold_the_same_report_on_one_line() -> None:
    line = to_json_line(EMPTY)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert json.loads(line) == json.loads(to_json(EMPTY))


def test_the_texts_can_be_left_out() -> None:
    assert json.loads(to_json(EMPTY, texts=False))["texts"] == {}
    assert json.loads(to_json_line(EMPTY, texts=False))["texts"] == {}


def test_letters_stay_letters_in_utf_8() -> None:
    assert "“Done”".encode() in to_json(EMPTY)


def test_claims_are_written_one_a_line() -> None:
    claims = (Claim(id="1", text="a\nb", standalone="a b"), Claim(id="2", text="c", standalone="c"))
    assert [json.loads(line)["text"] for line in claims_to_jsonl(claims).splitlines()] == ["a\nb", "c"]
