"""Names of verifiers, other people's models with labels of several kinds, and remembered scores."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimcheck.errors import ModelError
from claimcheck.models.cross_encoder import CrossEncoderVerifier
from claimcheck.models.onnx_verifier import OnnxVerifier
from claimcheck.models.protocols import FloatArray
from claimcheck.models.score_cache import CachedVerifier
from claimcheck.models.verifiers import load_verifier
from claimcheck.resources import load_toml, resource_path

PAIRS = [
    ("the two sides agreed to a framework", "the two sides agreed"),
    ("talks.", "the talks"),
    ("", "zurich"),
    ("the two sides talk . " * 400, "a framework"),
    ("a framework", "the two sides talk . " * 400),
]
HEAVY = ("numpy", "onnxruntime", "tokenizers", "torch", "transformers", "sentence_transformers")
Maker = Callable[..., Path]
needs_weights = pytest.mark.skipif(
    not resource_path("verifier.onnx").is_file(), reason="the shipped verifier's weights are not here"
)


class CountingVerifier:
    """Gives each pair probabilities of its own, and remembers what it was asked."""

    def __init__(self, fingerprint: str = "0" * 64) -> None:
        self.name = "counting"
        self.fingerprint = fingerprint
        self.differences = ()
        self.asked: list[tuple[str, str]] = []

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        self.asked.extend(pairs)
        rows = [(1 / (len(a) + 2), len(b) / (len(b) + 3), ord((a + b + "x")[0]) % 7) for a, b in pairs]
        return np.array(rows, dtype=np.float32).reshape(len(pairs), 3)


@pytest.fixture(scope="module")
def make_model(tiny_model: Path, tmp_path_factory: pytest.TempPathFactory) -> Maker:
    """Makes the folder of a tiny BERT classifier with random weights and the given label names."""
    import torch
    from transformers import BertForSequenceClassification

    def make(*labels: str, **changes: object) -> Path:
        folder = tmp_path_factory.mktemp("verifier")
        shutil.copytree(tiny_model, folder, dirs_exist_ok=True)
        torch.manual_seed(1)
        model = BertForSequenceClassification.from_pretrained(
            tiny_model, num_labels=len(labels), initializer_range=1.0
        )
        torch.nn.init.normal_(model.classifier.weight, std=2.0)
        model.save_pretrained(folder)
        config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        config["id2label"] = {str(column): name for column, name in enumerate(labels)}
        config["label2id"] = {name: column for column, name in enumerate(labels)}
        (folder / "config.json").write_text(json.dumps(config | changes), encoding="utf-8")
        return folder

    return make


def scores_of(folder: Path) -> FloatArray:
    return CrossEncoderVerifier(str(folder)).score(PAIRS)


@pytest.mark.parametrize("name", [None, "onnx", load_toml("verifier.toml")["name"]])
def test_the_built_in_model_is_the_default(name: str | None) -> None:
    assert isinstance(load_verifier(name), OnnxVerifier)


@pytest.mark.parametrize("name", ["owner/model", "sentence-transformers:owner/model"])
def test_a_name_with_a_slash_is_a_model_of_the_hub(name: str) -> None:
    verifier = load_verifier(name)
    assert isinstance(verifier, CrossEncoderVerifier)
    assert verifier.name == "owner/model"


@pytest.mark.parametrize("name", ["", "nothing", "./nothing", "~nobody/x/y", "n" * 5000])
def test_a_name_that_can_be_no_model_is_told_at_once(name: str) -> None:
    with pytest.raises(ModelError, match=r"no such model.*leaving the verifier out"):
        load_verifier(name)


def test_making_a_verifier_imports_nothing_heavy() -> None:
    code = (
        "from pathlib import Path; from claimcheck.models.verifiers import load_verifier\n"
        "load_verifier(); load_verifier('a/b'); load_verifier(cache_dir=Path('nowhere'))\n"
        f"import sys; print([name for name in {HEAVY} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_three_labels_are_put_in_our_order_whatever_theirs(make_model: Maker) -> None:
    ours = scores_of(make_model("supported", "contradicted", "not_mentioned"))
    assert ours.shape == (len(PAIRS), 3)
    assert ours.dtype == np.float32
    assert np.allclose(ours.sum(axis=1), 1, atol=1e-6)
    assert len(np.unique(ours.round(4))) > 6
    for names, order in (
        (("CONTRADICTION", "NEUTRAL", "ENTAILMENT"), (2, 0, 1)),
        (("Supports", "Not Enough Info", "Refutes"), (0, 2, 1)),
        (("unrelated", "supports", "refuted"), (1, 2, 0)),
    ):
        assert np.allclose(scores_of(make_model(*names)), ours[:, order], atol=1e-6)


def test_label_names_may_stand_in_label2id_alone(make_model: Maker) -> None:
    named = scores_of(make_model("entailment", "neutral", "contradiction"))
    unnamed = make_model("LABEL_0", "LABEL_1", "LABEL_2")
    config = json.loads((unnamed / "config.json").read_text(encoding="utf-8"))
    config["label2id"] = {"contradiction": 2, "entailment": 0, "neutral": 1}
    (unnamed / "config.json").write_text(json.dumps(config), encoding="utf-8")
    assert np.allclose(scores_of(unnamed), named, atol=1e-6)


@pytest.mark.parametrize(
    ("labels", "supported"),
    [
        (("entailment", "not_entailment"), 0),
        (("inconsistent", "consistent"), 1),
        (("REFUTES", "SUPPORTS"), 1),
        (("LABEL_0", "LABEL_1"), 1),
    ],
)
def test_of_two_labels_what_is_not_support_is_silence(
    make_model: Maker, labels: tuple[str, str], supported: int
) -> None:
    first = scores_of(make_model("yes", "no"))
    found = scores_of(make_model(*labels))
    assert not found[:, 1].any()
    assert np.allclose(found[:, 0] + found[:, 2], 1, atol=1e-6)
    assert np.allclose(found[:, 0], first[:, 2 * supported], atol=1e-6)


def test_one_number_is_read_through_a_sigmoid(make_model: Maker) -> None:
    import torch
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    folder = make_model("LABEL_0")
    found = scores_of(folder)
    assert not found[:, 1].any()
    assert np.allclose(found.sum(axis=1), 1, atol=1e-6)
    inputs = AutoTokenizer.from_pretrained(folder)(*PAIRS[0], return_tensors="pt")
    logit = AutoModelForSequenceClassification.from_pretrained(folder)(**inputs).logits
    assert found[0, 0] == pytest.approx(torch.sigmoid(logit).item(), abs=1e-6)


def test_a_cross_encoder_of_sentence_transformers_is_read_as_it_scores(
    make_model: Maker, tmp_path: Path
) -> None:
    from sentence_transformers import CrossEncoder

    model = CrossEncoder(str(make_model("contradiction", "entailment", "neutral")), device="cpu")
    model.save_pretrained(str(tmp_path / "saved"))
    theirs = model.predict(PAIRS[:3], apply_softmax=True)
    ours = CrossEncoderVerifier(str(tmp_path / "saved")).score(PAIRS[:3])
    assert np.allclose(ours, theirs[:, [1, 0, 2]], atol=1e-5)


@pytest.mark.parametrize(
    "labels",
    [
        ("LABEL_0", "LABEL_1", "LABEL_2"),
        ("entailment", "neutral", "entailment"),
        ("positive", "negative"),
        ("contradiction",),
        ("neutral", "contradiction"),
        tuple(f"LABEL_{column}" for column in range(9)),
    ],
)
def test_labels_that_cannot_be_read_are_told_with_the_remedy(
    make_model: Maker, labels: tuple[str, ...]
) -> None:
    folder = make_model(*labels)
    with pytest.raises(ModelError, match=r"labels of the model cannot be read: .*id2label") as caught:
        CrossEncoderVerifier(str(folder)).score(PAIRS)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_model_that_does_not_classify_is_refused(tiny_model: Path) -> None:
    with pytest.raises(ModelError, match="does not classify pairs"):
        CrossEncoderVerifier(str(tiny_model)).score(PAIRS)


def test_a_folder_without_a_model_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="could not be loaded") as caught:
        CrossEncoderVerifier(str(tmp_path)).score(PAIRS)
    assert "\n" not in str(caught.value)
    with pytest.raises(ModelError, match="no model files"):
        _ = CrossEncoderVerifier(str(tmp_path)).fingerprint


def test_a_model_that_brings_code_of_its_own_is_refused(make_model: Maker) -> None:
    auto = {"AutoConfig": "code.Config", "AutoModelForSequenceClassification": "code.Model"}
    folder = make_model("yes", "no", model_type="other", auto_map=auto)
    (folder / "code.py").write_text("raise SystemExit('run')", encoding="utf-8")
    with pytest.raises(ModelError, match="could not be loaded"):
        CrossEncoderVerifier(str(folder)).score(PAIRS)


def test_a_hub_that_cannot_be_reached_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import huggingface_hub

    def unreachable(self: object, name: str, timeout: float) -> None:
        raise ConnectionError("no route to the hub\nand more lines")

    monkeypatch.setattr(huggingface_hub.HfApi, "model_info", unreachable)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path))
    for ask in ("score", "fingerprint"):
        with pytest.raises(ModelError, match=r"owner/model: .*no route to the hub") as caught:
            verifier = CrossEncoderVerifier("owner/model")
            _ = verifier.score(PAIRS) if ask == "score" else verifier.fingerprint
        assert "\n" not in str(caught.value)


def test_the_scores_of_another_model_do_not_depend_on_the_batch(make_model: Maker) -> None:
    verifier = CrossEncoderVerifier(str(make_model("supported", "contradicted", "not_mentioned")))
    pairs = PAIRS * 9
    together = verifier.score(pairs)
    alone = np.vstack([verifier.score([pair]) for pair in PAIRS])
    assert np.allclose(together, np.tile(alone, (9, 1)), atol=1e-5)
    assert verifier.score([]).shape == (0, 3)
    assert np.isfinite(verifier.score([("\ud800", "\x00"), ("a" * 100_000, " ")])).all()


@needs_weights
def test_the_scores_of_the_shipped_model_do_not_depend_on_batch_or_order() -> None:
    verifier = load_verifier()
    sentences = [f"The two sides agreed on {n} points in round {n % 5}{'.' * (n % 4)}" for n in range(24)]
    pairs = list(zip(sentences, reversed(sentences), strict=True)) + PAIRS
    together = verifier.score(pairs)
    backwards = verifier.score(pairs[::-1])[::-1]
    alone = np.vstack([verifier.score([pair]) for pair in pairs])
    assert together.tobytes() == backwards.tobytes()
    assert np.allclose(together, alone, atol=1e-6)
    assert np.array_equal(together.argmax(axis=1), alone.argmax(axis=1))


@needs_weights
def test_known_pairs_need_no_model(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom claimcheck.models.verifiers import load_verifier\n"
        f"verifier = load_verifier(cache_dir=Path({str(tmp_path)!r}))\n"
        "pairs = [('The talks failed.', 'Both sides agreed.'), ('', 'Talks.')]\n"
        "print(verifier.score(pairs).tobytes().hex(), verifier.fingerprint)\n"
        "print([name for name in ('onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    runs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    ]
    (first, loaded), (second, not_loaded) = (run.splitlines() for run in runs)
    assert first == second
    assert loaded == "['onnxruntime', 'tokenizers']"
    assert not_loaded == "[]"


def test_known_pairs_are_not_scored_again(tmp_path: Path) -> None:
    pairs = [("a", "b"), ("ab", ""), ("", "ab"), ("a", "b"), ("\ud800", "b")]
    plain, first, again = CountingVerifier(), CountingVerifier(), CountingVerifier()
    cold = CachedVerifier(first, tmp_path).score(pairs)
    warm = CachedVerifier(again, tmp_path).score([*reversed(pairs), ("new", "b")])
    assert first.asked == [("a", "b"), ("ab", ""), ("", "ab"), ("\ud800", "b")]
    assert again.asked == [("new", "b")]
    assert cold.tobytes() == plain.score(pairs).tobytes()
    assert warm.tobytes() == plain.score([*reversed(pairs), ("new", "b")]).tobytes()


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.tuples(st.text(max_size=2), st.text(max_size=2)), max_size=5), max_size=4))
def test_scores_are_the_same_with_and_without_a_cache(batches: list[list[tuple[str, str]]]) -> None:
    with TemporaryDirectory() as folder:
        plain, cached = CountingVerifier(), CachedVerifier(CountingVerifier(), Path(folder))
        for pairs in batches:
            found = cached.score(pairs)
            assert found.shape == (len(pairs), 3)
            assert found.tobytes() == plain.score(pairs).tobytes()


def test_another_model_or_engine_has_scores_of_its_own(tmp_path: Path) -> None:
    for fingerprint, engine in (("1", "x"), ("2", "x"), ("2", "y")):
        verifier = CountingVerifier(fingerprint)
        cached = CachedVerifier(verifier, tmp_path, engine=engine)
        cached.score([("a", "b")])
        assert verifier.asked == [("a", "b")]
        assert (cached.name, cached.fingerprint) == ("counting", fingerprint)


def test_a_cache_that_cannot_be_used_changes_no_score(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way", encoding="utf-8")
    pairs = [("a", "b"), ("c", "d")]
    found = CachedVerifier(CountingVerifier(), blocked).score(pairs)
    assert np.array_equal(found, CountingVerifier().score(pairs))
