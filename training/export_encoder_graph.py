"""Builds the ONNX graph of all-MiniLM-L6-v2 without its weights.

Usage: python training/export_encoder_graph.py MODEL.safetensors OUTPUT.onnx

The graph is written node by node, so the same input gives the same bytes. Its initialisers are stored
nowhere in it: each says at which bytes of `model.safetensors` it lies, and the file itself is handed to
the runtime when a session is made. The graph takes token ids (batch, length) in which every row is a
whole text of the same length, so it needs no attention mask: padding would make the last bits of a
vector depend on the other texts of its batch.

Output: `states` (batch, length, 384), the last hidden states. Pooling stays outside: the runtime's sum
over the tokens adds up in an order that depends on the batch size, the rest of the graph does not.
Architecture: BERT (Devlin et al. 2019), post-layer-norm, exact GELU; 6 layers, 12 heads.
"""

from __future__ import annotations

import hashlib
import json
import math
import sys
from pathlib import Path

import numpy as np
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

LAYERS = 6
HEADS = 12
WIDTH = 384
LAYER_NORM_EPSILON = 1e-12
OPSET = 20  # the first with Gelu
IR_VERSION = 9  # that of opset 20; onnxruntime 1.18 reads it
UNUSED = ("embeddings.position_ids", "pooler.dense.bias", "pooler.dense.weight")


class GraphBuilder:
    """Collects nodes and constants under names of their own."""

    def __init__(self) -> None:
        self.nodes: list[NodeProto] = []
        self.constants: list[TensorProto] = []

    def node(self, operator: str, *inputs: str, output: str = "", **attributes: object) -> str:
        """Adds one node and returns the name of its only output."""
        name = output or f"{operator.lower()}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(operator, list(inputs), [name], name=name, **attributes))
        return name

    def constant(self, name: str, values: object, dtype: type) -> str:
        """Adds a small constant that is stored in the graph."""
        self.constants.append(numpy_helper.from_array(np.array(values, dtype=dtype), name))
        return name

    def linear(self, rows: str, weights: str) -> str:
        """`rows` times the transposed weights plus bias; torch stores weights as (out, in)."""
        return self.node("Gemm", rows, f"{weights}.weight", f"{weights}.bias", transB=1)

    def layer_norm(self, rows: str, weights: str) -> str:
        """Layer normalisation over the last axis."""
        scale, bias = f"{weights}.weight", f"{weights}.bias"
        return self.node("LayerNormalization", rows, scale, bias, axis=-1, epsilon=LAYER_NORM_EPSILON)


def build_graph(weights: Path) -> ModelProto:
    """The model whose initialisers point into the safetensors file `weights`."""
    graph = GraphBuilder()
    graph.constant("length_axis", [1], np.int64)
    graph.constant("zero", [0], np.int64)
    graph.constant("first", 0, np.int64)
    graph.constant("flat", [-1, WIDTH], np.int64)
    graph.constant("width", [WIDTH], np.int64)
    graph.constant("heads", [HEADS, WIDTH // HEADS], np.int64)
    graph.constant("scale", 1 / math.sqrt(WIDTH / HEADS), np.float32)
    shape = graph.node("Shape", "input_ids")
    by_head = graph.node("Concat", shape, "heads", axis=0)
    rows = _embeddings(graph, shape)
    for layer in range(LAYERS):
        rows = encoder_layer(graph, rows, by_head, f"encoder.layer.{layer}")
    graph.node("Reshape", rows, graph.node("Concat", shape, "width", axis=0), output="states")
    return _model(graph, weights)


def _embeddings(graph: GraphBuilder, shape: str) -> str:
    words = graph.node("Gather", "embeddings.word_embeddings.weight", "input_ids")
    kinds = graph.node("Gather", "embeddings.token_type_embeddings.weight", "first")
    length = graph.node("Slice", shape, "length_axis", graph.constant("two", [2], np.int64))
    positions = graph.node("Slice", "embeddings.position_embeddings.weight", "zero", length, "zero")
    summed = graph.node("Add", graph.node("Add", words, kinds), positions)
    return graph.layer_norm(graph.node("Reshape", summed, "flat"), "embeddings.LayerNorm")


def encoder_layer(graph: GraphBuilder, rows: str, by_head: str, prefix: str) -> str:
    """One transformer layer over `rows`, with the weights whose names begin with `prefix`."""

    def heads(part: str, order: list[int]) -> str:
        split = graph.node("Reshape", graph.linear(rows, f"{prefix}.attention.self.{part}"), by_head)
        return graph.node("Transpose", split, perm=order)

    products = graph.node("MatMul", heads("query", [0, 2, 1, 3]), heads("key", [0, 2, 3, 1]))
    shares = graph.node("Softmax", graph.node("Mul", products, "scale"), axis=-1)
    mixed = graph.node("MatMul", shares, heads("value", [0, 2, 1, 3]))
    joined = graph.node("Reshape", graph.node("Transpose", mixed, perm=[0, 2, 1, 3]), "flat")
    attended = graph.linear(joined, f"{prefix}.attention.output.dense")
    rows = graph.layer_norm(graph.node("Add", attended, rows), f"{prefix}.attention.output.LayerNorm")
    inner = graph.node("Gelu", graph.linear(rows, f"{prefix}.intermediate.dense"))
    outer = graph.linear(inner, f"{prefix}.output.dense")
    return graph.layer_norm(graph.node("Add", outer, rows), f"{prefix}.output.LayerNorm")


def _model(graph: GraphBuilder, weights: Path) -> ModelProto:
    batch_by_length = ["batch", "length"]
    inputs = [helper.make_tensor_value_info("input_ids", TensorProto.INT64, batch_by_length)]
    outputs = [helper.make_tensor_value_info("states", TensorProto.FLOAT, [*batch_by_length, WIDTH])]
    initialisers = graph.constants + _external_tensors(weights)
    body = helper.make_graph(graph.nodes, "minilm", inputs, outputs, initialisers)
    opsets = [helper.make_opsetid("", OPSET)]
    return helper.make_model(body, opset_imports=opsets, ir_version=IR_VERSION, producer_name="claimcheck")


def _external_tensors(weights: Path) -> list[TensorProto]:
    with weights.open("rb") as file:
        header_length = int.from_bytes(file.read(8), "little")
        header = json.loads(file.read(header_length))
    tensors = []
    for name, entry in sorted(header.items()):
        if name == "__metadata__" or name in UNUSED:
            continue
        if entry["dtype"] != "F32":
            raise SystemExit(f"{weights}: {name} is {entry['dtype']}, not F32")
        start, end = entry["data_offsets"]
        tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=entry["shape"])
        tensor.data_location = TensorProto.EXTERNAL
        place = {"location": "model.safetensors", "offset": 8 + header_length + start, "length": end - start}
        for key, value in place.items():
            tensor.external_data.add(key=key, value=str(value))
        tensors.append(tensor)
    return tensors


def main(weights: Path, output: Path) -> None:
    """Writes the graph and prints its sha256, which `minilm.toml` holds."""
    model = build_graph(weights)
    data = model.SerializeToString(deterministic=True)
    output.write_bytes(data)
    print(f"{output}: {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        raise SystemExit(__doc__)
    main(Path(sys.argv[1]), Path(sys.argv[2]))
