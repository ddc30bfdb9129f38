"""`claimcheck corpus` as its users run it."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result

from claimcheck.cli.main import cli
from claimcheck.cli.progress import line
from claimcheck.corpus import build
from claimcheck.errors import MissingInput, UsageError
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.static_encoder import StaticEncoder
from tests.cli.conftest import write_world


@pytest.fixture(autouse=True)
def plain_static(monkeypatch: pytest.MonkeyPatch) -> None:
    """Random vectors stand for the distilled ones, which take some seconds to make."""
    table = np.random.default_rng(1).standard_normal((30522, 64)).astype(np.float16).astype(np.float32)
    monkeypatch.setattr(build, "load_static", lambda _folder: StaticEncoder(table, OnnxEncoder()))


@pytest.fixture
def world(tmp_path: Path) -> Path:
    return write_world(tmp_path)


def corpus(*arguments: str | Path) -> Result:
    return CliRunner(env={"COLUMNS": "120"}).invoke(
        cli, ["corpus", *map(str, arguments)], catch_exceptions=False
    )


def built(world: Path) -> Path:
    done = corpus("build", world / "official", "-o", world / "kept", "--jobs", "1")
    assert (done.exit_code, done.stdout) == (0, "2 documents added\n")
    return world / "kept"


def test_a_corpus_is_built_listed_described_and_searched(world) -> None:
    kept = built(world)
    assert corpus("build", world / "official", "-o", kept, "--jobs", "1").stdout == "2 documents unchanged\n"
    rows = [json.loads(row) for row in corpus("list", kept, "--format", "json").stdout.splitlines()]
    assert [(row["id"], row["party"]) for row in rows] == [
        ("north.md", ["Northland"]),
        ("south.md", ["Southland"]),
    ]
    assert "Readout of the Geneva" in corpus("list", kept, "--since", "2025-01-01").stdout
    assert corpus("list", kept, "--since", "2026-01-01").stdout == "no document\n"
    facts = json.loads(corpus("info", kept, "--format", "json").stdout)
    assert (facts["documents"], facts["parties"]) == (2, {"Northland": 1, "Southland": 1})
    assert facts["recall"]["current"]
    told = corpus("info", kept).stdout
    assert "2025-01-09 to 2025-03-01" in told
    assert facts["fingerprint"] in told
    hits = json.loads(corpus("search", kept, "wheat deliveries", "--format", "json").stdout)["hits"]
    assert hits[0]["document"] == "north.md"
    text = json.loads(corpus("show", kept, "north.md", "--format", "json").stdout)["text"]
    assert all(
        text[hit["start"] : hit["end"]] == hit["text"] for hit in hits if hit["document"] == "north.md"
    )
    only = corpus("search", kept, "wheat", "--party", "Southland", "--format", "json").stdout
    assert {hit["party"] for hit in json.loads(only)["hits"]} == {"Southland"}
    assert "— Northland, Readout of the Geneva meeting, 2025-01-09" in corpus("search", kept, "wheat").stdout


def test_documents_are_added_replaced_and_removed(world) -> None:
    kept = built(world)
    north = world / "official" / "north.md"
    north.write_text(north.read_text(encoding="utf-8").replace("40,000", "90,000"), encoding="utf-8")
    assert corpus("add", kept, world / "official", "--jobs", "1").stdout == (
        "1 document replaced, 1 document unchanged\n"
    )
    assert "90,000" in corpus("show", kept, "north.md").stdout
    assert "40,000" in corpus("show", kept, "north.md", "--version", "1").stdout
    assert len(corpus("list", kept, "--versions", "--format", "json").stdout.splitlines()) == 3
    assert corpus("remove", kept, "north.md").stdout == "1 document removed\n"
    with pytest.raises(MissingInput):
        corpus("show", kept, "north.md")


def test_one_party_can_be_given_to_all(world) -> None:
    done = corpus("build", world / "official", "-o", world / "kept", "--party", "Land", "--jobs", "1")
    assert done.exit_code == 0
    assert json.loads(corpus("info", world / "kept", "--format", "json").stdout)["parties"] == {"Land": 2}


def test_a_source_that_cannot_be_read_does_not_stop_the_others(world) -> None:
    done = corpus("build", world / "official", world / "nowhere", "-o", world / "kept", "--jobs", "1")
    assert done.exit_code == 3
    assert done.stdout == "2 documents added\n"
    assert "nowhere" in done.stderr


def test_an_article_is_checked_against_a_corpus(world) -> None:
    kept = built(world)
    arguments = ["check", str(world / "article.md"), "--against", str(kept), "--format", "json", "--no-cache"]
    done = CliRunner().invoke(cli, arguments, catch_exceptions=False)
    report = json.loads(done.stdout)
    assert report["parties"].keys() == {"Northland", "Southland"}
    (entry,) = report["parties"]["Northland"]["corpora"]
    assert entry["path"] == str(kept)
    table = CliRunner().invoke(cli, [*arguments[:4], "--no-cache"], catch_exceptions=False).stdout
    assert "1 document of" in table


def test_nothing_to_search_for_and_unknown_parties_are_told(world) -> None:
    kept = built(world)
    with pytest.raises(UsageError, match="nothing to search for"):
        corpus("search", kept, " ")
    with pytest.raises(UsageError, match="The parties are: Northland, Southland"):
        corpus("search", kept, "wheat", "--party", "Westland")


def test_progress_has_share_rate_and_time_left() -> None:
    assert line("index", 250, 1000, 10.0) == "index: 25 %, 25 a second, 30 s left"
    assert line("index", 0, 1000, 0.0) == "index: 0 %"
    assert line("read", 1500, 0, 3.0) == "read: 1,500, 500 a second"
    assert line("write", 0, 0, 9.0) == "write"
    assert line("index", 1, 7200, 2.0).endswith("4.0 h left")
