from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.records import Hit, Passage, Quotation, Scores, Span
from claimcheck.resources import load_json
from claimcheck.verdicts import decision as decisions
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.decision import SILENT, decide, with_quotes
from claimcheck.verdicts.features import HIGHEST, LOWEST, WEIGHED
from claimcheck.verdicts.quoting import QuoteCheck
from claimcheck.verdicts.signals.comparison import BY_DEGREE, TYPES, Difference

SPAN = Span("x", 0, 1)


def difference(code: str, strength: float = 1.0, signal: str = "number") -> Difference:
    return Difference(signal=signal, code=code, message=code, claim=SPAN, source=SPAN, strength=strength)


def assessment(
    supported: float = 0.0,
    contradicted: float = 0.0,
    *differences: Difference,
    start: int = 0,
    length: int = 10,
    similarity: float = 0.9,
    text: str = "",
) -> Assessment:
    """A passage that alone has these probabilities where `odds` stands for the shipped weights."""
    text = text or "x" * length
    passage = Passage(document="d", text=text, start=start, end=start + len(text), sentences=(0, 1))
    hit = Hit(passage=passage, similarity=similarity, lexical=0.0, dense_rank=1, lexical_rank=None, score=1.0)
    features = {
        **dict.fromkeys((*HIGHEST, *LOWEST, *WEIGHED), 0.0),
        "coverage": 1.0,
        "similarity": similarity,
        "entailed": supported,
        "refuted": contradicted,
    }
    return Assessment(hit=hit, claim="x", features=features, differences=differences, missing=(), lacking=())


@pytest.fixture
def odds(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, float]], Scores]:
    """Puts what the entailment model says in the place of the shipped weights."""

    def plain(features: Mapping[str, float]) -> Scores:
        supported, contradicted = features["entailed"], features["refuted"]
        return Scores(supported, contradicted, 1 - supported - contradicted)

    monkeypatch.setattr(decisions, "probabilities", plain)
    return plain


def test_a_document_without_passages_is_silent() -> None:
    assert decide([]) == SILENT
    assert SILENT.label == "not_mentioned"
    assert SILENT.deciding is None


@pytest.mark.usefixtures("odds")
def test_what_is_surely_backed_is_supported_and_names_no_difference() -> None:
    found = decide([assessment(0.9, 0.05, difference("CC201"))])
    assert found.label == "supported"
    assert found.differences == ()
    assert found.deciding is not None


@pytest.mark.usefixtures("odds")
def test_what_is_neither_backed_nor_refuted_is_not_mentioned_and_nothing_decides() -> None:
    found = decide([assessment(0.01, 0.01, difference("CC201"))])
    assert (found.label, found.deciding, found.differences) == ("not_mentioned", None, ())


@pytest.mark.usefixtures("odds")
@pytest.mark.parametrize("code", sorted(TYPES))
def test_a_conflict_is_by_degree_or_incompatible_as_its_strongest_difference_says(code) -> None:
    other = "CC201" if code in BY_DEGREE else "CC101"
    found = decide([assessment(0.02, 0.97, difference(other, 0.5), difference(code, 1.0))])
    assert found.label == ("overstated" if code in BY_DEGREE else "contradicted")
    assert [d.code for d in found.differences] == [code, other]


@pytest.mark.usefixtures("odds")
def test_a_conflict_without_a_named_difference_is_contradicted() -> None:
    found = decide([assessment(0.02, 0.97)])
    assert (found.label, found.differences) == ("contradicted", ())


@pytest.mark.usefixtures("odds")
def test_the_passage_that_alone_is_surest_is_the_evidence() -> None:
    weak, strong = assessment(0.5, 0.0, start=0), assessment(0.95, 0.0, start=50)
    assert decide([weak, strong]).deciding is strong
    weak, strong = assessment(0.0, 0.5, start=0), assessment(0.0, 0.95, start=50)
    assert decide([weak, strong]).deciding is strong


@pytest.mark.usefixtures("odds")
def test_of_passages_about_as_sure_the_shortest_is_the_evidence() -> None:
    long, short = assessment(0.95, 0.0, length=90), assessment(0.95, 0.0, start=20, length=30)
    assert decide([long, short]).deciding is short
    long, short = assessment(0.0, 0.95, length=90), assessment(0.0, 0.95, start=20, length=30)
    assert decide([long, short]).deciding is short


class Seen(NamedTuple):
    """A passage before it is compared in full."""

    assessment: Assessment

    @property
    def hit(self) -> Hit:
        return self.assessment.hit


def glances(seen: Sequence[Assessment]) -> list[Any]:
    return [Seen(one) for one in seen]


def quote(altered: bool) -> QuoteCheck:
    quotation = Quotation(text="x", start=0, end=1)
    found = difference("CC402", signal="quote") if altered else None
    return QuoteCheck(quotation=quotation, difference=found)


