"""Values that are computed once and then taken from a store."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from claimcheck.models.texts import slices
from claimcheck.models.vector_store import VectorStore

_ITEMS_AT_A_TIME = 2048  # so that little is lost when a long run is stopped

_Item = TypeVar("_Item")


def remembered(
    store: VectorStore,
    items: Sequence[_Item],
    key: Callable[[_Item], bytes],
    fresh: Callable[[Sequence[_Item]], list[bytes]],
) -> list[bytes]:
    """The value of each item, in their order.

    Args:
        store: where values are looked up, and new ones put.
        items: what values are wanted for; may repeat.
        key: what an item is stored under.
        fresh: the values of items that are not stored; each is asked for once.
    """
    values: list[bytes] = []
    for part in slices(len(items), _ITEMS_AT_A_TIME):
        keys = [key(item) for item in items[part]]
        wanted = dict(zip(keys, items[part], strict=True))
        known = store.get(list(wanted))
        missing = [one for one in wanted if one not in known]
        if missing:
            new = dict(zip(missing, fresh([wanted[one] for one in missing]), strict=True))
            store.put(new)
            known |= new
        values.extend(known[one] for one in keys)
    return values
