"""The wordings under which a claim is looked for: its own, and those with names under their common form."""

from __future__ import annotations

from claimcheck.language.names import country_of, find_names
from claimcheck.resources import load_toml


def wordings(text: str) -> tuple[str, ...]:
    """`text`, and `text` with each known name replaced by its actor's name, and by that of its country.

    "Beijing will buy soybeans" also gives "China will buy soybeans". No wording is given twice.
    """
    most = int(load_toml("corpus.toml")["search"]["widened"])
    common, of_country = [], []
    at = 0
    for name in find_names(text):
        between = text[at : name.start]
        country = country_of(name.actor) or name.actor
        # "Chinese officials" are not "China officials", and what a minister says is not what his country is.
        common += [between, name.text if name.kind == "demonym" else name.actor]
        of_country += [between, name.text if name.kind in ("demonym", "person") else country]
        at = name.end
    found = (text, *("".join([*parts, text[at:]]) for parts in (common, of_country)))
    return tuple(dict.fromkeys(found))[:most]


def aliases_tried(text: str) -> tuple[str, ...]:
    """The actors that `text` names, under whose every known form documents are searched."""
    return tuple(dict.fromkeys(name.actor for name in find_names(text) if country_of(name.actor)))
