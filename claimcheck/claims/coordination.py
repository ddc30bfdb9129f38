"""Verbs that share a subject: whether a verb after "and" belongs to the clause before it.

"will spend X and pay Y" comes apart into two claims, "suspend or remove X" and "a law that bans X and
taxes Y" do not. What the second verb shares with the first ("will", "has", "agreed to") is carried.
"""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.verb_forms import word_set

_PERFECT = frozenset({"has", "have", "had", "hasn't", "haven't", "hadn't"})
_PAST_BE = frozenset({"was", "were", "wasn't", "weren't"})
_SINGULAR = frozenset({"is", "has", "does", "was", "isn't", "hasn't", "doesn't"})
_PLURAL = frozenset({"are", "have", "do", "were", "am"})
_OBJECT_TAGS = frozenset("D#OXPS'")
# Most tokens from the verb to the "to" that a list of infinitives shares.
_MAX_CARRIED = 10
# Further away than this many tokens a verb shares nothing.
_MAX_CLAUSE = 150


class Sharing(NamedTuple):
    """Token ranges of what a clause takes from an earlier one: its subject, and further words."""

    subject: tuple[int, int] | None
    carried: tuple[tuple[int, int], ...]


def carried_by(tokens: Tokens, left: Clause, verb: int, *, listed: bool) -> Sharing | None:
    """What the verb at `verb` shares with the clause `left` before it; None where it is no assertion.

    `listed` says that a comma stands before the verb or its coordinator.
    """
    if (
        left.subject is None
        or left.last - left.verb > _MAX_CLAUSE
        or _lacks_object(tokens, left, verb)
        or (not listed and _in_relative(tokens, left))
    ):
        return None
    tag, form = tokens.tags[verb], tokens.forms[verb]
    if tag == "c":
        return _bare(tokens, left, listed=listed)
    if tag == "F" and form in "MA":
        return None if _competes(tokens, left, "MA") else Sharing(left.subject, ())
    if tag == "F" and form in "sb":
        return _present(tokens, left, form)
    if tag == "F" and form == "p":
        return _past(tokens, left)
    if tag in "Fn":
        return _past_or_participle(tokens, left, verb, listed=listed)
    return _progressive(tokens, left) if tag == "g" else None


def further_aim(tokens: Tokens, left: Clause, to: int) -> Sharing | None:
    """What "to" at `to` shares in "agreed to stop fighting and to end attacks"; None in doubt.

    The first "to" must follow the verbs of `left` at once, and no other stand between: in "signed a law to
    cut taxes and to raise wages" both say what the law is for. A "not" in front of it is not shared.
    """
    if left.subject is None or tokens.tags[to + 1 : to + 2] != ["I"]:
        return None
    behind = _group(tokens, left.verb)[-1] + 1
    first = behind
    while first < left.last and tokens.tags[first] in 'A"':
        first += 1
    if "T" not in tokens.tags[first : first + 1] or "T" in tokens.tags[first + 1 : left.last]:
        return None
    if first > behind and behind == left.verb + 1 and tokens.forms[left.verb] == "A":
        return None  # "was not to export arms and to let inspectors in": both may be denied
    return Sharing(left.subject, ((left.verb, behind),))


def _lacks_object(tokens: Tokens, left: Clause, verb: int) -> bool:
    """Whether one of the two verbs stands bare, so that both share what follows or precedes."""
    before = left.last - 1
    while before > left.verb and tokens.tags[before] in 'A",':
        before -= 1
    after = verb + 1
    if after >= len(tokens.tags) or tokens.tags[after] in ",.;":
        return True
    return before <= left.verb or tokens.tags[before] in "vcIF"


def _competes(tokens: Tokens, left: Clause, forms: str) -> bool:
    """Whether an inner clause of `left` has a verb of the same form that the new verb could follow on."""
    return any(tokens.tags[i] == "F" and tokens.forms[i] in forms for i in range(left.verb + 1, left.last))


