"""Small things that all engines do to texts before they encode them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

_SURROGATE = re.compile("[\ud800-\udfff]")


def encodable(text: str) -> str:
    """`text` with lone surrogates replaced one for one, since tokenizers only take valid Unicode."""
    return _SURROGATE.sub("\ufffd", text)


def slices(length: int, size: int) -> Iterator[slice]:
    """Consecutive slices of at most `size` that cover `range(length)`."""
    for start in range(0, length, size):
        yield slice(start, min(start + size, length))


@contextmanager
def meanwhile(work: Callable[[], object]) -> Iterator[None]:
    """Does `work` on a thread of its own while the context lasts.

    It is for loading what is needed next: what goes wrong with it shows when that is asked for again.
    """
    with ThreadPoolExecutor(1) as pool:
        pool.submit(work)
        yield
