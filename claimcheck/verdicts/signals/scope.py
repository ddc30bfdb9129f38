"""Scope: "all" in the claim where the document only says "many", "or" where the claim says "and"."""

from __future__ import annotations

from claimcheck.language.words import Word
from claimcheck.records import Span
from claimcheck.resources import load_toml
from claimcheck.verdicts.reading import Reading
from claimcheck.verdicts.signals.comparison import Comparison, Difference


def compare_scope(claim: Reading, passage: Reading) -> Comparison:
    """A whole-scope word of the claim against a partial one on the same noun in the passage."""
    setting = load_toml("scope.toml")
    differences = []
    everywhere = {noun.stem for _, noun in _quantified(passage, frozenset(setting["whole"]))}
    for whole, noun in _quantified(claim, frozenset(setting["whole"])):
        for part, other in _quantified(passage, frozenset(setting["part"])):
            if noun.stem == other.stem and noun.stem not in everywhere:
                differences.append(_difference(claim, whole, noun, passage, part, other))
    return Comparison(differences=tuple(differences))


def _difference(
    claim: Reading, whole: Word, noun: Word, passage: Reading, part: Word, other: Word
) -> Difference:
    ours = Span(claim.text[whole.start : noun.end], whole.start, noun.end)
    theirs = Span(passage.text[part.start : other.end], part.start, other.end)
    return Difference(
        signal="scope",
        code="CC103",
        message=f"The article says “{ours.text}”, the document says “{theirs.text}”.",
        claim=ours,
        source=theirs,
        strength=1.0,
    )


def _quantified(reading: Reading, quantifiers: frozenset[str]) -> list[tuple[Word, Word]]:
    """Each quantifier with the content words that follow it closely (its noun is one of them)."""
    found: list[tuple[Word, Word]] = []
    for at, word in enumerate(reading.words):
        if word.text.lower() in quantifiers:
            follow = [w for w in reading.content if w.start > word.start and w.start - word.end <= 30][:2]
            found.extend((reading.words[at], noun) for noun in follow)
    return found
