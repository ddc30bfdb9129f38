"""Rules for cue verbs with a subject: "X said P", "P, X said", "P, said X", ", saying P"."""

from __future__ import annotations

import re

from claimcheck.claims.content import Content, complement_start, content_before
from claimcheck.claims.cues import Cue
from claimcheck.claims.reading import Reading
from claimcheck.claims.sources import Range, Subjects, is_source, phrase_after, subject_before
from claimcheck.claims.tagging import TaggedSentence

_SEPARATORS = frozenset(",q.-")
_VERB = frozenset("XbFvzd")
_AUXILIARIES = re.compile("[AXb]{0,6}")
_NEGATIONS = frozenset({"not", "never", "no"})
_AFTER_QUOTATION = re.compile(r"[,.]q|q,")
# Whatever verb stands between a speaker and the comma of a quotation is a verb of speech there.
_QUOTING = Cue(frozenset({"quote"}), frozenset(), strong=True, addressee=False)
# An introduction, not content: "On Monday, X said, ...".
_INTRODUCTORY = frozenset("IEGAYcgR")


def read_finite(reading: Reading, token: int, subject: Range | None) -> None:
    """The attribution of the finite cue verb at `token`, whose subject stands left of it or is None."""
    cue = _cue_at(reading, token) or _QUOTING
    if subject is not None:
        acceptable = cue.strong or is_source(reading.tagged, subject)
        if acceptable and not _parenthetical(reading, token, cue, subject):
            add_following(reading, token, cue, subject)
        return
    before = reading.tags[token - 1] if token else ""
    shares = reading.last_source is not None and reading.last_form == reading.tags[token]
    if shares and before in ("K", "A", ",") and add_following(reading, token, cue, reading.last_source):
        return
    _inverted(reading, token, cue)


def _cue_at(reading: Reading, token: int) -> Cue | None:
    """The cue at `token`, with its particle if it has one: "pointed out"."""
    with_particle = reading.lexicon.phrasal.get(tuple(reading.words[token : token + 2]))
    return with_particle or reading.lexicon.verbs.get(reading.words[token])


def add_following(reading: Reading, token: int, cue: Cue, source: Range | None, first: int = -1) -> bool:
    """Content right of the cue: "X said (that) P"; the cue begins at token `first` where that is given."""
    start = complement_start(reading.tagged, token + 1, cue)
    if start is None:
        return False
    introduces = source is not None and source[0] == 1 and reading.tags[0] == "c"
    content = reading.content_from(start, weak=not cue.strong, clause=introduces)
    if content is None:
        return False
    cue_tokens = (first if first >= 0 else _cue_start(reading.tagged, token), token + 1)
    reading.add(source, cue_tokens, [(content.start, content.end)], quoted=content.quoted)
    reading.last_form = reading.tags[token]
    return True


def _cue_start(tagged: TaggedSentence, token: int) -> int:
    """First token of a cue verb with its auxiliaries and negation: "did not say", "has said"."""
    match = _AUXILIARIES.match(tagged.backwards, len(tagged.classes) - token)
    first = token - len(match.group()) if match else token
    while first < token and tagged.classes[first] in "A" and tagged.words[first] not in _NEGATIONS:
        first += 1
    return first


def read_gerund(reading: Reading, token: int) -> None:
    """A cue in -ing: "is urging", ", adding that", "by saying", "a statement saying"."""
    cue = _cue_at(reading, token)
    if cue is None:
        return
    j = token - 1
    while j >= 0 and reading.tags[j] == "A":
        j -= 1
    before = reading.tags[j] if j >= 0 else ","
    if before in ",KIcq":
        if cue.strong or (reading.last_source and before == ","):
            add_following(reading, token, cue, reading.last_source or clause_subject(reading))
    elif before in "bXNnC":
        subject = subject_before(reading.tagged, token)
        if subject is None or not (is_source(reading.tagged, subject) or (cue.strong and before in "bX")):
            return
        if cue.strong or before in "bX":
            add_following(reading, token, cue, subject)


def clause_subject(reading: Reading) -> Range | None:
    """The subject of the sentence: its first noun phrase with a verb, after at most two introductions."""
    start = 0
    for _ in range(3):
        phrase = phrase_after(reading.tagged, start)
        following = reading.tags[phrase[1] : phrase[1] + 1] if phrase else ""
        if phrase and following and (following in "AXbFvzdE" or (following == "," and start)):
            return phrase if is_source(reading.tagged, phrase) else None
        comma = reading.tags.find(",", start, start + 25)
        if comma < 0:
            return None
        start = comma + 1
    return None


def quoting_verbs(tagged: TaggedSentence) -> Subjects:
    """Verbs that are no listed cues but stand beside a quotation that ends in a comma, with their subjects.

    `"P," she drawled` has its subject before the verb, `"P," drawled X` (None) after it.
    """
    tags = tagged.classes
    found: Subjects = {}
    for match in _AFTER_QUOTATION.finditer(tags):
        token = match.end()
        if tags[token : token + 1] in ("E", "F"):
            found[token] = None
            continue
        phrase = phrase_after(tagged, token)
        if phrase and tags[phrase[1] : phrase[1] + 1] in ("E", "F"):
            found[phrase[1]] = phrase
    return found


