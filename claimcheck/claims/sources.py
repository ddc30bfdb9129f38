"""Where the noun phrase of a source begins and ends, beside its cue. Patterns over word classes.

All patterns are bounded: a source has at most some sixty tokens, so that each cue costs a constant.
"""

from __future__ import annotations

import re

from claimcheck.claims.cues import lexicon
from claimcheck.claims.tagging import TaggedSentence

Range = tuple[int, int]
# Cue verb -> its subject, both as tokens; None where no subject stands left of it.
Subjects = dict[int, Range | None]

_HEAD = "[NCn#YSPMvz]"
# Left of a cue, read backwards: auxiliaries, adverbs and ", however," stand between subject and verb.
_GAP = re.compile(r"(?:[AXbh]|,[Ah]{1,3},){0,8}")
# "went on to say", "is expected to say": a verb governs the cue, and its subject is the source.
_GOVERNED = re.compile(r"A?TA?[IN]?[FvzdpEGNj][AXb]{0,4}")
_CHUNK_BACK = r"(?:[NCn#][NC#snAYEj]{0,11}[DSH]{0,2}|[PMSO])"
_ONE_CHUNK_BACK = re.compile(_CHUNK_BACK)
_PHRASE_BACK = re.compile(rf"(?:{_CHUNK_BACK}(?:I|IE|IN?G|TE|G|E)){{0,5}}{_CHUNK_BACK}")
_JOINED_BACK = re.compile(
    rf"(?:{_CHUNK_BACK}K,?)(?:{_CHUNK_BACK},){{0,4}}(?:{_CHUNK_BACK}I){{0,2}}{_CHUNK_BACK}"
)
# "P, the company and the ministry said": what stands before the comma is no member of the list.
_PAIR_BACK = re.compile(r"[NCn#][NC#snAYEj]{0,11}[DSH]{1,2}K[NCn#][NC#snAYEj]{0,11}[DSH]{1,2}(?=,)")
# "P, the ministers of Japan and the Philippines said": likewise.
_OF_PAIR_BACK = re.compile(rf"{_CHUNK_BACK}K{_CHUNK_BACK}I{_CHUNK_BACK}(?=,)")
_RELATIVE_BACK = re.compile(rf"[^,;:()QqKtcW-]{{1,25}}[VXbFEvzdN]A?W(?={_HEAD})")
_CHUNK = r"(?:[DSH]{0,2}[NC#snAYEj]{0,11}[NCn#S]|[PMO])"
_PHRASE = re.compile(rf"{_CHUNK}(?:(?:I|EI){_CHUNK}){{0,5}}")
_JOIN = re.compile(rf"(?:,{_CHUNK}){{0,4}},?K{_CHUNK}")
_APPOSITION = re.compile(r",(?:[DNn#EW]|CI|C?N)[^,;:Q.)]{0,30}(?=[,;.)]|$)")
# What may stand left of a subject.
_BEFORE_SUBJECT = frozenset(",;:.tcKqQ(-AwvzdpGgRXbWY)")
_TRIMMED = frozenset("AY")


def subject_before(sentence: TaggedSentence, cue: int) -> Range | None:
    """The subject left of the cue verb at token `cue`, asides (apposition, relative clause) included."""
    size = len(sentence.classes)
    gap = _GAP.match(sentence.backwards, size - cue)
    position = gap.end() if gap else size - cue
    found = _ending_at(sentence, size - position)
    if found:
        return found
    governed = _GOVERNED.match(sentence.backwards, size - cue)
    return _ending_at(sentence, size - governed.end()) if governed else None


def _ending_at(sentence: TaggedSentence, end: int) -> Range | None:
    """A noun phrase that ends before token `end` and stands where a subject may stand."""
    if end <= 0:
        return None
    if sentence.classes[end - 1] == ",":
        return _before_aside(sentence, end)
    found = _phrase_ending_at(sentence, end)
    if found is None:
        return None
    relative = _with_relative(sentence, found, end)
    start = relative if relative is not None else found[0]
    if start > 0 and sentence.classes[start - 1] not in _BEFORE_SUBJECT and relative is None:
        own_start = sentence.classes[start] in "DSP" and sentence.classes[start - 1] in "CNYn#"
        if sentence.classes[start - 1] not in "IT" and not own_start:
            return None
        start = start if own_start else _last_chunk(sentence, end)
    return (start, end) if start < end else None


