from __future__ import annotations

import json
import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.claims.extract import claim_from_text, extract_claims
from claimcheck.records import Claim, Document

CASES = Path(__file__).parents[2] / "../shared/cases"

ARTICLE = """Norway signs gas accord with Poland

Norway signed a gas accord with Poland on Monday, and Sweden lowered its duties. The accord will cost
$3 billion. It will bring prices down by 5 percent, the energy ministry said.

Will it last? MORE STORIES
"""


def extract(text: str, date: str = "2025-09-26") -> tuple[Claim, ...]:
    return extract_claims(Document(id="d", text=text, sha256="", date=date))


def standalone(text: str, date: str = "2025-09-26") -> list[str]:
    return [claim.standalone for claim in extract(text, date)]


def check_spans(text: str, claim: Claim) -> None:
    assert claim.start is not None
    assert claim.end is not None
    assert text[claim.start : claim.end] == claim.text
    spans = [*claim.parts, *claim.quotes, *claim.attribution, *([claim.sentence] if claim.sentence else [])]
    spans.extend([claim.status, *claim.status.conditions, *claim.status.hedges] if claim.status else [])
    for span in spans:
        assert text[span.start : span.end] == span.text


def test_claims_are_numbered_verbatim_and_in_order():
    claims = extract(ARTICLE)
    assert [claim.id for claim in claims] == [str(i + 1) for i in range(len(claims))]
    assert [claim.start for claim in claims] == sorted(claim.start or 0 for claim in claims)
    for claim in claims:
        check_spans(ARTICLE, claim)


def test_the_headline_is_a_claim_marked_so():
    first, *others = extract(ARTICLE)
    assert first.headline
    assert first.text == "Norway signs gas accord with Poland"
    assert not any(claim.headline for claim in others)


def test_questions_and_boilerplate_are_no_claims():
    texts = " ".join(claim.text for claim in extract(ARTICLE))
    assert "last" not in texts
    assert "STORIES" not in texts


def test_reported_speech_gives_the_proposition_with_its_source():
    claim = extract(ARTICLE)[-1]
    assert claim.text == "It will bring prices down by 5 percent"
    assert [source.text for source in claim.attribution] == ["the energy ministry"]
    assert claim.voice == "reported"


def test_a_denial_is_not_stripped_to_what_is_denied():
    (claim,) = extract("Norway categorically denied that any call had taken place.")
    assert claim.text == "Norway categorically denied that any call had taken place."


def test_a_sentence_of_one_assertion_keeps_its_full_stop():
    assert extract("Norway has closed the port.")[0].text == "Norway has closed the port."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway will lift the ban, but will keep the quota.", "Norway will keep the quota"),
        ("Norway will send 40 tanks by June and pay 3 million euros.", "Norway will pay 3 million euros"),
        ("Norway closed the port, and it opened a bridge.", "Norway opened a bridge"),
        ("Norway closed the port. It opened a bridge.", "Norway opened a bridge"),
        ("Norway bought submarines, which will be built in Kiel.", "Submarines will be built in Kiel"),
        ("Norway will cut duties while keeping a levy of 2%.", "Norway will keep a levy of 2%"),
        (
            "The loan, about $3 billion over two years, was approved.",
            "The loan is about $3 billion over two years",
        ),
    ],
)
def test_what_a_clause_leaves_out_is_put_in(text, expected):
    assert expected in standalone(text)


def test_relative_dates_are_resolved_from_the_date_of_the_article():
    assert standalone("Norway signed the accord yesterday.") == [
        "Norway signed the accord yesterday (25 September 2025)"
    ]


def test_what_cannot_be_resolved_stays_and_is_listed():
    (claim,) = extract("They signed the accord yesterday.", date="")
    assert claim.standalone == "They signed the accord yesterday"
    assert set(claim.unresolved) >= {"They", "yesterday"}


@pytest.mark.parametrize(
    "sentence",
    [
        "A price war with the discounters looms in any event.",
        "Five of them lie in the north.",
        "Several spoke in Oslo of months in prison.",
        "These stand at 390 million euros.",
        "Each of the men receives 3,000 kroner in damages.",
    ],
)
def test_a_statement_whose_verb_is_rare_is_a_claim(sentence):
    assert extract(f"Norway has closed the port. {sentence}")[-1].text == sentence