def tail_end(reading: Reading, token: int) -> int:
    """The next comma, colon, dash or opening quotation mark from `token`, else the sentence's end."""
    while token < reading.size and reading.tags[token] not in ",:;.)-Q":
        token += 1
    return token


def _parenthetical(reading: Reading, token: int, cue: Cue, subject: Range) -> bool:
    """Content left of the source: "P, X said on Monday", and right of it too in "P, X said, P"."""
    left = subject[0] - 1
    if left > 0 and reading.words[left] == "as":
        left -= 1
    if left <= 0 or left < reading.floor or reading.tags[left] not in _SEPARATORS:
        return False
    quoted = _ends_quotation(reading, left)
    if reading.tags[left] == "q" and not quoted:
        return False
    if ("quote" if quoted else "by") not in cue.complements:
        return False
    resume = _tail(reading, token, cue, quoted=quoted)
    if resume is None or (not quoted and _introduces(reading, left, resume)):
        return False
    return _add_with_left(reading, subject, token, left, resume)


def _ends_quotation(reading: Reading, token: int) -> bool:
    """Whether a quotation that a comma or full stop ends stands right before a source or cue."""
    if reading.tags[token] != "q":
        return token > 0 and reading.tags[token - 1] == "q"
    mark = reading.quotes.by_closing.get(reading.tagged.starts[token])
    dropped_stop = mark is not None and token > 0 and reading.tagged.ends[token - 1] < mark.end
    return dropped_stop or reading.tags[token - 1] in ",.-"


def _tail(reading: Reading, token: int, cue: Cue, *, quoted: bool) -> int | None:
    """Token at which "P, X said" ends, or None where content follows the cue instead."""
    j = token + 1
    while j < reading.size and reading.tags[j] == "A":
        j += 1
    if j >= reading.size or reading.tags[j] in ",;.:)-q":
        return j
    start = complement_start(reading.tagged, token + 1, cue)
    if quoted:
        marked = start is not None and reading.tags[start - 1] == "t"
        return None if marked else tail_end(reading, j)
    if start is not None and reading.tags[start] == "T" and "to" in cue.complements:
        return None
    if start is None or reading.tags[start] in "IT":
        return tail_end(reading, j) if reading.tags[j] in "ITYcGgDSNCO" else None
    return None


def _introduces(reading: Reading, left: int, resume: int) -> bool:
    """Whether the words up to token `left` only introduce a quotation that follows: "Asked, X said: ..."."""
    mark = reading.tags[resume : resume + 1]
    if mark == ":":
        return True
    if mark != "," or reading.tags[resume + 1 : resume + 2] != "Q":
        return False
    introduction = reading.tags[reading.floor : left]
    return introduction[:1] in _INTRODUCTORY and not _VERB.intersection(introduction)


def _inverted(reading: Reading, token: int, cue: Cue) -> bool:
    """Content left of an inverted cue: "P, said X"."""
    j = token - 1
    while j > reading.floor and reading.tags[j] == "A":
        j -= 1
    if j <= reading.floor or reading.tags[j] not in _SEPARATORS:
        return False
    quoted = _ends_quotation(reading, j)
    if reading.tags[j] == "q" and not quoted:
        return False
    if not (quoted and "quote" in cue.complements) and not (cue.strong and "by" in cue.complements):
        return False
    source = phrase_after(reading.tagged, token + 1, aside=True)
    if source is None or (source[1] < reading.size and reading.tags[source[1]] in _VERB):
        return False
    if not quoted and not is_source(reading.tagged, source):
        return False
    return _add_with_left(reading, source, token, j, tail_end(reading, source[1]))


def _add_with_left(reading: Reading, source: Range, token: int, left: int, resume: int) -> bool:
    """Keep what stands left of token `left`, and what goes on at `resume` after the interruption."""
    content = content_before(reading.tagged, reading.quotes, reading.floor, left + 1)
    if content is None:
        return False
    contents = [(content.start, content.end)]
    quoted = content.quoted
    reading.floor = resume
    right = _resumed(reading, resume, quoted=quoted)
    if right is not None:
        contents.append((right.start, right.end))
        quoted = quoted and right.quoted
    cue_tokens = (_cue_start(reading.tagged, token), token + 1)
    reading.add(source, cue_tokens, contents, quoted=quoted, speech=True)
    reading.last_form = reading.tags[token]
    return True


def _resumed(reading: Reading, resume: int, *, quoted: bool) -> Content | None:
    """The rest of a content that "X said" interrupts: after its comma, or a new quotation."""
    j = resume
    while j < reading.size and reading.tags[j] in ",:;.-":
        j += 1
    if j >= reading.size or j == resume or (quoted and reading.tags[j] != "Q"):
        return None
    if reading.tags[j] in "gGWwcKR":
        return None
    return reading.content_from(j, weak=False)
