from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.attribution import find_attributions
from claimcheck.language.quotations import find_quotations, with_speakers
from claimcheck.language.sentences import split_sentences
from claimcheck.records import Attribution, Sentence

FRAGMENTS = (
    "he said", '"', "“", "”", "‘", "’", ", ", ". ", ": ", "; ", " that ", "according to", " Trump ", " Xi ",
    " the ministry ", " said to ", " was described by ", " and ", " but ", " who ", "(", ")", "\n\n", " -- ",
    " claim that ", " wants to ", " adding ", " is confident ", " reportedly ", " the plan ", " Monday ",
    "it's ", " 5 ", " won ", "?", " told reporters ", " walked ",
)  # fmt: skip


def find(text: str) -> tuple[Attribution, ...]:
    return find_attributions(text, split_sentences(text))


def summary(text: str) -> list[tuple[str | None, str, list[str]]]:
    return [
        (a.source.text if a.source else None, a.cue.text, [span.text for span in a.content])
        for a in find(text)
    ]


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join) | st.text(max_size=120))
@settings(deadline=None, max_examples=300)
def test_spans_are_verbatim_and_ordered_on_any_text(text: str) -> None:
    found = find(text)
    assert [a.cue.start for a in found] == sorted(a.cue.start for a in found)
    for attribution in found:
        spans = [attribution.cue, *attribution.content]
        spans.extend([attribution.source] if attribution.source else [])
        for span in spans:
            assert span.start < span.end
            assert text[span.start : span.end] == span.text
        assert attribution.content
        assert list(attribution.content) == sorted(attribution.content, key=lambda span: span.start)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("The minister said that talks had failed.", "The minister", "said", ["talks had failed"]),
        ("The minister said talks had failed.", "The minister", "said", ["talks had failed"]),
        ("Canada's premier said on Monday in Ottawa that it was over.", "Canada's premier", "said",
         ["it was over"]),
        ("The bank told reporters that rates would fall.", "The bank", "told", ["rates would fall"]),
        ("The bank said there was no deal.", "The bank", "said", ["there was no deal"]),
        ("The bank told reporters there would be none.", "The bank", "told", ["there would be none"]),
        ("The bank said there's no deal.", "The bank", "said", ["there's no deal"]),
        ("The report found that prices rose 3 percent.", "The report", "found", ["prices rose 3 percent"]),
        ("Talks would resume, said Maria Lopez, a spokeswoman.", "Maria Lopez, a spokeswoman", "said",
         ["Talks would resume"]),
        ("Talks would resume, the envoy said on Friday.", "the envoy", "said", ["Talks would resume"]),
        ("The plan, officials said, would cost $3 billion.", "officials", "said",
         ["The plan", "would cost $3 billion"]),
        ("According to the IMF, growth will slow.", "the IMF", "According to", ["growth will slow"]),
        ("Growth will slow, according to the IMF.", "the IMF", "according to", ["Growth will slow"]),
        ("The deal was described by Beijing as a framework.", "Beijing", "was described",
         ["The deal", "as a framework"]),
        ("The general is said to be ill.", None, "is said", ["The general", "to be ill"]),
        ("It is believed that the talks failed.", None, "is believed", ["the talks failed"]),
        ("Beijing's claim that tariffs are illegal was rejected.", "Beijing", "claim",
         ["tariffs are illegal was rejected"]),
        ("Analysts doubted a claim by Moscow that ships were safe.", "Moscow", "claim", ["ships were safe"]),
        ("The committee is confident that inflation will fall.", "The committee", "is confident",
         ["inflation will fall"]),
        ("The firm has reportedly agreed.", None, "reportedly", ["The firm has", "agreed"]),
    ],
)  # fmt: skip
def test_common_forms(text: str, source: str | None, cue: str, content: list[str]) -> None:
    assert (source, cue, content) in summary(text)


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("Putin denied the accusation.", "Putin", "denied", "the accusation"),
        ("The board suggested that rates could fall.", "The board", "suggested", "rates could fall"),
        ("The minister warned of a long war.", "The minister", "warned", "of a long war"),
        ("The envoy urged both sides to act.", "The envoy", "urged", "both sides to act"),
        ("The president called on Congress to act.", "The president", "called", "on Congress to act"),
        ("India pledged to cut imports.", "India", "pledged", "to cut imports"),
        ("Both sides agreed that tariffs should fall.", "Both sides", "agreed", "tariffs should fall"),
        ("The IMF expects growth of 3 percent.", "The IMF", "expects", "growth of 3 percent"),
        ("Senator Wyden believes the bill is dead.", "Senator Wyden", "believes", "the bill is dead"),
        ("He wants to build a wall.", "He", "wants", "to build a wall"),
        ("The ministry did not confirm that a deal existed.", "The ministry", "did not confirm",
         "a deal existed"),
    ],
)  # fmt: skip
def test_cues_that_do_not_vouch_for_their_content(text: str, source: str, cue: str, content: str) -> None:
    assert (source, cue, [content]) in summary(text)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Smith, a former aide to Obama, said the plan was dead.", "Smith, a former aide to Obama"),
        ("Trump, who met Xi in Busan, said it was over.", "Trump, who met Xi in Busan"),
        ("Officials who spoke on condition of anonymity said it was over.",
         "Officials who spoke on condition of anonymity"),
        ("Foreign Ministry spokesman Guo Jiakun said it was over.", "Foreign Ministry spokesman Guo Jiakun"),
        ("In Washington, a spokesman for the State Department said it was over.",
         "a spokesman for the State Department"),
        ("Markets fell after the head of the central bank said it was over.", "the head of the central bank"),
        ("The two leaders of Japan and Korea, however, said no.", "The two leaders of Japan and Korea"),
    ],
)  # fmt: skip
def test_sources_are_bounded_with_titles_appositions_and_relative_clauses(text: str, source: str) -> None:
    assert find(text)[0].source.text == source


