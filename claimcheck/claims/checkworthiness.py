"""How much a claim is worth checking, from features on its surface.

A transparent sum of weighted features (see `resources/checkworthiness.toml`), squashed to 0..1.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import Any

from claimcheck.records import Claim
from claimcheck.resources import load_toml

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NUMBER = re.compile(r"\d")
_NAME = re.compile(r"(?<=[^.!?\s\"“] )[A-Z][^\W\d_]")
_DATE = re.compile(
    r"\b(?:19|20)\d\d\b|\b(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:January|February|March|April|June|July|August|September|October|November|December)\b"
)


# Words of these classes count anywhere, or only where the subject and its verb stand.
_ANYWHERE = ("act", "opinion", "first_person", "mood", "generality", "vague")
_IN_OPENING = ("prospect", "mood_subject")
_OPENING = 6


@cache
def _settings() -> dict[str, Any]:
    return load_toml("checkworthiness.toml")


@cache
def _lexicon(key: str) -> frozenset[str]:
    return frozenset(_settings()["words"][key].split())


def score_check_worthiness(claims: Sequence[Claim]) -> tuple[float, ...]:
    """One score for each claim, in order: 0 (not worth checking) to 1."""
    return tuple(_score(claim) for claim in claims)


def is_check_worthy(score: float) -> bool:
    """Whether a score reaches the shipped threshold."""
    return score >= float(_settings()["threshold"])


def _score(claim: Claim) -> float:
    weights = _settings()["weights"]
    total = float(_settings()["bias"])
    for feature in _features(claim):
        total += float(weights[feature])
    return round(1.0 / (1.0 + math.exp(-total)), 4)


def _features(claim: Claim) -> list[str]:
    text = claim.text
    words = [word.lower() for word in _WORD.findall(text)]
    opening = set(words[:_OPENING])
    found = set(words)
    features = [key for key in _ANYWHERE if found & _lexicon(key)]
    features.extend(key for key in _IN_OPENING if opening & _lexicon(key))
    checks = (
        ("number", _NUMBER.search(text) is not None),
        ("name", _NAME.search(claim.standalone) is not None),
        ("date", _DATE.search(text) is not None),
        ("attribution", bool(claim.attribution)),
        ("quotation", bool(claim.quotes)),
        ("headline", claim.headline),
        ("question", text.rstrip().endswith("?")),
    )
    return [*features, *(name for name, holds in checks if holds)]
