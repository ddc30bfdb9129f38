"""The report as JSON, schema `claimcheck/report/1`, and its JSON Schema."""

from __future__ import annotations

from typing import Any

import msgspec

from claimcheck.records import Claim, Report


def to_json(report: Report, *, texts: bool = True) -> bytes:
    """The report as indented UTF-8 JSON with a final newline; `texts=False` leaves the full texts out."""
    return msgspec.json.format(_encode(report, texts), indent=1) + b"\n"


def to_json_line(report: Report, *, texts: bool = True) -> bytes:
    """The report as one line of JSON Lines."""
    return _encode(report, texts) + b"\n"


def claims_to_jsonl(claims: tuple[Claim, ...]) -> bytes:
    """Claims without verdicts, one a line."""
    return b"".join(msgspec.json.encode(claim) + b"\n" for claim in claims)


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report, as `resources/report.schema.json` holds it."""
    schema = msgspec.json.schema(Report)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimcheck/report/1",
        **schema,
    }


def _encode(report: Report, texts: bool) -> bytes:
    return msgspec.json.encode(report if texts else msgspec.structs.replace(report, texts={}))
