from __future__ import annotations

import itertools

import pytest

from claimcheck.records import Document, Hit, Passage, Verdict
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.features import relevance
from claimcheck.verdicts.reading import read
from claimcheck.verdicts.relevant import most_relevant
from claimcheck.verdicts.signals.comparison import TYPES
from claimcheck.verdicts.signals.status import compare_status

GRAIN = (
    "Northland and Southland signed the grain agreement in Geneva on 9 January 2025. Northland will deliver "
    "40,000 tonnes of wheat to the port of Marla. The ministers toured a dairy farm and thanked their hosts."
)
PRESS = (
    "The finance ministry published its yearly report on pensions. The fund grew and its costs were stable. "
    "The treaty on river traffic between the two provinces has not been signed."
)
BACKED = "Northland will deliver 40,000 tonnes of wheat to the port of Marla."
ELSEWHERE = "The spacecraft photographed the rings of Saturn."
SIGNED = "The treaty on river traffic between the two provinces has been signed."
CLAIMS = (
    BACKED,
    "Northland will deliver 90,000 tonnes of wheat to the port of Marla.",
    "Northland and Southland signed the grain agreement in Geneva on 12 January 2025.",
    ELSEWHERE,
    SIGNED,
    'Northland said its ministers "bought a dairy farm" in Geneva.',
    "All provinces rejected the yearly report on pensions, the ministry said.",
)


def sound(claim: str, verdict: Verdict, documents: list[Document]) -> None:
    """Scores sum to 1, offsets are verbatim, and the parts of a verdict fit its label."""
    texts = {document.id: document.text for document in documents}
    scores = (verdict.scores.supported, verdict.scores.contradicted, verdict.scores.not_mentioned)
    assert sum(scores) == pytest.approx(1.0)
    assert all(0 <= score <= 1 for score in scores)
    assert verdict.confidence in scores
    assert bool(verdict.evidence) == (verdict.label not in ("not_mentioned", "no_document"))
    for piece in (*verdict.evidence, *verdict.search.nearest):
        assert texts[piece.document][piece.start : piece.end] == piece.text
    for found in verdict.discrepancies:
        assert found.type == TYPES[found.code]
        assert found.message
        if found.claim_start is not None:
            assert claim[found.claim_start : found.claim_end] == found.claim_text
        if found.source_start is not None:
            assert texts[found.document][found.source_start : found.source_end] == found.source_text
    assert verdict.search.documents == len(documents)


@pytest.fixture(scope="module")
def parties(document) -> dict[str, list[Document]]:
    return {
        "A": [document(GRAIN, id="a1", date="2025-01-10"), document(PRESS, id="a2", date="2025-02-10")],
        "B": [document(PRESS, id="b1", date="2025-02-10")],
    }


@pytest.fixture(scope="module")
def verdicts(judge_texts, parties) -> list[dict[str, Verdict]]:
    """The verdicts on CLAIMS, made once."""
    return judge_texts(CLAIMS, parties)


def test_every_claim_has_a_sound_verdict_for_every_party(verdicts, parties) -> None:
    assert len(verdicts) == len(CLAIMS)
    for claim, row in zip(CLAIMS, verdicts, strict=True):
        assert list(row) == list(parties)
        for party, verdict in row.items():
            sound(claim, verdict, parties[party])


def test_words_near_enough_verbatim_are_supported_by_the_party_that_has_them(verdicts) -> None:
    row = verdicts[CLAIMS.index(BACKED)]
    assert row["A"].label == "supported"
    evidence = row["A"].evidence[0]
    assert "40,000 tonnes" in evidence.text
    assert (evidence.document, evidence.relation) == ("a1", "supports")
    assert row["A"].discrepancies == ()
    assert row["B"].label == "not_mentioned"


def test_what_nobody_speaks_of_is_not_mentioned_with_the_search_shown(verdicts) -> None:
    for verdict in verdicts[CLAIMS.index(ELSEWHERE)].values():
        assert verdict.label == "not_mentioned"
        assert verdict.search.nearest
        assert [found.code for found in verdict.discrepancies] == ["CC501"]


def test_an_act_that_the_document_denies_is_not_supported_and_the_signal_is_denied(
    judge_texts, document
) -> None:

    (found,) = compare_status(read(SIGNED), read(PRESS)).differences
    assert (found.signal, found.claim.text, found.source.text) == (
        "denied",
        "has been signed",
        "has not been signed",
    )
    (row,) = judge_texts([SIGNED], {"A": [document(PRESS)]})
    assert row["A"].label != "supported"


def test_words_that_their_speaker_did_not_use_are_contradicted(judge_texts, document) -> None:
    text = "China regards the tariff plan as a serious mistake. Its envoy spoke in Geneva."
    claim = 'China said the tariff plan is "a wonderful gift to the world".'
    parties = {"China": [document(text, id="c")], "Japan": [document(PRESS, id="j")]}
    (row,) = judge_texts([claim], parties)
    assert row["China"].label == "contradicted"
    assert row["China"].discrepancies[0].code == "CC402"
    assert row["China"].discrepancies[0].claim_text == "a wonderful gift to the world"
    assert row["Japan"].label == "not_mentioned"
    sound(claim, row["China"], parties["China"])


def test_differences_of_a_reported_claim_count_in_its_whole_text(judge_texts, document) -> None:
    documents = [document("The envoy slept well. Norway will send 50 ferries to the islands.", id="c")]
    claim = 'China said Norway will "gladly and quickly" send 40 ferries to the islands.'
    (row,) = judge_texts([claim], {"China": documents})
    found = {d.code: d for d in row["China"].discrepancies}
    assert set(found) == {"CC402", "CC201"}
    assert (found["CC201"].claim_text, found["CC201"].source_text) == ("40 ferries", "50 ferries")
    sound(claim, row["China"], documents)


