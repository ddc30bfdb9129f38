from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.reports.marking import Mark, cut, harmless, paragraphs

TEXTS = st.text(alphabet="ab .\n-A\r\u202e", max_size=120)
MARKS = st.lists(
    st.builds(Mark, st.integers(-3, 130), st.integers(-3, 130), st.just("claim"), st.integers(1, 4)),
    max_size=8,
)


@settings(deadline=None)
@given(text=TEXTS, marks=MARKS)
def test_the_pieces_together_are_the_text_and_each_mark_covers_its_own(text: str, marks: list[Mark]) -> None:
    (pieces,) = cut(text, [(0, len(text))], marks)
    assert "".join(piece.text for piece in pieces) == harmless(text)
    assert all(harmless(text[piece.start :])[: len(piece.text)] == piece.text for piece in pieces)
    for mark in marks:
        if 0 <= mark.start < min(mark.end, len(text)):
            covered = sum(len(piece.text) for piece in pieces if mark in piece.marks)
            assert covered == min(mark.end, len(text)) - mark.start


@settings(deadline=None)
@given(text=TEXTS, marks=MARKS)
def test_paragraphs_leave_out_nothing_but_white_space(text: str, marks: list[Mark]) -> None:
    shown = "".join(piece.text for block in paragraphs(text, marks) for piece in block.pieces)
    assert "".join(shown.split()) == "".join(harmless(text).split())
    assert not any(block.left_out for block in paragraphs(text, marks))


@settings(deadline=None)
@given(text=TEXTS, marks=MARKS, context=st.integers(0, 30))
def test_an_excerpt_holds_every_marked_character(text: str, marks: list[Mark], context: int) -> None:
    places = set()
    for block in paragraphs(text, marks, context=context):
        for piece in block.pieces:
            places.update(range(piece.start, piece.start + len(piece.text)))
    for mark in marks:
        if 0 <= mark.start < min(mark.end, len(text)):
            wanted = {n for n in range(mark.start, min(mark.end, len(text))) if not text[n].isspace()}
            assert wanted <= places


def test_a_dateline_belongs_to_its_paragraph() -> None:
    text = "Title\n\nPARIS, May 2 - The bank closed.\n\n- One.\n- Two."
    kinds = [(block.kind, block.start) for block in paragraphs(text, ())]
    assert kinds == [("heading", 0), ("paragraph", 7), ("list_item", 40), ("list_item", 47)]


def test_what_could_steer_a_reader_is_replaced_one_for_one() -> None:
    text = "a\u202eb\x00c\r\nd\ud800e"
    assert harmless(text) == "a\ufffdb\ufffdc \nd\ufffde"
    assert len(harmless(text)) == len(text)
