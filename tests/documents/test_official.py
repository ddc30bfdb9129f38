from __future__ import annotations

from pathlib import Path

import pytest

from claimcheck.documents.official import read_official
from claimcheck.errors import MissingInput


def test_documents_of_several_paths_keep_their_order_and_get_ids_of_their_own(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "readout.md").write_text(f"Readout of {name}.")
    result = read_official([tmp_path / "two", tmp_path / "one"])
    assert [document.text for document in result.documents] == ["Readout of two.", "Readout of one."]
    assert len({document.id for document in result.documents}) == 2


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(MissingInput):
        read_official([tmp_path / "nowhere"])


def test_a_broken_file_in_a_folder_is_listed_and_the_others_are_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("The ministry spoke.")
    (tmp_path / "b.md").write_bytes(b"\x00\x01\x02")
    result = read_official([tmp_path])
    assert len(result.documents) == 1
    assert "b.md" in result.failures[0]
