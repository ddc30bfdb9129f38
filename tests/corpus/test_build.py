from __future__ import annotations

import shutil

import pytest

from claimcheck.corpus.build import add, remove
from claimcheck.corpus.files import SEGMENTS, WORK, read_manifest, write_lock
from claimcheck.corpus.opened import Corpus
from claimcheck.corpus.segments import OpenSegment
from claimcheck.errors import MissingInput, NothingFound, UnreadableInput, UsageError
from claimcheck.language.sentences import split_sentences
from claimcheck.passages.windows import make_passages
from tests.corpus.conftest import NORTH, SOUTH, document

STRANGE = (
    "Caf\u00e9 \U0001f600 talks began.\n\n"
    "Beijing\u2019s \u201cside\u201d agreed \ud800 to 3.5 percent. \u4e2d\u56fd."
)


def test_texts_and_sentences_come_back_as_they_were(make) -> None:
    corpus = make([document("a", STRANGE), document("b", SOUTH)])
    for version in corpus.versions():
        segment = corpus.segments[version.segment]
        text = segment.text(version.row)
        assert text == {"a": STRANGE, "b": SOUTH}[version.document.id]
        sentences = segment.sentences(version.row, text)
        assert sentences == split_sentences(text)
        first = int(segment.arrays.document_rows[version.row])
        assert [segment.sentence_text(first + at) for at in range(len(sentences))] == [
            s.text for s in sentences
        ]


def test_passages_are_counted_as_they_are_cut(make) -> None:
    texts = [NORTH, SOUTH, "Long. " + "word " * 400 + "end. Short one here. Another one."]
    documents = [document(str(at), text) for at, text in enumerate(texts)]
    segment: OpenSegment = make(documents).segments[0]
    expected = [len(make_passages(one, split_sentences(one.text))) for one in documents]
    assert segment.passages.tolist() == expected


def test_an_unchanged_document_costs_nothing(make, change, tmp_path) -> None:
    make([document("a"), document("b", SOUTH)])
    before = sorted((tmp_path / "corpus").rglob("*"))
    found = change([document("a"), document("b", SOUTH)])
    assert (found.added, found.replaced, found.unchanged) == ((), (), 2)
    assert sorted((tmp_path / "corpus").rglob("*")) == before


def test_a_changed_document_is_a_new_version_and_the_old_one_is_kept(make, change, tmp_path) -> None:
    make([document("a"), document("b", SOUTH)])
    found = change([document("a", "Northland will deliver 90,000 tonnes of wheat.")])
    assert found.replaced == ("a",)
    corpus = Corpus(tmp_path / "corpus")
    versions = [(v.document.id, v.document.number, v.gone) for v in corpus.versions()]
    assert sorted(versions) == [
        ("a", 1, "2025-02-02T00:00:00Z"),
        ("a", 2, ""),
        ("b", 1, ""),
    ]
    assert corpus.find("a")[0].text.startswith("Northland will deliver 90,000")
    assert corpus.find("a", 1)[0].text == NORTH
    assert [one.id for one in corpus.documents()] == ["a", "b"]


def test_files_of_one_name_in_two_folders_are_two_documents(make, change, tmp_path) -> None:
    make([document("north.md", path="one/north.md")])
    assert change([document("north.md", SOUTH, path="two/north.md")]).added == ("north.md#2",)
    again = change([document("north.md", SOUTH + " More.", path="two/north.md")])
    assert again.replaced == ("north.md#2",)


def test_the_row_of_an_archive_is_known_by_its_id_wherever_the_archive_lies(make, change) -> None:
    make([document("r1", path="old/archive.jsonl#r1")])
    assert change([document("r1", SOUTH, path="new/archive.jsonl#r1")]).replaced == ("r1",)


def test_a_removed_document_is_gone_with_all_its_versions(make, change, tmp_path) -> None:
    make([document("a"), document("b", SOUTH)])
    change([document("a", "Another text. It is new.")])
    assert remove(tmp_path / "corpus", ["a"]).removed == ("a",)
    corpus = Corpus(tmp_path / "corpus")
    assert [v.document.id for v in corpus.versions()] == ["b"]
    with pytest.raises(MissingInput, match="holds no document 'a'"):
        corpus.find("a")
    with pytest.raises(MissingInput, match="no document 'a'"):
        remove(tmp_path / "corpus", ["a"])
    assert change([document("a")]).added == ("a",)


