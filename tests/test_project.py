"""What must hold of the project's files as a whole."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LARGEST_FILE = 30_000_000  # bytes; what a clone, a wheel and a code host take without trouble
NOT_OURS = {".git", ".venv", "build", "dist", "__pycache__"}


def project_files() -> list[Path]:
    """The files under version control or about to be, else (outside a clone) all but environments."""
    if (ROOT / ".git").exists() and shutil.which("git"):
        command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
        names = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.split(b"\0")
        paths = [ROOT / os.fsdecode(name) for name in names if name]
    else:
        walked = (path for path in ROOT.rglob("*"))
        paths = [path for path in walked if NOT_OURS.isdisjoint(path.relative_to(ROOT).parts)]
    return sorted(path for path in paths if path.is_file())


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    entries = [line for line in lines if line.strip() and not line.startswith("#")]
    matches = [re.fullmatch(r"([A-Za-z0-9._-]+)==([0-9][A-Za-z0-9.]*)", entry) for entry in entries]
    assert None not in matches, [e for e, m in zip(entries, matches, strict=True) if m is None]
    return {canonical(match[1]): match[2] for match in matches if match}


def requirements() -> list[tuple[str, str]]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [line for lines in project.get("optional-dependencies", {}).values() for line in lines]
    split = (
        re.match(r"([A-Za-z0-9._-]+)(?:\[[^\]]*\])?(.*)", line) for line in project["dependencies"] + extras
    )
    return [(canonical(match[1]), match[2].partition(";")[0]) for match in split if match]


def numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"[0-9]+", version))


def test_no_file_is_too_large_to_carry() -> None:
    files = project_files()
    assert ROOT / "pyproject.toml" in files
    assert [str(path) for path in files if path.stat().st_size > LARGEST_FILE] == []


@pytest.mark.parametrize(("name", "asked"), requirements(), ids=lambda value: value or "any")
def test_every_dependency_is_pinned_to_a_version_that_it_allows(name: str, asked: str) -> None:
    assert name in pins()
    for operator, version in re.findall(r"(>=|==|<)\s*([0-9.]+)", asked):
        pinned, bound = numbers(pins()[name]), numbers(version)
        assert {">=": pinned >= bound, "==": pinned == bound, "<": pinned < bound}[operator]


def test_torch_is_pinned_for_every_build_of_it() -> None:
    assert re.fullmatch(r"[0-9.]+", pins()["torch"])


@pytest.mark.skipif(not (ROOT / ".ci").is_dir(), reason="a source archive leaves the check script out")
def test_the_check_script_is_executable_and_sound() -> None:
    script = ROOT / ".ci" / "run"
    assert os.access(script, os.X_OK)
    subprocess.run(["bash", "-n", str(script)], check=True)


@pytest.mark.skipif(shutil.which("make") is None, reason="needs make")
def test_make_explains_every_target() -> None:
    declared = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert declared is not None
    command = ["make", "--no-print-directory", "help"]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True).stdout
    assert [line.split()[1] for line in told.splitlines()] == declared[1].split()
