"""What pronouns, "the deal", "the two leaders" and relative dates stand for, read sentence by sentence.

Centering in its plainest form: a pronoun takes the subject of the clause before it, then the source of
what is said, then the subject of the sentence before, if number and kind fit. Where two candidates fit
equally well, or none does, the word stays and is reported as unresolved.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.descriptions import Descriptions
from claimcheck.claims.edits import DateIndex, Edit, apply_edits
from claimcheck.claims.phrases import subject_before
from claimcheck.claims.referents import (
    NameIndex,
    Referent,
    describe,
    fits,
    is_pronoun,
    reference_words,
)
from claimcheck.claims.verb_forms import lookup, word_set
from claimcheck.records import Attribution, DateSpan

_POSSESSIVE = frozenset({"his", "its", "their", "her"})
# Tokens before a pronoun among which another noun could be meant.
_LOOK_BACK = 60


class Unit(NamedTuple):
    """A clause of the sentence being read, and the attributions that hold it, outermost first."""

    clause: Clause
    chain: tuple[Attribution, ...]


class _Place(NamedTuple):
    """The sentence being read and where it stands in the document."""

    text: str
    offset: int
    tokens: Tokens


class Discourse:
    """Memory of what the sentences so far were about.

    Args:
        names: proper names of the document.
        dates: dates of the document, resolved from its own date.

    `named` maps the start of an attribution's cue to the name that its source, a pronoun, stands for.
    """

    def __init__(self, names: NameIndex, dates: Sequence[DateSpan]) -> None:
        self._names = names
        self._dates = DateIndex(dates)
        self._descriptions = Descriptions(names)
        self._primary: Referent | None = None
        self._others: list[Referent] = []
        self._tie = False
        self.named: dict[int, str] = {}

    def read(
        self, text: str, offset: int, tokens: Tokens, units: Sequence[Unit], *, heading: bool = False
    ) -> list[Edit]:
        """Edits for the sentence `text` at `offset`, whose offsets count in the sentence."""
        place = _Place(text, offset, tokens)
        edits: list[Edit] = []
        subjects: list[Referent] = []
        near: list[Referent] = []
        sources: list[Referent] = []
        for unit in units:
            said_by = [referent for referent in map(self._source, reversed(unit.chain)) if referent]
            rivals = self._rivals(place, unit, near)
            own = self._read_clause(place, unit.clause, rivals, said_by, edits)
            if own is not None:
                subjects.append(own)
                near = [own, *self._embedded(place, unit.clause)]
            sources.extend(referent for referent in said_by if referent not in sources)
        edits.extend(self._descriptions.read(text, offset, tokens, heading=heading))
        edits.extend(self._dates.edits(text, offset))
        self._remember(place, units, subjects, sources)
        return edits

    def _rivals(self, place: _Place, unit: Unit, near: list[Referent]) -> list[Referent]:
        """Candidates of the clause before.

        Behind "as" or "while", and before ", X said", the subject of the sentence before counts as much.
        """
        first = unit.clause.first
        before = place.tokens.words[first - 1] if first else ""
        trailing = bool(unit.chain) and unit.chain[-1].cue.start > place.offset + place.tokens.starts[first]
        loose = trailing if not near else before in word_set("asserting_subordinators")
        return [*near, self._primary] if loose and self._primary else near

    def _embedded(self, place: _Place, clause: Clause) -> list[Referent]:
        """Subjects of "that" clauses inside `clause`: rivals for a pronoun that follows."""
        tokens = place.tokens
        for i in range(max(clause.verb, clause.first) + 1, clause.last - 1):
            if tokens.words[i] == "that" and tokens.tags[i] == "S":
                verb = next((k for k in range(i + 1, clause.last) if tokens.tags[k] == "F"), -1)
                subject = subject_before(tokens, i + 1, verb) if verb > i + 1 else None
                found = describe(place.text, tokens, place.offset, *subject, self._names) if subject else None
                return [found] if found else []
        return []

    # -- pronouns

    def _read_clause(
        self,
        place: _Place,
        clause: Clause,
        subjects: list[Referent],
        said_by: list[Referent],
        edits: list[Edit],
    ) -> Referent | None:
        """Add edits for the pronouns of one clause; what its subject stands for comes out."""
        tokens = place.tokens
        own = self._subject(place, clause.subject, edits) if clause.subject else None
        for i in range(clause.first, clause.last):
            word, tag = tokens.words[i], tokens.tags[i]
            if word in reference_words("deictic") and tag in "PODA":
                if tag != "D" or word in ("our", "my", "your") or _stands_alone(tokens, i):
                    speaker = self._first_person(tokens, i, said_by)
                    edits.append(Edit(tokens.starts[i], tokens.ends[i], speaker))
            elif tag in "PDO" and is_pronoun(word) and not _explains_itself(tokens, clause, own, i):
                found = self._pronoun(place, clause, own, i, subjects, said_by)
                edits.append(_pronoun_edit(tokens, i, found))
                own = found if clause.subject == (i, i + 1) else own
        return own

    def _subject(self, place: _Place, subject: tuple[int, int], edits: list[Edit]) -> Referent | None:
        found = describe(place.text, place.tokens, place.offset, *subject, self._names)
        if found is None:
            return None
        start = place.tokens.starts[subject[0]]
        return found._replace(text=apply_edits(place.text, start, start + len(found.text), edits))

    def _pronoun(
        self,
        place: _Place,
        clause: Clause,
        own: Referent | None,
        i: int,
        subjects: list[Referent],
        said_by: list[Referent],
    ) -> Referent | None:
        """What the pronoun at `i` stands for; an object never for the subject of its own clause."""
        word = place.tokens.words[i]
        in_subject = clause.subject is not None and clause.subject[0] <= i < clause.subject[1]
        is_object = _is_object(place.tokens, i)
        excluded = own if is_object and not in_subject else None
        near = [other for other in (*subjects, *said_by[:1]) if fits(word, other) and other != excluded]
        if near:
            return near[0] if len(set(near)) == 1 else None
        opens = clause.subject is not None and i == clause.subject[0] and word not in _POSSESSIVE
        if not opens and (is_object or self._has_rival(place, clause, i)):
            return None
        return self._from_before(word)

    def _from_before(self, word: str, *, reporting: bool = False) -> Referent | None:
        """What `word` stands for in the sentence before; `reporting` says that it is one who speaks."""
        others = [referent for referent in self._others if fits(word, referent)]
        if self._primary is not None and fits(word, self._primary):
            return None if self._tie and others and not reporting else self._primary
        return others[0] if len(others) == 1 else None

    def _has_rival(self, place: _Place, clause: Clause, i: int) -> bool:
        """Whether a noun before the pronoun in its own sentence could be meant instead."""
        tokens, word = place.tokens, place.tokens.words[i]
        from_token = max(0, i - _LOOK_BACK)
        if word in ("he", "him", "his", "she", "her"):
            start = place.offset + tokens.starts[from_token]
            names = self._names.within(start, place.offset + tokens.starts[i])
            return any(name.kind in ("person", "") for name in names)
        first, last = clause.subject or (0, 0)
        plural = word in ("they", "them", "their")
        for k in range(from_token, i):
            if first <= k < last or tokens.tags[k] not in "NX" or tokens.words[k] in word_set("time_words"):
                continue
            if tokens.words[k].endswith("s") == plural:
                return True
        return False

    def _first_person(self, tokens: Tokens, i: int, said_by: list[Referent]) -> str:
        """The speaker for "I" where the verb agrees with a name as well; else nothing."""
        if not said_by or said_by[0].plural:
            return ""
        word = tokens.words[i]
        if word == "my":
            return said_by[0].text + "'s"
        follows = i + 1
        if word == "i" and follows < len(tokens.tags) and tokens.tags[follows] == "F":
            past = tokens.forms[follows] in "pe" and "b" not in lookup(tokens.words[follows])
            same = past or tokens.forms[follows] == "M" or tokens.words[follows] in ("was", "had", "did")
            return said_by[0].text if same else ""
        return ""

    def _source(self, attribution: Attribution) -> Referent | None:
        """The referent of an attribution's source."""
        source = attribution.source
        if source is None:
            return None
        label = attribution.name or source.text
        if is_pronoun(label.lower()):
            referent = self._from_before(label.lower(), reporting=True)
            if referent is not None:
                self.named[attribution.cue.start] = referent.text
            return referent
        found = self._names.within(source.start, source.end)
        kinds = {name.kind for name in found if name.kind} or {
            kind for kind in (self._names.kind(label),) if kind
        }
        words = label.lower().split()
        common = label.split()[-1].islower()
        plural = " and " in label or (words[-1].endswith("s") and common and words[0] not in ("a", "an"))
        described = any(word.rstrip("s") in reference_words("person_nouns") for word in words)
        person = (
            True
            if described or kinds == {"person"}
            else (None if not kinds and label[0].isupper() else False)
        )
        plural = plural or (described and words[-1].endswith("s"))
        return Referent(label, plural, person)

    # -- memory

    def _remember(
        self, place: _Place, units: Sequence[Unit], subjects: list[Referent], sources: list[Referent]
    ) -> None:
        """Rank what the sentence was about: who is named first stands first."""
        leading = [
            attribution
            for unit in units[:1]
            for attribution in unit.chain
            if attribution.source
            and attribution.source.start < place.offset + place.tokens.starts[unit.clause.first]
        ]
        everyone = [*sources, *subjects] if leading else [*subjects, *sources]
        if everyone:
            self._primary, self._others = everyone[0], list(dict.fromkeys(everyone[1:]))
            self._others = [other for other in self._others if other != self._primary]
            self._tie = bool(sources) and not leading
        elif units:
            self._primary, self._others, self._tie = None, [], False


