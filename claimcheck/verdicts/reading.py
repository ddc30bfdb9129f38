"""One reading of a text: what language/ finds in it, each read once and kept."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property, lru_cache

import msgspec

from claimcheck.language.dates import find_dates
from claimcheck.language.names import find_names
from claimcheck.language.polarity import find_directions, find_negations
from claimcheck.language.quantities import find_quantities
from claimcheck.language.status import find_statuses, main_status
from claimcheck.language.words import Word, is_stopword, stem, words
from claimcheck.records import DateSpan, Direction, Name, Quantity, Span, Status
from claimcheck.resources import load_toml


class Reading(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """A claim or passage as its words, values, names and statuses; offsets count in `text`.

    `anchor` is the ISO date against which relative dates are resolved, or empty. Each of the others is looked
    for when it is first asked for: of most passages only words and names ever are.
    """

    text: str
    anchor: str = ""

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """All words."""
        return words(self.text)

    @cached_property
    def content(self) -> tuple[Word, ...]:
        """The words that are no function words."""
        return tuple(word for word in self.words if not is_stopword(word))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of all content words."""
        return frozenset(word.stem for word in self.content)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities."""
        return find_quantities(self.text)

    @cached_property
    def dates(self) -> tuple[DateSpan, ...]:
        """The dates."""
        return find_dates(self.text, self.anchor or None)

    @cached_property
    def names(self) -> tuple[Name, ...]:
        """The names."""
        return find_names(self.text)

    @cached_property
    def actors(self) -> frozenset[str]:
        """The actors whom the names name."""
        return frozenset(name.actor for name in self.names)

    @cached_property
    def statuses(self) -> tuple[Status, ...]:
        """The phrases that say how far an act has gone."""
        return find_statuses(self.text)

    @cached_property
    def main(self) -> Status | None:
        """The status that governs the text, if one does."""
        return main_status(self.text)

    @cached_property
    def negations(self) -> tuple[Span, ...]:
        """The words that deny something."""
        return find_negations(self.text)

    @cached_property
    def directions(self) -> tuple[Direction, ...]:
        """The words that say which way something moves."""
        return find_directions(self.text)

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
    return Reading(text=text, anchor=anchor)
