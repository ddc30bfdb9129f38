"""Pages opened from disk in Debian's Chromium; whatever they ask for or complain of is noted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import claimcheck
from claimcheck.records import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ROOT = Path(__file__).parents[2]
CASE = ROOT / "corpora" / "tiktok_call"
Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium without a window; the tests are left out where it is not installed, except in CI."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        if os.environ.get("CLAIMCHECK_NEEDS_CHROMIUM"):
            pytest.fail("Chromium is not installed: apt-get install chromium")
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        # Containers give root no user namespaces, without which the sandbox cannot start.
        arguments = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        running = playwright.chromium.launch(executable_path=path, args=arguments)
        yield running
        running.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a page from bytes; by the end nothing may have been asked for but the file, nor an error told."""
    asked: list[str] = []
    told: list[str] = []
    contexts = []
    number = 0

    def opened(html: bytes, *, fragment: str = "", **options: Any) -> Page:
        nonlocal number
        number += 1
        path = tmp_path / f"report{number}.html"
        path.write_bytes(html)
        settings = {"viewport": {"width": 1440, "height": 900}, "reduced_motion": "reduce", **options}
        context = browser.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url.partition("#")[0]))
        page.on("console", lambda message: told.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: told.append(str(error)))
        page.on("dialog", lambda dialog: told.append(f"dialog: {dialog.message}"))
        page.goto(path.as_uri() + fragment)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert told == []
    assert [url for url in asked if not url.startswith((tmp_path.as_uri(), "blob:"))] == []


@pytest.fixture(scope="session")
def case_report() -> Report:
    """A shipped case, checked."""
    article = claimcheck.read_document(CASE / "article.md")
    official = claimcheck.read_documents(CASE / "official").documents
    return claimcheck.check(article, official)
