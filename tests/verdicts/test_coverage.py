from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.language.words import words
from claimcheck.models.protocols import TokenVectors
from claimcheck.resources import load_toml
from claimcheck.verdicts.coverage import ClaimWords, WordBacking, coverage
from claimcheck.verdicts.reading import read

EAST = np.array([1.0, 0.0], dtype=np.float32)
NORTH = np.array([0.0, 1.0], dtype=np.float32)
NOWHERE = np.zeros((0, 2), dtype=np.float32)


def pieces(text: str, vector: np.ndarray = EAST) -> TokenVectors:
    """One word piece a word, all with the same vector."""
    offsets = tuple((word.start, word.end) for word in words(text))
    return TokenVectors(offsets, np.tile(vector, (len(offsets), 1)))


def backing(
    claim: str, passage: str, vectors: np.ndarray = NOWHERE, share: dict[str, float] | None = None
) -> dict[str, WordBacking]:
    found = ClaimWords(read(claim), pieces(claim), share or {}).backed_by(read(passage), vectors)
    return {one.word.text: one for one in found}


def at_cosine(value: float) -> np.ndarray:
    return np.array([[value, (1 - value**2) ** 0.5]], dtype=np.float32)


def test_a_word_with_the_same_stem_is_fully_backed() -> None:
    found = backing("Norway exported salmon", "Salmon exports of Peru")
    assert found["exported"].backing == 1.0
    assert found["salmon"].backing == 1.0
    assert found["Norway"].backing == 0.0


def test_the_same_actor_under_another_name_is_fully_backed() -> None:
    assert backing("Beijing exported salmon", "China sold fish")["Beijing"].backing == 1.0


def test_a_word_is_backed_by_the_nearest_vector_rescaled_between_floor_and_full() -> None:
    setting = load_toml("decision.toml")["coverage"]
    floor, full = setting["floor"], setting["floor"] + setting["span"]

    def of(cosine: float) -> float:
        return backing("salmon", "fish", at_cosine(cosine))["salmon"].backing

    assert of(-0.5) == of(floor) == 0.0
    assert of((floor + full) / 2) == pytest.approx(0.5, abs=1e-4)
    assert of(full) == pytest.approx(1.0, abs=1e-4)
    assert of(1.0) == 1.0
    both = np.concatenate([at_cosine(floor), at_cosine(full)])
    assert backing("salmon", "fish", both)["salmon"].backing == pytest.approx(1.0, abs=1e-4)


def test_a_number_is_never_backed_by_a_vector() -> None:
    found = backing("salmon worth 350", "fish worth 150", np.array([EAST]))
    assert found["350"].backing == 0.0
    assert found["salmon"].backing == 1.0


def test_a_word_that_the_model_did_not_see_is_backed_by_its_stem_only() -> None:
    claim = read("salmon exports")
    unseen = ClaimWords(claim, TokenVectors((), NOWHERE), {})
    assert [one.backing for one in unseen.backed_by(read("exports of fish"), np.array([EAST]))] == [0.0, 1.0]


def test_a_word_that_stands_in_every_passage_weighs_less() -> None:
    claim = "salmon exports"
    common, rare = (word.stem for word in read(claim).content)
    found = backing(claim, "", share={common: 1.0, rare: 0.0})
    assert 0 < found["salmon"].weight < found["exports"].weight == 1.0


def test_coverage_is_the_weighted_mean_of_the_backing() -> None:
    (word,) = words("salmon")
    assert coverage((WordBacking(word, 3.0, 1.0), WordBacking(word, 1.0, 0.0))) == 0.75
    assert coverage(()) == 0.0


def test_coverage_of_a_text_by_itself_is_full_and_by_nothing_none() -> None:
    text = "Norway exported 350 tonnes of salmon"
    assert coverage(tuple(backing(text, text).values())) == 1.0
    assert coverage(tuple(backing(text, "").values())) == 0.0


def test_a_word_of_near_meaning_is_backed_better_than_a_strange_one(encoder) -> None:
    claim, passage = "The firm bought ferries.", "The company purchased several boats."
    own, theirs = encoder.encode_tokens([claim, passage])
    found = {
        o.word.text: o.backing
        for o in ClaimWords(read(claim), own, {}).backed_by(read(passage), theirs.vectors)
    }
    (strange,) = encoder.encode_tokens(["Poets sleep under old trees."])
    other = {
        o.word.text: o.backing
        for o in ClaimWords(read(claim), own, {}).backed_by(
            read("Poets sleep under old trees."), strange.vectors
        )
    }
    assert found["bought"] > other["bought"]
    assert found["ferries"] > other["ferries"]


VOCABULARY = """
Norway Beijing salmon 350 exported the of fish , . U.S.
"""
TEXTS = st.lists(st.sampled_from(VOCABULARY.split()), max_size=10)


@settings(deadline=None, max_examples=80)
@given(claim=TEXTS, passage=TEXTS, cosines=st.lists(st.floats(-1, 1), max_size=4))
def test_backing_weights_and_coverage_lie_between_0_and_1(claim, passage, cosines) -> None:
    vectors = np.concatenate([NOWHERE, *(at_cosine(cosine) for cosine in cosines)])
    text = " ".join(claim)
    share = {word.stem: 0.5 for word in words(text)}
    found = ClaimWords(read(text), pieces(text), share).backed_by(read(" ".join(passage)), vectors)
    assert [one.word for one in found] == list(read(text).content)
    assert all(0 <= one.backing <= 1 and 0 <= one.weight <= 1 for one in found)
    assert 0 <= coverage(found) <= 1 + 1e-9
