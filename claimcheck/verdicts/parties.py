"""Which actors a party speaks for, and where a claim names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.language.names import country_of, find_names
from claimcheck.records import Claim, Document, Span

_SPLIT = re.compile(r"[\s_\-/.,]+")
_LONGEST_ACRONYM = 5


def party_actors(party: str, documents: Sequence[Document]) -> frozenset[str]:
    """The actors that a party's name stands for, and their countries.

    A party is often called by a file or folder ("prc_readout"), so each of its words is also read as an
    acronym and as a capitalised name. Where the name says nothing, the titles of its documents are read;
    an actor that all of them name is taken.
    """
    tokens = [token for token in _SPLIT.split(party) if token]
    forms = [
        " ".join(tokens),
        " ".join(token.title() for token in tokens),
        " ".join(token.upper() if len(token) <= _LONGEST_ACRONYM else token.title() for token in tokens),
    ]
    found = {name.actor for form in forms for name in find_names(form)}
    known = {actor for actor in found if country_of(actor)}
    if not known:
        named = [{name.actor for name in find_names(document.title)} for document in documents]
        known = set.intersection(*named) if named else set()
    return frozenset(found | known | {country for actor in known if (country := country_of(actor))})


def named_in(claim: Claim, actors: frozenset[str]) -> Span | None:
    """Where the claim names one of the actors: as its outermost source, else in its own words.

    A source stands outside the claim's text, so only names inside the text have a span there.
    """
    for name in find_names(claim.text):
        if name.actor in actors or country_of(name.actor) in actors:
            return Span(name.text, name.start, name.end)
    return None
