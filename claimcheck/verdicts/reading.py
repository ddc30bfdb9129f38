"""One reading of a text: everything that language/ finds in it, read once and kept."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, lru_cache

import msgspec

from claimcheck.language.dates import find_dates
from claimcheck.language.names import find_names
from claimcheck.language.polarity import find_directions, find_negations
from claimcheck.language.quantities import find_quantities
from claimcheck.language.status import find_statuses, main_status
from claimcheck.language.words import Word, is_stopword, stem, words
from claimcheck.records import DateSpan, Direction, Name, Quantity, Span, Status
from claimcheck.resources import load_toml


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """A claim or passage as its words, values, names and statuses; offsets count in `text`."""

    text: str
    words: tuple[Word, ...]
    content: tuple[Word, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateSpan, ...]
    names: tuple[Name, ...]
    statuses: tuple[Status, ...]
    main: Status | None
    negations: tuple[Span, ...]
    directions: tuple[Direction, ...]

    @property
    def stems(self) -> frozenset[str]:
        """The stems of all content words."""
        return frozenset(word.stem for word in self.content)

    def near(self, start: int, end: int, reach: int) -> frozenset[str]:
        """Concepts of the content words within `reach` characters of a span, the span's own left out."""
        first = bisect_left(self.content, start - reach, key=_start)
        last = bisect_left(self.content, end + reach, key=_start)
        return frozenset(
            concept(word.stem)
            for word in self.content[first:last]
            if word.end <= start or (end <= word.start and word.end <= end + reach)
        )


def _start(word: Word) -> int:
    return word.start


@cache
def _families() -> dict[str, str]:
    families = load_toml("concepts.toml")["families"]
    return {stem(word): f"*{name}" for name, members in families.items() for word in members.split()}


def concept(stem_of_word: str) -> str:
    """The family of words that a stem belongs to ("*deal" for "divestitur"), else the stem itself."""
    return _families().get(stem_of_word, stem_of_word)


@lru_cache(maxsize=8192)
def read(text: str, anchor: str = "") -> Reading:
    """Reads `text`; `anchor` is the ISO date against which relative dates are resolved, or empty."""
    found = words(text)
    return Reading(
        text=text,
        words=found,
        content=tuple(word for word in found if not is_stopword(word)),
        quantities=find_quantities(text),
        dates=find_dates(text, anchor or None),
        names=find_names(text),
        statuses=find_statuses(text),
        main=main_status(text),
        negations=find_negations(text),
        directions=find_directions(text),
    )
