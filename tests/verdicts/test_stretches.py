from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.resources import load_toml
from claimcheck.verdicts.overlap import part_of, texture_of
from claimcheck.verdicts.stretches import closest, stretches

PORTS = tuple(
    f"The port of Harbour {n} shipped {n} tonnes of grain in the year {1800 + n}." for n in range(60)
)
CLAIM = "Harbour 7 shipped grain, and Harbour 51 did so in 1851."


def test_a_short_document_is_one_stretch() -> None:
    assert stretches(part_of(CLAIM), texture_of(PORTS[:5]), PORTS[:5]) == (" ".join(PORTS[:5]),)


def test_of_a_long_document_the_sentences_that_share_most_are_read() -> None:
    found = stretches(part_of(CLAIM), texture_of(PORTS), PORTS)
    assert len(found) == 2
    assert all(PORTS[51] in text for text in found)
    assert any(PORTS[7] in text and PORTS[51] in text for text in found)


def test_the_closest_sentences_are_few() -> None:
    assert closest(part_of("Harbour 51 shipped grain in 1851."), texture_of(PORTS), PORTS) == PORTS[51]


@settings(deadline=None)
@given(st.text(max_size=80), st.lists(st.text("abc \n", max_size=600), max_size=30))
def test_no_stretch_of_several_sentences_is_longer_than_the_model_reads(
    claim: str, sentences: list[str]
) -> None:
    longest = load_toml("pairs.toml")["premises"]["whole_words"]
    for text in stretches(part_of(claim), texture_of(sentences), sentences):
        assert (
            len(text.split()) <= longest or text in sentences or any(len(s.split()) > 100 for s in sentences)
        )
