from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.blocks import content_start, split_blocks


def kinds_and_texts(source):
    return [(block.kind, block.text) for block in split_blocks(source)]


def contents(source):
    return [source[content_start(block) : block.end] for block in split_blocks(source)]


def test_a_blank_line_separates_paragraphs():
    assert kinds_and_texts("One is here.\n \t\nTwo is here.") == [
        ("paragraph", "One is here."),
        ("paragraph", "Two is here."),
    ]


def test_a_soft_wrap_joins_and_keeps_its_line_break():
    text = "The agreement with the United\nStates was signed in\nBusan."
    assert kinds_and_texts(text) == [("paragraph", text)]


def test_a_capital_after_a_line_that_ends_a_sentence_starts_a_paragraph():
    assert len(split_blocks("The talks ended.\nThe market rose.")) == 2


def test_a_capital_after_a_line_that_ends_in_an_abbreviation_does_not():
    assert len(split_blocks("The letter was signed by Mr.\nOrtiz on Monday evening in the capital.")) == 1


def test_a_line_that_begins_with_a_closing_mark_goes_on():
    assert len(split_blocks("He called it “a deal.\n” Nobody else did so.")) == 1


def test_a_markdown_heading_ends_at_its_line():
    text = "## Next steps\nThe talks go on."
    assert kinds_and_texts(text) == [("heading", "## Next steps"), ("paragraph", "The talks go on.")]
    assert contents(text) == ["Next steps", "The talks go on."]


@pytest.mark.parametrize(
    "line",
    [
        "JOINT STATEMENT",
        "Leaders Agree on Trade Pact With the EU",
        "Next steps",
        "CHINESE ACTIONS:",
        "“Grand Bargain” at Last",
    ],
)
def test_a_short_line_that_stands_alone_is_a_heading(line):
    text = f"The talks ended in May.\n\n{line}\n\nThe text is public."
    assert [block.kind for block in split_blocks(text)] == ["paragraph", "heading", "paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "The talks go on.",
        "Recognizing the importance of trade;",
        "The Parties agree:",
        "and so it went",
        "Dear Mr. Speaker,",
    ],
)
def test_a_line_with_end_punctuation_or_in_lower_case_is_no_heading(line):
    text = f"The talks ended in May.\n\n{line}\n\nThe text is public."
    assert [block.kind for block in split_blocks(text)] == ["paragraph"] * 3


def test_the_first_line_of_a_text_is_its_headline_in_any_case():
    text = "Fed holds rates at 3.5%-3.75% in a vote that split its board\n\nThe board met on Wednesday."
    assert [block.kind for block in split_blocks(text)] == ["heading", "paragraph"]


def test_a_title_case_line_above_longer_prose_is_a_heading_without_a_blank_line():
    text = "Leaders Agree on Trade\nThe leaders of the two countries agreed on trade after a day of talks."
    assert [block.kind for block in split_blocks(text)] == ["heading", "paragraph"]


def test_a_lone_line_is_a_paragraph():
    assert [block.kind for block in split_blocks("Trump Meets Xi in Busan")] == ["paragraph"]


@pytest.mark.parametrize("mark", ["- ", "* ", "• ", "1. ", "12) ", "(a) ", "(iv) ", "(2) ", "a) "])
def test_a_marked_line_is_a_list_item(mark):
    text = f"It says:\n{mark}Tariffs fall.\n\nAnd more."
    assert kinds_and_texts(text)[1] == ("list_item", f"{mark}Tariffs fall.")
    assert contents(text)[1] == "Tariffs fall."


def test_a_wrapped_list_item_is_one_block():
    text = "- Tariffs on cars and\n  parts of cars fall.\n- Others stay."
    assert contents(text) == ["Tariffs on cars and\n  parts of cars fall.", "Others stay."]


def test_numbered_items_without_full_stops_are_told_by_their_sequence():
    assert contents("1. Cut tariffs\n2. Open markets\n3. Meet again") == [
        "Cut tariffs",
        "Open markets",
        "Meet again",
    ]


def test_a_date_broken_over_two_lines_is_no_list_item():
    text = "They met in Washington on August\n25. It was their first meeting."
    assert kinds_and_texts(text) == [("paragraph", text)]


