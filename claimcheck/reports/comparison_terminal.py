"""A comparison for a terminal: side by side where there is room, one below the other where there is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from claimcheck.comparison.records import Cell, Comparison, Matrix, Mirror, Omission, Row, SideName
from claimcheck.reports.comparison_view import (
    ANSWER_MARKS,
    ANSWERS,
    ASIDE,
    CLASS_MEANINGS,
    CLASS_WORDS,
    MARKS,
    SIDES,
    STANDING_MARKS,
    STANDING_WORDS,
    change_words,
    omissions_of,
    only_heading,
    reasons,
    row_words,
    sections,
    side_names,
    source_line,
    tally,
    texts_of,
)
from claimcheck.reports.layout import cell, clean, columns, shorten, table, wrap
from claimcheck.reports.wording import plural

NARROWEST = 40  # columns below which nothing is laid out
SIDE_BY_SIDE = 100  # columns from which both sides stand beside each other
_GAP = 3
_CHANGES = 6  # changes of a row that are told
_COLOURS = {"differs": "31", "stronger_left": "33", "stronger_right": "33", "same": "32"}


def render_comparison(
    comparison: Comparison, *, width: int = 100, colour: bool = False, show_all: bool = False
) -> str:
    """The comparison as text.

    Args:
        comparison: what was found.
        width: columns that may be used; at least 40 are.
        colour: whether to colour the classes by ANSI codes; each also has its mark and words.
        show_all: show also boilerplate.

    Returns:
        Lines with a final newline, none wider than `width`.
    """
    width = max(width, NARROWEST)
    names = side_names(comparison.sources)
    lines = [*_head(comparison, names, width), ""]
    for section in sections(comparison):
        if section.title == ASIDE and not show_all:
            continue
        lines += _title(section.title, width)
        for at in section.rows:
            lines += ["", *_row(comparison.rows[at], width, colour)]
    lines += _mirrors(comparison, names, width)
    for side in SIDES:
        lines += _omissions(comparison, side, width, show_all)
    lines += ["", *_legend(comparison, width)]
    return "\n".join(lines).rstrip() + "\n"


def _head(comparison: Comparison, names: Sequence[str], width: int) -> Iterator[str]:
    versions = comparison.mode == "versions"
    for side, name, source in zip(("Left", "Right"), names, comparison.sources, strict=True):
        label = f"{side} version: " if versions else f"{side}: "
        yield from wrap(f"{label}{name}", width, rest="  ")
        yield from wrap(source_line(source), width, "  ", "  ")
    yield ""
    yield from wrap(tally(comparison), width)
    for warning in comparison.warnings:
        yield from wrap(f"Read with doubt: {warning}", width, rest="  ")


def _title(title: str, width: int) -> list[str]:
    return ["", *wrap(title, width), "─" * min(len(title), width)]


def _row(row: Row, width: int, colour: bool) -> Iterator[str]:
    head = f"{MARKS[row.class_]} {row_words(row)}"
    code = _COLOURS.get(row.class_)
    for at, line in enumerate(wrap(head, width)):
        yield f"\x1b[{code}m{line}\x1b[0m" if colour and code and not at else line
    yield from _sides(texts_of(row.left), texts_of(row.right), width)
    for line in reasons(row.discrepancies):
        yield from wrap(line, width, "    ", "      ")
    told = [change_words(one) for one in row.changes[:_CHANGES]] if not row.discrepancies else []
    more = len(row.changes) - _CHANGES
    if told:
        rest = f"; and {plural(more, 'change')} more" if more > 0 else ""
        yield from wrap(f"{'; '.join(told)}{rest}", width, "    ", "      ")


def _sides(left: Sequence[str], right: Sequence[str], width: int) -> Iterator[str]:
    """Both texts in two columns, or one below the other with a letter before each."""
    if width < SIDE_BY_SIDE:
        for letter, texts in (("L", left), ("R", right)):
            for text in texts:
                yield from wrap(text, width, f"  {letter} ", "    ")
        return
    room = (width - 2 - _GAP) // 2
    columns_of = [[line for text in texts for line in wrap(text, room)] for texts in (left, right)]
    for one, other in zip_longest(*columns_of, fillvalue=""):
        padded = one + " " * (room - columns(one))
        yield f"  {padded} │ {other}".rstrip()


def _mirrors(comparison: Comparison, names: Sequence[str], width: int) -> Iterator[str]:
    if not comparison.mirrors:
        return
    yield from _title("What one side tells of the other, and the other's own words", width)
    for one in comparison.mirrors:
        yield ""
        yield from _mirror(one, names, width)


def _mirror(one: Mirror, names: Sequence[str], width: int) -> Iterator[str]:
    teller, other = ("left", "right") if one.teller == "left" else ("right", "left")
    name = names[0] if other == "left" else names[1]
    head = f"{ANSWER_MARKS[one.answer]} told on the {teller}; {name} {ANSWERS[one.answer]}"
    yield from wrap(head, width)
    told, words = [clean(one.told.text)], [clean(one.evidence.text)] if one.evidence else ["(nothing)"]
    yield from _sides(*((told, words) if one.teller == "left" else (words, told)), width)
    for line in reasons(one.discrepancies):
        yield from wrap(line, width, "    ", "      ")


def _omissions(comparison: Comparison, side: SideName, width: int, show_all: bool) -> Iterator[str]:
    found = omissions_of(comparison, side, boilerplate=False)
    aside = omissions_of(comparison, side, boilerplate=True)
    if found or (aside and show_all):
        yield from _title(only_heading(comparison, side), width)
    for one in (*found, *(aside if show_all else ())):
        yield from ("", *_omission(comparison, one, width))
    if aside and not show_all:
        count = sum(len(one.rows) for one in aside)
        yield from ("", *wrap(f"{plural(count, 'line')} of boilerplate; --all shows them.", width))


def _omission(comparison: Comparison, one: Omission, width: int) -> Iterator[str]:
    told = f"{one.weight * 100:.0f} % of its text"
    yield from wrap(f"{MARKS[f'only_{one.side}']} {told}{', boilerplate' if one.boilerplate else ''}", width)
    for at in one.rows:
        row = comparison.rows[at]
        for text in texts_of(row.left or row.right):
            yield from wrap(text, width, "    ", "    ")


def _legend(comparison: Comparison, width: int) -> Iterator[str]:
    shown = {row.class_ for row in comparison.rows}
    for name, meaning in CLASS_MEANINGS.items():
        if name in shown:
            yield from wrap(f"{MARKS[name]} {CLASS_WORDS[name]}: {meaning}", width, rest="  ")


def render_matrix(matrix: Matrix, *, width: int = 100, colour: bool = False, show_all: bool = False) -> str:
    """The matrix of statements by source as text; arguments as `render_comparison` takes them.

    Statements that only one source makes are counted, and listed where `show_all` is true.
    """
    width = max(width, NARROWEST)
    names = side_names(matrix.sources)
    lines = [f"{plural(len(names), 'source')} side by side", ""]
    for letter, name, source in zip(_letters(len(names)), names, matrix.sources, strict=True):
        lines += wrap(f"{letter}  {name} ({source_line(source)})", width, rest="   ")
    for warning in matrix.warnings:
        lines += wrap(f"Read with doubt: {warning}", width, rest="  ")
    shared = [row for row in matrix.rows if sum(c.standing != "silent" for c in row.cells) > 1]
    shown = matrix.rows if show_all else shared
    room = width - 3 * len(names) - 2
    rows = [
        [cell(row.statement.text, room), *(STANDING_MARKS[one.standing] for one in row.cells)]
        for row in shown
    ]
    if rows:
        widths = (room, *(1 for _ in names))
        lines += [
            "",
            *table(("Statement, by the first source that makes it", *_letters(len(names))), widths, rows),
        ]
    hidden = len(matrix.rows) - len(shown)
    if hidden:
        lines += ["", *wrap(f"{plural(hidden, 'statement')} of one source alone; --all shows them.", width)]
    for row in shown:
        lines += _cells(row.cells, names, width, row.statement.text)
    lines += [""]
    lines += [f"{STANDING_MARKS[name]} {words}" for name, words in STANDING_WORDS.items()]
    return "\n".join(lines).rstrip() + "\n"


def _cells(cells: Sequence[Cell], names: Sequence[str], width: int, statement: str) -> Iterator[str]:
    told = [
        (letter, one) for letter, one in zip(_letters(len(names)), cells, strict=True) if one.discrepancies
    ]
    if not told:
        return
    yield from ("", *wrap(f"“{shorten(statement, 160)}”", width))
    for letter, one in told:
        yield from wrap(
            f"{letter} {STANDING_WORDS[one.standing]}: {clean(one.words.text) if one.words else ''}",
            width,
            "  ",
            "    ",
        )
        for line in reasons(one.discrepancies):
            yield from wrap(line, width, "    ", "      ")


def _letters(count: int) -> list[str]:
    return [chr(ord("A") + at) for at in range(count)]
