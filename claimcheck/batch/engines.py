"""Where articles are checked: in this process, in several on this machine, or on several machines.

Whatever the engine, each article is one pure task, so results are the same bytes.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Protocol, TypeVar

from claimcheck.batch.article import ArticleChecker, Made, Task
from claimcheck.models.measured import OnStage
from claimcheck.records import Document

Numbered = Iterator[tuple[int, Document]]
MadeNumbered = Generator[tuple[int, Made], None, None]

_Handle = TypeVar("_Handle")


class Engine(Protocol):
    """Checks articles."""

    def run(self, articles: Numbered, *, ordered: bool) -> MadeNumbered:
        """What came of each article, under its number; articles are taken as there is room for them.

        Args:
            articles: numbered documents.
            ordered: whether results come in the order of the articles; else as they are finished.

        Raises:
            ClaimcheckError: the task cannot be done, whatever the article.
        """


class SerialEngine:
    """Checks one article after the other in this process.

    Args:
        task: what they are held against.
        on_stage: told the name of each stage as it begins.
    """

    def __init__(self, task: Task, on_stage: OnStage) -> None:
        self._checker = ArticleChecker(task, on_stage)

    def run(self, articles: Numbered, *, ordered: bool) -> MadeNumbered:
        """See `Engine`; the order is always that of the articles."""
        for number, article in articles:
            yield number, self._checker.check(article)


def in_flight(
    articles: Numbered,
    start: Callable[[Document], _Handle],
    finished: Callable[[Sequence[_Handle], bool], Sequence[_Handle]],
    room: Callable[[], int],
    *,
    ordered: bool,
) -> Iterator[tuple[int, _Handle]]:
    """Keeps several articles under way; yields the handle of each one that is finished, under its number.

    Args:
        articles: numbered documents; the next one is taken when there is room for it.
        start: begins the work on one and returns a handle of it.
        finished: those of some handles whose work is done; waits for the first one if told to.
        room: how many may be under way now, those included that are done and wait for their turn.
        ordered: whether they are yielded in the order of the articles.
    """
    pending: dict[_Handle, int] = {}

    def done(wait: bool) -> list[tuple[int, _Handle]]:
        handles = [next(iter(pending))] if ordered else list(pending)
        return [(pending.pop(handle), handle) for handle in finished(handles, wait)]

    try:
        for number, article in articles:
            pending[start(article)] = number
            while len(pending) >= room():
                yield from done(wait=True)
        while pending:
            yield from done(wait=True)
    except KeyboardInterrupt:
        while pending and (last := done(wait=False)):
            yield from last  # what is finished by now is not given up
        raise
