"""What the HTML page of a comparison shows: rows with their words marked, omissions, both texts in full."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.comparison.records import Cell, Comparison, Matrix, Mirror, Row, SideName, Wording
from claimcheck.records import Span
from claimcheck.reports.codes import title
from claimcheck.reports.comparison_view import (
    ANSWER_MARKS,
    ANSWERS,
    CLASS_MEANINGS,
    CLASS_WORDS,
    MARKS,
    STANDING_MARKS,
    STANDING_WORDS,
    heading,
    omissions_of,
    only_heading,
    sections,
    side_names,
    source_line,
    tally,
)
from claimcheck.reports.html_texts import safe_link
from claimcheck.reports.ladder import Ladder, Standing, ladder_of
from claimcheck.reports.marking import Mark, Paragraph, Piece, cut, paragraphs

# The tone of a class, in the words by which report.css colours verdicts.
_TONES = {
    "same": "supported",
    "stronger_left": "overstated",
    "stronger_right": "overstated",
    "differs": "contradicted",
    "only_left": "not_mentioned",
    "only_right": "not_mentioned",
}
_ANSWER_TONES = {
    "says_so": "supported",
    "says_less": "overstated",
    "denies": "contradicted",
    "silent": "not_mentioned",
}
_STANDING_TONES = {
    "same": "supported",
    "says_more": "overstated",
    "says_less": "overstated",
    "differs": "contradicted",
    "silent": "not_mentioned",
}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one side, statement by statement, in pieces of which the differing ones are marked."""

    statements: tuple[tuple[Piece, ...], ...]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """A named difference of a row."""

    code: str
    title: str
    sentence: str


class PageRow(msgspec.Struct, frozen=True, kw_only=True):
    """A row as the page shows it; `number` counts from 1 in the order of the comparison."""

    number: int
    kind: str
    mark: str
    tone: str
    words: str
    notes: tuple[str, ...]
    left: Shown | None
    right: Shown | None
    differences: tuple[Difference, ...] = ()
    ladder: Ladder | None = None


class PageSection(msgspec.Struct, frozen=True, kw_only=True):
    """Rows under one heading; `name` is what a filter calls them."""

    name: str
    title: str
    rows: tuple[PageRow, ...]


class PageOmission(msgspec.Struct, frozen=True, kw_only=True):
    """A run of statements that the other side lacks, with the share of its text in percent."""

    share: str
    boilerplate: bool
    rows: tuple[PageRow, ...]


