from __future__ import annotations

import gc
import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimcheck.language.blocks import content_start, split_blocks
from claimcheck.language.sentences import split_sentences

DATA = Path(__file__).parent / "data"
TUNED = DATA / "sentences_tuned.jsonl"
HELDOUT = DATA / "sentences_heldout.jsonl"
HELDOUT_FLOOR = 0.93
"""Exact-match F1 that the held-out cases, which nobody tunes on, must reach."""
SPEED_FLOOR = 1_000_000
"""Characters a CPU second on ordinary prose."""

# Gold files may give the marks in front of list items, headings and quotations or leave them out.
MARK = re.compile(
    r"(?:#{1,6}|[-*•·–—]|\((?:[a-z]{1,2}|[ivx]{1,5}|\d{1,3})\)|\d{1,3}[.)]|[a-z]\)|(?:>\s?)+)\s+"
)


def read_cases(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def gold_spans(case):
    spans, at = set(), 0
    for sentence in case["sentences"]:
        start = case["text"].index(sentence, at)
        at = start + len(sentence)
        spans.add(bare_span(case["text"], start, at))
    return spans


def bare_span(text, start, end):
    mark = MARK.match(text, start, end)
    return (mark.end() if mark and mark.end() < end else start), end


def found_spans(text):
    return {bare_span(text, sentence.start, sentence.end) for sentence in split_sentences(text)}


def exact_f1(cases):
    """Micro-averaged F1 of exact spans, and the texts of the cases that are not wholly right."""
    hits = found = wanted = 0
    wrong = []
    for case in cases:
        gold, ours = gold_spans(case), found_spans(case["text"])
        hits, found, wanted = hits + len(gold & ours), found + len(ours), wanted + len(gold)
        if gold != ours:
            wrong.append(case["text"])
    return 2 * hits / (found + wanted), wrong


def texts(source):
    return [sentence.text for sentence in split_sentences(source)]


@pytest.mark.parametrize("case", read_cases(TUNED), ids=lambda case: f"{case['kind']}: {case['text'][:40]}")
def test_a_tuned_case_is_split_exactly_as_labelled(case):
    assert texts(case["text"]) == case["sentences"]


def test_the_tuned_cases_are_many_and_of_many_kinds():
    cases = read_cases(TUNED)
    assert len(cases) >= 70
    assert len({case["kind"] for case in cases}) >= 12
    assert len({case["text"] for case in cases}) == len(cases)


@pytest.mark.skipif(not HELDOUT.exists(), reason="the held-out cases are not there")
def test_the_held_out_cases_reach_the_floor():
    score, wrong = exact_f1(read_cases(HELDOUT))
    assert score >= HELDOUT_FLOOR, f"F1 {score:.3f}; {len(wrong)} cases differ"


def test_the_scorer_counts_a_merged_pair_as_wrong():
    case = {"text": "Mr. Li left. He was late.", "sentences": ["Mr. Li left. He was late."]}
    score, wrong = exact_f1([case])
    assert score == 0.0
    assert wrong == [case["text"]]


def test_the_scorer_disregards_a_mark_before_a_list_item():
    case = {"text": "- Cut tariffs.\n- Meet.", "sentences": ["- Cut tariffs.", "Meet."]}
    assert exact_f1([case]) == (1.0, [])


def test_a_sentence_knows_its_block_and_kind():
    text = "# Pact signed\n\nBEIJING — Both sides signed. It was late.\n\n- One point.\n\n> Quoted."
    sentences = split_sentences(text)
    blocks = split_blocks(text)
    assert [sentence.kind for sentence in sentences] == [
        "heading", "dateline", "paragraph", "paragraph", "list_item", "quote",
    ]  # fmt: skip
    for sentence in sentences:
        block = blocks[sentence.block]
        assert block.kind == sentence.kind
        assert block.start <= sentence.start < sentence.end <= block.end


def test_four_claims_in_one_quotation_are_four_sentences():
    text = "“We agreed on chips. We agreed on cars. We agreed on soy. We agreed on rice.”"
    assert len(split_sentences(text)) == 4


def test_a_bare_claim_without_a_full_stop_is_a_paragraph():
    (sentence,) = split_sentences("China approved the TikTok deal")
    assert (sentence.text, sentence.kind) == ("China approved the TikTok deal", "paragraph")


def test_a_text_without_words_has_no_sentences():
    assert split_sentences("") == ()
    assert split_sentences(" \n\t\r\n ") == ()
    assert split_sentences("---\n\n###\n\n* * *") == ()


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end_separates_paragraphs(line_end):
    text = f"First one.{line_end}{line_end}Second one."
    assert texts(text) == ["First one.", "Second one."]


def check_invariants(text):
    sentences = split_sentences(text)
    blocks = split_blocks(text)
    covered = bytearray(len(text))
    at = 0
    for sentence in sentences:
        assert at <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text == sentence.text.strip()
        covered[sentence.start : sentence.end] = b"\1" * (sentence.end - sentence.start)
        at = sentence.end
    for block in blocks:
        start = content_start(block)
        covered[block.start : start] = b"\1" * (start - block.start)
    bare = [text[i] for i in range(len(text)) if not covered[i] and not text[i].isspace()]
    assert bare == []
    assert split_sentences(text) == sentences


FRAGMENTS = st.sampled_from(
    ["U.S.", "Mr.", "p.m.", " ", "  ", "\n", "\n\n", "\r\n", "- ", "1. ", "(a) ", "> ", "# ", "Sec. 2.", "“",
     "”", '"', "'", ")", "(", "[1]", "...", "…", "!", "?", ".", "WASHINGTON, Sept. 26 - ", "(Reuters) -",
     "The deal", "is done", "Trump", "said", "3.5", "•", "—", "---", "THE PRESIDENT: ", "Q ", "deal.He", "。",
     "中文", "¹", "\u00a0", "\x85", "\ufeff", "\U0001f600", "İ", "ß", "a", "B"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(FRAGMENTS, max_size=40).map("".join))
@example("# \u00a0U.S.")
@example("- \u2028- A. - B")
@example(">>>>>>>>>> a\n> > b")
def test_sentences_are_ordered_disjoint_verbatim_and_cover_what_looks_like_prose(text):
    check_invariants(text)


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=200))
def test_sentences_are_ordered_disjoint_verbatim_and_cover_any_text(text):
    check_invariants(text)


