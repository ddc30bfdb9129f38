"""Articles and official documents at addresses, from a server on loopback."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import ARTICLE, NORTH
from tests.documents.web import Site, page, served

Run = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def site() -> Iterator[Site]:
    answers = {
        "/article": page(ARTICLE.encode(), kind="text/markdown; charset=utf-8"),
        "/north": page(NORTH.encode(), kind="text/plain"),
    }
    with served(answers) as running:
        yield running


def test_the_report_says_where_and_when_pages_were_fetched(
    run: Run, site: Site, fixed_world: Path, checked: subprocess.CompletedProcess[str]
) -> None:
    command = ("check", f"{site.root}/article", "--against", f"{site.root}/north", "--allow-private")
    done = run(*command, "--format", "json")
    assert done.returncode == 0, done.stderr
    report = json.loads(done.stdout)
    assert report["article"]["url"] == report["article"]["path"] == f"{site.root}/article"
    (north,) = report["parties"]["Northland"]["documents"]
    assert north["url"] == f"{site.root}/north"
    assert all(entry["retrieved"].endswith("Z") for entry in (report["article"], north))
    usual = json.loads(checked.stdout)
    assert usual["article"]["retrieved"] is None
    assert [claim["text"] for claim in report["claims"]] == [claim["text"] for claim in usual["claims"]]


def test_loopback_is_refused_without_allow_private(run: Run, site: Site, fixed_world: Path) -> None:
    done = run("check", f"{site.root}/article", "--against", fixed_world / "official")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"claimcheck: {site.root}/article: ")
    assert "Add --allow-private" in line
    assert site.requests == []


def test_a_page_that_is_gone_is_listed_and_the_others_are_checked(
    run: Run, site: Site, fixed_world: Path
) -> None:
    articles = (f"{site.root}/gone", f"{site.root}/article")
    command = ("check", *articles, "--against", fixed_world / "official", "--format", "jsonl")
    done = run(*command, "--allow-private")
    assert done.returncode == 3
    assert len(done.stdout.splitlines()) == 1
    (line,) = done.stderr.splitlines()
    assert f"{site.root}/gone: the server answers 404" in line


def test_an_archived_page_is_shown_after_it_is_gone(run: Run, site: Site, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    command = ("show", f"{site.root}/article", "--allow-private", "--archive", kept, "--format", "json")
    (before,) = json.loads(run(*command).stdout)["documents"]
    site.answers.clear()
    done = run("show", f"sha256:{before['sha256']}", "--archive", kept, "--format", "json")
    (after,) = json.loads(done.stdout)["documents"]
    assert after["text"] == before["text"]
    assert after["retrieved"] == before["retrieved"]
    assert after["url"] == before["url"]
