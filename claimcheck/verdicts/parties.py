"""Which actors a party speaks for, and where a claim names them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from claimcheck.language.names import country_of, find_names
from claimcheck.records import Claim, Document, Span

_SPLIT = re.compile(r"[\s_\-/.,]+")
_LONGEST_ACRONYM = 5
_PREPOSITION = re.compile(
    r"\b(?:in|of|from|to|at|with|for|by|on|against|between|into)\s(?:the\s)?$", re.IGNORECASE
)


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
    """Where the claim names one of the actors as its source or as the one who acts.

    A name acts where it stands before the claim's status phrase and no preposition leads to it ("Drug
    makers in Britain" does not name Britain as the actor). A source stands outside the claim's text; its
    own name in the text is then given, else the claim's first word.
    """
    act = claim.status.start - (claim.start or 0) if claim.status else len(claim.text) // 2
    for name in find_names(claim.text):
        acts = name.start < act and not _PREPOSITION.search(claim.text[max(0, name.start - 12) : name.start])
        if acts and (name.actor in actors or country_of(name.actor) in actors):
            return Span(name.text, name.start, name.end)
    for link in claim.attribution:
        sources = {name.actor for name in find_names(link.name or link.text)}
        sources |= {country for actor in sources if (country := country_of(actor))}
        if sources & actors:
            words = link.text if link.text in claim.text else claim.text.split(maxsplit=1)[0]
            at = claim.text.find(words)
            return Span(words, at, at + len(words))
    return None
