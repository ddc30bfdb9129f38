"""Speed must not be lost: counts, memory and ratios against pinned limits; see docs/performance.md."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
import tomllib
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from claimcheck.documents.official import read_official
from claimcheck.documents.read import read_document
from claimcheck.language.sentences import split_sentences
from claimcheck.models.measured import StageTimes
from claimcheck.passages.retrieval import PassageIndex, encode_documents
from claimcheck.pipeline import Checker, Settings
from claimcheck.records import Report

REPOSITORY = Path(__file__).parents[1]
CASE = REPOSITORY / "corpora" / "tiktok_call"
LIMITS: dict[str, dict[str, float]] = tomllib.loads(
    Path(__file__).with_name("speed_limits.toml").read_text(encoding="utf-8")
)
FORBIDDEN = {"torch", "transformers", "sentence_transformers", "sklearn", "scipy", "pandas"}


class NoWeights:
    """An encoder that costs nothing, so that what is measured is the rest."""

    name, fingerprint, dimension = "none", "0" * 64, 4

    def encode(self, texts: Any) -> Any:
        return np.ones((len(texts), self.dimension), dtype=np.float32) / 2


@pytest.fixture(scope="module")
def counted() -> tuple[Report, StageTimes]:
    """A first check of the example case, and what it took."""
    times = StageTimes()
    documents = read_official([CASE / "official"]).documents
    report = Checker(documents, Settings(cache=False), times).check(read_document(CASE / "article.md"))
    return report, times


def modules_of_a_check(folder: Path) -> set[str]:
    code = f"""
import sys
from claimcheck.cli.main import main
sys.argv = ["claimcheck", "check", {str(CASE / "article.md")!r}, "--against", {str(CASE / "official")!r},
            "--quiet", "-o", {str(folder / "report.json")!r}]
try:
    main()
except SystemExit as end:
    assert not end.code, end.code
print("\\n".join(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_the_models_are_asked_no_more_often_than_before(counted: tuple[Report, StageTimes]) -> None:
    report, times = counted
    limits = LIMITS["work"]
    texts = [CASE / "article.md", *sorted((CASE / "official").rglob("*.md"))]
    sentences = sum(len(split_sentences(read_document(path).text)) for path in texts)
    assert len(report.claims) > 10
    assert 0 < times.counts["encoder calls"] <= limits["encoder_calls"]
    assert times.counts["texts encoded"] / sentences <= limits["texts_per_sentence"]
    assert times.counts["pairs scored"] / len(report.claims) <= limits["pairs_per_claim"]


def test_no_time_of_a_check_is_left_out_or_counted_twice(counted: tuple[Report, StageTimes]) -> None:
    stages = counted[1].seconds
    assert list(stages) == ["load", "claims", "encode", "segment", "retrieve", "judge", "entail", "report"]
    assert all(seconds >= 0 for seconds in stages.values())
    assert stages["entail"] > 0 < stages["encode"]


def test_a_check_never_loads_torch_and_a_repeated_one_no_model(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLAIMCHECK_CACHE", str(tmp_path / "cache"))
    assert not FORBIDDEN & modules_of_a_check(tmp_path)
    again = modules_of_a_check(tmp_path)
    assert not {*FORBIDDEN, "onnxruntime", "tokenizers"} & again
    assert not [name for name in again if name.startswith("claimcheck.corpus.") and "search" in name]
    assert len(again) <= LIMITS["start"]["check_modules"]


def test_help_loads_few_modules() -> None:
    code = "import sys\nfrom claimcheck.cli.main import cli\ntry: cli(['--help'])\nexcept SystemExit: pass\n"
    code += "print(len(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout.split()[-1]) <= LIMITS["start"]["help_modules"]


def test_the_memory_for_a_document_grows_with_its_words_only() -> None:
    encoder = NoWeights()
    document = read_document(CASE / "article.md")
    PassageIndex(encode_documents([document], encoder), encoder)  # lexicons are loaded once only
    tracemalloc.start()
    try:
        before = sys.getallocatedblocks()
        index = PassageIndex(encode_documents([document], encoder), encoder)
        kept = sys.getallocatedblocks() - before
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert index.passages
    assert kept / len(document.text.split()) <= LIMITS["work"]["blocks_per_word"]
    assert most / len(document.text) <= LIMITS["work"]["bytes_per_character"]


@pytest.mark.slow
def test_a_check_is_many_times_faster_than_the_naive_pipeline(
    tmp_path: Path, benchmark_modules: Callable[[str], Any]
) -> None:
    if importlib.util.find_spec("sentence_transformers") is None:
        pytest.skip("sentence-transformers is not installed")
    processes = benchmark_modules("processes")
    article, official = CASE / "article.md", CASE / "official"
    check = ("check", article, "--against", official)
    runs = processes.in_turn(
        {
            "first": processes.claimcheck(*check),
            "again": processes.claimcheck(*check, cache=tmp_path),
            "naive": processes.naive(article, official),
        },
        repeat=3,
    )
    limits = LIMITS["process"]
    assert max(one.megabytes for one in runs["first"]) < limits["megabytes"]
    naive = [one.seconds for one in runs["naive"]]
    ratios = {name: processes.ratio([o.seconds for o in runs[name]], naive) for name in ("first", "again")}
    below = {name: found for name, found in ratios.items() if found < limits[name] * limits["noise"]}
    assert not below


@pytest.fixture
def benchmark_modules() -> Callable[[str], Any]:
    """Loads a module of benchmarks/, whose files are scripts and no package."""

    def load(name: str) -> Any:
        path = REPOSITORY / "benchmarks" / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"benchmark_{name}", path)
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module

    return load
