"""The bounds of `resources/limits.toml`, and what the environment sets in their place."""

from __future__ import annotations

import os

from claimcheck.errors import UsageError
from claimcheck.resources import load_toml

_VARIABLE = "CLAIMCHECK_LIMIT_"


def limit(name: str) -> int:
    """The bound `name` as a whole number (bytes, characters or a count, as its name says).

    Raises:
        UsageError: the environment variable `CLAIMCHECK_LIMIT_<NAME>` is not a whole number above 0.
    """
    variable = _VARIABLE + name.upper()
    given = os.environ.get(variable)
    if given is None:
        return int(load_toml("limits.toml")["documents"][name])
    if not (given.isascii() and given.isdigit() and len(given) <= 15 and int(given)):
        raise UsageError(
            f"{given[:40]!r} is not a whole number above 0", where=variable, remedy="Write it as 5000."
        )
    return int(given)


def control_share() -> float:
    """The share of control characters (0 to 1) above which a file counts as binary."""
    return float(load_toml("limits.toml")["documents"]["control_share"])


def listing(names: list[str]) -> str:
    """`names` for a message: the first few, and how many more there are."""
    shown = names[: limit("names_listed")]
    rest = len(names) - len(shown)
    return ", ".join(shown) + (f" and {rest:,} more" if rest else "")
