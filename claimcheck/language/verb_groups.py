"""Finds verb groups and status nouns among tokens, and how far each says that an act has gone.

A verb group is read from left to right: auxiliaries ("has not yet been"), then a head from the lexicon
with its fixed words ("expected to"), then, where the head takes one, the verb that is its complement
("be signed"). The rung of the whole group is the lowest on the way. Every step looks at a bounded number
of tokens, so a scan is linear in the text.
"""

from __future__ import annotations

import msgspec

from claimcheck.language.phrase_matcher import Group, Head, Matcher
from claimcheck.language.status_lexicon import Form, Lexicon
from claimcheck.language.tokens import Tokens

_MAX_AUXILIARIES = 8
_MAX_ADVERBS = 2
_LOOK_BACK = 8
_NON_FINITE = frozenset({"be", "been", "being", "having"})


class _Auxiliaries(msgspec.Struct):
    """What stands before the head of a verb group."""

    head: int
    modal: str = ""
    modal_at: int = -1
    be: bool = False
    being: bool = False
    have: bool = False
    do: bool = False
    negated: bool = False
    performative: bool = False
    have_at: int = -1

    @property
    def any(self) -> bool:
        return bool(self.modal) or self.be or self.have or self.do or self.performative


class Scanner(Matcher):
    """Scans the tokens of one text for verb groups and status nouns."""

    def __init__(self, tokens: Tokens, lexicon: Lexicon) -> None:
        super().__init__(tokens, lexicon)
        self.subject: Group | None = None  # the status noun met last: "agreement" in "agreement was reached"
        starters = self.words["be"] - {"be", "been", "being"}
        self.starters = starters | self.words["have"] | self.words["do"] | frozenset(lexicon.modals)

    def scan(self) -> list[Group]:
        """All groups of the text, in order, none overlapping another."""
        groups: list[Group] = []
        forms, after_be, nouns = self.lexicon.forms, self.lexicon.after_be, self.lexicon.nouns
        index, total = 0, len(self.lower)
        while index < total:
            word = self.lower[index]
            group = None
            if word in forms or word in self.starters or "'" in word or word in self.words["performative"]:
                group = self._verb_group(index)
            if group is None and word in after_be:
                group = self._without_be(index)
            if group is None and word in nouns:
                group = self.noun_group(index)
                self.subject = group or self.subject
                if group is not None and not self.stands_alone(index, group):
                    index = group.last
                    continue
            if group is None and word == "to":
                group = self._bare_plan(index)
            if group is None:
                index += 1
                continue
            groups.append(self._denied_by_subject(group, groups[-1].last if groups else 0))
            index = group.last
        return groups

    # Auxiliaries

    def _auxiliaries(self, start: int) -> _Auxiliaries:
        found = _Auxiliaries(head=start)
        adverbs = 0
        for _ in range(_MAX_AUXILIARIES):
            word = self.word(found.head)
            if found.any and self._is_head(found, word):
                break
            step = self.negation_at(found.head)
            if step and found.any:
                found.negated = True
            elif not step and (word in self.words["performative"] or (found.any and self.is_adverb(word))):
                found.performative |= word in self.words["performative"]
                adverbs += 1
                step = 1
            elif not step and self._take_auxiliary(found, word):
                adverbs, step = 0, 1
            if not step or adverbs > _MAX_ADVERBS or (not found.any):
                break
            found.head += step
        return found

    def _is_head(self, found: _Auxiliaries, word: str) -> bool:
        return found.be and word in self.lexicon.after_be and self.best_after_be(found.head) is not None

    def _take_auxiliary(self, found: _Auxiliaries, word: str) -> bool:
        base = word
        if word.endswith("n't"):
            base = {"won't": "will", "shan't": "shall", "can't": "can"}.get(word, word[:-3])
        elif word.endswith("'ll"):
            base = "will"
        elif word.endswith("'ve"):
            base = "have"
        elif word.endswith("'re"):
            base = "are"
        words = self.words
        if base in self.lexicon.modals or base in words["silent_modals"]:
            if found.any or not self._is_modal(found.head, base):
                return False
            found.modal, found.modal_at = base, found.head
        elif base in words["be"]:
            found.be = True
            found.being |= base == "being"
        elif base in words["have"] and not found.be and not found.have:
            found.have, found.have_at = True, found.head
        elif base in words["do"] and not found.any:
            found.do = True
        else:
            return False
        found.negated |= word.endswith("n't")
        return True

    def _is_modal(self, index: int, word: str) -> bool:
        """Whether `word` is a modal: "May 14", "Will Smith" and "the will" are none."""
        if self.word(index - 1) in self.words["before_noun"] - {
            "this",
            "that",
            "these",
            "those",
            "each",
            "both",
        }:
            return self.word(index - 1) in {"than", "as", "all", "some", "any", "many"} and word != "will"
        if self.tokens.is_capital(index) and word in {"may", "will"}:
            return self.tokens.is_capital(index - 1) and self.tokens.is_capital(index + 1) and index > 1
        return True

    # The group as a whole

    def _verb_group(self, start: int) -> Group | None:
        found = self._auxiliaries(start)
        if not found.any and found.head == start:
            return self._bare(start)
        if found.modal in self.words["silent_modals"]:
            return None
        if found.be and not found.have and not found.modal and self.word(found.head) == "to":
            return self._planned(start, found.head, found)
        head = self._head_after(found)
        if head is None:
            head = self._unknown_after_modal(found)
        if head is None:
            return None
        return self._finish(start, found, head)

    def _head_after(self, found: _Auxiliaries) -> Head | None:
        index = found.head
        if found.be:
            phrase = self.best_after_be(index)
            if phrase is not None:
                return self.phrase_head(index, phrase, 0)
            head = self.lexical(index, "N", 0)
            if head is None and not found.being:
                head = self._progressive(index)
            if head is None:
                head = self._light_passive(index)
            return head if head is not None else self.light_noun(index, "be")
        if found.have:
            head = self.lexical(index, "N", 0)
            if head is None and not found.modal:
                head = self.head_of(found.have_at, Form("have", "B"), 0)
            return head
        return self.lexical(index, "B", 1 if found.modal else 0)

    def _progressive(self, index: int) -> Head | None:
        head = self.lexical(index, "G", 0)
        if head is None:
            return None
        rung = min(head.rung, self.lexicon.rungs["progressive"])
        return msgspec.structs.replace(head, rung=rung)

    def _unknown_after_modal(self, found: _Auxiliaries) -> Head | None:
        """A verb that the lexicon lacks still has the rung of its modal ("will build")."""
        index = found.head
        if not found.modal or self.is_function_word(index) or (found.be and self.tokens.is_capital(index)):
            return Head(index, 9, "general", "act") if found.modal and found.be else None
        return Head(index + 1, self.lexicon.rungs["done"], "general", "act")

    def _finish(self, start: int, found: _Auxiliaries, head: Head) -> Group:
        rung, modal_at = head.rung, -1
        if found.being:
            rung = min(rung, self.lexicon.rungs["progressive"])
        if found.modal:
            modal_rung = self.lexicon.modals[found.modal]
            if found.modal in self.words["hedging_modals"]:
                if found.modal == "would" and self._is_backshifted(start):
                    modal_rung = self.lexicon.modals["will"]
                else:
                    modal_at = found.modal_at
            rung = min(rung, modal_rung)
        negated = found.negated != head.negated
        if (
            not negated
            and self.word(head.last) in {"no", "neither"}
            and self.word(head.last + 1) not in {*self.words["not_negating_after_no"]}
        ):
            negated = True
        return Group(
            first=start,
            last=head.last,
            rung=rung,
            domain=head.domain,
            negated=negated,
            modal=modal_at,
            denies=head.denies,
        )

    def _is_backshifted(self, index: int) -> bool:
        """Whether a "would" reports a "will", as in "he said it would resume"."""
        for back in range(index - 1, max(index - 3 * _LOOK_BACK, -1), -1):
            if self.tokens.sentence[back] != self.tokens.sentence[index]:
                return False
            if self.lower[back] in self.words["backshift"]:
                return True
        return False

    def _planned(self, start: int, to: int, found: _Auxiliaries | None = None) -> Group | None:
        """A fixed plan ("is to travel", ", to be adopted"), unless the subject is a purpose."""
        back = start - 1
        passive = self.word(to + 1) == "be"
        while (
            not passive
            and back >= max(0, start - _LOOK_BACK)
            and self.tokens.segment[back] == self.tokens.segment[start]
        ):
            if self.lower[back] in self.words["explaining_subjects"]:
                return None
            back -= 1
        head = self.complement(to + 1, infinitive=True, depth=1)
        if head is None:
            return None
        rung = min(head.rung, self.lexicon.rungs["planned"])
        negated = head.negated != (found is not None and found.negated)
        return Group(first=start, last=head.last, rung=rung, domain=head.domain, negated=negated)

    def _bare_plan(self, to: int) -> Group | None:
        """A plan without its "is": ", to be adopted by", and the headline "India to stop buying"."""
        if self.word(to + 1) == "be" and self.word(to - 1) == ",":
            return self._planned(to, to)
        if self.word(to - 1) in self.words["before_preposition_to"] or not (
            self.word(to + 1) == "be" or self.lexical(to + 1, "B", 1)
        ):
            return None
        back = to - 1
        while back >= 0 and self.tokens.segment[back] == self.tokens.segment[to]:
            if not self.tokens.is_capital(back) and self.lower[back] != "and":
                return None
            if to - back > _LOOK_BACK or self.lower[back] in self.lexicon.forms:
                return None
            back -= 1
        opens = back < 0 or self.tokens.sentence[back] != self.tokens.sentence[to]
        return self._planned(to, to) if opens and back < to - 1 else None

    # Finite verbs without an auxiliary

    def _bare(self, start: int) -> Group | None:
        for form in self.lexicon.forms.get(self.lower[start], ()):
            head = self.head_of(start, form, 0)
            if head is None or not self._is_finite(start, form, head):
                continue
            reduced = self._starts_relative(start, head, form)
            group = self._finish(start, _Auxiliaries(head=start), head)
            return msgspec.structs.replace(group, kind="reduced") if reduced else group
        return None

    def _starts_relative(self, start: int, head: Head, form: Form) -> bool:
        """Whether a participle most likely stands in a reduced relative clause."""
        if "N" not in form.tags or self.word(start - 1) in self.words["subjects"]:
            return False
        if "P" not in form.tags:
            return True
        return head.kind == "act" and self.word(head.last) in self.words["after_participle"]

    def _is_finite(self, start: int, form: Form, head: Head) -> bool:
        before = self.word(start - 1)
        if self._is_premodifier(start - 1) and not (before in {"that", "this"} and "S" in form.tags):
            return False
        if before.endswith(("'s", "s'")) or before in {"to", "-"}:
            return False
        if "P" in form.tags and "B" not in form.tags:
            return True
        if "N" in form.tags and "B" not in form.tags:
            return before[:1].isalpha() and before not in self.words["not_verbs"]
        fixed = head.last > start + 1
        if "S" in form.tags:
            return fixed or form.lemma not in self.lexicon.noun_like or self._takes_object(start)
        if "P" in form.tags:
            return fixed or self._takes_object(start)
        if head.kind == "light" and self.tokens.is_capital(start - 1):
            return True
        if "B" in form.tags and head.kind != "act":
            return self._is_plural_subject(start) and (
                fixed or form.lemma not in self.lexicon.noun_like or self._takes_object(start)
            )
        return False

    def _is_premodifier(self, index: int) -> bool:
        """Whether the token at `index` shows that what follows is an adjective or part of an infinitive."""
        if self.is_adverb(self.word(index)):
            index -= 1
        word = self.word(index)
        if word.endswith("ing") and not self.tokens.is_capital(index):
            return len(word) > 4
        return word in self.words["before_noun"] or word in _NON_FINITE

    def _takes_object(self, start: int) -> bool:
        """Whether what follows shows a word that could also be a noun to be a verb."""
        after = self.word(start + 1)
        if after in self.words["object_starts"] or after[:1] in {"$", "€", "£"} or after[:1].isdigit():
            return True
        if self.word(start - 1) in self.words["subjects"]:
            return True
        named = self.tokens.is_capital(start - 1) and not self.tokens.is_capital(start)
        return (
            named
            and after.isalpha()
            and after not in self.words["not_verbs"]
            and not self.is_auxiliary(after)
        )

    def _is_plural_subject(self, start: int) -> bool:
        before = self.word(start - 1)
        if self.is_adverb(before) or before in self.words["plural_subjects"]:
            return True
        return before.endswith("s") and not before.endswith(("'s", "ss")) and before.isalpha()

    def _without_be(self, start: int) -> Group | None:
        """A participle without its "be", as in "an MOU expected to be signed"."""
        word = self.lower[start]
        before = self.word(start - 1)
        if not word.endswith("ed") or self._is_premodifier(start - 1) or not before[:1].isalnum():
            return None
        phrase = self.best_after_be(start)
        if phrase is None or not phrase.takes_verb:
            return None
        head = self.phrase_head(start, phrase, 0)
        group = self._finish(start, _Auxiliaries(head=start), head)
        return msgspec.structs.replace(group, kind="reduced")

    def _light_passive(self, index: int) -> Head | None:
        """A light verb whose noun is its subject, as in "a framework agreement was reached"."""
        subject = self.subject
        if subject is None or index - subject.last > _LOOK_BACK:
            return None
        if self.tokens.segment[subject.first] != self.tokens.segment[min(index, len(self.lower) - 1)]:
            return None
        for form in self.lexicon.forms.get(self.word(index), ()):
            if form.lemma in self.lexicon.light and "N" in form.tags:
                return Head(index + 1, subject.rung, subject.domain, "light", subject.negated)
        return None

    def _denied_by_subject(self, group: Group, floor: int) -> Group:
        """Negates a group whose subject carries the negation, as in "no agreement was reached"."""
        if group.kind == "noun" or group.negated:
            return group
        segment = self.tokens.segment
        adverb = self.is_adverb(self.word(group.first - 1))
        if self.word(group.first - 1 - adverb) in self.words["negations"]:
            return msgspec.structs.replace(group, negated=True)
        for back in range(group.first - 1, max(floor, group.first - _LOOK_BACK) - 1, -1):
            if segment[back] != segment[group.first] or self.lower[back] in {"that", "which", "who", "but"}:
                break
            if (
                self.lower[back] in self.words["subject_negations"]
                and self.word(back + 1) not in self.words["not_negating_after_no"]
            ):
                return msgspec.structs.replace(group, negated=True)
        return group
