"""The one place where an encoder's name becomes an encoder."""

from __future__ import annotations

from pathlib import Path

from claimcheck.models.measured import MeasuredEncoder, StageTimes
from claimcheck.models.protocols import TokenEncoder

_PREFIX = "sentence-transformers:"


def load_encoder(
    name: str | None = None, *, cache_dir: Path | None = None, times: StageTimes | None = None
) -> TokenEncoder:
    """The encoder called `name`; its weights are loaded when they are first needed.

    Args:
        name: None, "onnx" or "all-MiniLM-L6-v2" for the built-in model; the path of a folder, or a
            name of the hub (it has a slash), optionally after "sentence-transformers:", for another one.
        cache_dir: folder in which vectors are remembered from run to run; nowhere where None.
        times: where it is noted what the encoder is asked for and what it computes.

    Raises ModelError where there is no such model.
    """
    from claimcheck.models.onnx_encoder import OnnxEncoder

    encoder: TokenEncoder
    if name in {None, "onnx", "all-MiniLM-L6-v2"}:
        encoder = OnnxEncoder()
    else:
        from claimcheck.models.st_encoder import SentenceTransformersEncoder

        encoder = SentenceTransformersEncoder(str(name).removeprefix(_PREFIX))
    if times is not None:
        encoder = MeasuredEncoder(encoder, times, inside=True)
    if cache_dir is not None:
        encoder = remembering(encoder, cache_dir)
    return encoder if times is None else MeasuredEncoder(encoder, times, inside=False)


def remembering(encoder: TokenEncoder, folder: Path) -> TokenEncoder:
    """An encoder that gives the vectors of `encoder` and remembers them in `folder`."""
    from claimcheck.models.cache import CachedEncoder

    return CachedEncoder(encoder, folder, engine=str(getattr(encoder, "engine", "")))
