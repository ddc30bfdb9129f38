"""The frozen records of a comparison: what `claimcheck compare` finds and writes.

Everywhere `text` is verbatim and `document.text[start:end] == text`, as in `claimcheck.records`.
"""

from __future__ import annotations

from typing import Literal

import msgspec

from claimcheck.records import ModelEntry, Span, Status

RowClass = Literal["same", "stronger_left", "stronger_right", "differs", "only_left", "only_right"]
Answer = Literal["says_so", "says_less", "denies", "silent"]
Aspect = Literal["polarity", "status", "number", "date", "actor", "scope", "hedge"]
SideName = Literal["left", "right"]
Standing = Literal["same", "says_more", "says_less", "differs", "silent"]


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a document says: a claim of it, or a sentence in which no claim was found.

    `standalone` is its wording with pronouns resolved and without the tag that says who said so, by which
    it is compared; `paragraph` is the index of its block. Boilerplate (datelines, contacts) is marked so.
    """

    text: str
    start: int
    end: int
    standalone: str
    paragraph: int
    status: Status | None = None
    sources: tuple[str, ...] = ()
    boilerplate: bool = False


class Wording(msgspec.Struct, frozen=True, kw_only=True):
    """The words of one side of a row; `more` are further statements that together answer the other side."""

    text: str
    start: int
    end: int
    more: tuple[Span, ...] = ()
    status: Status | None = None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """Words of the left that stand for words of the right; None where one side has nothing in their place."""

    left: Span | None
    right: Span | None


class Disagreement(msgspec.Struct, frozen=True, kw_only=True):
    """One named difference between both sides, with both wordings; a side without words is empty."""

    code: str
    type: str
    message: str
    left_text: str = ""
    left_start: int | None = None
    left_end: int | None = None
    right_text: str = ""
    right_start: int | None = None
    right_end: int | None = None


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A statement of one side with what answers it on the other, if anything does.

    Attributes:
        class_: `same`; `stronger_left` or `stronger_right`, the side that says at least as much and more;
            `differs`, where neither includes the other; `only_left` or `only_right`.
        left: the left words, None for `only_right`.
        right: the right words, None for `only_left`.
        weight: share of its text that a side spends here, 0 to 1; the mean of both where both do.
        likelihood: probability of the class, 1 for what stands alone or word for word on both sides.
        discrepancies: how they differ, by code.
        changes: the words that differ, in the order of the left.
        aspects: what the changed words change, most telling first.
        moved: it stands at another place of the other text, among what both have.
        boilerplate: it is no statement of substance.
    """

    class_: RowClass = msgspec.field(name="class")
    left: Wording | None
    right: Wording | None
    weight: float
    likelihood: float = 1.0
    discrepancies: tuple[Disagreement, ...] = ()
    changes: tuple[Change, ...] = ()
    aspects: tuple[Aspect, ...] = ()
    moved: bool = False
    boilerplate: bool = False


class Omission(msgspec.Struct, frozen=True, kw_only=True):
    """A run of statements of one paragraph that the other side lacks; `rows` are indexes of rows.

    `weight` is the share of its text that the side spends on them, 0 to 1.
    """

    side: SideName
    weight: float
    rows: tuple[int, ...]
    boilerplate: bool = False


class Mirror(msgspec.Struct, frozen=True, kw_only=True):
    """What one side tells of the other's words or promises, looked up in what the other says itself.

    `teller` is the side that tells, `told` its words, `proposition` what was looked for; `evidence` are
    the words of the other side that decided, None for silence.
    """

    teller: SideName
    told: Span
    proposition: str
    answer: Answer
    evidence: Span | None = None
    discrepancies: tuple[Disagreement, ...] = ()


class SourceEntry(msgspec.Struct, frozen=True, kw_only=True):
    """One of the documents compared; `statements` counts those found in it."""

    name: str
    title: str
    date: str
    path: str
    url: str | None
    sha256: str
    statements: int = 0


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """Two documents side by side: schema `claimcheck/comparison/1`.

    Rows stand in the order of the left text, what only the right says after what it follows there; of
    `versions` only what changed is listed, silent edits first, and `unchanged` counts the rest.
    `texts` maps the sha256 of each document to its text.
    """

    schema: str
    claimcheck: str
    mode: Literal["sources", "versions"]
    models: dict[str, ModelEntry]
    sources: tuple[SourceEntry, SourceEntry]
    rows: tuple[Row, ...]
    omissions: tuple[Omission, ...]
    mirrors: tuple[Mirror, ...]
    unchanged: int = 0
    warnings: tuple[str, ...] = ()
    texts: dict[str, str] = {}


class Cell(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says to the statement of a matrix row; `words` is None where it is silent."""

    standing: Standing
    words: Wording | None = None
    discrepancies: tuple[Disagreement, ...] = ()


class MatrixRow(msgspec.Struct, frozen=True, kw_only=True):
    """One statement by the first source that makes it (its index), with a cell for each source."""

    source: int
    statement: Wording
    cells: tuple[Cell, ...]


class Matrix(msgspec.Struct, frozen=True, kw_only=True):
    """Statements by source, of three documents or more: schema `claimcheck/matrix/1`."""

    schema: str
    claimcheck: str
    models: dict[str, ModelEntry]
    sources: tuple[SourceEntry, ...]
    rows: tuple[MatrixRow, ...]
    warnings: tuple[str, ...] = ()
    texts: dict[str, str] = {}