@pytest.mark.parametrize(
    "sentence",
    [
        "Photographs by Ola Berg.",
        "THE PORT OF OSLO, August 13, 2025.",
        "OLA B. BERG JR.",
        "Good news for Oslo.",
        "All photos by Ola Berg and others.",
        "Photos of the two leaders in Oslo.",
        "Ten of the best hotels in Oslo.",
        "The reasons behind the strikes in Oslo.",
        "Top stories of the week.",
        "Many thanks to our readers in Oslo.",
    ],
)
def test_a_line_without_a_verb_is_no_claim(sentence):
    assert [claim.text for claim in extract(f"Norway has closed the port.\n\n{sentence}")] == [
        "Norway has closed the port."
    ]


def test_a_verb_behind_a_plural_that_is_not_its_subject_is_found():
    claims = extract("Norway signed the deal, although the duty on other goods stays in place.")
    assert [claim.text for claim in claims] == [
        "Norway signed the deal",
        "the duty on other goods stays in place",
    ]


def test_a_clause_between_subject_and_verb_is_a_claim_of_its_own():
    claims = extract("But Ola Berg, who leads the bank, has cut the rate.")
    assert [claim.standalone for claim in claims] == ["Ola Berg leads the bank", "Ola Berg has cut the rate"]


def test_the_deal_is_described_by_what_came_before():
    text = "Norway and Poland signed a gas pipeline deal. Ministers praised the deal."
    assert standalone(text)[-1] == "Ministers praised the gas pipeline deal"


def test_both_sides_speak_in_a_joint_voice():
    assert extract("Both sides agreed to cut duties by 5 percent.")[0].voice == "joint"
    assert extract("Norway agreed to cut duties by 5 percent.")[0].voice == "own"


def test_a_list_under_one_predicate_is_one_claim_with_parts():
    (claim,) = extract("Norway and Poland made progress on trade, opium and the war in Sudan.")
    assert [part.text for part in claim.parts] == ["trade", "opium", "the war in Sudan"]


def test_quoted_words_are_kept_with_the_claim():
    (claim,) = extract('Norway called the plan "useful and fair" on Monday.')
    assert [quote.text for quote in claim.quotes] == ["useful and fair"]


def test_a_status_has_offsets_in_the_document():
    text = "The weather was fine in Oslo. Norway has agreed to buy 40 jets."
    claim = extract(text)[-1]
    assert claim.status is not None
    check_spans(text, claim)


def test_a_label_in_capitals_is_no_part_of_the_claim():
    assert extract("NEXT STEPS: Norway will cut duties by 5 percent.")[0].text.startswith("Norway")


def test_texts_without_claims_give_none():
    assert extract("") == ()
    assert extract("   \n\n ") == ()
    assert extract("Will it last?") == ()


def test_a_claim_from_text_keeps_its_words_and_drops_the_tag():
    claim = claim_from_text("7", "Pakistan met every target set by the Fund, the IMF said.")
    assert claim.id == "7"
    assert claim.text == "Pakistan met every target set by the Fund, the IMF said."
    assert (claim.start, claim.end, claim.sentence) == (None, None, None)
    assert claim.standalone == "Pakistan met every target set by the Fund"
    assert [source.text for source in claim.attribution] == ["the IMF"]


def test_a_claim_from_text_resolves_the_speaker():
    claim = claim_from_text("1", "The Fed also said it would resume buying Treasury bonds.")
    assert claim.standalone == "The Fed would resume buying Treasury bonds"


def test_a_compound_claim_from_text_has_its_clauses_as_parts():
    claim = claim_from_text("1", "Norway will lift the ban, but will keep the quota.")
    assert [part.text for part in claim.parts] == ["Norway will lift the ban", "will keep the quota"]


