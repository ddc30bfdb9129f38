"""A document that speaks to a claim is quoted where it says it best; silence costs no reading."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np
import pytest
from numpy.typing import NDArray

from claimcheck.claims.extract import claim_from_text
from claimcheck.records import Hit, Passage, Scores
from claimcheck.verdicts import decision as decisions
from claimcheck.verdicts.assessment import Assessment, proposition
from claimcheck.verdicts.decision import SILENT, Decision
from claimcheck.verdicts.evidence import Weighed, with_best_evidence
from claimcheck.verdicts.features import HIGHEST, LOWEST, WEIGHED
from claimcheck.verdicts.latest import PartyDecision
from claimcheck.verdicts.relevant import unread

CLAIM = "The bank will lend the city 40 million euros."
NAMES = dict.fromkeys((*HIGHEST, *LOWEST, *WEIGHED), 0.0)


class Look(msgspec.Struct, frozen=True):
    """A passage as the judge sees it before anything is read."""

    assessment: Assessment

    @property
    def hit(self) -> Hit:
        return self.assessment.hit

    @property
    def relevance(self) -> float:
        return self.assessment.relevance

    @property
    def core(self) -> float:
        return self.assessment.core


class Reader:
    """Finds as much support in each passage as `backing` says, and keeps what it was asked."""

    name, fingerprint = "reader", "0"
    differences = ("CC101", "CC401")

    def __init__(self, backing: dict[str, float], against: float = 0.0) -> None:
        self.backing, self.against = backing, against
        self.asked: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked.extend(pairs)
        rows = [(self.backing[text], self.against, 1 - self.backing[text], 0.9, 0.1) for text, _ in pairs]
        return np.array(rows, dtype=np.float32)


@pytest.fixture(autouse=True)
def odds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts what the entailment model says in the place of the shipped weights."""

    def plain(features: dict[str, float]) -> Scores:
        supported, contradicted = features["entailed"], features["refuted"]
        return Scores(supported, contradicted, 1 - supported - contradicted)

    monkeypatch.setattr(decisions, "probabilities", plain)


def passage(text: str, start: int, near: float, entailed: float = 0.0, refuted: float = 0.0) -> Assessment:
    place = Passage(document="d", text=text, start=start, end=start + len(text), sentences=(0, 1))
    hit = Hit(passage=place, similarity=near, lexical=0.0, dense_rank=1, lexical_rank=None, score=1.0)
    features = NAMES | {"coverage": near, "similarity": near, "entailed": entailed, "refuted": refuted}
    return Assessment(hit=hit, claim=CLAIM, features=features, differences=(), missing=(), lacking=())


def weighed(read: Assessment, *others: Assessment) -> Weighed:
    prop = proposition(claim_from_text("1", CLAIM), "")
    looks = tuple(Look(one) for one in (read, *others))
    return prop, {"A": looks}, {"A": (read,)}  # type: ignore[dict-item]


def decided(label: str, by: Assessment) -> Decision:
    return Decision(label=label, scores=Scores(0.8, 0.1, 0.1), deciding=by)  # type: ignore[arg-type]


def said(decision: Decision) -> dict[str, PartyDecision]:
    return {"A": PartyDecision(document="d", decision=decision)}


def test_the_passage_that_says_it_best_is_quoted_even_if_a_nearer_one_decided() -> None:
    nearest, best = passage("nearest.", 0, 0.9, entailed=0.5), passage("best.", 50, 0.8)
    reader = Reader({"best.": 0.95})
    (row,) = with_best_evidence([weighed(nearest, best)], [said(decided("supported", nearest))], reader)
    made = row["A"].decision
    assert made.deciding is not None
    assert made.deciding.hit == best.hit
    assert made.scores == Scores(0.8, 0.1, 0.1)
    assert reader.asked == [("best.", CLAIM.rstrip("."))]


def test_nothing_more_is_read_of_a_silent_document() -> None:
    nearest, other = passage("nearest.", 0, 0.9), passage("other.", 50, 0.8)
    reader = Reader({"other.": 0.95})
    (row,) = with_best_evidence([weighed(nearest, other)], [said(SILENT)], reader)
    assert row == said(SILENT)
    assert reader.asked == []


def test_nothing_more_is_read_of_a_document_that_does_not_decide() -> None:
    nearest, other = passage("nearest.", 0, 0.9), passage("other.", 50, 0.8)
    later = PartyDecision(document="later", decision=decided("supported", nearest), earlier=("d",))
    reader = Reader({"other.": 0.95})
    (row,) = with_best_evidence([weighed(nearest, other)], [{"A": later}], reader)
    assert row == {"A": later}
    assert reader.asked == []


def test_a_conflict_is_named_by_the_passage_that_is_quoted_for_it() -> None:
    nearest, best = passage("nearest.", 0, 0.9, refuted=0.5), passage("best.", 50, 0.8)
    reader = Reader({"best.": 0.0}, against=0.9)
    (row,) = with_best_evidence([weighed(nearest, best)], [said(decided("contradicted", nearest))], reader)
    made = row["A"].decision
    assert made.label == "overstated"  # as CC101, which the model sees there, is a matter of degree
    assert [one.code for one in made.differences] == ["CC101"]


def test_of_equal_conflicts_the_one_about_the_core_of_the_claim_is_quoted() -> None:
    near = passage("circumstances.", 0, 0.9, refuted=0.95)
    core = msgspec.structs.replace(passage("core.", 50, 0.8, refuted=0.95), core=0.9)
    for order in ([near, core], [core, near]):
        made = decisions.with_evidence(decided("contradicted", near), order)
        assert made.deciding is core
        supported = decisions.with_evidence(decided("supported", near), order)
        assert supported.deciding is not None


def test_one_passage_nearer_to_the_core_than_all_relevant_ones_is_read_too() -> None:
    crowd = [passage(f"near {at}.", 30 * at, 0.9) for at in range(6)]
    nearer = msgspec.structs.replace(passage("core.", 500, 0.4), core=0.9)
    far = msgspec.structs.replace(passage("far.", 900, 0.1), core=1.0)
    found = unread("d", [Look(one) for one in (*crowd, nearer, far)], [crowd[0]])  # type: ignore[misc]
    assert nearer in found
    assert far not in found
    assert crowd[0] not in found


@pytest.mark.parametrize(
    ("claim", "core"),
    [
        ("The sale of the app's American arm was finalized on Friday in a call.", ["sale", "app's", "arm"]),
        ("Norway bought the frigates from a yard after long talks.", ["frigates", "yard"]),
        ("A quiet day in the capital.", []),
    ],
)
def test_the_core_of_a_claim_is_who_and_what_without_the_circumstances(claim: str, core: list[str]) -> None:
    prop = proposition(claim_from_text("1", claim), "")
    assert [word.text for word in prop.standalone.content if word.start in prop.core] == core
