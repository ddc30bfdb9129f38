"""What a host's robots.txt lets us fetch (RFC 9309)."""

from __future__ import annotations

from typing import NamedTuple

_TOKEN = "claimcheck"  # noqa: S105  (the name that robots.txt files know us by, no secret)


class Robots(NamedTuple):
    """The rules of one host that hold for us: (allowed, pattern) pairs, and seconds between two pages."""

    rules: tuple[tuple[bool, str], ...] = ()
    delay: float = 0.0

    def permits(self, target: str) -> bool:
        """Whether path and query `target` may be fetched: the longest pattern decides, a tie allows."""
        decisive = max(
            ((len(pattern), allowed) for allowed, pattern in self.rules if _matches(pattern, target)),
            default=(0, True),
        )
        return decisive[1]


NOTHING_ALLOWED = Robots(rules=((False, "/"),))


def parse_robots(text: str) -> Robots:
    """The rules of the groups that name us, else of those for everybody; unknown lines are passed over."""
    ours: list[tuple[str, str]] = []
    everybody: list[tuple[str, str]] = []
    named = False
    agents: list[str] = []
    in_rules = False
    for line in text.splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            agents = [value.lower()] if in_rules else [*agents, value.lower()]
            in_rules = False
            named = named or value.lower() == _TOKEN
        elif key in {"allow", "disallow", "crawl-delay"}:
            in_rules = True
            if _TOKEN in agents:
                ours.append((key, value))
            elif "*" in agents:
                everybody.append((key, value))
    return _robots(ours if named else everybody)


def _robots(lines: list[tuple[str, str]]) -> Robots:
    rules = tuple((key == "allow", value) for key, value in lines if key != "crawl-delay" and value)
    delays = [float(value) for key, value in lines if key == "crawl-delay" and _is_number(value)]
    return Robots(rules, max(delays, default=0.0))


def _is_number(value: str) -> bool:
    return len(value) < 10 and value.isascii() and value.replace(".", "", 1).isdigit()


def _matches(pattern: str, target: str) -> bool:
    """Whether `pattern` matches a beginning of `target`: `*` is anything, a final `$` the end.

    Each piece between two `*` is looked for once, from the left, so that time stays linear.
    """
    anchored = pattern.endswith("$")
    first, *pieces = pattern.removesuffix("$").split("*")
    if not target.startswith(first):
        return False
    at = len(first)
    if not pieces:
        return not anchored or at == len(target)
    for piece in pieces[:-1]:
        found = target.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    last = pieces[-1]
    if anchored:
        return len(target) - len(last) >= at and target.endswith(last)
    return target.find(last, at) >= 0
