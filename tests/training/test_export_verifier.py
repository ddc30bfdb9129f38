"""The exported graph against the torch module, in each precision."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("onnx", reason="the graph is made with onnx, which is not installed")
torch = pytest.importorskip("torch")

from training.export_verifier import (  # noqa: E402
    PRECISIONS,
    averaged,
    build_graph,
    quantised,
    read_checkpoint,
)
from training.model import VerifierNet, new_net  # noqa: E402
from training.train_verifier import minilm_folder  # noqa: E402


@pytest.fixture(scope="module")
def net() -> VerifierNet:
    torch.manual_seed(0)
    return new_net(minilm_folder()).eval()


@pytest.fixture(scope="module")
def checkpoint(net: VerifierNet, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from safetensors.torch import save_file

    path = tmp_path_factory.mktemp("checkpoint") / "verifier.safetensors"
    save_file(net.state_dict(), path)
    return path


@pytest.mark.slow
@pytest.mark.parametrize(("precision", "tolerance"), [("full", 1e-5), ("weights", 0.01), ("rows", 0.05)])
def test_a_graph_gives_the_probabilities_of_the_module(
    net: VerifierNet, checkpoint: Path, precision: str, tolerance: float
) -> None:
    import onnxruntime

    data = build_graph(read_checkpoint(checkpoint), precision).SerializeToString(deterministic=True)
    session = onnxruntime.InferenceSession(data, providers=["CPUExecutionProvider"])
    rng = np.random.default_rng(0)
    ids = rng.integers(1000, 30000, (3, 40))
    kinds = (np.arange(40)[None, :] >= np.array([[10], [20], [30]])).astype(np.int64)
    both = session.run(["probabilities", "differences"], {"input_ids": ids, "token_type_ids": kinds})
    with torch.inference_mode():
        inputs = torch.from_numpy(ids), torch.ones((3, 40), dtype=torch.int64), torch.from_numpy(kinds)
        logits = net(*inputs)
    for found, expected in zip(both, logits, strict=True):
        assert np.allclose(found, torch.softmax(expected, dim=1).numpy(), atol=tolerance)
        assert np.allclose(found.sum(axis=1), 1, atol=1e-5)


@pytest.mark.slow
def test_the_same_checkpoint_gives_the_same_bytes_below_the_limit(checkpoint: Path) -> None:
    first, again = (
        build_graph(read_checkpoint(checkpoint)).SerializeToString(deterministic=True) for _ in range(2)
    )
    assert first == again
    assert len(first) < 30_000_000


def test_precisions_are_named_with_the_shipped_one_first() -> None:
    assert PRECISIONS[0] == "rows"


def test_eight_bits_keep_values_within_half_a_step() -> None:
    values = np.random.default_rng(0).normal(size=(5, 64)).astype(np.float32)
    values[2] = 0
    whole, scale = quantised(values)
    assert whole.dtype == np.int8
    assert (np.abs(whole * scale - values) <= scale / 2 + 1e-7).all()


def test_checkpoints_are_averaged_weight_by_weight() -> None:
    one, other = ({"head": np.array(values, dtype=np.float32)} for values in ([1, 2], [3, 6]))
    assert averaged([one])["head"].tolist() == [1, 2]
    assert averaged([one, other])["head"].tolist() == [2, 4]
    assert averaged([one, other])["head"].dtype == np.float32
