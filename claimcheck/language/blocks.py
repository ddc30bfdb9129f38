"""Cut a text into the blocks that its layout sets apart, so that no sentence crosses their borders.

Blocks are ordered and disjoint, and every character that is not white space lies in one. The mark that
makes a block what it is (`# `, `- `, `(a) `, `> `) belongs to the block; `content_start` says where its
words begin. A line of nothing but such marks (`---`, `###`) is a block without words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from claimcheck.language.boundaries import CLOSERS, ends_sentence
from claimcheck.records import Block
from claimcheck.resources import load_toml

Kind = Literal["heading", "paragraph", "list_item", "dateline", "quote"]

_LISTS = load_toml("segmentation.toml")
_HEADINGS = _LISTS["headings"]
_SMALL_WORDS = frozenset(_HEADINGS["small_words"])

_RULE_MARKS = "-#*_=~•·>|+ \t"
_BULLETS = "-*•·‣◦▪●■–—\uf0b7"
_HASHES = re.compile(r"#{1,6}[ \t]\s*")
_BULLET = re.compile(rf"[{_BULLETS}]\s+")
_NUMBER = re.compile(r"(?:\((?:[a-zA-Z]{1,2}|[ivx]{1,5}|\d{1,3})\)|(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])\s+")
_ANGLES = re.compile(r"(?:>\s?){1,8}\s*")
_ROUND_BULLETS = "•●▪"
_INLINE_ITEM = re.compile(rf"\s([{_BULLETS}]|\((?:[a-z]{{1,2}}|[ivx]{{1,5}})\))\s+(?=\S)")
_SPEAKER = re.compile(
    r"(?:Q|A|[A-Z][A-Z.'’-]+(?:[ \t][A-Z.'’-]{1,20}){0,4}(?:[ \t]\([^)\n]{1,40}\))?):\s|Q\.?[ \t]+[A-Z]"
)
_SECTION = re.compile(
    r"(?:SEC|Sec|Section|SECTION|Article|ARTICLE|§)\s?\.?\s\d{1,4}[A-Za-z]?\s?\.\s+([^.\n]{1,120})\.(?=\s+\S)"
)

_MONTH = "(?:" + "|".join(_LISTS["datelines"]["months"]) + r")\.?"
_DASH = r"(?:\s+(?:-{1,2}|–)\s+|\s*—\s*)"
_AGENCY = r"\([A-Z][\w .&/,]{1,30}\)"
_REGION = r",\s[A-Z0-9][\w.'’]{0,14}(?:\s[A-Z0-9][\w.'’]{0,14}){0,3}"
_DATE = rf"{_MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?"
_PLACE = r"[A-ZÀ-Þ][\w.'’-]{1,20}(?:\s[A-Z][\w.'’-]{1,20}){0,2}"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+[A-ZÀ-Þ.](?:[ /][A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,4}"
_FEDERAL = rf",\sD\.?C\.?(?:\s{_AGENCY})?{_DASH}"
_DATED = rf"(?:{_DASH}|,\s){_DATE}(?:\s{_AGENCY})?(?:{_DASH}|:\s+)"
_DATELINE = re.compile(
    rf"(?:{_CAPITALS}(?:{_REGION}){{0,4}}(?:\s{_AGENCY})?{_DASH}"
    rf"|{_PLACE}(?:{_REGION}){{0,2}}(?:{_DATED}|{_FEDERAL}|\s{_AGENCY}{_DASH})"
    rf"|(?:{_DATE}\s)?{_AGENCY}{_DASH})(?=[\"“‘A-ZÀ-Þ\d$])"
)
"""The place, the day and the agency of a dateline with the dash or colon that ends it, in the styles of
AP, Reuters, AFP, Xinhua and of ministries' press releases."""


class _Line(NamedTuple):
    start: int
    end: int


class _Piece(NamedTuple):
    start: int
    end: int
    kind: Kind
    lines: int = 1


def split_blocks(text: str) -> tuple[Block, ...]:
    """The blocks of `text` in order; offsets are code points of `text`.

    A blank line ends a block. A single line break is a soft wrap and joins, unless the next line carries
    a mark of its own, a dateline or a speaker's label, or the line before it ends a sentence and the next
    begins with a capital, or the line before it is a heading. A dateline covers its prefix only.
    """
    pieces = [piece for chunk in _chunks(text) for piece in _chunk_pieces(text, chunk)]
    last = len(pieces) - 1
    blocks: list[Block] = []
    for index, piece in enumerate(pieces):
        blocks.extend(
            Block(text[start:end], start, end, kind)
            for start, end, kind, _ in _refined(text, piece, index == 0, index == last)
        )
    return tuple(blocks)


