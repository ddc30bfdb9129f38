"""Makes the pictures of the HTML report in docs/images from a shipped case.

Needs the `test` extra, Pillow, and Chromium (`apt-get install chromium`). Run from anywhere:
`python docs/screenshots.py`.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

import claimcheck
from claimcheck.reports.error_budget import budget_line
from claimcheck.reports.html import to_html

ROOT = Path(__file__).parents[1]
CASE = Path("corpora") / "tiktok_call"  # from the root, so that the page shows no path of this machine
IMAGES = ROOT / "docs" / "images"
CLAIM = "#c2"  # the one that the article leads with
LARGEST = 300_000  # bytes of a picture

DESK = {"viewport": {"width": 1440, "height": 860}}
PHONE = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
SHOTS: dict[str, tuple[dict[str, Any], str]] = {
    "report-overview.png": (DESK, ""),
    "report-claim.png": (DESK, CLAIM),
    "report-dark.png": ({**DESK, "color_scheme": "dark"}, CLAIM),
    "report-phone.png": (PHONE, CLAIM),
}


def case_page() -> bytes:
    """The page of the shipped case."""
    with contextlib.chdir(ROOT):
        article = claimcheck.read_document(CASE / "article.md")
        report = claimcheck.check(article, claimcheck.read_documents(CASE / "official").documents)
    return to_html(report, error_budget=budget_line(report.models))


def shoot(browser: Browser, page_file: Path, target: Path, options: dict[str, Any], fragment: str) -> None:
    """Opens the page and saves what the window shows as `target`, in 256 colours."""
    context = browser.new_context(reduced_motion="reduce", **options)
    page = context.new_page()
    page.goto(page_file.as_uri() + fragment)
    page.wait_for_timeout(300)
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(256, method=Image.Quantize.MAXCOVERAGE).save(target, optimize=True)
    context.close()
    if target.stat().st_size > LARGEST:
        sys.exit(f"{target} takes {target.stat().st_size:,} bytes; at most {LARGEST:,} are wanted")


def main() -> None:
    """Makes every picture."""
    chromium = shutil.which("chromium") or sys.exit("Chromium is not installed")
    IMAGES.mkdir(exist_ok=True)
    arguments = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page_file = Path(folder) / "report.html"
        page_file.write_bytes(case_page())
        browser = playwright.chromium.launch(executable_path=chromium, args=arguments)
        for name, (options, fragment) in SHOTS.items():
            shoot(browser, page_file, IMAGES / name, options, fragment)
        browser.close()


if __name__ == "__main__":
    main()
