"""The report as JSON, schema `claimcheck/report/1`, and its JSON Schema.

Run as a module it writes the JSON Schema to standard output; `make schema` puts it into `resources/`.
"""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from claimcheck.records import Claim, Report
from claimcheck.reports.decisions import ReportFile, ReviewedReport, merge
from claimcheck.reports.error_budget import budget_line


def to_json(reviewed: Report | ReviewedReport, *, texts: bool = True) -> bytes:
    """The report as indented UTF-8 JSON with a final newline; `texts=False` leaves the full texts out."""
    return msgspec.json.format(_encode(reviewed, texts), indent=1) + b"\n"


def to_json_line(reviewed: Report | ReviewedReport, *, texts: bool = True) -> bytes:
    """The report as one line of JSON Lines."""
    return _encode(reviewed, texts) + b"\n"


def claims_to_jsonl(claims: tuple[Claim, ...]) -> bytes:
    """Claims without verdicts, one a line."""
    return b"".join(msgspec.json.encode(claim) + b"\n" for claim in claims)


def report_schema() -> dict[str, Any]:
    """The JSON Schema of a report, as `resources/report.schema.json` holds it.

    It follows from the records and lists every field that this version always writes as required.
    """
    schema = msgspec.json.schema(ReportFile)
    for definition in schema["$defs"].values():
        definition["description"] = inspect.cleandoc(definition["description"])
        always = definition.get("required", ())
        # A field without a value and without a default may be unset, and is then left out.
        definition["required"] = [
            name for name, field in definition["properties"].items() if name in always or "default" in field
        ]
        for field in definition["properties"].values():
            field.pop("default", None)
    schema["$defs"]["ReportFile"]["properties"]["schema"] = {"const": "claimcheck/report/1"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "claimcheck/report/1",
        **schema,
    }


def schema_bytes() -> bytes:
    """`report_schema` as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(report_schema()), indent=2) + b"\n"


def _encode(reviewed: Report | ReviewedReport, texts: bool) -> bytes:
    reviewed = merge(reviewed) if isinstance(reviewed, Report) else reviewed
    report, made = reviewed.report, reviewed.decisions
    fields = {name: getattr(report, name) for name in Report.__struct_fields__}
    line = budget_line(report.models)
    file = ReportFile(**fields, error_budget=line, decisions=made.decisions, added=made.added)
    return msgspec.json.encode(file if texts else msgspec.structs.replace(file, texts={}))


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(schema_bytes())
