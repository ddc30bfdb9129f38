"""Runs killed at random moments leave old results or new ones, never a part, and can be taken up again."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.cli.conftest import NORTH, SOUTH

ARTICLES = 8
KILLS = {"folder": 12, "lines": 8, "export": 8, "writing": 20}
_WRITER = """
import sys
from pathlib import Path
from claimcheck.writing import append_line, write_whole
folder = Path(sys.argv[1])
print("begin", flush=True)
number = 0
while True:
    number += 1
    write_whole(folder / "whole", (b"%08d" % number) * 100_000)
    append_line(folder / "log", b"%08d" % number * 1000)
"""


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Articles and official documents that no test changes."""
    folder = tmp_path_factory.mktemp("world")
    (folder / "official").mkdir()
    (folder / "official" / "north.md").write_text(NORTH, encoding="utf-8")
    (folder / "official" / "south.md").write_text(SOUTH, encoding="utf-8")
    for number in range(ARTICLES):
        wheat = f"Northland will deliver {number + 10},000 tonnes of wheat."
        text = f"{wheat} Southland will pay within {number + 20} days."
        (folder / f"article{number}.md").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """One cache for all runs, so that kills meet its writes too."""
    return {**os.environ, "CLAIMCHECK_CACHE": str(tmp_path_factory.mktemp("cache")), "PYTHONUTF8": "1"}


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "claimcheck", *map(str, arguments)]


def finished(arguments: Sequence[str], environment: dict[str, str]) -> float:
    """Runs to the end; the seconds that it took."""
    start = time.monotonic()
    done = subprocess.run(
        arguments, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    return time.monotonic() - start


def killed(arguments: Sequence[str], environment: dict[str, str], after: float) -> bool:
    """Starts the command and kills it after some seconds; whether it was still running then."""
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def killed_at_a_result(arguments: Sequence[str], environment: dict[str, str], folder: Path) -> bool:
    """Starts the command and kills it as soon as `folder` has a result; whether it was still running then."""
    process = subprocess.Popen(
        arguments, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    limit = time.monotonic() + 120
    while process.poll() is None and time.monotonic() < limit and not (folder.exists() and shown(folder)):
        time.sleep(0.002)
    running = process.poll() is None
    process.kill()
    process.wait()
    return running


def shown(folder: Path) -> dict[str, bytes]:
    """The files of a folder that are no one's temporary ones."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def check(world: Path, *rest: str | Path) -> list[str]:
    articles = [world / f"article{number}.md" for number in range(ARTICLES)]
    return command("check", *articles, "--against", world / "official", *rest)


@pytest.mark.slow
def test_a_check_into_a_folder_that_is_killed(
    world: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    chance = random.Random(1)
    finished(check(world, "-o", tmp_path / "whole"), environment)
    seconds = finished(check(world, "-o", tmp_path / "again"), environment)
    whole = shown(tmp_path / "whole")
    assert len(whole) == ARTICLES
    hits = kept = 0
    for number in range(KILLS["folder"]):
        out = tmp_path / f"out{number}"
        if number % 2:
            hits += killed_at_a_result(check(world, "-o", out), environment, out)
        else:
            hits += killed(check(world, "-o", out), environment, chance.uniform(0.3, 1.0) * seconds)
        found = shown(out) if out.exists() else {}
        assert found == {name: whole[name] for name in found}
        kept += len(found)
        stamps = {name: (out / name).stat().st_mtime_ns for name in found}
        finished(check(world, "-o", out, "--resume"), environment)
        assert shown(out) == whole
        log = (out / ".claimcheck-results.jsonl").read_text(encoding="utf-8").splitlines()
        logged = {json.loads(line)["file"] for line in log[: len(found)]}
        # A result is done again only where the kill came between its file and its line in the log.
        again = {name for name in found if (out / name).stat().st_mtime_ns != stamps[name]}
        assert len(again) <= 1
        assert logged >= set(found) - again
    assert hits >= KILLS["folder"] // 4
    assert kept > 0


@pytest.mark.slow
def test_a_check_into_lines_that_is_killed(world: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    chance = random.Random(2)
    seconds = finished(check(world, "-o", tmp_path / "whole.jsonl"), environment)
    whole = (tmp_path / "whole.jsonl").read_bytes()
    assert len(whole.splitlines()) == ARTICLES
    hits = 0
    for number in range(KILLS["lines"]):
        out = tmp_path / f"out{number}.jsonl"
        out.write_bytes(b"old\n")
        hits += killed(check(world, "-o", out), environment, chance.uniform(0.3, 1.0) * seconds)
        assert out.read_bytes() in (b"old\n", whole)
        finished(check(world, "-o", out, "--resume"), environment)
        assert out.read_bytes() == whole
        assert not out.with_name(f"{out.name}.part").exists()
    assert hits >= KILLS["lines"] // 4


@pytest.mark.slow
def test_an_export_that_is_killed(world: Path, tmp_path: Path, environment: dict[str, str]) -> None:
    chance = random.Random(3)
    report = tmp_path / "report.json"
    checked = command("check", world / "article0.md", "--against", world / "official", "-o", report)
    finished(checked, environment)
    hits = 0
    for number in range(KILLS["export"]):
        ending = (".html", ".md", ".csv", ".json")[number % 4]
        whole, out = tmp_path / f"whole{ending}", tmp_path / f"out{ending}"
        seconds = finished(command("export", report, "-o", whole), environment)
        out.write_bytes(b"old")
        hits += killed(command("export", report, "-o", out), environment, chance.uniform(0.5, 1.0) * seconds)
        assert out.read_bytes() in (b"old", whole.read_bytes())
        finished(command("export", report, "-o", out), environment)
        assert out.read_bytes() == whole.read_bytes()
    assert hits >= KILLS["export"] // 4


@pytest.mark.slow
def test_a_writer_that_is_killed_while_it_writes(tmp_path: Path) -> None:
    chance = random.Random(4)
    for _ in range(KILLS["writing"]):
        process = subprocess.Popen([sys.executable, "-c", _WRITER, tmp_path], stdout=subprocess.PIPE)
        assert process.stdout is not None
        assert process.stdout.readline() == b"begin\n"
        time.sleep(chance.uniform(0.0, 0.1))
        process.kill()
        process.communicate()
        if (tmp_path / "whole").exists():
            data = (tmp_path / "whole").read_bytes()
            assert len(data) == 800_000
            assert data == data[:8] * 100_000
        if (tmp_path / "log").exists():
            lines = (tmp_path / "log").read_bytes().split(b"\n")[:-1]
            torn = [line for line in lines if len(line) != 8000 or line != line[:8] * 1000]
            assert len(torn) <= KILLS["writing"]
    assert (tmp_path / "whole").exists()
