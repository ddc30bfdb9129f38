"""Claims of an article: sentences taken apart, worded to stand alone, with who says so and how firmly."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

import msgspec

from claimcheck.claims.agreement import is_plural
from claimcheck.claims.attributed import source_of, span_of, stretches
from claimcheck.claims.clause_tokens import Clause, Tokens
from claimcheck.claims.coreference import Unit
from claimcheck.claims.details import find_status, find_voice, trim
from claimcheck.claims.edits import Edit
from claimcheck.claims.given import claim_from_text
from claimcheck.claims.lists import list_items
from claimcheck.claims.preparation import (
    Prepared,
    limit,
    prepare,
    start_of_lists,
    unit_of,
    units_of,
    word_count,
)
from claimcheck.claims.standalone import word_alone
from claimcheck.claims.wordclasses import tokenise
from claimcheck.claims.worthiness import rate_claims
from claimcheck.language.sentences import split_sentences
from claimcheck.records import Claim, Document, Sentence, Span
from claimcheck.resources import load_toml

__all__ = ["claim_from_text", "extract_claims"]


@cache
def _boilerplate() -> tuple[str, ...]:
    openings = load_toml("claims.toml")["boilerplate"]["openings"].replace("\n", "")
    return tuple(opening for opening in openings.split("|") if opening)


def extract_claims(document: Document) -> tuple[Claim, ...]:
    """The claims of `document` in text order, with ids "1", "2", ...

    Compound sentences give several claims. Questions, commands, datelines and boilerplate give none; claims
    of the headline and of the lede, the first sentence of the text proper, are marked so. Linear in the
    length of the text; raises nothing.
    """
    sentences = split_sentences(document.text)
    article = prepare(document.text, sentences, document.date or None)
    claims: list[Claim] = []
    for sentence in sentences:
        claims.extend(_claims_of(article, sentence, first=not claims))
    claims.sort(key=lambda claim: (claim.start or 0, claim.end or 0))
    proper = (sentence.start for sentence in sentences if sentence.kind not in ("heading", "dateline"))
    lede = next(proper, None)
    return rate_claims(
        [
            msgspec.structs.replace(
                claim, id=str(number), lede=claim.sentence is not None and claim.sentence.start == lede
            )
            for number, claim in enumerate(claims, 1)
        ]
    )


def _claims_of(article: Prepared, sentence: Sentence, *, first: bool) -> Iterable[Claim]:
    """The claims of one sentence; every sentence read adds to the memory of the discourse."""
    if sentence.kind == "dateline" or len(sentence.text) > limit("max_sentence_characters"):
        return
    heading = sentence.kind == "heading"
    tokens = tokenise(sentence.text, capitals=not heading)
    if not _may_claim(sentence, tokens):
        return
    ranges = stretches(sentence, tokens, article.sayings)
    if heading:
        units = _heading_units(article, sentence, tokens, ranges, first=first)
    else:
        units = units_of(
            article, sentence, tokens, [_after_label(sentence.text, tokens, *kept) for kept in ranges]
        )
    if not units and not heading and _reads_as_sentence(tokens):
        start, stop = max(ranges, key=lambda kept: kept[1] - kept[0], default=(0, 0))
        if "F" not in tokens.tags[start:stop]:
            start, stop = 0, len(tokens.words)
        clause = Clause(start, stop, "main", -1)
        units = [unit_of(article, sentence, tokens, clause)]
    edits = article.discourse.read(sentence.text, sentence.start, tokens, units, heading=heading)
    whole = len(units) == 1 and len(ranges) == 1 and units[0].clause.kind in ("main", "coordinate")
    for unit in units:
        yield _claim(article, sentence, tokens, unit, edits, whole=whole, headline=heading)


def _claim(
    article: Prepared,
    sentence: Sentence,
    tokens: Tokens,
    unit: Unit,
    edits: Sequence[Edit],
    *,
    whole: bool,
    headline: bool,
) -> Claim:
    clause = unit.clause
    start, end = trim(tokens, clause.first, clause.last)
    if whole and end >= tokens.ends[-1] - 2:
        end = len(sentence.text)
    wording = word_alone(sentence.text, tokens, clause, edits)
    shift = sentence.start
    carried = ""
    if clause.carried and clause.kind == "shared":
        begin, stop = clause.carried[0]
        carried = sentence.text[tokens.starts[begin] : tokens.ends[stop - 1]]
    items = list_items(tokens, start_of_lists(clause), clause.last)
    parts = [*items, clause.tail] if clause.tail else items
    return Claim(
        id="",
        text=article.text[shift + start : shift + end],
        standalone=wording.text,
        start=shift + start,
        end=shift + end,
        sentence=span_of(article.text, sentence.start, sentence.end),
        attribution=tuple(source_of(attribution, article.discourse.named) for attribution in unit.chain),
        quotes=article.quotes.inside(shift + start, shift + end),
        parts=tuple(_span_of_item(article.text, shift, tokens, part) for part in parts),
        voice=find_voice(sentence.text, tokens, clause, unit.chain),
        unresolved=wording.unresolved,
        headline=headline,
        status=find_status(article.text, shift + start, shift + end, carried),
    )


def _span_of_item(text: str, shift: int, tokens: Tokens, item: tuple[int, int]) -> Span:
    start, end = trim(tokens, *item)
    return span_of(text, shift + start, shift + end)


def _heading_units(
    article: Prepared, sentence: Sentence, tokens: Tokens, ranges: Sequence[tuple[int, int]], *, first: bool
) -> list[Unit]:
    """A heading is one claim, if it is the first line of the article or a sentence with a verb."""
    has_verb = any(tag in "FI" for tag in tokens.tags)
    if word_count(tokens, 0, len(tokens.words)) < limit("min_heading_words") or not (first or has_verb):
        return []
    start, end = max(ranges, key=lambda kept: kept[1] - kept[0], default=(0, len(tokens.words)))
    if end - start < limit("min_heading_words") or not any(tag in "FI" for tag in tokens.tags[start:end]):
        start, end = 0, len(tokens.words)
    start, end = _after_label(sentence.text, tokens, start, end)
    verb = next((i for i in range(start, end) if tokens.tags[i] == "F"), -1)
    clause = Clause(start, end, "main", verb)
    return [unit_of(article, sentence, tokens, clause)]


def _after_label(text: str, tokens: Tokens, first: int, last: int) -> tuple[int, int]:
    """Skip a label in front: "CHINESE ACTIONS: ...", "Fact Sheet: ..."."""
    for i in range(first, min(first + 9, last - 1)):
        if tokens.tags[i] == ":":
            label = text[tokens.starts[first] : tokens.starts[i]]
            return (
                (i + 1, last)
                if label.isupper() or (i - first <= 3 and "F" not in tokens.tags[first:i])
                else (first, last)
            )
    return first, last


def _may_claim(sentence: Sentence, tokens: Tokens) -> bool:
    """Whether the sentence is no question, command, caption or boilerplate."""
    stripped = sentence.text.strip().lower()
    if stripped.startswith(_boilerplate()) or stripped.rstrip("\"”'’)").endswith("?"):
        return False
    return word_count(tokens, 0, len(tokens.words)) >= limit("min_clause_words")


def _reads_as_sentence(tokens: Tokens) -> bool:
    """Whether a sentence whose main verb was not recognised still looks like a statement."""
    if word_count(tokens, 0, len(tokens.words)) < limit("min_fallback_words") or tokens.tags[-1] not in '."':
        return False
    if "F" in tokens.tags:
        return True
    if tokens.tags[0] not in "DXNPRW#":
        return False
    return any(tag in "ngI" for tag in tokens.tags[1:]) or _has_likely_verb(tokens)


def _has_likely_verb(tokens: Tokens) -> bool:
    """Whether a word that is no known verb stands where one would.

    "These stand at 390 million", "five of them lie in the north", "each of the men receives 3,000 euros". A
    preposition may follow where no noun would stand before it: "a war with the discounters looms in May".
    """
    words, tags = tokens.words, tokens.tags
    if tags[0] == "P" or tags[:3] == ["#", "R", "O"]:
        return True
    if words[0] in _likely_verbs("subjects") and tags[1:2] == ["N"] and not is_plural(words[1]):
        return True
    return any(
        tags[i] == "N"
        and _ends_like_a_verb(words[i])
        and (
            (tags[i - 1] in "NOPX#" and tags[i + 1] in "DAXNOP#gn")
            or (tags[i - 1] == "X" and tags[i + 1] == "R")
            or (tags[i - 1] == "N" and is_plural(words[i - 1]) and tags[i + 1] == "R")
        )
        for i in range(1, len(words) - 1)
    )


def _ends_like_a_verb(word: str) -> bool:
    ends = word.endswith(("s", "ed")) and not word.endswith(("ss", "us", "is"))
    return word.isalpha() and ends and word not in _likely_verbs("never")


@cache
def _likely_verbs(key: str) -> frozenset[str]:
    return frozenset(load_toml("claims.toml")["likely_verbs"][key].split())
