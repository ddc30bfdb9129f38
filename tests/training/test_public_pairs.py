"""Rows of public sets become pairs; what is withheld, repeated or disputed does not."""

from __future__ import annotations

import gzip
import json
import tomllib
from pathlib import Path

import pytest

from training.make_pairs import SETS
from training.pairs.public import public_pairs
from training.pairs.records import Pair, read_pairs, write_pairs
from training.pairs.windows import best_windows

DATA = Path(__file__).parents[2] / "../shared/data"
NOT_PERMITTED = ("none", "nc", "non-commercial", "internal", "gpl")


def row(claim: str, document: str | list[str], label: str, label_set: str = "3way") -> dict[str, object]:
    return {"claim": claim, "document": document, "label": label, "label_set": label_set}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sets = {
        "first.train": [
            row("Oslo hosts the talks.", "The talks are held in Oslo.", "supported"),
            row("Oslo hosts the talks!", "The talks are held in Oslo", "supported"),
            row("Kept back, this claim.", "The talks are held in Oslo.", "supported"),
            row("It rained.", "The talks are held in Oslo.", "supported"),
            row("It rained.", "The talks are held in Oslo.", "contradicted"),
            row("Talks failed.", ["The talks", "were a success."], "contradicted"),
        ],
        "second.dev": [row("The mayor came.", "The talks are held in Oslo.", "not_enough", "2way")],
        "held.test": [row("Kept back -- this claim", "Another document.", "supported")],
    }
    for name, rows in sets.items():
        with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt", encoding="utf-8") as file:
            file.writelines(json.dumps(one) + "\n" for one in rows)
    (tmp_path / "sets.toml").write_text(
        '[first.train]\nlicence = "MIT"\nrows = 10\n[second.dev]\nlicence = "MIT"\nrows = 10\n'
        '[withheld]\nsets = ["held.test"]\n',
        encoding="utf-8",
    )
    return tmp_path


def test_withheld_repeated_and_disputed_rows_are_left_out(folder: Path) -> None:
    pairs = public_pairs(folder, folder / "sets.toml")
    assert sorted((pair.claim.rstrip("!."), pair.target, pair.kind) for pair in pairs) == [
        ("Oslo hosts the talks", "supported", "first.train"),
        ("Talks failed", "contradicted", "first.train"),
        ("The mayor came", "not_supported", "second.dev"),
    ]


def test_a_document_of_sentences_is_joined(folder: Path) -> None:
    premises = {pair.claim: pair.premise for pair in public_pairs(folder, folder / "sets.toml")}
    assert premises["Talks failed."] == "The talks were a success."


def test_pairs_of_one_claim_share_a_group(folder: Path) -> None:
    groups = [pair.group for pair in public_pairs(folder, folder / "sets.toml")]
    assert len(set(groups)) == 3


def test_every_set_has_a_licence_that_permits_training_and_none_is_withheld() -> None:
    config = tomllib.loads(SETS.read_text(encoding="utf-8"))
    withheld = set(config.pop("withheld")["sets"])
    named = {f"{stem}.{split}": entry for stem, splits in config.items() for split, entry in splits.items()}
    assert len(named) > 10
    assert not withheld & named.keys()
    for entry in named.values():
        words = entry["licence"].lower().replace("-", " ").split()
        assert not set(words) & set(NOT_PERMITTED)
        assert entry["rows"] > 0


def test_the_real_sets_give_no_claim_that_is_reported() -> None:
    if not DATA.is_dir():
        pytest.skip("the public sets are not beside this checkout")
    claims = {pair.claim for pair in public_pairs(DATA, SETS)}
    with gzip.open(DATA / "wice_claim.dev.jsonl.gz", "rt", encoding="utf-8") as file:
        reported = {json.loads(line)["claim"] for line in file}
    assert len(claims) > 10_000
    assert not claims & reported


def test_pairs_are_read_as_they_were_written(tmp_path: Path) -> None:
    pairs = [Pair("The “first”.\u2028Second.", "Zürich", "supported", "kind", "group")]
    write_pairs(tmp_path / "pairs.jsonl", pairs)
    assert read_pairs(tmp_path / "pairs.jsonl") == pairs
    packed = tmp_path / "pairs.jsonl.gz"
    packed.write_bytes(gzip.compress((tmp_path / "pairs.jsonl").read_bytes()))
    assert read_pairs(packed) == pairs


def test_the_windows_that_share_most_words_come_first() -> None:
    filler = "Nothing of note was said about the weather on that day."
    text = " ".join([*[filler] * 20, "The port of Oslo reopened in March.", *[filler] * 20])
    windows = best_windows(text, "Oslo reopened its port in March.", 3, words=30)
    assert len(windows) == 3
    assert all("Oslo" in window for window in windows)
    assert all(len(window.split()) <= 30 for window in windows)


def test_a_short_text_is_its_own_window() -> None:
    assert best_windows("Oslo reopened.", "A claim.", 5) == ["Oslo reopened."]
