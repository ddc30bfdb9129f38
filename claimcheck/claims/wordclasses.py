"""Light word classes: which tokens of a sentence are finite verbs, and what surrounds them.

Not a parser: closed classes and verb forms come from `resources/clauses.toml`, and one pass from left
to right decides, with a small stack of open clauses, which verb forms are finite. Tags are one
character each:

    F finite verb   v further verb of its group   I infinitive after "to"   c bare verb sharing a modal
    n participle    g -ing form   N noun or adjective   X capitalised word   # number
    D determiner    P subject pronoun   O object pronoun   ' possessive ending
    R preposition   T "to" before an infinitive   C coordinator   S subordinator   W relative   A adverb
    , ; : - ( ) " . punctuation

`strength` of a finite verb: 3 certain, 2 likely, 1 a word that is often a noun. `form` of any verb:
M modal, A be/have/do, p past only, e past or participle, s third person, b bare, g, n.
"""

from __future__ import annotations

from claimcheck.claims.agreement import agrees, class_in_place, comma_before_subject, is_plural
from claimcheck.claims.clause_tokens import PUNCTUATION, Tokens, cut_tokens
from claimcheck.claims.verb_forms import lemma, lookup, word_set

_NP_TAGS = frozenset("NX#PO')D\"")
_OBJECT_START = frozenset('DPO#XT"gAWS$')


def tokenise(text: str, *, capitals: bool = True) -> Tokens:
    """Tokens of `text` with their word classes.

    `capitals` says that a capital marks a name; in headings it does not.
    """
    return _Tagger(*cut_tokens(text), capitals=capitals).run()


_MAX_DEPTH = 12


class _Frame:
    """An open clause: where its finite verb stands and how sure that is."""

    __slots__ = ("finite", "reopened", "strength", "subject")

    def __init__(self, subject: bool = False) -> None:
        self.finite = -1
        self.strength = 0
        self.subject = subject
        self.reopened = False


