from __future__ import annotations

import gzip
import io
import json
import os
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck import __version__
from claimcheck.documents.read import ReadResult, read_document, read_documents, unique_ids
from claimcheck.errors import InputError, MissingInput, NothingFound, UnreadableInput, UsageError
from claimcheck.records import Document
from claimcheck.resources import load_toml

SHARED_CASES = Path(__file__).parents[2] / "../shared/cases"


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path


def rows(path: Path, *given: dict[str, object]) -> Path:
    return put(path, "".join(json.dumps(row) + "\n" for row in given))


def ids(result: ReadResult) -> list[str]:
    return [document.id for document in result.documents]


def parties(result: ReadResult) -> list[tuple[str, ...]]:
    return [document.parties for document in result.documents]


# One document


def test_a_text_file_becomes_a_document(tmp_path: Path) -> None:
    path = put(tmp_path / "China MFA.txt", "One.\r\nTwo.")
    assert read_document(path) == Document(
        id="China MFA.txt",
        text="One.\nTwo.",
        sha256=sha256(b"One.\r\nTwo.").hexdigest(),
        parties=("China MFA",),
        path=path.as_posix(),
        reader=f"claimcheck {__version__}",
        encoding="utf-8",
    )


def test_front_matter_describes_a_markdown_file(tmp_path: Path) -> None:
    path = put(tmp_path / "a.md", "\ufeff---\nparty: [X, Y]\ndate: 2025-09-26\nkind: official\n---\n\nOne.")
    document = read_document(str(path), party_name="Z")
    assert (document.parties, document.date, document.kind) == (("X", "Y"), "2025-09-26", "official")
    assert document.text == "\nOne."


def test_the_callers_party_name_comes_before_the_files_stem(tmp_path: Path) -> None:
    assert read_document(put(tmp_path / "a.md", "One."), party_name="Z").parties == ("Z",)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for source in ("-", Path("-")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"---\ntitle: T\n---\nOne.")))
        document = read_document(source)
        assert (document.id, document.title, document.text, document.path) == ("stdin", "T", "One.", "-")


@pytest.mark.parametrize("text", ["", "\ufeff", " \n\t\n", "---\ntitle: a\n---\n", "---\ntitle: a\n---"])
def test_a_file_without_text_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(UnreadableInput, match=r"empty|no text"):
        read_document(put(tmp_path / "a.md", text))


def test_a_missing_file_says_so_whatever_its_ending(tmp_path: Path) -> None:
    for name in ("none.txt", "none", "none.pdf", "none.jsonl#1", "x" * 300 + ".txt", "nul\0.txt"):
        with pytest.raises(InputError):
            read_document(tmp_path / name)
    for name in ("none.txt", "none", "none.jsonl", "none/a.txt"):
        with pytest.raises(MissingInput):
            read_documents(tmp_path / name)


def test_an_unknown_format_names_those_that_are_known(tmp_path: Path) -> None:
    for name in ("a.xyz", "a"):
        with pytest.raises(UnreadableInput, match=r"Formats known: \.txt \.md \.html .* \.jsonl\.gz"):
            read_document(put(tmp_path / name, "One."))


def test_endings_count_whatever_their_case(tmp_path: Path) -> None:
    assert read_document(put(tmp_path / "Fed.TXT", "One.")).parties == ("Fed",)


def test_a_folder_is_not_one_document(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="folder"):
        read_document(tmp_path)


def test_a_file_over_the_bound_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = put(tmp_path / "a.txt", "x" * 100)
    monkeypatch.setitem(load_toml("limits.toml")["documents"], "file_bytes", 100)
    assert read_document(path).text == "x" * 100
    monkeypatch.setitem(load_toml("limits.toml")["documents"], "file_bytes", 99)
    with pytest.raises(UnreadableInput, match="larger than 99 bytes"):
        read_document(path)


# Rows


def test_one_row_is_named_after_a_number_sign(tmp_path: Path) -> None:
    given = ({"id": "a", "text": "One."}, {"id": "b/c#d", "text": "Two."}, {"text": "Three."})
    path = rows(tmp_path / "d.jsonl", *given)
    packed = tmp_path / "d.jsonl.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    for file in (path, packed):
        assert read_document(f"{file}#b/c#d").text == "Two."
        assert read_document(f"{file}#3").text == "Three."
        assert read_documents(f"{file}#a").documents == (read_document(f"{file}#a"),)
        with pytest.raises(MissingInput, match=r"no row '2'. It has a, b/c#d, 3"):
            read_document(f"{file}#2")


def test_the_path_of_a_row_leads_back_to_it(tmp_path: Path) -> None:
    for document in read_documents(
        rows(tmp_path / "d.jsonl", {"id": "a", "text": "A."}, {"text": "B."})
    ).documents:
        assert read_document(document.path) == document


def test_a_file_whose_name_holds_a_number_sign_is_a_file(tmp_path: Path) -> None:
    assert read_document(put(tmp_path / "d.jsonl#1.txt", "One.")).text == "One."


def test_several_rows_are_not_one_document_but_one_row_is(tmp_path: Path) -> None:
    path = rows(tmp_path / "d.jsonl", {"text": "One."})
    assert read_document(path).id == "d.jsonl#1"
    with pytest.raises(UsageError, match=r"d\.jsonl#1"):
        read_document(rows(path, {"text": "One."}, {"text": "Two."}))


def test_a_rows_party_then_its_source_then_the_given_name_then_the_stem(tmp_path: Path) -> None:
    path = rows(
        tmp_path / "fed.jsonl",
        {"text": "One.", "party": ["X", "Y"], "source": "S"},
        {"text": "Two.", "party": "", "source": "S"},
        {"text": "Three."},
    )
    assert parties(read_documents(path)) == [("X", "Y"), ("S",), ("fed",)]
    assert parties(read_documents(path, party_name="Z")) == [("X", "Y"), ("S",), ("Z",)]


