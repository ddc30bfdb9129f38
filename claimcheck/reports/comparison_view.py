"""What all human formats of a comparison share: names, marks, the order in which rows are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TypeAlias

import msgspec

from claimcheck.comparison.records import (
    Change,
    Comparison,
    Disagreement,
    Matrix,
    Mirror,
    Omission,
    Row,
    RowClass,
    SideName,
    SourceEntry,
    Wording,
)
from claimcheck.comparison.versions import is_silent_edit
from claimcheck.reports.codes import title
from claimcheck.reports.layout import clean
from claimcheck.reports.wording import plural

SIDES: tuple[SideName, SideName] = ("left", "right")
MARKS = {
    "same": "=",
    "stronger_left": "◀",
    "stronger_right": "▶",
    "differs": "≠",
    "only_left": "‹",
    "only_right": "›",
}
CLASS_WORDS = {
    "same": "says the same",
    "stronger_left": "the left says more",
    "stronger_right": "the right says more",
    "differs": "they differ",
    "only_left": "only the left",
    "only_right": "only the right",
}
CLASS_MEANINGS = {
    "same": "neither side tells anything that the other does not",
    "stronger_left": "the left says at least as much, and more or more firmly",
    "stronger_right": "the right says at least as much, and more or more firmly",
    "differs": "both speak of the same, and neither includes the other",
    "only_left": "nothing on the right answers it",
    "only_right": "nothing on the left answers it",
}
ANSWERS = {
    "says_so": "says so",
    "says_less": "says less",
    "denies": "denies it or says something incompatible",
    "silent": "is silent",
}
ANSWER_MARKS = {"says_so": "✓", "says_less": "▲", "denies": "✗", "silent": "·"}
STANDING_MARKS = {"same": "=", "says_more": "▲", "says_less": "▽", "differs": "≠", "silent": "·"}
STANDING_WORDS = {
    "same": "the same",
    "says_more": "says more",
    "says_less": "says less",
    "differs": "differs",
    "silent": "silent",
}


class Section(msgspec.Struct, frozen=True, kw_only=True):
    """Rows that are told under one heading, by their indexes."""

    title: str
    rows: tuple[int, ...]


def side_names(sources: Sequence[SourceEntry]) -> tuple[str, ...]:
    """What each source is called: its title, else its path; told apart where two are the same."""
    named = [clean(one.title or one.path or one.name) for one in sources]
    if len(set(named)) == len(named):
        return tuple(named)
    dated = [", ".join(filter(None, (name, one.date))) for name, one in zip(named, sources, strict=True)]
    if len(set(dated)) == len(dated):
        return tuple(dated)
    return tuple(f"{name} ({at})" for at, name in enumerate(dated, 1))


def source_line(source: SourceEntry) -> str:
    """Where a source was read and its date."""
    path = "standard input" if source.path == "-" else source.path
    return ", ".join(filter(None, (clean(path or source.url or ""), source.date)))


def heading(found: Comparison | Matrix) -> str:
    """What was compared, in one line."""
    names = side_names(found.sources)
    if isinstance(found, Matrix):
        return f"{plural(len(names), 'source')} side by side"
    return f"{names[0]} — {names[1]}"


_Wanted: TypeAlias = Callable[[Row], bool]

_SOURCES: tuple[tuple[str, _Wanted], ...] = (
    ("Where they differ", lambda row: row.class_ == "differs"),
    ("Where one says more", lambda row: row.class_ in ("stronger_left", "stronger_right")),
    ("What both say", lambda row: True),
)
_VERSIONS: tuple[tuple[str, _Wanted], ...] = (
    ("Silent edits", is_silent_edit),
    ("Reworded", lambda row: bool(row.changes)),
    ("Moved", lambda row: row.moved),
    ("Other pairs", lambda row: True),
)
ASIDE = "Datelines, contacts and the like"


def sections(comparison: Comparison) -> tuple[Section, ...]:
    """The rows that stand on both sides, in the order in which people read them, boilerplate last."""
    left = [at for at, row in enumerate(comparison.rows) if row.left is not None and row.right is not None]
    aside = [at for at in left if comparison.rows[at].boilerplate]
    left = [at for at in left if not comparison.rows[at].boilerplate]
    found = []
    for name, wanted in _VERSIONS if comparison.mode == "versions" else _SOURCES:
        taken = [at for at in left if wanted(comparison.rows[at])]
        left = [at for at in left if not wanted(comparison.rows[at])]
        found.append(Section(title=name, rows=tuple(taken)))
    found.append(Section(title=ASIDE, rows=tuple(aside)))
    return tuple(section for section in found if section.rows)


def omissions_of(comparison: Comparison, side: SideName, *, boilerplate: bool) -> tuple[Omission, ...]:
    """What only that side says, heaviest first."""
    return tuple(one for one in comparison.omissions if one.side == side and one.boilerplate == boilerplate)


def only_heading(comparison: Comparison, side: SideName) -> str:
    """What stands over the statements of one side."""
    if comparison.mode == "versions":
        return "Cut: only in the left version" if side == "left" else "Added: only in the right version"
    return f"Only the {side} says"


def tally(comparison: Comparison) -> str:
    """How many rows of each class there are."""
    counts = Counter(row.class_ for row in comparison.rows if not row.boilerplate)
    parts = [f"{counts[name]:,} {words}" for name, words in _TALLY.items() if counts[name]]
    told = (
        f"{plural(sum(counts.values()), 'row')}: {'; '.join(parts)}." if parts else "No statement was found."
    )
    if comparison.mode == "versions":
        told += f" {plural(comparison.unchanged, 'sentence')} unchanged."
    return told


_TALLY: dict[RowClass, str] = {
    "differs": "differ",
    "stronger_left": "where the left says more",
    "stronger_right": "where the right says more",
    "same": "the same",
    "only_left": "only on the left",
    "only_right": "only on the right",
}


def reasons(found: Sequence[Disagreement]) -> list[str]:
    """A line for each named difference: code, name and both wordings."""
    return [f"{one.code} {title(one.code)}: {clean(one.message)}" for one in found]


def change_words(change: Change) -> str:
    """A change in words: "“committed” became “intends”"."""
    if change.left is None:
        return f"added “{clean(change.right.text)}”" if change.right else ""
    if change.right is None:
        return f"cut “{clean(change.left.text)}”"
    return f"“{clean(change.left.text)}” became “{clean(change.right.text)}”"


def mirror_sentence(one: Mirror, names: Sequence[str]) -> str:
    """What the mirror test found, in a sentence."""
    teller, other = (names[0], names[1]) if one.teller == "left" else (names[1], names[0])
    return f"{teller} tells it of the other side; {other} {ANSWERS[one.answer]}."


def texts_of(words: Wording | None) -> list[str]:
    """The words of a side, statement by statement."""
    return [] if words is None else [clean(words.text), *(clean(span.text) for span in words.more)]


def row_words(row: Row) -> str:
    """The class of a row in words, with what else is to be known of it."""
    notes = ["moved"] if row.moved else []
    notes += list(row.aspects)
    return CLASS_WORDS[row.class_] + (f" ({', '.join(notes)})" if notes else "")
