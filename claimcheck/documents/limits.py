"""The bounds of `resources/limits.toml`."""

from __future__ import annotations

from claimcheck.resources import load_toml


def limit(name: str) -> int:
    """The bound `name` as a whole number (bytes, characters or a count, as its name says)."""
    return int(load_toml("limits.toml")["documents"][name])


def control_share() -> float:
    """The share of control characters (0 to 1) above which a file counts as binary."""
    return float(load_toml("limits.toml")["documents"]["control_share"])


def listing(names: list[str]) -> str:
    """`names` for a message: the first few, and how many more there are."""
    shown = names[: limit("names_listed")]
    rest = len(names) - len(shown)
    return ", ".join(shown) + (f" and {rest:,} more" if rest else "")
