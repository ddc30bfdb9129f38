"""The engine for all-MiniLM-L6-v2: tokenizers and onnxruntime, on the CPU.

Texts are run in batches of equal length, without padding, and pooled one by one. So the vector of a text
is the same to the last bit whatever texts it is encoded with, and however many threads are used.
"""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import UsageError
from claimcheck.models.protocols import FloatArray, TokenVectors
from claimcheck.models.texts import encodable, meanwhile, slices
from claimcheck.models.weights import (
    TOKENIZER,
    WEIGHTS,
    find_minilm,
    installed_version,
    map_tensors,
    read_verified,
)
from claimcheck.resources import load_toml, resource_path

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Encoding, Tokenizer

_TEXTS_AT_A_TIME = 4096  # bounds the memory that the tokens of very many texts take
_RECENT_PIECES = 32_000  # word pieces whose states are kept at hand, about 50 MB
_BATCHES_AT_A_TIME = 16  # bounds the memory that their states take, 1.5 MB a batch
CORES_VARIABLE = "CLAIMCHECK_CORES"
_SPECIAL = 1  # the tokenizer puts one special token before and one after every text


class OnnxEncoder:
    """all-MiniLM-L6-v2 at full precision. The model is loaded when the first text is encoded.

    Args:
        folder: where weights and tokenizer lie; found by `find_minilm` where None.
        threads: threads to compute with; all cores that this process may use where None.

    Raises ModelError where the model's files are missing, and at the first text where they are altered.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self._facts = load_toml("minilm.toml")
        self._folder = find_minilm(folder)
        self._threads = threads or available_cores()
        # The states behind the last vectors: whoever asked for the vector of a text often asks for its word
        # pieces next, and one pass through the model gives both.
        self._recent: dict[str, FloatArray] = {}
        self._room = _RECENT_PIECES

    @property
    def name(self) -> str:
        """The model's name."""
        return str(self._facts["name"])

    @property
    def fingerprint(self) -> str:
        """The sha256 that the weights must have to be loaded."""
        return str(self._facts["weights_sha256"])

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self._facts["dimension"])

    @property
    def engine(self) -> str:
        """What besides the weights the last bits of a vector depend on."""
        return f"onnxruntime {installed_version('onnxruntime')} {self._facts['graph_sha256']}"

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors (len(texts), dimension) of unit length: the mean over all tokens."""
        import numpy as np

        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for first in slices(len(texts), _TEXTS_AT_A_TIME):
            chunk = self._tokenized(texts[first])
            for index, states in self._known_or_new(texts[first], chunk):
                vectors[first.start + index] = _unit_length(states.mean(axis=0))
                self._remember(texts[first.start + index], states)
        return vectors

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The word pieces of each text with their contextual vectors."""
        found: dict[int, TokenVectors] = {}
        for first in slices(len(texts), _TEXTS_AT_A_TIME):
            chunk = self._tokenized(texts[first])
            for index, states in self._known_or_new(texts[first], chunk):
                offsets = tuple(chunk[index].offsets[_SPECIAL:-_SPECIAL])
                vectors = _unit_length(states[_SPECIAL:-_SPECIAL])
                found[first.start + index] = TokenVectors(offsets, vectors)
        return [found[index] for index in range(len(texts))]

    def piece_ids(self, texts: Sequence[str]) -> list[list[int]]:
        """The ids of the word pieces of each text, special tokens left out."""
        cut = self._facts["max_characters"]
        encodings = (
            self._tokenizer.encode(encodable(text[:cut]), add_special_tokens=False) for text in texts
        )
        return [encoding.ids for encoding in encodings]

    def encode_vocabulary(self) -> FloatArray:
        """The vector of every word piece as a text by itself, shape (vocabulary, dimension)."""
        import numpy as np

        ids = np.arange(self._tokenizer.get_vocab_size(), dtype=np.int64)
        before, after = self._tokenizer.encode("").ids
        found = np.empty((len(ids), self.dimension), dtype=np.float32)
        for part in slices(len(ids), self._facts["batch_word_pieces"] // 4):
            piece = ids[part]
            alone = np.stack([np.full_like(piece, before), piece, np.full_like(piece, after)], axis=1)
            (states,) = self._session.run(["states"], {"input_ids": alone})
            found[part] = states.mean(axis=1)
        return found

    def _remember(self, text: str, states: FloatArray) -> None:
        if len(states) <= self._room and text not in self._recent:
            self._recent[text] = states.copy()
            self._room -= len(states)

    def _known_or_new(
        self, texts: Sequence[str], encodings: Sequence[Encoding]
    ) -> Iterator[tuple[int, FloatArray]]:
        """Yields as `_states` does, without running the model for texts whose states are at hand."""
        new = [index for index, text in enumerate(texts) if text not in self._recent]
        for index, text in enumerate(texts):
            if text in self._recent:
                yield index, self._recent[text]
        for at, states in self._states([encodings[index] for index in new]):
            yield new[at], states

    def _tokenized(self, texts: Sequence[str]) -> list[Encoding]:
        """The texts as tokens; where the model has to run, it is loaded beside."""
        if all(text in self._recent for text in texts):
            return [self._tokenize(text) for text in texts]
        with meanwhile(lambda: self._session):
            return [self._tokenize(text) for text in texts]

    def _tokenize(self, text: str) -> Encoding:
        # One at a time: a batch would start threads that warn on stderr when the process forks later.
        return self._tokenizer.encode(encodable(text[: self._facts["max_characters"]]))

    def _states(self, encodings: Sequence[Encoding]) -> Iterator[tuple[int, FloatArray]]:
        """Yields the index and the last hidden states (tokens, dimension) of every text."""
        import numpy as np

        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for index, encoding in enumerate(encodings):
            by_length[len(encoding.ids)].append(index)
        batches = [
            indices[part]
            for length, indices in sorted(by_length.items(), reverse=True)
            for part in slices(len(indices), max(1, self._facts["batch_word_pieces"] // length))
        ]
        if not batches:
            return
        session = self._session

        def run(batch: Sequence[int]) -> FloatArray:
            ids = np.array([encodings[index].ids for index in batch], dtype=np.int64)
            states: FloatArray = session.run(["states"], {"input_ids": ids})[0]
            return states

        # Batches of one length are small: a thread for each uses the cores better than threads within one.
        # No more at a time than their states may take memory, the longest first, so that the last are short.
        with ThreadPoolExecutor(self._threads) as pool:
            for part in slices(len(batches), _BATCHES_AT_A_TIME):
                for batch, states in zip(batches[part], pool.map(run, batches[part]), strict=True):
                    yield from zip(batch, states, strict=True)

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        data = read_verified(self._folder / TOKENIZER, self._facts["tokenizer_sha256"])
        tokenizer = Tokenizer.from_str(data.decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._facts["max_word_pieces"])
        return tokenizer

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        graph = read_verified(resource_path("minilm.onnx"), self._facts["graph_sha256"])
        tensors = map_tensors(self._folder / WEIGHTS, self._facts["weights_sha256"])
        names = sorted(tensors.keys() - set(self._facts["unused_tensors"]))
        # The session keeps using the memory of these arrays, so they must live as long.
        self._arrays = [tensors[name] for name in names]
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False  # a plan of memory for each shape, of which there are very many
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(array) for array in self._arrays]
        options.add_external_initializers(names, values)
        return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])


def available_cores() -> int:
    """Number of cores that this process may run on; no more than CLAIMCHECK_CORES says, if it says any.

    Raises:
        UsageError: CLAIMCHECK_CORES is not a whole number above 0.
    """
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    given = os.environ.get(CORES_VARIABLE)
    if given is None:
        return cores
    if not (given.isascii() and given.isdigit() and len(given) <= 6 and int(given)):
        raise UsageError(
            f"{given[:40]!r} is not a whole number above 0", where=CORES_VARIABLE, remedy="Write it as 2."
        )
    return min(cores, int(given))


def _unit_length(vectors: FloatArray) -> FloatArray:
    import numpy as np

    norms = np.sqrt(np.square(vectors).sum(axis=-1, keepdims=True))
    scaled: FloatArray = vectors / np.maximum(norms, np.float32(1e-12))
    return scaled
