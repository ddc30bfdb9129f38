"""The terms under which a text is found: stems, and values and actors in one canonical form."""

from __future__ import annotations

from functools import lru_cache

from claimcheck.language.dates import find_dates
from claimcheck.language.names import find_names
from claimcheck.language.quantities import find_quantities
from claimcheck.language.words import content_words


@lru_cache(maxsize=65536)
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
