"""`claimcheck compare` from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

OFFICIAL = Path(__file__).parents[2] / "corpora" / "black_sea_truce" / "official"


def run(*arguments: str | Path, **options: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "claimcheck", "compare", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload]


def test_two_sources_give_json_with_rows_whose_words_stand_in_the_texts() -> None:
    done = run(OFFICIAL / "white_house.md", OFFICIAL / "kremlin.md", "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert found["schema"] == "claimcheck/comparison/1"
    assert [one["name"] for one in found["sources"]] == ["left", "right"]
    for row in found["rows"]:
        for at, side in enumerate(("left", "right")):
            words = row[side]
            text = found["texts"][found["sources"][at]["sha256"]]
            assert words is None or text[words["start"] : words["end"]] == words["text"]


def test_the_ending_of_the_file_picks_the_format(tmp_path: Path) -> None:
    for ending, start in ((".html", "<!doctype html>"), (".md", "# "), (".txt", "Left")):
        path = tmp_path / f"out{ending}"
        assert run(OFFICIAL / "white_house.md", OFFICIAL / "kremlin.md", "-o", path).returncode == 0
        assert path.read_text(encoding="utf-8").startswith(start)


def test_versions_of_a_text_show_what_became_of_a_word(tmp_path: Path) -> None:
    before, after = tmp_path / "before.txt", tmp_path / "after.txt"
    before.write_text("The city committed to sell the harbour in May. It rained.\n", encoding="utf-8")
    after.write_text("The city intends to sell the harbour in May. It rained.\n", encoding="utf-8")
    done = run(before, after, "--versions")
    assert done.returncode == 0
    assert "Silent edits" in done.stdout
    assert "“committed" in done.stdout
    assert "It rained" not in done.stdout
    assert "1 sentence unchanged" in done.stdout


def test_three_sources_give_a_matrix() -> None:
    done = run(*sorted(OFFICIAL.glob("*.md")), "--format", "json")
    assert json.loads(done.stdout)["schema"] == "claimcheck/matrix/1"


@pytest.mark.parametrize("extra", [("--versions",), ()])
def test_a_missing_file_is_one_line_and_exit_2(extra: tuple[str, ...]) -> None:
    done = run(OFFICIAL / "white_house.md", "nowhere.md", *extra)
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "nowhere.md" in done.stderr


def test_three_versions_are_refused() -> None:
    done = run(*sorted(OFFICIAL.glob("*.md")), "--versions")
    assert done.returncode == 2
    assert "two states of a text" in done.stderr
