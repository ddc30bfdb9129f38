"""The frozen records that flow through every stage.

One invariant holds everywhere: a record with `text`, `start` and `end` satisfies
`document.text[start:end] == text`, where offsets count code points of the document it was cut from.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Label = Literal["supported", "overstated", "contradicted", "not_mentioned", "no_document"]
Voice = Literal["own", "reported", "joint"]
Summary = Literal["supported", "supported_by_some", "disputed", "contradicted", "unsupported"]
Doubt = Literal["", "no_text", "language", "partial"]


class Span(msgspec.Struct, frozen=True):
    """A verbatim piece of a document: `document.text[start:end] == text`."""

    text: str
    start: int
    end: int


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A text that was read, and where it comes from.

    `sha256` is that of the raw bytes. `parties` are those who speak officially in it (several for a
    joint document, none for an article). `date` is ISO 8601 (`2025-09-26`) or empty where unknown.
    `retrieved` is when it was fetched (ISO 8601, UTC), None for whatever did not come from the web.
    `reader` is the name and version of what made the text of the bytes, `encoding` that of the bytes
    where they are text. `pages` are the offsets at which the pages of the source begin, empty where it
    has none. `doubt` says why the silence of the text is not that of the source: it has "no_text", is in
    another "language" than the models know, or holds a "partial" text; `warnings` say it to people.
    """

    id: str
    text: str
    sha256: str
    parties: tuple[str, ...] = ()
    title: str = ""
    date: str = ""
    url: str | None = None
    kind: str = ""
    path: str = ""
    retrieved: str | None = None
    author: str = ""
    site: str = ""
    reader: str = ""
    encoding: str = ""
    pages: tuple[int, ...] = ()
    doubt: Doubt = ""
    warnings: tuple[str, ...] = ()


class Block(msgspec.Struct, frozen=True):
    """A stretch of text that layout sets apart; sentences never cross its borders."""

    text: str
    start: int
    end: int
    kind: Literal["heading", "paragraph", "list_item", "dateline", "quote"]


class Sentence(msgspec.Struct, frozen=True):
    """One sentence; `kind` is that of the block it stands in, `block` the index of that block."""

    text: str
    start: int
    end: int
    kind: Literal["heading", "paragraph", "list_item", "dateline", "quote"]
    block: int


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A number as a closed interval `[low, high]` with its unit; an open end is infinite.

    `unit` is canonical: an ISO 4217 code ("USD"), "percent", "percentage_point", a time unit ("day"),
    "ordinal", "vote" or "" for a plain count. `noun` is the counted thing ("soldiers") or "".
    `hedge` is "", "about", "at_least", "at_most", "over" or "under"; `per` is "" or a period ("year").
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str = ""
    noun: str = ""
    hedge: str = ""
    per: str = ""


class DateSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A date as a closed interval of days with the granularity in which it was given.

    `first` and `last` are ISO dates, both empty where the words could not be resolved. `readings`
    holds every interval that the words allow where they are ambiguous ("03/04/2025"). `relative` says
    that the anchor was needed to resolve it.
    """

    text: str
    start: int
    end: int
    first: str
    last: str
    granularity: str
    relative: bool = False
    readings: tuple[tuple[str, str], ...] = ()


class Status(msgspec.Struct, frozen=True, kw_only=True):
    """How far an act has gone: a rung 0 (topic) to 9 (done) of the commitment ladder.

    The report calls the verbatim words `phrase`.
    """

    text: str = msgspec.field(name="phrase")
    start: int
    end: int
    domain: str
    rung: int
    negated: bool = False
    conditions: tuple[Span, ...] = ()
    hedges: tuple[Span, ...] = ()


class Name(msgspec.Struct, frozen=True, kw_only=True):
    """A proper name and the one actor it stands for ("Beijing" and "the Chinese side" are "China")."""

    text: str
    start: int
    end: int
    actor: str
    kind: str = ""


class Direction(msgspec.Struct, frozen=True):
    """A word that says which way something moves: "up", "down" or "flat"."""

    text: str
    start: int
    end: int
    sense: Literal["up", "down", "flat"]
    negated: bool = False


class Quotation(msgspec.Struct, frozen=True, kw_only=True):
    """The words between quotation marks, without the marks, and who is said to have said them."""

    text: str
    start: int
    end: int
    speaker: Span | None = None


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Who is said to say what: source and cue, and the content as one or several spans.

    `kind` is "direct", "indirect", "mixed" or "according_to"; `name` is the source as a name where a
    pronoun or a description could be linked to one, else the source's own words.
    """

    source: Span | None
    cue: Span
    content: tuple[Span, ...]
    kind: Literal["direct", "indirect", "mixed", "according_to"]
    name: str = ""


class ClaimSource(msgspec.Struct, frozen=True, kw_only=True):
    """One link of a claim's chain of attribution, outermost first."""

    text: str
    start: int
    end: int
    name: str = ""
    cue: Span | None = None


class Claim(msgspec.Struct, frozen=True, kw_only=True):
    """One assertion that could be checked by itself.

    Offsets are None for a claim that was handed in without an article; then the offsets of its other
    spans count in its own `text`.
    """

    id: str
    text: str
    standalone: str
    start: int | None = None
    end: int | None = None
    sentence: Span | None = None
    attribution: tuple[ClaimSource, ...] = ()
    quotes: tuple[Quotation, ...] = ()
    parts: tuple[Span, ...] = ()
    voice: Voice = "own"
    unresolved: tuple[str, ...] = ()
    headline: bool = False
    lede: bool = False
    check_worthy: bool = True
    check_worthiness: float = 1.0
    status: Status | None = None


