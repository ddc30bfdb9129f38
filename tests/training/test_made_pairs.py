"""Pairs made from official statements: each edit, and what the generator makes of a few small documents."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.make_pairs import is_held_out
from training.pairs.edits import CONFLICT, DROPS, SAME, STRONGER, Rewrite, replace_span, tidy
from training.pairs.figures import (
    other_date,
    other_date_form,
    other_number,
    other_number_form,
    other_unit,
    rounded,
)
from training.pairs.inflect import conjugate
from training.pairs.made import EDITS, made_pairs
from training.pairs.neighbours import Neighbours
from training.pairs.status_edits import (
    add_condition,
    deny_act,
    drop_condition,
    find_acts,
    flip_polarity,
    lower_status,
    raise_status,
    soften_promise,
)
from training.pairs.structure_edits import (
    drop_apposition,
    drop_bracket,
    drop_listed,
    drop_opening,
    drop_tail,
    in_register,
    other_order,
    to_passive,
    unwrap,
)
from training.pairs.text import Statement, context, is_standalone, split
from training.pairs.windows import content_words
from training.pairs.word_edits import (
    add_detail,
    and_for_or,
    made_joint,
    opposite_verb,
    other_actor,
    other_name_form,
    stronger_amount,
    stronger_phrase,
    swapped_actors,
    synonym_amount,
    synonym_verb,
)

SENTENCES = (
    "The United States will provide $1.2 billion in loans to Ukraine by March 3, 2024.",
    "President Alvarez thanked President Duda for hosting more than 12,450 troops near the border.",
    "The Department of Energy plans to build three terminals if Congress approves the funding.",
    "The two ministers discussed a framework agreement on steel tariffs, including a quota for pipes.",
    "On Tuesday, the council approved a grant of $250 million (the second this year) for the port.",
    "Canada and Mexico agreed to reduce duties on cars, trucks, and farm equipment within 90 days.",
    "The Treasury, which oversees the program, has awarded contracts to some firms in Ohio.",
    "Inflation may fall to 3.5 percent next year, according to estimates of the central bank.",
)


def results(rewrite: Rewrite, sentence: str, seeds: int = 60) -> set[str]:
    found = (rewrite(sentence, random.Random(seed)) for seed in range(seeds))
    return {new for new in found if new is not None}


def statements() -> list[Statement]:
    topics = ["steel talks with Canada", "loans to Ukraine", "port of Baltimore", "steel talks with Mexico"]
    rows = []
    for number in range(24):
        start = number % len(SENTENCES)
        block = (*SENTENCES[start:], *SENTENCES[:start])
        blocks = (tuple(block[:4]), tuple(block[4:]))
        rows.append(
            Statement(f"doc-{number}", "2024-05-01", f"Readout {number}: {topics[number % 4]}", blocks)
        )
    return rows


@pytest.mark.parametrize(
    ("sentence", "form"),
    [
        ("Prices rose 3.5 percent in May.", "Prices rose 3-1/2 percent in May."),
        ("Prices rose 3.5 percent in May.", "Prices rose three and a half percent in May."),
        ("The fund holds $1.2 billion today.", "The fund holds $1,200 million today."),
        ("The fund holds $500 million today.", "The fund holds $0.5 billion today."),
        ("It trained 2,400,000 people there.", "It trained 2.4 million people there."),
        ("It trained three officers there.", "It trained 3 officers there."),
        ("The bank raised rates by 50 basis points.", "The bank raised rates by half a percentage point."),
    ],
)
def test_a_number_may_take_another_form_of_the_same_value(sentence: str, form: str) -> None:
    assert form in results(other_number_form, sentence)


def test_a_date_keeps_its_day_in_every_form() -> None:
    forms = results(other_date_form, "It was signed on March 3, 2022, in Oslo.")
    assert forms == {
        f"It was signed on {date}, in Oslo."
        for date in ("3 March 2022", "Mar. 3, 2022", "2022-03-03", "Thursday, March 3, 2022")
    }


@given(st.integers(2, 999_999), st.integers(0, 50))
@settings(deadline=None)
def test_a_changed_number_is_another_number(value: int, seed: int) -> None:
    new = other_number(f"Some {value} tanks were sent there.", random.Random(seed))
    if new is not None:  # a year-like figure is left alone
        figure = re.search(r"[\d,]+", new)
        assert figure is not None
        assert int(figure[0].replace(",", "")) != value


def test_a_share_stays_below_a_hundred_percent() -> None:
    shares = [re.search(r"\d+", text) for text in results(other_number, "It covers 80 percent of homes.")]
    assert shares
    assert all(share is not None and int(share[0]) <= 100 for share in shares)


def test_numbers_that_are_names_are_left_alone() -> None:
    assert results(other_number, "The ban in Executive Order 13769 was lifted.") == set()


def test_units_and_dates_change_and_nothing_else_does() -> None:
    assert results(other_unit, "Talks resume within 90 days.") == {
        f"Talks resume within 90 {unit}." for unit in ("weeks", "months", "hours")
    }
    for text in results(other_date, "Talks resume on June 4, 2024, in Doha."):
        assert text != "Talks resume on June 4, 2024, in Doha."
        assert re.fullmatch(r"Talks resume on [A-Z][a-z]+ \d+, 20\d\d, in Doha\.", text)


def test_a_rounded_number_says_on_which_side_it_is() -> None:
    assert results(rounded, "The plan covers 12,450 homes there.") <= {
        f"The plan covers {number} homes there."
        for number in ("more than 10,000", "over 10,000", "more than 12,000", "over 12,000")
    }
    assert results(rounded, "The plan covers more than 12,450 homes there.") == set()


def test_a_plan_is_raised_to_a_promise_or_a_deed_in_agreement_with_its_subject() -> None:
    found = results(raise_status, "The two countries plan to cut tariffs on steel.", 200)
    assert "The two countries have already cut tariffs on steel." in found
    assert "The two countries agreed to cut tariffs on steel." in found
    assert not any(" has " in text or "plan to" in text for text in found)


def test_a_consideration_is_raised_from_its_gerund() -> None:
    found = results(raise_status, "The ministry will consider lifting the ban on exports.", 200)
    assert "The ministry has now lifted the ban on exports." in found


def test_a_deed_is_lowered_and_a_promise_softened() -> None:
    lowered = results(lower_status, "The bank has approved a loan to Kenya.", 200)
    assert "The bank is considering approving a loan to Kenya." in lowered
    assert "The bank plans to approve a loan to Kenya." in lowered
    softened = results(soften_promise, "The bank will approve a loan to Kenya.", 200)
    assert softened
    assert all(re.search(r"plan|intend|expected|due|likely", text) for text in softened)


def test_acts_are_found_with_their_rung() -> None:
    rungs = {
        "Japan is exploring selling its stake.": 2,
        "Japan is working to sell its stake.": 3,
        "Japan intends to sell its stake.": 4,
        "Japan is expected to sell its stake.": 5,
        "Japan pledged to sell its stake.": 8,
        "Japan has sold its stake.": 9,
        "The Ministry approved the new law.": 9,
    }
    assert {text: [act.rung for act in find_acts(text)] for text in rungs} == {
        text: [rung] for text, rung in rungs.items()
    }


def test_a_noun_after_agreed_to_is_no_act() -> None:
    assert find_acts("The parties agreed to terms on Monday.") == []


def test_a_denial_names_the_same_act() -> None:
    found = results(deny_act, "The ministry will lift the ban on exports.", 200)
    assert "The ministry has ruled out lifting the ban on exports." in found
    assert all("lift" in text for text in found)


def test_conditions_are_added_to_promises_and_dropped() -> None:
    assert add_condition("The fund paid out the loan in May.", random.Random(0)) is None
    promise = "The fund will pay out the loan in May."
    for seed in range(40):
        limited = add_condition(promise, random.Random(seed))
        assert limited is not None
        assert limited not in {None, promise}
    assert results(drop_condition, "The fund will pay the loan, subject to approval by its board.") == {
        "The fund will pay the loan."
    }
    assert results(drop_condition, "If the board agrees, the fund will pay the loan.") == {
        "The fund will pay the loan."
    }
    assert results(drop_condition, "The fund once again stands ready to pay the loan.") == set()


def test_polarity_goes_both_ways() -> None:
    assert results(flip_polarity, "The fund will not pay.") == {"The fund will pay."}
    assert results(flip_polarity, "The fund did not approve the loan.") == {"The fund approved the loan."}
    assert "The Fund did not approve the loan." in results(flip_polarity, "The Fund approved the loan.")


def test_dropping_takes_whole_insertions_only() -> None:
    assert results(drop_bracket, "The grant (the second this year) is for the port.") == {
        "The grant is for the port."
    }
    assert results(drop_apposition, "The Treasury, which runs the program, has paid.") == {
        "The Treasury has paid."
    }
    assert results(drop_apposition, "In May, the Treasury paid all claims, the last in June.") == set()
    assert results(drop_opening, "On Tuesday, the council approved the grant.") == {
        "The council approved the grant."
    }
    assert results(drop_opening, "If needed, the council may approve the grant.") == set()


def test_a_clause_is_not_cut_off_at_an_open_end() -> None:
    text = "The council approved a grant for the port of Baltimore, including new cranes and a rail link."
    assert results(drop_tail, text) == {"The council approved a grant for the port of Baltimore."}
    assert results(drop_tail, "The people who truly need the grant are those who lost their homes.") == set()


def test_listed_things_are_left_out_but_not_clauses() -> None:
    assert results(drop_listed, "The deal covers cars, trucks, and steel.") == {
        "The deal covers cars and steel.",
        "The deal covers cars and trucks.",
    }
    assert results(drop_listed, "The deal does not cover cars, trucks, and steel.") == set()


def test_order_and_voice_change() -> None:
    assert results(other_order, "On March 3, the council approved the grant.") == {
        "The council approved the grant on March 3."
    }
    assert results(to_passive, "The Council approved a grant for the port.") == {
        "A grant for the port was approved by the Council."
    }
    assert results(to_passive, "President Duda has signed the new laws.") == {
        "The new laws have been signed by President Duda."
    }


def test_reported_speech_is_unwrapped_and_wrapped() -> None:
    assert results(unwrap, "The White House announced today that the port is open.") == {"The port is open."}
    wrapped = {in_register("The port is open.", random.Random(seed)) for seed in range(80)}
    assert "The White House said the port is open." in wrapped
    assert "The port is open, according to the White House." in wrapped
    assert all("port is open" in text for text in wrapped)


@pytest.mark.parametrize(
    ("rewrite", "sentence", "expected"),
    [
        (stronger_phrase, "The ministers discussed steel tariffs.", "The ministers finalized steel tariffs."),
        (stronger_phrase, "They signed a framework agreement.", "They signed a final agreement."),
        (stronger_phrase, "Many firms will benefit.", "All firms will benefit."),
        (stronger_amount, "It will lend up to $5 million.", "It will lend $5 million."),
        (and_for_or, "It may repair or replace the bridge.", "It may repair and replace the bridge."),
        (
            made_joint,
            "President Duda underscored the need for speed.",
            "Both sides underscored the need for speed.",
        ),
        (
            swapped_actors,
            "President Duda thanked President Alvarez for the visit.",
            "President Alvarez thanked President Duda for the visit.",
        ),
        (
            other_name_form,
            "The European Union will attend.",
            "The EU will attend.",
        ),
        (synonym_verb, "Poland will purchase tanks.", "Poland will buy tanks."),
        (synonym_amount, "It trained more than 300 people.", "It trained over 300 people."),
        (opposite_verb, "Poland will increase the tax.", "Poland will decrease the tax."),
    ],
)
def test_words_and_names_are_exchanged(rewrite: Rewrite, sentence: str, expected: str) -> None:
    assert expected in results(rewrite, sentence, 120)


@pytest.mark.parametrize(
    ("rewrite", "sentence"),
    [
        (stronger_phrase, "Not many firms will benefit."),
        (stronger_amount, "She grew up to be a judge."),
        (and_for_or, "It did not say whether it will repair or replace the bridge."),
        (synonym_amount, "Talks took place around the world."),
        (opposite_verb, "The increase was small."),
        (swapped_actors, "President Duda and President Alvarez met in Oslo."),
    ],
)
def test_words_that_mean_something_else_stay(rewrite: Rewrite, sentence: str) -> None:
    assert results(rewrite, sentence) == set()


def test_another_actor_is_of_the_same_type_and_new_to_the_sentence() -> None:
    for text in results(other_actor, "Poland and Japan will join the talks."):
        assert text.count("Poland") + text.count("Japan") == 1


def test_an_added_detail_leaves_the_sentence_as_it_was() -> None:
    for text in results(add_detail, "Poland will join the talks."):
        assert text.startswith("Poland will join the talks")
        assert len(text.split()) > 6


@pytest.mark.parametrize(
    ("base", "forms"),
    [
        ("cut", ("cuts", "cut", "cut", "cutting")),
        ("plan", ("plans", "planned", "planned", "planning")),
        ("write", ("writes", "wrote", "written", "writing")),
        ("apply", ("applies", "applied", "applied", "applying")),
        ("oversee", ("oversees", "oversaw", "overseen", "overseeing")),
        ("agree", ("agrees", "agreed", "agreed", "agreeing")),
        ("reach", ("reaches", "reached", "reached", "reaching")),
        ("lie", ("lies", "lied", "lied", "lying")),
    ],
)
def test_verbs_are_inflected(base: str, forms: tuple[str, ...]) -> None:
    verb = conjugate(base)
    assert (verb.third, verb.past, verb.participle, verb.gerund) == forms


@given(st.sampled_from(SENTENCES), st.integers(0, 1000))
@settings(deadline=None, max_examples=200)
def test_every_edit_gives_one_clean_sentence(sentence: str, seed: int) -> None:
    for edit in EDITS:
        new = edit.rewrite(sentence, random.Random(seed))
        if new is not None:
            assert new[0].isupper(), edit.name
            assert new.endswith("."), edit.name
            assert "  " not in new, edit.name
            assert " ," not in new, edit.name


@given(st.text(max_size=200), st.integers(0, 5))
@settings(deadline=None, max_examples=60)
def test_no_text_makes_an_edit_fail(text: str, seed: int) -> None:
    for edit in EDITS:
        edit.rewrite(text or "x", random.Random(seed))


def test_traces_of_cutting_are_tidied() -> None:
    assert tidy(" the bank ,, paid  a American firm .") == "The bank, paid an American firm."
    assert replace_span("Many firms paid.", 0, 4, "all") == "All firms paid."


def test_sentences_are_split_behind_full_stops_but_not_abbreviations() -> None:
    text = "Mr. Lee met Gen. Kim in the U.S. Capitol. He left. “We agreed.” They signed No. 5 on Jan. 4."
    assert split(text) == (
        "Mr. Lee met Gen. Kim in the U.S. Capitol.",
        "He left.",
        "“We agreed.",
        "They signed No. 5 on Jan. 4.",
    )


def test_claims_are_made_from_whole_sentences_that_stand_alone() -> None:
    assert all(is_standalone(sentence) for sentence in SENTENCES)
    for unfit in (
        "They will provide $1.2 billion in loans to Ukraine by March.",
        "In 2008, she served as co-chair of the council on foreign relations.",
        "We will provide $1.2 billion in loans to Ukraine by March.",
        "Building three terminals for the Department of Energy in the south.",
        "Expand access to loans for all small firms in the south.",
        "The United States will pay.",
    ):
        assert not is_standalone(unfit)


def test_a_context_holds_its_sentence_and_at_most_three() -> None:
    for seed in range(50):
        start, end = context(SENTENCES, 3, random.Random(seed))
        assert start <= 3 < end
        assert 1 <= end - start <= 3


def test_the_same_seed_gives_the_same_pairs() -> None:
    first, again, other = (made_pairs(statements(), 200, seed) for seed in (1, 1, 2))
    assert first == again
    assert first != other


def test_pairs_have_all_labels_and_none_occurs_twice() -> None:
    pairs = made_pairs(statements(), 300)
    counts = Counter(pair.target for pair in pairs)
    assert set(counts) == {"supported", "contradicted", "not_mentioned"}
    assert min(counts.values()) > 0.1 * len(pairs)
    assert len({(pair.premise, pair.claim) for pair in pairs}) == len(pairs)


def test_a_contradicted_claim_is_no_sentence_of_its_premise() -> None:
    contradicted = [pair for pair in made_pairs(statements(), 300) if pair.target == "contradicted"]
    assert contradicted
    for pair in contradicted:
        whole = {sentence.rstrip(".") for sentence in split(pair.premise)}
        assert pair.claim.rstrip(".") not in whole


def test_a_neighbour_says_something_new() -> None:
    neighbours = Neighbours(statements())
    premise = " ".join(SENTENCES[:2])
    found = [neighbours.near("doc-0", premise, random.Random(seed)) for seed in range(40)]
    sentences = {result[0] for result in found if result}
    assert len(sentences) > 2
    for sentence in sentences:
        assert sentence not in premise
        assert len(set(content_words(sentence)) - set(content_words(premise))) >= 4


def test_no_claim_or_document_is_both_trained_on_and_held_out() -> None:
    pairs = made_pairs(statements(), 300)
    held_out = {pair.group for pair in pairs if is_held_out(pair, share=3)}
    trained = {pair.group for pair in pairs if not is_held_out(pair, share=3)}
    assert held_out
    assert trained
    assert not held_out & trained


def test_every_relation_is_covered_by_several_edits() -> None:
    def names(relation: str) -> Iterable[str]:
        return [edit.name for edit in EDITS if edit.relation == relation]

    assert len({edit.name for edit in EDITS}) == len(EDITS)
    for relation in (SAME, DROPS, STRONGER, CONFLICT):
        assert len(list(names(relation))) >= 5
