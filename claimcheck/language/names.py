"""Finds proper names and says which actor each stands for.

A name is a known form (see `aliases`), a title with the capitalised words after it, or a run of capitalised
words. At the start of a sentence and in headings a capital proves nothing, so there an unknown word counts
only where the rest of the text writes it as a name. All passes are linear in the text.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import msgspec

from claimcheck.language.aliases import (
    Aliases,
    Form,
    country_of,
    load_aliases,
    same_actor,
)
from claimcheck.language.name_tokens import phrase_table, read_tokens
from claimcheck.language.words import STOPWORDS
from claimcheck.records import Name
from claimcheck.resources import load_toml

__all__ = ["Aliases", "country_of", "find_names", "load_aliases", "same_actor"]

_MAX_RUN = 12
_MAX_ACRONYM = 6
_ABSTRACT = ("tion", "tions", "sion", "ment", "ments", "ness", "ing", "ings", "ity")


def find_names(text: str, aliases: Aliases | None = None) -> tuple[Name, ...]:
    """The proper names of `text`, in order and not overlapping, each with its actor.

    `kind` is "country", "demonym", "organisation", "person", "place" or empty where it cannot be told.
    """
    return _Finder(text, aliases or load_aliases()).find()


@cache
def _reading() -> dict[str, frozenset[str]]:
    data = load_toml("names.toml")["reading"]
    names = ("organisations", "organisation_connectors", "name_particles")
    words = {name: frozenset(data[name].split()) for name in (*names, "given_names", "after_hyphen")}
    words["not_names"] = frozenset(data["not_names"].split())
    return words


class _Finder:
    def __init__(self, text: str, aliases: Aliases) -> None:
        self.text = text
        self.aliases = aliases
        self.words = _reading()
        self.tokens = read_tokens(text)
        self.lower_seen: set[str] = set()
        self.capital_seen: set[str] = set()
        for token in self.tokens:
            if not token.capital:
                self.lower_seen.add(token.text)
            elif not token.initial and not token.heading:
                self.capital_seen.add(token.text)
        self.contextual = {
            entry.tokens: entry.actor
            for entry in aliases.contextual
            if any(need in text for need in entry.needs)
        }

    def find(self) -> tuple[Name, ...]:
        found: list[Name] = []
        forms, titles = self.aliases.forms, phrase_table("titles")
        index = 0
        while index < len(self.tokens):
            token = self.tokens[index]
            word = token.text
            # Most words begin no name, which is told at once.
            if word not in forms and word not in titles and word.lower() != "the" and not token.capital:
                index += 1
                continue
            name, last = self._at(index)
            if name is not None:
                found.append(name)
            index = max(last, index + 1)
        return self._linked(found)

    def _word(self, index: int) -> str:
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def _is_close(self, index: int) -> bool:
        """Whether the token at `index` touches the one before it."""
        return 0 < index < len(self.tokens) and self.tokens[index - 1].end == self.tokens[index].start

    def _name(self, first: int, last: int, actor: str, kind: str) -> Name:
        start, end = self.tokens[first].start, self.tokens[last - 1].end
        return Name(text=self.text[start:end], start=start, end=end, actor=actor, kind=kind)

    def _at(self, index: int) -> tuple[Name | None, int]:
        """The name that starts at token `index`, or None, and the token to go on with."""
        form = self._form(index)
        title = self._phrase("titles", index)
        if title and (form is None or title > len(form.tail) + 1):
            return self._titled(index, index + title)
        if form is not None:
            return self._known(index, form)
        token = self.tokens[index]
        if token.text.lower() == "the":
            return self._in_context(index)
        if not token.capital:
            return None, index + 1
        return self._unknown(index)

    def _form(self, index: int) -> Form | None:
        for form in self.aliases.forms.get(self._word(index), ()):
            if self._follows(index + 1, form.tail):
                return form
        return None

    def _follows(self, index: int, tail: tuple[str, ...]) -> bool:
        return all(self._word(index + offset) == word for offset, word in enumerate(tail))

    def _phrase(self, table: str, index: int) -> int:
        for tokens in phrase_table(table).get(self._word(index), ()):
            if self._follows(index, tokens):
                return len(tokens)
        return 0

    def _in_context(self, index: int) -> tuple[Name | None, int]:
        for tokens, actor in self.contextual.items():
            if self._word(index + 1) == tokens[1] and not self._continues(index + 2):
                kind = self.aliases.actors[actor].kind
                return self._name(index, index + 2, actor, kind), index + 2
        return None, index + 1

    def _continues(self, index: int) -> bool:
        """Whether a longer name goes on at `index` ("the Committee on Foreign Investment")."""
        word = self._word(index)
        return word[:1].isupper() or (word in {"of", "on", "for"} and self._word(index + 1)[:1].isupper())

    def _titled(self, index: int, after: int) -> tuple[Name | None, int]:
        """A title with the name after it; a title alone is no name."""
        if self.tokens[after - 1].possessive or self._breaks_paragraph(after):
            return None, after
        form = self._form(after)
        if form is not None:
            if form.kind != "person":
                return None, after
            last = after + 1 + len(form.tail)
            return self._name(index, last, form.actor, "person"), last
        last = self._run(after, organisation=False)
        if last == after or self.tokens[after].initial or self._word(after).lower() in self.lower_seen:
            return None, after
        actor = self.text[self.tokens[after].start : self.tokens[last - 1].end]
        return self._name(index, last, actor, "person"), last

    def _known(self, index: int, form: Form) -> tuple[Name | None, int]:
        last = index + 1 + len(form.tail)
        if form.kind in {"country", "demonym"}:
            side = self._phrase("sides", last) or self._lower_phrase("sides", last)
            if side and not (form.kind == "country" and self._word(last) == "leader"):
                return self._name(index, last + side, form.actor, "country"), last + side
            longer = self._organisation(index, last)
            if longer:
                return self._unnamed(index, longer, "organisation"), longer
        return self._name(index, last, form.actor, form.kind), last

    def _lower_phrase(self, table: str, index: int) -> int:
        words = tuple(self._word(index + offset).lower() for offset in range(2))
        for tokens in phrase_table(table).get(words[0], ()):
            if tokens == words[: len(tokens)]:
                return len(tokens)
        return 0

    def _organisation(self, index: int, after: int) -> int:
        """End of an organisation's name that begins with a country ("China Telecom"); 0 if there is none."""
        if not self._word(after)[:1].isupper() or self.tokens[after].heading or self._form(after) is not None:
            return 0
        last = self._run(after, organisation=False)
        names = {self._word(at) for at in range(after, last)}
        return last if names & self.words["organisations"] and last > index + 1 else 0

    def _unnamed(self, first: int, last: int, kind: str) -> Name:
        actor = self.text[self.tokens[first].start : self.tokens[last - 1].end]
        return self._name(first, last, actor, kind)

    # Runs of capitals that no list knows

    def _run(self, index: int, *, organisation: bool) -> int:
        """End of the run of capitalised words from token `index` on."""
        last = index
        limit = min(len(self.tokens), index + _MAX_RUN)
        while last < limit:
            step = self._step(index, last, organisation)
            if not step:
                break
            last += step
        return last

    def _step(self, first: int, at: int, organisation: bool) -> int:
        """How many tokens the run takes at `at`; 0 where it ends."""
        token = self.tokens[at]
        if at > first and (self._breaks_line(at) or self.tokens[at - 1].possessive):
            return 0
        if token.capital and token.text not in self.words["not_names"]:
            if at > first and len(token.text) > 1 and token.text.lower() in STOPWORDS:
                return 0
            if at > first and not self._may_join(first, at):
                return self._joined_organisation(at)
            has_dot = len(token.text) == 1 and self._word(at + 1) == "." and self._is_close(at + 1)
            return 2 if has_dot and self._word(at + 2)[:1].isupper() else 1
        if at == first:
            return 0
        following = self._word(at + 1)
        if token.text == "-" and self._is_close(at) and self._is_close(at + 1):
            lower_ok = at - first >= 2 and following not in self.words["after_hyphen"] and following.isalpha()
            return 2 if following[:1].isupper() or lower_ok else 0
        if token.text == "&" and following[:1].isupper():
            return 2
        joins = self.words["organisation_connectors"] if organisation else self.words["name_particles"]
        if token.text in joins:
            beyond = 2 if self._word(at + 1) == "the" else 1
            if (token.text == "in") != (beyond == 2) and token.text in {"in", "and"}:
                return 0
            after = self._word(at + beyond)
            if (
                after[:1].isupper()
                and after not in self.words["not_names"]
                and after.lower() not in STOPWORDS
            ):
                return beyond + 1
        return 0

    def _breaks_line(self, at: int) -> bool:
        return self.tokens[at].initial or "\n" in self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def _breaks_paragraph(self, at: int) -> bool:
        return at >= len(self.tokens) or "\n\n" in self.text[self.tokens[at - 1].end : self.tokens[at].start]

    def _may_join(self, first: int, at: int) -> bool:
        """A known form ends a run, but a given name may take any surname ("Michael Jordan")."""
        form = self._form(at)
        if form is None:
            return True
        return at == first + 1 and not form.tail and self._word(first) in self.words["given_names"]

    def _joined_organisation(self, at: int) -> int:
        """Length of a known organisation of several words that ends a longer one, else 0."""
        form = self._form(at)
        return len(form.tail) + 1 if form is not None and form.tail and form.kind == "organisation" else 0

    def _unknown(self, index: int) -> tuple[Name | None, int]:
        keywords = self.words["organisations"]
        led = self._word(index) in self.words["not_names"] and self._word(index + 1) in keywords
        first = index + 1 if led and not self._breaks_line(index + 1) else index
        last = self._run(first, organisation=False)
        if last > first and keywords & {self._word(at) for at in range(first, last)}:
            last = self._run(first, organisation=True)
        first = index
        if last <= first + led or not self._begins(first, last):
            return None, first + 1
        words = [self._word(at) for at in range(first, last)]
        if self._is_common(words) or (self.tokens[first].heading and not self._proven(words, first)):
            return None, last
        return self._unnamed(first, last, self._kind(words, first)), last

    def _is_common(self, words: list[str]) -> bool:
        """Whether a run is ordinary words in capitals: "ACTIONS", "Goods Trade Deficits", a lone "Board"."""
        if all(len(word) > _MAX_ACRONYM and word.isupper() for word in words):
            return True
        if all(word.lower() in self.lower_seen for word in words if word[0].isalpha()):
            return not all(word.isupper() for word in words)
        lone = len(words) == 1
        return lone and (words[0] in self.words["organisations"] or words[0].endswith(_ABSTRACT))

    def _begins(self, first: int, last: int) -> bool:
        """Whether the first word of a run belongs to the name, and is not only an opening word."""
        token = self.tokens[first]
        if token.text.lower() in STOPWORDS or (len(token.text) == 1 and last == first + 1):
            return False
        if not token.initial or token.acronym or token.text in self.capital_seen:
            return True
        if token.text.lower() in self.lower_seen:
            return False
        if token.text in self.words["given_names"] or self._word(last - 1) in self.words["organisations"]:
            return True
        if last == first + 1 or self._word(first + 1) in self.capital_seen:
            return False
        return not token.text.endswith(("ed", "ing", "ly"))

    def _proven(self, words: list[str], first: int) -> bool:
        if any(word in self.capital_seen for word in words) or words[0] in self.words["given_names"]:
            return True
        return len(words) == 1 and self.tokens[first].acronym and not self._all_capitals(first)

    def _all_capitals(self, index: int) -> bool:
        """Whether the words beside the token are in capitals too, so that these prove no acronym."""
        return any(
            len(word) > 1 and word.isupper() for word in (self._word(index - 1), self._word(index + 1))
        )

    def _kind(self, words: list[str], first: int) -> str:
        if self.words["organisations"] & set(words):
            return "organisation"
        if len(words) == 1:
            return "organisation" if self.tokens[first].acronym else ""
        initials = any(len(one) == 1 and two == "." for one, two in pairwise(words[1:]))
        return "person" if words[0] in self.words["given_names"] or initials else ""

    # Links inside one text

    def _linked(self, names: list[Name]) -> tuple[Name, ...]:
        """Gives surnames the actor of the full name, and acronyms that of the name they abbreviate."""
        full = self._surnames(names)
        acronyms = self._acronyms(names)
        result = []
        for name in names:
            actor = name.actor
            if actor not in self.aliases.actors:
                actor = acronyms.get(actor) or full.get(actor) or full.get(_short(actor)) or actor
            kind = name.kind or ("person" if actor in full.values() and actor != name.actor else "")
            result.append(
                name if actor == name.actor else msgspec.structs.replace(name, actor=actor, kind=kind)
            )
        return tuple(result)

    def _surnames(self, names: list[Name]) -> dict[str, str]:
        full: dict[str, str] = {}
        for name in names:
            words = name.actor.split()
            if name.kind != "person" or len(words) < 2:
                continue
            known = self.aliases.actors.get(name.actor)
            full.setdefault(words[-1], name.actor)
            full.setdefault(_short(name.actor), name.actor)
            if known is not None:
                full.setdefault(words[0], name.actor)
        return full

    def _acronyms(self, names: list[Name]) -> dict[str, str]:
        result: dict[str, str] = {}
        for one, two in pairwise(names):
            between = self.text[one.end : two.start]
            closed = self.text[two.end : two.end + 1] == ")"
            if between.strip(' "“') == "(" and closed and two.text.isupper() and two.text[0] == one.text[0]:
                result.setdefault(two.text, one.actor)
        return result


def _short(actor: str) -> str:
    """First and last word of a person's name, so that middle initials do not matter."""
    words = actor.split()
    return f"{words[0]} {words[-1]}" if len(words) > 1 else actor
