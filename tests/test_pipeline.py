from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from claimcheck import pipeline
from claimcheck.documents.jsonl import ClaimRow
from claimcheck.errors import NothingFound, UsageError
from claimcheck.pipeline import ROW_PARTY, Checker, Settings, check, extract, verify
from claimcheck.records import Document, Report
from claimcheck.verdicts.judge import Judge

GRAIN = (
    "Northland and Southland signed the grain agreement in Geneva on 9 January 2025. Northland will deliver "
    "40,000 tonnes of wheat to the port of Marla. The ministers thanked their hosts."
)
PENSIONS = (
    "The finance ministry published its yearly report on pensions. The fund grew and costs were stable."
)
BACKED = "Northland will deliver 40,000 tonnes of wheat to the port of Marla."
ELSEWHERE = "The spacecraft photographed the rings of Saturn."
PLAIN = Settings(cache=False)


def official(id: str, text: str, *parties: str, date: str = "2025-01-10", kind: str = "official") -> Document:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=id, text=text, sha256=sha256, parties=parties, date=date, kind=kind, path=f"{id}.md")


def row(id: str, claim: str, document: str = "", party: str = "") -> ClaimRow:
    return ClaimRow(id=id, claim=claim, document=document, party=party, line=1)


def labels(report: Report, at: int = 0) -> dict[str, str]:
    return {party: verdict.label for party, verdict in report.claims[at].verdicts.items()}


ARTICLE = official(
    "article", f"Grain deal signed in Geneva\n\n{BACKED} {ELSEWHERE}", date="2025-01-12", kind="reporting"
)
SOUTH = official("south", PENSIONS, "South", date="2025-03-01")
NORTH = official("north", GRAIN, "North")


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker([NORTH, SOUTH], PLAIN)


def test_a_joint_document_counts_for_each_signatory() -> None:
    report = Checker([official("joint", GRAIN, "North", "South"), SOUTH], PLAIN).verify([row("1", BACKED)])
    assert labels(report) == {"North": "supported", "South": "supported"}
    documents = {party: [d.id for d in entry.documents] for party, entry in report.parties.items()}
    assert documents == {"North": ["joint"], "South": ["joint", "south"]}


def test_a_party_that_has_no_document_cannot_be_asked_for() -> None:
    with pytest.raises(UsageError) as error:
        Checker([NORTH, SOUTH], Settings(cache=False, parties=("South", "East")))
    assert "'East'" in str(error.value)
    assert "North, South" in str(error.value)


def test_only_the_parties_asked_for_are_judged() -> None:
    report = Checker([NORTH, SOUTH], Settings(cache=False, parties=("North",))).verify([row("1", BACKED)])
    assert list(report.parties) == ["North"]
    assert labels(report) == {"North": "supported"}


@pytest.mark.parametrize("documents", [[], [official("nobody", GRAIN)]])
def test_without_a_document_of_any_party_there_is_nothing_to_check_against(documents) -> None:
    with pytest.raises(NothingFound):
        Checker(documents, PLAIN)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        ("2025-02-01", "", {"North": "no_document", "South": "not_mentioned"}),
        ("", "2025-02-01", {"North": "supported", "South": "no_document"}),
        ("2025-01-10", "2025-03-01", {"North": "supported", "South": "not_mentioned"}),
        ("2026-01-01", "", {"North": "no_document", "South": "no_document"}),
    ],
)
def test_a_party_without_a_document_in_the_window_has_no_document(since, until, expected) -> None:
    report = Checker([NORTH, SOUTH], Settings(cache=False, since=since, until=until)).verify(
        [row("1", BACKED)]
    )
    assert labels(report) == expected
    searched = {party: len(entry.documents) for party, entry in report.parties.items()}
    assert searched == {party: int(label != "no_document") for party, label in expected.items()}


def test_a_document_without_a_date_is_searched_whatever_the_window() -> None:
    undated = official("undated", GRAIN, "North", date="")
    report = Checker([undated], Settings(cache=False, since="2030-01-01")).verify([row("1", BACKED)])
    assert labels(report) == {"North": "supported"}


def test_of_two_documents_the_later_that_speaks_decides_and_the_earlier_is_listed() -> None:
    later = official("later", BACKED, "North", date="2025-02-02")
    silent = official("silent", PENSIONS, "North", date="2025-03-03")
    for order in ([NORTH, later, silent], [silent, later, NORTH]):
        (claim,) = Checker(order, PLAIN).verify([row("1", BACKED)]).claims
        verdict = claim.verdicts["North"]
        assert verdict.label == "supported"
        assert [evidence.document for evidence in verdict.evidence] == ["later"]
        assert verdict.earlier == ("north",)


def test_the_claims_of_an_article_are_judged_with_offsets_in_it(checker) -> None:
    report = checker.check(ARTICLE)
    assert report.article is not None
    assert report.article.sha256 == ARTICLE.sha256
    assert [claim.id for claim in report.claims] == [str(n) for n in range(1, len(report.claims) + 1)]
    for claim in report.claims:
        assert ARTICLE.text[claim.start : claim.end] == claim.text
        assert list(claim.verdicts) == ["North", "South"]
    backed = next(at for at, claim in enumerate(report.claims) if "40,000" in claim.text)
    assert labels(report, backed) == {"North": "supported", "South": "not_mentioned"}
    assert report.texts[NORTH.sha256] == NORTH.text


