"""Real reports are valid by the JSON Schema that is shipped."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from claimcheck.resources import load_json

CASES = ("tiktok_call", "trade_framework", "black_sea_truce")
MODES = ("check", "verify against", "verify own")


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("case", CASES)
def test_a_real_report_is_valid(
    case: str, mode: str, report_of: Callable[[str, str], dict[str, Any]]
) -> None:
    Draft202012Validator(load_json("report.schema.json")).validate(report_of(case, mode))
