"""One side of a row: statements put together as one text, with the way back to their places."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from claimcheck.comparison.records import Statement, Wording
from claimcheck.records import Span, Status

_GAP = " "


class Side(msgspec.Struct, frozen=True):
    """The statements of one side of a row, in text order."""

    statements: tuple[Statement, ...]

    @property
    def text(self) -> str:
        """Their words, one after the other."""
        return _GAP.join(one.text for one in self.statements)

    @property
    def standalone(self) -> str:
        """Their standalone wordings as sentences, one after the other."""
        return (
            _GAP.join(
                one.standalone if one.standalone.endswith((".", "!", "?", "”", '"')) else f"{one.standalone}."
                for one in self.statements
            )
            if len(self.statements) > 1
            else self.statements[0].standalone
        )

    @property
    def wording(self) -> Wording:
        """The side as a row shows it."""
        first = self.statements[0]
        return Wording(
            text=first.text,
            start=first.start,
            end=first.end,
            more=tuple(Span(one.text, one.start, one.end) for one in self.statements[1:]),
            status=self.status,
        )

    @property
    def status(self) -> Status | None:
        """How far it has gone: the status of the first statement that has one."""
        return next((one.status for one in self.statements if one.status is not None), None)

    @property
    def length(self) -> int:
        """Characters of all statements."""
        return sum(one.end - one.start for one in self.statements)

    def place(self, span: Span | None) -> Span | None:
        """A span of `text` as a span of the document; one that reaches over a gap is cut there."""
        if span is None:
            return None
        begin = 0
        for one in self.statements:
            end = begin + len(one.text)
            if span.start < end:
                start, stop = max(span.start, begin), min(span.end, end)
                words = one.text[start - begin : stop - begin]
                return Span(words, one.start + start - begin, one.start + stop - begin)
            begin = end + len(_GAP)
        return None


def side_of(statements: Sequence[Statement], indexes: Sequence[int]) -> Side:
    """The side that the statements with these indexes make."""
    return Side(tuple(statements[at] for at in indexes))
