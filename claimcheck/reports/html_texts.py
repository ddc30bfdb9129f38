"""The two sides of the HTML report: the article with its claims marked, the documents with what was cited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from claimcheck.records import CheckedClaim, DocumentEntry, Evidence, Nearest, Report, Verdict
from claimcheck.reports.marking import Mark, Paragraph, Piece, cut, paragraphs
from claimcheck.resources import load_toml


class ArticlePiece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of the article: `claims` cover it (innermost first), `opens` begin with it.

    `words` are the claims in which these words differ from what a document says.
    """

    text: str
    start: int
    claims: tuple[int, ...] = ()
    opens: tuple[int, ...] = ()
    words: tuple[int, ...] = ()


class SourcePiece(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch of a document: cited for claims, near to claims, deciding for claims; `anchor` is its id."""

    text: str
    start: int
    cited: tuple[int, ...] = ()
    near: tuple[int, ...] = ()
    words: tuple[int, ...] = ()
    anchor: str = ""


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph of either side."""

    kind: str
    start: int
    left_out: int
    pieces: tuple[ArticlePiece, ...] | tuple[SourcePiece, ...]


class SourceText(msgspec.Struct, frozen=True, kw_only=True):
    """A document as it is shown.

    `excerpt` says that only passages of it are shown, `left_out` counts the code points missing at the end.
    """

    entry: DocumentEntry
    link: str
    blocks: tuple[Block, ...]
    excerpt: bool
    left_out: int
    length: int


class PartyTexts(msgspec.Struct, frozen=True, kw_only=True):
    """A party's documents that are cited, and the names of the others that were searched."""

    name: str
    texts: tuple[SourceText, ...]
    others: tuple[str, ...]
    more: int


def article_blocks(report: Report) -> tuple[Block, ...]:
    """The article in paragraphs; the claims themselves, each a paragraph, where its text is not at hand."""
    if report.article is None or not has_article_text(report):
        return tuple(_lone_claim(number, claim) for number, claim in enumerate(report.claims, 1))
    text = report.texts[report.article.sha256]
    marks: list[Mark] = []
    for number, claim in enumerate(report.claims, 1):
        if claim.start is None or claim.end is None:
            continue
        marks += [Mark(s, e, "claim", number) for s, e in _spans(claim)]
        marks += [Mark(s, e, "word", number) for s, e in _differing(claim)]
    return tuple(
        _block(block, tuple(_article_piece(piece) for piece in block.pieces))
        for block in paragraphs(text, marks)
    )


def has_article_text(report: Report) -> bool:
    """Whether the article's own text is in the report, so that claims can be shown in their places."""
    return report.article is not None and report.article.sha256 in report.texts


def party_texts(report: Report) -> tuple[PartyTexts, ...]:
    """The documents of every party, in the report's order."""
    limits = load_toml("report/page.toml")["limits"]
    found = []
    for index, (party, entry) in enumerate(report.parties.items(), 1):
        marks = _marks_by_document(report.claims, party)
        verdicts = [claim.verdicts[party] for claim in report.claims if party in claim.verdicts]
        cited = [document for document in entry.documents if document.id in marks]
        texts = tuple(
            _source_text(report, verdicts, document, marks[document.id], f"s{index}-{place}")
            for place, document in enumerate(cited, 1)
        )
        others = [_named(document) for document in entry.documents if document.id not in marks]
        named = limits["named_documents"]
        found.append(
            PartyTexts(name=party, texts=texts, others=tuple(others[:named]), more=len(others[named:]))
        )
    return tuple(found)


def safe_link(url: str | None) -> str:
    """`url` if it leads to a web page, else nothing: no other scheme may stand in a link."""
    url = (url or "").strip()
    return url if url.lower().startswith(("https://", "http://")) else ""


def _named(entry: DocumentEntry) -> str:
    """Title or id, and whether the document could not be searched at all."""
    unread = {"no_text": " (not searched: no text in it)", "language": " (not searched: not in English)"}
    return (entry.title or entry.id) + unread.get(entry.doubt, "")


def _lone_claim(number: int, claim: CheckedClaim) -> Block:
    marks = [Mark(0, len(claim.text), "claim", number)]
    if claim.start is None:
        marks += [Mark(s, e, "word", number) for s, e in _differing(claim)]
    (pieces,) = cut(claim.text, [(0, len(claim.text))], marks)
    return Block(
        kind="paragraph", start=0, left_out=0, pieces=tuple(_article_piece(piece) for piece in pieces)
    )


def _spans(claim: CheckedClaim) -> Iterator[tuple[int, int]]:
    """Where the claim stands, its further parts included unless they lie within it."""
    start, end = claim.start or 0, claim.end or 0
    yield start, end
    for part in claim.parts:
        if not start <= part.start < part.end <= end:
            yield part.start, part.end


def _differing(claim: CheckedClaim) -> list[tuple[int, int]]:
    spans = [
        (difference.claim_start, difference.claim_end)
        for verdict in claim.verdicts.values()
        for difference in verdict.discrepancies
        if difference.claim_start is not None and difference.claim_end is not None
    ]
    return list(dict.fromkeys(spans))


def _article_piece(piece: Piece) -> ArticlePiece:
    over = sorted((m for m in piece.marks if m.kind == "claim"), key=lambda m: (m.end - m.start, m.claim))
    opens = sorted((m for m in over if m.start == piece.start), key=lambda m: (m.start - m.end, m.claim))
    return ArticlePiece(
        text=piece.text,
        start=piece.start,
        claims=_numbers(over),
        opens=_numbers(opens),
        words=_numbers(mark for mark in piece.marks if mark.kind == "word"),
    )


def _numbers(marks: Iterable[Mark]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(mark.claim for mark in marks))


def _block(block: Paragraph, pieces: tuple[ArticlePiece, ...] | tuple[SourcePiece, ...]) -> Block:
    return Block(kind=block.kind, start=block.start, left_out=block.left_out, pieces=pieces)


def _marks_by_document(claims: Sequence[CheckedClaim], party: str) -> dict[str, list[Mark]]:
    marks: dict[str, list[Mark]] = {}
    for number, claim in enumerate(claims, 1):
        verdict = claim.verdicts.get(party)
        if verdict is not None:
            for document, mark in _marks(verdict, number):
                marks.setdefault(document, []).append(mark)
    return marks


def _marks(verdict: Verdict, number: int) -> Iterator[tuple[str, Mark]]:
    for item in verdict.evidence:
        yield item.document, Mark(item.start, item.end, "evidence", number)
    for difference in verdict.discrepancies:
        start, end = difference.source_start, difference.source_end
        if difference.document is not None and start is not None and end is not None:
            yield difference.document, Mark(start, end, "word", number)
    if not verdict.evidence:
        for near in verdict.search.nearest:
            yield near.document, Mark(near.start, near.end, "near", number)


def _source_text(
    report: Report, verdicts: Iterable[Verdict], entry: DocumentEntry, marks: list[Mark], prefix: str
) -> SourceText:
    limits = load_toml("report/page.toml")["limits"]
    text = report.texts.get(entry.sha256)
    if text is None:
        blocks, end, length = _passages_alone(verdicts, entry.id, marks, prefix), 0, 0
        return SourceText(
            entry=entry, link=safe_link(entry.url), blocks=blocks, excerpt=True, left_out=end, length=length
        )
    long = len(text) > limits["long_document"]
    parts = paragraphs(text, marks, context=limits["context"] if long else None)
    last = parts[-1].pieces[-1] if parts and parts[-1].pieces else None
    end = last.start + len(last.text) if last else 0
    return SourceText(
        entry=entry,
        link=safe_link(entry.url),
        blocks=_source_blocks(parts, prefix),
        excerpt=long,
        left_out=len(text[end:].strip()),
        length=len(text),
    )


def _source_blocks(parts: Sequence[Paragraph], prefix: str) -> tuple[Block, ...]:
    """The paragraphs with an anchor at the first piece of each passage, each anchor once."""
    seen: set[int] = set()
    blocks = []
    for part in parts:
        pieces = tuple(_source_piece(piece, prefix, seen) for piece in part.pieces)
        blocks.append(_block(part, pieces))
    return tuple(blocks)


def _source_piece(piece: Piece, prefix: str, seen: set[int]) -> SourcePiece:
    begins = any(mark.start == piece.start and mark.kind in ("evidence", "near") for mark in piece.marks)
    anchor = f"{prefix}-{piece.start}" if begins and piece.start not in seen else ""
    seen.add(piece.start)
    by_kind: Mapping[str, tuple[int, ...]] = {
        kind: _numbers(mark for mark in piece.marks if mark.kind == kind)
        for kind in ("evidence", "near", "word")
    }
    return SourcePiece(
        text=piece.text,
        start=piece.start,
        cited=by_kind["evidence"],
        near=by_kind["near"],
        words=by_kind["word"],
        anchor=anchor,
    )


def _passages_alone(
    verdicts: Iterable[Verdict], document: str, marks: Sequence[Mark], prefix: str
) -> tuple[Block, ...]:
    """The passages cited of a document whose full text is not in the report, each a paragraph."""
    texts: dict[tuple[int, int], str] = {}
    for verdict in verdicts:
        cited: tuple[Evidence | Nearest, ...] = verdict.evidence or verdict.search.nearest
        for item in cited:
            if item.document == document:
                texts.setdefault((item.start, item.end), item.text)
    seen: set[int] = set()
    blocks = []
    for (start, end), text in sorted(texts.items()):
        inside = [
            Mark(max(m.start - start, 0), min(m.end, end) - start, m.kind, m.claim)
            for m in marks
            if m.start < end and start < m.end and (m.kind == "word" or (m.start, m.end) == (start, end))
        ]
        (pieces,) = cut(text, [(0, len(text))], inside)
        moved = (Piece(piece.text, piece.start + start, _moved(piece.marks, start)) for piece in pieces)
        shown = tuple(_source_piece(piece, prefix, seen) for piece in moved)
        blocks.append(Block(kind="paragraph", start=start, left_out=0, pieces=shown))
    return tuple(blocks)


def _moved(marks: tuple[Mark, ...], by: int) -> tuple[Mark, ...]:
    return tuple(Mark(mark.start + by, mark.end + by, mark.kind, mark.claim) for mark in marks)