class _Tagger:
    """One pass over the tokens of one sentence."""

    def __init__(self, words: list[str], starts: list[int], ends: list[int], *, capitals: bool) -> None:
        self.capitals = capitals
        self.words = words
        self.starts = starts
        self.ends = ends
        self.lower = [word.lower().replace("’", "'") for word in words]
        self.tags = ["N"] * len(words)
        self.forms = [""] * len(words)
        self.depths = [0] * len(words)
        self.frames = [_Frame()]
        self.expect = ""  # forms that may complete the open verb group
        self.last = ""  # tag of the last token that is no adverb and no quotation mark
        self.last_verb = ""  # tag of the last verb
        self.last_group = ""  # tag of the last verb that is no participle behind a noun and no -ing form
        self.fallback = -1  # a noun that may be the main verb where no verb is found

    def run(self) -> Tokens:
        for i, word in enumerate(self.words):
            mark = PUNCTUATION.get(word) or ("-" if word.startswith("--") else "")
            if mark:
                self._punctuation(i, mark)
            else:
                self._word(i, class_in_place(self.words, self.tags, i, capitals=self.capitals))
            tag = self.tags[i]
            self.depths[i] = len(self.frames) - 1
            if tag not in 'A"':
                self.last = tag
            if tag in "FvIcng":
                self.last_verb = tag
            if tag in "FvIc":
                self.last_group = tag
        if (
            self.fallback >= 0
            and (self.frames[0].finite < 0 or self._only_reports(self.frames[0].finite))
            and not set("FSW") & set(self.tags[: self.fallback])
        ):
            self.tags[self.fallback] = "F"
            self.forms[self.fallback] = "b"
        return Tokens(self.lower, self.starts, self.ends, self.tags, self.forms, self.depths)

    def _punctuation(self, i: int, mark: str) -> None:
        self.tags[i] = mark
        top = self.frames[-1]
        if mark == ",":
            self.expect = self.expect if self._next(i) == "a" else ""
            if (
                len(self.frames) > 1
                and top.finite >= 0
                and any(frame.finite < 0 for frame in self.frames[:-1])
            ):
                while self.frames[-1].finite >= 0:
                    self.frames.pop()
            elif top.finite >= 0:
                top.reopened = top.strength >= 2 and self._next(i) in ("p", "M", "A")
        elif mark in ";:":
            self.frames = [_Frame()]
            self.expect = ""

    def _next(self, i: int) -> str:
        """Class of the next word, quotation marks skipped; "" at the end, "." before punctuation."""
        for j in range(i + 1, min(i + 3, len(self.words))):
            word = self.words[j]
            if word in '"“‘':
                continue
            if word in PUNCTUATION:
                return "."
            if word[0].isupper() and lookup(self.lower[j])[0] in "besgpnaN":
                return "X"
            return lookup(self.lower[j])
        return ""

    def _word(self, i: int, found: str) -> None:
        letter = found[0]
        if self.lower[i] == "to":
            self._to(i)
        elif letter == "a":
            self.tags[i] = "A"
        elif self._completes_group(i, found):
            return
        elif letter in "MA":
            self._auxiliary(i, letter)
        elif letter in "besgpn":
            self._verb_form(i, found)
        else:
            self._other(i, letter)

    def _to(self, i: int) -> None:
        following = self._next(i)
        if following == "a":
            following = self._next(i + 1)
        if "b" in following or (i + 1 < len(self.lower) and self.lower[i + 1] in ("be", "have", "do")):
            self.tags[i] = "T"
            self.expect = "to"
        else:
            self.tags[i] = "R"
            self.expect = ""

    def _completes_group(self, i: int, found: str) -> bool:
        """Whether the token is the next verb of an open group ("will", "has been", "to")."""
        word = self.lower[i]
        expect, wanted = self.expect, self.expect
        if not expect:
            return False
        if word in ("be", "been", "being") or (word in ("have", "do") and expect in ("M", "to")):
            self.tags[i] = "I" if expect == "to" else "v"
            self.expect = "be" if word.startswith("be") else ("have" if word == "have" else "M")
            return True
        forms = {"M": "b", "to": "b", "be": "eng", "have": "en", "do": "b"}[wanted]
        letter = next((form for form in forms if form in found and found[0] in "besgpn"), "")
        if expect == "M" and (found == "N" or word in ("each", "both", "all")):
            if found == "N":
                self.tags[i], self.forms[i], self.expect = "v", "b", ""
            else:
                self.tags[i] = "A"
            return True
        if expect == "be" and letter in "eng" and "?" in found and "b" in found and found[0] == "b":
            letter = "e" if "e" in found else ""
        self.expect = ""
        if not letter:
            return False
        self.tags[i] = "I" if expect == "to" else "v"
        self.forms[i] = letter
        self._open_complement(i)
        return True

    def _auxiliary(self, i: int, letter: str) -> None:
        word = self.lower[i]
        pronoun = self.last == "D" and self.lower[i - 1] in word_set("pronominal_determiners")
        if letter == "M" or word[0] == "'" or pronoun or self.last not in ("D", "T"):
            self._finite(i, letter, 3)
            be = word in ("is", "are", "was", "were", "am", "'re", "'m") or word[:4] in (
                "isn'",
                "aren",
                "wasn",
                "were",
            )
            have = word[:3] in ("has", "hav", "had", "'ve")
            self.expect = "M" if letter == "M" else ("be" if be else ("have" if have else "do"))
        else:
            self.tags[i] = "N"

    def _other(self, i: int, letter: str) -> None:
        word = self.lower[i]
        self.expect = ""
        if word == "'s":
            self._apostrophe_s(i)
            return
        if letter in "SW":
            determiner = word == "that" and (self.last in ("R", "F", "v") and self._next(i)[:1] in ("N", "X"))
            if determiner and self.words[i - 1].lower() not in word_set("clause_takers"):
                letter = "D" if self.last == "R" else letter
            self.tags[i] = letter
            if letter in "SW":
                self._push(_Frame(subject=letter == "W" or word == "that"))
            return
        self.tags[i] = letter
        if letter == "C":
            self.frames[-1].reopened = True
        elif letter in "NX#PO" or (letter == "D" and word in word_set("pronominal_determiners")):
            self.frames[-1].subject = True

    def _apostrophe_s(self, i: int) -> None:
        if self.last == "P" or (i and self.lower[i - 1] in ("that", "there", "who", "what", "here")):
            self._finite(i, "A", 3)
            self.expect = "be"
        else:
            self.tags[i] = "'"

    def _verb_form(self, i: int, found: str) -> None:
        self.expect = ""
        forms = found.rstrip("?")
        ambiguous = "?" in found
        letter = self._coordinated(i, forms, ambiguous)
        if letter:
            return
        if "p" in forms and (self.last not in ("D", "R", "'") or self._follows_many(i)):
            self._finite(i, "p", 3)
        elif "s" in forms and self._allows_present(i, ambiguous, plural=False):
            self._finite(i, "s", 1 if ambiguous else 2)
        elif "e" in forms and self._allows_past(i, ambiguous):
            self._finite(i, "e", 3 if self.last == "P" else (1 if ambiguous else 2))
        elif "b" in forms and self._allows_present(i, ambiguous, plural=True):
            self._finite(i, "b", 1 if ambiguous else 2)
        else:
            self._nonfinite(i, forms, ambiguous)

    def _follows_many(self, i: int) -> bool:
        """Whether the word before is a determiner that stands for a noun: "several spoke of it"."""
        return self.last == "D" and self.lower[i - 1] in word_set("pronominal_determiners")

    def _coordinated(self, i: int, forms: str, ambiguous: bool) -> str:
        """A bare verb after "and", or after a comma in a list, that shares a modal or a "to"."""
        if "b" not in forms or self.last not in ("C", ",") or self.last_group not in ("v", "I", "c"):
            return ""
        following = self._next(i)
        particle = self.lower[i + 1 : i + 2] in (["out"], ["up"], ["down"], ["off"], ["over"], ["back"])
        sure = (
            particle
            or following[:1] in ("D", "#", "P", "O", "T", "g")
            or ("b" in following and "?" not in following)
        )
        if ambiguous and not sure and not (following == "X" and self.last == "C"):
            return ""
        if self.last == "," and not (ambiguous or following[:1] in ("D", "#", "P", "O", "T", "X", "N", "g")):
            return ""
        self.tags[i] = "c"
        self.forms[i] = "b"
        return "c"

    def _allows_present(self, i: int, ambiguous: bool, *, plural: bool) -> bool:
        top = self.frames[-1]
        after_relative = top.finite >= 0 and self._outer_open() and self._next(i)[:1] in ("D", "#", "X", "O")
        if self.last == "O" and not after_relative:
            return False
        if self.last not in ("N", "X", "P", "W", ")", "C", "S", "#", ",", '"', "n", "O") or not top.subject:
            return False
        previous = self.lower[i - 1]
        if self.last == "," and top.finite >= 0:
            listed = self.forms[top.finite] == ("b" if plural else "s")
            return listed and self._next(i)[:1] in ("D", "#", "P", "O", "X", "R" if not ambiguous else "D")
        if self.last == "P":
            return plural == (previous in ("they", "we", "i", "you")) or self.tags[i - 1] == "A"
        far = not (plural and ambiguous)
        if (self.last == "N" or (plural and self.last == "X")) and not agrees(
            self.lower, self.tags, i, plural=plural, far=far
        ):
            return False
        if top.finite >= 0 and not top.reopened and (ambiguous or plural) and not self._outer_open():
            return False
        if not ambiguous:
            return True
        if self._stale(top) and not (after_relative and not plural):
            return False
        if self.last == "N" and not plural and is_plural(previous):
            return True  # "the tariff on those goods stays": no noun stands before another plural
        following = self._next(i)
        if following[:1] in ("M", "A", "", ".", "C") or (
            following[:1] in ("e", "p", "s", "b")
            and ("?" not in following or (following[:1] == "s" and self.last == "N"))
        ):
            return False
        if self.last == "C" and following[:1] not in ("D", "#", "P", "O"):
            return False
        if following[:1] in ("D", "#", "P", "O", "S", "W", "R") or self.lower[i + 1] == "to":
            return self.last != "N" or self.lower[i + 1] not in ("of", "in", "at", "from", "between")
        return self.last in ("X", "W") or not plural

    def _stale(self, top: _Frame) -> bool:
        """Whether the clause has its verb, and no "and" stands right before to open it again."""
        return top.finite >= 0 and self.last not in ("C", "P")

    def _outer_open(self) -> bool:
        return any(frame.finite < 0 and frame.subject for frame in self.frames[:-1])

    def _allows_past(self, i: int, ambiguous: bool) -> bool:
        top = self.frames[-1]
        if self.last in ("D", "R", "'", "T", "", ";", "F", "v", "I", "g", "-", ":", "n"):
            return False
        if self.last in ("c", "W") or (self.last == "C" and self.last_verb == "n"):
            return self.last == "W"
        if self.last in ("N", "X") and self._has_agent(i):
            return False
        if ambiguous and (self._next(i)[:1] in ("M", "A", "e", ".", "") or self._stale(top)):
            return False
        if top.finite >= 0 and not top.reopened:
            return self._outer_open() or (self.last == "P" and not ambiguous)
        return top.subject or top.reopened

    def _has_agent(self, i: int) -> bool:
        """Whether "by" and a noun follow, so that the form is a participle: "talks held by the parties"."""
        if self.lower[i + 1 : i + 2] != ["by"] or self.lower[i] in word_set("finite_before_by"):
            return False
        return self._next(i + 1)[:1] in ("D", "X", "N", "b", "s")

    def _only_reports(self, verb: int) -> bool:
        """Whether the verb at `verb` stands in a tag at the end: "P, the ministry said"."""
        comma = comma_before_subject(self.tags, verb)
        following = verb + 1 >= len(self.tags) or self.tags[verb + 1] in ".,"
        return self.fallback < comma and following and lemma(self.lower[verb]) in word_set("clause_takers")

    def _nonfinite(self, i: int, forms: str, ambiguous: bool) -> None:
        self.forms[i] = forms[0]
        if "g" in forms and not ambiguous:
            self.tags[i] = "N" if self.last in ("D", "'") else "g"
            self.forms[i] = "g"
        elif ("e" in forms or "n" in forms) and not ambiguous:
            adjective = self.last in ("D", "R", "'") or (
                self._next(i)[:1] == "N" and self.last not in ("N", "X", ",")
            )
            self.tags[i] = "N" if adjective else "n"
            self.forms[i] = "n" if "n" in forms else "e"
        else:
            self.tags[i] = "N"
            self.forms[i] = ""
            self._remember(i, forms)
        if self.tags[i] in "Ng":
            self.frames[-1].subject = True

    def _remember(self, i: int, forms: str) -> None:
        """Keep the first word that could have been the main verb, in case no better one follows."""
        previous = self.last in ("X", "P") or (
            self.last == "N" and agrees(self.lower, self.tags, i, plural="b" in forms, far=True)
        )
        if (
            self.fallback < 0
            and previous
            and self.frames[-1].finite < 0
            and self._next(i)[:1] not in ("", ".")
        ):
            self.fallback = i

    def _finite(self, i: int, form: str, strength: int) -> None:
        """Accept token `i` as finite; a surer verb turns a weaker one of the same clause into a modifier."""
        self.tags[i] = "F"
        self.forms[i] = form
        top = self.frames[-1]
        if top.finite >= 0 and not top.reopened and self.last == "P":
            top = _Frame()  # a relative clause without its pronoun: "the tariffs it announced"
            self._push(top)
        elif top.finite >= 0 and not top.reopened:
            while len(self.frames) > 1 and self._outer_open() and self.frames[-1].finite >= 0:
                self.frames.pop()
            top = self.frames[-1]
            if self._displaces(top, i, strength):
                old = top.finite
                self.tags[old] = "n" if self.forms[old] == "e" else "N"
        top.finite, top.strength, top.reopened, top.subject = i, strength, False, True
        if form not in "MA":
            self._open_complement(i)

    def _displaces(self, top: _Frame, i: int, strength: int) -> bool:
        """Whether the verb at `i` shows the one before to be a modifier; not in "P, the ministry said"."""
        if top.finite < 0 or top.reopened or top.strength >= strength:
            return False
        return comma_before_subject(self.tags, i) <= top.finite

    def _push(self, frame: _Frame) -> None:
        """Open a clause inside the current one; deeper nesting than this is no prose."""
        if len(self.frames) == _MAX_DEPTH:
            self.frames.pop()
        self.frames.append(frame)

    def _open_complement(self, i: int) -> None:
        """After "says" and the like a clause may follow without "that"."""
        if self._next(i)[:1] in ("D", "P", "X", "N", "#") and lemma(self.lower[i]) in word_set(
            "clause_takers"
        ):
            self._push(_Frame())
