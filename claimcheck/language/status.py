"""How far an act has gone: status phrases with their conditions and hedges.

Statuses stand on one scale of ten rungs (see `resources/status.toml`). The phrase's rung is that of the
whole verb group: "is expected to be signed" is an expectation although it holds "signed".
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache

import msgspec

from claimcheck.language.phrase_matcher import Group
from claimcheck.language.status_lexicon import Lexicon, load_lexicon
from claimcheck.language.tokens import BREAK, Tokens, tokens_of
from claimcheck.language.verb_groups import Scanner
from claimcheck.records import Span, Status

_MAX_CONDITION_TOKENS = 40
_HEDGE_REACH = 12
_CONDITION_REACH = 20  # tokens between a phrase and its condition; a farther one is a later verb's
_MAX_MODIFIERS = 4
_RELATIVE_REACH = 6
_SUBJECT_REACH = 3  # tokens between a subject and its verb group


class _Condition(msgspec.Struct, frozen=True):
    """The tokens `[first, last)` of a condition, or of an indirect question."""

    first: int
    last: int
    question: bool = False


def find_statuses(text: str) -> tuple[Status, ...]:
    """Every phrase of `text` that says how far an act has gone, in order and not overlapping.

    Conditions are those of the same sentence that stand nearest before and after the phrase, if near at
    all; a commitment under a condition, and anything said inside one, is no more than a conditional promise
    (rung 7). Hedges are the group's modal and the hedging words near it between the same commas.
    """
    return tuple(_statuses(*_scan(text)))


def main_status(text: str) -> Status | None:
    """The status that governs the clause `text`, or None where no phrase does.

    The rule: the first finite verb group that does not stand in a relative or adverbial clause or in a
    condition; failing that, the first finite group that does; failing that, the first participle. A noun
    ("framework agreement") governs only where `text` has no verb at all, as in a heading.
    """
    tokens, groups, conditions = _scan(text)
    starts = [condition.first for condition in conditions]
    ranked = [
        _rank(tokens, groups, index, conditions, starts)
        for index in range(len(groups))
        if groups[index].kind != "noun" or _is_verbless(tokens, groups[index])
    ]
    if not ranked:
        return None
    best = groups[min(ranked)[1]]
    return _statuses(tokens, [best], conditions)[0]


@lru_cache(maxsize=16)
def _scan(text: str) -> tuple[Tokens, list[Group], list[_Condition]]:
    lexicon = load_lexicon()
    tokens = tokens_of(text)
    conditions = _conditions(tokens, lexicon)
    groups = Scanner(tokens, lexicon).scan()
    starts = [condition.first for condition in conditions]
    openers = {c.first for c in conditions if tokens.lower[c.first] not in lexicon.modals}
    kept = [
        group
        for group in groups
        if group.first not in openers
        and (group.kind != "noun" or _around(conditions, starts, group, tokens)[0] is None)
    ]
    return tokens, _denied_clauses(tokens, kept), conditions


def _denied_clauses(tokens: Tokens, groups: list[Group]) -> list[Group]:
    """Negates the first group of a clause that is denied.

    A clause is denied by the verb before it ("denied that a call had taken place") or by its own subject
    ("no agreement has been concluded"); a subject that does so is no status of its own.
    """
    result: list[Group] = []
    for group in groups:
        before = result[-1] if result else None
        same = before is not None and tokens.sentence[before.first] == tokens.sentence[group.first]
        if before is None or not same or group.kind == "noun":
            result.append(group)
        elif before.denies:
            result.append(msgspec.structs.replace(group, negated=not group.negated))
        elif before.kind == "noun" and before.negated and group.first - before.last <= _SUBJECT_REACH:
            result[-1] = msgspec.structs.replace(group, negated=True)
        else:
            result.append(group)
    return result


def _statuses(tokens: Tokens, groups: list[Group], conditions: list[_Condition]) -> list[Status]:
    lexicon = load_lexicon()
    starts = [condition.first for condition in conditions]
    hedges = _hedges(tokens, lexicon)
    hedge_starts = [first for first, _ in hedges]
    ceiling = lexicon.rungs["conditional"]
    result = []
    for group in groups:
        inside, near = _around(conditions, starts, group, tokens)
        rung = group.rung
        capped = inside is not None or (near and rung == ceiling + 1)
        if capped and group.kind != "noun":
            rung = min(rung, ceiling)
        found = ([inside] if inside is not None and not inside.question else []) + near
        result.append(_status(tokens, group, rung, found, _near_hedges(tokens, group, hedges, hedge_starts)))
    return result


def _status(
    tokens: Tokens, group: Group, rung: int, conditions: list[_Condition], hedges: list[tuple[int, int]]
) -> Status:
    span = _span(tokens, group.first, group.last)
    return Status(
        text=span.text,
        start=span.start,
        end=span.end,
        domain=_domain(tokens, group),
        rung=rung,
        negated=group.negated,
        conditions=tuple(_span(tokens, condition.first, condition.last) for condition in conditions),
        hedges=tuple(_span(tokens, first, last) for first, last in hedges),
    )


def _span(tokens: Tokens, first: int, last: int) -> Span:
    start, end = tokens.starts[first], tokens.ends[last - 1]
    return Span(tokens.text[start:end], start, end)


def _domain(tokens: Tokens, group: Group) -> str:
    """The phrase's own domain, or for a general phrase that of the nearest topical word of its segment."""
    if group.domain != "general":
        return group.domain
    topical = load_lexicon().domain_words
    segment = tokens.segment[group.first]
    for distance in range(_HEDGE_REACH):
        for index in (group.last + distance, group.first - 1 - distance):
            if 0 <= index < len(tokens.lower) and tokens.segment[index] == segment:
                domain = topical.get(tokens.lower[index])
                if domain is not None:
                    return domain
    return "general"


