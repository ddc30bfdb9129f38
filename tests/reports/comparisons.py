"""A comparison and a matrix made by hand, so that the tests of their layout depend on no model."""

from __future__ import annotations

import hashlib

from claimcheck.comparison.naming import disagreement
from claimcheck.comparison.records import (
    Cell,
    Change,
    Comparison,
    Matrix,
    MatrixRow,
    Mirror,
    Omission,
    Row,
    SourceEntry,
    Wording,
)
from claimcheck.records import ModelEntry, Span, Status

LEFT = (
    "Statement on the harbour\n\nThe city committed to sell the harbour by 4 May. "
    "The price is 350 million crowns.\n\nThe port will keep all jobs. The mayor thanked the bank.\n\n"
    "For media inquiries, call the town hall."
)
RIGHT = (
    "Note on the harbour\n\nThe city intends to sell the harbour by 9 May. "
    "The price is 150 million crowns.\n\nShips of all sizes call here. No contract has been signed."
)


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(words, start, start + len(words))


def wording(text: str, words: str, *more: str, status: tuple[str, int] | None = None) -> Wording:
    first = span(text, words)
    found = None
    if status is not None:
        phrase = span(text, status[0])
        found = Status(text=phrase.text, start=phrase.start, end=phrase.end, domain="trade", rung=status[1])
    rest = tuple(span(text, one) for one in more)
    return Wording(text=first.text, start=first.start, end=first.end, more=rest, status=found)


def source(name: str, title: str, text: str) -> SourceEntry:
    sha256 = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return SourceEntry(
        name=name,
        title=title,
        date="2025-03-01",
        path=f"{name}.md",
        url="https://example.org/a?b=1&c=2" if name == "left" else "javascript:alert(1)",
        sha256=sha256,
        statements=5,
    )


def rows() -> tuple[Row, ...]:
    sold = Row(
        class_="stronger_left",
        left=wording(
            LEFT, "The city committed to sell the harbour by 4 May.", status=("committed to sell", 8)
        ),
        right=wording(RIGHT, "The city intends to sell the harbour by 9 May.", status=("intends to sell", 4)),
        weight=0.3,
        likelihood=0.8,
        discrepancies=(
            disagreement("CC101", span(LEFT, "committed to sell"), span(RIGHT, "intends to sell")),
        ),
        changes=(
            Change(left=span(LEFT, "committed"), right=span(RIGHT, "intends")),
            Change(left=span(LEFT, "4"), right=span(RIGHT, "9")),
        ),
        aspects=("status", "date"),
    )
    price = Row(
        class_="differs",
        left=wording(LEFT, "The price is 350 million crowns."),
        right=wording(RIGHT, "The price is 150 million crowns."),
        weight=0.2,
        likelihood=0.9,
        discrepancies=(
            disagreement("CC201", span(LEFT, "350 million crowns"), span(RIGHT, "150 million crowns")),
        ),
        changes=(Change(left=span(LEFT, "350"), right=span(RIGHT, "150")),),
        aspects=("number",),
        moved=True,
    )
    jobs = Row(
        class_="only_left", left=wording(LEFT, "The port will keep all jobs."), right=None, weight=0.17
    )
    thanks = Row(
        class_="only_left", left=wording(LEFT, "The mayor thanked the bank."), right=None, weight=0.16
    )
    ships = Row(
        class_="only_right", left=None, right=wording(RIGHT, "Ships of all sizes call here."), weight=0.2
    )
    contact = Row(
        class_="only_left",
        left=wording(LEFT, "For media inquiries, call the town hall."),
        right=None,
        weight=0.2,
        boilerplate=True,
    )
    same = Row(
        class_="same",
        left=wording(LEFT, "Statement on the harbour"),
        right=wording(RIGHT, "Note on the harbour"),
        weight=0.1,
        likelihood=0.7,
    )
    return same, sold, price, jobs, thanks, contact, ships


def comparison(mode: str = "sources") -> Comparison:
    left, right = source("left", "Statement on the harbour", LEFT), source("right", "Note of the bank", RIGHT)
    return Comparison(
        schema="claimcheck/comparison/1",
        claimcheck="0.1.0",
        mode=mode,  # type: ignore[arg-type]
        models={"encoder": ModelEntry(name="bag", sha256="0" * 64)},
        sources=(left, right),
        rows=rows(),
        omissions=(
            Omission(side="left", weight=0.33, rows=(3, 4)),
            Omission(side="right", weight=0.2, rows=(6,)),
            Omission(side="left", weight=0.2, rows=(5,), boilerplate=True),
        ),
        mirrors=(
            Mirror(
                teller="left",
                told=span(LEFT, "The port will keep all jobs."),
                proposition="The port will keep all jobs",
                answer="silent",
            ),
            Mirror(
                teller="right",
                told=span(RIGHT, "No contract has been signed."),
                proposition="No contract has been signed",
                answer="denies",
                evidence=span(LEFT, "The city committed to sell the harbour by 4 May."),
                discrepancies=(disagreement("CC401", span(LEFT, "committed"), span(RIGHT, "No contract")),),
            ),
        ),
        unchanged=2 if mode == "versions" else 0,
        texts={left.sha256: LEFT, right.sha256: RIGHT},
    )


def matrix() -> Matrix:
    left, right = source("left", "Statement on the harbour", LEFT), source("right", "Note of the bank", RIGHT)
    third = source("third", "Letter of the union", "Nothing.")
    price = disagreement(
        "CC201",
        span(LEFT, "350 million crowns"),
        span(RIGHT, "150 million crowns"),
        ("in the statement", "here"),
    )
    return Matrix(
        schema="claimcheck/matrix/1",
        claimcheck="0.1.0",
        models={},
        sources=(left, right, third),
        rows=(
            MatrixRow(
                source=0,
                statement=wording(LEFT, "The price is 350 million crowns."),
                cells=(
                    Cell(standing="same", words=wording(LEFT, "The price is 350 million crowns.")),
                    Cell(
                        standing="differs",
                        words=wording(RIGHT, "The price is 150 million crowns."),
                        discrepancies=(price,),
                    ),
                    Cell(standing="silent"),
                ),
            ),
            MatrixRow(
                source=1,
                statement=wording(RIGHT, "Ships of all sizes call here."),
                cells=(
                    Cell(standing="silent"),
                    Cell(standing="same", words=wording(RIGHT, "Ships of all sizes call here.")),
                    Cell(standing="silent"),
                ),
            ),
        ),
    )