def content_start(block: Block) -> int:
    """Where the words of `block` begin, as an offset in its document; `block.end` where it has none."""
    if _is_rule(block.text):
        return block.end
    if block.kind == "list_item":
        match = _BULLET.match(block.text) or _NUMBER.match(block.text)
    elif block.kind == "quote":
        match = _ANGLES.match(block.text)
    else:
        match = _HASHES.match(block.text) if block.kind == "heading" else None
    return block.start + (match.end() if match else 0)


def _is_rule(line: str) -> bool:
    return not line.strip(_RULE_MARKS)


def _chunks(text: str) -> Iterator[list[_Line]]:
    """Runs of lines between blank lines, each line without the white space around it."""
    chunk: list[_Line] = []
    offset = 0
    for raw in text.splitlines(keepends=True):
        line = raw.strip()
        if line:
            start = offset + (0 if raw[0] == line[0] else len(raw) - len(raw.lstrip()))
            chunk.append(_Line(start, start + len(line)))
        elif chunk:
            yield chunk
            chunk = []
        offset += len(raw)
    if chunk:
        yield chunk


def _chunk_pieces(text: str, chunk: list[_Line]) -> Iterator[_Piece]:
    """Join the lines of one chunk into pieces."""
    width = max(line.end - line.start for line in chunk)
    piece: _Piece | None = None
    before = chunk[0]
    for line in chunk:
        kind = _line_kind(text, line, before, piece)
        if piece is None:
            piece = _Piece(line.start, line.end, kind)
        elif _joins(text, piece, before, line, kind, width):
            piece = piece._replace(end=line.end, lines=piece.lines + 1)
        else:
            yield piece
            piece = _Piece(line.start, line.end, kind)
        before = line
    if piece is not None:
        yield piece


def _line_kind(text: str, line: _Line, before: _Line, piece: _Piece | None) -> Kind:
    """What the mark at the start of the line makes of it; "paragraph" where it has none."""
    first = text[line.start]
    if first == ">":
        return "quote"
    if first == "#" and _HASHES.match(text, line.start, line.end):
        return "heading"
    if first in _BULLETS and _BULLET.match(text, line.start, line.end):
        # A dash at the start of a wrapped line is punctuation unless the line above is finished.
        dash = first in "–—" and piece is not None and piece.kind != "list_item"
        return "paragraph" if dash and not _is_finished(text, before, line) else "list_item"
    if (first in "(" or first.isalnum()) and _NUMBER.match(text, line.start, line.end):
        follows = piece is None or _is_finished(text, before, line) or _is_next_number(text, piece, line)
        follows = follows or _is_rule(text[before.start : before.end])
        return "list_item" if follows else "paragraph"
    return "paragraph"


def _is_finished(text: str, before: _Line, line: _Line) -> bool:
    """Whether the line `before` is at the end of a sentence or clause, so that an enumeration may follow."""
    if text[before.end - 1] in ":;" or text[max(before.start, before.end - 5) : before.end].endswith(
        (" and", "; or")
    ):
        return True
    if before.end - before.start < 2:
        return True
    return text[before.end - 1] in ".!?…" + CLOSERS and ends_sentence(
        text, before.start, before.end, line.start
    )


def _is_next_number(text: str, piece: _Piece, line: _Line) -> bool:
    """Whether the line's number is the successor of the one that opened the running list item."""
    if piece.kind != "list_item":
        return False
    numbers = [re.match(r"\(?(\d{1,3}|[a-z])[.)]", text[at : at + 5]) for at in (piece.start, line.start)]
    if not all(numbers):
        return False
    old, new = (match.group(1) for match in numbers if match)
    if old.isdigit() and new.isdigit():
        return int(new) == int(old) + 1
    return not old.isdigit() and not new.isdigit() and ord(new) == ord(old) + 1


