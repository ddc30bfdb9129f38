from __future__ import annotations

from claimcheck.language.sentences import split_sentences
from claimcheck.records import Document, Hit, Passage
from claimcheck.resources import load_toml
from claimcheck.verdicts.assessment import Assessment
from claimcheck.verdicts.joining import joined_premise

LONGEST = load_toml("decision.toml")["entailment"]["joined_words"]
LONG = " ".join(f"Sentence number {at} tells of pears and of plums in the old garden." for at in range(60))


def document(text: str) -> Document:
    return Document(id="d", text=text, sha256="")


def relevant(text: str, *spans: tuple[int, int]) -> list[Assessment]:
    cut = split_sentences(text)
    passages = [
        Passage(
            document="d",
            text=text[cut[a].start : cut[b - 1].end],
            start=cut[a].start,
            end=cut[b - 1].end,
            sentences=(a, b),
        )
        for a, b in spans
    ]
    return [
        Assessment(
            hit=Hit(passage=passage, similarity=0.5, lexical=0.0, dense_rank=1, lexical_rank=None, score=1.0),
            claim="",
            features={},
            differences=(),
            missing=(),
            lacking=(),
        )
        for passage in passages
    ]


def premise(text: str, *spans: tuple[int, int]) -> str | None:
    return joined_premise(document(text), split_sentences(text), relevant(text, *spans))


def test_a_short_document_is_taken_whole() -> None:
    text = "The bank cut its rate. Two members voted against. The next meeting is in May."
    assert premise(text, (0, 1)) == text


def test_passages_of_a_long_document_stand_in_its_order() -> None:
    joined = premise(LONG, (40, 41), (3, 5))
    assert joined is not None
    cut = split_sentences(LONG)
    assert joined == " ".join(cut[at].text for at in (3, 4, 40))


def test_overlapping_passages_are_not_repeated() -> None:
    joined = premise(LONG, (3, 5), (4, 6))
    assert joined is not None
    assert joined.count("Sentence number 4 ") == 1


def test_a_premise_stays_within_what_the_model_reads() -> None:
    joined = premise(LONG, *((at, at + 3) for at in range(0, 57, 4)))
    assert joined is not None
    assert len(joined.split()) <= LONGEST


def test_a_single_passage_is_not_read_twice() -> None:
    assert premise(LONG, (3, 5)) is None
    assert premise("Only this was said.", (0, 1)) is None


def test_nothing_relevant_gives_nothing_to_read() -> None:
    assert premise(LONG) is None
