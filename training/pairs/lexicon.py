"""The words and wordings that edits draw on, from lexicon.toml beside this module."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def lexicon() -> dict[str, Any]:
    """The parsed lexicon; callers must not change it."""
    return tomllib.loads(Path(__file__).with_name("lexicon.toml").read_text(encoding="utf-8"))


def word_list(name: str) -> tuple[str, ...]:
    """The words of the list `name` in the section `words`, in the order of the file."""
    return tuple(lexicon()["words"][name].split())
