"""How the words of a claim were read: what its standalone wording puts in place of which words."""

from __future__ import annotations

from difflib import SequenceMatcher

from claimcheck.records import Claim
from claimcheck.reports.layout import clean

_MOST_WORDS = 80  # comparing is quadratic; longer claims are rare, and are shown whole
_BESIDE = 3  # words that are shown before an insertion
_PUNCTUATION = ".,;:!?\"'“”‘’«»"


def readings(claim: Claim) -> list[str]:
    """The places where the standalone wording says more than the claim, e.g. `“it” is read as “the bank”`.

    Letter case, punctuation and quotation marks at words do not count, nor do words that are only left out.
    """
    ours, read = clean(claim.text).split(), clean(claim.standalone).split()
    if _folded(ours) == _folded(read):
        return []
    if max(len(ours), len(read)) > _MOST_WORDS:
        return [f"read as “{' '.join(read)}”"]
    found = []
    matcher = SequenceMatcher(None, _folded(ours), _folded(read), autojunk=False)
    for kind, begin, end, other_begin, other_end in matcher.get_opcodes():
        if kind in ("equal", "delete"):
            continue
        # An insertion is shown with the words it stands beside, else a reader could not find the place.
        before, after = (min(begin, _BESIDE), 1) if kind == "insert" else (0, 0)
        said = " ".join(ours[begin - before : end + after]).strip(_PUNCTUATION)
        meant = " ".join(read[other_begin - before : other_end + after]).strip(_PUNCTUATION)
        found.append(f"“{said}” is read as “{meant}”")
    return found


def _folded(words: list[str]) -> list[str]:
    return [word.lower().strip(_PUNCTUATION) for word in words]