class Passage(msgspec.Struct, frozen=True, kw_only=True):
    """One to three consecutive sentences of an official document; `sentences` indexes its sentences."""

    document: str
    text: str
    start: int
    end: int
    sentences: tuple[int, int]


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that retrieval brought up for a claim, with what each list thought of it.

    `similarity` is the cosine of the vectors (-1 to 1), `lexical` the BM25 score, the ranks count
    from 1 and are None where the list did not bring the passage up; `score` is the fused score.
    """

    passage: Passage
    similarity: float
    lexical: float
    dense_rank: int | None
    lexical_rank: int | None
    score: float


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that decided a verdict; `relation` says how it bears on the claim.

    `page` counts from 1 and is None where the document has no pages.
    """

    document: str
    text: str
    start: int
    end: int
    relation: Literal["supports", "weaker", "conflicts"]
    score: float
    page: int | None = None


class Discrepancy(msgspec.Struct, frozen=True, kw_only=True):
    """One named difference between claim and evidence, with both wordings.

    Claim offsets count in the article (or in the claim's own text where it was handed in), source
    offsets in the party's document. A side that has no words for it has None offsets and empty text.
    """

    code: str
    type: str
    message: str
    claim_text: str = ""
    claim_start: int | None = None
    claim_end: int | None = None
    source_text: str = ""
    document: str | None = None
    source_start: int | None = None
    source_end: int | None = None


class Nearest(msgspec.Struct, frozen=True, kw_only=True):
    """A passage that came near but does not count, and why not."""

    document: str
    text: str
    start: int
    end: int
    similarity: float
    why_not: str
    page: int | None = None


class SearchedCorpus(msgspec.Struct, frozen=True, kw_only=True):
    """A built corpus that was searched: its folder, the fingerprint of its index, and the days searched.

    `since`, `until` and `as_of` are ISO dates, empty where there was no such bound. Of `rewrites`
    statements of the corpus that were put into other words `found` came up when they were searched for;
    both are 0 where that was not measured.
    """

    path: str
    fingerprint: str
    since: str = ""
    until: str = ""
    as_of: str = ""
    found: int = 0
    rewrites: int = 0


class Search(msgspec.Struct, frozen=True, kw_only=True):
    """What was searched for one claim at one party, so that a reader can try to refute a silence.

    `queries` are all wordings that were searched for. `actors` are those that the claim names, for whom
    documents were searched under every known name; `corpora` the built corpora among what was searched.
    Both are left out of a report where documents were searched one by one.
    """

    documents: int
    passages: int
    queries: tuple[str, ...]
    nearest: tuple[Nearest, ...] = ()
    actors: tuple[str, ...] | msgspec.UnsetType = msgspec.UNSET
    corpora: tuple[SearchedCorpus, ...] | msgspec.UnsetType = msgspec.UNSET


class Scores(msgspec.Struct, frozen=True):
    """Probabilities of the three folded labels; they sum to 1."""

    supported: float
    contradicted: float
    not_mentioned: float


class PartFinding(msgspec.Struct, frozen=True, kw_only=True):
    """Whether one part of a claim is backed by the party."""

    text: str
    start: int | None
    end: int | None
    supported: bool


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What one party's documents say about one claim."""

    label: Label
    confidence: float
    scores: Scores
    evidence: tuple[Evidence, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    search: Search
    parts: tuple[PartFinding, ...] = ()
    earlier: tuple[str, ...] = ()
    later: tuple[str, ...] = ()


class CheckedClaim(Claim, frozen=True, kw_only=True):
    """A claim with one verdict for each party, and the line that describes them together."""

    summary: Summary
    verdicts: dict[str, Verdict]


class ModelEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A model that took part, and what identifies its weights."""

    name: str
    sha256: str


class DocumentEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An official document that was searched; `retrieved` is when it was fetched, None for files.

    `reader`, `encoding`, `pages` and `doubt` are as in a Document; one whose `doubt` is "no_text" or
    "language" was not searched.
    """

    id: str
    title: str
    date: str
    url: str | None
    path: str
    sha256: str
    retrieved: str | None = None
    reader: str = ""
    encoding: str = ""
    pages: tuple[int, ...] = ()
    doubt: Doubt = ""


class PartyEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The documents of one party that were searched.

    Where built corpora are among them, only those of their documents are listed that a verdict names;
    `searched` is how many there are, `corpora` which corpora these are.
    """

    documents: tuple[DocumentEntry, ...]
    searched: int | msgspec.UnsetType = msgspec.UNSET
    corpora: tuple[SearchedCorpus, ...] | msgspec.UnsetType = msgspec.UNSET


class ArticleEntry(msgspec.Struct, frozen=True, kw_only=True):
    """The article that was checked; fields as in `DocumentEntry`, with who wrote it and where it stood."""

    title: str
    date: str
    path: str
    url: str | None
    sha256: str
    retrieved: str | None = None
    author: str = ""
    site: str = ""
    reader: str = ""
    encoding: str = ""
    pages: tuple[int, ...] = ()
    doubt: Doubt = ""


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that one check found: the report of `--format json`, schema `claimcheck/report/1`.

    `texts` maps the sha256 of each document quoted to its text, so that a report can be read by itself.
    """

    schema: str
    claimcheck: str
    models: dict[str, ModelEntry]
    article: ArticleEntry | None
    parties: dict[str, PartyEntry]
    claims: tuple[CheckedClaim, ...]
    warnings: tuple[str, ...] = ()
    texts: dict[str, str] = {}
