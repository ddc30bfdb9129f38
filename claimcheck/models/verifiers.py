"""The one place where a verifier's name becomes a verifier."""

from __future__ import annotations

from pathlib import Path

from claimcheck.models.measured import MeasuredVerifier, StageTimes
from claimcheck.models.protocols import Verifier
from claimcheck.models.weights import installed_version
from claimcheck.resources import load_toml

_PREFIX = "sentence-transformers:"


def load_verifier(
    name: str | None = None, *, cache_dir: Path | None = None, times: StageTimes | None = None
) -> Verifier:
    """The verifier called `name`; its weights are loaded when they are first needed.

    Args:
        name: None, "onnx" or the shipped model's name for the built-in model; the path of a folder, or a
            name of the hub (it has a slash), optionally after "sentence-transformers:", for another one.
        cache_dir: folder in which scores are remembered from run to run; nowhere where None.
        times: where it is noted what the verifier is asked for and what it computes.

    Raises ModelError where there is no such model.
    """
    from claimcheck.models.onnx_verifier import OnnxVerifier

    verifier: Verifier
    facts = load_toml("verifier.toml")
    if name in {None, "onnx", facts["name"]}:
        verifier = OnnxVerifier()
        # The facts say how texts are cut, on which a score depends as on the weights.
        engine = f"onnxruntime {installed_version('onnxruntime')} {sorted(facts.items())}"
    else:
        from claimcheck.models.cross_encoder import CrossEncoderVerifier

        verifier = other = CrossEncoderVerifier(str(name).removeprefix(_PREFIX))
        engine = other.engine
    if times is not None:
        verifier = MeasuredVerifier(verifier, times, inside=True)
    if cache_dir is not None:
        from claimcheck.models.score_cache import CachedVerifier

        verifier = CachedVerifier(verifier, cache_dir, engine=engine)
    return verifier if times is None else MeasuredVerifier(verifier, times, inside=False)
