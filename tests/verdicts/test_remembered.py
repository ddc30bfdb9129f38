from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import msgspec
import pytest

from claimcheck.claims.given import claim_from_text
from claimcheck.language import aliases
from claimcheck.records import Claim, Document, Evidence, Scores, Search, Verdict
from claimcheck.verdicts import remembered
from claimcheck.verdicts.remembered import RememberedVerdicts

DOCUMENT = Document(id="d", text="The talks ended. They go on.", sha256="0" * 64, parties=("A",))
ONE, TWO = (claim_from_text(id_, text) for id_, text in (("1", "The talks ended."), ("2", "They go on.")))


class Bench:
    """Judges that note what they are asked; a verdict says how many claims came before."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, claims: Sequence[Claim]) -> list[dict[str, Verdict]]:
        found = []
        for claim in claims:
            self.asked.append(claim.id)
            share = 1 / (2 + len(self.asked))
            found.append({"A": verdict(share), "B": verdict(share / 3)})
        return found


def verdict(share: float) -> Verdict:
    evidence = Evidence(
        document="d", text="The talks ended.", start=0, end=16, relation="supports", score=share
    )
    return Verdict(
        label="supported",
        confidence=share,
        scores=Scores(share, 0.0, 1 - share),
        evidence=(evidence,),
        search=Search(documents=1, passages=2, queries=("talks",), nearest=()),
        earlier=("c",),
    )


def memory(
    folder: Path, document: Document = DOCUMENT, later: Sequence[Document] = (), top_k: int | None = None
) -> RememberedVerdicts:
    return RememberedVerdicts(folder, ({"A": [document], "B": []}, {"A": later}), top_k)


def asked_again(folder: Path, date: str = "", **changed: object) -> list[str]:
    """The ids of claims that are judged when one was judged before and then something changed."""
    memory(folder).verdicts([ONE], "", Bench())
    bench = Bench()
    memory(folder, **changed).verdicts([ONE], date, bench)  # type: ignore[arg-type]
    return bench.asked


def test_a_claim_is_judged_once_and_its_verdicts_come_back_as_they_were(tmp_path: Path) -> None:
    bench = Bench()
    first = memory(tmp_path).verdicts([ONE, TWO], "2025-01-02", bench)
    assert memory(tmp_path).verdicts([ONE, TWO], "2025-01-02", bench) == first
    assert [list(row) for row in first] == [["A", "B"], ["A", "B"]]
    assert bench.asked == ["1", "2"]


def test_only_claims_that_are_new_are_judged(tmp_path: Path) -> None:
    bench = Bench()
    (first,) = memory(tmp_path).verdicts([TWO], "", bench)
    new, known = memory(tmp_path).verdicts([ONE, TWO], "", bench)
    assert known == first != new
    assert bench.asked == ["2", "1"]


def test_a_claim_that_moved_in_its_article_is_judged_anew(tmp_path: Path) -> None:
    bench = Bench()
    moved = msgspec.structs.replace(ONE, start=5, end=21)
    memory(tmp_path).verdicts([ONE], "", bench)
    memory(tmp_path).verdicts([moved], "", bench)
    assert bench.asked == ["1", "1"]


@pytest.mark.parametrize(
    "changed",
    [
        {"date": "2025-01-03"},
        {"top_k": 3},
        {"document": msgspec.structs.replace(DOCUMENT, text="The talks go on. They ended.")},
        {"document": msgspec.structs.replace(DOCUMENT, date="2025-01-01")},
        {"document": msgspec.structs.replace(DOCUMENT, parties=("A", "B"))},
        {"later": [msgspec.structs.replace(DOCUMENT, id="e")]},
    ],
    ids=["date", "top_k", "text", "day", "parties", "later"],
)
def test_what_a_verdict_rests_on_counts(tmp_path: Path, changed: dict[str, object]) -> None:
    assert asked_again(tmp_path, **changed) == ["1"]  # type: ignore[arg-type]


def test_when_a_page_was_fetched_does_not_count(tmp_path: Path) -> None:
    fetched = msgspec.structs.replace(DOCUMENT, retrieved="2025-01-02T03:04:05Z")
    assert asked_again(tmp_path, document=fetched) == []


def test_other_aliases_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    memory(tmp_path).verdicts([ONE], "", Bench())
    file = tmp_path / "names.toml"
    file.write_text('[[actors]]\nname = "Northland"\n', encoding="utf-8")
    monkeypatch.setattr(aliases, "_chosen", [file])
    bench = Bench()
    memory(tmp_path).verdicts([ONE], "", bench)
    file.write_text('[[actors]]\nname = "Southland"\n', encoding="utf-8")
    memory(tmp_path).verdicts([ONE], "", bench)
    assert bench.asked == ["1", "1"]


@pytest.mark.parametrize("name", ["records.py", "verdicts/decision.py", "resources/decision.toml"])
def test_a_change_of_the_program_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    package = tmp_path / "claimcheck"
    shutil.copytree(remembered._PACKAGE, package, ignore=shutil.ignore_patterns("*.onnx", "__pycache__"))
    monkeypatch.setattr(remembered, "_PACKAGE", package)
    bench = Bench()
    for _ in range(2):
        memory(tmp_path / "cache").verdicts([ONE], "", bench)
        (package / name).touch()
    assert bench.asked == ["1"]
    with (package / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    memory(tmp_path / "cache").verdicts([ONE], "", bench)
    assert bench.asked == ["1", "1"]


@pytest.mark.parametrize("half", ["claim", "document"])
def test_half_a_character_is_judged_and_not_remembered(tmp_path: Path, half: str) -> None:
    claim, document = ONE, DOCUMENT
    if half == "claim":
        claim = msgspec.structs.replace(ONE, text="The talks \ud800 ended.")
    else:
        document = msgspec.structs.replace(DOCUMENT, text="The talks \ud800 ended.")
    bench = Bench()
    for _ in range(2):
        (found,) = memory(tmp_path, document).verdicts([claim], "", bench)
        assert list(found) == ["A", "B"]
    assert bench.asked == ["1", "1"]


def test_a_folder_that_cannot_be_used_only_costs_time(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("not a folder", encoding="utf-8")
    bench = Bench()
    for _ in range(2):
        memory(file).verdicts([ONE], "", bench)
    assert bench.asked == ["1", "1"]