@pytest.mark.usefixtures("odds")
@pytest.mark.parametrize("before", [(0.98, 0.01), (0.01, 0.98), (0.01, 0.01), (0.45, 0.45)])
def test_altered_words_contradict_whatever_else_is_said(before) -> None:
    seen = [assessment(*before, difference("CC201"))]
    found = with_quotes(decide(seen), [quote(altered=True)], glances(seen))
    assert found.label == "contradicted"
    assert found.differences[0].code == "CC402"
    assert found.deciding is seen[0]
    assert found.scores.contradicted > found.scores.supported
    values = (found.scores.supported, found.scores.contradicted, found.scores.not_mentioned)
    assert sum(values) == pytest.approx(1.0)
    assert all(0 <= value <= 1 for value in values)


@pytest.mark.usefixtures("odds")
def test_beside_altered_words_stands_a_passage_that_quotes_somebody() -> None:
    nearer = assessment(0.01, 0.98, difference("CC301", signal="told"))
    quoting = assessment(start=40, similarity=0.5, text='He called it "a good one".')
    farther = assessment(start=90, similarity=0.4, text='They said "no".')
    near = glances([farther, quoting, nearer])
    found = with_quotes(decide([nearer]), [quote(altered=True)], near)
    assert found.deciding is quoting
    assert found.further is None
    assert [one.code for one in found.differences] == ["CC402"]
    backing = assessment(0.98, 0.01)
    assert with_quotes(decide([backing]), [quote(altered=True)], near).deciding is backing
    sure = assessment(0.01, 0.98, difference("CC301"))
    found = with_quotes(decide([sure]), [quote(altered=True)], near)
    assert found.deciding is sure
    assert [one.code for one in found.differences] == ["CC402", "CC301"]


@pytest.mark.usefixtures("odds")
def test_words_that_were_found_change_nothing() -> None:
    seen = [assessment(0.98, 0.01)]
    before = decide(seen)
    assert with_quotes(before, [quote(altered=False)], glances(seen)) == before
    assert with_quotes(before, [], glances(seen)) == before


@pytest.mark.usefixtures("odds")
def test_altered_words_in_documents_about_something_else_change_nothing() -> None:
    seen = [assessment(0.01, 0.01, similarity=0.0)]
    before = decide(seen)
    assert with_quotes(before, [quote(altered=True)], glances(seen)) == before
    assert with_quotes(SILENT, [quote(altered=True)], []) == SILENT


CODES = st.sampled_from(sorted(set(TYPES) - {"CC402"}))  # no passage alters a quotation
DIFFERENCES = st.builds(difference, CODES, st.floats(0, 1))
PASSAGES = st.builds(
    lambda supported, contradicted, differences, start, length, similarity: assessment(
        supported,
        contradicted * (1 - supported),
        *differences,
        start=start,
        length=length,
        similarity=similarity,
    ),
    st.floats(0, 1),
    st.floats(0, 1),
    st.lists(DIFFERENCES, max_size=4),
    st.integers(0, 99),
    st.integers(1, 99),
    st.floats(-1, 1),
)


@settings(deadline=None, max_examples=60)
@given(seen=st.lists(PASSAGES, max_size=5), altered=st.booleans())
def test_any_decision_is_sound(seen, altered) -> None:
    for found in (decide(seen), with_quotes(decide(seen), [quote(altered)], glances(seen))):
        values = (found.scores.supported, found.scores.contradicted, found.scores.not_mentioned)
        assert sum(values) == pytest.approx(1.0)
        assert all(-1e-9 <= value <= 1 for value in values)
        assert found.label in ("supported", "overstated", "contradicted", "not_mentioned")
        assert (found.deciding is None) == (found.label == "not_mentioned")
        assert found.deciding is None or found.deciding in seen
        codes = [d.code for d in found.differences]
        assert len(codes) == len(set(codes))


def test_probabilities_of_the_whole_document_overrule_those_of_its_passages(odds) -> None:
    seen = [assessment(0.9, 0.05, difference("CC201"))]
    limits = load_json("pair_weights.json")["thresholds"]
    found = decide(seen, Scores(0.05, 0.9, 0.05))
    assert (found.label, found.deciding, found.scores.contradicted) == ("contradicted", seen[0], 0.9)
    assert decide(seen, Scores(0.05, 0.05, 0.9)).label == "not_mentioned"
    at, under = (round(limits["supported"] + step, 3) for step in (0.0, -0.01))
    assert decide(seen, Scores(at, 1 - at, 0.0)).label == "supported"
    assert decide(seen, Scores(under, 0.0, 1 - under)).label == "not_mentioned"
    assert decide([], Scores(1.0, 0.0, 0.0)) == SILENT
