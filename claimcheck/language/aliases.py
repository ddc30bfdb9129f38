"""Who is who: actors, the forms they appear under, and whether two wordings mean one actor."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from claimcheck.errors import MissingInput, UnreadableInput
from claimcheck.resources import load_toml

ActorKind = Literal["country", "organisation", "person", "place"]
_FORMAT = 'An entry is [[actors]] with name = "..." and optionally kind, country and forms = ["..."]'
_TOKEN = re.compile(r"(?:[^\W\d_]\.){2,8}|[^\W_]+(?:['’][^\W_]+)*|\S")
_FAMILY_NAME_FIRST = frozenset({"China", "South Korea", "North Korea", "Taiwan", "Vietnam", "Cambodia"})


class Actor(msgspec.Struct, frozen=True):
    """One actor; `country` is the actor's key of its country (or body) or empty."""

    name: str
    kind: str
    country: str = ""


class Form(msgspec.Struct, frozen=True):
    """One way to write an actor: the tokens after the first, and the kind that this form has."""

    tail: tuple[str, ...]
    actor: str
    kind: str


class Contextual(msgspec.Struct, frozen=True):
    """A form that names `actor` only in a text that also holds one of `needs`."""

    tokens: tuple[str, ...]
    actor: str
    needs: tuple[str, ...]


class Aliases(msgspec.Struct, frozen=True):
    """All known actors by key, and their forms by first token, the longest first."""

    actors: dict[str, Actor]
    forms: dict[str, tuple[Form, ...]]
    contextual: tuple[Contextual, ...]


def bare(word: str) -> str:
    """`word` with typewriter apostrophes and without a possessive ending, as the tables have it."""
    return word.replace("’", "'").removesuffix("'s")


def name_tokens(text: str) -> Iterator[re.Match[str]]:
    """The tokens of `text` as names see them: "U.S." and "N'Djamena" are one, hyphens stand alone."""
    return _TOKEN.finditer(text)


def load_aliases(path: Path | None = None) -> Aliases:
    """The shipped aliases, with those of the user's TOML file `path` merged in; the user's forms win.

    The format is that of `resources/names.toml`: a list of `[[actors]]` with `name` and optionally `kind`,
    `country` and `forms`. Raises MissingInput where there is no such file, and UnreadableInput with the
    place where it is malformed.
    """
    if path is None:
        return _default() if _chosen else _shipped()
    return _build([*_entries(load_toml("names.toml")), *_read(path)])


def use_aliases(path: Path) -> None:
    """Makes the user's aliases in `path` the default of this process; call it before any text is read.

    Raises as `load_aliases`.
    """
    load_aliases(path)
    _chosen[:] = [path]


def chosen_aliases() -> Path | None:
    """The user's file that `use_aliases` chose, for processes that are to read as this one does."""
    return _chosen[0] if _chosen else None


def country_of(actor: str, aliases: Aliases | None = None) -> str | None:
    """The country (or body) that `actor` belongs to: "Xi Jinping" to "China", a country to itself.

    `actor` may be a key or any known form. None where it is not known.
    """
    known = aliases or load_aliases()
    found = known.actors.get(_key(actor, known))
    if found is None:
        return None
    return found.name if found.kind == "country" else found.country or None


def same_actor(a: str, b: str, aliases: Aliases | None = None) -> bool:
    """Whether two keys or forms mean one actor.

    Known actors are compared by key. Otherwise names match without titles, initials and case, by a shared
    surname ("Beth M. Hammack", "Hammack"), or as a name and the acronym of its words.
    """
    known = aliases or load_aliases()
    left, right = _key(a, known), _key(b, known)
    if left == right:
        return True
    if left in known.actors and right in known.actors:
        return False
    one, other = _plain(left), _plain(right)
    if not one or not other:
        return False
    return one == other or _same_person(one, other, known, left, right) or _is_acronym(left, right)


def _key(name: str, aliases: Aliases) -> str:
    """The key of `name` where one form covers all of it, else `name` itself."""
    if name in aliases.actors:
        return name
    tokens = tuple(bare(match.group()) for match in name_tokens(name))
    while tokens and tokens[0].lower() in {"the", "a", "an"}:
        tokens = tokens[1:]
    if not tokens:
        return name
    for form in aliases.forms.get(tokens[0], ()):
        if form.tail == tokens[1:]:
            return form.actor
    return name


@cache
def _titles() -> frozenset[str]:
    words = " ".join(load_toml("names.toml")["reading"]["titles"]).lower().replace(".", "").split()
    return frozenset(words) - {"of"}


def _plain(name: str) -> tuple[str, ...]:
    """The words of a name in lower case, without titles and initials."""
    words = [match.group().casefold().rstrip(".") for match in name_tokens(name)]
    kept = [word for word in words if len(word) > 1 and word[0].isalnum()]
    while len(kept) > 1 and (kept[0] in _titles() or kept[0] == "the"):
        kept = kept[1:]
    return tuple(kept)


