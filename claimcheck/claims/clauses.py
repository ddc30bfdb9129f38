"""Sentences taken apart into clauses that can be true or false by themselves.

One walk over the tagged tokens looks at commas, semicolons, "and"/"but" and subordinators, and cuts
where what follows is an assertion of its own and what stands before has its verb. Looking ahead is
bounded, so the time is linear. In doubt nothing is cut: a compound claim is better than half of one.
"""

from __future__ import annotations

from functools import cache

from claimcheck.claims.clause_tokens import Clause, Kind, Tokens
from claimcheck.claims.coordination import Sharing, carried_by, further_aim
from claimcheck.claims.lookahead import REACH, Lookahead
from claimcheck.claims.phrases import antecedent, is_time, last_amount, subject_before
from claimcheck.claims.verb_forms import base_of_gerund, word_set
from claimcheck.resources import load_toml


@cache
def _compositions() -> tuple[tuple[str, ...], ...]:
    phrases = load_toml("clauses.toml")["composition"].replace("\n", "").split("|")
    return tuple(tuple(phrase.split()) for phrase in phrases)


def split_clauses(
    tokens: Tokens, first: int, last: int, subject: tuple[int, int] | None = None
) -> list[Clause]:
    """The clauses of the tokens `[first, last)` in text order; stretches without a verb are left out.

    `subject` is one that stands before them, cut off by words in between; it counts where a verb comes first.
    """
    return _Splitter(tokens, first, last, subject).run()


_STOPS = (".", ".", ".", ".")