def test_further_claims_come_after_and_get_ids_of_their_own(checker) -> None:
    found = checker.check(ARTICLE).claims
    report = checker.check(ARTICLE, [row("1", PENSIONS[:61]), row("extra", ELSEWHERE)])
    assert report.claims[: len(found)] == found
    further = report.claims[len(found) :]
    assert [claim.id for claim in further] == ["+1", "extra"]
    assert [claim.start for claim in further] == [None, None]
    assert all(set(claim.verdicts) == {"North", "South"} for claim in further)


def test_an_article_without_claims_raises_nothing_found(checker) -> None:
    empty = official("void", "Who? What?", kind="reporting")
    with pytest.raises(NothingFound) as error:
        checker.check(empty)
    assert "void.md" in str(error.value)
    with pytest.raises(NothingFound):
        extract(empty, PLAIN)
    assert len(checker.check(empty, [row("1", BACKED)]).claims) == 1


def test_extract_finds_the_claims_that_a_check_judges(checker) -> None:
    checked = [(claim.id, claim.text, claim.check_worthiness) for claim in checker.check(ARTICLE).claims]
    assert [(claim.id, claim.text, claim.check_worthiness) for claim in extract(ARTICLE, PLAIN)] == checked


def test_verify_keeps_the_order_of_rows_and_drops_none(checker) -> None:
    rows = [row("z", BACKED), row("a", "Hm."), row("m", ELSEWHERE), row("b", BACKED)]
    report = checker.verify(rows)
    assert report.article is None
    assert [(claim.id, claim.text) for claim in report.claims] == [(r.id, r.claim) for r in rows]
    assert labels(report, 0) == labels(report, 3)


def test_rows_are_judged_by_their_own_document_only() -> None:
    rows = [
        row("1", BACKED, GRAIN, "North"),
        row("2", BACKED),
        row("3", BACKED, PENSIONS),
        row("4", BACKED, GRAIN),
    ]
    report = verify(rows, settings=PLAIN)
    assert [claim.id for claim in report.claims] == ["1", "2", "3", "4"]
    assert [labels(report, at) for at in range(4)] == [
        {"North": "supported"},
        {ROW_PARTY: "no_document"},
        {ROW_PARTY: "not_mentioned"},
        {ROW_PARTY: "supported"},
    ]


def test_rows_without_any_document_need_the_parties_documents() -> None:
    with pytest.raises(UsageError):
        verify([row("1", BACKED)], settings=PLAIN)


def test_a_row_with_official_documents_is_judged_by_them(checker) -> None:
    rows = [row("1", BACKED, PENSIONS, "East")]
    report = verify(rows, [NORTH, SOUTH], PLAIN)
    assert labels(report) == {"North": "supported", "South": "not_mentioned"}
    assert report == checker.verify(rows)


def test_reports_of_the_same_input_are_equal() -> None:
    assert check(ARTICLE, [NORTH, SOUTH], PLAIN) == check(ARTICLE, [NORTH, SOUTH], PLAIN)


def test_the_stages_are_told_in_order() -> None:
    told: list[str] = []
    Checker([NORTH], PLAIN, told.append).check(ARTICLE)
    assert told == ["load", "claims", "segment", "retrieve", "retrieve", "judge", "report"]


def test_what_was_read_with_doubt_is_repeated_in_the_report(checker) -> None:
    short = official("short", BACKED, kind="reporting")
    warnings = checker.check(short, warnings=["the encoding was guessed"]).warnings
    assert warnings[0] == "the encoding was guessed"
    assert "one sentence" in warnings[1]
    assert checker.check(ARTICLE).warnings == ()


def test_the_report_names_its_models_and_its_schema(checker) -> None:
    report = checker.verify([row("1", BACKED)])
    assert report.schema == "claimcheck/report/1"
    assert sorted(report.models) == ["encoder", "verifier"]
    assert all(model.name and model.sha256 for model in report.models.values())


def test_verdicts_are_remembered_with_all_that_a_report_shows_of_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    further = official("further", BACKED, "North", date="2025-02-01")
    given = [NORTH, further, SOUTH]
    first = [Checker(given, Settings(as_of=day)).check(ARTICLE) for day in ("", "2025-01-15")]
    assert first[1].claims != first[0].claims

    def fail(*_: object, **__: object) -> None:
        raise AssertionError("a verdict was not remembered")

    monkeypatch.setattr(pipeline, "Judge", fail)
    assert [Checker(given, Settings(as_of=day)).check(ARTICLE) for day in ("", "2025-01-15")] == first
    assert first[0] == Checker(given, Settings()).check(ARTICLE)
    with pytest.raises(AssertionError):
        Checker(given, PLAIN).check(ARTICLE)


def test_verdicts_by_another_model_are_not_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path))
    judged: list[int] = []
    judge = Judge.verdicts
    monkeypatch.setattr(Judge, "verdicts", lambda *given: judged.append(1) or judge(*given))
    for _ in range(2):
        Checker([NORTH], Settings(verifier="onnx")).check(ARTICLE)
    assert len(judged) == 2
