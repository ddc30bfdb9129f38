"""Names of encoders, and that nothing is loaded before it is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from claimcheck.errors import ModelError
from claimcheck.models.cache import CachedEncoder
from claimcheck.models.encoders import load_encoder
from claimcheck.models.onnx_encoder import OnnxEncoder
from claimcheck.models.st_encoder import SentenceTransformersEncoder

HEAVY = ("numpy", "onnxruntime", "tokenizers", "safetensors", "torch", "sentence_transformers")


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_making_an_encoder_imports_nothing_heavy() -> None:
    code = (
        "from claimcheck.models.encoders import load_encoder; load_encoder(); load_encoder('a/b')\n"
        f"import sys; print([name for name in {HEAVY} if name in sys.modules])"
    )
    assert run(code) == "[]"


def test_known_texts_need_no_model(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom pathlib import Path\nfrom claimcheck.models.encoders import load_encoder\n"
        "texts = ['The talks failed.', 'Both sides agreed.', '']\n"
        f"encoder = load_encoder(cache_dir=Path({str(tmp_path)!r}))\n"
        "vectors = [encoder.encode(texts), encoder.encode_tokens(texts)[0].vectors]\n"
        "print(*(rows.tobytes().hex() for rows in vectors))\n"
        "print([name for name in ('onnxruntime', 'tokenizers') if name in sys.modules])"
    )
    first, loaded = run(code).splitlines()
    second, not_loaded = run(code).splitlines()
    assert first == second
    assert loaded == "['onnxruntime', 'tokenizers']"
    assert not_loaded == "[]"


@pytest.mark.parametrize("name", [None, "onnx", "all-MiniLM-L6-v2"])
def test_the_built_in_model_is_the_default(name: str | None) -> None:
    assert isinstance(load_encoder(name), OnnxEncoder)


@pytest.mark.parametrize("name", ["owner/model", "sentence-transformers:owner/model"])
def test_a_name_with_a_slash_is_a_model_of_the_hub(name: str) -> None:
    encoder = load_encoder(name)
    assert isinstance(encoder, SentenceTransformersEncoder)
    assert encoder.name == "owner/model"


def test_a_folder_is_a_model_of_sentence_transformers(tmp_path: Path) -> None:
    assert isinstance(load_encoder(str(tmp_path)), SentenceTransformersEncoder)


@pytest.mark.parametrize(
    "name", ["", "nothing", "./nothing", "~nobody/x/y", "a/b/c", "n" * 5000, "sentence-transformers:"]
)
def test_a_name_that_can_be_no_model_is_told_at_once(name: str) -> None:
    with pytest.raises(ModelError, match="no such model"):
        load_encoder(name)


def test_a_cache_folder_wraps_the_encoder(tmp_path: Path) -> None:
    encoder = load_encoder(cache_dir=tmp_path)
    assert isinstance(encoder, CachedEncoder)
    assert encoder.fingerprint == OnnxEncoder().fingerprint
    assert (encoder.name, encoder.dimension) == ("all-MiniLM-L6-v2", 384)
