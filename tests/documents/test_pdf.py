# ruff: noqa: E501  (samples read best on lines of their own length)
from __future__ import annotations

import difflib
import io
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.pdf import read
from claimcheck.documents.pdf_lines import Piece
from claimcheck.documents.pdf_order import reading_order, running
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import UnreadableInput
from tests.documents.pages import Story
from tests.documents.typeset import typeset

LEAST_RATIO = 0.93  # of the words, in their order


def paragraphs(count: int, seed: int = 3) -> list[str]:
    story = Story(seed)
    return [" ".join(story.sentence() for _ in range(5)) for _ in range(count)]


def extract(data: bytes) -> Extract:
    (found,) = read(Raw(data=data, name="a.pdf", where="a.pdf"))
    return found


def ratio(read_text: str, truth: str) -> float:
    """Share of words that come back in their order."""
    words = [re.findall(r"\w+", text) for text in (read_text, truth)]
    return difflib.SequenceMatcher(None, *words, autojunk=False).ratio()


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize("rowwise", [False, True])
@pytest.mark.parametrize("seed", [None, 1, 2])
def test_words_come_back_in_their_order(columns: int, rowwise: bool, seed: int | None) -> None:
    given = paragraphs(24)
    data = typeset(
        given, columns=columns, seed=seed, rowwise=rowwise, head="The Gazette {page}", foot="- {page} -"
    )
    found = extract(data)
    assert ratio(found.text, "\n".join(given)) >= LEAST_RATIO
    assert found.doubt == ""
    assert found.reader.startswith("pypdfium2 ")


def test_paragraphs_come_back_as_blocks() -> None:
    given = paragraphs(5)
    assert extract(typeset(given, seed=1)).text.split("\n\n") == given


def test_pages_begin_where_their_words_do() -> None:
    given = [f"Paragraph number {i} says that {'the talks go on and on ' * 12}." for i in range(60)]
    data = typeset(given, seed=None)
    found = extract(data)
    import pypdfium2

    pages = pypdfium2.PdfDocument(data)
    assert len(found.pages) == len(pages) == 4
    for number, start in enumerate(found.pages):
        first = pages[number].get_textpage().get_text_range().split("\r\n")[0]
        assert found.text[start:].startswith(first)


def test_running_heads_feet_and_page_numbers_are_dropped() -> None:
    data = typeset(paragraphs(40), head="Journal of Trade, vol. 7, p. {page}", foot="Page {page} of 3")
    text = extract(data).text
    assert "Journal of Trade" not in text
    assert not re.search(r"Page \d of", text)


def test_a_single_page_loses_its_number_only() -> None:
    text = extract(typeset(paragraphs(3), foot="- {page} -", head="Joint statement")).text
    assert text.startswith("Joint statement")
    assert "- 1 -" not in text


def test_a_heading_that_stands_at_the_top_of_each_page_with_other_words_stays() -> None:
    rows = [[Piece(f"{word} of the treaty", 60, 200, 700, 710), *body()] for word in ("Scope", "Term", "End")]
    assert not any(piece.top == 710 for page in running(rows) for piece in page)


def body() -> list[Piece]:
    return [Piece(f"Line {i} of this page of words.", 60, 500, 600 - 12 * i, 610 - 12 * i) for i in range(9)]


def test_words_cut_at_line_ends_are_made_whole_and_compounds_keep_their_hyphen() -> None:
    from claimcheck.documents.pdf_text import text_of

    def lines(*texts: str) -> list[Piece]:
        return [Piece(t, 60, 300, 600 - 12 * i, 610 - 12 * i) for i, t in enumerate(texts)]

    cut = lines(
        "the minis-", "ter met the long-", "term planners, the Anglo-", "American envoy and a well-", "being"
    )
    assert (
        text_of([cut]).text
        == "the minister met the long-term planners, the Anglo-American envoy and a well-being"
    )
    known = lines("A cooperation deal. The co-", "operation goes on.")
    assert text_of([known]).text == "A cooperation deal. The cooperation goes on."


def test_a_table_is_read_row_by_row() -> None:
    rows = [
        ("Steel", "25 percent"),
        ("Wheat", "5 percent"),
        ("Oil", "0 percent"),
        ("Gas", "1 percent"),
        ("Tin", "3"),
    ]
    pieces = [Piece(text, 60 + 200 * c, 120 + 200 * c, 600 - 12 * r, 610 - 12 * r)
              for r, row in enumerate(rows) for c, text in enumerate(row)]  # fmt: skip
    assert [line.text for line in reading_order(pieces)] == [" ".join(row) for row in rows]