class PageMirror(msgspec.Struct, frozen=True, kw_only=True):
    """An answer of the mirror test."""

    tone: str
    mark: str
    sentence: str
    left: str
    right: str
    differences: tuple[Difference, ...]


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows of two documents; `starts` are (row, offset) of its first words."""

    comparison: Comparison
    title: str
    names: tuple[str, ...]
    lines: tuple[str, ...]
    links: tuple[str, ...]
    tally: str
    sections: tuple[PageSection, ...]
    only: tuple[tuple[str, str, tuple[PageOmission, ...]], ...]
    mirrors: tuple[PageMirror, ...]
    texts: tuple[tuple[Paragraph, ...], ...]
    starts: dict[str, frozenset[tuple[int, int]]]
    meanings: tuple[tuple[str, str, str, str], ...]


def comparison_page(comparison: Comparison) -> Page:
    """The page of two documents."""
    names = side_names(comparison.sources)
    rows = [_row(at, row, names) for at, row in enumerate(comparison.rows, 1)]
    found = tuple(
        PageSection(name=f"s{at}", title=section.title, rows=tuple(rows[index] for index in section.rows))
        for at, section in enumerate(sections(comparison), 1)
    )
    sides: tuple[SideName, SideName] = ("left", "right")
    shown = {row.class_ for row in comparison.rows}
    return Page(
        comparison=comparison,
        title=heading(comparison),
        names=names,
        lines=tuple(source_line(one) for one in comparison.sources),
        links=tuple(safe_link(one.url) for one in comparison.sources),
        tally=tally(comparison),
        sections=found,
        only=tuple((side, only_heading(comparison, side), _only(comparison, side, rows)) for side in sides),
        mirrors=tuple(_mirror(one, names) for one in comparison.mirrors),
        texts=tuple(_text(comparison, side) for side in sides),
        starts={side: _starts(comparison, side) for side in sides},
        meanings=tuple(
            (MARKS[name], CLASS_WORDS[name], meaning, _TONES[name])
            for name, meaning in CLASS_MEANINGS.items()
            if name in shown
        ),
    )


def _row(number: int, row: Row, names: Sequence[str]) -> PageRow:
    ours = [span for one in row.changes if (span := one.left) is not None]
    theirs = [span for one in row.changes if (span := one.right) is not None]
    for one in row.discrepancies:
        if one.left_start is not None and one.left_end is not None:
            ours.append(Span(one.left_text, one.left_start, one.left_end))
        if one.right_start is not None and one.right_end is not None:
            theirs.append(Span(one.right_text, one.right_start, one.right_end))
    return PageRow(
        number=number,
        kind=row.class_,
        mark=MARKS[row.class_],
        tone=_TONES[row.class_],
        words=CLASS_WORDS[row.class_],
        notes=(*(("moved",) if row.moved else ()), *row.aspects),
        left=_shown(row.left, ours),
        right=_shown(row.right, theirs),
        differences=tuple(
            Difference(code=one.code, title=title(one.code), sentence=one.message)
            for one in row.discrepancies
        ),
        ladder=_ladder(row, names),
    )


def _shown(words: Wording | None, marked: Sequence[Span]) -> Shown | None:
    if words is None:
        return None
    statements = []
    for one in (Span(words.text, words.start, words.end), *words.more):
        marks = [
            Mark(max(span.start - one.start, 0), span.end - one.start, "word", 1)
            for span in marked
            if span.start < one.end and one.start < span.end
        ]
        (pieces,) = cut(one.text, [(0, len(one.text))], marks)
        statements.append(pieces)
    return Shown(statements=tuple(statements))


def _ladder(row: Row, names: Sequence[str]) -> Ladder | None:
    """How far both sides say that the act has gone, where that differs."""
    if row.left is None or row.right is None:
        return None
    ours, theirs = row.left.status, row.right.status
    if ours is None or theirs is None or ours.negated or theirs.negated or ours.rung == theirs.rung:
        return None
    return ladder_of(
        (
            Standing(name="Left", rung=ours.rung, phrase=ours.text),
            Standing(name="Right", rung=theirs.rung, phrase=theirs.text, party=0, label="supported"),
        )
    )


def _only(comparison: Comparison, side: SideName, rows: Sequence[PageRow]) -> tuple[PageOmission, ...]:
    found = (
        *omissions_of(comparison, side, boilerplate=False),
        *omissions_of(comparison, side, boilerplate=True),
    )
    return tuple(
        PageOmission(
            share=f"{one.weight * 100:.0f} %",
            boilerplate=one.boilerplate,
            rows=tuple(rows[at] for at in one.rows),
        )
        for one in found
    )


def _mirror(one: Mirror, names: Sequence[str]) -> PageMirror:
    other = names[1] if one.teller == "left" else names[0]
    told, words = one.told.text, one.evidence.text if one.evidence else ""
    return PageMirror(
        tone=_ANSWER_TONES[one.answer],
        mark=ANSWER_MARKS[one.answer],
        sentence=f"{other} {ANSWERS[one.answer]}",
        left=told if one.teller == "left" else words,
        right=words if one.teller == "left" else told,
        differences=tuple(
            Difference(code=d.code, title=title(d.code), sentence=d.message) for d in one.discrepancies
        ),
    )


def _text(comparison: Comparison, side: SideName) -> tuple[Paragraph, ...]:
    """A whole text in paragraphs; `claim` of a mark is the number of the row."""
    source = comparison.sources[0 if side == "left" else 1]
    text = comparison.texts.get(source.sha256, "")
    marks = []
    for number, row in enumerate(comparison.rows, 1):
        words = row.left if side == "left" else row.right
        if words is not None:
            spans = (Span(words.text, words.start, words.end), *words.more)
            marks += [Mark(one.start, one.end, "claim", number) for one in spans]
    return paragraphs(text, marks)


def _starts(comparison: Comparison, side: SideName) -> frozenset[tuple[int, int]]:
    sides = [row.left if side == "left" else row.right for row in comparison.rows]
    return frozenset((number, one.start) for number, one in enumerate(sides, 1) if one is not None)


class MatrixCell(msgspec.Struct, frozen=True, kw_only=True):
    """A cell of the matrix."""

    mark: str
    tone: str
    words: str
    text: str
    differences: tuple[Difference, ...]


class MatrixPage(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that the template shows of several documents; a row is a statement and its cells."""

    matrix: Matrix
    title: str
    names: tuple[str, ...]
    lines: tuple[str, ...]
    rows: tuple[tuple[str, bool, tuple[MatrixCell, ...]], ...]
    meanings: tuple[tuple[str, str, str], ...]


def matrix_page(matrix: Matrix) -> MatrixPage:
    """The page of several documents."""
    return MatrixPage(
        matrix=matrix,
        title=heading(matrix),
        names=side_names(matrix.sources),
        lines=tuple(source_line(one) for one in matrix.sources),
        rows=tuple(
            (
                row.statement.text,
                sum(one.standing != "silent" for one in row.cells) == 1,
                tuple(_matrix_cell(one) for one in row.cells),
            )
            for row in matrix.rows
        ),
        meanings=tuple(
            (STANDING_MARKS[name], words, _STANDING_TONES[name]) for name, words in STANDING_WORDS.items()
        ),
    )


def _matrix_cell(one: Cell) -> MatrixCell:
    return MatrixCell(
        mark=STANDING_MARKS[one.standing],
        tone=_STANDING_TONES[one.standing],
        words=STANDING_WORDS[one.standing],
        text=one.words.text if one.words else "",
        differences=tuple(
            Difference(code=d.code, title=title(d.code), sentence=d.message) for d in one.discrepancies
        ),
    )
