"""Rules for cues other than finite verbs with a subject.

Passives ("is said to P"), "according to X", nouns ("X's claim that P"), adjectives ("X is sure that P") and
the colon (`X: "P"`).
"""

from __future__ import annotations

import re

from claimcheck.claims.content import content_before
from claimcheck.claims.cues import Cue
from claimcheck.claims.reading import Reading
from claimcheck.claims.sources import Range, is_source, phrase_after, subject_before
from claimcheck.claims.verbal import add_following, tail_end

_NOUN_LINK = re.compile(r"A?(?:[IA]?[IR]T?[DSH]?[NC#snA]{1,8}){0,2},?(?=[tT])")
_ADJECTIVE_BEFORE = re.compile(r"[AN]{0,3}b")
_ADJECTIVE_CUE = Cue(
    complements=frozenset({"clause", "zero", "to", "quote"}),
    about=frozenset({"about", "of", "with", "for", "in", "at", "by", "over"}),
    strong=False,
    addressee=False,
)
_POSSESSIVES = frozenset({"his", "her", "their", "its", "my", "our", "your"})
_MAKERS = frozenset({"by", "from", "of"})
# A heading or a line of a transcript names its speaker in a few words before the colon.
_MAX_SPEAKER_TOKENS = 4


def is_passive(tags: str, token: int) -> bool:
    """Whether the past form at `token` follows a form of "to be"."""
    j = token - 1
    while j >= 0 and tags[j] == "A":
        j -= 1
    return tags[token] in "dp" and j >= 0 and tags[j] == "b"


def read_passive(reading: Reading, token: int) -> None:
    """Passives: "is said to P", "was described by X as P", "it is believed that P", "was told that P"."""
    tags, words = reading.tags, reading.words
    if words[token] not in reading.lexicon.passives:
        return
    start = token + 1
    source = None
    if start + 1 < reading.size and words[start] == "by":
        source = phrase_after(reading.tagged, start + 1)
        if source is None or not is_source(reading.tagged, source):
            return
        start = source[1]
    following = tags[start : start + 1]
    if source is None and not (following and (following in "tTQ" or words[start] == "as")):
        return
    content = reading.content_from(start + (following == "t"), weak=True)
    if content is None:
        return
    contents = [(content.start, content.end)]
    subject = subject_before(reading.tagged, token)
    if subject and words[subject[0]] != "it" and subject[0] >= reading.floor:
        contents.insert(0, reading.offsets(subject))
    first = token
    while first > 0 and tags[first - 1] in "AbX":
        first -= 1
    reading.add(source, (first, token + 1), contents, quoted=False, shared=source is not None)


def read_according(reading: Reading, token: int) -> None:
    """Phrases with a source: "According to X, P" and "P, according to X"."""
    size = next((len(p) for p in reading.lexicon.according if reading.words[token : token + len(p)] == p), 0)
    source = phrase_after(reading.tagged, token + size) if size else None
    if source is None:
        return
    content = None
    if token > reading.floor + 1:
        content = content_before(reading.tagged, reading.quotes, reading.floor, token)
    reading.floor = max(reading.floor, source[1])
    if content is None:
        reading.floor = tail_end(reading, source[1]) + 1
        content = reading.content_from(reading.floor, weak=False)
    if content is not None:
        found = [(content.start, content.end)]
        reading.add(source, (token, token + size), found, quoted=content.quoted, kind="according_to")


def read_noun(reading: Reading, token: int) -> None:
    """Cue nouns: "X's claim that P", "the statement by X that P", "his promise to P"."""
    tags = reading.tags
    link = _NOUN_LINK.match(tags, token + 1)
    if link is None or not _is_complement(tags, link.end()):
        return
    infinitive = tags[link.end()] == "T"
    source = _owner(reading, token)
    if source is None and link.end() > token + 2 and reading.words[token + 1] in _MAKERS:
        source = phrase_after(reading.tagged, token + 2)
    if source is None and infinitive:
        return
    content = reading.content_from(link.end() + (not infinitive), weak=True)
    if content is not None:
        found = [(content.start, content.end)]
        reading.add(source, (token, token + 1), found, quoted=content.quoted, shared=False)


