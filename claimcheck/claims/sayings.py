"""The attributions of one sentence: each cue with its source and its content."""

from __future__ import annotations

import re

from claimcheck.claims.cues import lexicon
from claimcheck.claims.nominal import (
    is_passive,
    read_according,
    read_adjective,
    read_colon,
    read_hedge,
    read_noun,
    read_passive,
)
from claimcheck.claims.reading import Reading, Saying
from claimcheck.claims.sources import Range, Subjects, subject_before
from claimcheck.claims.tagging import QuoteMarks, TaggedSentence
from claimcheck.claims.verbal import quoting_verbs, read_finite, read_gerund
from claimcheck.records import Sentence

_MAY_ATTRIBUTE = re.compile("[vzdpgnjhR:q]")


def find_sayings(tagged: TaggedSentence, sentence: Sentence, quotes: QuoteMarks) -> list[Saying]:
    """The attributions of one sentence, given as its tokens (`tagged`) and as a record."""
    positions = tagged.cue_positions()
    if not _MAY_ATTRIBUTE.search(tagged.classes):
        return []
    subjects = {i: _subject(tagged, i) for i in positions if tagged.classes[i] in "vzdp"}
    reading = Reading(tagged, sentence, quotes, _breaks(tagged, positions, subjects))
    others = quoting_verbs(tagged)
    subjects.update(others)
    for token in sorted([*positions, *others]):
        if token >= reading.floor:
            _read(reading, token, subjects)
    read_colon(reading)
    return reading.found


def _read(reading: Reading, token: int, subjects: Subjects) -> None:
    letter = reading.tags[token]
    if letter == "R":
        read_according(reading, token)
    elif letter == "n":
        read_noun(reading, token)
    elif letter == "j":
        read_adjective(reading, token)
    elif letter == "g":
        read_gerund(reading, token)
    elif letter == "h":
        read_hedge(reading, token)
    elif is_passive(reading.tags, token):
        read_passive(reading, token)
    else:
        read_finite(reading, token, subjects.get(token))


def _subject(tagged: TaggedSentence, token: int) -> Range | None:
    """The subject of a cue verb; none for passives and for participles without "have"."""
    if is_passive(tagged.classes, token):
        return None
    if tagged.classes[token] == "p" and "X" not in tagged.classes[max(0, token - 4) : token]:
        return None
    return subject_before(tagged, token)


def _breaks(tagged: TaggedSentence, positions: list[int], subjects: Subjects) -> list[int]:
    """Tokens before which an earlier content ends: where a later cue opens a clause of its own."""
    tags = tagged.classes
    verbs = lexicon().verbs
    breaks = []
    for i in positions:
        before = tags[i - 1] if i else ""
        cue = verbs.get(tagged.words[i])
        if tags[i] == "R":
            if before and before in ",-":
                breaks.append(i - 1)
        elif cue is None or not cue.strong:
            continue
        elif tags[i] == "g":
            if before == ",":
                breaks.append(i - 1)
        elif tags[i] in "vzd":
            subject = subjects[i]
            conjunction = subject[0] - 1 if subject else i - 1
            shared = subject is None and before in ("K", ",") and not is_passive(tags, i)
            if conjunction > 0 and (shared or (subject and tags[conjunction] in "Kc")):
                breaks.append(conjunction - (tags[conjunction - 1] in ",;"))
    return breaks
