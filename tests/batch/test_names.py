from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from claimcheck.batch.names import result_names


def test_a_result_is_named_like_its_article() -> None:
    sources = (
        "a/talks.md",
        "b/deal.jsonl.gz#row 5",
        "-",
        "https://example.org/news/call/?id=3",
        "https://example.org",
    )
    assert list(result_names(sources, ".html", {}).values()) == [
        "talks.html",
        "deal-row_5.html",
        "stdin.html",
        "call.html",
        "example.org.html",
    ]


def test_articles_of_one_name_get_names_that_do_not_depend_on_their_order() -> None:
    names = result_names(("a/x.md", "b/X.txt", "c/y.md"), ".json", {})
    assert names == result_names(("c/y.md", "b/X.txt", "a/x.md"), ".json", {})
    assert names["c/y.md"] == "y.json"
    assert len({name.lower() for name in names.values()}) == 3


def test_the_result_of_another_article_keeps_its_name() -> None:
    assert result_names(("b/x.md",), ".json", {"x.json": "b/x.md"}) == {"b/x.md": "x.json"}
    (name,) = result_names(("b/x.md",), ".json", {"x.json": "a/x.md"}).values()
    assert name.startswith("x-")
    assert name.endswith(".json")


@given(st.lists(st.text(min_size=1), unique=True))
def test_names_are_safe_and_no_two_sources_share_one(sources: list[str]) -> None:
    names = result_names([source for source in sources if "\0" not in source], ".json", {})
    assert len({name.lower() for name in names.values()}) == len(names)
    for name in names.values():
        assert not name.startswith(".")
        assert not set('/\\:*?"<>|\n\t') & set(name)
        assert len(name) < 110