def _is_complement(tags: str, token: int) -> bool:
    """Whether "that" or "to" at `token` opens what a noun says, unlike "claim that is", "call to Beijing"."""
    following = tags[token + 1 : token + 2]
    if not following:
        return False
    return following in "vNFA" if tags[token] == "T" else following not in "XbFz"


def _owner(reading: Reading, token: int) -> Range | None:
    """The possessor right before a noun: "Trump's (repeated) claim", "his claim"."""
    tags = reading.tags
    j = token - 1
    while j > 0 and token - j < 4 and tags[j] in "NAEj":
        j -= 1
    if j > 0 and tags[j] == "s":
        k = j
        while k > 0 and j - k < 6 and tags[k - 1] in "CN":
            k -= 1
        k -= k > 0 and tags[k - 1] == "D"
        return (k, j) if k < j else None
    return (j, j + 1) if j >= 0 and reading.words[j] in _POSSESSIVES else None


def read_adjective(reading: Reading, token: int) -> None:
    """Cue adjectives ("X is confident that P"): the cue is the form of "to be" and the adjective."""
    match = _ADJECTIVE_BEFORE.match(reading.tagged.backwards, reading.size - token)
    subject = subject_before(reading.tagged, token) if match else None
    if match and subject and is_source(reading.tagged, subject) and reading.tags[subject[0]] != "M":
        add_following(reading, token, _ADJECTIVE_CUE, subject, first=reading.size - match.end())


def _is_speaker(reading: Reading, colon: int) -> bool:
    """Whether the few words before a colon are known to name someone: "Trump's" no, "MR. CARNEY" yes."""
    if colon > _MAX_SPEAKER_TOKENS:
        return False
    first, last = reading.words[0], reading.words[colon - 1]
    known = reading.lexicon
    return (
        first in known.titles or first in known.masculine or first in known.feminine or last in known.sources
    )


def read_hedge(reading: Reading, token: int) -> None:
    """Hedging adverbs ("has reportedly agreed"): the clause around one, without a source."""
    tags = reading.tags
    first, last = token, token + 1
    while first > reading.floor and tags[first - 1] not in ",;:ct(":
        first -= 1
    while last < reading.size and tags[last] not in ",;)":
        last += 1
    contents = []
    if first < token:
        contents.append(reading.offsets((first, token)))
    if token + 1 < last:
        contents.append(reading.offsets((token + 1, last)))
    if contents:
        reading.add(None, (token, token + 1), contents, quoted=False)


def read_colon(reading: Reading) -> None:
    """`X: "P"`; without quotation marks only in headings and where the speaker's name is in capitals."""
    tags = reading.tags
    colon = tags.find(":", 1, 40)
    if colon < 0 or colon + 1 >= reading.size:
        return
    source = phrase_after(reading.tagged, 0)
    if source is None or not is_source(reading.tagged, source):
        return
    quoted = tags[colon + 1] == "Q"
    if source[1] == colon:
        begin, end = reading.offsets(source)
        name = reading.sentence.text[begin - reading.sentence.start : end - reading.sentence.start]
        alone = reading.sentence.kind == "heading" or name.isupper()
        if not quoted and not (alone and _is_speaker(reading, colon)):
            return
    elif not quoted or tags[source[1]] not in "AXbFvzdE":
        return
    content = reading.content_from(colon + 1, weak=False)
    if content is None or any(
        start <= content.start < end for saying in reading.found for start, end in saying.content
    ):
        return
    found = [(content.start, content.end)]
    reading.add(source, (colon, colon + 1), found, quoted=content.quoted, speech=True)
