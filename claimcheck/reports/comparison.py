"""Every format that a comparison can take, by its name."""

from __future__ import annotations

from claimcheck.comparison.records import Comparison, Matrix


def render_comparison_as(
    form: str,
    found: Comparison | Matrix,
    *,
    width: int = 100,
    colour: bool = False,
    show_all: bool = False,
    texts: bool = True,
) -> bytes:
    """The comparison or matrix as "json", "html", "md" or "table".

    Args:
        form: the format.
        found: what was compared.
        width: columns of a table in text.
        colour: whether that table is coloured.
        show_all: show also boilerplate and what one source of a matrix says alone.
        texts: JSON holds the full texts.
    """
    if form == "json":
        from claimcheck.reports.comparison_json import comparison_to_json

        return comparison_to_json(found, texts=texts)
    if form == "html":
        from claimcheck.reports.comparison_html import comparison_to_html

        return comparison_to_html(found)
    if form == "md":
        from claimcheck.reports.comparison_markdown import comparison_to_markdown, matrix_to_markdown

        return matrix_to_markdown(found) if isinstance(found, Matrix) else comparison_to_markdown(found)
    from claimcheck.reports.comparison_terminal import render_comparison, render_matrix

    if isinstance(found, Matrix):
        return render_matrix(found, width=width, colour=colour, show_all=show_all).encode()
    return render_comparison(found, width=width, colour=colour, show_all=show_all).encode()
