"""The terms under which a text is found: stems, and values and actors in one canonical form."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache

from claimcheck.language.aliases import bare, load_aliases, name_tokens
from claimcheck.language.dates import find_dates
from claimcheck.language.names import find_names
from claimcheck.language.quantities import find_quantities
from claimcheck.language.words import content_words
from claimcheck.resources import load_toml


@lru_cache(maxsize=8192)
def search_terms(text: str) -> tuple[str, ...]:
    """The search terms of `text`, with repetitions.

    Beside the stems of its content words: "=3.5..3.75 percent" for a quantity in whatever form it is
    written, "@2025-04-02..2025-04-02" for a date, "~China" for an actor under any of its names.
    """
    terms = [word.stem for word in content_words(text)]
    terms += [f"={quantity.low:g}..{quantity.high:g} {quantity.unit}" for quantity in find_quantities(text)]
    terms += [f"@{date.first}..{date.last}" for date in find_dates(text) if date.first]
    terms += [f"~{name.actor}" for name in find_names(text)]
    return tuple(terms)


@lru_cache(maxsize=8192)
def index_terms(text: str) -> tuple[str, ...]:
    """The terms of `text` for an index of very many texts: as `search_terms`, at a third of the time.

    Quantities and dates are only looked for where a digit or a spelled number stands, names only among the
    known ones.
    """
    found = content_words(text)
    terms = [word.stem for word in found]
    digits = any(word.text[0].isdigit() for word in found)
    if digits or not _number_words().isdisjoint(word.text.lower() for word in found):
        terms += [f"={one.low:g}..{one.high:g} {one.unit}" for one in find_quantities(text)]
    if digits:
        terms += [f"@{date.first}..{date.last}" for date in find_dates(text) if date.first]
    terms += [f"~{actor}" for actor in _known_actors(text)]
    return tuple(terms)


@cache
def _number_words() -> frozenset[str]:
    return frozenset(load_toml("retrieval.toml")["terms"]["number_words"].split())


def _known_actors(text: str) -> Iterator[str]:
    """The actors of the known names in `text`, the longest name at each place."""
    forms = load_aliases().forms
    tokens = [bare(match.group()) for match in name_tokens(text)]
    at = 0
    while at < len(tokens):
        for form in forms.get(tokens[at], ()):
            if tuple(tokens[at + 1 : at + 1 + len(form.tail)]) == form.tail:
                yield form.actor
                at += len(form.tail)
                break
        at += 1
