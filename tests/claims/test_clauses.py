from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.clauses import split_clauses
from claimcheck.claims.lists import list_items
from claimcheck.claims.wordclasses import tokenise


def pieces(text: str) -> list[str]:
    tokens = tokenise(text)
    clauses = split_clauses(tokens, 0, len(tokens.words))
    return [text[tokens.starts[c.first] : tokens.ends[c.last - 1]] for c in clauses]


def subjects(text: str) -> list[str]:
    tokens = tokenise(text)
    found = [clause.subject for clause in split_clauses(tokens, 0, len(tokens.words))]
    return [text[tokens.starts[s[0]] : tokens.ends[s[1] - 1]] if s else "" for s in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chile cut its rate, and Peru kept its own", ["Chile cut its rate", "Peru kept its own"]),
        ("Chile cut its rate but Peru kept its own", ["Chile cut its rate", "Peru kept its own"]),
        (
            "Kenya raised duties, while Uganda lowered them",
            ["Kenya raised duties", "Uganda lowered them"],
        ),
        (
            "Kenya will lift the ban, but will keep the quota",
            ["Kenya will lift the ban", "will keep the quota"],
        ),
        (
            "It will send 40 tanks by June and pay 3 million euros",
            ["It will send 40 tanks by June", "pay 3 million euros"],
        ),
        (
            "The storm killed 40 people and damaged the port",
            ["The storm killed 40 people", "damaged the port"],
        ),
        (
            "France approved the plan, which will cost 3 billion euros",
            ["France approved the plan", "which will cost 3 billion euros"],
        ),
        (
            "The loan, about $3 billion over two years, was approved",
            ["The loan, about $3 billion over two years", "was approved"],
        ),
        (
            "The firm will invest $9 billion, made up of $5 billion in loans and $4 billion in cash",
            ["The firm will invest $9 billion", "made up of $5 billion in loans and $4 billion in cash"],
        ),
        (
            "Both will cut duties by 5% while keeping a levy of 2%",
            ["Both will cut duties by 5%", "while keeping a levy of 2%"],
        ),
        (
            "Egypt signed the accord on Friday, two days after Sudan approved the text",
            ["Egypt signed the accord on Friday", "Sudan approved the text"],
        ),
        (
            "While Egypt praised the accord, Sudan criticized the text",
            ["Egypt praised the accord", "Sudan criticized the text"],
        ),
        (
            "Mali closed the border; Niger opened a crossing",
            ["Mali closed the border", "Niger opened a crossing"],
        ),
        (
            "Rome promised to cut spending, sell two ports, and raise a tax",
            ["Rome promised to cut spending", "sell two ports", "raise a tax"],
        ),
        (
            "Both have agreed to stop the fighting at sea and to end attacks on ports",
            ["Both have agreed to stop the fighting at sea", "to end attacks on ports"],
        ),
        (
            "The crossings have been shut since June 2025, and it was Mali that closed them",
            ["The crossings have been shut since June 2025", "it was Mali that closed them"],
        ),
        (
            "The call began shortly after 8 a.m. in Rome and lasted three hours",
            ["The call began shortly after 8 a.m. in Rome", "lasted three hours"],
        ),
        (
            "The committee that spoke for them represents 46 percent; three quarters must agree",
            ["The committee that spoke for them represents 46 percent", "three quarters must agree"],
        ),
    ],
)
def test_compound_sentences_come_apart(text, expected):
    assert pieces(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Talks covered trade, energy and the war in Sudan",
        "Oman, Qatar and Kuwait will together hold 45 percent",
        "China will suspend or remove the measures",
        "Turkey got the green light to mine lithium and refine copper",
        "He noted that trade between India and Japan grew",
        "The law that bans imports and taxes exports was signed",
        "Officials stand ready to act if risks emerge that could slow growth",
        "Inflation rose because energy prices rose and wages grew",
        "The deal brought relief and devastation caused by drought ended",
        "The president signed a law to cut taxes and to raise wages",
        "Rome took steps to meet the threat and to protect the land",
        "It meets the threat found in the first law, as amended, and the threat found in this law",
        "He was arrested after police searched his home and found weapons",
    ],
)
def test_what_is_one_assertion_stays_whole(text):
    assert len(pieces(text)) == 1


def test_a_fragment_without_a_verb_is_no_clause():
    assert pieces("In its annual report on the economy") == []


def test_shared_verbs_keep_the_subject_of_the_first():
    assert subjects("On Monday the Japanese bank raised rates and sold bonds") == ["the Japanese bank"] * 2


def test_a_relative_clause_takes_the_noun_before_it():
    assert subjects("Oslo bought new submarines, which will be built in Kiel")[1] == "new submarines"


def test_a_relative_clause_with_a_doubtful_antecedent_stays_in_its_sentence():
    assert len(pieces("He made a visit to Japan, which will include a dinner")) == 1


WORDS = 'the|deal,|and|but|which|will|was|signed|Chile|said|while|;|:|that|5|%|to|pay|"'.split("|")  # noqa: SIM905


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=60))
def test_clauses_are_ordered_and_within_the_tokens(words):
    text = " ".join(words)
    tokens = tokenise(text)
    position = 0
    for clause in split_clauses(tokens, 0, len(tokens.words)):
        assert position <= clause.first < clause.last <= len(tokens.words)
        assert clause.subject is None or 0 <= clause.subject[0] < clause.subject[1] <= len(tokens.words)
        position = clause.first


@pytest.mark.parametrize(
    "text", ['deal, pay while "', 'deal, " "', "the ’s He ending ) will - . they said, and"]
)
def test_a_broken_sentence_still_comes_apart(text):
    tokens = tokenise(text)
    assert all(clause.last <= len(tokens.words) for clause in split_clauses(tokens, 0, len(tokens.words)))


def items(text: str) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens.starts[a] : tokens.ends[b - 1]] for a, b in list_items(tokens, 0, len(tokens.words))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They made progress on trade, opium and the war", ["trade", "opium", "the war"]),
        ("Oman, Qatar, and Kuwait agreed", ["Oman", "Qatar", "Kuwait"]),
        ("Kyiv got the right to mine lithium and refine copper", ["mine lithium", "refine copper"]),
        (
            "It holds $5 billion in loans and $4 billion in cash",
            ["$5 billion in loans", "$4 billion in cash"],
        ),
        ("Oman and Qatar agreed", []),
        ("He came, saw the city and she left", []),
    ],
)
def test_lists_have_items(text, expected):
    assert items(text) == expected
