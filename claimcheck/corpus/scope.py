"""Which documents of a corpus are searched: the time, the parties, and the version that stood on a day."""

from __future__ import annotations

import datetime
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from claimcheck.corpus.arrays import Array
from claimcheck.corpus.files import SETTINGS
from claimcheck.corpus.records import Gone
from claimcheck.corpus.segments import OpenSegment, day_of
from claimcheck.errors import UnreadableInput
from claimcheck.resources import load_toml

_FORMAT = "It holds [window] with days_before and days_after, whole numbers from 0."


class Scope(msgspec.Struct, frozen=True, kw_only=True):
    """What is searched. Dates are ISO 8601; an empty one sets no bound.

    A document without a date is searched whatever the bounds.

    Attributes:
        since: the first day.
        until: the last day.
        as_of: the versions that stood on this day are searched; the present ones where empty.
    """

    since: str = ""
    until: str = ""
    as_of: str = ""


class Window(msgspec.Struct, frozen=True):
    """The days before and after an article that are searched unless the user says otherwise."""

    days_before: int
    days_after: int

    def around(self, date: str) -> Scope:
        """The scope around an ISO date; everything where it is empty."""
        if not day_of(date):
            return Scope()
        day = datetime.date.fromisoformat(date)
        return Scope(since=_shifted(day, -self.days_before), until=_shifted(day, self.days_after))


def _shifted(day: datetime.date, days: int) -> str:
    ordinal = min(max(day.toordinal() + days, 1), datetime.date.max.toordinal())
    return datetime.date.fromordinal(ordinal).isoformat()


def read_window(folder: Path) -> Window:
    """The window of the corpus in `folder`: that of its settings.toml, else the shipped one.

    Raises:
        UnreadableInput: the file is malformed.
    """
    setting = dict(load_toml("corpus.toml")["window"])
    path = folder / SETTINGS
    try:
        own: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Window(**setting)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        what = f"not a readable TOML file: {error}"
        raise UnreadableInput(what, where=str(path), remedy=_FORMAT) from error
    table = own.get("window", {})
    if set(own) - {"window"} or not isinstance(table, dict) or set(table) - set(setting):
        raise UnreadableInput("the file has an unknown key", where=str(path), remedy=_FORMAT)
    for name, value in table.items():
        if type(value) is not int or value < 0:
            raise UnreadableInput(f"{name} is no whole number from 0", where=str(path), remedy=_FORMAT)
    return Window(**{**setting, **table})


def in_scope(segment: OpenSegment, gone: tuple[Gone, ...], scope: Scope) -> Array:
    """Which documents of a segment are searched: bool (documents,).

    A version stands from the day on which it was added to the day before the one that replaced it; the first
    one stands from the beginning.
    """
    days = segment.days
    live = np.ones(len(days), dtype=bool)
    if scope.since:
        live &= (days >= day_of(scope.since)) | (days == 0)
    if scope.until:
        live &= (days <= day_of(scope.until)) | (days == 0)
    last = day_of(scope.as_of)
    if last:
        live &= segment.added <= last
    for one in gone:
        if one.segment == segment.name:
            live[one.document] &= one.replaced and bool(last) and last < day_of(one.at[:10])
    return live
