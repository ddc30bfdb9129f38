"""Several articles in one run: a file or line each, failures listed, nothing done twice, nothing lost."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]

TOWNS = {"a": "Alton", "b": "Brill", "c": "Corby"}


@pytest.fixture
def articles(world: Path) -> list[Path]:
    """Three articles that differ."""
    found = []
    for name, town in TOWNS.items():
        path = world / f"{name}.md"
        text = f"Northland will deliver 90,000 tonnes of wheat to {town}. Southland will pay for it."
        path.write_text(text, encoding="utf-8")
        found.append(path)
    return found


def stamps(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.json")}


def test_a_folder_gets_a_report_for_each_article(run: Run, world: Path, articles: list[Path]) -> None:
    done = run("check", *articles, "--against", world / "official", "-o", world / "out")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert sorted(stamps(world / "out")) == ["a.json", "b.json", "c.json"]
    alone = run("check", articles[1], "--against", world / "official", "--format", "json")
    assert (world / "out" / "b.json").read_text(encoding="utf-8") == alone.stdout


def test_the_number_of_jobs_changes_no_byte(run: Run, world: Path, articles: list[Path]) -> None:
    told = []
    for jobs in ("1", "2"):
        out = world / f"out{jobs}"
        done = run(
            *("check", *articles, world / "no.md", "--against", world / "official", "-o", out, "--jobs", jobs)
        )
        told.append(
            (done.returncode, done.stderr, {path.name: path.read_bytes() for path in out.glob("*.json")})
        )
    assert told[0] == told[1]
    assert (told[0][0], len(told[0][2])) == (3, 3)


def test_lines_on_standard_output_keep_the_order_of_the_articles_with_several_jobs(
    run: Run, world: Path, articles: list[Path]
) -> None:
    longest = articles[0].read_text(encoding="utf-8")
    articles[0].write_text(
        longest + "".join(f" Northland sold {n} tonnes of rye." for n in range(40, 90)), encoding="utf-8"
    )
    command = ("check", *articles, "--against", world / "official", "--format", "jsonl", "--jobs", "2")
    done = run(*command)
    assert (done.returncode, done.stderr) == (0, "")
    paths = [json.loads(line)["article"]["path"] for line in done.stdout.splitlines()]
    assert [Path(path).stem for path in paths] == ["a", "b", "c"]


def test_the_reports_of_a_folder_can_have_any_format(run: Run, world: Path, articles: list[Path]) -> None:
    out = world / "out"
    out.mkdir()
    assert (
        run("check", articles[0], "--against", world / "official", "-o", out, "--format", "md").returncode
        == 0
    )
    assert [path.name for path in out.iterdir() if not path.name.startswith(".")] == ["a.md"]


def test_one_bad_article_does_not_stop_the_others(run: Run, world: Path, articles: list[Path]) -> None:
    articles[1].write_bytes(b"")
    command = ("check", *articles, world / "no.md", "--against", world / "official", "-o", world / "out")
    done = run(*command)
    assert done.returncode == 3
    assert sorted(stamps(world / "out")) == ["a.json", "c.json"]
    assert [name in line for name, line in zip(("b.md", "no.md"), done.stderr.splitlines(), strict=True)] == [
        True,
        True,
    ]
    articles[1].write_text(
        "Northland will deliver wheat in May. Southland will pay for it.", encoding="utf-8"
    )
    before = stamps(world / "out")
    assert run(*command, "--resume").returncode == 3
    after = stamps(world / "out")
    assert sorted(after) == ["a.json", "b.json", "c.json"]
    assert {name: after[name] for name in before} == before


def test_resuming_does_again_only_what_is_missing_damaged_or_stale(
    run: Run, world: Path, articles: list[Path]
) -> None:
    out = world / "out"
    command = ("check", *articles, "--against", world / "official", "-o", out, "--fail-on", "contradicted")
    first = run(*command)
    before = stamps(out)
    reports = {path.name: path.read_bytes() for path in out.glob("*.json")}
    (out / "a.json").unlink()
    (out / "b.json").write_bytes(reports["b.json"][:-100])
    again = run(*command, "--resume")
    assert again.returncode == first.returncode
    after = stamps(out)
    assert [name for name in before if after[name] == before[name]] == ["c.json"]
    assert {path.name: path.read_bytes() for path in out.glob("*.json")} == reports


@pytest.mark.parametrize("change", ["article", "official", "option", "nothing"])
def test_a_result_is_stale_when_anything_that_it_depends_on_has_changed(
    run: Run, world: Path, articles: list[Path], change: str
) -> None:
    command = ["check", *articles, "--against", world / "official", "-o", world / "out"]
    run(*command)
    before = stamps(world / "out")
    if change == "article":
        articles[0].write_text("Southland bought all of the wheat. Northland was paid.", encoding="utf-8")
    elif change == "official":
        (world / "official" / "east.md").write_text("Eastland buys no wheat.", encoding="utf-8")
    elif change == "option":
        command.append("--no-texts")
    assert run(*command, "--resume").returncode == 0
    after = stamps(world / "out")
    kept = [name for name in before if after[name] == before[name]]
    assert kept == {"article": ["b.json", "c.json"], "nothing": ["a.json", "b.json", "c.json"]}.get(
        change, []
    )


def test_lines_go_to_one_file_in_the_order_of_the_articles(
    run: Run, world: Path, articles: list[Path]
) -> None:
    target = world / "all.jsonl"
    command = ("check", *articles[::-1], "--against", world / "official", "-o", target)
    assert run(*command).returncode == 0
    first = target.read_bytes()
    paths = [json.loads(line)["article"]["path"] for line in first.splitlines()]
    assert [Path(path).stem for path in paths] == ["c", "b", "a"]
    assert run(*command, "--resume").returncode == 0
    assert target.read_bytes() == first
    assert not list(world.glob("*.part"))


def test_lines_of_an_earlier_run_stay_where_no_article_can_be_checked(run: Run, world: Path) -> None:
    target = world / "all.jsonl"
    target.write_bytes(b"old\n")
    done = run("check", world / "no.md", world / "none.md", "--against", world / "official", "-o", target)
    assert done.returncode == 2
    assert target.read_bytes() == b"old\n"


def test_articles_of_one_name_do_not_overwrite_each_other(
    run: Run, world: Path, articles: list[Path]
) -> None:
    (world / "sub").mkdir()
    other = world / "sub" / "a.md"
    other.write_text(articles[1].read_text(encoding="utf-8"), encoding="utf-8")
    for article in (articles[0], other):
        (world / "out").mkdir(exist_ok=True)
        assert run("check", article, "--against", world / "official", "-o", world / "out").returncode == 0
    reports = [json.loads(path.read_bytes()) for path in (world / "out").glob("*.json")]
    assert {report["article"]["path"] for report in reports} == {articles[0].as_posix(), other.as_posix()}


@pytest.mark.parametrize(
    ("extra", "told"),
    [
        (("--resume",), "Name them with -o"),
        (("-o", "x.html"), "Add -o FOLDER, or --format jsonl."),
        ((), "Add -o FOLDER, or --format jsonl."),
    ],
)
def test_results_that_could_not_be_kept_apart_are_refused(
    run: Run, world: Path, articles: list[Path], extra: tuple[str, ...], told: str
) -> None:
    done = run("check", *articles, "--against", world / "official", *extra)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_a_party_that_nobody_is_ends_the_run_at_once(run: Run, world: Path, articles: list[Path]) -> None:
    command = (
        "check",
        *articles,
        "--against",
        world / "official",
        "-o",
        world / "out",
        "--party",
        "Westland",
    )
    done = run(*command)
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "The parties are: Northland, Southland." in line


@pytest.mark.skipif(os.name != "posix", reason="needs POSIX signals and pipes")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interruption_keeps_what_is_done_and_leaves_nothing_half_written(
    world: Path, articles: list[Path], environment: dict[str, str], jobs: str
) -> None:
    pipe = world / "slow.txt"
    os.mkfifo(pipe)
    out = world / "out"
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "claimcheck", "check", articles[0], pipe, articles[1]),
            *("--against", world / "official", "-o", out, "--jobs", jobs),
        ],
        stderr=subprocess.PIPE,
        env=environment,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
        start_new_session=True,
    )
    try:
        with pipe.open("wb"):  # opens when the command waits for the second article
            time.sleep(0.2)
            process.send_signal(signal.SIGINT)
            _, err = process.communicate(timeout=60)
    finally:
        process.kill()
    assert process.returncode == 130
    assert err.strip() == b"claimcheck: stopped"
    with pytest.raises(ProcessLookupError):
        os.killpg(process.pid, 0)  # none of its processes is left
    kept = sorted(path.name for path in out.iterdir())
    if jobs == "1" or kept:  # with two, the first article may not be done yet
        assert kept == [".claimcheck-results.jsonl", "a.json"]
        json.loads((out / "a.json").read_bytes())
