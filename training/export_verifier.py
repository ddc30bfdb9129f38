"""Writes a trained verifier as one ONNX file with eight-bit weights, at most 30 MB.

Example:
    python -m training.export_verifier ~/verifier/verifier.safetensors -o claimcheck/resources/verifier.onnx

The graph takes `input_ids` and `token_type_ids` (batch, length), in which every row is a whole pair of the
same length: without padding no score depends on the other pairs of its batch. Outputs: `probabilities`
(batch, 3) of supported, contradicted, not mentioned, and `differences` (batch, kinds) of how premise and
claim differ if they do, in the order of `training.pairs.kinds`. The same checkpoint gives the same bytes.

Precisions: "rows" multiplies in eight bits, each row of activations with a scale of its own (twice as fast as
full precision; a scale for the whole batch would be faster still, but make scores depend on the batch);
"weights" stores eight bits in blocks of 32 and multiplies in full precision; "full" is the reference.
"""

from __future__ import annotations

import argparse
import hashlib
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, TensorProto, helper
from safetensors.numpy import load_file

from training.export_encoder_graph import HEADS, IR_VERSION, LAYERS, OPSET, WIDTH, GraphBuilder, encoder_layer
from training.pairs.kinds import KINDS
from training.pairs.records import LABELS

PRECISIONS = ("rows", "weights", "full")
BLOCK = 32
FLOAT = TensorProto.FLOAT
Array = NDArray[np.float32]


def quantised(values: Array) -> tuple[NDArray[np.int8], Array]:
    """`values` as whole numbers from -127 to 127 and the scale of each row of the last axis."""
    scale = np.abs(values).max(axis=-1, keepdims=True) / 127
    scale[scale == 0] = 1
    return np.round(values / scale).astype(np.int8), scale.astype(np.float32)


class VerifierGraph(GraphBuilder):
    """A graph that stores the weights of `tensors` in one of `PRECISIONS`."""

    def __init__(self, tensors: dict[str, Array], precision: str) -> None:
        super().__init__()
        self.tensors = tensors
        self.precision = precision
        self._in_bytes: dict[str, tuple[str, str]] = {}
        if precision == "rows":
            self.constant("bytes_middle", 128, np.uint8)
            self.constant("byte_step", 1 / 127, np.float32)
            self.constant("smallest", 1e-12, np.float32)
            self.constant("last_axis", [-1], np.int64)

    def stored(self, name: str) -> str:
        """The tensor `name` at full precision."""
        return self.constant(name, self.tensors[name], np.float32)

    def layer_norm(self, rows: str, weights: str) -> str:
        """Layer normalisation with stored scale and bias."""
        self.stored(f"{weights}.weight")
        self.stored(f"{weights}.bias")
        return super().layer_norm(rows, weights)

    def linear(self, rows: str, weights: str) -> str:
        """`rows` times the transposed weights plus bias, in the graph's precision."""
        bias = self.stored(f"{weights}.bias")
        if self.precision == "rows":
            return self.node("Add", self._in_eight_bits(rows, weights), bias)
        matrix = self.stored(f"{weights}.weight") if self.precision == "full" else self._in_blocks(weights)
        return self.node("Gemm", rows, matrix, bias, transB=1)

    def _in_eight_bits(self, rows: str, weights: str) -> str:
        whole, scale = quantised(self.tensors[f"{weights}.weight"])
        matrix = self.constant(f"{weights}.bytes", whole.T, np.int8)
        scales = self.constant(f"{weights}.scales", scale[:, 0], np.float32)
        if rows not in self._in_bytes:  # query, key and value share their input
            largest = self.node("ReduceMax", self.node("Abs", rows), "last_axis", keepdims=0)
            steps = self.node("Mul", self.node("Max", largest, "smallest"), "byte_step")
            middles = self.node("Expand", "bytes_middle", self.node("Shape", steps))
            in_bytes = self.node("QuantizeLinear", rows, steps, middles, axis=0)
            self._in_bytes[rows] = in_bytes, self.node("Unsqueeze", steps, "last_axis")
        in_bytes, step = self._in_bytes[rows]
        product = self._cast(self.node("MatMulInteger", in_bytes, matrix, "bytes_middle"), FLOAT)
        return self.node("Mul", self.node("Mul", product, step), scales)

    def _in_blocks(self, weights: str) -> str:
        values = self.tensors[f"{weights}.weight"]
        whole, scale = quantised(values.reshape(len(values), -1, BLOCK))
        matrix = self._cast(self.constant(f"{weights}.bytes", whole, np.int8), FLOAT)
        scales = self._cast(self.constant(f"{weights}.scales", scale, np.float16), FLOAT)
        shape = self.constant(f"{weights}.shape", values.shape, np.int64)
        return self.node("Reshape", self.node("Mul", matrix, scales), shape)

    def words(self, name: str) -> str:
        """The embedding of each input id: a row of bytes and its scale."""
        if self.precision == "full":
            return self.node("Gather", self.stored(name), "input_ids")
        whole, scale = quantised(self.tensors[name])
        rows = self.node("Gather", self.constant(f"{name}.bytes", whole, np.int8), "input_ids")
        scales = self.node("Gather", self.constant(f"{name}.scales", scale, np.float32), "input_ids")
        return self.node("Mul", self._cast(rows, FLOAT), scales)

    def _cast(self, value: str, kind: int) -> str:
        return self.node("Cast", value, to=kind)


