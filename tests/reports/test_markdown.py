"""The report as Markdown: what it tells, and that no text of others can become markup."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from claimcheck.reports.decisions import ReviewedReport, merge
from claimcheck.reports.markdown import escape, link, to_markdown

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "[click](javascript:alert(1))",
    "![x](http://evil.example/x.png)",
    "**bold** _low_ `code` ~~gone~~ ***",
    "| a | b |",
    "# heading",
    "- item",
    "1. item",
    "2) item",
    "+ item",
    "---",
    "> quote",
    "<http://evil.example>",
    "&lt;b&gt; &#x202e;",
    "\\[back\\]",
    "```\nfence",
    "[ref]: http://evil.example",
    "Title\n===",
    "\u202egnp.exe\x00\x1b[2J",
]
PLAIN = {"inline", "paragraph_open", "paragraph_close", "text"}


def kinds(markdown: str) -> set[str]:
    tokens = PARSER.parse(markdown)
    return {token.type for token in tokens} | {c.type for token in tokens for c in token.children or ()}


def seen(markdown: str) -> str:
    """The text that a reader sees of one line of Markdown."""
    tokens = PARSER.parse(markdown)
    return "".join(child.content for token in tokens for child in token.children or ())


@pytest.mark.parametrize("text", HOSTILE)
def test_an_escaped_text_is_plain_text(text: str) -> None:
    assert kinds(escape(text)) <= PLAIN


@given(st.text(alphabet=st.sampled_from("ab1 \\`*_{}[]()<>#+-.!|~&=:;\n\t\"'/"), max_size=40))
@settings(deadline=None, max_examples=300)
def test_a_reader_sees_an_escaped_text_as_it_was(text: str) -> None:
    escaped = escape(text)
    assert kinds(f"x {escaped}") <= PLAIN
    assert kinds(escaped) <= PLAIN
    assert seen(escaped) == " ".join(text.split())


@pytest.mark.parametrize("text", HOSTILE)
def test_a_report_full_of_hostile_texts_has_only_its_own_markup(port: ReviewedReport, text: str) -> None:
    report = port.report
    claims = tuple(
        msgspec.structs.replace(
            claim,
            id=text,
            text=text,
            standalone=text,
            verdicts={
                party: msgspec.structs.replace(
                    verdict,
                    evidence=tuple(msgspec.structs.replace(e, text=text) for e in verdict.evidence),
                    discrepancies=tuple(
                        msgspec.structs.replace(d, message=text) for d in verdict.discrepancies
                    ),
                )
                for party, verdict in claim.verdicts.items()
            },
        )
        for claim in report.claims
    )
    article = msgspec.structs.replace(report.article, title=text, path=text)
    changed = msgspec.structs.replace(report, claims=claims, article=article)
    plain, made = (kinds(to_markdown(merge(one)).decode()) for one in (report, changed))
    assert made <= plain
    tokens = PARSER.parse(to_markdown(merge(changed)).decode())
    addresses = {c.attrs.get("href") for t in tokens for c in t.children or () if c.type == "link_open"}
    assert addresses == {"https://bank.example/statement"}


@pytest.mark.parametrize("address", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", " //x"])
def test_only_web_addresses_are_linked(port: ReviewedReport, address: str) -> None:
    entry = port.report.parties["Central Bank"]
    document = msgspec.structs.replace(entry.documents[0], url=address)
    parties = port.report.parties | {
        "Central Bank": msgspec.structs.replace(entry, documents=(document,)),
    }
    text = to_markdown(merge(msgspec.structs.replace(port.report, parties=parties))).decode()
    assert "](<" not in text
    assert address.strip() not in text


def test_a_link_cannot_be_broken_out_of() -> None:
    made = link("a](b) <i>", 'https://x.example/>) "<b>')
    (opened,) = (c for t in PARSER.parse(made) for c in t.children or () if c.type == "link_open")
    assert opened.attrs["href"] == "https://x.example/%3E%29%20%22%3Cb%3E"
    assert "html_inline" not in kinds(made)


def test_the_table_has_a_column_for_each_party_and_marks_decisions(port: ReviewedReport) -> None:
    text = to_markdown(port).decode()
    assert "| # | Claim | Central Bank | Port Authority | City of Easthaven |" in text
    (row,) = re.findall(r"^\| 2 \|.*$", text, re.MULTILINE)
    assert "▲ overstated (**confirmed**) | ✗ contradicted (**confirmed**) | – no document |" in row


def test_a_claim_is_told_with_reason_passage_and_decision(port: ReviewedReport) -> None:
    text = to_markdown(port).decode()
    told = text[text.index("### Claim 3") : text.index("### Claim 4")]
    assert "> All jobs will be kept." in told
    assert "- **Port Authority: ✓ supported** — overruled by a person: overstated" in told
    assert "“All jobs will be kept for two years.” — Second note, 2025-02-27" in told
    assert "Comment: Only for two years." in told


def test_claims_with_a_party_of_their_own_share_one_column(make: Any) -> None:
    claims = [make.claim(str(n), "Sold.", {f"P{n}": make.verdict("supported")}) for n in range(3)]
    report = make.report({f"P{n}": () for n in range(3)}, *claims)
    text = to_markdown(merge(msgspec.structs.replace(report, article=None))).decode()
    assert text.startswith("# 3 claims handed in\n")
    assert "| # | Claim | Verdict |" in text


def test_a_long_claim_is_cut_in_the_table_and_whole_below(port: ReviewedReport) -> None:
    claim = msgspec.structs.replace(port.report.claims[0], text="word " * 1_000, standalone="word " * 1_000)
    text = to_markdown(merge(msgspec.structs.replace(port.report, claims=(claim,)))).decode()
    (row,) = re.findall(r"^\| 1 \|.*$", text, re.MULTILINE)
    assert len(row) < 400
    assert "> " + " ".join(["word"] * 1_000) in text