class _Splitter:
    """The walk over one stretch of tokens."""

    def __init__(self, tokens: Tokens, first: int, last: int, subject: tuple[int, int] | None = None) -> None:
        self.tokens = tokens
        self.words = [*tokens.words, *_STOPS]
        self.tags = [*tokens.tags, *_STOPS]  # so that a look at what follows finds an end
        self.last = last
        self.ahead = Lookahead(tokens, last)
        self.clauses: list[Clause] = []
        self.position = first
        self.interrupted = subject
        self._open(first, "main")

    def run(self) -> list[Clause]:
        self._opening()
        self._leading_subordinate()
        while self.position < self.last:
            i = self.position
            if not self._cut_at(i):
                self._advance(i)
                self.position = i + 1
        self._close(self.last)
        return [clause for clause in self.clauses if clause.verb >= 0]

    # -- state of the clause that is being read

    def _open(self, start: int, kind: Kind, sharing: Sharing | None = None, verb: int = -1) -> None:
        self.start = start
        self.kind: Kind = kind
        self.verb = verb
        self.embedded = 0  # clauses inside this one that lack their verb yet
        self.loose = 0  # of them those whose first word may be a preposition ("after the talks")
        self.that_after_verb = False
        self.subject: tuple[int, int] | None = sharing.subject if sharing else None
        self.carried = sharing.carried if sharing else ()
        self.position = max(start, verb + 1)

    def _close(self, end: int) -> None:
        while end > self.start and self.tags[end - 1] in ",;C-:":
            end -= 1
        if self.verb < end and end > self.start:
            self.clauses.append(Clause(self.start, end, self.kind, self.verb, self.subject, self.carried))

    def _cut(self, end: int, start: int, kind: Kind, sharing: Sharing | None = None, verb: int = -1) -> bool:
        self._close(end)
        self._open(start, kind, sharing, verb)
        return True

    def _advance(self, i: int) -> None:
        """Keep track of the main verb, and of clauses inside this one that still lack theirs."""
        tag = self.tags[i]
        if tag == ",":
            self.embedded -= self.loose
            self.loose = 0
        elif tag in "SW":
            self.embedded += 1
            self.loose += self.words[i] in word_set("also_prepositions")
            self.that_after_verb = self.that_after_verb or self.verb >= 0
        elif tag == "F":
            contact = self.tags[i - 1] == "P" and i - 2 >= self.start and self.tags[i - 2] in "NX"
            if self.embedded:
                self.embedded -= 1
                self.loose = min(self.loose, self.embedded)
            elif self.verb < 0 and not (contact and self._finite_ahead(i + 1)):
                self.verb = i
                if self.subject is None:
                    self.subject = subject_before(self.tokens, self.start, i)

    def _finite_ahead(self, i: int) -> bool:
        return any(self.tags[j] == "F" for j in range(i, min(i + REACH, self.last)))

    # -- where to cut

    def _cut_at(self, i: int) -> bool:
        tag = self.tags[i]
        if i <= self.start or tag not in ",;:CS":
            return False
        if tag == ",":
            return self._cut_at_comma(i)
        if tag in ";:":
            return self._cut_at_semicolon(i)
        if tag == "C":
            return self._coordination(i, i + 1, comma=False)
        return self._subordinate(i, i, comma=False)

    def _cut_at_semicolon(self, i: int) -> bool:
        start = i + 1
        while start < self.last and self.tags[start] in 'C"':
            start += 1
        verb = self.ahead.clause_ahead(start)
        return verb >= 0 and (self.verb >= 0 or self.tags[i] == ":") and self._cut(i, start, "coordinate")

    def _cut_at_comma(self, i: int) -> bool:
        j = i + 1
        if j + 1 >= self.last:
            return False
        tag, word = self.tags[j], self.words[j]
        if self.verb < 0:
            return self._after_subject(i)
        if tag == "C":
            return self._coordination(i, j + 1, comma=True)
        if tag == "S" and self._subordinate(i, j, comma=True):
            return True
        if self._relative(i, j) or self._composition(i, j) or self._time_after(i):
            return True
        g = j + 1 if tag == "A" else j
        if self.tags[g] == "g" and word not in word_set("gerund_prepositions") and self._is_participle(g):
            return self._cut(i, j, "participle", self._hosted(), g)
        if tag in "Fc":
            sharing = carried_by(self.tokens, self._reading(i), j, listed=True)
            return sharing is not None and self._list_goes_on(j) and self._cut(i, j, "shared", sharing, j)
        return False

    def _hosted(self) -> Sharing:
        """What a participle takes from the clause it leans on: its subject, and its verb for the tense."""
        return Sharing(self.subject, ((self.verb, self.verb + 1),))

    def _reading(self, i: int) -> Clause:
        return Clause(self.start, i, self.kind, self.verb, self.subject, self.carried)

    def _is_participle(self, g: int) -> bool:
        """Whether ", doing so" at `g` says something, rather than being an item of a list."""
        end = min(g + 3, self.last)
        for k in range(max(self.start, g - REACH), min(g + REACH, self.last - 1)):
            if self.tags[k] in "C," and self.tags[k + 1] == "g" and k + 1 != g:
                return False
        known = self.words[g] in base_of_gerund() and self.words[g] not in word_set("adjectives_in_ing")
        return known and end == g + 3 and all(self.tags[j] not in ",C.F" for j in range(g + 1, end))

    def _list_goes_on(self, j: int) -> bool:
        """Whether ", and" with a further verb follows the list item that begins at `j`."""
        for k in range(j + 1, min(j + 2 * REACH, self.last - 2)):
            if self.tags[k] == "C" and self.tags[k + 1] in "FcA":
                return True
        return False

    def _coordination(self, i: int, j: int, *, comma: bool) -> bool:
        """Cut at "and" or "but" before `j`: a further clause, or a further verb of the same subject."""
        coordinator = self.words[j - 1]
        if self.verb < 0 or coordinator not in word_set("splitting_coordinators") or j >= self.last:
            return False
        if coordinator == "yet" and not comma:
            return False
        if self.embedded and not self._was_preposition(i, j, comma=comma):
            return False
        if self.words[j] == "that" and self.ahead.clause_ahead(j + 1) >= 0:
            return self._cut(i, j + 1, "coordinate")
        verb = self.ahead.skip_adverbs(j)
        if self.tags[verb] == "T":
            sharing = further_aim(self.tokens, self._reading(i), verb)
            return sharing is not None and self._cut(i, j, "shared", sharing, verb + 1)
        if verb < self.last and self.tags[verb] in "Fcng":
            sharing = carried_by(self.tokens, self._reading(i), verb, listed=comma)
            return sharing is not None and self._cut(i, j, "shared", sharing, verb)
        if not comma and (self.that_after_verb or self._pairs_nouns(i)):
            return False
        if self.ahead.clause_ahead(j, plain=not comma) >= 0:
            return self._cut(i, j, "coordinate")
        return False

    def _was_preposition(self, i: int, j: int, *, comma: bool) -> bool:
        """Whether what opened a clause that still lacks its verb at `i` was a preposition.

        "since June 2025, and the road", "began after 8 a.m. in Washington and lasted": but not "after rain
        and snow fell".
        """
        opener = next((k for k in range(i - 1, self.start, -1) if self.tags[k] in "SW"), self.start)
        if self.embedded > self.loose or any(self.tags[k] in "FvIcng" for k in range(opener, i)):
            return False
        timed = self.tags[opener + 1] == "#" or is_time(self.tokens, opener + 1)
        return comma or (timed and self.tags[self.ahead.skip_adverbs(j)] == "F")

    def _pairs_nouns(self, i: int) -> bool:
        """Whether "and" at `i` closes "between A and B", or joins nouns after a verb that takes a clause."""
        window = self.words[max(self.start, i - 8) : i]
        if "between" in window or "both" in window:
            return True
        return self.words[self.verb] in word_set("clause_takers_any_form")

    def _subordinate(self, end: int, j: int, *, comma: bool) -> bool:
        """Cut at "while", "although", and after a comma "as" and "after": both sides are asserted."""
        word = self.words[j]
        if self.verb < 0 or word not in word_set("asserting_subordinators") or j + 1 >= self.last:
            return False
        if word == "while" and self.tags[self.ahead.skip_adverbs(j + 1)] == "g":
            verb = self.ahead.skip_adverbs(j + 1)
            inner = any(self.tags[k] in "SW" for k in range(self.verb, end))  # whose subject it may take
            return not inner and self._cut(end, j, "participle", self._hosted(), verb)
        if word in ("as", "after") and (not comma or self.words[j + 1] in word_set("never_after_as")):
            return False
        if word == "while" and not comma:
            return False
        certain = word not in ("as", "after") and self._finite_ahead(j + 1)
        return (certain or self.ahead.clause_ahead(j + 1) >= 0) and self._cut(end, j + 1, "coordinate")

    def _time_after(self, i: int) -> bool:
        """Cut at ", six days after Xi approved the sale": the event is asserted too."""
        for j in range(i + 1, min(i + 6, self.last - 1)):
            if self.words[j] == "after" and j > i + 1:
                return self.ahead.clause_ahead(j + 1) >= 0 and self._cut(i, j + 1, "coordinate")
            if self.tags[j] not in "#NDA":
                return False
        return False

    def _relative(self, i: int, j: int) -> bool:
        """Cut at ", which ..." and ", during which ...": a relative clause that comments."""
        if self.words[j] == "when":
            verb = self.ahead.clause_ahead(j + 1)
            past = verb >= 0 and (
                self.tokens.forms[verb] in "pe" or self.words[verb] in ("was", "were", "had")
            )
            return past and self._cut(i, j + 1, "coordinate")
        w = j + 1 if self.tags[j] == "R" else j
        if w >= self.last or self.words[w] not in word_set("commenting_relatives"):
            return False
        verb = next((k for k in range(w + 1, min(w + REACH, self.last)) if self.tags[k] in "F,;"), -1)
        if verb < 0 or self.tags[verb] != "F":
            return False
        if self.ahead.skip_adverbs(w + 1) == verb:
            subject = antecedent(self.tokens, self.start, i)
        else:
            subject = subject_before(self.tokens, w + 1, verb)
            if w == j and self.words[w] in ("which", "whom"):
                return False
        if subject is None:
            return False
        return self._cut(i, j, "relative", Sharing(subject, ()), verb)

    def _composition(self, i: int, j: int) -> bool:
        """Cut at ", made up of $200 billion in ...": what an amount consists of."""
        for phrase in _compositions():
            if tuple(self.words[j : j + len(phrase)]) == phrase:
                amount = last_amount(self.tokens, self.start, i)
                return amount is not None and self._cut(i, j, "apposition", Sharing(amount, ()), j)
        return False

    def _after_subject(self, i: int) -> bool:
        """A relative clause or an amount set between a subject and its verb."""
        subject = self._plain_subject(i)
        if subject is None:
            return False
        j = i + 1
        if self.words[j] in word_set("commenting_relatives"):
            closing = self._closing_comma(j + 1, needs_verb=True)
            verb = self.ahead.skip_adverbs(j + 1)
            if closing < 0 or self.tags[verb] != "F":
                return False
            self.clauses.append(Clause(j, closing, "relative", verb, subject))
            return self._rest_of(subject, closing)
        if self.tags[j] == "#" or self.words[j] in word_set("amount_openers"):
            closing = self._closing_comma(j, needs_verb=False)
            if closing < j + 3 or not any(self.tags[k] == "#" for k in range(j, closing)):
                return False
            self.clauses.append(Clause(self.start, closing, "apposition", j, subject))
            return self._rest_of(subject, closing)
        verb = self.ahead.skip_adverbs(j)
        if self.tags[verb] == "n" and verb + 2 < self.last:
            closing = self._closing_comma(verb, needs_verb=False)
            if closing >= verb + 3:
                self.clauses.append(Clause(self.start, closing, "apposition", j, subject))
                return self._rest_of(subject, closing)
        return False

    def _rest_of(self, subject: tuple[int, int], comma: int) -> bool:
        verb = self.ahead.skip_adverbs(comma + 1)
        self._open(comma + 1, "shared", Sharing(subject, ()), verb)
        return True

    def _plain_subject(self, i: int) -> tuple[int, int] | None:
        """The tokens from the start of the clause to `i` where they are one noun phrase."""
        if self.kind not in ("main", "coordinate") or any(
            self.tags[k] in ",SWFn" for k in range(self.start, i)
        ):
            return None
        start = self.start
        while start + 1 < i and self.tags[start] in "CA":
            start += 1
        if self.tags[start] not in "DXN#P" or not any(self.tags[k] in "NXP" for k in range(start, i)):
            return None
        return None if is_time(self.tokens, i - 1) else (start, i)

    def _closing_comma(self, j: int, *, needs_verb: bool) -> int:
        """The comma from `j` on that the main verb follows, or -1."""
        seen = not needs_verb
        for k in range(j, min(j + REACH, self.last - 1)):
            seen = seen or self.tags[k] == "F"
            if self.tags[k] == "," and seen:
                verb = self.ahead.skip_adverbs(k + 1)
                if verb < self.last and self.tags[verb] == "F":
                    return k
            if self.tags[k] in ";SW":
                return -1
        return -1

    def _opening(self) -> None:
        """Skip marks in front, and "after" or "while" where an attribution tag stood before them."""
        start = self.start
        while start + 1 < self.last and self.tags[start] in ",-:":
            start += 1
        if (
            start > 0
            and self.words[start] in word_set("asserting_subordinators")
            and self.ahead.clause_ahead(start + 1) >= 0
        ):
            start += 1
        verb = self.ahead.skip_adverbs(start)
        if self.interrupted and self.tags[verb] == "F":
            self._open(start, "shared", Sharing(self.interrupted, ()), verb)
        else:
            self._open(start, "main")

    def _leading_subordinate(self) -> None:
        """Take "While A does this, B does that" for two clauses."""
        start = self.start
        while start + 1 < self.last and self.tags[start] in 'C"':
            start += 1
        if start + 1 >= self.last or self.words[start] not in word_set("leading_subordinators"):
            return
        comma = next((k for k in range(start, min(start + 2 * REACH, self.last)) if self.tags[k] == ","), -1)
        verb = next((k for k in range(start, comma) if self.tags[k] == "F"), -1)
        if min(comma, verb, self.ahead.clause_ahead(start + 1), self.ahead.clause_ahead(comma + 1)) < 0:
            return
        subject = subject_before(self.tokens, start + 1, verb)
        self.clauses.append(Clause(start + 1, comma, "coordinate", verb, subject))
        self._open(comma + 1, "main")
