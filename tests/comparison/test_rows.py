from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.comparison.alignment import align
from claimcheck.comparison.mirrored import mirror_rows
from claimcheck.comparison.rows import Models, compare_statements
from claimcheck.comparison.sides import Side

from .conftest import BagEncoder, OverlapVerifier, statement, statements

MODELS = Models(BagEncoder(), OverlapVerifier())
SENTENCES = st.lists(
    st.sampled_from(
        [
            "The bank raised its rate to 3.5 percent.",
            "The bank raised its rate to 4 percent.",
            "The bank may raise its rate.",
            "Norway will host the talks in May.",
            "Qatar will host the talks in May.",
            "All sailors were released.",
            "Some sailors were released on Monday.",
            "For immediate release",
            "\u202e hostile \x07 text",
        ]
    ),
    max_size=6,
    unique=True,
)


def test_the_same_words_on_both_sides_make_one_row_that_says_the_same() -> None:
    (row,) = compare_statements(
        statements("The bank raised its rate."), statements("The bank raised its rate."), MODELS
    )
    assert (row.class_, row.weight, row.discrepancies, row.changes) == ("same", 1.0, (), ())


def test_statements_with_nothing_in_common_stand_alone() -> None:
    rows = compare_statements(
        statements("The bank raised its rate."), statements("Sailors sang loudly."), MODELS
    )
    assert [(row.class_, row.weight) for row in rows] == [("only_right", 1.0), ("only_left", 1.0)] or [
        row.class_ for row in rows
    ] == ["only_left", "only_right"]


def test_another_number_makes_statements_differ_under_its_code() -> None:
    left, right = (
        statements("The bank raised its rate to 3.5 percent."),
        statements("The bank raised its rate to 4 percent."),
    )
    (row,) = compare_statements(left, right, MODELS)
    assert row.class_ == "differs"
    assert [(one.code, one.left_text, one.right_text) for one in row.discrepancies] == [
        ("CC201", "3.5 percent", "4 percent")
    ]
    assert row.aspects == ("number",)


def test_a_statement_that_changed_places_is_marked_as_moved() -> None:
    one, two, three = "The bank raised its rate.", "Norway will host talks.", "Sailors were released."
    rows = compare_statements(statements(one, two, three), statements(two, three, one), MODELS)
    assert [row.left.text for row in rows if row.left and row.moved] == [one]


def test_one_side_without_statements_leaves_the_other_alone() -> None:
    rows = compare_statements((), statements("The bank raised its rate."), MODELS)
    assert [row.class_ for row in rows] == ["only_right"]
    assert compare_statements((), (), MODELS) == ()


def test_nothing_is_aligned_without_candidates() -> None:
    assert align((), ()) == ()


def test_a_side_of_several_statements_finds_the_way_back_to_their_places() -> None:
    side = Side((statement("The bank will sell.", 10), statement("It will not buy.", 50)))
    at = side.text.index("not buy")
    found = side.place(statement("not buy", at))  # type: ignore[arg-type]
    assert found is not None
    assert (found.text, found.start) == ("not buy", 58)


@given(SENTENCES, SENTENCES)
def test_every_statement_stands_in_exactly_one_row(one: list[str], other: list[str]) -> None:
    left, right = statements(*one), statements(*other)
    rows = compare_statements(left, right, MODELS)
    for side, own in (("left", left), ("right", right)):
        words = [getattr(row, side) for row in rows if getattr(row, side)]
        starts = [start for found in words for start in (found.start, *(span.start for span in found.more))]
        assert sorted(starts) == [each.start for each in own]


@given(SENTENCES, SENTENCES)
def test_swapping_the_sides_mirrors_the_rows(one: list[str], other: list[str]) -> None:
    forth = compare_statements(statements(*one), statements(*other), MODELS)
    back = compare_statements(statements(*other), statements(*one), MODELS)
    assert sorted(map(repr, mirror_rows(forth))) == sorted(map(repr, back))
    assert sorted(map(repr, mirror_rows(mirror_rows(forth)))) == sorted(map(repr, forth))


@given(SENTENCES, SENTENCES)
def test_all_words_stand_where_they_say(one: list[str], other: list[str]) -> None:
    texts = {"left": "\n".join(one), "right": "\n".join(other)}
    for row in compare_statements(statements(*one), statements(*other), MODELS):
        for side in ("left", "right"):
            words = getattr(row, side)
            spans = [getattr(change, side) for change in row.changes]
            spans += [words, *words.more] if words else []
            for span in filter(None, spans):
                assert texts[side][span.start : span.end] == span.text
            for found in row.discrepancies:
                start, end = getattr(found, f"{side}_start"), getattr(found, f"{side}_end")
                assert start is None or texts[side][start:end] == getattr(found, f"{side}_text")


def test_sentences_that_repeat_are_paired_in_their_order() -> None:
    text = ["The bank raised its rate."] * 40
    rows = compare_statements(statements(*text), statements(*text), MODELS)
    assert [row.class_ for row in rows] == ["same"] * 40
    assert not any(row.moved for row in rows)
