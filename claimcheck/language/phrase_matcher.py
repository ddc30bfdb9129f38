"""Matches the phrases of the status lexicon against tokens: heads, fixed words, complements, objects."""

from __future__ import annotations

from typing import Literal

import msgspec

from claimcheck.language.status_lexicon import MAX_OBJECT_WORDS, OBJECT, Form, Lexicon, Phrase
from claimcheck.language.tokens import Tokens

_MAX_ADVERBS = 2
_MAX_COMPLEMENTS = 3


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One status phrase: the tokens `[first, last)`, its rung, and what kind of phrase it is.

    `reduced` is a participle that most likely starts a reduced relative clause; `modal` is the token of a
    hedging modal or -1; `denies` says that the clause that follows is what is denied.
    """

    first: int
    last: int
    rung: int
    domain: str = "general"
    negated: bool = False
    kind: Literal["finite", "reduced", "noun"] = "finite"
    modal: int = -1
    denies: bool = False


class Head(msgspec.Struct, frozen=True):
    """The lexical part of a verb group: where it ends (exclusive token index) and what it says."""

    last: int
    rung: int
    domain: str
    kind: str
    negated: bool = False
    denies: bool = False


class Matcher:
    """Looks up phrases in the tokens of one text; every look-up is bounded."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        self.tokens = tokens
        self.lower = tokens.lower
        self.lexicon = lexicon
        self.words = lexicon.words
        starters = self.words["be"] - {"be", "been", "being"}
        self.starters = starters | self.words["have"] | self.words["do"] | frozenset(lexicon.modals)

    def word(self, index: int) -> str:
        """The token at `index`, or an empty word outside the text."""
        return self.lower[index] if 0 <= index < len(self.lower) else ""

    def is_adverb(self, word: str) -> bool:
        """Whether `word` may stand between the parts of a verb group."""
        return word in self.words["adverbs"] or (len(word) > 4 and word.endswith("ly"))

    def negation_at(self, index: int) -> int:
        """How many tokens the negation at `index` has; 0 where there is none."""
        word = self.word(index)
        if word in self.words["negations"]:
            return 1
        return 2 if word == "no" and self.word(index + 1) == "longer" else 0

    def is_function_word(self, index: int) -> bool:
        """Whether the token at `index` cannot be a verb that this lexicon lacks."""
        word = self.word(index)
        return not word[:1].isalpha() or word in self.words["not_verbs"]

    def is_auxiliary(self, word: str) -> bool:
        """Whether `word` can start a finite verb group."""
        return word in self.starters or word in self.words["silent_modals"]

    # Heads, fixed words and complements

    def lexical(self, index: int, tag: str, depth: int) -> Head | None:
        """The head that starts at `index` with a verb in one of the forms `tag` (B, S, P, N or G)."""
        for form in self.lexicon.forms.get(self.word(index), ()):
            if tag in form.tags:
                head = self.head_of(index, form, depth)
                if head is not None:
                    return head
        return None

    def head_of(self, index: int, form: Form, depth: int) -> Head | None:
        """The longest phrase of the verb `form` that the words after `index` complete."""
        for phrase in self.lexicon.verbs[form.lemma]:
            if phrase.kind == "light" and not phrase.tail:
                head = self.light_noun(index + 1, form.lemma, depth)
                if head is not None:
                    return head
            elif not phrase.tail and self._only_reports(index, form.lemma):
                return None
            elif depth and not phrase.tail and form.lemma in self.words["own_acts"]:
                return Head(index + 1, self.lexicon.rungs["done"], phrase.domain, "act")
            elif self._match(index + 1, phrase.tail)[0] >= 0:
                head = self.phrase_head(index, phrase, depth)
                if phrase.tail[-2:] != (OBJECT, "to") or self._complement_follows(index + 1, phrase):
                    return head
        return None

    def _only_reports(self, index: int, lemma: str) -> bool:
        return lemma in self.words["transparent"] and self.word(index + 1) in self.words["clause_starts"]

    def _complement_follows(self, index: int, phrase: Phrase) -> bool:
        return self.complement(self._match(index, phrase.tail)[0], infinitive=True, depth=1) is not None

    def best_after_be(self, index: int) -> Phrase | None:
        """The longest phrase that stands at `index` after a form of "be"."""
        for phrase in self.lexicon.after_be.get(self.word(index), ()):
            if self._match(index + 1, phrase.tail)[0] >= 0:
                return phrase
        return None

    def phrase_head(self, index: int, phrase: Phrase, depth: int) -> Head:
        """The head that `phrase` makes at `index`, with its complement."""
        last, negated = self._match(index + 1, phrase.tail)
        rung, domain = phrase.rung, phrase.domain
        if phrase.takes_verb and depth < _MAX_COMPLEMENTS:
            inner = self.complement(last, infinitive=phrase.tail[-1] == "to", depth=depth + 1)
            if inner is not None:
                last, negated = inner.last, negated != inner.negated
                rung = min(rung, inner.rung)
                domain = inner.domain if inner.domain != "general" else domain
        if phrase.kind == "denial":
            negated = not negated
        denies = phrase.kind == "denial" and phrase.tail[-1:] == ("that",)
        return Head(last, rung, domain, phrase.kind, negated, denies)

    def _match(self, index: int, tail: tuple[str, ...]) -> tuple[int, bool]:
        """End of `tail` at `index` (-1 where it does not match) and whether a "not" stands in it."""
        negated = False
        for position, literal in enumerate(tail):
            if literal == OBJECT:
                index = self._skip_object(index, tail[position + 1])
                if index < 0:
                    return -1, False
                continue
            if self.word(index) != literal and self.negation_at(index):
                negated, index = True, index + self.negation_at(index)
            if self.word(index) != literal and self.is_adverb(self.word(index)):
                index += 1
            if self.word(index) != literal:
                return -1, False
            index += 1
        return index, negated

    def _skip_object(self, index: int, literal: str) -> int:
        for skipped in range(1, MAX_OBJECT_WORDS + 1):
            word = self.word(index + skipped - 1)
            if not word[:1].isalnum() or self.is_auxiliary(word):
                return -1
            if self.word(index + skipped) == literal:
                return index + skipped
        return -1

    def complement(self, index: int, *, infinitive: bool, depth: int) -> Head | None:
        """The verb that an operator takes: an infinitive after "to", else a gerund."""
        negated = False
        for _ in range(_MAX_ADVERBS + 1):
            step = self.negation_at(index)
            negated |= bool(step)
            step = step or int(self.is_adverb(self.word(index)))
            if not step:
                break
            index += step
        head = self.lexical(index, "G", depth)
        if head is None and infinitive:
            head = self._infinitive(index, depth)
        if head is None:
            return None
        return Head(head.last, head.rung, head.domain, head.kind, head.negated != negated, head.denies)

    def _infinitive(self, index: int, depth: int) -> Head | None:
        word = self.word(index)
        if word in {"be", "have"}:
            after = index + 1 + (self.word(index + 1) == "been")
            after += self.is_adverb(self.word(after)) and self.best_after_be(after) is None
            phrase = self.best_after_be(after) if word == "be" else None
            if phrase is not None:
                return self.phrase_head(after, phrase, depth)
            head = self.lexical(after, "N", depth)
            if head is None and word == "have":
                head = self.light_noun(after, "have", depth)
        else:
            after = index
            head = self.lexical(index, "B", depth)
        if head is not None:
            return head
        if self.is_function_word(after):
            return None if after == index else Head(after, 9, "general", "act")
        return Head(after + 1, self.lexicon.rungs["done"], "general", "act")

    # Nouns

    def light_noun(self, index: int, lemma: str, depth: int = 0) -> Head | None:
        """A verb of little meaning with its object: "reached a staff-level agreement"."""
        negated = False
        for at in range(index, index + self.lexicon.light_gap):
            word = self.word(at)
            if not word[:1].isalnum() or word in self.lexicon.light_stops or self.is_auxiliary(word):
                return None
            noun = self.noun_group(at)
            if noun is not None:
                rung = noun.rung
                if depth and lemma in self.lexicon.meeting:
                    rung = max(rung, self.lexicon.mandated)
                return Head(noun.last, rung, noun.domain, "light", negated)
            negated |= word == "no"
        return None

    def stands_alone(self, start: int, group: Group) -> bool:
        """Whether a status noun says something by itself: "the deal" only points back to one."""
        for phrase in self.lexicon.nouns[self.word(start)]:
            if len(phrase.tail) == group.last - start - 1 and not phrase.standalone:
                return False
        if group.last > start + 1:
            return True
        if self.tokens.is_capital(start) and start and self.word(start - 1)[:1].isalnum():
            return self.tokens.raw(start).isupper()
        nearby = {self.word(start - 1), self.word(start - 2)}
        return not nearby & self.words["definite"] and not self.word(start - 1).endswith(("'s", "s'"))

    def noun_group(self, start: int) -> Group | None:
        """The status noun that starts at `start`, put lower by its adjectives ("draft agreement")."""
        for phrase in self.lexicon.nouns.get(self.word(start), ()):
            last, inner = self._match(start + 1, phrase.tail)
            if last < 0 or inner:
                continue
            rung = phrase.rung
            for back in (start - 1, start - 2):
                rung = min(rung, self.lexicon.modifiers.get(self.word(back), rung))
            negated = self.word(start - 1) in {"no", "without"} or (
                self.word(start - 1) in {"a", "an", "any"} and self.word(start - 2) == "without"
            )
            return Group(
                first=start, last=last, rung=rung, domain=phrase.domain, negated=negated, kind="noun"
            )
        return None