def build_graph(tensors: dict[str, Array], precision: str = "rows") -> ModelProto:
    """The verifier with the weights `tensors`, named as `read_checkpoint` names them."""
    graph = VerifierGraph(tensors, precision)
    for name, values in (
        ("zero", [0]),
        ("one", [1]),
        ("two", [2]),
        ("flat", [-1, WIDTH]),
        ("width", [WIDTH]),
    ):
        graph.constant(name, values, np.int64)
    graph.constant("heads", [HEADS, WIDTH // HEADS], np.int64)
    graph.constant("scale", (WIDTH / HEADS) ** -0.5, np.float32)
    graph.constant("first", 0, np.int64)
    shape = graph.node("Shape", "input_ids")
    rows = _embeddings(graph, shape)
    by_head = graph.node("Concat", shape, "heads", axis=0)
    for layer in range(LAYERS):
        rows = encoder_layer(graph, rows, by_head, f"encoder.layer.{layer}")
    states = graph.node("Reshape", rows, graph.node("Concat", shape, "width", axis=0))
    first = graph.node("Gather", states, "first", axis=1)
    mean = graph.node("ReduceMean", states, "one", keepdims=0)
    pooled = graph.node("Concat", first, mean, axis=1)
    for head, output in (("head", "probabilities"), ("kinds", "differences")):
        weights, bias = graph.stored(f"{head}.weight"), graph.stored(f"{head}.bias")
        logits = graph.node("Gemm", pooled, weights, bias, transB=1)
        graph.node("Softmax", logits, output=output, axis=-1)
    return _model(graph)


def _embeddings(graph: VerifierGraph, shape: str) -> str:
    words = graph.words("embeddings.word_embeddings.weight")
    kinds = graph.node("Gather", graph.stored("embeddings.token_type_embeddings.weight"), "token_type_ids")
    length = graph.node("Slice", shape, "one", "two")
    all_positions = graph.stored("embeddings.position_embeddings.weight")
    positions = graph.node("Slice", all_positions, "zero", length, "zero")
    summed = graph.node("Add", graph.node("Add", words, kinds), positions)
    return graph.layer_norm(graph.node("Reshape", summed, "flat"), "embeddings.LayerNorm")


def _model(graph: VerifierGraph) -> ModelProto:
    size = ["batch", "length"]
    inputs = [
        helper.make_tensor_value_info(n, TensorProto.INT64, size) for n in ("input_ids", "token_type_ids")
    ]
    outputs = [
        helper.make_tensor_value_info(name, FLOAT, ["batch", width])
        for name, width in (("probabilities", len(LABELS)), ("differences", len(KINDS)))
    ]
    body = helper.make_graph(graph.nodes, "verifier", inputs, outputs, graph.constants)
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(body, opset_imports=opsets, ir_version=IR_VERSION, producer_name="claimcheck")


def read_checkpoint(path: Path) -> dict[str, Array]:
    """The tensors of a checkpoint; those of the encoder, without its name before theirs."""
    return {name.removeprefix("encoder."): values for name, values in load_file(path).items()}


def averaged(checkpoints: Sequence[Mapping[str, Array]]) -> dict[str, Array]:
    """The mean of the weights of checkpoints that were trained from one start (at least one).

    Networks tuned from the same weights on somewhat other data often lie in one basin, and their mean errs
    less than each ("model soups", Wortsman et al., ICML 2022).
    """
    first, *others = checkpoints
    return {
        name: np.mean([values, *(other[name] for other in others)], axis=0, dtype=np.float64).astype(
            np.float32
        )
        for name, values in first.items()
    }


def main() -> None:
    """Read the command line, write the graph, print its size and sha256."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "checkpoints", type=Path, nargs="+", help="of training.train_verifier; the mean of several is written"
    )
    parser.add_argument("-o", "--out", type=Path, required=True)
    parser.add_argument("--precision", choices=PRECISIONS, default="rows")
    args = parser.parse_args()
    tensors = averaged([read_checkpoint(path) for path in args.checkpoints])
    data = build_graph(tensors, args.precision).SerializeToString(deterministic=True)
    args.out.write_bytes(data)
    print(f"{args.out}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    main()
