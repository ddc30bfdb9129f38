"""Edits of how far an act has gone: up and down the ladder, made conditional, denied."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from training.pairs.edits import CONFLICT, STRONGER, WEAKER, Edit, lower_initial, pick, replace_span
from training.pairs.inflect import Verb, act_verbs, by_form, conjugate, irregular
from training.pairs.lexicon import lexicon, word_list

_ADVERB = r"(?:(?:also|now|soon|further|jointly|immediately|fully|formally|together|today) )?"
_BASE = r"(?P<verb>be [a-z]{3,20}ed|[a-z]{3,20})\b"
_NOT_VERBS = frozenset(word_list("not_verbs"))
_PATTERNS = (
    (2, re.compile(r"\b(?P<head>will|would) consider (?P<ving>[a-z]{3,20}ing)\b")),
    (2, re.compile(r"\b(?P<head>is|are) (?:considering|exploring|weighing) (?P<ving>[a-z]{3,20}ing)\b")),
    (3, re.compile(rf"\b(?P<head>will|would) (?:work|seek|endeavor|strive|try) to {_ADVERB}{_BASE}")),
    (3, re.compile(rf"\b(?P<head>is|are) (?:working|seeking|trying|striving) to {_ADVERB}{_BASE}")),
    (3, re.compile(rf"\b(?P<head>seek|aim|hope)s? to {_ADVERB}{_BASE}")),
    (4, re.compile(rf"\b(?P<head>plans|plan|intends|intend) to {_ADVERB}{_BASE}")),
    (4, re.compile(rf"\b(?P<head>is|are) planning to {_ADVERB}{_BASE}")),
    (
        5,
        re.compile(
            rf"\b(?P<head>is|are) (?:expected|set|scheduled|slated|due|projected) to {_ADVERB}{_BASE}"
        ),
    ),
    (
        8,
        re.compile(
            rf"\b(?P<head>has|have)? ?(?:pledged|promised|vowed|agreed|committed) to {_ADVERB}{_BASE}"
        ),
    ),
    (8, re.compile(rf"\b(?P<head>will) {_ADVERB}{_BASE}")),
)
_DONE = re.compile(rf"\b(?P<head>has|have) {_ADVERB}(?P<ven>[a-z]{{3,20}})\b(?! to\b)")
_PAST = re.compile(
    r"\b(?P<past>[a-z]{3,20})\b(?= (?:the|a|an|its|their|his|new|more|nearly|over|up|\$|[A-Z0-9]|all|"
    r"several))"
)
_ALSO_NOUNS = frozenset(("plan", "plans", "seek", "aim", "hope"))
_NOUN_BEFORE = re.compile(
    r"\b(?:a|an|the|any|no|its|their|his|her|our|this|these|of|with|and|or|make|made|[a-z]+ed|new|more|detailed|"
    r"[a-z]+al|on|for|to|share|outline|develop) $"
)
_SUBJECT_BREAK = re.compile(r"[a-z]{2,}ing$|^(?:and|or|to|that|which|who|by|of|in|on|for|with|as|at|from)$")

TEMPLATES = {
    2: (
        "{is} considering {ving}",
        "{is} exploring {ving}",
        "{is} weighing whether to {v}",
        "will consider {ving}",
        "may {v}",
        "could {v}",
        "{has} raised the possibility of {ving}",
        "{has} discussed {ving}",
        "{is} open to {ving}",
    ),
    3: (
        "{is} working to {v}",
        "will seek to {v}",
        "hoped to {v}",
        "{is} trying to {v}",
        "will make every effort to {v}",
    ),
    4: ("{plans} to {v}", "{intends} to {v}", "{is} planning to {v}", "{has} announced plans to {v}"),
    5: ("{is} expected to {v}", "{is} due to {v}", "{is} likely to {v}"),
    8: (
        "pledged to {v}",
        "agreed to {v}",
        "{has} committed to {ving}",
        "promised to {v}",
        "will {v}",
        "{has} agreed to {v}",
    ),
    9: ("{ved}", "{has} {ven}", "{has} already {ven}", "{has} now {ven}"),
}
_DENIALS = (
    "{has} ruled out {ving}",
    "{has} no plans to {v}",
    "will not {v}",
    "{has} refused to {v}",
    "{has} decided not to {v}",
    "{has} yet to decide whether to {v}",
    "{has} not agreed to {v}",
    "declined to {v}",
    "{has} not {ven}",
)


@dataclass(frozen=True)
class Act:
    """Where a sentence says how far an act has gone: rung, span of the wording, verb, rest, number."""

    rung: int
    start: int
    end: int
    verb: Verb
    rest: str
    plural: bool


def _is_plural(sentence: str, start: int, head: str) -> bool:
    if head in {"are", "have", "plan", "intend", "seek", "aim", "hope"}:
        return True
    if head in {"is", "has", "plans", "intends"}:
        return False
    subject = sentence[:start].rpartition(",")[2].split()
    if not subject:
        return False
    last = subject[-1].strip(",’").lower()
    if last in {
        "states",
        "nations",
        "congress",
        "gas",
        "access",
        "business",
        "process",
        "u.s.",
        "biden-harris",
        "which",
    }:
        return "and" in subject[-4:-1] and last != "congress"
    return (
        last in {"they", "leaders", "countries", "people"}
        or "and" in subject[-5:]
        or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
    )


def _verb_of(match: re.Match[str]) -> tuple[Verb, str] | None:
    groups = match.groupdict()
    if ving := groups.get("ving"):
        verb = by_form("gerund").get(ving)
        return (verb, "") if verb else None
    base, _, rest = groups["verb"].partition(" ")
    if base in _NOT_VERBS or (base.endswith("ly") and base not in {"rely", "supply", "apply", "multiply"}):
        return None
    needs_known = re.search(r"(?:agreed|committed) to", match[0]) is not None
    if needs_known and base not in act_verbs() and base not in irregular():
        return None
    return conjugate(base), f" {rest}" if rest else ""


def find_acts(sentence: str) -> list[Act]:
    """The acts of `sentence` whose rung its wording tells, in order of the patterns; none overlap."""
    acts: list[Act] = []
    for rung, pattern in _PATTERNS:
        for match in pattern.finditer(sentence):
            found = _verb_of(match)
            if found is None or any(match.start() < act.end and act.start < match.end() for act in acts):
                continue
            if match["head"] in _ALSO_NOUNS and _NOUN_BEFORE.search(sentence[: match.start()]):
                continue
            start = match.start() + (len(match[0]) - len(match[0].lstrip()))
            plural = _is_plural(sentence, start, match["head"] or "")
            acts.append(Act(rung, start, match.end(), *found, plural))
    for match in _DONE.finditer(sentence):
        if verb := by_form("participle").get(match["ven"]):
            acts.append(Act(9, *match.span(), verb, "", match["head"] == "have"))
    return acts or _past_acts(sentence)


def _past_acts(sentence: str) -> list[Act]:
    for match in _PAST.finditer(sentence):
        before = sentence[: match.start()].split()
        verb = by_form("past").get(match["past"])
        named = before and before[-1][0].isupper() and not _SUBJECT_BREAK.search(before[-1])
        if verb and verb.base != verb.past and named and len(before) > 1 and not before[-1].endswith(","):
            return [Act(9, *match.span(), verb, "", _is_plural(sentence, match.start(), ""))]
    return []


def render(act: Act, template: str) -> str:
    """The wording of `template` for the verb of `act`, agreeing with its subject."""
    be = act.verb.base == "be"
    past = ("were" if act.plural else "was") if be else act.verb.past
    words = {
        "is": "are" if act.plural else "is",
        "has": "have" if act.plural else "has",
        "plans": "plan" if act.plural else "plans",
        "intends": "intend" if act.plural else "intends",
        "v": act.verb.base,
        "ved": past,
        "ven": act.verb.participle,
        "ving": act.verb.gerund,
    }
    return template.format(**words) + act.rest


def _moved(sentence: str, rng: random.Random, targets: dict[int, tuple[int, ...]]) -> str | None:
    acts = [act for act in find_acts(sentence) if targets.get(act.rung)]
    if not acts:
        return None
    act = rng.choice(acts)
    template = rng.choice(TEMPLATES[rng.choice(targets[act.rung])])
    return replace_span(sentence, act.start, act.end, render(act, template))


def raise_status(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with an act moved up the ladder: considered to promised, promised to done."""
    return _moved(sentence, rng, {2: (8, 9, 9), 3: (8, 9, 9), 4: (8, 9, 9), 5: (9,), 8: (9,)})


