"""The items of a list under one predicate: "progress on trade, fentanyl and the war"."""

from __future__ import annotations

from claimcheck.claims.clause_tokens import Tokens

# Most tokens of one item, and of the items together.
_MAX_ITEM = 16
_MAX_LIST = 120
# The last item may carry on with what belongs to the whole list.
_MAX_LAST_ITEM = 40
_ITEM_STOPS = frozenset("RFvITcSW;:,-")


def list_items(tokens: Tokens, first: int, last: int) -> list[tuple[int, int]]:
    """Token ranges of the items of the first list in `[first, last)`; empty where there is none.

    Three or more items between commas count, and two where both are infinitives or both amounts.
    """
    for i in range(first + 1, last - 1):
        if tokens.tags[i] == "C" and tokens.words[i] in ("and", "or"):
            items = _series(tokens, first, i, last) or _pair(tokens, first, i, last)
            if items:
                return items
    return []


def _series(tokens: Tokens, first: int, joint: int, last: int) -> list[tuple[int, int]]:
    tags = tokens.tags
    end = joint - 1 if tags[joint - 1] == "," else joint
    items = [(joint + 1, _item_end(tokens, joint + 1, last))]
    position = end - 1
    while position >= max(first, joint - _MAX_LIST):
        start = _comma_before(tokens, first, position)
        if start < 0:
            break
        opener = _past_opener(tokens, start + 1, position) if tags[joint + 1] != "R" else start + 1
        items.append((opener, position + 1))
        if opener > start + 1:
            return items[::-1] if len(items) > 2 else []
        position = start - 1
    if len(items) < 2 or position < first:
        return []
    bare = tags[joint + 1] == "c"
    items.append((_item_start(tokens, first, position, bare=bare), position + 1))
    items.reverse()
    if "I" in tags[slice(*items[-2])] and tags[items[0][0]] != "I":
        return []
    return items if all(begin < stop for begin, stop in items) else []


def _comma_before(tokens: Tokens, first: int, position: int) -> int:
    """The comma that opens the item ending at `position`, or -1 where a clause stands between."""
    for i in range(position, max(first, position - _MAX_ITEM), -1):
        if tokens.tags[i] == ",":
            return i if i < position else -1
        if tokens.tags[i] in "FSWC;:":
            return -1
    return -1


def _item_start(tokens: Tokens, first: int, position: int, *, bare: bool) -> int:
    """Where the first item begins: behind the verb or preposition that governs the list.

    Where the items are `bare` verbs that share a modal, it begins with its own verb.
    """
    start = position + 1
    while start > first and tokens.tags[start - 1] not in _ITEM_STOPS:
        start -= 1
    if start > first and (tokens.tags[start - 1] in "Ic" or (bare and tokens.tags[start - 1] == "v")):
        start -= 1
    return start


def _past_opener(tokens: Tokens, start: int, last: int) -> int:
    """The first item behind "among them", "including" or "above all" at `start`; `start` if there is none."""
    i = start
    while i < last and tokens.tags[i] in ("RODA" if i > start else "R"):
        i += 1
    return i


def _item_end(tokens: Tokens, start: int, last: int) -> int:
    end = start
    while end < min(last, start + _MAX_LAST_ITEM) and tokens.tags[end] not in ",;:F.SW":
        end += 1
    return end


def _pair(tokens: Tokens, first: int, joint: int, last: int) -> list[tuple[int, int]]:
    tags = tokens.tags
    after = joint + 1
    if tags[after] == "c" or (tags[after] == "T" and after + 1 < last and tags[after + 1] == "I"):
        start = next((i for i in range(joint - 1, max(first, joint - _MAX_ITEM), -1) if tags[i] == "I"), -1)
        if 0 < start < joint - 1:
            return [(start, joint), (after + (tags[after] == "T"), _item_end(tokens, after, last))]
        return []
    end = _item_end(tokens, after, last)
    if tags[after] == "#" or (tags[after] == "A" and after + 1 < last and tags[after + 1] == "#"):
        for i in range(joint - 1, max(first - 1, joint - _MAX_ITEM), -1):
            if tags[i] in ",FSWCI":
                break
            if tags[i] == "#" and i < joint - 1 and tags[i - 1] != "#":
                return [(i, joint), (after, end)]
    return []
