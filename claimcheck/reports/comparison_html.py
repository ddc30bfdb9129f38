"""A comparison as one HTML file: two columns, needing nothing but itself and a browser."""

from __future__ import annotations

from claimcheck.comparison.records import Comparison, Matrix
from claimcheck.reports.html import content_hash, environment
from claimcheck.resources import resource_path


def comparison_to_html(found: Comparison | Matrix) -> bytes:
    """The comparison or matrix as an HTML page in UTF-8.

    The page holds its style and script, loads nothing, and tells the browser to run and load nothing else.
    It can be read without the script; with it, rows can be filtered and both texts scroll together.
    """
    from markupsafe import Markup

    from claimcheck.reports.comparison_page import comparison_page, matrix_page

    style = _text("report.css") + _text("comparison.css")
    script = f'"use strict";\n(() => {{\n{_text("comparison.js")}}})();\n'
    policy = (
        f"default-src 'none'; style-src {content_hash(style)}; script-src {content_hash(script)}; "
        "base-uri 'none'; form-action 'none'"
    )
    page = matrix_page(found) if isinstance(found, Matrix) else comparison_page(found)
    name = "matrix.html.j2" if isinstance(found, Matrix) else "comparison.html.j2"
    html = (
        environment()
        .get_template(name)
        .render(
            page=page,
            policy=policy,
            style=Markup(style),  # noqa: S704  (a file of this package, and so is the script)
            script=Markup(script),  # noqa: S704
        )
    )
    return html.encode("utf-8", "replace")


def _text(name: str) -> str:
    return resource_path(f"report/{name}").read_text(encoding="utf-8")
