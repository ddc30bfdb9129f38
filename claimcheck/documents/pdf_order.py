"""The pieces of a PDF page in reading order, and the running heads and feet of its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, product
from statistics import median

from claimcheck.documents.pdf_lines import Piece
from claimcheck.resources import load_toml

Line = Piece
_SAME_LINE = 0.5  # heights by which pieces of one line may differ
_DEEPEST = 3  # columns are looked for inside columns so often: up to eight side by side
_PAGE_NUMBER = re.compile(r"\W{0,3}(?:page\s)?(?:\d{1,4}|[ivxl]{1,6})(?:\s?(?:of|/)\s?\d{1,4})?\W{0,3}", re.I)
_NUMBER = re.compile(r"\d{1,6}")
_NUMBERS = 3  # numbers of a head or foot that may be that of the page


def rows_of(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Pieces that stand on one line together, from the top down, each row from left to right."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda p: (-p.middle, p.left)):
        row = rows[-1] if rows else None
        if row and abs(row[0].middle - piece.middle) <= _SAME_LINE * min(row[0].height, piece.height):
            row.append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda p: p.left) for row in rows]


def reading_order(pieces: Sequence[Piece], depth: int = 0) -> list[Line]:
    """The lines of a page: columns one after the other, and what spans them between.

    Two columns are seen where a gutter that few pieces cross has several long pieces on both sides.
    """
    gutter = _gutter(pieces, depth) if depth < _DEEPEST else None
    if gutter is None:
        return [_merged(row) for row in rows_of(pieces)]
    lines: list[Line] = []
    for band in _bands(pieces, gutter):
        left = [piece for piece in band if piece.right <= gutter]
        right = [piece for piece in band if piece.left >= gutter]
        spanning = [piece for piece in band if piece.left < gutter < piece.right]
        for part in (spanning, left, right):
            lines += reading_order(part, depth + 1)
    return lines


def running(pages: Sequence[Sequence[Piece]]) -> list[set[Piece]]:
    """For each page the pieces of its running heads, running feet and page numbers.

    A row at the edge of a page is one where the same words, with a number that counts the pages, stand at
    the same edge of other pages too.
    """
    setting = load_toml("documents.toml")["pdf"]
    edges = [_edges(rows_of(page), setting["edge_rows"]) for page in pages]
    seen = Counter(key for number, rows in enumerate(edges) for key in _all_keys(rows, number))
    least = max(2, -(-len(pages) * setting["repeated_percent"] // 100))
    dropped: list[set[Piece]] = []
    for number, rows in enumerate(edges):
        found: set[Piece] = set()
        for edge, place, row in rows:
            repeated = any(seen[key] >= least for key in _keys(edge, row, number))
            if repeated or (place == 0 and _PAGE_NUMBER.fullmatch(_words(row))):
                found.update(row)
        dropped.append(found)
    return dropped


def _edges(rows: list[list[Piece]], most: int) -> list[tuple[str, int, list[Piece]]]:
    """The outermost rows of a page with their edge and their place from it."""
    most = min(most, len(rows) // 2)
    top = [("top", place, rows[place]) for place in range(most)]
    return top + [("bottom", place, rows[-1 - place]) for place in range(most)]


def _all_keys(rows: list[tuple[str, int, list[Piece]]], number: int) -> set[tuple[str, str]]:
    return {key for edge, _, row in rows for key in _keys(edge, row, number)}


def _keys(edge: str, row: list[Piece], page: int) -> Iterator[tuple[str, str]]:
    """The words of a row, each of its first numbers either as it is or as its distance to the page's."""
    words = _words(row)
    numbers = list(_NUMBER.finditer(words))[:_NUMBERS]
    for counted in product((False, True), repeat=len(numbers)):
        pieces, at = [], 0
        for match, counts in zip(numbers, counted, strict=True):
            told = f"<{int(match.group()) - page}>" if counts else match.group()
            pieces += [words[at : match.start()], told]
            at = match.end()
        yield edge, "".join([*pieces, words[at:]])


def _words(row: list[Piece]) -> str:
    return " ".join(piece.text for piece in row)


def _gutter(pieces: Sequence[Piece], depth: int) -> float | None:
    """The place across the page that parts it into two columns; None where there is none."""
    setting = load_toml("documents.toml")["pdf"]
    least = setting["column_lines"] if depth == 0 else 1  # inside columns even a short one is believed
    if len(pieces) < 2 * least:
        return None
    first, last = min(p.left for p in pieces), max(p.right for p in pieces)
    if last <= first:
        return None
    steps = setting["gutter_steps"]
    scale = steps / (last - first)
    covered = [0] * (steps + 2)
    for piece in pieces:
        covered[int((piece.left - first) * scale)] += 1
        covered[int((piece.right - first) * scale) + 1] -= 1
    profile = list(accumulate(covered[: steps + 1]))
    inner = range(int(setting["gutter_from"] * steps), int((1 - setting["gutter_from"]) * steps))
    lowest = min(profile[step] for step in inner)
    runs = _runs([step for step in inner if profile[step] == lowest])
    for start, end in sorted(runs, key=lambda run: run[0] - run[1]):  # the widest first
        gutter: float = first + ((start + end) / 2 + 0.5) / scale
        if _parts(pieces, gutter, least):
            return gutter
    return None


def _runs(steps: list[int]) -> list[tuple[int, int]]:
    """First and last of each run of numbers that follow each other."""
    runs: list[tuple[int, int]] = []
    for step in steps:
        if runs and runs[-1][1] == step - 1:
            runs[-1] = (runs[-1][0], step)
        else:
            runs.append((step, step))
    return runs


def _parts(pieces: Sequence[Piece], gutter: float, least: int) -> bool:
    """Whether `least` long pieces stand on both sides of the gutter, side by side, and few across it."""
    setting = load_toml("documents.toml")["pdf"]
    left = [p for p in pieces if p.right <= gutter]
    right = [p for p in pieces if p.left >= gutter]
    if min(len(left), len(right)) < least:
        return False
    if len(pieces) - len(left) - len(right) > setting["crossing_share"] * len(pieces):
        return False
    if min(median(len(p.text) for p in side) for side in (left, right)) < setting["column_characters"]:
        return False
    bottoms = [min(p.bottom for p in side) for side in (left, right)]
    tops = [max(p.top for p in side) for side in (left, right)]
    shorter = min(top - bottom for top, bottom in zip(tops, bottoms, strict=True))
    return bool(min(tops) - max(bottoms) >= setting["beside_share"] * shorter)


def _bands(pieces: Sequence[Piece], gutter: float) -> Iterator[list[Piece]]:
    """The pieces between one piece that spans the gutter and the next, from the top down."""
    band: list[Piece] = []
    below = False
    for piece in sorted(pieces, key=lambda p: -p.middle):
        spans = piece.left < gutter < piece.right
        if spans and below:
            yield band
            band, below = [], False
        band.append(piece)
        below = below or not spans
    if band:
        yield band


def _merged(row: list[Piece]) -> Line:
    return Piece(
        _words(row),
        row[0].left,
        max(piece.right for piece in row),
        min(piece.bottom for piece in row),
        max(piece.top for piece in row),
    )
