# ruff: noqa: E501  (samples read best on lines of their own length)
from __future__ import annotations

import re
import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.documents.html import read
from claimcheck.documents.raw import Extract, Raw
from claimcheck.errors import UnreadableInput
from claimcheck.language.blocks import split_blocks
from tests.documents.pages import LAYOUTS, Page, Story, layouts, page

LEAST_F1 = 0.97  # of the words of one layout
LEAST_MEAN_F1 = 0.99
PAGES = tuple(layouts())


def extract(html: str | bytes, **more: str) -> Extract:
    data = html.encode() if isinstance(html, str) else html
    (found,) = read(Raw(data=data, name="a.html", where="a.html", **more))
    return found


def f1(read_text: str, truth: str) -> float:
    """Harmonic mean of precision and recall of words, counted as often as they stand."""
    found, wanted = (Counter(re.findall(r"\w+", text)) for text in (read_text, truth))
    return 2 * (found & wanted).total() / (found.total() + wanted.total())


@pytest.mark.parametrize("given", PAGES, ids=lambda given: given.name)
def test_the_article_of_each_layout_is_found_whole_and_undoubted(given: Page) -> None:
    found = extract(given.html)
    assert f1(found.text, given.truth) >= LEAST_F1
    assert (found.doubt, found.warnings) == ("", ())


def test_the_mean_over_the_layouts_holds() -> None:
    assert len(LAYOUTS) >= 30
    assert sum(f1(extract(one.html).text, one.truth) for one in PAGES) / len(PAGES) >= LEAST_MEAN_F1


def test_title_day_author_site_and_address_are_read() -> None:
    story = Story(1)
    head = (
        '<link rel="canonical" href="https://example.org/news/1"><meta name="author" content="Jane Doe">'
        '<meta property="article:published_time" content="2025-05-01T23:10:00Z">'
        '<meta property="og:site_name" content="Example News">'
    )
    found = extract(page(story.title, f"<article><h1>{story.title}</h1>{story.p(5)}</article>", head))
    assert (found.title, found.date, found.author) == (story.title, "2025-05-01", "Jane Doe")
    assert (found.site, found.url) == ("Example News", "https://example.org/news/1")
    assert found.reader.startswith("trafilatura ")
    assert found.encoding == "utf-8"


def test_a_page_that_names_no_day_gets_none() -> None:
    story = Story(2)
    assert extract(page(story.title, f"<article>{story.p(5)}</article>")).date == ""


def test_headings_lists_quotations_and_tables_become_blocks_of_their_kind() -> None:
    story = Story(3)
    body = (
        f"<article><h1>{story.title}</h1>{story.p(2)}<h2>What comes next</h2>{story.p(1)}"
        "<ul><li>First the tariffs fall to 10 percent.<ul><li>Those on steel stay.</li></ul></li>"
        "<li>Then the quotas end.</li></ul><ol><li>Sign the treaty.</li><li>Ratify it.</li></ol>"
        "<blockquote><p>We are content with this.</p><p>All of it.</p></blockquote>"
        "<table><tr><th>Good</th><th>Tariff</th></tr><tr><td>Steel</td><td>25 percent</td></tr></table>"
        f"{story.p(2)}</article>"
    )
    found = extract(page(story.title, body))
    blocks = [(block.kind, block.text) for block in split_blocks(found.text)]
    assert blocks[0] == ("heading", f"# {story.title}")
    for wanted in (
        ("heading", "## What comes next"),
        ("list_item", "- First the tariffs fall to 10 percent."),
        ("list_item", "- Those on steel stay."),
        ("list_item", "- Then the quotas end."),
        ("list_item", "1. Sign the treaty."),
        ("list_item", "2. Ratify it."),
    ):
        assert wanted in blocks
    assert "> We are content with this." in found.text
    assert "| Good | Tariff |\n| Steel | 25 percent |" in found.text


def test_a_headline_that_the_article_leaves_out_is_put_before_it() -> None:
    story = Story(4)
    found = extract(
        page(story.title, f"<header><h1>{story.title}</h1></header><article>{story.p(5)}</article>")
    )
    assert found.text.startswith(f"# {story.title}\n\n")
    assert found.text.count(story.title) == 1


