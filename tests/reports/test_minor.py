"""A claim that seems worth little is left out, unless a party speaks to it."""

from __future__ import annotations

from typing import Any

import pytest

from claimcheck.reports.minor import is_minor


@pytest.mark.parametrize("label", ["supported", "overstated", "contradicted"])
def test_what_a_party_speaks_to_is_never_left_out(make: Any, label: str) -> None:
    verdicts = {"Bank": make.verdict("not_mentioned"), "Port": make.verdict(label)}
    assert not is_minor(make.claim("1", "Hm.", verdicts, check_worthy=False))


@pytest.mark.parametrize("label", ["not_mentioned", "no_document"])
def test_what_is_worth_little_and_met_with_silence_is_left_out(make: Any, label: str) -> None:
    verdicts = {"Bank": make.verdict(label)}
    assert is_minor(make.claim("1", "Hm.", verdicts, check_worthy=False))
    assert not is_minor(make.claim("1", "Hm.", verdicts, check_worthy=True))
