"""Texts typeset as PDFs for the tests: columns, running heads, words cut at line ends."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

FONT, SIZE, LEADING = "Times-Roman", 10, 12
WIDTH, HEIGHT = A4
MARGIN, GUTTER = 60, 20


def wrapped(paragraph: str, width: float, seed: int | None) -> list[str]:
    """Lines no wider than `width`; with a seed long words are cut by a hyphen at some line ends."""
    chance = random.Random(seed)
    lines, line = [], "    "
    for word in paragraph.split():
        candidate = f"{line}{'' if not line.strip() else ' '}{word}"
        if stringWidth(candidate, FONT, SIZE) <= width:
            line = candidate
            continue
        cut = chance.randint(3, len(word) - 3) if seed is not None and len(word) > 7 and word.isalpha() else 0
        if cut and stringWidth(f"{line} {word[:cut]}-", FONT, SIZE) <= width:
            lines.append(f"{line} {word[:cut]}-")
            line = word[cut:]
        else:
            lines.append(line)
            line = word
    return [*lines, line]


def typeset(
    paragraphs: Sequence[str],
    *,
    columns: int = 1,
    seed: int | None = 1,
    head: str = "",
    foot: str = "",
    rowwise: bool = False,
    title: str = "",
) -> bytes:
    """A PDF of the paragraphs, the first line of each set in.

    Args:
        columns: how many stand side by side.
        seed: chooses where words are cut; None cuts none.
        head, foot: running lines, in which {page} is the number of the page.
        rowwise: draws line by line across the columns, as some programs do, not column by column.
        title: what the file says its title is.
    """
    width = (WIDTH - 2 * MARGIN - (columns - 1) * GUTTER) / columns
    lines = [line for paragraph in paragraphs for line in wrapped(paragraph, width, seed)]
    fitting = int((HEIGHT - 2 * MARGIN - 30) / LEADING)
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4)
    canvas.setTitle(title or "untitled")
    for number, start in enumerate(range(0, len(lines), fitting * columns), 1):
        page = lines[start : start + fitting * columns]
        places = [
            (MARGIN + column * (width + GUTTER), HEIGHT - MARGIN - 20 - row * LEADING, line)
            for column in range(columns)
            for row, line in enumerate(page[column * fitting : (column + 1) * fitting])
        ]
        if rowwise:
            places.sort(key=lambda place: (-place[1], place[0]))
        canvas.setFont(FONT, 8)
        canvas.drawString(MARGIN, HEIGHT - 40, head.format(page=number))
        canvas.drawCentredString(WIDTH / 2, 30, foot.format(page=number))
        canvas.setFont(FONT, SIZE)
        for x, y, line in places:
            indent = len(line) - len(line.lstrip())
            canvas.drawString(x + 3 * indent, y, line.lstrip())
        canvas.showPage()
    canvas.save()
    return target.getvalue()
