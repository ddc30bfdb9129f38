"""How a passage that conflicts with a claim differs from it: what is named, and what first."""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.language.sentences import split_sentences
from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.reading import concept, read
from claimcheck.verdicts.signals.comparison import Difference


def named_differences(deciding: Assessment) -> tuple[Difference, ...]:
    """The differences between a claim and the passage that conflicts with it, one of each code.

    Signals find what differs and quote it; the entailment model says which kind of difference it sees. Both
    opinions are added up, and every code that has enough of them is named. Where only the model sees one, the
    claim's words and the passage's nearest sentence are quoted. A model that tells no kinds leaves it to the
    signals, and to the passage's weaker wording of the act where none of them is sure. Quoted words are
    looked for in the documents themselves, so the model's opinion of them (CC402) is passed over;
    where it has no other, the document says otherwise (CC401).
    """
    setting = load_toml("decision.toml")["naming"]
    found = name_differences(deciding.differences)
    if not deciding.told:
        return _with_weaker(found, deciding)
    lead = setting["lead"]
    sureness = {one.code: one.strength + lead.get(one.signal, 0.0) for one in found}
    told = {code: share for code, share in deciding.told.items() if code != "CC402"}
    if not found and max(told.values(), default=0.0) < setting["told"]:
        told = {"CC401": setting["told"]}
    sureness |= {code: sureness.get(code, 0.0) + share for code, share in told.items()}
    ranked = sorted(sureness, key=lambda code: (-sureness[code], code))
    quoted = {one.code: one for one in found}
    return tuple(
        quoted.get(code) or _as_told(code, told[code], deciding)
        for at, code in enumerate(ranked)
        if at == 0 or code in quoted or sureness[code] >= setting["told"]
    )


def name_differences(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """The differences sure enough to be named, the most telling first, the surest of each code.

    How far an act has gone tells most: a passage about an earlier stage of it often has another date too.
    """
    setting = load_toml("decision.toml")
    least, lead = setting["thresholds"]["difference"], setting["naming"]["lead"]
    ranked = sorted(differences, key=lambda d: -d.strength - lead.get(d.signal, 0.0))
    named: dict[str, Difference] = {}
    for difference in ranked:
        if difference.strength >= least:
            named.setdefault(difference.code, difference)
    return tuple(named.values())


def _with_weaker(named: tuple[Difference, ...], deciding: Assessment) -> tuple[Difference, ...]:
    """The named differences, after the passage's weaker wording where none of them is sure."""
    sure = load_toml("decision.toml")["naming"]["sure"]
    if deciding.weaker is None or any(one.strength >= sure or one.code == "CC101" for one in named):
        return named
    return (deciding.weaker, *named)


def _as_told(code: str, share: float, deciding: Assessment) -> Difference:
    """The difference `code` as the entailment model alone sees it."""
    if code == "CC101" and deciding.weaker is not None:
        return deciding.weaker
    return Difference(
        signal="told",
        code=code,
        message=load_toml("decision.toml")["told"][code],
        claim=Span(deciding.claim, 0, len(deciding.claim)),
        source=nearest_sentence(deciding.claim, deciding.hit.passage.text),
        strength=share,
    )


def nearest_sentence(claim: str, passage: str) -> Span:
    """The sentence of `passage` that shares most of what the claim speaks of; the first of equals."""
    wanted = {concept(word.stem) for word in read(claim).content}
    sentences = split_sentences(passage)
    best = max(sentences, key=lambda one: len(wanted & {concept(w.stem) for w in read(one.text).content}))
    return Span(best.text, best.start, best.end)
