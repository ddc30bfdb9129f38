from __future__ import annotations

import json
from pathlib import Path

import pytest

from claimcheck.comparison.compare import ComparisonSettings, compare, unique_names
from claimcheck.comparison.features import PairText
from claimcheck.comparison.mirrored import mirror_rows
from claimcheck.comparison.records import Comparison, Matrix
from claimcheck.comparison.relation import relate
from claimcheck.documents.read import read_document
from claimcheck.errors import UsageError
from claimcheck.models.cache import default_cache_dir
from claimcheck.models.encoders import load_encoder
from claimcheck.models.verifiers import load_verifier

from .conftest import document

ROOT = Path(__file__).parents[2]
OFFICIAL = ROOT / "corpora" / "black_sea_truce" / "official"
VERSIONS = ComparisonSettings(versions=True)
BEFORE = """The Committee decided to maintain the target range at 5 to 5-1/4 percent.

The ministry committed to publish the report by 4 May. Job gains have been solid.

Inflation remains elevated. The board thanked its staff for their work."""
AFTER = """Inflation remains elevated. The Committee decided to lower the target range to 4-3/4 to 5 percent.

The ministry intends to publish the report by 9 May. Job gains have been solid.

A review of the framework will begin in autumn."""


def both(left: str, right: str) -> Comparison:
    found = compare([document(left), document(right)], VERSIONS)
    assert isinstance(found, Comparison)
    return found


@pytest.fixture(scope="module")
def truce() -> Comparison:
    found = compare([read_document(OFFICIAL / "white_house.md"), read_document(OFFICIAL / "kremlin.md")])
    assert isinstance(found, Comparison)
    return found


def test_silent_edits_come_first_and_unchanged_sentences_are_only_counted() -> None:
    found = both(BEFORE, AFTER)
    assert found.unchanged == 1
    first, second = found.rows[0], found.rows[1]
    assert {"polarity", "number"} <= set(first.aspects)
    assert {"status", "date"} <= set(second.aspects)
    assert [one.code for one in second.discrepancies] == ["CC101", "CC202"]
    texts = [row.left.text for row in found.rows if row.left]
    assert "Job gains have been solid." not in texts


def test_what_was_cut_and_added_is_listed_by_side() -> None:
    found = both(BEFORE, AFTER)
    only = {row.class_: (row.left or row.right).text for row in found.rows if row.class_.startswith("only")}  # type: ignore[union-attr]
    assert only == {
        "only_left": "The board thanked its staff for their work.",
        "only_right": "A review of the framework will begin in autumn.",
    }


def test_two_equal_texts_have_nothing_to_report() -> None:
    found = both(BEFORE, BEFORE)
    assert (found.rows, found.omissions, found.unchanged) == ((), (), 5)


def test_swapping_the_documents_mirrors_the_comparison_to_the_last_digit(truce: Comparison) -> None:
    back = compare([read_document(OFFICIAL / "kremlin.md"), read_document(OFFICIAL / "white_house.md")])
    assert isinstance(back, Comparison)
    assert mirror_rows(truce.rows) == back.rows
    assert [(one.teller, one.answer, one.told) for one in back.mirrors] == [
        ("right" if one.teller == "left" else "left", one.answer, one.told)
        for one in sorted(truce.mirrors, key=lambda one: (one.teller == "left", one.told.start))
    ]
    assert [(one.weight, one.side) for one in back.omissions] == [
        (one.weight, "right" if one.side == "left" else "left") for one in truce.omissions
    ]


def test_a_second_run_gives_the_same(truce: Comparison) -> None:
    again = compare([read_document(OFFICIAL / "white_house.md"), read_document(OFFICIAL / "kremlin.md")])
    assert again == truce


def test_omissions_are_ranked_by_weight_with_boilerplate_last(truce: Comparison) -> None:
    ranks = [(one.boilerplate, -one.weight) for one in truce.omissions]
    assert ranks == sorted(ranks)
    assert all(
        one.weight == pytest.approx(sum(truce.rows[at].weight for at in one.rows)) for one in truce.omissions
    )


def test_what_one_side_tells_of_the_other_is_looked_up_in_the_others_words() -> None:
    left = document("Canada promised to lift its tariff on steel in May.", "United States")
    right = document("Canada will not lift its tariff on steel.", "Canada")
    found = compare([left, right])
    assert isinstance(found, Comparison)
    (answer,) = found.mirrors
    assert (answer.teller, answer.told.text) == (
        "left",
        "Canada promised to lift its tariff on steel in May.",
    )
    assert answer.answer in ("denies", "says_less")
    assert answer.evidence is not None


def test_an_article_is_nobody_to_be_asked() -> None:
    left = document("Canada promised to lift its tariff.", "United States")
    right = document("Canada will not lift its tariff.", "Canada", kind="reporting")
    found = compare([left, right])
    assert isinstance(found, Comparison)
    assert found.mirrors == ()


def test_three_documents_give_a_matrix_in_which_each_statement_stands_once() -> None:
    documents = [read_document(path) for path in sorted(OFFICIAL.glob("*.md"))]
    found = compare(documents)
    assert isinstance(found, Matrix)
    assert all(len(row.cells) == 3 for row in found.rows)
    for source in range(3):
        starts = [row.cells[source].words.start for row in found.rows if row.cells[source].words]  # type: ignore[union-attr]
        assert len(starts) == len(set(starts))


def test_too_few_too_many_and_more_than_two_versions_are_refused() -> None:
    one = document("The bank raised its rate.")
    for documents, settings in (([one], VERSIONS), ([one] * 3, VERSIONS), ([one] * 13, ComparisonSettings())):
        with pytest.raises(UsageError):
            compare(documents, settings)


def test_sources_of_one_name_are_told_apart() -> None:
    assert unique_names([document("a", "X"), document("b", "X")]) == ["X", "X (2)"]


def accuracy(name: str) -> float:
    lines = (
        (ROOT / "tests" / "comparison" / "data" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    )
    rows = [json.loads(line) for line in lines]
    encoder, verifier = (
        load_encoder(cache_dir=default_cache_dir()),
        load_verifier(cache_dir=default_cache_dir()),
    )
    from training.fit_comparison import similarities

    del encoder
    relations = relate(similarities([(row["left"], row["right"]) for row in rows]), verifier)
    said = [max(one.probabilities, key=lambda label: one.probabilities[label]) for one in relations]
    return sum(row["class"] == label for row, label in zip(rows, said, strict=True)) / len(rows)


@pytest.mark.parametrize(("name", "floor"), [("statement_pairs", 0.82), ("candidate_pairs", 0.67)])
def test_labelled_pairs_are_classed_no_worse_than_before(name: str, floor: float) -> None:
    assert accuracy(name) >= floor


def test_swapping_a_pair_mirrors_its_probabilities() -> None:
    rows = (
        (ROOT / "tests" / "comparison" / "data" / "statement_pairs.jsonl")
        .read_text(encoding="utf-8")
        .splitlines()
    )
    verifier = load_verifier(cache_dir=default_cache_dir())
    for row in map(json.loads, rows[::9]):
        one, other = row["left"], row["right"]
        forth = PairText(
            left=one, right=other, left_alone=one, right_alone=other, similarity=0.5, lexical=0.4
        )
        back = PairText(left=other, right=one, left_alone=other, right_alone=one, similarity=0.5, lexical=0.4)
        found, mirrored = relate([forth, back], verifier)
        assert found.probabilities["same"] == mirrored.probabilities["same"]
        assert found.probabilities["stronger_left"] == mirrored.probabilities["stronger_right"]
