"""The engine for any other model: sentence-transformers, on whatever device torch finds."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import ModelError
from claimcheck.models.protocols import FloatArray, TokenVectors
from claimcheck.models.texts import encodable
from claimcheck.models.weights import hub_snapshot

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_WEIGHTS = {".safetensors", ".bin"}
_MODEL_FILES = {".json", ".txt", ".model", *_WEIGHTS}
_OTHER_RUNTIMES = {"onnx", "openvino"}
_HUB_SECONDS = 20.0
_BUILT_IN = "Use the built-in model by leaving the encoder out"


class SentenceTransformersEncoder:
    """A sentence-transformers model, loaded when the first text is encoded.

    Args:
        name: path of a folder, or a name of the hub, which has one slash ("owner/model").

    Raises ModelError where `name` can be neither.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._path = _existing_folder(name)
        if self._path is None and not _is_hub_name(name):
            remedy = f"Name a folder that holds a model, or a model of the hub as owner/model. {_BUILT_IN}"
            raise ModelError("no such model", where=name, remedy=remedy)

    @cached_property
    def fingerprint(self) -> str:
        """sha256 over the paths and contents of the files that make up the model.

        A model of the hub that is not on this machine yet is fetched for it.
        """
        if self._folder() is None:
            _ = self._model
        folder = self._folder()
        files = _model_files(folder) if folder else []
        if folder is None or not files:
            raise ModelError("no model files found", where=self.name, remedy=_BUILT_IN)
        return _fingerprint(folder, files)

    @property
    def dimension(self) -> int:
        """Length of a vector; asking for it loads the model."""
        model = self._model
        ask = getattr(model, "get_embedding_dimension", None) or model.get_sentence_embedding_dimension
        return int(ask())

    @property
    def engine(self) -> str:
        """What besides the weights the vectors depend on."""
        return f"sentence-transformers {version('sentence-transformers')} torch {version('torch')}"

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors (len(texts), dimension) of unit length."""
        import numpy as np

        if not texts:
            return np.empty((0, self.dimension), dtype=np.float32)
        clean = [encodable(text) for text in texts]
        vectors = self._model.encode(
            clean, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )
        return np.asarray(vectors, dtype=np.float32)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The word pieces of each text with their contextual vectors.

        Raises ModelError where the model's tokenizer cannot say where a word piece stands in the text.
        """
        return [self._tokens(encodable(text)) for text in texts]

    def _tokens(self, text: str) -> TokenVectors:
        import numpy as np

        model = self._model
        if not getattr(model.tokenizer, "is_fast", False):
            raise ModelError("the tokenizer of the model gives no offsets", where=self.name, remedy=_BUILT_IN)
        encoding = model.tokenizer(
            text,
            truncation=True,
            max_length=model.max_seq_length,
            return_offsets_mapping=True,
            return_special_tokens_mask=True,
        )
        states = model.encode([text], output_value="token_embeddings", show_progress_bar=False)[0]
        vectors = states.float().cpu().numpy()
        special = np.array(encoding["special_tokens_mask"], dtype=bool)
        if len(vectors) != len(special):
            raise ModelError("the model gives no vector per word piece", where=self.name, remedy=_BUILT_IN)
        vectors = vectors[~special]
        vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)
        pairs = zip(encoding["offset_mapping"], special, strict=True)
        offsets = tuple((int(start), int(end)) for (start, end), is_special in pairs if not is_special)
        return TokenVectors(offsets, vectors.astype(np.float32))

    @cached_property
    def _model(self) -> SentenceTransformer:
        # A hub model that is already here is loaded from its folder, so that it is the one fingerprinted.
        folder = self._folder()
        try:
            if folder is None:
                _ask_hub(self.name)
            from sentence_transformers import SentenceTransformer

            with _without_progress_bar():
                return SentenceTransformer(str(folder or self.name))
        except Exception as error:  # whatever a foreign model, its configuration or the hub may raise
            reason = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
            what = f"the model could not be loaded ({reason[:200]})"
            remedy = f"Check the name and, for a model of the hub, the connection. {_BUILT_IN}"
            raise ModelError(what, where=self.name, remedy=remedy) from error

    def _folder(self) -> Path | None:
        """Where the model lies on this machine, if it does; a snapshot without weights does not count."""
        if self._path is not None:
            return self._path
        snapshot = hub_snapshot(self.name)
        weights = snapshot and any(path.suffix in _WEIGHTS for path in _model_files(snapshot))
        return snapshot if weights else None


def _ask_hub(name: str) -> None:
    """Raises at once where the hub cannot be reached or has no such model; loading would retry a minute."""
    from huggingface_hub import HfApi

    HfApi().model_info(name, timeout=_HUB_SECONDS)


@contextmanager
def _without_progress_bar() -> Iterator[None]:
    logging = import_module("transformers.utils.logging")
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _existing_folder(name: str) -> Path | None:
    try:
        path = Path(name).expanduser()
        return path if name and path.is_dir() else None
    except (OSError, RuntimeError):  # too long a name; the home of an unknown user
        return None


def _is_hub_name(name: str) -> bool:
    owner, slash, model = name.partition("/")
    return bool(slash and owner and model) and "/" not in model and owner not in {".", "..", "~"}


def _model_files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.suffix in _MODEL_FILES and path.is_file()]
    found = [path for path in found if path.relative_to(folder).parts[0] not in _OTHER_RUNTIMES]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _fingerprint(folder: Path, files: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{digest}  {path.relative_to(folder).as_posix()}\n".encode())
    return total.hexdigest()
