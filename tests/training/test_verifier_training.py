"""Batches and loss, and that a run that is stopped and resumed ends where an unbroken one ends."""

from __future__ import annotations

import argparse
import math
import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.pairs.records import Pair, write_pairs

torch = pytest.importorskip("torch")
batches = pytest.importorskip("training.batches", reason="training needs transformers")
train = pytest.importorskip("training.train_verifier", reason="training needs the MiniLM weights")

WORDS = "the bank will lend two million dollars to Kenya after talks in Oslo on steel and grain"


def some_pairs(count: int) -> list[Pair]:
    rng = random.Random(0)
    return [
        Pair(
            " ".join(rng.choices(WORDS.split(), k=rng.randint(5, 40))),
            " ".join(rng.choices(WORDS.split(), k=6)),
            batches.TARGETS[number % 4],
            "kind",
            str(number),
        )
        for number in range(count)
    ]


def arguments(folder: Path, out: Path, frozen: int = 0) -> argparse.Namespace:
    return argparse.Namespace(
        pairs=folder,
        weights=train.minilm_folder(),
        out=out,
        epochs=1,
        rate=1e-4,
        tokens=300,
        seed=0,
        max_minutes=math.inf,
        start=None,
        device="cpu",
        in_context=0.25,
        joined=0.1,
        frozen=frozen,
    )


@given(st.lists(st.integers(3, 192), min_size=1, max_size=300), st.integers(0, 9))
@settings(deadline=None)
def test_batches_hold_every_pair_once_within_their_size(lengths: list[int], seed: int) -> None:
    plan = batches.plan_batches(lengths, 600, random.Random(seed))
    assert sorted(i for batch in plan for i in batch) == list(range(len(lengths)))
    for batch in plan:
        assert len(batch) == 1 or max(lengths[i] for i in batch) * len(batch) <= 600


def test_the_loss_of_a_two_way_row_leaves_open_which_way_it_is_unsupported() -> None:
    logits = torch.tensor([[0.3, -1.0, 2.0]])
    shares = torch.softmax(logits, dim=1)[0].tolist()
    for target in range(3):
        loss = batches.masked_loss(logits, torch.tensor([target]))
        assert loss.item() == pytest.approx(-math.log(shares[target]), abs=1e-5)
    loss = batches.masked_loss(logits, torch.tensor([3]))
    assert loss.item() == pytest.approx(-math.log(shares[1] + shares[2]), abs=1e-5)


def test_a_batch_is_padded_to_its_longest_pair() -> None:
    tokenizer = batches.load_tokenizer(train.minilm_folder())
    encodings = batches.encode_pairs(tokenizer, [*some_pairs(3), Pair("a " * 900, "b", "", "", "")])
    inputs = batches.collate(encodings)
    assert inputs["input_ids"].shape == (4, batches.LONGEST)
    assert inputs["attention_mask"].sum(1).tolist() == [len(encoding) for encoding in encodings]
    assert inputs["token_type_ids"][3].sum() == 2  # the claim and the token that ends it


def test_layers_run_apart_give_the_logits_of_the_whole_net() -> None:
    net = train.new_net(train.minilm_folder()).eval()
    encodings = batches.encode_pairs(batches.load_tokenizer(train.minilm_folder()), some_pairs(5))
    inputs = batches.collate(encodings)
    with torch.inference_mode():
        below = net.lower(**inputs, layers=3)
        apart = net.upper(below, inputs["attention_mask"], 3)
        assert torch.allclose(apart, net(**inputs), atol=1e-4)


def test_frozen_layers_stay_as_they_are_and_the_others_learn(tmp_path: Path) -> None:
    write_pairs(tmp_path / "train.jsonl", some_pairs(8))
    run = train.Run(arguments(tmp_path, tmp_path, frozen=4))
    before = {name: values.clone() for name, values in run.net.named_parameters()}
    run.net.train()
    run.train_batch()
    moved = {n for n, values in run.net.named_parameters() if not torch.equal(values, before[n])}
    assert moved
    assert all("layer.4" in name or "layer.5" in name or "head" in name for name in moved)


@pytest.mark.slow
@pytest.mark.parametrize("frozen", [0, 3])
def test_a_resumed_run_ends_with_the_weights_of_an_unbroken_one(tmp_path: Path, frozen: int) -> None:
    write_pairs(tmp_path / "train.jsonl", some_pairs(24))
    for name in ("whole", "broken"):
        (tmp_path / name).mkdir()
    whole = train.Run(arguments(tmp_path, tmp_path / "whole", frozen))
    whole.train()
    assert whole.step == len(whole.batches) >= 3

    broken = train.Run(arguments(tmp_path, tmp_path / "broken", frozen))
    broken.net.train()
    broken.train_batch()
    broken.save()
    resumed = train.Run(arguments(tmp_path, tmp_path / "broken", frozen))
    assert resumed.step == 1
    resumed.train()
    for ours, theirs in zip(resumed.net.parameters(), whole.net.parameters(), strict=True):
        assert torch.equal(ours, theirs)
