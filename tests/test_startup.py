"""Starting must stay instant: heavy libraries are imported only where they are used."""

from __future__ import annotations

import subprocess
import sys

HEAVY = {
    "numpy",
    "torch",
    "onnxruntime",
    "sentence_transformers",
    "transformers",
    "tokenizers",
    "ray",
    "rich",
    "tabulate",
    "lxml",
    "trafilatura",
    "docx",
    "pypdfium2",
    "charset_normalizer",
    "pymilvus",
}


def modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys; print('\\n'.join(sys.modules))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.split("\n"))


def test_importing_the_package_imports_nothing_heavy() -> None:
    assert not HEAVY & modules_after("import claimcheck")


def test_the_help_of_the_command_imports_nothing_heavy() -> None:
    code = """
import sys
from claimcheck.cli.main import cli
try:
    cli(["--help"])
except SystemExit:
    pass
"""
    assert not HEAVY & modules_after(code)


def test_the_help_of_each_subcommand_imports_nothing_heavy() -> None:
    code = """
from claimcheck.cli.main import COMMANDS, cli
for name in COMMANDS:
    try:
        cli([name, "--help"])
    except SystemExit:
        pass
"""
    assert not HEAVY & modules_after(code)