# Conditions and hedges


def _conditions(tokens: Tokens, lexicon: Lexicon) -> list[_Condition]:
    found: list[_Condition] = []
    index, total = 0, len(tokens.lower)
    while index < total:
        length = _opener(tokens, index, lexicon)
        question = tokens.lower[index] in lexicon.words["questions"]
        if not length and not question:
            index += 1
            continue
        last = index + max(length, 1)
        limit = min(total, index + _MAX_CONDITION_TOKENS)
        while last < limit and tokens.segment[last] == tokens.segment[index] and tokens.lower[last] != BREAK:
            last += 1
        while last > index + 1 and not tokens.lower[last - 1][:1].isalnum():
            last -= 1
        if last > index + max(length, 1) or question:
            found.append(_Condition(index, last, question))
        index = last
    return found


def _opener(tokens: Tokens, index: int, lexicon: Lexicon) -> int:
    """How many tokens open a condition at `index`; 0 where none does."""
    word = tokens.lower[index]
    if not (word in lexicon.openers or word in lexicon.guarded or word in lexicon.words["inversions"]):
        return 0
    before = tokens.lower[index - 1] if index else ""
    if any(_follows(tokens, index, tail) for tail in lexicon.idioms.get(word, ())):
        return 0
    for tail in lexicon.openers.get(word, ()):
        if _follows(tokens, index, tail):
            if word in lexicon.words["weak_conjunctions"]:
                after = tokens.lower[index + 1] if index + 1 < len(tokens.lower) else ""
                allowed = lexicon.words["object_starts"] | lexicon.words["subjects"]
                return int(after in allowed and before not in {"at", "than", "all"})
            return 0 if before in {"as", "even"} else 1 + len(tail)
    if word == "on" and before in lexicon.words["before_about"]:
        return 0
    for tail in lexicon.guarded.get(word, ()):
        if _follows(tokens, index, tail) and _is_completed(tokens, index, 1 + len(tail), lexicon):
            return 1 + len(tail)
    if word in lexicon.words["inversions"]:
        sentence_start = index == 0 or tokens.sentence[index - 1] != tokens.sentence[index] or before == BREAK
        return int(sentence_start and tokens.is_capital(index))
    return 0


def _is_completed(tokens: Tokens, index: int, length: int, lexicon: Lexicon) -> bool:
    """Whether one of the completing nouns ("approval") follows the guarded opener at `index`."""
    is_strict = " ".join(tokens.lower[index : index + length]) in lexicon.strict
    completions = lexicon.strict_completions if is_strict else lexicon.completions
    for at in range(index + length, min(len(tokens.lower), index + length + lexicon.reach)):
        if tokens.segment[at] != tokens.segment[index]:
            return False
        if tokens.lower[at] not in completions and is_strict and _is_verb(tokens.lower[at], lexicon):
            return False
        if tokens.lower[at] in completions:
            after = tokens.lower[at + 1] if at + 1 < len(tokens.lower) else ""
            return (
                not is_strict
                or after in {"of", "by", "from", ""}
                or not after[0].isalnum()
                or (at == index + length + 1 and tokens.lower[at - 1] in {"that", "such", "its", "this"})
            )
    return False