def _phrase_ending_at(sentence: TaggedSentence, end: int) -> Range | None:
    size = len(sentence.classes)
    match = _PHRASE_BACK.match(sentence.backwards, size - end)
    if match is None:
        return None
    start = size - match.end()
    joined = _JOINED_BACK.match(sentence.backwards, size - end)
    if joined is not None:
        wider = size - joined.end()
        if wider == 0 or sentence.classes[wider - 1] in "tcw":
            start = min(start, wider)
    for pattern in (_PAIR_BACK, _OF_PAIR_BACK):
        pair = pattern.match(sentence.backwards, size - end)
        if pair is not None:
            start = min(start, size - pair.end())
    while start < end - 1 and sentence.classes[start] in _TRIMMED:
        start += 1
    return start, end


def _last_chunk(sentence: TaggedSentence, end: int) -> int:
    """Start of the last noun chunk before `end`, without what hangs on it by prepositions."""
    size = len(sentence.classes)
    match = _ONE_CHUNK_BACK.match(sentence.backwards, size - end)
    return size - match.end() if match else end


def _with_relative(sentence: TaggedSentence, found: Range, end: int) -> int | None:
    """Start of "officials who spoke on condition of anonymity" where a relative clause ends at the cue."""
    size = len(sentence.classes)
    match = _RELATIVE_BACK.match(sentence.backwards, size - end)
    if match is None:
        return None
    head = _phrase_ending_at(sentence, size - match.end())
    return head[0] if head else None


def _before_aside(sentence: TaggedSentence, end: int) -> Range | None:
    """The phrase before ", a former aide," or ", who spoke first,", with the aside."""
    size = len(sentence.classes)
    tags = sentence.classes
    position = end - 1
    for _ in range(3):
        comma = tags.rfind(",", max(0, position - 30), position)
        if comma <= 0 or any(letter in ";:Q" for letter in tags[comma + 1 : position]):
            return None
        if _is_aside(tags[comma + 1 : position]):
            head = _PHRASE_BACK.match(sentence.backwards, size - comma)
            if head is not None:
                found = _phrase_ending_at(sentence, comma)
                if found and (found[0] == 0 or tags[found[0] - 1] in _BEFORE_SUBJECT):
                    return found[0], end - 1
        position = comma
    return None


def _is_aside(tags: str) -> bool:
    """Whether the tokens between two commas could describe the noun before them."""
    if not tags:
        return False
    if tags[0] in "WwGg":
        return True
    before_relative = re.split("[Ww]", tags, maxsplit=1)[0]
    return tags[0] in "DNnC#SEIj" and not any(letter in "XbFPt" for letter in before_relative)


def phrase_after(sentence: TaggedSentence, start: int, *, aside: bool = False) -> Range | None:
    """The noun phrase that begins at token `start`; with `aside`, an apposition after it too."""
    match = _PHRASE.match(sentence.classes, start)
    if match is None:
        return None
    end = match.end()
    joined = _JOIN.match(sentence.classes, end)
    if joined is not None and not _starts_clause(sentence, joined.end()):
        end = joined.end()
    end = _trim_time(sentence, start, end)
    if aside and end < len(sentence.classes) and sentence.classes[end] == ",":
        apposition = _APPOSITION.match(sentence.classes, end)
        if apposition is not None and _is_aside(sentence.classes[end + 1 : apposition.end()]):
            end = apposition.end()
    return (start, end) if end > start else None


def _trim_time(sentence: TaggedSentence, start: int, end: int) -> int:
    """Cut "on Monday" and "Monday" off the end of a source."""
    tags = sentence.classes
    time = next((i for i in range(start + 1, end) if tags[i] == "Y"), end)
    if time < end:
        end = time
        while end > start + 1 and tags[end - 1] in "ISDA":
            end -= 1
    return end


def _starts_clause(sentence: TaggedSentence, position: int) -> bool:
    return position < len(sentence.classes) and sentence.classes[position] in "XbFvzdE"


def is_source(sentence: TaggedSentence, source: Range) -> bool:
    """Whether the phrase names someone or something that can speak, think or want."""
    lex = lexicon()
    tags = sentence.classes
    start, end = source
    for i in range(start, min(end, start + 24)):
        if tags[i] in "CPSW":
            return True
        if tags[i] in "Nnvz" and sentence.words[i] in lex.sources:
            return True
        if tags[i] in ",WI" and i > start:
            break
    return sentence.words[start] == "you" and end == start + 1
