"""A comparison as JSON, schemas `claimcheck/comparison/1` and `claimcheck/matrix/1`, and their JSON Schemas.

Run as a module with "comparison" or "matrix" it writes that JSON Schema to standard output; `make schema`
puts them into `resources/`.
"""

from __future__ import annotations

import inspect
from typing import Any

import msgspec

from claimcheck.comparison.records import Comparison, Matrix

SCHEMAS: dict[str, tuple[type[Any], str]] = {
    "comparison": (Comparison, "claimcheck/comparison/1"),
    "matrix": (Matrix, "claimcheck/matrix/1"),
}


def comparison_to_json(found: Comparison | Matrix, *, texts: bool = True) -> bytes:
    """The comparison as indented UTF-8 JSON with a final newline; `texts=False` leaves the full texts out."""
    kept = found if texts else msgspec.structs.replace(found, texts={})
    return msgspec.json.format(msgspec.json.encode(kept), indent=1) + b"\n"


def schema_of(name: str) -> dict[str, Any]:
    """The JSON Schema "comparison" or "matrix"; it follows from the records and requires every field."""
    record, title = SCHEMAS[name]
    schema = msgspec.json.schema(record)
    for definition in schema["$defs"].values():
        definition["description"] = inspect.cleandoc(definition["description"])
        definition["required"] = list(definition["properties"])
        for field in definition["properties"].values():
            field.pop("default", None)
    schema["$defs"][record.__name__]["properties"]["schema"] = {"const": title}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": title, **schema}


def schema_bytes(name: str) -> bytes:
    """`schema_of` as indented JSON with a final newline."""
    return msgspec.json.format(msgspec.json.encode(schema_of(name)), indent=2) + b"\n"


if __name__ == "__main__":
    import sys

    sys.stdout.buffer.write(schema_bytes(sys.argv[1]))