def test_a_headline_across_both_columns_stands_before_them() -> None:
    columns = [Piece(f"column {c} line {r} with words", 60 + 250 * c, 280 + 250 * c, 500 - 12 * r, 510 - 12 * r)
               for r in range(8) for c in (0, 1)]  # fmt: skip
    top = Piece("A headline across the whole of the page", 60, 530, 600, 615)
    assert [line.text for line in reading_order([*columns, top])] == [
        top.text, *(f"column {c} line {r} with words" for c in (0, 1) for r in range(8)),
    ]  # fmt: skip


def scan(pages: int = 1) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target)
    for _ in range(pages):
        canvas.rect(100, 100, 300, 300, fill=1)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def test_a_pdf_without_text_layer_is_doubted_and_ocr_is_named() -> None:
    found = extract(scan())
    assert (found.text, found.doubt) == ("", "no_text")
    assert "no text layer" in found.warnings[0]
    assert "OCR" in found.warnings[0]


def test_pages_without_text_among_others_are_named() -> None:
    import pypdfium2

    both = pypdfium2.PdfDocument.new()
    for data in (typeset(paragraphs(2)), scan()):
        both.import_pages(pypdfium2.PdfDocument(data))
    target = io.BytesIO()
    both.save(target)
    found = extract(target.getvalue())
    assert found.doubt == "partial"
    assert found.warnings == ("1 of 2 pages without a text layer (scans?) were not read: page 2",)


def test_a_locked_pdf_says_so() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    target = io.BytesIO()
    canvas = Canvas(target, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(100, 100, "Secret words")
    canvas.save()
    with pytest.raises(UnreadableInput, match="locked with a password"):
        extract(target.getvalue())


@pytest.mark.parametrize("cut", [10, 200, 900])
def test_a_broken_pdf_is_refused_or_read_with_doubt(cut: int) -> None:
    with pytest.raises(UnreadableInput, match="the PDF is broken"):
        extract(typeset(paragraphs(2))[:cut])


def test_the_title_is_what_the_file_says_unless_a_program_put_it_there() -> None:
    assert extract(typeset(paragraphs(1), title="Joint Communiqué")).title == "Joint Communiqué"
    for made in ("Microsoft Word - draft.doc", "untitled", "final_v3.docx"):
        assert extract(typeset(paragraphs(1), title=made)).title == ""


@pytest.mark.parametrize(
    ("variable", "value", "what"), [("PAGES", "1", "pages"), ("TEXT_CHARACTERS", "500", "longer")]
)
def test_pages_and_text_are_bounded(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, what: str
) -> None:
    monkeypatch.setenv(f"CLAIMCHECK_LIMIT_{variable}", value)
    with pytest.raises(UnreadableInput, match=what):
        extract(typeset(paragraphs(30)))


def test_a_page_with_more_characters_than_are_read_is_doubted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMCHECK_LIMIT_PAGE_CHARACTERS", "100")
    found = extract(typeset(paragraphs(2)))
    assert found.doubt == "partial"
    assert "more characters than are read" in found.warnings[0]


PIECES = st.builds(
    lambda text, x, y, w, h: Piece(text, x, x + w, y, y + h),
    st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=40),
    st.floats(-100, 900), st.floats(-100, 900), st.floats(0, 500), st.floats(0, 40),
)  # fmt: skip


@settings(deadline=None, max_examples=60)
@given(pieces=st.lists(PIECES, max_size=40, unique=True))
def test_reading_order_loses_and_doubles_no_words(pieces: list[Piece]) -> None:
    words = sorted(word for line in reading_order(pieces) for word in line.text.split())
    assert words == sorted(word for piece in pieces for word in piece.text.split())


@settings(deadline=None, max_examples=60)
@given(pages=st.lists(st.lists(PIECES, max_size=8), max_size=5))
def test_the_pages_of_any_lines_begin_in_order_inside_the_text(pages: list[list[Piece]]) -> None:
    from claimcheck.documents.pdf_text import text_of

    found = text_of(pages)
    assert len(found.pages) == len(pages)
    assert list(found.pages) == sorted(found.pages)
    assert all(0 <= start <= len(found.text) for start in found.pages)


@settings(deadline=None, max_examples=40)
@given(data=st.binary(max_size=300), at=st.integers(0, 2000))
def test_any_damage_is_read_or_refused(data: bytes, at: int) -> None:
    damaged = bytearray(WHOLE)
    damaged[at : at + len(data)] = data
    try:
        assert "\0" not in extract(bytes(damaged)).text
    except UnreadableInput as error:
        assert error.where == "a.pdf"


WHOLE = typeset(["The ministry said on Monday that talks go on."])
