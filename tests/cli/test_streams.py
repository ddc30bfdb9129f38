"""Standard input and output, pipes that close, interruption, colour, help."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]
unix = pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals, pipes and terminals")


def command(*arguments: str | Path) -> list[str]:
    return [sys.executable, "-m", "claimcheck", *map(str, arguments)]


def test_an_article_can_come_from_standard_input(
    run: Run, fixed_world: Path, checked: subprocess.CompletedProcess[str]
) -> None:
    text = (fixed_world / "article.md").read_text(encoding="utf-8")
    done = run("check", "-", "--against", fixed_world / "official", "--format", "json", stdin=text)
    report, usual = json.loads(done.stdout), json.loads(checked.stdout)
    assert report["claims"] == usual["claims"]
    assert report["article"] == usual["article"] | {"path": "-"}


def test_an_empty_standard_input_is_refused(run: Run, fixed_world: Path) -> None:
    done = run("check", "-", "--against", fixed_world / "official")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "claimcheck: standard input: the file is empty. Give a file that holds text.\n"


@unix
def test_a_reader_that_goes_away_is_no_error(fixed_world: Path, environment: dict[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(
            command("extract", fixed_world / "article.md"),
            stdout=writer,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=60,
            check=False,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_told(fixed_world: Path, environment: dict[str, str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command("extract", fixed_world / "article.md"),
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment,
            timeout=60,
            check=False,
        )
    assert done.returncode == 2
    (line,) = done.stderr.decode().splitlines()
    assert "the result cannot be written to standard output" in line


@unix
def test_interruption_is_told_in_one_line(world: Path, environment: dict[str, str]) -> None:
    pipe = world / "slow.txt"
    os.mkfifo(pipe)
    process = subprocess.Popen(
        command("extract", pipe),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment,
        # A test run in the background has the signal ignored, and its children would inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )
    try:
        with pipe.open("wb"):  # opens when the command does, which then waits for text
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert (process.returncode, out) == (130, b"")
    assert err.strip() == b"claimcheck: stopped"


def on_a_terminal(arguments: list[str], environment: dict[str, str]) -> str:
    """What a command shows on a terminal of its own."""
    import pty

    master, slave = pty.openpty()
    process = subprocess.Popen(
        arguments, stdout=slave, stderr=slave, stdin=subprocess.DEVNULL, env=environment
    )
    os.close(slave)
    shown = b""
    try:
        while chunk := os.read(master, 65536):
            shown += chunk
    except OSError:  # the other end is closed
        pass
    finally:
        os.close(master)
    assert process.wait(60) == 0
    return shown.decode()


@unix
def test_a_terminal_gets_colour_unless_it_does_not_want_it(
    fixed_world: Path, environment: dict[str, str]
) -> None:
    arguments = command("check", fixed_world / "article.md", "--against", fixed_world / "official", "--quiet")
    coloured = on_a_terminal(arguments, environment | {"TERM": "xterm"})
    plain = on_a_terminal(arguments, environment | {"TERM": "xterm", "NO_COLOR": "1"})
    assert "\x1b[" in coloured
    assert "\x1b" not in plain


@pytest.mark.parametrize("arguments", [(), ("check",), ("extract",), ("verify",)])
def test_help_is_told_on_standard_output(run: Run, arguments: tuple[str, ...]) -> None:
    done = run(*arguments, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert f"Usage: {' '.join(('claimcheck', *arguments))}" in done.stdout
    assert "\\b" not in done.stdout
    assert "\n  Example:\n    claimcheck" in done.stdout


def test_the_version_is_told(run: Run) -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("claimcheck, version ")


def test_no_arguments_give_the_help(run: Run) -> None:
    done = run()
    assert done.returncode == 2
    assert "Commands:" in done.stdout + done.stderr