def test_a_tag_that_covers_only_half_of_a_claim_stays():
    claim = claim_from_text("1", "Oslo praised the pact and said Lima would have to sign.")
    assert claim.standalone == "Oslo praised the pact and said Lima would have to sign"
    assert claim.attribution == ()


def test_a_relative_claim_from_text_loses_its_pronoun():
    claim = claim_from_text("1", "which will be built at the yard in Kiel")
    assert claim.standalone == "Will be built at the yard in Kiel"
    assert claim.unresolved == ("which",)


@pytest.mark.parametrize("text", ["", " ", '"', "while", "while retaining an additional 10% tariff"])
def test_a_claim_from_any_text_keeps_it(text):
    assert claim_from_text("1", text).text == text


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=400))
def test_any_text_gives_ordered_verbatim_claims(text):
    claims = extract(text)
    assert [claim.start for claim in claims] == sorted(claim.start or 0 for claim in claims)
    for claim in claims:
        check_spans(text, claim)


WORDS = 'The deal Norway said that , and which will was "signed" while it by 5 % . ; they to pay ( — \n\n -'


@settings(deadline=None, max_examples=80)
@given(st.lists(st.sampled_from(WORDS.split(" ")), max_size=80).map(" ".join))
def test_prose_like_text_gives_ordered_verbatim_claims(text):
    for claim in extract(text):
        check_spans(text, claim)
    given_in = claim_from_text("1", text)
    for span in (*given_in.parts, *given_in.attribution, *given_in.quotes):
        assert text[span.start : span.end] == span.text


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit", ['"', "that ", "a, b, ", "which it was and they ", "Both met. The deal fell. "]
)
def test_the_time_grows_linearly(unit):
    assert seconds(unit, 80_000) < 10 * seconds(unit, 20_000) + 1


@pytest.mark.slow
@pytest.mark.parametrize("unit", ['"', "” “"])
def test_the_time_grows_linearly_over_megabytes(unit):
    assert seconds(unit, 4_000_000) < 8 * seconds(unit, 1_000_000)


def seconds(unit: str, size: int) -> float:
    text = unit * (size // len(unit))
    start = time.process_time()
    extract(text)
    return time.process_time() - start


def words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def word_f1(left: str, right: str) -> float:
    a, b = words(left), words(right)
    return 2 * len(a & b) / ((len(a) + len(b)) or 1)


@pytest.mark.skipif(not CASES.exists(), reason="the labelled cases are not next to the repository")
def test_the_labelled_claims_are_found():
    fits, extracted = [], 0
    for folder in sorted(path.parent for path in CASES.glob("*/gold.jsonl")):
        text = (folder / "article.md").read_text(encoding="utf-8").split("---\n", 2)[-1]
        claims = extract(text)
        extracted += len(claims)
        for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines():
            gold = json.loads(line)["claim"]
            fits.append(max(word_f1(gold, claim.text) for claim in claims))
    assert sum(fit >= 0.5 for fit in fits) / len(fits) >= 0.98
    assert sum(fits) / len(fits) >= 0.93
    assert extracted / len(fits) <= 1.4


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("They will meet early next year.", "early next year (2026)"),
        ("Ports must answer within 30 days.", "within 30 days"),
        ("The pause runs for 60 days from March 18, 2025.", "for 60 days from March 18, 2025"),
    ],
)
def test_a_date_is_written_no_finer_than_it_was_given(text, expected):
    assert standalone(text)[-1].endswith(expected)


def test_a_verb_that_shares_a_modal_has_a_status_of_its_own():
    claims = extract("The group will not join the pact but will build yards and sell ships.")
    assert claims[0].status is not None
    assert claims[0].status.negated
    assert all(claim.status is None or not claim.status.negated for claim in claims[1:])


def test_claims_of_headline_and_lede_are_marked():
    text = (
        "Norway and Chile sign fishing pact after long talks\n\n"
        "OSLO, May 3 - Norway signed a pact with Chile on Friday. The agreement will last ten years."
    )
    found = extract_claims(Document(id="a", text=text, sha256="", date="2025-05-03"))
    marks = [(claim.headline, claim.lede) for claim in found]
    assert marks[:3] == [(True, False), (False, True), (False, False)]
