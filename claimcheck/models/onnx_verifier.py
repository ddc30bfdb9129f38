"""The project's own entailment model: tokenizers and onnxruntime, on the CPU.

Pairs are run in batches of equal length, without padding, and every row of numbers is rounded by itself. So
the score of a pair depends on the pairs it is scored with, their order and the number of threads by no more
than the last digit of a float.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.models.onnx_encoder import available_cores
from claimcheck.models.protocols import FloatArray
from claimcheck.models.texts import encodable, meanwhile, slices
from claimcheck.models.weights import TOKENIZER, find_minilm, read_verified
from claimcheck.resources import load_toml, resource_path

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

_GRAPH = "verifier.onnx"
_PAIRS_AT_A_TIME = 4096  # bounds the memory that the tokens of very many pairs take
_LABELS = 3


class OnnxVerifier:
    """The verifier that ships with the project. The model is loaded when the first pair is scored.

    Args:
        folder: where the tokenizer of all-MiniLM-L6-v2 lies; found by `find_minilm` where None.
        threads: threads to compute with; all cores that this process may use where None.

    Raises ModelError where the tokenizer is missing, and at the first pair where a file is altered.
    """

    def __init__(self, folder: Path | None = None, threads: int | None = None) -> None:
        self._facts = load_toml("verifier.toml")
        self._folder = find_minilm(folder)
        self._threads = threads or available_cores()

    @property
    def name(self) -> str:
        """The model's name."""
        return str(self._facts["name"])

    @property
    def fingerprint(self) -> str:
        """The sha256 that the model file must have to be loaded."""
        return str(self._facts["graph_sha256"])

    @property
    def differences(self) -> tuple[str, ...]:
        """Codes of the differences that the model tells apart."""
        return tuple(self._facts["differences"])

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Probabilities of labels and differences, as `claimcheck.models.protocols.Verifier` has it.

        A pair longer than the model's maximum is judged by the start of its premise.
        Raises ModelError where a model file is missing or altered.
        """
        import numpy as np

        scores = np.empty((len(pairs), _LABELS + len(self.differences)), dtype=np.float32)
        for part in slices(len(pairs), _PAIRS_AT_A_TIME):
            # A claim is held against many passages, and a passage against many claims: each is cut once.
            texts = dict.fromkeys(chain.from_iterable(pairs[part]))
            with meanwhile(lambda: self._session):
                pieces = {text: self._pieces(text) for text in texts}
            tokens = [self._joined(pieces[one], pieces[other]) for one, other in pairs[part]]
            for index, probabilities in self._probabilities(tokens):
                scores[part.start + index] = probabilities
        return scores

    def _joined(self, premise: list[int], hypothesis: list[int]) -> tuple[list[int], int]:
        """Word pieces of a pair with special tokens, and how many of them are the premise's."""
        claim = hypothesis[: self._facts["max_claim_pieces"]]
        room = self._facts["max_word_pieces"] - len(claim) - 3
        start, end = self._special
        before = [start, *premise[:room], end]
        return [*before, *claim, end], len(before)

    def _pieces(self, text: str) -> list[int]:
        # One at a time: a batch would start threads that warn on stderr when the process forks later.
        cut = encodable(text[: self._facts["max_characters"]])
        pieces: list[int] = self._tokenizer.encode(cut, add_special_tokens=False).ids
        return pieces

    def _probabilities(self, tokens: Sequence[tuple[list[int], int]]) -> Iterator[tuple[int, FloatArray]]:
        """Yields the index and the probabilities of every pair."""
        by_length: defaultdict[int, list[int]] = defaultdict(list)
        for index, (pieces, _) in enumerate(tokens):
            by_length[len(pieces)].append(index)
        batches = [
            indices[part]
            for length, indices in sorted(by_length.items(), reverse=True)
            for part in slices(len(indices), max(1, self._facts["batch_word_pieces"] // length))
        ]
        # Batches of one length are small: a thread for each uses the cores better than threads within one.
        # The longest go first, so that no core waits long for the last one.
        session = self._session
        with ThreadPoolExecutor(self._threads) as pool:
            runs = pool.map(lambda batch: _run(session, [tokens[index] for index in batch]), batches)
            for batch, found in zip(batches, runs, strict=True):
                yield from zip(batch, found, strict=True)

    @cached_property
    def _special(self) -> tuple[int, int]:
        start, end = self._tokenizer.encode("").ids
        return start, end

    @cached_property
    def _tokenizer(self) -> Tokenizer:
        from tokenizers import Tokenizer

        data = read_verified(self._folder / TOKENIZER, load_toml("minilm.toml")["tokenizer_sha256"])
        tokenizer = Tokenizer.from_str(data.decode("utf-8"))
        tokenizer.no_padding()
        tokenizer.no_truncation()
        return tokenizer

    @cached_property
    def _session(self) -> InferenceSession:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False  # a plan of memory for each shape, of which there are very many
        path = resource_path(_GRAPH)
        read_verified(path, self.fingerprint)
        # By its path, since a session that is given bytes keeps them beside the weights it makes of them.
        return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _run(session: InferenceSession, rows: Sequence[tuple[list[int], int]]) -> FloatArray:
    """Probabilities of labels and differences, side by side, of pairs of one length."""
    import numpy as np

    ids = np.array([pieces for pieces, _ in rows], dtype=np.int64)
    second = [np.arange(ids.shape[1]) >= premise for _, premise in rows]
    inputs = {"input_ids": ids, "token_type_ids": np.array(second, dtype=np.int64)}
    found: FloatArray = np.concatenate(session.run(None, inputs), axis=1)
    return found
