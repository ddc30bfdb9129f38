"""The report as JSON, schema `claimcheck/report/1`, and its JSON Schema.

Run as a module it writes the JSON Schema to standard output; `make schema` puts it into `resources/`.
"""

from __future__ import annotations

import inspect
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
    """The JSON Schema of a report, as `resources/report.schema.json` holds it.

    It follows from the records and lists every field that this version writes as required.
    """
    schema = msgspec.json.schema(Report)
    for definition in schema["$defs"].values():
        definition["description"] = inspect.cleandoc(definition["description"])
        definition["required"] = list(definition["properties"])
        for field in definition["properties"].values():
            field.pop("default", None)
    schema["$defs"]["Report"]["properties"]["schema"] = {"const": "claimcheck/report/1"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimcheck/report/1",
        **schema,
    }


def schema_bytes() -> bytes:
    """`report_schema` as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(report_schema()), indent=2) + b"\n"


def _encode(report: Report, texts: bool) -> bytes:
    return msgspec.json.encode(report if texts else msgspec.structs.replace(report, texts={}))


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(schema_bytes())
