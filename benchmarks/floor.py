"""What the verifier is held against: plain matrix products of its sizes, and torch on its weights."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from claimcheck.models.weights import find_minilm
from claimcheck.resources import resource_path

LAYERS, WIDTH, INNER = 6, 384, 1536
# Inputs and outputs of the matrices that every token goes through, and how often in each layer.
PRODUCTS = ((WIDTH, WIDTH, 4), (WIDTH, INNER, 1), (INNER, WIDTH, 1))
TOKENS_AT_A_TIME = 1024

Pair = tuple[str, str]


def seconds_of(work: Callable[[], object]) -> float:
    """Seconds that `work` takes."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def floor_in_numpy(tokens: int) -> Callable[[], None]:
    """Multiplies as many rows with as many float32 matrices as the verifier does for `tokens`, by numpy."""
    chance = np.random.default_rng(0)
    rows = {size: chance.random((TOKENS_AT_A_TIME, size), dtype=np.float32) for size in (WIDTH, INNER)}
    matrices = [(chance.random((k, n), dtype=np.float32), times) for k, n, times in PRODUCTS]

    def work() -> None:
        for _ in range(max(1, round(tokens / TOKENS_AT_A_TIME)) * LAYERS):
            for matrix, times in matrices:
                for _ in range(times):
                    rows[len(matrix)] @ matrix

    return work


def floor_in_torch(tokens: int, threads: int) -> Callable[[], None]:
    """The same by torch."""
    import torch

    torch.set_num_threads(threads)
    rows = {size: torch.rand(TOKENS_AT_A_TIME, size) for size in (WIDTH, INNER)}
    matrices = [(torch.rand(k, n), times) for k, n, times in PRODUCTS]

    def work() -> None:
        for _ in range(max(1, round(tokens / TOKENS_AT_A_TIME)) * LAYERS):
            for matrix, times in matrices:
                for _ in range(times):
                    rows[len(matrix)] @ matrix

    return work


def shipped_tensors() -> dict[str, NDArray[np.float32]]:
    """The tensors of the shipped verifier in full precision, named as BERT's are."""
    import onnx
    from onnx import numpy_helper

    stored = {
        tensor.name: numpy_helper.to_array(tensor)
        for tensor in onnx.load(str(resource_path("verifier.onnx"))).graph.initializer
    }
    tensors = {name: values for name, values in stored.items() if name.endswith((".weight", ".bias"))}
    for name, whole in stored.items():
        prefix, _, kind = name.rpartition(".")
        if kind == "bytes" and prefix.endswith(".weight"):  # embeddings: a scale for each row
            tensors[prefix] = whole.astype(np.float32) * stored[f"{prefix}.scales"]
        elif kind == "bytes":  # stored the other way round, a scale for each output
            tensors[f"{prefix}.weight"] = (whole.astype(np.float32) * stored[f"{prefix}.scales"]).T
    return tensors


def cross_encoder(threads: int) -> Callable[[Sequence[Pair]], NDArray[np.float32]]:
    """sentence-transformers' CrossEncoder with the shipped verifier's weights, in torch and float32.

    BERT's pooler and classifier give way to the verifier's own: a layer over the first token's state beside
    the mean of all.
    """
    import torch
    from sentence_transformers import CrossEncoder

    torch.set_num_threads(threads)
    tensors = {name: torch.tensor(values) for name, values in shipped_tensors().items()}
    cross = CrossEncoder(_blank_model(), device="cpu", max_length=256)
    bert: Any = cross[0].auto_model if hasattr(cross[0], "auto_model") else cross.model
    lacking, _ = bert.bert.load_state_dict(
        {name: values for name, values in tensors.items() if not name.startswith("head.")}, strict=False
    )
    if any(not name.startswith(("pooler", "embeddings.position_ids")) for name in lacking):
        raise SystemExit(f"weights are missing: {', '.join(lacking)}")
    masks: list[Any] = []
    bert.bert.register_forward_pre_hook(
        lambda _module, _args, given: masks.append(given["attention_mask"]), with_kwargs=True
    )

    class FirstAndMean(torch.nn.Module):
        def forward(self, states: torch.Tensor) -> torch.Tensor:
            mask = masks.pop().reshape(len(states), -1, 1).to(states.dtype)
            mean = (states * mask).sum(1) / mask.sum(1)
            return torch.cat([states[:, 0], mean], dim=1)

    head = torch.nn.Linear(2 * WIDTH, 3)
    head.weight.data, head.bias.data = tensors["head.weight"], tensors["head.bias"]
    bert.bert.pooler, bert.classifier, bert.dropout = FirstAndMean(), head, torch.nn.Identity()
    bert.eval()

    def score(pairs: Sequence[Pair]) -> NDArray[np.float32]:
        found: NDArray[np.float32] = cross.predict(
            [list(pair) for pair in pairs], batch_size=32, apply_softmax=True, show_progress_bar=False
        )
        return found

    return score


def _blank_model() -> str:
    """A folder with a BERT for three labels, of all-MiniLM-L6-v2's shape and with its tokenizer."""
    from tempfile import mkdtemp

    from transformers import AutoTokenizer, BertConfig, BertForSequenceClassification

    source, folder = find_minilm(), Path(mkdtemp(prefix="claimcheck-bench-"))
    config = BertConfig.from_pretrained(source, num_labels=3, architectures=["BertForSequenceClassification"])
    BertForSequenceClassification(config).save_pretrained(folder)
    AutoTokenizer.from_pretrained(source).save_pretrained(folder)
    return str(folder)
