"""The one place where a verifier's name becomes a verifier."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path

from claimcheck.models.protocols import Verifier
from claimcheck.resources import load_toml

_PREFIX = "sentence-transformers:"


def load_verifier(name: str | None = None, *, cache_dir: Path | None = None) -> Verifier:
    """The verifier called `name`; its weights are loaded when they are first needed.

    Args:
        name: None, "onnx" or the shipped model's name for the built-in model; the path of a folder, or a
            name of the hub (it has a slash), optionally after "sentence-transformers:", for another one.
        cache_dir: folder in which scores are remembered from run to run; nowhere where None.

    Raises ModelError where there is no such model.
    """
    from claimcheck.models.cross_encoder import CrossEncoderVerifier
    from claimcheck.models.onnx_verifier import OnnxVerifier

    verifier: Verifier
    facts = load_toml("verifier.toml")
    if name in {None, "onnx", facts["name"]}:
        verifier = OnnxVerifier()
        # The facts say how texts are cut, on which a score depends as on the weights.
        engine = f"onnxruntime {version('onnxruntime')} {sorted(facts.items())}"
    else:
        verifier = other = CrossEncoderVerifier(str(name).removeprefix(_PREFIX))
        engine = other.engine
    if cache_dir is None:
        return verifier
    from claimcheck.models.score_cache import CachedVerifier

    return CachedVerifier(verifier, cache_dir, engine=engine)