@pytest.mark.parametrize(
    ("declaration", "name"),
    [
        ('<meta charset="iso-8859-2">', "iso8859-2"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=windows-1250">', "cp1250"),
        ("<meta charset=gb2312>", "gb18030"),
    ],
)
def test_the_encoding_that_a_page_declares_is_used(declaration: str, name: str) -> None:
    words = (
        "The minister said that Łódź and Příbram agreed."
        if "gb" not in declaration
        else "北京 said it agreed."
    )
    html = page("T", f"<article><h1>T</h1><p>{words}</p>{Story(5).p(5)}</article>", declaration)
    found = extract(html.replace('<meta charset="utf-8">', "").encode(name))
    assert found.encoding == name
    assert words in found.text


def test_the_encoding_of_the_carrier_comes_before_that_of_the_page() -> None:
    html = page("T", f"<article><p>The café in Zürich stays open, he said.</p>{Story(6).p(5)}</article>")
    found = extract(html.encode("cp1252"), charset="windows-1252")
    assert "café in Zürich" in found.text
    assert extract(html.encode("utf-16")).encoding == "utf-16-le"


def wall(text: str) -> str:
    return page("Daily Example", f"<main><h1>Welcome</h1><p>{text}</p></main>")


@pytest.mark.parametrize(
    ("html", "what"),
    [
        (
            wall("We value your privacy. We and our partners store information on your device."),
            "a consent wall",
        ),
        (wall("Please verify you are human by completing the action below."), "a check for robots"),
        (wall("Access denied. You do not have permission to view this page today."), "an error page"),
        (wall("The talks went on. Subscribe to continue reading the rest of this article."), "a paywall"),
    ],
)
def test_what_stands_before_the_page_is_told_from_it(html: str, what: str) -> None:
    found = extract(html)
    assert found.doubt == "partial"
    assert what in found.warnings[0]


def test_an_article_about_cookies_is_no_wall() -> None:
    story = Story(7)
    story_html = (
        f"<article><h1>Court rules on cookies</h1><p>Sites ask users to accept all cookies.</p>{story.p(6)}"
    )
    assert extract(page("Court rules on cookies", story_html)).doubt == ""


def test_the_beginning_of_a_paid_article_is_doubted() -> None:
    story = Story(8)
    head = (
        '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": "False"}</script>'
    )
    found = extract(page(story.title, f"<article><h1>{story.title}</h1>{story.p(2)}</article>", head))
    assert found.doubt == "partial"
    assert "not free to read" in found.warnings[0]


def test_a_page_that_a_script_would_fill_has_no_text() -> None:
    found = extract(page("App", '<div id="root"></div><script>var a = "text text text";</script>'))
    assert (found.text, found.doubt) == ("", "no_text")
    assert "may need a browser" in found.warnings[0]


def test_an_extraction_much_shorter_than_its_page_is_doubted() -> None:
    from claimcheck.documents.walls import Signs, doubt_of

    signs = Signs(text="word " * 80, title="", seen=600, not_free=False, too_deep=False)
    assert doubt_of(signs) == ("partial", ("only 80 of the 600 words of the page were taken for its text",))
    assert doubt_of(signs._replace(seen=200)) == ("", ())


def test_a_page_nested_very_deeply_is_read_with_doubt() -> None:
    story = Story(9)
    html = page(
        story.title, f"<article><h1>{story.title}</h1>{story.p(5)}</article>" + "<div>" * 5000 + "deep"
    )
    found = extract(html)
    assert found.doubt == "partial"
    assert "nested very deeply" in found.warnings[0]


@pytest.mark.parametrize(("variable", "value"), [("HTML_BYTES", "500"), ("HTML_ELEMENTS", "20")])
def test_pages_are_bounded(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(f"CLAIMCHECK_LIMIT_{variable}", value)
    with pytest.raises(UnreadableInput, match=r"larger than 500|more than 20 elements"):
        extract(PAGES[0].html)


def test_a_bound_that_is_no_number_is_a_mistake_of_the_caller(monkeypatch: pytest.MonkeyPatch) -> None:
    from claimcheck.errors import UsageError

    for value in ("", "0", "-5", "many", "٣", "1" * 16):
        monkeypatch.setenv("CLAIMCHECK_LIMIT_HTML_BYTES", value)
        with pytest.raises(UsageError, match=r"CLAIMCHECK_LIMIT_HTML_BYTES: .* is not a whole number"):
            extract(PAGES[0].html)


PIECES = ["<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "<ul>", "<li>", "<blockquote>", "<br>", "<h2>",
          "</h2>", "<a href=x>", "</a>", "<!--", "-->", "<script>", "</script>", "&amp;", "&#0;", "&#xd800;", "<b", "'", '"',
          "The ministry said it agreed. ", "\0", "é", "\x85", "<svg>", "<math>", "<template>", "<html>", "<body>"]  # fmt: skip


@settings(deadline=None, max_examples=80)
@given(parts=st.lists(st.sampled_from(PIECES), max_size=60))
def test_any_markup_is_read_or_refused(parts: list[str]) -> None:
    try:
        text = extract("<html>" + "".join(parts)).text
    except UnreadableInput as error:
        assert "\n" not in str(error)
        return
    assert "\0" not in text
    assert text == text.strip("\n")
    text.encode("utf-8")


def test_the_time_grows_with_the_page() -> None:
    times = []
    for count in (1000, 4000):
        html = page(
            "T", "<article>" + "".join(f"<p>Line {i} of the text of this page.</p>" for i in range(count))
        )
        start = time.process_time()
        extract(html)
        times.append(time.process_time() - start)
    assert times[1] < 12 * times[0] + 1