def lower_status(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with an act moved down the ladder; the old sentence says more than the new."""
    return _moved(sentence, rng, {9: (2, 3, 4, 5, 8), 8: (2, 2, 3, 4), 5: (2,), 4: (2,)})


def soften_promise(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with a promise worded as a plan: still true of who promised."""
    return _moved(sentence, rng, {8: (4, 4, 5)})


def deny_act(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with an act ruled out, refused or still undecided."""
    acts = find_acts(sentence)
    if not acts:
        return None
    act = rng.choice(acts)
    return replace_span(sentence, act.start, act.end, render(act, rng.choice(_DENIALS)))


_PROMISE = re.compile(
    r"\b(?:will|plans? to|intends? to|has agreed to|have agreed to|agreed to|is expected to)\b"
)


def add_condition(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with a condition put on what it promises; the old sentence says more than the new."""
    if not _PROMISE.search(sentence) or _CONDITION.search(sentence):
        return None
    words = lexicon()["conditions"]
    phrase = rng.choice(words["behind"]).format(body=rng.choice(words["bodies"]))
    if rng.random() < 0.4 and not sentence.startswith(("In ", "On ", "As ", "To ", "By ", "Through ")):
        return f"{phrase[0].upper()}{phrase[1:]}, {lower_initial(sentence)}"
    return f"{sentence.rstrip('.')}, {phrase}."


_CONDITION = re.compile(
    r"(?:, | )(?:if|unless|provided that|subject to|contingent on|contingent upon|"
    r"on condition that|as long as|pending(?= (?:approval|review|an?|the|final|further|ratification)\b)|"
    r"once(?! again| more| a )|only if|"
    r"depending on) [^,.]{8,120}(?=, |\.$)"
)
_LEADING_CONDITION = re.compile(
    r"^(?:If|Unless|Should|Subject to|Contingent on|Pending|Provided that|Once|As long as|"
    r"Assuming) [^,]{8,120}, "
)


def drop_condition(sentence: str, rng: random.Random) -> str | None:
    """`sentence` without its condition."""
    found = [*_CONDITION.finditer(sentence), *_LEADING_CONDITION.finditer(sentence)]
    if not found or re.search(r"\b(?:whether|see|know|wonder) if\b", sentence):
        return None
    match = rng.choice(found)
    return replace_span(sentence, *match.span(), "")


_AUX = re.compile(
    r"\b(will|would|can|could|should|must|is|are|was|were|does|did|"
    r"(?:has|have)(?! (?:the|a|an|its|more|less)\b))"
    r"(?: also| always)?(?= (?!not\b|no\b|never\b|only\b|often\b)[a-z])"
)
_NEGATED = re.compile(r"\b(will|would|can|could|should|must|has|have|is|are|was|were) (?:not|never) ")
_DID_NOT = re.compile(r"\b(?:did|does|do) not ([a-z]{3,20})\b")


def flip_polarity(sentence: str, rng: random.Random) -> str | None:
    """`sentence` with its main statement denied, or its denial removed."""
    if match := pick(_NEGATED, sentence, rng):
        return replace_span(sentence, *match.span(), f"{match[1]} ")
    if match := pick(_DID_NOT, sentence, rng):
        verb = conjugate(match[1])
        return replace_span(sentence, *match.span(), verb.past if match[0].startswith("did") else verb.third)
    if match := _AUX.search(sentence):
        word = rng.choice(["not", "not", "not", "never", "no longer"])
        word = "not" if match[1] in {"must", "should", "does", "did"} else word
        return replace_span(sentence, *match.span(), f"{match[1]} {word}")
    acts = [act for act in _past_acts(sentence) if act.verb.base != "be"]
    if not acts:
        return None
    return replace_span(sentence, acts[0].start, acts[0].end, f"did not {acts[0].verb.base}")


STATUS_EDITS = (
    Edit("status_raised", STRONGER, raise_status),
    Edit("status_lowered", WEAKER, lower_status),
    Edit("condition_added", WEAKER, add_condition),
    Edit("condition_dropped", STRONGER, drop_condition),
    Edit("denied", CONFLICT, deny_act),
    Edit("polarity", CONFLICT, flip_polarity),
)