def test_a_swallowed_negation_is_shown_where_it_stands_in_the_document(judge_texts, document) -> None:
    text = "The envoy slept well. He rose late. China will not, for now, join the tariff pact."
    documents = [document(text, id="c")]
    claim = 'China said it "will ... join the tariff pact".'
    (row,) = judge_texts([claim], {"China": documents})
    first = row["China"].discrepancies[0]
    assert (row["China"].label, first.code, first.source_text) == ("contradicted", "CC402", "not")
    assert first.source_start == text.index("not,")
    sound(claim, row["China"], documents)


def test_the_same_words_quoted_by_their_speaker_are_not_contradicted(judge_texts, document) -> None:
    text = "China regards the tariff plan as a serious mistake. Its envoy spoke in Geneva."
    (row,) = judge_texts(
        ['China said the tariff plan is "a serious mistake".'], {"China": [document(text, id="c")]}
    )
    assert row["China"].label == "supported"


def test_a_verdict_does_not_depend_on_the_other_claims(judge_texts, parties, verdicts) -> None:
    assert [judge_texts([claim], parties)[0] for claim in CLAIMS[:4]] == verdicts[:4]
    assert judge_texts(CLAIMS[::-1], parties)[::-1] == verdicts


def test_a_verdict_does_not_depend_on_the_other_parties(judge_texts, parties, verdicts) -> None:
    alone = judge_texts(CLAIMS[:3], {"A": parties["A"]})
    assert [row["A"].scores for row in alone] == [row["A"].scores for row in verdicts[:3]]


def test_the_names_of_parties_that_nobody_knows_change_no_label(
    judge_texts, document, verdicts, parties
) -> None:
    unquoted = [at for at, claim in enumerate(CLAIMS) if '"' not in claim]
    renamed = judge_texts([CLAIMS[at] for at in unquoted], {"Qorvane": parties["A"], "Zelphi": parties["B"]})
    for at, row in zip(unquoted, renamed, strict=True):
        assert row["Qorvane"].label == verdicts[at]["A"].label
        assert row["Zelphi"].label == verdicts[at]["B"].label
        assert row["Qorvane"].scores == verdicts[at]["A"].scores


def test_the_order_of_documents_of_different_days_changes_nothing(judge_texts, document) -> None:
    documents = [
        document(GRAIN, id="x", date="2025-01-10"),
        document(PRESS, id="y", date="2025-02-10"),
        document(GRAIN.replace("40,000", "10,000"), id="z", date="2025-03-01"),
    ]
    first, *others = [
        judge_texts(CLAIMS[:4], {"A": list(order)}) for order in itertools.permutations(documents)
    ]
    for other in others:
        assert [row["A"].label for row in other] == [row["A"].label for row in first]
        assert [row["A"].scores for row in other] == [row["A"].scores for row in first]
        assert [row["A"].evidence for row in other] == [row["A"].evidence for row in first]
        assert [row["A"].earlier for row in other] == [row["A"].earlier for row in first]


def test_the_latest_document_that_speaks_decides_and_the_earlier_is_listed(judge_texts, document) -> None:
    same = document(BACKED, id="late", date="2025-03-01")
    early = document(GRAIN, id="early", date="2025-01-10")
    silent = document(PRESS, id="silent", date="2025-04-01")
    (row,) = judge_texts([BACKED], {"A": [early, silent, same]})
    assert row["A"].evidence[0].document == "late"
    assert row["A"].earlier == ("early",)


def test_a_party_without_a_document_has_no_document(judge_texts, document) -> None:
    (row,) = judge_texts([BACKED], {"A": [document(GRAIN)], "B": []})
    assert (row["B"].label, row["B"].confidence, row["B"].evidence) == ("no_document", 1.0, ())
    assert (row["B"].search.documents, row["B"].search.passages) == (0, 0)
    assert row["A"].label == "supported"


def test_no_claims_get_no_verdicts(judge_texts, parties) -> None:
    assert judge_texts([], parties) == []


@pytest.mark.parametrize("text", ["x", "350", "...", "“”", "It.", "\N{SNOWMAN}\N{COMBINING ACUTE ACCENT}"])
def test_a_claim_that_says_nothing_gets_a_sound_verdict(judge_texts, document, text) -> None:
    documents = [document(GRAIN)]
    (row,) = judge_texts([text], {"A": documents})
    sound(text, row["A"], documents)


def test_only_the_most_relevant_places_are_read_by_the_entailment_model() -> None:
    def one(start: int, value: float) -> Assessment:
        passage = Passage(document="d", text="x" * 10, start=start, end=start + 10, sentences=(0, 1))
        hit = Hit(passage=passage, similarity=value, lexical=0, dense_rank=1, lexical_rank=None, score=1)
        features = {"coverage": value, "similarity": value}
        return Assessment(hit=hit, claim="", features=features, differences=(), missing=(), lacking=())

    setting = load_toml("decision.toml")["entailment"]
    crowd = [one(start, 0.9) for start in range(5)]
    apart = [one(100 * place, 0.5 + place / 100) for place in range(1, 9)]
    far = [one(5000, 0.0)]
    chosen = most_relevant([*far, *apart, *crowd])
    assert len(chosen) == setting["passages"]
    assert sum(found in crowd for found in chosen) <= setting["overlapping"]
    assert [relevance(found.features) for found in chosen] == sorted(
        (relevance(found.features) for found in chosen), reverse=True
    )
    assert most_relevant(far) == ()
