from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.records import Report
from claimcheck.reports.decisions import Decision, Decisions, merge
from claimcheck.reports.html import to_html

from .pages import ARTICLE, BANK, claim, document, evidence, harbour, report, verdict

GOLDEN = Path(__file__).parent / "golden" / "report_page.html"
HOSTILE = (
    "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'><a href=javascript:alert(3)>"
    "{{ 7*7 }}\x00\x07\u202e\u2066\ud800</style>&lt;"
)
EMPTY = {"meta", "input", "link", "br", "img", "hr"}


class Tree(HTMLParser):
    """Start tags with their attributes, the text, and whether all elements are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), (tag, attrs)
        self.tags.append((tag, dict(attrs)))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texts.append(data)

    def attributes(self, name: str) -> list[str]:
        return [value or "" for _, found in self.tags for key, value in found.items() if key == name]


def page(found: Report, **options: Any) -> str:
    return to_html(found, **options).decode("utf-8")


def body(html: str) -> str:
    """What the page shows of the report: without style, scripts, drawings and what the codes mean.

    Drawings and explanations follow lexicons that have tests of their own.
    """
    shown = html[html.index('<header class="top">') : html.index('<section class="after" id="codes"')]
    return re.sub(r'<figure class="ladder.*?</figure>', "", shown, flags=re.DOTALL)


def test_the_page_is_laid_out_as_it_was() -> None:
    assert body(page(harbour(), error_budget="2 of 9 wrong.")) == GOLDEN.read_text(encoding="utf-8")


def test_the_page_is_well_formed_and_its_ids_are_unique_and_all_links_within_it_lead_somewhere() -> None:
    tree = Tree(page(harbour()))
    assert tree.open == []
    ids = tree.attributes("id")
    assert len(ids) == len(set(ids))
    links = [link[1:] for link in tree.attributes("href") if link.startswith("#")]
    assert len(links) > 10
    assert set(links) <= set(ids)
    named = [name for value in tree.attributes("aria-labelledby") for name in value.split()]
    assert set(named) - {"dialog-h"} <= set(ids)


def test_the_page_loads_nothing_and_its_policy_allows_nothing_but_its_own_scripts_and_style() -> None:
    html = page(harbour())
    tree = Tree(html)
    assert not tree.attributes("src")
    assert not tree.attributes("style")
    assert not {tag for tag, _ in tree.tags} & {"link", "img", "iframe", "object", "embed", "base"}
    assert not [name for _, found in tree.tags for name in found if name.startswith("on")]
    assert not re.search(r"@import|url\(", html)
    (policy,) = (found["content"] for tag, found in tree.tags if found.get("http-equiv"))
    assert policy is not None
    inline = re.findall(r"<(style|script)>(.*?)</\1>", html, re.DOTALL)
    hashes = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for _, text in inline}
    assert len(inline) == 3
    assert set(re.findall(r"'sha256-([^']+)'", policy)) == hashes
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_hostile_texts_stay_texts() -> None:
    talks = evidence("bank", BANK, "The bank was founded in 1870.")
    bad = msgspec.structs.replace(talks, text=HOSTILE)
    found = verdict("contradicted", found=(bad,))
    one = claim(1, HOSTILE, HOSTILE, {HOSTILE: found}, id=HOSTILE, standalone=HOSTILE * 2)
    made = report(HOSTILE, (one,), {HOSTILE: {"bank": HOSTILE}}, title=HOSTILE)
    entry = msgspec.structs.replace(document("bank", HOSTILE), url="javascript:alert(4)", date=HOSTILE)
    made = msgspec.structs.replace(
        made,
        parties={HOSTILE: msgspec.structs.replace(made.parties[HOSTILE], documents=(entry,))},
        warnings=(HOSTILE,),
    )
    html = page(made, error_budget=HOSTILE)
    tree = Tree(html)
    tags = [tag for tag, _ in tree.tags]
    assert "img" not in tags
    assert tags.count("script") == 3
    assert not [link for link in tree.attributes("href") if "javascript" in link.lower()]
    assert "49" not in "".join(re.findall(r"\{\{.*?\}\}", html))
    assert not re.search("[\x00\x07\u202a-\u202e\u2066-\u2069]", html)
    data = json.loads(re.search(r'id="data">(.*?)</script>', html, re.DOTALL)[1])  # type: ignore[index]
    assert data["claims"][0]["claim"] == HOSTILE * 2
    assert data["parties"] == [HOSTILE]


@settings(deadline=None, max_examples=30)
@given(texts=st.lists(st.text(min_size=1, max_size=60), min_size=3, max_size=3))
def test_whatever_the_texts_the_page_is_well_formed(texts: list[str]) -> None:
    article, party, source = texts
    found = verdict("contradicted", found=(evidence("d", source, source),))
    one = claim(1, article, article, {party: found})
    tree = Tree(page(report(article, (one,), {party: {"d": source}})))
    assert tree.open == []
    assert len(tree.attributes("data-n")) > 1


def test_the_article_is_shown_whole_and_in_order() -> None:
    html = page(harbour())
    article = html[html.index('<div class="text">') : html.index('<section class="pane" id="findings"')]
    article = article.removesuffix("</section>\n")
    shown = "".join(Tree(re.sub(r"<a class=\"tag.*?</a>", "", article)).texts)
    assert " ".join(shown.split()) == " ".join(ARTICLE.split())


def test_a_claim_within_another_keeps_both_numbers() -> None:
    html = page(harbour())
    assert 'data-c="2 1">it will keep all jobs</span>' in html
    assert 'data-c="1" data-w="1">was closed</span>' in html


def test_reasons_name_the_party_and_both_wordings() -> None:
    html = page(harbour())
    assert "Bank speaks only of “in talks”; the article says “was closed”." in html
    assert "Nothing that was found in Bank&#39;s documents speaks to it." in html
    assert "Port has no document that could be searched." in html
    assert "Said by the union." in html


def test_the_ladder_tells_its_drawing_in_words() -> None:
    labels = Tree(page(harbour())).attributes("aria-label")
    (told,) = [label for label in labels if label.startswith("How far")]
    assert "Article: rung 9, done (“was closed”)" in told
    assert "Bank: rung " in told


def test_claims_not_worth_a_check_are_there_but_hidden() -> None:
    html = page(harbour())
    assert '<tr data-n="3" class="minor">' in html
    assert '<html lang="en">' in html
    assert '<html lang="en" class="all">' in page(harbour(), show_all=True)
    assert "<b>2</b> claims" in html
    assert "<b>3</b> claims" in page(harbour(), show_all=True)


def test_only_the_cited_passages_of_a_long_document_are_shown() -> None:
    filler = "The weather was fine on the whole. " * 400
    text = f"{filler}\n\n{BANK}\n\n{filler}"
    found = verdict("supported", found=(evidence("d", text, "No contract has been signed."),))
    one = claim(1, ARTICLE, "Gulls cried.", {"Bank": found})
    html = page(report(ARTICLE, (one,), {"Bank": {"d": text}}))
    assert f"A long document ({len(text):,} characters)" in html
    assert html.count("characters not shown") == 2
    assert html.count("The weather was fine") < 100
    assert len(html) < 200_000


def test_a_report_without_texts_shows_its_claims_and_the_passages_that_it_quotes() -> None:
    html = page(msgspec.structs.replace(harbour(), texts={}))
    assert "the full text was left out of the report" in html
    assert "No contract has been signed." in html[html.index('id="sources"') :]
    assert "it will keep all jobs" in html[html.index('id="article"') : html.index('id="findings"')]
    assert Tree(html).open == []


def test_claims_that_were_handed_in_need_no_article() -> None:
    made = harbour()
    claims = tuple(msgspec.structs.replace(one, start=None, end=None) for one in made.claims)
    html = page(msgspec.structs.replace(made, article=None, claims=claims, texts={}))
    assert "Claims that were handed in" in html
    assert "the claim says “was closed”" in html
    assert Tree(html).open == []


def test_claims_held_each_against_its_own_document_stand_in_a_list(make: Any) -> None:
    names = [f"Source {n}" for n in range(12)]
    claims = [make.claim(name[7:], "It rained.", {name: make.verdict("not_mentioned")}) for name in names]
    made = make.report({name: (make.document(name[7:], path=""),) for name in names}, *claims)
    html = page(msgspec.structs.replace(made, article=None))
    assert 'class="one-each"' in html
    assert html.count("<th scope=") == 3 + 12


def test_a_report_of_every_kind_of_claim_is_well_formed(typical: Report) -> None:
    assert Tree(page(typical)).open == []


def test_decisions_stand_beside_their_verdicts_and_lost_ones_in_a_list() -> None:
    made = harbour()
    kept = Decision(
        claim=made.claims[0].standalone,
        party="Bank",
        decision="overruled",
        label="overstated",
        new_label="supported",
        comment="See <page 2>.",
        at="2025-03-03T10:00:00Z",
    )
    lost = Decision(claim="It rained.", party="Bank", decision="confirmed", label="supported")
    html = to_html(merge(made, Decisions(decisions=(kept, lost)))).decode()
    assert "Reviewer: overruled: supported. See &lt;page 2&gt;." in html
    assert '<small class="rev">overruled: supported</small>' in html
    assert "<q>It rained.</q> Bank: confirmed. The article no longer says this" in html


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", " JavaScript:x", "file:///etc"])
def test_only_links_to_web_pages_are_links(url: str) -> None:
    made = harbour()
    entry = msgspec.structs.replace(made.parties["Bank"].documents[0], url=url)
    bank = msgspec.structs.replace(made.parties["Bank"], documents=(entry,))
    html = page(msgspec.structs.replace(made, parties={**made.parties, "Bank": bank}))
    assert url.strip() not in html


def test_the_same_report_gives_the_same_page() -> None:
    assert to_html(harbour()) == to_html(harbour())