def cpu_seconds(text, repeats):
    best = float("inf")
    for _ in range(repeats):
        start = time.process_time()
        split_sentences(text)
        best = min(best, time.process_time() - start)
    return best


LONG = ['"', "“", ".", "(", "\n", " ", "a."]
OTHERS = [
    ")", "a. ", "A. ", "A.\n", "?! ", "…", "U.S. ", ". ", "[1]", ".[1]", "- ", "- a\n", "- A. ", "> ",
    "> a\n", "#", "# ", "1. ", "(a) ", "(a) A. ", "A ", "A\n", "WASHINGTON, ", "A.B", "Sec. 2. A ",
    ".\t\n", "• A. ", "— ", "|", "x", "ABC, D", "said. ", "9.", ")\n", "?” A said ", "Mr. A-", "\u2028",
    "\r", "---\n1. ",
]  # fmt: skip
HOSTILE = [(unit, 60_000) for unit in LONG] + [(unit, 12_000) for unit in OTHERS]


@pytest.mark.parametrize(("unit", "size"), HOSTILE, ids=ascii)
def test_time_grows_with_the_length_of_hostile_text_and_no_faster(unit, size):
    gc.collect()
    short, long = unit * (size // len(unit)), unit * (10 * size // len(unit))
    # Ten times the text may take ten times as long; a quadratic method would take a hundred times.
    assert cpu_seconds(long, 1) <= 35 * max(cpu_seconds(short, 2), 0.005)


@pytest.mark.parametrize(
    "text",
    [
        "A. " + " " * 2_000_000 + "b",
        "AB" * 1_000_000,
        "WASHINGTON" + " " * 10**6 + "-" + " " * 10**6 + "a",
        '"' * 10**7,
    ],
    ids=["white space", "capitals", "stretched dateline", "quotation marks"],
)
def test_a_single_huge_run_takes_no_more_than_seconds(text):
    assert cpu_seconds(text, 1) < 5


def test_ordinary_prose_is_split_at_a_million_characters_a_second():
    cases = [case["text"] for case in read_cases(TUNED) if case["kind"] not in ("list", "headline")]
    text = "\n\n".join(cases * 60)
    assert len(text) / cpu_seconds(text, 3) > SPEED_FLOOR


CORPUS = Path(__file__).parents[2] / "../shared"


@pytest.mark.skipif(not CORPUS.exists(), reason="the shared case folder is not next to this checkout")
def test_the_invariants_hold_on_real_articles_and_statements():
    paths = sorted(CORPUS.glob("cases/*/*.md")) + sorted(CORPUS.glob("cases/*/official/*.md"))
    assert paths
    for path in paths:
        check_invariants(path.read_text(encoding="utf-8"))
