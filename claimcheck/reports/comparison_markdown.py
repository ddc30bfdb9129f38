"""A comparison as Markdown: what differs, what both say, what only one says; or the matrix of sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from claimcheck.comparison.records import Comparison, Matrix, Row, Wording
from claimcheck.reports.comparison_view import (
    ANSWER_MARKS,
    ANSWERS,
    CLASS_MEANINGS,
    CLASS_WORDS,
    MARKS,
    SIDES,
    STANDING_MARKS,
    STANDING_WORDS,
    change_words,
    heading,
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
from claimcheck.reports.layout import shorten
from claimcheck.reports.markdown import escape

_LONGEST = 2_000  # columns of a statement that are shown


def comparison_to_markdown(comparison: Comparison) -> bytes:
    """The comparison as GitHub-flavoured Markdown in UTF-8; every text of the documents is escaped."""
    names = side_names(comparison.sources)
    lines = [f"# {escape(shorten(heading(comparison), 300))}", ""]
    for side, name, source in zip(("Left", "Right"), names, comparison.sources, strict=True):
        lines.append(f"- **{side}**: {escape(name)} ({escape(source_line(source))})")
    lines += ["", escape(tally(comparison)), ""]
    lines += [f"> Read with doubt: {escape(warning)}" for warning in comparison.warnings]
    for section in sections(comparison):
        lines += [f"## {section.title}", "", "| | Left | Right | |", "|---|---|---|---|"]
        lines += [_row(comparison.rows[at]) for at in section.rows]
        lines.append("")
    lines += _mirrors(comparison, names)
    for side in SIDES:
        found = (
            *omissions_of(comparison, side, boilerplate=False),
            *omissions_of(comparison, side, boilerplate=True),
        )
        if found:
            lines += [f"## {only_heading(comparison, side)}", ""]
        for one in found:
            texts = [text for at in one.rows for text in texts_of(_words(comparison.rows[at]))]
            aside = ", boilerplate" if one.boilerplate else ""
            joined = " ".join(escape(shorten(text, _LONGEST)) for text in texts)
            lines.append(f"- ({one.weight * 100:.0f} % of its text{aside}) {joined}")
        if found:
            lines.append("")
    shown = {row.class_ for row in comparison.rows}
    lines += [
        f"- {MARKS[name]} {CLASS_WORDS[name]}: {meaning}"
        for name, meaning in CLASS_MEANINGS.items()
        if name in shown
    ]
    return ("\n".join(lines).rstrip() + "\n").encode()


def _words(row: Row) -> Wording | None:
    return row.left or row.right


def _row(row: Row) -> str:
    sides = (
        "<br>".join(escape(shorten(text, _LONGEST)) for text in texts_of(words))
        for words in (row.left, row.right)
    )
    told = reasons(row.discrepancies) or [change_words(one) for one in row.changes[:6]]
    notes = "<br>".join(escape(line) for line in (row_words(row), *told))
    return f"| {MARKS[row.class_]} | {' | '.join(sides)} | {notes} |"


def _mirrors(comparison: Comparison, names: Sequence[str]) -> Iterator[str]:
    if not comparison.mirrors:
        return
    yield from ("## What one side tells of the other, and the other's own words", "")
    for one in comparison.mirrors:
        other = names[1] if one.teller == "left" else names[0]
        yield (
            f"- {ANSWER_MARKS[one.answer]} “{escape(shorten(one.told.text, _LONGEST))}” "
            f"(told on the {one.teller}): **{escape(other)} {ANSWERS[one.answer]}**"
        )
        if one.evidence is not None:
            yield f"  - “{escape(shorten(one.evidence.text, _LONGEST))}”"
        yield from (f"  - {escape(line)}" for line in reasons(one.discrepancies))
    yield ""


def matrix_to_markdown(matrix: Matrix) -> bytes:
    """The matrix as a Markdown table, one column a source."""
    names = side_names(matrix.sources)
    lines = [f"# {escape(heading(matrix))}", ""]
    lines += [f"> Read with doubt: {escape(warning)}" for warning in matrix.warnings]
    lines += [f"| Statement | {' | '.join(escape(name) for name in names)} |"]
    lines += ["|---" * (len(names) + 1) + "|"]
    for row in matrix.rows:
        cells = [
            f"{STANDING_MARKS[one.standing]} {STANDING_WORDS[one.standing]}"
            + "".join(f"<br>{escape(line)}" for line in reasons(one.discrepancies))
            for one in row.cells
        ]
        lines.append(f"| {escape(shorten(row.statement.text, _LONGEST))} | {' | '.join(cells)} |")
    return ("\n".join(lines) + "\n").encode()