def _is_verb(word: str, lexicon: Lexicon) -> bool:
    return any(set(form.tags) - {"B"} for form in lexicon.forms.get(word, ()))


def _follows(tokens: Tokens, index: int, tail: tuple[str, ...]) -> bool:
    return tokens.lower[index + 1 : index + 1 + len(tail)] == tail


def _around(
    conditions: list[_Condition], starts: list[int], group: Group, tokens: Tokens
) -> tuple[_Condition | None, list[_Condition]]:
    """The condition that `group` stands in, and the nearest ones before and after it in its sentence."""
    position = bisect_right(starts, group.first)
    before = conditions[position - 1] if position else None
    if before is not None and group.first < before.last:
        return before, []
    sentence = tokens.sentence[group.first]
    near = [before, conditions[position] if position < len(conditions) else None]
    return None, [
        condition
        for condition in near
        if condition is not None
        and not condition.question
        and tokens.sentence[condition.first] == sentence
        and max(condition.first - group.last, group.first - condition.last) <= _CONDITION_REACH
    ]


def _hedges(tokens: Tokens, lexicon: Lexicon) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for index, word in enumerate(tokens.lower):
        for tail in lexicon.hedges.get(word, ()):
            if _follows(tokens, index, tail):
                found.append((index, index + 1 + len(tail)))
                break
        else:
            for tail in lexicon.number_hedges.get(word, ()):
                after = tokens.lower[index + 1 + len(tail) : index + 2 + len(tail)]
                if (
                    _follows(tokens, index, tail)
                    and after
                    and (after[0][:1].isdigit() or after[0] in "$€£¥₩₹")
                ):
                    found.append((index, index + 1 + len(tail)))
                    break
    return found


def _near_hedges(
    tokens: Tokens, group: Group, hedges: list[tuple[int, int]], starts: list[int]
) -> list[tuple[int, int]]:
    segment = tokens.segment[group.first]
    low = bisect_right(starts, group.first - _HEDGE_REACH - 1)
    high = bisect_right(starts, group.last + _HEDGE_REACH)
    found = [hedge for hedge in hedges[low:high] if tokens.segment[hedge[0]] == segment]
    if group.modal >= 0:
        found.append((group.modal, group.modal + 1))
    return sorted(found)


# Which status governs


def _rank(
    tokens: Tokens, groups: list[Group], index: int, conditions: list[_Condition], starts: list[int]
) -> tuple[int, int]:
    group = groups[index]
    inside = _around(conditions, starts, group, tokens)[0] is not None
    if group.kind == "noun":
        return 3, index
    if group.kind == "reduced":
        return 2, index
    floor = groups[index - 1].last if index else 0
    return int(inside or _is_subordinate(tokens, group, floor)), index


def _is_subordinate(tokens: Tokens, group: Group, floor: int) -> bool:
    """Whether a subordinator stands shortly before `group`; "that" after a verb of saying is none."""
    words = load_lexicon().words
    for back in range(group.first - 1, max(floor, group.first - _RELATIVE_REACH) - 1, -1):
        word = tokens.lower[back]
        if tokens.segment[back] != tokens.segment[group.first]:
            return False
        if word in words["subordinators"]:
            if word != "that":
                return True
            return back > 0 and tokens.lower[back - 1] not in words["reporting"]
    return False


def _is_verbless(tokens: Tokens, noun: Group) -> bool:
    """Whether the text is a noun phrase headed by `noun`: no verb before it, no auxiliary anywhere."""
    lexicon = load_lexicon()
    words = lexicon.words
    if noun.first > _MAX_MODIFIERS or any(_is_verb(word, lexicon) for word in tokens.lower[: noun.first]):
        return False
    auxiliaries = words["be"] | words["have"] | words["do"] | words["silent_modals"] | words["reporting"]
    rest = tokens.lower[noun.last :]
    if any(word in auxiliaries or word in lexicon.modals or word.endswith("ed") for word in rest):
        return False
    return not rest or not rest[0].endswith("s") or rest[0] in words["not_verbs"]
