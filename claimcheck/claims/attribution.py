"""Attributions: who an article says says what, found by rules over word classes, without a parser.

`cues` and `attribution.toml` hold the words, `tagging` turns a sentence into a string of word classes,
`sources` and `content` bound the two sides of a cue, `sayings` puts them together for one sentence,
`continuations` gives quotations without a cue to the last speaker, `speakers` links sources to names.
"""

from __future__ import annotations

from collections.abc import Sequence

from claimcheck.claims.continuations import with_continuations
from claimcheck.claims.reading import Saying
from claimcheck.claims.sayings import find_sayings
from claimcheck.claims.sources import Range
from claimcheck.claims.speakers import name_sources
from claimcheck.claims.tagging import QuoteMarks, tag_sentence
from claimcheck.language.names import find_names
from claimcheck.language.quotations import find_marks
from claimcheck.records import Attribution, Name, Sentence, Span


def find_attributions(
    text: str, sentences: Sequence[Sentence], names: Sequence[Name] | None = None
) -> tuple[Attribution, ...]:
    """The attributions of `text`, in order of their cues.

    Args:
        text: the document.
        sentences: its sentences (of `split_sentences(text)`), in order.
        names: its proper names (of `find_names(text)`), where they are known already.

    Content leaves out the "that" before it, the marks around words that are wholly quoted, and the full
    stop of the sentence; where it is interrupted ("P, he said, Q") or goes on in later sentences it has
    several spans, in order. Attributions nest: in "A said B denied P" the content of the second lies
    inside the content of the first. The time needed grows linearly with the text, whatever it holds.
    """
    marks = find_marks(text)
    quotes = QuoteMarks(marks)
    found: list[Saying] = []
    for sentence in sentences:
        tagged = tag_sentence(text, sentence.start, sentence.end, quotes, heading=sentence.kind == "heading")
        found.extend(find_sayings(tagged, sentence, quotes))
    found.sort(key=lambda saying: saying.cue)
    sayings = with_continuations(text, sentences, found, marks)
    people = find_names(text) if names is None else names
    called = name_sources(text, sayings, people, [sentence.start for sentence in sentences])
    return tuple(_record(text, saying, name) for saying, name in zip(sayings, called, strict=True))


def _span(text: str, offsets: Range) -> Span:
    start, end = offsets
    return Span(text[start:end], start, end)


def _record(text: str, saying: Saying, name: str) -> Attribution:
    return Attribution(
        source=_span(text, saying.source) if saying.source else None,
        cue=_span(text, saying.cue),
        content=tuple(_span(text, content) for content in sorted(saying.content)),
        kind=saying.kind,
        name=name,
    )
