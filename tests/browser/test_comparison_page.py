"""The page of a comparison in a browser: rows, filters, both texts scrolled together, hostile texts."""

from __future__ import annotations

import pytest

from claimcheck.reports.comparison_html import comparison_to_html

from ..reports.comparisons import comparison, matrix
from ..reports.test_comparison import hostile
from .conftest import Open

pytestmark = pytest.mark.slow


def long_comparison() -> bytes:
    """The comparison with long paragraphs around what both sides say, so that the panes can scroll."""
    import msgspec

    found = comparison()
    filler = "".join(f"\n\nParagraph {n} of no further interest." for n in range(120))
    texts = {sha: text + filler for sha, text in found.texts.items()}
    return comparison_to_html(msgspec.structs.replace(found, texts=texts))


def test_both_sides_of_a_row_stand_at_one_height_and_their_differing_words_are_marked(
    open_page: Open,
) -> None:
    page = open_page(comparison_to_html(comparison()))
    row = page.locator("article.row").filter(has_text="350 million")
    left, right = row.locator(".side.left"), row.locator(".side.right")
    one, other = left.bounding_box(), right.bounding_box()
    assert one is not None
    assert other is not None
    assert abs(one["y"] - other["y"]) < 1
    assert other["x"] > one["x"] + one["width"] / 2
    assert any("350" in text for text in left.locator("mark").all_inner_texts())
    assert any("150" in text for text in right.locator("mark").all_inner_texts())


def test_on_a_narrow_screen_the_sides_stand_below_each_other(open_page: Open) -> None:
    page = open_page(comparison_to_html(comparison()), viewport={"width": 390, "height": 800})
    row = page.locator("article.row").filter(has_text="350 million")
    one, other = (row.locator(f".side.{side}").bounding_box() for side in ("left", "right"))
    assert one is not None
    assert other is not None
    assert other["y"] >= one["y"] + one["height"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_ladder_shows_where_both_stand(open_page: Open) -> None:
    page = open_page(comparison_to_html(comparison()))
    told = page.locator(".ladder svg").first.get_attribute("aria-label")
    assert told is not None
    assert "Left: rung 8" in told
    assert "Right: rung 4" in told


def test_rows_can_be_searched_and_filtered_by_class(open_page: Open) -> None:
    page = open_page(comparison_to_html(comparison()))
    page.fill("#words", "350 million")
    assert page.locator("article.row:visible").count() == 1
    page.fill("#words", "")
    before = page.locator("article.row:visible").count()
    page.locator("#kinds input[value='they differ']").uncheck()
    assert page.locator("article.row:visible").count() == before - 1
    assert "rows shown" in page.locator("#count").inner_text()


def test_scrolling_one_text_brings_the_other_along(open_page: Open) -> None:
    page = open_page(long_comparison(), viewport={"width": 1200, "height": 500})
    page.evaluate("document.querySelectorAll('.panes .pane').forEach((p) => { p.style.height = '90px'; })")
    page.evaluate("document.getElementById('pane-left').scrollTop = 60")
    page.wait_for_function("document.getElementById('pane-right').scrollTop > 0")
    page.uncheck("#together")
    held = page.evaluate("document.getElementById('pane-right').scrollTop")
    page.evaluate("document.getElementById('pane-left').scrollTop = 0")
    page.wait_for_timeout(150)
    assert page.evaluate("document.getElementById('pane-right').scrollTop") == held


def test_a_row_leads_to_its_words_in_both_texts(open_page: Open) -> None:
    page = open_page(long_comparison())
    page.locator("article.row").filter(has_text="350 million").locator("a.jump").click()
    assert page.locator("#pane-left .st.on").inner_text() == "The price is 350 million crowns."
    assert page.locator("#pane-right .st.on").inner_text() == "The price is 150 million crowns."


def test_without_script_everything_can_be_read(open_page: Open) -> None:
    page = open_page(comparison_to_html(comparison()), java_script_enabled=False)
    assert page.locator("article.row").filter(has_text="150 million").is_visible()
    assert page.locator("#pane-right").is_visible()
    assert not page.locator("#words").is_visible()


def test_hostile_texts_do_nothing(open_page: Open) -> None:
    page = open_page(comparison_to_html(hostile()))
    assert page.evaluate("window.hurt") is None
    assert page.locator("img, iframe").count() == 0


def test_the_matrix_can_leave_out_what_one_source_says_alone(open_page: Open) -> None:
    page = open_page(comparison_to_html(matrix()))
    assert page.locator("tbody tr:visible").count() == 2
    page.uncheck("#alone")
    assert page.locator("tbody tr:visible").count() == 1
