"""Whether a clause begins at a place: a subject and its finite verb, within a bounded reach."""

from __future__ import annotations

from claimcheck.claims.clause_tokens import Tokens
from claimcheck.claims.phrases import is_time
from claimcheck.claims.verb_forms import word_set

# How far the verb of a clause may stand from its first word, in tokens.
REACH = 30
# The same where no comma marks the beginning of the clause.
_PLAIN_REACH = 9
# Most tokens of an apposition between a subject and its verb.
_MAX_APPOSITION = 14
_NOMINAL = frozenset("NX#PDO'g")
_BEFORE_VERB = frozenset("NX#PDO'ARngvTI\"()C-")


_STOPS = (".", ".", ".", ".")


class Lookahead:
    """Looks ahead in one stretch of tokens, which ends before `last`."""

    def __init__(self, tokens: Tokens, last: int) -> None:
        self.tokens = tokens
        self.words = [*tokens.words, *_STOPS]
        self.tags = [*tokens.tags, *_STOPS]  # so that a look at what follows finds an end
        self.last = last

    def skip_adverbs(self, j: int) -> int:
        """The first token from `j` on that is neither adverb nor quotation mark."""
        while j < self.last and self.tags[j] in 'A"':
            j += 1
        return j

    def clause_ahead(self, j: int, *, plain: bool = False) -> int:
        """Index of the finite verb where a subject and its verb begin at `j`, else -1.

        `plain` wants a short subject and a sure verb: no comma tells where the clause begins.
        """
        nominal = False
        commas = embedded = skip = 0
        for k in range(j, min(j + (_PLAIN_REACH if plain else REACH), self.last)):
            tag = self.tags[k]
            if k < skip:
                continue
            if tag == "F" and (embedded or self._is_contact(j, k)):
                embedded -= 1 if embedded else 0
            elif tag == "F":
                return k if nominal and self._is_sure(k, j, plain=plain) else -1
            elif plain and tag not in "NX#PD'RA\"":
                return -1
            elif tag in "SW":
                if not nominal or self.words[k] not in word_set("noun_clause_openers"):
                    return -1
                embedded += 1
            elif tag == "," and nominal and not plain and self._past_apposition(k) > 0:
                skip = self._past_apposition(k)
            elif tag == ",":
                commas += 1
                if commas > 2 or k + 1 >= self.last or self.tags[k + 1] in "CSWF" or not self._aside(j, k):
                    return -1
            elif tag not in _BEFORE_VERB:
                return -1
            nominal = nominal or tag in _NOMINAL
        return -1

    def _is_sure(self, verb: int, start: int, *, plain: bool) -> bool:
        """Whether the verb is hardly a participle behind its noun ("devastation caused by fire")."""
        if "T" in self.tags[start:verb] and self.tokens.forms[verb] not in "MAp":
            return False
        if self.tokens.forms[verb] != "e" or self.tags[verb - 1] == "P":
            return True
        following = verb + 1
        if following >= self.last or self.words[following] == "by":
            return following >= self.last
        return not plain or self.tags[following] in "D#OXPS'TA"

    def _is_contact(self, start: int, verb: int) -> bool:
        """Whether the verb closes a relative clause without its pronoun: "the type of deal we accept"."""
        return verb - 2 > start and self.tags[verb - 1] == "P" and self.tags[verb - 2] in "NX"

    def _past_apposition(self, comma: int) -> int:
        """The verb behind ", its payment system," where `comma` opens such an apposition; else -1."""
        if comma + 1 >= self.last or self.tags[comma + 1] not in "DX#":
            return -1
        for k in range(comma + 1, min(comma + _MAX_APPOSITION, self.last - 1)):
            if self.tags[k] == ",":
                verb = self.skip_adverbs(k + 1)
                return verb if k > comma + 1 and verb < self.last and self.tags[verb] == "F" else -1
            if self.tags[k] not in "NX#D'RA\"":
                return -1
        return -1

    def _aside(self, j: int, comma: int) -> bool:
        """Whether the comma belongs to an adverbial ("in return,", "for his part,"), not to a list."""
        if self.tags[j] in "RA" or is_time(self.tokens, comma - 1):
            return True
        following = self.tags[comma + 1]
        opened = any(self.tags[k] == "," and self.tags[k + 1] in "R" for k in range(j, comma))
        return following == "R" or opened
