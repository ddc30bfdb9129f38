"""The engine for any other verifier: a sequence-classification model, run by transformers and torch.

Cross-encoders of sentence-transformers are such models too, and are loaded from their folder or name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from importlib import import_module
from importlib.metadata import version
from typing import Any, NamedTuple

from claimcheck.errors import ModelError
from claimcheck.models.foreign import ForeignModel
from claimcheck.models.labels import label_columns
from claimcheck.models.protocols import FloatArray
from claimcheck.models.texts import encodable, slices

_BUILT_IN = "Use the built-in model by leaving the verifier out"
_PAIRS_AT_A_TIME = 32
_MAX_PIECES = 512  # what BERT-like models were trained with; tokenizers do not always state a limit
_MAX_CHARACTERS = 20_000  # per text, before tokenizing; more than any of these models can take in


class _Loaded(NamedTuple):
    """Tokenizer and model of transformers, and which column means what."""

    tokenizer: Any
    model: Any
    columns: tuple[int, ...]
    max_pieces: int


class CrossEncoderVerifier:
    """A cross-encoder with one, two or three labels, loaded when the first pair is scored.

    Two labels tell support from anything else, and so does the one number of an HHEM-style model: what is
    not support then goes to not_mentioned, since such a model cannot tell denial from silence.

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
            _ = self._loaded
        return self._source.fingerprint()

    @property
    def differences(self) -> tuple[str, ...]:
        """None: such models only say that premise and hypothesis differ."""
        return ()

    @property
    def engine(self) -> str:
        """What besides the weights the scores depend on."""
        return f"transformers {version('transformers')} torch {version('torch')}"

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Probabilities (len(pairs), 3) of supported, contradicted, not_mentioned per (premise, hypothesis).

        A pair longer than the model's maximum is judged by the start of its premise.
        Raises ModelError where the model cannot be loaded or run, or its labels cannot be read.
        """
        import numpy as np

        scores = np.empty((len(pairs), 3), dtype=np.float32)
        # Pairs of like length share a batch, so that little of it is padding.
        order = sorted(range(len(pairs)), key=lambda index: sum(map(len, pairs[index])))
        for part in slices(len(order), _PAIRS_AT_A_TIME):
            indices = order[part]
            loaded = self._loaded
            with self._source.told("the model could not score a pair"):
                logits = _logits(loaded, [pairs[index] for index in indices])
                scores[indices] = probabilities(logits, loaded.columns)
        return scores

    @cached_property
    def _loaded(self) -> _Loaded:
        with self._source.loading() as place:
            import torch

            transformers = import_module("transformers")
            # A model that brings code of its own is refused: it would run with the user's rights.
            config = transformers.AutoConfig.from_pretrained(place, trust_remote_code=False)
            architectures = getattr(config, "architectures", None) or ()
            if not any(str(one).endswith("ForSequenceClassification") for one in architectures):
                what = "the model does not classify pairs of texts"
                remedy = f"Name a sequence-classification model. {_BUILT_IN}"
                raise ModelError(what, where=self.name, remedy=remedy)
            columns = label_columns(config.id2label, config.label2id or {}, where=self.name)
            tokenizer = transformers.AutoTokenizer.from_pretrained(place, trust_remote_code=False)
            model = transformers.AutoModelForSequenceClassification.from_pretrained(
                place, trust_remote_code=False
            )
            device = "cuda" if torch.cuda.is_available() else "cpu"
            positions = int(getattr(config, "max_position_embeddings", _MAX_PIECES))
            limit = min(int(tokenizer.model_max_length), positions, _MAX_PIECES)
            return _Loaded(tokenizer, model.float().eval().to(device), columns, limit)


def probabilities(logits: FloatArray, columns: tuple[int, ...]) -> FloatArray:
    """Rows of supported, contradicted, not_mentioned from logits (pairs, labels).

    Args:
        logits: a model's output.
        columns: what its columns mean, as `label_columns` gives them.
    """
    import numpy as np

    wide = np.asarray(logits, dtype=np.float64)
    if len(columns) == 1:  # a sigmoid is the softmax against a second logit of 0
        wide = np.hstack([wide, np.zeros_like(wide)])
        columns = (0, 1)
    powers = np.exp(wide - wide.max(axis=1, keepdims=True))
    shares = powers / powers.sum(axis=1, keepdims=True)
    found = np.zeros((len(wide), 3), dtype=np.float32)
    found[:, [0, 2] if len(columns) == 2 else [0, 1, 2]] = shares[:, list(columns)]
    return found


def _logits(loaded: _Loaded, pairs: Sequence[tuple[str, str]]) -> FloatArray:
    import torch

    texts = [[encodable(text[:_MAX_CHARACTERS]) for text in pair] for pair in pairs]
    inputs = loaded.tokenizer(
        [premise for premise, _ in texts],
        [hypothesis for _, hypothesis in texts],
        truncation="longest_first",  # so a claim shorter than half of what fits is never cut
        max_length=loaded.max_pieces,
        padding=True,
        return_tensors="pt",
    ).to(loaded.model.device)
    with torch.inference_mode():
        found: FloatArray = loaded.model(**inputs).logits.cpu().numpy()
    return found
