"""The report as one HTML file that needs nothing but itself and a browser."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from typing import TYPE_CHECKING

from claimcheck.records import Report
from claimcheck.reports.decisions import ReviewedReport, merge
from claimcheck.reports.minor import is_minor
from claimcheck.resources import resource_path

if TYPE_CHECKING:
    from jinja2 import Environment

_SCRIPTS = ("choose.js", "filter.js", "review.js", "added.js", "start.js")


def to_html(reviewed: ReviewedReport | Report, *, show_all: bool = False, error_budget: str = "") -> bytes:
    """The report as an HTML page in UTF-8.

    The page holds its style and script, loads nothing, and tells the browser to run and load nothing else.
    It can be read without the script; with it, claims can be chosen, filtered and decided on.

    Args:
        reviewed: the report, or the report with what a person decided about it.
        show_all: show from the start also minor claims (`claimcheck.reports.minor`).
        error_budget: a line on the measured errors of the models; may be empty.
    """
    from claimcheck.reports.html_view import page_of

    if isinstance(reviewed, Report):
        reviewed = merge(reviewed)
    style, first, script = _text("report.css"), _text("first.js"), _script()
    policy = (
        f"default-src 'none'; style-src {content_hash(style)}; "
        f"script-src {content_hash(first)} {content_hash(script)}; base-uri 'none'; form-action 'none'"
    )
    page = page_of(reviewed, show_all=show_all, error_budget=error_budget)
    html = (
        environment()
        .get_template("template.html.j2")
        .render(
            page=page,
            policy=policy,
            style=style,
            first=first,
            script=script,
        )
    )
    return html.encode("utf-8", "replace")


@cache
def environment() -> Environment:
    """The templates' environment: everything is escaped, control characters are made harmless."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from claimcheck.reports.marking import harmless
    from claimcheck.reports.wording import plural

    environment = Environment(
        loader=FileSystemLoader(resource_path("report")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: harmless(value) if type(value) is str else value,
    )
    environment.filters["plural"] = plural
    environment.tests["minor"] = is_minor
    return environment


def _text(name: str) -> str:
    return resource_path(f"report/{name}").read_text(encoding="utf-8")


def _script() -> str:
    """The parts of the script in one function, so that they share names with nobody."""
    parts = "\n".join(_text(name) for name in _SCRIPTS)
    return f'"use strict";\n(() => {{\n{parts}}})();\n'


def content_hash(source: str) -> str:
    """The source expression by which a Content-Security-Policy allows exactly this text."""
    digest = base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()
    return f"'sha256-{digest}'"
