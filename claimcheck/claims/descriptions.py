"""What "the deal" and "the two leaders" stand for: things described and actors named before."""

from __future__ import annotations

from claimcheck.claims.clause_tokens import Tokens
from claimcheck.claims.edits import Edit
from claimcheck.claims.referents import NameIndex, reference_words
from claimcheck.claims.verb_forms import word_set
from claimcheck.records import Name

# Sentences back, this one included, in which "the two leaders" are looked for first.
_NEAR = 3
# Descriptions of one noun that are kept: with so many, "the deal" cannot be told any more.
_MAX_FORMS = 8
# Most words in front of a noun that describe it.
_MAX_MODIFIERS = 4


class Descriptions:
    """Memory of the deals, orders and the like, and of the persons and parties met so far."""

    def __init__(self, names: NameIndex) -> None:
        self._names = names
        self._described: dict[str, list[str]] = {}
        self._met: dict[str, dict[str, None]] = {"person": {}, "party": {}}
        self._recent: list[list[Name]] = []

    def read(self, text: str, offset: int, tokens: Tokens, *, heading: bool) -> list[Edit]:
        """Edits for the descriptions in the sentence `text` at `offset`, which is then remembered."""
        found = self._names.within(offset, offset + len(text))
        self._recent = [*self._recent[-_NEAR + 1 :], found]
        edits = []
        for i in range(len(tokens.words) - 1):
            if tokens.tags[i] == "D" and tokens.words[i] in ("the", "both"):
                edit = self._pair(tokens, i) or self._definite(tokens, i)
                edits.extend([edit] if edit else [])
        self._register(text, offset, tokens, heading=heading)
        for name in found:
            if _role(name) and len(self._met[_role(name)]) <= 2:
                self._met[_role(name)].setdefault(name.actor)
        return edits

    def _pair(self, tokens: Tokens, i: int) -> Edit | None:
        """Name "the two leaders" or "both sides": the two met so far, if there are just two."""
        noun = i + 1
        if tokens.words[i] == "the":
            noun += 1
            if tokens.words[i + 1] != "two" or noun >= len(tokens.words):
                return None
        word = tokens.words[noun]
        persons, parties = word in reference_words("pair_persons"), word in reference_words("pair_parties")
        if not persons and not parties:
            return None
        met = self._two("person" if persons else "party")
        possessive = noun + 1 < len(tokens.tags) and tokens.words[noun + 1] in ("'", "’", "'s", "’s")
        known = len(met) == 2 and not possessive
        both = " and ".join(_with_article(name) for name in met) if known else ""
        return Edit(tokens.starts[i], tokens.ends[noun], both)

    def _two(self, role: str) -> list[str]:
        """The two actors of the last sentences, or else of the text so far, if just two."""
        near = {name.actor: None for names in self._recent for name in names if _role(name) == role}
        return list(near) if len(near) == 2 else list(self._met[role])

    def _definite(self, tokens: Tokens, i: int) -> Edit | None:
        """Describe "the deal" as the one deal that was described before."""
        head, after = i + 1, i + 2
        word = tokens.words[head]
        if tokens.words[i] != "the" or tokens.tags[head] != "N" or not _stands_for_earlier(word):
            return None
        if after < len(tokens.tags) and (
            tokens.tags[after] in "NXgnW#-(" or tokens.words[after] in word_set("noun_complements")
        ):
            return None
        described = self._described.get(word, [])
        if not described:
            needy = word in reference_words("needy_nouns")
            return Edit(tokens.starts[i], tokens.ends[head], "") if needy else None
        longest = max(described, key=len)
        known = set(longest.lower().split())
        if all(set(form.lower().split()) <= known for form in described):
            return Edit(tokens.starts[head], tokens.ends[head], longest)
        return Edit(tokens.starts[i], tokens.ends[head], "")

    def _register(self, text: str, offset: int, tokens: Tokens, *, heading: bool) -> None:
        """Remember how deals and the like are described; in a heading only by a name."""
        for i, word in enumerate(tokens.words):
            if not _stands_for_earlier(word) or tokens.tags[i] not in "NX":
                continue
            first = i
            while first > 0 and tokens.tags[first - 1] in "NX#" and i - first < _MAX_MODIFIERS:
                first -= 1
            while first < i and tokens.words[first] in reference_words("plain_adjectives"):
                first += 1
            while tokens.tags[i] == "X" and first < i and tokens.tags[first] != "X":
                first += 1
            start, end = tokens.starts[first], tokens.ends[i]
            named = self._names.within(offset + start, offset + end)
            if heading and named:
                start = named[0].start - offset
            if first == i or (heading and not named):
                continue
            forms = self._described.setdefault(word, [])
            if len(forms) < _MAX_FORMS and text[start:end] not in forms:
                forms.append(text[start:end])


def _stands_for_earlier(noun: str) -> bool:
    return noun in reference_words("anaphoric_nouns")


def _with_article(name: str) -> str:
    """The name as it stands in a sentence: "the United States"."""
    return f"the {name}" if name.split(maxsplit=1)[0] in reference_words("names_with_article") else name


def _role(name: Name) -> str:
    """Whether a name can be one of "the two leaders" or one of "both sides"."""
    return {"person": "person", "country": "party"}.get(name.kind, "")