def _in_relative(tokens: Tokens, left: Clause) -> bool:
    """Whether `left` ends in a relative clause, which the verb after a bare "and" could belong to."""
    for i in range(max(left.verb, left.first) + 1, left.last):
        noun = tokens.tags[i - 1] in "NX"
        if tokens.tags[i] == "W" or (tokens.words[i] == "that" and tokens.tags[i] == "S" and noun):
            return True
    return False


def _present(tokens: Tokens, left: Clause, form: str) -> Sharing | None:
    word = tokens.words[left.verb]
    fits = tokens.forms[left.verb] == form or word in (_SINGULAR if form == "s" else _PLURAL)
    if not fits or _competes(tokens, left, "sb"):
        return None
    return Sharing(left.subject, ())


def _past(tokens: Tokens, left: Clause) -> Sharing | None:
    if tokens.forms[left.verb] not in "peA" or _competes(tokens, left, "pe"):
        return None
    return Sharing(left.subject, ())


def _past_or_participle(tokens: Tokens, left: Clause, verb: int, *, listed: bool) -> Sharing | None:
    """A form like "killed": past after "displaced", after "was" or "has" a participle that shares it."""
    form = tokens.forms[left.verb]
    follows_object = tokens.tags[verb + 1] in _OBJECT_TAGS
    inner = [i for i in range(left.verb + 1, left.last) if tokens.tags[i] in "nF"]
    if inner and tokens.tags[inner[-1]] == "n" and not follows_object:
        return None
    if form in "pe":
        return None if _competes(tokens, left, "pe") else Sharing(left.subject, ())
    if form not in "AM" or _competes(tokens, left, "peMA"):
        return None
    group = _group(tokens, left.verb)
    participle = len(group) > 1 and tokens.forms[group[-1]] in ("e", "n")
    word = tokens.words[left.verb]
    if participle and word in _PERFECT:
        return Sharing(left.subject, ((left.verb, group[-1]),))
    active = (
        not participle or follows_object or listed or tokens.words[verb] in word_set("intransitive_pasts")
    )
    if active and tokens.tags[verb] == "F" and word in _PAST_BE:
        return Sharing(left.subject, ())
    return Sharing(left.subject, ((left.verb, group[-1]),)) if participle and not active else None


def _progressive(tokens: Tokens, left: Clause) -> Sharing | None:
    group = _group(tokens, left.verb)
    if tokens.forms[left.verb] != "A" or len(group) < 2 or tokens.forms[group[-1]] != "g":
        return None
    return Sharing(left.subject, ((left.verb, group[-1]),))


def _bare(tokens: Tokens, left: Clause, *, listed: bool) -> Sharing | None:
    """A bare verb: shares the nearest modal, or in a list with commas the nearest "to"."""
    for i in range(left.last - 1, left.verb - 1, -1):
        tag = tokens.tags[i]
        if i == left.verb and tag == "c":
            return Sharing(left.subject, left.carried)
        if tag == "I":
            to = next((k for k in range(i, left.verb, -1) if tokens.words[k] == "to"), -1)
            near = 0 < to - left.verb <= _MAX_CARRIED and "," not in tokens.tags[left.verb : to]
            return Sharing(left.subject, ((left.verb, to + 1),)) if listed and near else None
        if tag == "v" and tokens.forms[left.verb] == "M" and i <= _group(tokens, left.verb)[-1]:
            return Sharing(left.subject, ((left.verb, left.verb + 1),))
        if tag == "F" and i != left.verb:
            return None
    return None


def _group(tokens: Tokens, verb: int) -> list[int]:
    """The verbs of the group that begins with the finite verb at `verb`, adverbs skipped."""
    group = [verb]
    i = verb + 1
    while i < len(tokens.tags) and tokens.tags[i] in 'vA"':
        if tokens.tags[i] == "v":
            group.append(i)
        i += 1
    return group