def _explains_itself(tokens: Tokens, clause: Clause, own: Referent | None, i: int) -> bool:
    """Whether the pronoun needs no edit: it is reflexive, stands for nothing or for its own subject."""
    word = tokens.words[i]
    if word.endswith(("self", "selves")) or (word == "it" and _is_empty_it(tokens, i)):
        return True
    if own is None or not fits(word, own):
        return False
    if clause.subject is not None and clause.subject[0] <= i < clause.subject[1]:
        return word in _POSSESSIVE and "," in tokens.tags[clause.subject[0] : i]
    return not _is_object(tokens, i)


def _stands_alone(tokens: Tokens, i: int) -> bool:
    return i + 1 < len(tokens.tags) and tokens.tags[i + 1] in "FA"


def _is_object(tokens: Tokens, i: int) -> bool:
    """Whether the pronoun is an object: no verb follows it, and it is no possessive."""
    if tokens.words[i] in _POSSESSIVE:
        return False
    if tokens.tags[i] == "O":
        return True
    following = i + 1
    while following < len(tokens.tags) and tokens.tags[following] == "A":
        following += 1
    return following >= len(tokens.tags) or tokens.tags[following] != "F"


def _is_empty_it(tokens: Tokens, i: int) -> bool:
    """Whether "it" stands for nothing, as in "it is clear that"."""
    window = tokens.words[i + 1 : i + 5]
    if not any(word in reference_words("empty_it") for word in window):
        return False
    return any(word in ("that", "to", "how", "whether", "when") for word in tokens.words[i + 2 : i + 8])


def _pronoun_edit(tokens: Tokens, i: int, found: Referent | None) -> Edit:
    if found is None:
        return Edit(tokens.starts[i], tokens.ends[i], "")
    word = tokens.words[i]
    possessive = word in _POSSESSIVE and not (word == "her" and tokens.tags[i] == "O")
    ending = ("'" if found.text.endswith("s") else "'s") if possessive else ""
    new = found.text + ending
    capital = tokens.starts[i] == 0
    return Edit(tokens.starts[i], tokens.ends[i], new if capital else _lower_article(new))


def _lower_article(text: str) -> str:
    """Write "The deal" as it stands in the middle of a sentence: "the deal"."""
    first = text.split(" ", 1)[0]
    return (
        text[0].lower() + text[1:]
        if first in ("The", "A", "An", "Both", "These", "Those", "All", "Four")
        else text
    )