def test_dates_of_rows_that_name_no_day_are_reported(tmp_path: Path) -> None:
    result = read_documents(rows(tmp_path / "d.jsonl", {"text": "One.", "date": "1789"}))
    assert result.documents[0].date == ""
    assert len(result.warnings) == 1
    assert "'1789' in line 1" in result.warnings[0]


def test_rows_with_one_id_get_ids_of_their_own(tmp_path: Path) -> None:
    same = [{"id": "a", "text": text} for text in ("One.", "Two.", "Three.")]
    assert ids(read_documents(rows(tmp_path / "d.jsonl", *same, {"id": "a#2", "text": "x"}))) == [
        "a",
        "a#3",
        "a#4",
        "a#2",
    ]


# Folders


def test_a_folder_is_read_recursively_in_sorted_order(tmp_path: Path) -> None:
    put(tmp_path / "China" / "deep" / "b.md", "One.")
    put(tmp_path / "China" / "a.txt", "---\nparty: MFA\n---\nTwo.")
    put(tmp_path / "fed.md", "Three.")
    rows(tmp_path / "IMF" / "d.jsonl", {"id": "x", "text": "Four."}, {"text": "Five."})
    result = read_documents(tmp_path)
    assert ids(result) == ["China/a.txt", "China/deep/b.md", "x", "IMF/d.jsonl#2", "fed.md"]
    assert parties(result) == [("MFA",), ("China",), ("IMF",), ("IMF",), ("fed",)]
    assert (result.warnings, result.failures) == ((), ())


def test_the_given_party_name_comes_before_the_folders(tmp_path: Path) -> None:
    put(tmp_path / "China" / "a.txt", "One.")
    assert parties(read_documents(tmp_path, party_name="Z")) == [("Z",)]


def test_hidden_and_unknown_files_are_skipped_and_reported(tmp_path: Path) -> None:
    for name in ("a.txt", ".hidden.txt", ".git/b.txt", *(f"{letter}.css" for letter in "fghijklm")):
        put(tmp_path / name, "One.")
    result = read_documents(tmp_path)
    assert ids(result) == ["a.txt"]
    assert len(result.warnings) == 2
    assert result.warnings[0].endswith("2 skipped, hidden: .git, .hidden.txt")
    assert result.warnings[1].endswith("f.css, g.css, h.css, i.css, j.css and 3 more")


def test_a_folder_without_documents_names_the_formats(tmp_path: Path) -> None:
    put(tmp_path / "a.css", "One.")
    with pytest.raises(NothingFound, match=r"Formats known: \.txt \.md \.html .* \.jsonl\.gz"):
        read_documents(tmp_path)


def test_files_that_cannot_be_read_are_listed_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path / "a.txt", "One.")
    put(tmp_path / "b.txt", "\0\0")
    put(tmp_path / "c.jsonl", "{")
    result = read_documents(tmp_path)
    assert ids(result) == ["a.txt"]
    assert [failure.split(": ")[0] for failure in result.failures] == [
        (tmp_path / "b.txt").as_posix(),
        (tmp_path / "c.jsonl").as_posix() + ":1",
    ]


def test_a_folder_of_unreadable_files_is_an_error(tmp_path: Path) -> None:
    put(tmp_path / "b.txt", "\0\0")
    with pytest.raises(UnreadableInput, match="binary"):
        read_documents(tmp_path)


def test_links_that_lead_in_circles_end(tmp_path: Path) -> None:
    put(tmp_path / "in" / "a.txt", "One.")
    (tmp_path / "in" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self.txt").symlink_to(tmp_path / "self.txt")
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    (tmp_path / "good.txt").symlink_to(tmp_path / "in" / "a.txt")
    result = read_documents(tmp_path)
    assert ids(result) == ["good.txt", "in/a.txt"]
    assert "in/up" in result.warnings[0]
    assert "gone.txt, self.txt" in result.warnings[1]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_named_pipe_in_a_folder_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    put(tmp_path / "a.txt", "One.")
    assert ids(read_documents(tmp_path)) == ["a.txt"]


@pytest.mark.parametrize("bound", ["folder_entries", "documents"])
def test_a_folder_over_a_bound_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bound: str
) -> None:
    for name in "abc":
        put(tmp_path / name / "x.txt", "One.")
    monkeypatch.setitem(load_toml("limits.toml")["documents"], bound, 2)
    with pytest.raises(UnreadableInput, match="more than 2"):
        read_documents(tmp_path)


def test_the_official_folder_of_a_case_gives_its_parties() -> None:
    folder = SHARED_CASES / "tiktok_xi_call_2025"
    if not folder.is_dir():
        pytest.skip("needs the labelled cases beside the repository")
    result = read_documents(folder / "official")
    assert parties(result) == [("prc_readout",), ("us_executive_order",), ("us_president_post",)]
    assert all(document.date for document in result.documents)
    assert read_document(folder / "article.md").kind == "reporting"


# Ids


@settings(deadline=None)
@given(names=st.lists(st.sampled_from(["a", "b", "a#2", "a#3", "a#2#2", "b#2"]), max_size=12))
def test_unique_ids_are_unique_and_first_bearers_keep_theirs(names: list[str]) -> None:
    documents = [Document(id=name, text=str(place), sha256="") for place, name in enumerate(names)]
    result = unique_ids(documents)
    assert len({document.id for document in result}) == len(names)
    assert [document.text for document in result] == [document.text for document in documents]
    for name in names:
        assert result[names.index(name)].id == name
    assert unique_ids(result) == result
