"""What a document says of itself, the same from front matter and from JSONL rows."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

import msgspec

_YEAR_MONTH_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ].{0,60})?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T.{0,60})?")


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """Who speaks (`parties`, several for a joint document), title, ISO date, address and kind.

    Everything that was not given is empty (`url` None).
    """

    parties: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    url: str | None = None
    kind: str = ""


def party_names(value: str | Iterable[str] | None) -> tuple[str, ...]:
    """One or several party names: trimmed, blank and repeated ones dropped, order kept."""
    names = [value] if isinstance(value, str) else list(value or ())
    return tuple(dict.fromkeys(name.strip() for name in names if name.strip()))


def iso_date(value: str) -> str | None:
    """The day of an ISO 8601 date or date and time as `2025-09-26`; None if it names no day.

    The day is taken as written, whatever the time zone. Months and days may lack their leading zero.
    """
    match = _YEAR_MONTH_DAY.fullmatch(value.strip()) or _COMPACT.fullmatch(value.strip())
    if match is None:
        return None
    try:
        return date(*(int(part) for part in match.groups())).isoformat()
    except ValueError:
        return None