def test_documents_that_cannot_be_read_are_kept_but_have_no_passages(make) -> None:
    corpus = make([document("a"), document("b", "Rien du tout. Rien.", doubt="language")])
    assert [one.id for one in corpus.documents()] == ["a", "b"]
    assert corpus.segments[0].passages.tolist()[1] == 0


def test_many_small_additions_are_joined_and_nothing_is_lost(make, change, tmp_path) -> None:
    make([document("d0", "Sentence number 0 of Geneva.")])
    for at in range(1, 12):
        change([document(f"d{at}", f"Sentence number {at} of Geneva.", date=f"2025-01-{at + 1:02}")])
    change([document("d3", "Changed sentence of Geneva.", date="2025-01-04")])
    corpus = Corpus(tmp_path / "corpus")
    assert len(corpus.segments) <= 7
    assert len(corpus.documents()) == 12
    assert corpus.find("d3")[0].text == "Changed sentence of Geneva."
    assert corpus.find("d3", 1)[0].text == "Sentence number 3 of Geneva."
    assert {path.name for path in (tmp_path / "corpus" / SEGMENTS).iterdir()} == {
        s.name for s in corpus.segments
    }


def test_several_processes_make_the_same_index_as_one(tmp_path) -> None:
    words = ("grain", "wheat", "talks", "Geneva", "China", "3 percent", "in May 2025")
    documents = [
        document(f"d{at}", " ".join(f"They spoke of {words[(at + n) % 7]} and {n}." for n in range(900)))
        for at in range(16)
    ]
    add(tmp_path / "one", documents, create=True, jobs=1, now="2025-02-01T00:00:00Z")
    add(tmp_path / "two", documents, create=True, jobs=2, now="2025-02-01T00:00:00Z")
    one, two = (sorted((tmp_path / name / SEGMENTS).rglob("*.*")) for name in ("one", "two"))
    assert [path.name for path in one] == [path.name for path in two]
    assert all(a.read_bytes() == b.read_bytes() for a, b in zip(one, two, strict=True))
    assert read_manifest(tmp_path / "one") == read_manifest(tmp_path / "two")


def test_only_one_process_writes_at_a_time(make, tmp_path) -> None:
    make([document("a")])
    with write_lock(tmp_path / "corpus"), pytest.raises(UsageError, match="another process"):
        add(tmp_path / "corpus", [document("b", SOUTH)])
    add(tmp_path / "corpus", [document("b", SOUTH)])


def test_a_reader_keeps_the_state_that_it_opened(make, change, tmp_path) -> None:
    before = make([document("a")])
    change([document("a", SOUTH)])
    assert before.find("a")[0].text == NORTH
    assert Corpus(tmp_path / "corpus").find("a")[0].text == SOUTH


def test_what_a_killed_writer_left_is_removed_by_the_next(make, change, tmp_path) -> None:
    make([document("a")])
    folder = tmp_path / "corpus"
    (folder / f"{WORK}99").mkdir()
    shutil.copytree(next((folder / SEGMENTS).iterdir()), folder / SEGMENTS / "segment-000002")
    change([document("b", SOUTH)])
    assert not list(folder.glob(f"{WORK}*"))
    assert len(Corpus(folder).documents()) == 2


def test_a_folder_without_a_corpus_is_told(tmp_path) -> None:
    with pytest.raises(MissingInput, match="there is no corpus"):
        Corpus(tmp_path)
    with pytest.raises(MissingInput, match="there is no corpus"):
        add(tmp_path / "none", [document()])
    with pytest.raises(NothingFound):
        add(tmp_path / "none", [], create=True)


@pytest.mark.parametrize("name", ["rows.npy", "documents.msgpack", "vectors.npy"])
def test_a_damaged_corpus_is_told(make, name) -> None:
    corpus = make([document("a")])
    path = corpus.folder / SEGMENTS / corpus.segments[0].name / name
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(UnreadableInput, match="damaged"):
        Corpus(corpus.folder)


def test_the_fingerprint_changes_with_the_documents_only(make, change, tmp_path) -> None:
    first = make([document("a")]).fingerprint
    change([document("a")])
    assert Corpus(tmp_path / "corpus").fingerprint == first
    change([document("b", SOUTH)])
    second = Corpus(tmp_path / "corpus").fingerprint
    remove(tmp_path / "corpus", ["b"])
    assert first != second
    assert Corpus(tmp_path / "corpus").fingerprint == first
