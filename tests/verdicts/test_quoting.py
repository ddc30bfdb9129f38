from __future__ import annotations

from collections.abc import Mapping, Sequence

import pytest

from claimcheck.claims.extract import claim_from_text, extract_claims
from claimcheck.language.sentences import split_sentences
from claimcheck.records import Document
from claimcheck.verdicts.parties import party_actors
from claimcheck.verdicts.quoting import QuoteCheck, QuoteSource, check_quotes

OURS = "We see the plan as a serious mistake."


def sources(documents: Mapping[str, Sequence[Document]]) -> dict[str, QuoteSource]:
    cut = {one.id: split_sentences(one.text) for own in documents.values() for one in own}
    return {party: QuoteSource(own, cut.__getitem__) for party, own in documents.items()}


@pytest.fixture
def checked(document):
    """Looks for a claim's quotations in the text of `party`, beside the texts of others."""

    def check(claim: str, party: str, **texts: str) -> tuple[QuoteCheck, ...]:
        documents = {name: [document(text, id=f"{name}.md")] for name, text in texts.items()}
        actors = {name: party_actors(name, own) for name, own in documents.items()}
        return check_quotes(claim_from_text("1", claim), party, sources(documents), actors)

    return check


def test_words_that_the_speaker_used_are_found_with_their_place(checked) -> None:
    (found,) = checked('China said the plan is "a serious mistake".', "China", China=OURS, Japan="Nothing.")
    assert (found.document, found.difference) == ("China.md", None)
    assert found.found is not None
    assert found.found.text == "a serious mistake"
    assert OURS[found.found.start : found.found.end] == "a serious mistake"


def test_other_words_than_the_speakers_are_an_alteration(checked) -> None:
    claim = 'China said the plan is "a grave danger".'
    (found,) = checked(claim, "China", China=OURS, Japan="Nothing.")
    assert found.found is None
    assert found.difference is not None
    assert (found.difference.signal, found.difference.code) == ("quote", "CC402")
    span = found.difference.claim
    assert span is not None
    assert claim[span.start : span.end] == span.text == "a grave danger"


def test_a_party_that_is_not_the_speaker_is_only_silent_about_the_words(checked) -> None:
    assert checked('China said the plan is "a grave danger".', "Japan", China=OURS, Japan="Nothing.") == ()


def test_words_that_one_party_of_the_speaker_has_are_altered_by_none(checked) -> None:
    texts = {"China_MFA": "It rained.", "China_MOFCOM": "The plan is a grave danger."}
    claim = 'China said the plan is "a grave danger".'
    assert checked(claim, "China_MFA", **texts) == ()
    (found,) = checked(claim, "China_MOFCOM", **texts)
    assert found.difference is None


def test_an_ellipsis_that_swallows_a_negation_is_an_alteration_with_both_places(checked) -> None:
    source = "China will not, for now, join the pact."
    claim = 'China said it "will ... join the pact".'
    (found,) = checked(claim, "China", China=source)
    assert found.difference is not None
    assert found.difference.code == "CC402"
    assert found.difference.document == "China.md"
    negation = found.difference.source
    assert negation is not None
    assert source[negation.start : negation.end] == negation.text == "not"


def test_a_nameless_speaker_is_the_party_only_where_there_is_no_other(checked) -> None:
    claim = 'The minister said the plan is "a grave danger".'
    (alone,) = checked(claim, "China", China=OURS)
    assert alone.difference is not None
    assert checked(claim, "China", China=OURS, Japan="Nothing.") == ()


def test_words_in_marks_that_nobody_is_said_to_have_spoken_are_no_partys(checked) -> None:
    assert checked('The plan is "a grave danger" to trade.', "China", China=OURS) == ()


def test_a_title_in_marks_is_no_quotation(checked) -> None:
    source = "It is the Murray D. Van Wagoner Building, Part 2."
    assert (
        checked('It is called after him, "The Murray Van Wagoner Building Part 2".', "China", China=source)
        == ()
    )
    (found,) = checked('China said "Murray Van Wagoner Building Part 2".', "China", China=source)
    assert found.difference is not None


def test_quotation_marks_around_nothing_that_could_be_altered_are_passed_over(checked) -> None:
    assert checked('China said the plan is "the".', "China", China=OURS) == ()
    assert checked("China said the plan is bad.", "China", China=OURS) == ()


def test_places_in_a_claim_of_an_article_count_from_the_claims_start(document) -> None:
    article = document('It rained all day in the north. China said the plan is "a grave danger" to trade.')
    claims = [claim for claim in extract_claims(article) if claim.quotes]
    assert claims
    for claim in claims:
        ours = sources({"China": [document(OURS)]})
        (found,) = check_quotes(claim, "China", ours, {"China": frozenset({"China"})})
        assert found.difference is not None
        span = found.difference.claim
        assert span is not None
        assert claim.text[span.start : span.end] == span.text


def test_changed_words_are_set_beside_the_sentence_they_come_from(checked) -> None:
    source = "It rained. We are proud to be a trusted partner in Polish energy security."
    claim = '"We are proud to be the backbone of Polish energy security," she said.'
    (found,) = checked(claim, "Norway", Norway=source, Poland="Nothing was said of it.")
    assert found.difference is not None
    assert found.difference.document == "Norway.md"
    place = found.difference.source
    assert place is not None
    assert place.text == "We are proud to be a trusted partner in Polish energy security."
    assert source[place.start : place.end] == place.text
    assert checked(claim, "Poland", Norway=source, Poland="Nothing was said of it.") == ()


def test_words_that_another_party_has_are_no_changed_form_of_ones_own(checked) -> None:
    texts = {"Norway": "This plan puts farmers first.", "Poland": "This plan puts forests first."}
    assert checked('"This plan puts farmers first," he said.', "Poland", **texts) == ()


def test_a_negation_right_before_the_quoted_words_is_left_out(checked) -> None:
    source = "This is not a done deal, and we said so."
    (found,) = checked('China called it "a done deal".', "China", China=source)
    assert found.difference is not None
    assert found.difference.source is not None
    assert found.difference.source.text == "not"
    (told,) = checked('China said it was not "a done deal".', "China", China=source)
    assert told.difference is None
