from __future__ import annotations

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimcheck.batch.engines import in_flight
from claimcheck.records import Document


class Work:
    """Articles whose work is finished in an order that a test chooses."""

    def __init__(self, ranks: Sequence[int]) -> None:
        self.ranks = dict(enumerate(ranks))
        self.under_way: set[int] = set()
        self.most = 0

    def start(self, article: Document) -> int:
        number = int(article.id)
        self.under_way.add(number)
        self.most = max(self.most, len(self.under_way))
        return number

    def finished(self, handles: Sequence[int], wait: bool) -> list[int]:
        first = min(handles, key=self.ranks.__getitem__)
        if not wait and self.ranks[first] >= 100:
            return []
        self.under_way.remove(first)
        return [first]


def articles(count: int) -> Iterator[tuple[int, Document]]:
    for number in range(count):
        yield number, Document(id=str(number), text="", sha256="")


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(1, 5), st.booleans())
def test_each_article_comes_once_and_no_more_are_under_way_than_there_is_room_for(
    ranks: list[int], room: int, ordered: bool
) -> None:
    work = Work(ranks)
    made = list(in_flight(articles(len(ranks)), work.start, work.finished, lambda: room, ordered=ordered))
    assert all(number == handle for number, handle in made)
    numbers = [number for number, _ in made]
    assert numbers == list(range(len(ranks))) if ordered else sorted(numbers) == list(range(len(ranks)))
    assert work.most <= room


def test_what_is_finished_first_comes_first_unless_order_is_asked_for() -> None:
    work = Work([2, 1, 0])
    assert [n for n, _ in in_flight(articles(3), work.start, work.finished, lambda: 3, ordered=False)] == [
        2,
        1,
        0,
    ]


def test_an_interruption_gives_up_nothing_that_is_finished() -> None:
    def interrupted() -> Iterator[tuple[int, Document]]:
        yield from articles(3)
        raise KeyboardInterrupt

    work = Work([1, 100, 0])
    made = in_flight(interrupted(), work.start, work.finished, lambda: 9, ordered=False)
    assert [next(made)[0], next(made)[0]] == [2, 0]
    with pytest.raises(KeyboardInterrupt):
        next(made)
