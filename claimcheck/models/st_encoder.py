"""The engine for any other model: sentence-transformers, on whatever device torch finds."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from typing import TYPE_CHECKING

from claimcheck.errors import ModelError
from claimcheck.models.foreign import ForeignModel
from claimcheck.models.protocols import FloatArray, TokenVectors
from claimcheck.models.texts import encodable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_BUILT_IN = "Use the built-in model by leaving the encoder out"


class SentenceTransformersEncoder:
    """A sentence-transformers model, loaded when the first text is encoded.

    Args:
        name: path of a folder, or a name of the hub, which has one slash ("owner/model").

    Raises ModelError where `name` can be neither.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._source = ForeignModel(name, _BUILT_IN)

    @cached_property
    def fingerprint(self) -> str:
        """sha256 over the paths and contents of the files that make up the model.

        A model of the hub that is not on this machine yet is fetched for it.
        """
        if self._source.folder() is None:
            _ = self._model
        return self._source.fingerprint()

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
        with self._source.loading() as place:
            from sentence_transformers import SentenceTransformer

            return SentenceTransformer(place)
