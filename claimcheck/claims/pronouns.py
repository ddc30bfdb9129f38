"""What a pronoun is in its sentence: empty, an object, tied to a verb; and the words that replace it."""

from __future__ import annotations

from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.edits import Edit
from claimcheck.claims.referents import Referent, fits, reference_words

POSSESSIVE = frozenset({"his", "its", "their", "her"})


def explains_itself(tokens: Tokens, clause: Clause, own: Referent | None, i: int) -> bool:
    """Whether the pronoun needs no edit: it is reflexive, stands for nothing or for its own subject."""
    word = tokens.words[i]
    if word.endswith(("self", "selves")) or (word == "it" and _is_empty_it(tokens, i)):
        return True
    if own is None or not (fits(word, own) or _may_be(word, own)):
        return False
    if clause.subject is not None and clause.subject[0] <= i < clause.subject[1]:
        return word in POSSESSIVE and "," in tokens.tags[clause.subject[0] : i]
    return not is_object(tokens, i)


def _may_be(word: str, own: Referent) -> bool:
    """Whether "its" may be said of a name of unknown kind, so that any other name would be a guess."""
    return word in ("it", "its") and own.person is None and not own.plural


def names_kind(tokens: Tokens, clause: Clause, i: int) -> bool:
    """Whether "it" at `i` is called a thing of a kind ("it was a historic call"), as events are."""
    verb = clause.verb
    if clause.subject != (i, i + 1) or verb < 0 or tokens.words[verb] not in ("is", "was", "'s"):
        return False
    after = next((k for k in range(verb + 1, clause.last) if tokens.tags[k] not in 'A"'), verb)
    return tokens.tags[after] in "D#"


def is_contracted(tokens: Tokens, i: int) -> bool:
    """Whether a verb is tied to the pronoun ("it's"), which no name can take over."""
    return i + 1 < len(tokens.words) and tokens.words[i + 1][0] in "'’" and tokens.tags[i + 1] == "F"


def stands_alone(tokens: Tokens, i: int) -> bool:
    """Whether "this" or "these" at `i` is a subject, not the determiner of a noun."""
    return i + 1 < len(tokens.tags) and tokens.tags[i + 1] in "FA"


def _owns(tokens: Tokens, i: int) -> bool:
    """Whether the pronoun is a possessive; "her" only right before a noun, or its adjective or adverb."""
    if tokens.words[i] != "her":
        return tokens.words[i] in POSSESSIVE
    following, then = (*tokens.tags[i + 1 : i + 3], "", "")[:2]
    modified = following in ("n", "A") and then in ("N", "X") and tokens.words[i + 1] != "not"
    return tokens.tags[i] != "O" and (following in ("N", "X") or modified)


def is_object(tokens: Tokens, i: int) -> bool:
    """Whether the pronoun is an object: no verb follows it, and it is no possessive."""
    if _owns(tokens, i):
        return False
    if tokens.words[i] == "her":
        return True
    if tokens.tags[i] == "O":
        return True
    following = i + 1
    while following < len(tokens.tags) and tokens.tags[following] == "A":
        following += 1
    return following >= len(tokens.tags) or tokens.tags[following] != "F"


def _is_empty_it(tokens: Tokens, i: int) -> bool:
    """Whether "it" stands for nothing, as in "it is clear that" and "it was Moscow that proposed it"."""
    window = tokens.words[i + 1 : i + 5]
    if tokens.words[i + 1 : i + 2] in (["is"], ["was"], ["'s"], ["’s"]):
        after = [k for k in range(i + 2, min(i + 6, len(tokens.words))) if tokens.words[k] != "not"]
        if len(after) > 1 and tokens.tags[after[0]] in "NAn" and tokens.words[after[1]] == "that":
            return True
        named = next((k for k in after if tokens.tags[k] != "X"), i)
        if after and named > after[0] and tokens.words[named] in ("that", "who"):
            return True
    if not any(word in reference_words("empty_it") for word in window):
        return False
    if window[:1] in (["is"], ["was"]) and "if" in tokens.words[i + 2 : i + 8]:
        return True
    return any(word in reference_words("empty_it_of") for word in tokens.words[i + 2 : i + 8])


def pronoun_edit(tokens: Tokens, i: int, found: Referent | None) -> Edit:
    """Write what the pronoun at `i` stands for; an edit without new words where nothing was found.

    "About 9,000 people" are nothing either: said again, they would be others.
    """
    if found is None or _is_vague(found.text):
        return Edit(tokens.starts[i], tokens.ends[i], "")
    ending = ("'" if found.text.endswith("s") else "'s") if _owns(tokens, i) else ""
    new = found.text + ending
    capital = tokens.starts[i] == 0
    return Edit(tokens.starts[i], tokens.ends[i], new if capital else _lower_article(new))


def _is_vague(text: str) -> bool:
    """Whether the phrase counts roughly: "some 1,400 soldiers", but not the name "About Time Inc."."""
    first, _, rest = text.partition(" ")
    return first.lower() in reference_words("vague_openings") and not rest[:1].isupper()


def _lower_article(text: str) -> str:
    """Write "The deal" and "Two men" as within a sentence; a name keeps its capital ("All Blacks")."""
    words = text.split(" ")
    common = words[0] in ("The", "A", "An", "Both", "These", "Those") or words[-1][:1].islower()
    lowered = common and words[0].lower() in reference_words("lowered_openings")
    return text[0].lower() + text[1:] if lowered else text
