from __future__ import annotations

import pytest

from claimcheck.claims.extract import claim_from_text
from claimcheck.models.protocols import TokenEncoder
from claimcheck.records import Hit, Passage
from claimcheck.verdicts.assessment import SIGNALS, Glance, proposition
from claimcheck.verdicts.coverage import ClaimWords
from claimcheck.verdicts.reading import read

ANCHOR = "2025-03-10"
PAIRS = [
    ("Japan will pay 550 billion dollars by 31 March 2026.", "Japan will pay 300 billion dollars."),
    ("The two countries signed all agreements on Monday.", "Many agreements were not signed."),
    ("The EU will invest 20 percent of it.", "Companies of the EU are expected to invest on 1 May 2025."),
    ("Both sides agreed to a truce.", "The White House did not agree to a truce for 30 days."),
]


def glance(encoder: TokenEncoder, claim: str, passage: str) -> Glance:
    prop = proposition(claim_from_text("1", claim), ANCHOR)
    ours, theirs = encoder.encode_tokens([prop.claim.standalone, passage])
    place = Passage(document="d", text=passage, start=0, end=len(passage), sentences=(0, 1))
    hit = Hit(passage=place, similarity=0.5, lexical=1.0, dense_rank=1, lexical_rank=1, score=0.1)
    return Glance(prop, hit, ClaimWords(prop.standalone, ours, {}), theirs.vectors, ANCHOR)


@pytest.mark.parametrize(("claim", "passage"), PAIRS)
def test_what_is_missing_is_told_without_comparing_everything(
    encoder: TokenEncoder, claim: str, passage: str
) -> None:
    one = glance(encoder, claim, passage)
    told = one.missing, one.lacking
    assert "assessment" not in vars(one)
    readings = read(claim, ANCHOR), read(passage, ANCHOR)
    assert told[0] == tuple(span for signal in SIGNALS.values() for span in signal(*readings).missing)
    assert told == (one.assessment.missing, one.assessment.lacking)


def test_some_of_these_claims_have_something_missing(encoder: TokenEncoder) -> None:
    assert any(glance(encoder, *pair).missing for pair in PAIRS)


def test_a_reading_looks_for_nothing_before_it_is_asked() -> None:
    reading = read("The ministers of Peru and Chile signed nothing at all here.")
    reading.__dict__.clear()
    assert reading.actors == {"Peru", "Chile"}
    assert "statuses" not in vars(reading)
    assert reading.statuses
    assert "statuses" in vars(reading)
