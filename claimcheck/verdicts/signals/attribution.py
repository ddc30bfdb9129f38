"""Attribution: what the claim says both sides did, told by the document of one side alone (CC302)."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import msgspec

from claimcheck.language.inflection import inflect
from claimcheck.language.words import content_words
from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading, concept
from claimcheck.verdicts.signals.alignment import sentence_around
from claimcheck.verdicts.signals.comparison import Comparison, Difference, overlap
from claimcheck.verdicts.signals.frames import Frame, frames


def compare_attribution(claim: Reading, passage: Reading) -> Comparison:
    """A joint act of the claim ("the two sides agreed") against one side's wish in the document.

    The document must let one side alone hope for, ask for or state the same thing, and must nowhere tell
    it as joint.
    """
    least = load_toml("actors.toml")["attribution"]["object"]
    differences = []
    for ours in frames(claim.text):
        if ours.agent is None or not _is_joint(claim, ours.agent) or not _is_verb(ours, "joint_verbs"):
            continue
        about = _about(claim, ours)
        told = [(overlap(about, _about(passage, other)), other) for other in frames(passage.text)]
        alike = [(share, other) for share, other in told if share >= least]
        if any(other.agent is not None and _is_joint(passage, other.agent) for _, other in alike):
            continue
        alone = [(share, other) for share, other in alike if _is_alone(passage, other)]
        if alone:
            share, other = max(alone, key=lambda pair: pair[0])
            differences.append(_difference(ours, other, share))
    return Comparison(differences=tuple(differences))


def _difference(ours: Frame, other: Frame, strength: float) -> Difference:
    joint, alone = ours.agent or ours.verb, other.agent or other.verb
    return Difference(
        signal="attribution",
        code="CC302",
        message=f"The article says so of “{joint.text}”, the document only of “{alone.text}”.",
        claim=joint,
        source=alone,
        strength=strength,
    )


def _is_alone(passage: Reading, frame: Frame) -> bool:
    """Whether one named side, and nobody with it, wishes or states what the clause holds."""
    agent = frame.agent
    if agent is None or not _is_verb(frame, "alone_verbs"):
        return False
    actors = {n.actor for n in passage.names if agent.start <= n.start and n.end <= agent.end}
    return len(actors) == 1


def _is_joint(reading: Reading, agent: Span) -> bool:
    if _joint().search(agent.text):
        return True
    names = [n for n in reading.names if agent.start <= n.start and n.end <= agent.end]
    between = [reading.text[one.end : two.start] for one, two in pairwise(names)]
    return any(" and " in gap for gap in between) and len({name.actor for name in names}) > 1


def _is_verb(frame: Frame, listed: str) -> bool:
    return frame.verb.text.lower() in _verbs(listed)


def _about(reading: Reading, frame: Frame) -> frozenset[str]:
    """The concepts of the sentence behind the verb, without the names of actors."""
    _, end = sentence_around(reading.text, frame.verb.start)
    start = frame.verb.end
    return frozenset(
        concept(word.stem)
        for word in content_words(reading.text[start:end])
        if not any(n.start <= start + word.start < n.end for n in reading.names)
    )


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{load_toml('actors.toml')['attribution']['joint']})\b", re.IGNORECASE)


@cache
def _verbs(name: str) -> frozenset[str]:
    listed = load_toml("actors.toml")["attribution"][name].split()
    return frozenset(form for verb in listed for form in msgspec.structs.astuple(inflect(verb)))
