"""Bad input: one line on stderr that names file, place and remedy; exit status 2; nothing written."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., "subprocess.CompletedProcess[str]"]


def refused(run: Run, world: Path, *arguments: str | Path) -> str:
    """The one line with which the command refuses, having written nothing."""
    target = world / "old.json"
    target.write_text("old", encoding="utf-8")
    done = run(*arguments, "-o", target)
    assert done.returncode == 2, done
    assert done.stdout == ""
    assert target.read_text(encoding="utf-8") == "old"
    assert not [path for path in world.iterdir() if path.name.endswith(".tmp")]
    (line,) = done.stderr.splitlines()
    assert line.startswith("claimcheck: ")
    return line


def refused_article(run: Run, world: Path, name: str, content: bytes | None) -> str:
    article = world / name
    if content is not None:
        article.write_bytes(content)
    line = refused(run, world, "check", article, "--against", world / "official")
    assert line.startswith(f"claimcheck: {article.as_posix()}")
    return line


def test_a_missing_file(run: Run, world: Path) -> None:
    assert "there is no such file or folder. Check the name." in refused_article(run, world, "no.md", None)


def test_an_empty_file(run: Run, world: Path) -> None:
    line = refused_article(run, world, "empty.md", b"")
    assert "the file is empty. Give a file that holds text." in line


def test_a_binary_file(run: Run, world: Path) -> None:
    assert "binary" in refused_article(run, world, "blob.txt", bytes(range(256)) * 4)


def test_an_unknown_format(run: Run, world: Path) -> None:
    line = refused_article(run, world, "scan.xyz", b"text")
    assert "files in .xyz format are not known. Formats known: .txt .md" in line


def test_a_folder_in_place_of_an_article(run: Run, world: Path) -> None:
    (world / "folder").mkdir()
    assert "one file is needed. Name a file." in refused_article(run, world, "folder", None)


def test_malformed_front_matter_is_told_with_its_line(run: Run, world: Path) -> None:
    line = refused_article(run, world, "front.md", b"---\ntitle: A\nparty: [B\n---\nText.\n")
    assert "front.md:4: the front matter cannot be read" in line
    assert "Write 'key: value' lines" in line


def test_an_article_without_claims(run: Run, world: Path) -> None:
    line = refused_article(run, world, "hello.txt", b"Good morning!\n")
    assert "no claim was found in this article. Is it an article in English?" in line


def test_an_article_without_claims_to_extract(run: Run, world: Path) -> None:
    article = world / "hello.txt"
    article.write_text("Good morning!\n", encoding="utf-8")
    (world / "old.jsonl").write_text("old", encoding="utf-8")
    done = run("extract", article, "-o", world / "old.jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "hello.txt: no claim was found" in line
    assert (world / "old.jsonl").read_text(encoding="utf-8") == "old"


def test_a_folder_without_documents(run: Run, world: Path) -> None:
    (world / "none").mkdir()
    line = refused(run, world, "check", world / "article.md", "--against", world / "none")
    assert f"{(world / 'none').as_posix()}: the folder holds no document. Formats known: .txt" in line


def test_malformed_jsonl_is_told_with_its_line(run: Run, world: Path) -> None:
    rows = world / "rows.jsonl"
    rows.write_text('{"text": "Fine."}\n\n{"text": \n', encoding="utf-8")
    line = refused(run, world, "check", world / "article.md", "--against", rows)
    assert f"{rows.as_posix()}:3: the row cannot be read" in line
    assert "Every line must be one JSON object" in line


@pytest.mark.parametrize("command", ["check", "verify"])
def test_malformed_claims_are_told_with_their_line(run: Run, world: Path, command: str) -> None:
    rows = world / "bad.jsonl"
    rows.write_text('{"claim": "Fine."}\n{"claim": 5}\n', encoding="utf-8")
    given = ("verify", rows) if command == "verify" else ("check", world / "article.md", "--claims", rows)
    line = refused(run, world, *given, "--against", world / "official")
    assert f"{rows.as_posix()}:2: the row cannot be read" in line


def test_claims_without_any_document(run: Run, world: Path) -> None:
    line = refused(run, world, "verify", world / "claims.jsonl")
    assert "no row has a document of its own. Give the parties' documents with --against" in line


def test_parties_cannot_be_chosen_among_rows(run: Run, world: Path) -> None:
    line = refused(run, world, "verify", world / "claims.jsonl", "--party", "Northland")
    assert "Add --against" in line


def test_a_party_that_nobody_is(run: Run, world: Path) -> None:
    command = ("check", world / "article.md", "--against", world / "official")
    line = refused(run, world, *command, "--party", "Westland")
    assert "'Westland'. The parties are: Northland, Southland." in line


def test_an_output_file_in_no_folder(run: Run, world: Path) -> None:
    target = world / "nowhere" / "report.json"
    done = run("check", world / "article.md", "--against", world / "official", "-o", target)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert "nowhere/report.json: the folder to write to does not exist" in line


def test_several_articles_need_a_report_a_line(run: Run, world: Path) -> None:
    articles = (world / "article.md", world / "article.md")
    line = refused(run, world, "check", *articles, "--against", world / "official")
    assert "Add -o FOLDER, or --format jsonl." in line


def test_several_articles_of_which_none_can_be_read(run: Run, world: Path) -> None:
    command = ("check", world / "no.md", world / "none.md", "--against", world / "official")
    done = run(*command, "--format", "jsonl")
    assert (done.returncode, done.stdout) == (2, "")
    assert ["no.md" in line or "none.md" in line for line in done.stderr.splitlines()] == [True, True]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("check",), "Missing argument 'ARTICLE...'. See claimcheck check --help."),
        (("check", "a.md"), "Missing option '--against'. See claimcheck check --help."),
        (
            ("check", "a.md", "--against", "b", "--format", "pdf"),
            "'pdf' is not one of 'table', 'json', 'jsonl'",
        ),
        (("check", "a.md", "--against", "b", "-o", "x.foo"), "x.foo: the ending '.foo' stands for no format"),
        (("check", "a.md", "--against", "b", "--since", "May"), "--since: 'May' is not a date. Write it as"),
        (
            ("check", "a.md", "--against", "b", "--fail-on", "bad"),
            "--fail-on: 'bad' is not a label. The labels",
        ),
        (("check", "a.md", "--against", "b", "--top-k", "0"), "'--top-k': 0 is not in the range"),
        (("chek",), "No such command 'chek'. See claimcheck --help."),
        (("check", "a.md", "--agianst", "b"), "No such option '--agianst'"),
    ],
)
def test_a_command_line_that_makes_no_sense(run: Run, arguments: tuple[str, ...], told: str) -> None:
    done = run(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("claimcheck: ")
    assert told in line