def test_nested_sources_give_nested_contents() -> None:
    outer, inner = find("Trump said Xi had warned that the deal was off.")
    assert (outer.source.text, inner.source.text) == ("Trump", "Xi")
    assert outer.content[0].start <= inner.source.start
    assert inner.content[0].end <= outer.content[0].end


def test_a_direct_quotation_leaves_out_the_marks() -> None:
    (found,) = find('"We won. It is over," the mayor said.')
    assert (found.kind, [span.text for span in found.content]) == ("direct", ["We won. It is over,"])


def test_an_interrupted_quotation_has_two_spans() -> None:
    (found,) = find('"It is over," she said, "and we won."')
    assert (found.kind, [span.text for span in found.content]) == ("direct", ["It is over,", "and we won."])


def test_a_statement_with_quoted_words_is_mixed() -> None:
    (found,) = find("The bank said growth was “strong” in May.")
    assert (found.kind, found.content[0].text) == ("mixed", "growth was “strong” in May")


def test_a_colon_introduces_the_words_of_a_name() -> None:
    assert summary('Xi: "We must talk."') == [("Xi", ":", ["We must talk."])]


def test_a_quotation_goes_on_in_later_sentences_and_paragraphs() -> None:
    text = "“We won,” the mayor said. “It is over. Go home.”\n\n“Thank you,\n\n“all of you.”"
    (found,) = find(text)
    assert [span.text for span in found.content] == [
        "We won,",
        "It is over. Go home.",
        "Thank you,",
        "all of you.",
    ]


def test_a_quotation_far_from_any_speaker_stays_alone() -> None:
    text = "The mayor said it was over. Rain fell. Cars drove by. The shops opened. “Bread is cheap.”"
    assert [content for _, _, content in summary(text)] == [["it was over"]]


def test_a_later_clause_with_its_own_source_is_not_content() -> None:
    text = "Some analysts expect a cut, while others say the bank will wait."
    assert summary(text) == [
        ("Some analysts", "expect", ["a cut"]),
        ("others", "say", ["the bank will wait"]),
    ]


def test_verbs_without_a_subject_share_the_source_before() -> None:
    text = "The envoy denied the report and warned that talks could end, adding that time was short."
    assert summary(text) == [
        ("The envoy", "denied", ["the report"]),
        ("The envoy", "warned", ["talks could end"]),
        ("The envoy", "adding", ["time was short"]),
    ]


def test_nouns_that_look_like_cues_are_none() -> None:
    assert find("The report on claims and demands was long. A state of order returned.") == ()


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Treasury Secretary Scott Bessent said it was over. He added that it was late.",
            ["Scott Bessent"] * 2,
        ),
        ("Spokeswoman Mao Ning said no. The spokeswoman said it was late.", ["Mao Ning", "Mao Ning"]),
        (
            "A spokesman for Donald Trump said no. He said it was late.",
            ["A spokesman for Donald Trump", "He"],
        ),
        ("Donald Trump met Vladimir Putin. He said it was late.", ["He"]),
        ("Scott Bessent met Christine Lagarde. She said it was late.", ["Christine Lagarde"]),
        ("Officials said no. They said it was late.", ["Officials", "They"]),
    ],
)
def test_pronouns_are_linked_to_a_name_only_where_one_person_fits(text: str, names: list[str]) -> None:
    assert [attribution.name for attribution in find(text)] == names


def test_quotations_get_their_speakers() -> None:
    text = "“We won,” the mayor said. The plan is “dead,” said Maria Lopez."
    speakers = [q.speaker.text for q in with_speakers(find_quotations(text), find(text)) if q.speaker]
    assert speakers == ["the mayor", "Maria Lopez"]


def test_a_headline_in_capitals_is_read() -> None:
    text = "# Trump Says Deal With China Is Done\n\nMarkets rose."
    assert summary(text) == [("Trump", "Says", ["Deal With China Is Done"])]


@pytest.mark.parametrize(
    "hostile",
    ["he said ", '"he said ', '"a," he said, ', "the plan, officials said, ", "is said to ", "a b c d said ",
     "according to X, ", "and he said ", ", a, b, c, said ", "“a ‘b ", "walked talked said ", "X: \""],
)  # fmt: skip
def test_a_sentence_without_end_takes_linear_time_and_space(hostile: str) -> None:
    seconds = []
    for size in (20_000, 80_000):
        text = hostile * (size // len(hostile))
        started = time.process_time()
        found = find_attributions(text, [Sentence(text, 0, len(text), "paragraph", 0)])
        seconds.append(time.process_time() - started)
        assert sum(len(span.text) for a in found for span in a.content) <= 12 * size
    assert seconds[1] < 12 * seconds[0] + 0.5