def _same_person(
    one: tuple[str, ...], other: tuple[str, ...], aliases: Aliases, left: str, right: str
) -> bool:
    keywords = {word.casefold() for word in load_toml("names.toml")["reading"]["organisations"].split()}
    if keywords & {*one, *other}:
        return False
    for key in (left, right):
        actor = aliases.actors.get(key)
        if actor is not None and actor.kind != "person":
            return False
    short, full = sorted((one, other), key=lambda words: (len(words), words))
    if len(short) == 1:
        actor = aliases.actors.get(left if full == one else right)
        first = actor is not None and actor.country in _FAMILY_NAME_FIRST
        return 2 <= len(full) <= 4 and short[0] == (full[0] if first else full[-1])
    return short[-1] == full[-1] and (short[0] == full[0])


def _is_acronym(a: str, b: str) -> bool:
    short, full = sorted((a, b), key=lambda name: (len(name), name))
    letters = short.replace(".", "")
    initials = "".join(match.group()[0] for match in name_tokens(full) if match.group()[0].isupper())
    return len(letters) >= 3 and letters.isupper() and letters == initials


# Reading


# The user's file, where one was chosen for this process.
_chosen: list[Path] = []


@cache
def _default() -> Aliases:
    return load_aliases(_chosen[0])


@cache
def _shipped() -> Aliases:
    return _build(_entries(load_toml("names.toml")))


_Entry = tuple[Actor, tuple[tuple[str, str], ...]]


def _entries(data: dict[str, Any]) -> list[_Entry]:
    """The shipped tables as actors with their forms; each form with the kind it has."""
    entries: list[_Entry] = []
    for name, (capital, demonym, other) in data["countries"].items():
        forms = [(form, "country") for form in (name, *_split(capital), *_split(other))]
        forms += [(form, "demonym") for form in _split(demonym)]
        entries.append((Actor(name, "country"), tuple(forms)))
    for table, kind in (("organisations", "organisation"), ("people", "person")):
        for name, (country, other) in data[table].items():
            forms = [(form, kind) for form in (name, *_split(other))]
            entries.append((Actor(name, kind, country), tuple(forms)))
    entries.extend(_entry(entry) for entry in data["actors"])
    return entries


def _split(text: str) -> list[str]:
    return [part for part in text.split("|") if part]


def _entry(data: dict[str, Any]) -> _Entry:
    actor = Actor(data["name"], data.get("kind", "organisation"), data.get("country", ""))
    return actor, tuple((form, actor.kind) for form in (actor.name, *data.get("forms", ())))


def _build(entries: Iterable[_Entry]) -> Aliases:
    actors: dict[str, Actor] = {}
    forms: dict[str, dict[tuple[str, ...], Form]] = {}
    for actor, written in entries:
        actors[actor.name] = actor
        for text, kind in written:
            tokens = tuple(bare(match.group()) for match in name_tokens(text))
            for variant in (tokens, *_upper(tokens)):
                forms.setdefault(variant[0], {})[variant[1:]] = Form(variant[1:], actor.name, kind)
    contextual = tuple(
        Contextual(tuple(entry["form"].split()), entry["actor"], tuple(entry["needs"]))
        for entry in load_toml("names.toml")["contextual"]
    )
    ordered = {
        head: tuple(sorted(found.values(), key=lambda form: (-len(form.tail), form.tail)))
        for head, found in forms.items()
    }
    return Aliases(actors, ordered, contextual)


def _upper(tokens: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Datelines and headings write names in capitals; short names would clash with acronyms."""
    return [tuple(token.upper() for token in tokens)] if len("".join(tokens)) >= 4 else []


def _read(path: Path) -> list[_Entry]:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingInput("there is no such alias file", where=str(path)) from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UnreadableInput(
            f"not a readable TOML file: {error}", where=str(path), remedy=_FORMAT
        ) from error
    entries = data.get("actors")
    if not isinstance(entries, list) or set(data) != {"actors"}:
        raise UnreadableInput(
            "an alias file holds [[actors]] and nothing else", where=str(path), remedy=_FORMAT
        )
    return [_checked(entry, f"{path}, actor {number}") for number, entry in enumerate(entries, 1)]


def _checked(entry: object, where: str) -> _Entry:
    def fail(what: str) -> UnreadableInput:
        return UnreadableInput(what, where=where, remedy=_FORMAT)

    if not isinstance(entry, dict):
        raise fail("not a table")
    unknown = sorted(set(entry) - {"name", "kind", "country", "forms"})
    if unknown:
        raise fail(f"unknown key {unknown[0]!r}")
    name, forms = entry.get("name"), entry.get("forms", [])
    if not isinstance(name, str) or not name.strip():
        raise fail("name is missing or no text")
    if entry.get("kind", "organisation") not in get_args(ActorKind):
        raise fail(f"kind must be one of {', '.join(get_args(ActorKind))}")
    if not isinstance(entry.get("country", ""), str):
        raise fail("country is no text")
    if not isinstance(forms, list) or not all(isinstance(form, str) and form.strip() for form in forms):
        raise fail("forms is no list of texts")
    return _entry(entry)
