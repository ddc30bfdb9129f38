"""Status: how far the article says an act has gone, against how far the document says it has."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import msgspec

from claimcheck.language.inflection import inflect
from claimcheck.language.polarity import denial_strength
from claimcheck.language.words import content_words, stem
from claimcheck.records import Span, Status
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading, concept
from claimcheck.verdicts.signals.alignment import act, around, sentence_around
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap

_REACH = 90  # characters around a status phrase that say which act it is about
_SAME_VERB = 0.5  # added to the likeness of two phrases about the same act: "signed", "is to be signed"
_DONE, _PROMISED, _EXPECTED, _TOPIC = 9, 8, 5, 0  # rungs
_CONDITIONAL = 7  # rung to which a condition lowers a commitment
_UNDECIDED = 1  # level of the ladder of denial up to which nothing is decided, or known
_PAST = frozenset(("has", "have", "had", "was", "were"))
_PLAN = 4  # rung from which a document speaks of the future too
_OTHER_VERB = 0.5  # likeness from which the denial of another verb denies the claim's
_CLOSE = 0.15  # a phrase this much less alike than the most alike one is still about the same act


def compare_status(claim: Reading, passage: Reading) -> Comparison:
    """The claim's main status against the passage's statuses of the same act.

    The passage's phrases are ranked by how much their surroundings and verb have in common with the
    claim's; only the most alike are compared. One at the claim's rung or above agrees, unless it hangs on
    a condition that the claim leaves out (CC102, or CC101 where the claim says the act is done). If all are
    lower, the most alike of them differs (CC101). An act that the passage denies differs in polarity (CC401).
    """
    wanted = claim.main
    if wanted is None or wanted.negated or _is_open(wanted):
        return Comparison()
    wanted = msgspec.structs.replace(wanted, rung=_meant(claim, wanted))
    denied = _denied(claim, wanted, passage)
    if denied is not None:
        return Comparison(differences=(denied,))
    related = _same_act(claim, wanted, passage, negated=False)
    if not related:
        return Comparison()
    equal = [(likeness, other) for likeness, other in related if other.rung >= wanted.rung]
    if not equal:
        likeness, other = related[0]
        if other.conditions and other.rung == _CONDITIONAL and not wanted.conditions:
            return Comparison(differences=(_dropped_condition(wanted, other, likeness),))
        return Comparison(differences=(_lower_rung(wanted, other, likeness),))
    firm = [other for _, other in equal if wanted.conditions or not other.conditions]
    if firm:
        return Comparison(agreements=((_span(wanted), _span(firm[0])),))
    likeness, other = equal[0]
    return Comparison(differences=(_dropped_condition(wanted, other, likeness),))


def weaker_wording(claim: Reading, passage: Reading) -> Difference | None:
    """How far things have gone in the passage's nearest sentence, where that is less far than in the claim.

    It says nothing by itself, since they may be about another act; it names the difference where a passage
    is known to conflict with the claim and nothing surer tells why. Its strength is 0.
    """
    wanted = claim.main
    if wanted is None or wanted.negated or wanted.rung < _PROMISED or _is_open(wanted):
        return None
    told = [one for one in passage.statuses if not one.negated and not _is_reaction(claim, one)]
    if not told:
        return None
    concepts = {concept(word.stem) for word in claim.content}
    sentences = {one: sentence_around(passage.text, one.start) for one in told}
    shared = {
        (first, last): len(concepts & {concept(w.stem) for w in passage.content if first <= w.start < last})
        for first, last in sentences.values()
    }
    place = max(sentences.values(), key=lambda place: (shared[place], -place[0]))
    there = [one for one in told if sentences[one] == place]
    if any(one.rung >= wanted.rung for one in there):
        return None
    nearest = min(there, key=lambda one: one.start)  # the sentence's first verb is most often its main one
    return msgspec.structs.replace(_lower_rung(wanted, nearest, 0.0), code="CC101", signal="status")


def _is_open(wanted: Status) -> bool:
    """Whether the claim itself says that it is not done: "are still to be written", "has yet to decide"."""
    words = wanted.text.lower().split()
    return any(one in ("still", "yet") and other == "to" for one, other in pairwise(words))


def _meant(claim: Reading, wanted: Status) -> int:
    """The rung that the claim means where its verb alone would say more.

    "Will probably fade" is no more than an expectation, and so is that a trial "opens" on a day to come.
    """
    likely = load_toml("signals.toml")["status"]["likely"].split()
    if wanted.rung in (_CONDITIONAL, _PROMISED) and any(
        hedge.text.lower() in likely for hedge in wanted.hedges
    ):
        return _EXPECTED
    word = wanted.text.lower()
    present = word.isalpha() and word.endswith("s") and word not in _PAST
    coming = bool(claim.anchor) and any(date.first > claim.anchor for date in claim.dates)
    return _EXPECTED if wanted.rung == _DONE and present and coming else wanted.rung


def _denied(claim: Reading, wanted: Status, passage: Reading) -> Difference | None:
    """The act that the claim says is done or promised, denied by the passage.

    Either a phrase of the same act is negated ("has not been signed"), or the passage holds a phrase of the
    denial ladder ("no decision has been taken") near words of the same act.
    """
    if _abstaining().search(claim.text):
        return None  # "will go without a bonus" and "will not receive a bonus" say the same
    found = [
        (likeness, Span(other.text, other.start, other.end))
        for likeness, other in _same_act(claim, wanted, passage, negated=True)[:1]
        if likeness >= _OTHER_VERB or _acts(wanted) & _acts(other)
    ]
    denial = denial_strength(passage.text)
    # That nothing has been decided denies only what is said to be decided.
    decided = wanted.rung > _CONDITIONAL and not _stems(wanted) & _listed("no_decision")
    if denial is not None and (denial[1] > _UNDECIDED or decided):
        span = denial[0]
        near = around(passage, (span.start, span.end), _REACH) | {
            concept(w.stem) for w in content_words(span.text)
        }
        found.append((overlap(_surroundings(claim, wanted) | _acts(wanted), near), span))
    assertions = _same_act(claim, wanted, passage, negated=False)
    likeness, source = max(found, key=lambda pair: pair[0], default=(0.0, None))
    if not likeness or source is None or (assertions and assertions[0][0] >= likeness):
        return None
    return Difference(
        signal="denied",
        code="CC401",
        message=f"The article says “{wanted.text}”, the document denies it: “{source.text}”.",
        claim=_span(wanted),
        source=source,
        strength=likeness,
    )


def _same_act(
    claim: Reading, wanted: Status, passage: Reading, *, negated: bool
) -> list[tuple[float, Status]]:
    """The passage's phrases most like the claim's, most alike first, with their likeness (0 to 1)."""
    about = _surroundings(claim, wanted)
    acts = _acts(wanted)
    rated = []
    for other in passage.statuses:
        if other.negated != negated or _is_reaction(claim, other):
            continue
        likeness = overlap(about, _surroundings(passage, other))
        if acts & _acts(other):
            likeness += _SAME_VERB
        if likeness > 0:
            rated.append((min(likeness, 1.0), other))
    most = max((likeness for likeness, _ in rated), default=0.0)
    close = [pair for pair in rated if pair[0] >= most - _CLOSE]
    return sorted(close, key=lambda pair: (-pair[0], -pair[1].rung, pair[1].start))


def _is_reaction(claim: Reading, other: Status) -> bool:
    """Whether a phrase is no stage of the claim's act: a reaction to it, a bound, or its very subject.

    "Welcomes the decision" does not make the decision less; "will not exceed" denies nothing; where the
    claim says that talks have begun, "talks" is what it is about.
    """
    words = [word.stem for word in content_words(other.text)]
    if any(word in _listed("no_stage") for word in words):
        return True
    return (
        bool(words)
        and other.rung == _TOPIC
        and all(concept(word) in {concept(own.stem) for own in claim.content} for word in words)
    )


@cache
def _abstaining() -> re.Pattern[str]:
    """The words by which a claim says without "not" that something is not done."""
    return re.compile(rf"\b(?:{load_toml('signals.toml')['denied']['abstaining']})\b", re.IGNORECASE)


@cache
def _listed(name: str) -> frozenset[str]:
    """The stems of all forms of the verbs listed under `name`."""
    verbs = load_toml("signals.toml")["status"][name].split()
    return frozenset(stem(form) for verb in verbs for form in msgspec.structs.astuple(inflect(verb)))


def _surroundings(reading: Reading, status: Status) -> frozenset[str]:
    """The concepts around a status phrase: what is done, by whom, to whom.

    A phrase that covers most of a short claim has none; its own words then stand for them.
    """
    return around(reading, (status.start, status.end), _REACH) or _acts(status)


def _acts(status: Status) -> frozenset[str]:
    """The acts that the phrase itself names: "signed" in "is expected to be signed"."""
    return frozenset(act(word.stem) for word in content_words(status.text))


def _lower_rung(wanted: Status, other: Status, likeness: float) -> Difference:
    name, weight = _told_by(wanted, other)
    softer = name.startswith("softer")
    return Difference(
        signal="softer" if softer else "status",
        code="CC102" if softer else "CC101",
        message=f"The article says “{wanted.text}”, the document only goes as far as “{other.text}”.",
        claim=_span(wanted),
        source=_span(other),
        strength=likeness * weight,
    )


def _told_by(wanted: Status, other: Status) -> tuple[str, float]:
    """The setting that says how much the lower rung of `other` tells, and its value."""
    setting = load_toml("signals.toml")["status"]
    close = wanted.rung - other.rung == 1
    if wanted.rung == _DONE:
        same = bool(_stems(wanted) & _stems(other))
        other_verb = "bound_to" if _binds(wanted, other) else "done_other"
        name = ("done_next" if same else other_verb) if close else "done"
    elif wanted.rung < _PROMISED:
        name = "tentative"
    elif not _is_future(wanted):
        name = "promised_next" if close else "promised"
    elif other.rung >= _PLAN:
        name = "softer_next" if close else "softer"
    else:
        # Of two announcements the one by a weaker verb ("will examine") is often another step.
        name = "tentative" if _is_future(other) else "future"
    return name, setting[name]


def _is_future(status: Status) -> bool:
    words = load_toml("signals.toml")["status"]["future_words"]
    return status.text.split()[0].lower() in words.split()


def _stems(status: Status) -> frozenset[str]:
    return frozenset(word.stem for word in content_words(status.text))


def _binds(wanted: Status, other: Status) -> bool:
    """Whether the document binds itself ("agreed to ease") to what the claim says has been done."""
    past = any(word in _PAST or word.endswith("ed") for word in wanted.text.lower().split())
    words = other.text.lower().split()
    return past and any(stem(one) in _listed("binding") and two == "to" for one, two in pairwise(words))


def _dropped_condition(wanted: Status, other: Status, likeness: float) -> Difference:
    condition = other.conditions[0]
    # A claim that speaks of no more than a possibility leaves little out.
    open_claim = wanted.rung <= _CONDITIONAL
    weight = load_toml("signals.toml")["status"]["open_condition"] if open_claim else 1.0
    return Difference(
        signal="condition",
        code="CC101" if wanted.rung == _DONE else "CC102",
        message=f"The article leaves out a condition of the document: “{condition.text}”.",
        claim=_span(wanted),
        source=condition,
        strength=likeness * weight,
    )


def _span(status: Status) -> Span:
    return Span(status.text, status.start, status.end)
