from __future__ import annotations

import msgspec

from claimcheck.reports.ladder import draw_ladder, find_standings
from claimcheck.resources import load_toml

from .pages import ARTICLE, BANK, claim, evidence, harbour, verdict


def test_the_ladder_has_a_name_for_each_rung() -> None:
    assert len(load_toml("report/page.toml")["rungs"]["names"]) == 10


def test_a_weaker_party_stands_on_its_own_rung() -> None:
    (article, bank) = find_standings(harbour().claims[0])
    assert (article.name, article.rung, article.phrase) == ("Article", 9, "was closed")
    assert (bank.name, bank.phrase, bank.label) == ("Bank", "in talks", "overstated")
    assert bank.rung < 9


def test_a_party_that_backs_a_claim_stands_no_lower_than_the_article() -> None:
    words = "The sale of the harbour was closed on Friday"
    found = verdict("supported", found=(evidence("d", ARTICLE, words),))
    status = harbour().claims[0].status
    one = claim(1, ARTICLE, words, {"Bank": found}, status=status)
    (_, bank) = find_standings(one)
    assert bank.rung == 9


def test_parties_on_one_rung_stand_below_each_other() -> None:
    found = verdict("supported", found=(evidence("d", BANK, "The bank was founded in 1870."),))
    one = claim(1, ARTICLE, "was closed", {"A": found, "B": found}, status=harbour().claims[0].status)
    drawn = draw_ladder(one)
    assert drawn is not None
    top = drawn.rungs[0]
    assert [line.name for line in top.lines] == ["Article", "A", "B"]
    assert len({line.y for line in top.lines}) == 3
    assert top.lines[-1].y < drawn.rungs[1].y < drawn.height
    assert drawn.level


def test_without_a_status_or_a_party_to_place_nothing_is_drawn() -> None:
    one, silent, _ = harbour().claims
    assert draw_ladder(msgspec.structs.replace(one, status=None)) is None
    assert draw_ladder(msgspec.structs.replace(silent, status=one.status)) is None
