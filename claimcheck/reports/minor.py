"""Which claims reports for people leave out unless asked for them."""

from __future__ import annotations

from claimcheck.records import CheckedClaim

_SPEAKS = frozenset({"supported", "overstated", "contradicted"})


def is_minor(claim: CheckedClaim) -> bool:
    """Whether a claim was judged not worth a check, and no party speaks to it.

    What a party backs or denies is worth a look, however little it seemed worth by itself.
    """
    return not claim.check_worthy and all(one.label not in _SPEAKS for one in claim.verdicts.values())
