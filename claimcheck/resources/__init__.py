"""Data files: lexicons, thresholds, schemas, model graphs. Read through these functions."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any


def resource_path(name: str) -> Path:
    """Path of a data file of this package, e.g. `resource_path("status.toml")`."""
    return Path(str(files(__name__).joinpath(name)))


@cache
def load_toml(name: str) -> dict[str, Any]:
    """The parsed TOML resource `name`; read once a process. Callers must not change it."""
    return tomllib.loads(resource_path(name).read_text(encoding="utf-8"))


@cache
def load_json(name: str) -> dict[str, Any]:
    """The parsed JSON resource `name`; read once a process. Callers must not change it."""
    parsed: dict[str, Any] = json.loads(resource_path(name).read_text(encoding="utf-8"))
    return parsed