def _joins(text: str, piece: _Piece, before: _Line, line: _Line, kind: Kind, width: int) -> bool:
    """Whether the break between the running piece and the line is a soft wrap."""
    if piece.kind == "heading" or kind in ("heading", "list_item"):
        return False
    if (kind == "quote") != (piece.kind == "quote"):
        return False
    shape = text[before.start : before.end]
    if "|" in (text[line.start], shape[0]) or _is_rule(shape) or _is_rule(text[line.start : line.end]):
        return False
    after = line.start
    if kind == "quote":
        match = _ANGLES.match(text, line.start, line.end)
        after = match.end() if match and match.end() < line.end else after
    if text[after].islower() or text[after] in "”’»)]":
        return True
    if shape[-1] in ".!?…" + CLOSERS and ends_sentence(text, before.start, before.end, after):
        return False
    if _SPEAKER.match(text, after, line.end) or _DATELINE.match(text, after, line.end):
        return False
    short = len(shape) < _HEADINGS["wrap_share"] * width
    return not (short and piece.lines == 1 and piece.kind == "paragraph" and _is_capitalised_heading(shape))


def _refined(text: str, piece: _Piece, first: bool, last: bool) -> Iterable[_Piece]:
    """The blocks of one piece: headings told by their looks, datelines, section heads, run-in items."""
    content = text[piece.start : piece.end]
    if piece.kind == "list_item" or any(bullet in content for bullet in _ROUND_BULLETS):
        return _inline_items(text, piece)
    if piece.kind != "paragraph":
        return (piece,)
    if piece.lines == 1 and _is_heading(content, first, last):
        return (piece._replace(kind="heading"),)
    dateline = _DATELINE.match(text, piece.start, piece.end)
    if dateline:
        end = piece.start + len(dateline.group().rstrip())
        return (_Piece(piece.start, end, "dateline"), _Piece(dateline.end(), piece.end, "paragraph"))
    return _section(text, piece)


def _section(text: str, piece: _Piece) -> Iterable[_Piece]:
    """Cut "Sec. 2. Determination. (a) Under ..." into a heading and what it stands over."""
    head = _SECTION.match(text, piece.start, piece.end)
    if head is None or not _is_title_case(head.group(1).split()):
        return (piece,)
    rest = piece.end - len(text[head.end() : piece.end].lstrip())
    kind: Kind = "list_item" if _NUMBER.match(text, rest, piece.end) else "paragraph"
    return (_Piece(piece.start, head.end(), "heading"), _Piece(rest, piece.end, kind))


def _inline_items(text: str, piece: _Piece) -> Iterator[_Piece]:
    """Items of a list that was flattened into one line: "- First. - Second."."""
    start, kind = piece.start, piece.kind
    for match in _INLINE_ITEM.finditer(text, piece.start, piece.end):
        before = _Line(start, match.start())
        if before.end <= start or not _is_new_item(text, piece, before, match.group(1), match.end()):
            continue
        end = start + len(text[start : before.end].rstrip())
        yield _Piece(start, end, kind)
        start, kind = match.start(1), "list_item"
    yield _Piece(start, piece.end, kind)


def _is_new_item(text: str, piece: _Piece, before: _Line, mark: str, body: int) -> bool:
    """Whether a mark in running text opens an item: a round bullet does, others after a finished item."""
    if mark in _ROUND_BULLETS:
        return True
    if mark[0] != text[piece.start] or text[body].islower():
        return False
    if mark[0] == "(" and text[before.end - 1] not in ".!?…" + CLOSERS:
        return False
    return _is_finished(text, before, _Line(body, body))


def _is_heading(line: str, first: bool, last: bool) -> bool:
    """Whether a line that stands alone is a heading by its looks."""
    if first and last:
        return False
    if _is_capitalised_heading(line):
        return True
    limit = _HEADINGS["max_words_first"] if first else _HEADINGS["max_words_sentence_case"]
    return not last and _is_open(line) and len(line.split(None, limit)) <= limit


def _is_open(line: str) -> bool:
    """A line that begins with a capital or digit and has no punctuation at its end."""
    first = line.lstrip("\"'“‘([*_")[:1]
    return (first.isupper() or first.isdigit()) and line.rstrip(CLOSERS)[-1:] not in tuple(".,;:!?…-–—")


def _is_capitalised_heading(line: str) -> bool:
    limit = _HEADINGS["max_words_capitals"]
    words = line.split(None, limit)
    if len(words) > limit:
        return False
    if line.isupper() and line[-1] == ":":
        return True
    return _is_open(line) and (line.isupper() or _is_title_case(words))


def _is_title_case(words: list[str]) -> bool:
    """Whether the words that are not small ones are capitalised, the first among them."""
    heavy = [word for word in words if word[0].isalpha() and word.lower() not in _SMALL_WORDS]
    capitals = sum(word[0].isupper() for word in heavy)
    return bool(heavy) and words[0][0].isupper() and capitals >= _HEADINGS["title_case_share"] * len(heavy)
