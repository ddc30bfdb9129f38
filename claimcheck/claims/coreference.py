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
from claimcheck.claims.genders import Genders
from claimcheck.claims.phrases import subject_before
from claimcheck.claims.pronouns import (
    POSSESSIVE,
    explains_itself,
    is_contracted,
    is_object,
    names_kind,
    pronoun_edit,
    stands_alone,
)
from claimcheck.claims.referents import (
    NameIndex,
    Referent,
    describe,
    fits,
    is_pronoun,
    reference_words,
)
from claimcheck.claims.verb_forms import lemma, lookup, word_set
from claimcheck.records import Attribution, DateSpan

# Tokens before a pronoun among which another noun could be meant.
_LOOK_BACK = 60


_PERSONAL = frozenset({"he", "him", "his", "she", "her"})


class Unit(NamedTuple):
    """A clause of the sentence being read, and the attributions that hold it, outermost first.

    `spoken` says that it stands in quotation marks, with its pronouns.
    """

    clause: Clause
    chain: tuple[Attribution, ...]
    spoken: bool = False


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
        self._genders = Genders()
        self._primary: Referent | None = None
        self._others: list[Referent] = []
        self._tie = False
        self._introduced = False
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
        described = self._descriptions.read(text, offset, tokens, heading=heading)
        edits.extend(described)
        for unit in units:
            said_by = [referent for referent in map(self._source, reversed(unit.chain)) if referent]
            rivals = self._rivals(place, unit, near)
            own = self._read_clause(place, unit.clause, rivals, said_by, edits, direct=unit.spoken)
            if own is not None:
                subjects.append(own)
                near = [own, *self._embedded(place, unit.clause)]
            sources.extend(referent for referent in said_by if referent not in sources)
        spoken = [
            (tokens.starts[unit.clause.first], tokens.ends[unit.clause.last - 1])
            for unit in units
            if unit.spoken
        ]
        edits.extend(self._dates.edits(text, offset, spoken))
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
        *,
        direct: bool,
    ) -> Referent | None:
        """Add edits for the pronouns of one clause; what its subject stands for comes out.

        In direct speech no pronoun of the third person stands for the speaker, nor safely for anything
        outside the quotation.
        """
        tokens = place.tokens
        own = self._subject(place, clause.subject, edits) if clause.subject else None
        for i in range(clause.first, clause.last):
            word, tag = tokens.words[i], tokens.tags[i]
            if word in reference_words("deictic") and tag in "PODA":
                if tag != "D" or word in ("our", "my", "your") or stands_alone(tokens, i):
                    speaker = self._first_person(tokens, i, said_by)
                    edits.append(Edit(tokens.starts[i], tokens.ends[i], speaker))
            elif (
                tag in "PDO"
                and is_pronoun(word)
                and not explains_itself(tokens, clause, own, i)
                and not self._has_one_person(place, clause, i, said_by)
            ):
                found = self._pronoun(place, clause, own, i, subjects, said_by) if not direct else None
                if found is not None:
                    self._genders.learn(word, found)
                edits.append(pronoun_edit(tokens, i, found))
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
        as_object = is_object(place.tokens, i)
        excluded = own if as_object and not in_subject else None
        if is_contracted(place.tokens, i) or (word == "it" and names_kind(place.tokens, clause, i)):
            return None
        if as_object and word in ("it", "them"):
            return None
        near = [other for other in (*subjects, *said_by[:1]) if self._fits(word, other) and other != excluded]
        if near:
            return near[0] if len(set(near)) == 1 else None
        opens = clause.subject is not None and i == clause.subject[0] and word not in POSSESSIVE
        if not opens and (as_object or self._has_rival(place, clause, i)):
            return None
        found = self._from_before(word)
        if found is None:
            return None
        if word in ("it", "its"):
            opens = clause.subject is not None and i == clause.subject[0]
            return None if subjects or not opens or self._is_doubtful(place.tokens, clause, found) else found
        return None if word in _PERSONAL and self._names_another(place, i, found) else found

    def _is_doubtful(self, tokens: Tokens, clause: Clause, found: Referent) -> bool:
        """Whether "it" may be something else that the sentence before brought up ("sent an amendment")."""
        verbs = tokens.words[max(clause.verb, 0) : clause.verb + 4]
        speaks = any(lemma(word) in word_set("clause_takers") or word == "also" for word in verbs)
        return (self._introduced and not speaks) or self._acts_otherwise(tokens, clause, found)

    def _names_another(self, place: _Place, i: int, found: Referent) -> bool:
        """Whether the sentence names another person in front of the pronoun at `i`."""
        names = self._names.within(place.offset, place.offset + place.tokens.starts[i])
        return any(name.kind in ("person", "") and name.text not in found.text for name in names)

    def _acts_otherwise(self, tokens: Tokens, clause: Clause, found: Referent) -> bool:
        """Whether the verb is one of deals and texts ("it includes"), and `found` a body that acts."""
        if not any(
            tokens.words[k] in reference_words("thing_verbs")
            for k in range(max(clause.verb, 0), min(clause.verb + 3, clause.last))
        ):
            return False
        words = found.text.lower().split()
        return bool(self._names.kind(found.text)) or any(word in reference_words("actors") for word in words)

    def _fits(self, word: str, referent: Referent) -> bool:
        return fits(word, referent) and self._genders.fits(word, referent)

    def _from_before(self, word: str, *, reporting: bool = False) -> Referent | None:
        """What `word` stands for in the sentence before; `reporting` says that it is one who speaks."""
        others = [referent for referent in self._others if self._fits(word, referent)]
        if word in ("it", "its"):
            others = others if self._primary is not None and fits(word, self._primary) else []
        if self._primary is not None and self._fits(word, self._primary):
            return None if self._tie and others and not reporting else self._primary
        return others[0] if len(others) == 1 else None

    def _has_one_person(self, place: _Place, clause: Clause, i: int, said_by: list[Referent]) -> bool:
        """Whether "he" at `i` needs no edit, because its own clause names just one person before it."""
        tokens = place.tokens
        if tokens.words[i] not in _PERSONAL or any(fits("he", referent) for referent in said_by):
            return False
        start = place.offset + tokens.starts[clause.first]
        names = self._names.within(start, place.offset + tokens.starts[i])
        people = {name.actor for name in names if name.kind in ("person", "")}
        return (
            len(people) == 1
            and any(name.kind == "person" for name in names)
            and not any(
                tokens.tags[k] == "N"
                and tokens.words[k] in reference_words("person_nouns")
                and tokens.tags[k + 1] != "X"
                for k in range(clause.first, i)
            )
        )

    def _has_rival(self, place: _Place, clause: Clause, i: int) -> bool:
        """Whether a noun before the pronoun in its own sentence could be meant instead."""
        tokens, word = place.tokens, place.tokens.words[i]
        from_token = max(0, i - _LOOK_BACK)
        if word in _PERSONAL:
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
                self._genders.learn(label.lower(), referent)
            return referent
        found = self._names.within(source.start, source.end)
        ending = {name.kind for name in found if name.end == source.end and name.kind}
        kind = self._names.kind(label)
        kinds = {kind} if kind else ending or {name.kind for name in found if name.kind}
        kinds = set() if attribution.name != source.text and not kind else kinds
        words = label.lower().replace(",", " ").split()
        common = label.split()[-1].islower()
        many = words[-1].endswith("s") and common and words[0] not in ("a", "an")
        plural = " and " in label or many or words[-1] in reference_words("plural_nouns")
        described = any(word.rstrip("s") in reference_words("person_nouns") for word in words)
        named = label[0].isupper() and not common and words[0] != "the"
        person = True if described or (kinds == {"person"} and not common) else None
        person = person if person or (named and not kinds) else False
        plural = plural or (described and words[-1].endswith("s"))
        speaker = Referent(label, plural, person)
        self._genders.learn(source.text.lower(), speaker)
        return speaker

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
            self._tie = bool(sources)
        elif units:
            self._primary, self._others, self._tie = None, [], False
        if units:
            verb = max(units[-1].clause.verb, 0)
            self._introduced = any(word in ("a", "an") for word in place.tokens.words[verb:])