def test_a_list_flattened_into_one_line_is_cut_into_its_items():
    text = "- Toyota moves a line to Texas. - Honda builds in Indiana. It hires. - Nissan waits."
    assert contents(text) == [
        "Toyota moves a line to Texas.",
        "Honda builds in Indiana. It hires.",
        "Nissan waits.",
    ]


def test_clauses_run_together_are_cut_after_a_full_stop_only():
    text = "(a) The chair shall (i) lead; and (ii) report. (b) The board meets each year."
    assert contents(text) == ["The chair shall (i) lead; and (ii) report.", "The board meets each year."]


def test_a_dash_inside_a_list_item_does_not_cut_it():
    text = "- The firm - Korea's largest - will invest in the U.S. - China trade."
    assert kinds_and_texts(text) == [("list_item", text)]


def test_quoted_lines_are_a_quote_block():
    text = "> We agree on all of the\n> points of the text.\n\nSo he said."
    assert kinds_and_texts(text) == [
        ("quote", "> We agree on all of the\n> points of the text."),
        ("paragraph", "So he said."),
    ]


@pytest.mark.parametrize(
    "prefix",
    [
        "WASHINGTON, Sept. 26 -",
        "ISLAMABAD, Oct. 15, 2025 -",
        "(Reuters) -",
        "SEOUL, South Korea (AP) —",
        "NEW DELHI (Reuters) -",
        "BEIJING, May 12 (Xinhua) --",
        "ST. PAUL, Minn. –",
        "BRUSSELS —",
        "WASHINGTON, D.C. —",
        "Washington, DC – October 14, 2025:",
        "Washington, D.C. –",
        "Sept. 26 (UPI) --",
    ],
)
def test_a_dateline_is_its_own_block_and_covers_its_prefix_only(prefix):
    text = f"{prefix} The leaders of the two countries met on Monday."
    assert kinds_and_texts(text) == [
        ("dateline", prefix),
        ("paragraph", "The leaders of the two countries met on Monday."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "THE PRESIDENT: Good morning to all of you.",
        "SECURING A DEAL: Today the President signed the order.",
        "Apple, the maker of the phone – and others – objected to the plan.",
        "The U.S. – China talks ended on Monday without a result.",
    ],
)
def test_other_openings_are_no_dateline(text):
    assert kinds_and_texts(text) == [("paragraph", text)]


def test_a_dateline_after_a_headline_without_a_blank_line_starts_its_own_block():
    text = "Fed holds rates in split vote\nWASHINGTON, April 29 - The Fed left rates unchanged on Wednesday."
    assert [block.kind for block in split_blocks(text)] == ["heading", "dateline", "paragraph"]


def test_a_section_head_is_a_heading_above_its_first_clause():
    text = "Sec. 2. Determination. (a) The plan meets the test."
    assert kinds_and_texts(text) == [
        ("heading", "Sec. 2. Determination."),
        ("list_item", "(a) The plan meets the test."),
    ]


def test_a_section_without_a_title_is_a_paragraph():
    text = "Sec. 2. The Secretary shall report. The report is public."
    assert kinds_and_texts(text) == [("paragraph", text)]


def test_a_new_speaker_starts_a_block():
    text = "THE PRESIDENT: We signed it\nQ When did that happen, and where\nMS. ORTIZ: On Monday"
    assert len(split_blocks(text)) == 3


def test_a_line_of_marks_is_a_block_without_words():
    text = "It ends here.\n\n###"
    block = split_blocks(text)[-1]
    assert block.text == "###"
    assert content_start(block) == block.end


PIECES = st.sampled_from(
    ["- ", "* ", "• ", "1. ", "2. ", "(a) ", "> ", "# ", "## ", "\n", "\n\n", "\r\n", " ", "The deal",
     "is done.", "DEAL", ":", "WASHINGTON, Sept. 26 - ", "(AP) — ", "Sec. 2. Purpose. ", "—", "•", "|",
     "---", "\u2028", "\x0c", "”", ">", "Q "]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.one_of(st.lists(PIECES, max_size=30).map("".join), st.text(max_size=120)))
def test_blocks_are_ordered_disjoint_verbatim_and_cover_every_word(text):
    at = 0
    covered = set()
    for block in split_blocks(text):
        assert at <= block.start < block.end
        assert text[block.start : block.end] == block.text == block.text.strip()
        assert block.start <= content_start(block) <= block.end
        covered.update(range(block.start, block.end))
        at = block.end
    assert all(index in covered or text[index].isspace() for index in range(len(text)))
