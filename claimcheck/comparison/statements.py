"""What a document says, statement by statement: its claims, and the sentences that none was found in."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from claimcheck.claims.details import find_status
from claimcheck.claims.extract import extract_claims
from claimcheck.comparison.records import Statement
from claimcheck.language.dates import find_dates
from claimcheck.language.sentences import split_sentences
from claimcheck.language.words import content_words
from claimcheck.records import Claim, Document, Sentence
from claimcheck.resources import load_toml

_LONGEST_DATE = 60  # characters of a line that may be nothing but a date


def claim_statements(document: Document) -> tuple[Statement, ...]:
    """The claims of `document` and its sentences without a claim, in text order."""
    sentences = split_sentences(document.text)
    claims = extract_claims(document)
    starts = [sentence.start for sentence in sentences]
    found = [_of_claim(claim, sentences, starts) for claim in claims]
    covered = {claim.sentence.start for claim in claims if claim.sentence is not None}
    found += [
        _of_sentence(document, one) for one in sentences if one.start not in covered and _speaks(one.text)
    ]
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


def sentence_statements(document: Document) -> tuple[Statement, ...]:
    """The sentences of `document` that hold a word, in text order: the units of two versions of a text."""
    return tuple(_of_sentence(document, one) for one in split_sentences(document.text) if _speaks(one.text))


def _of_claim(claim: Claim, sentences: Sequence[Sentence], starts: Sequence[int]) -> Statement:
    start, end = claim.start or 0, claim.end or 0
    sentence = sentences[max(0, bisect_right(starts, start) - 1)]
    return Statement(
        text=claim.text,
        start=start,
        end=end,
        standalone=claim.standalone,
        paragraph=sentence.block,
        status=claim.status,
        # A pronoun may be resolved to the wrong one, so only what names itself counts.
        sources=tuple(link.text for link in claim.attribution),
        boilerplate=_is_boilerplate(claim.text, sentence.kind),
    )


def _of_sentence(document: Document, sentence: Sentence) -> Statement:
    return Statement(
        text=sentence.text,
        start=sentence.start,
        end=sentence.end,
        standalone=" ".join(sentence.text.split()),
        paragraph=sentence.block,
        status=find_status(document.text, sentence.start, sentence.end),
        boilerplate=_is_boilerplate(sentence.text, sentence.kind),
    )


def _speaks(text: str) -> bool:
    return any(character.isalnum() for character in text)


@cache
def _boilerplate() -> tuple[tuple[str, ...], int]:
    setting = load_toml("comparison.toml")["boilerplate"]
    articles = load_toml("claims.toml")["boilerplate"]["openings"]
    openings = (*setting["openings"].split("|"), *articles.split("|"))
    return tuple(filter(None, (" ".join(one.split()) for one in openings))), setting["least_words"]


def _is_boilerplate(text: str, kind: str) -> bool:
    """Whether the words are a dateline, a contact, a signature line and the like."""
    openings, least = _boilerplate()
    opening = " ".join(text[:200].lower().split())
    few = len(text) < 200 and len(content_words(text)) < least
    return kind == "dateline" or few or opening.startswith(openings) or _is_date(text)


def _is_date(text: str) -> bool:
    """Whether a line holds a date and nothing else."""
    if len(text) > _LONGEST_DATE:
        return False
    rest = text
    for date in reversed(find_dates(text)):
        rest = rest[: date.start] + rest[date.end :]
    return len(rest) < len(text) and not content_words(rest)
