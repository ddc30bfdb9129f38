"""Batches and loss, and that a run that is stopped and resumed ends where an unbroken one ends."""

from __future__ import annotations

import argparse
import math
import random
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from training.pairs.records import UNKNOWN, Pair, write_pairs

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
            "hand/scope",
            str(number),
        )
        for number in range(count)
    ]


def arguments(folder: Path, out: Path) -> argparse.Namespace:
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
        teacher=None,
        teacher_weights=None,
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
        loss = batches.label_loss(logits, torch.tensor([target]))
        assert loss.item() == pytest.approx(-math.log(shares[target]), abs=1e-5)
    loss = batches.label_loss(logits, torch.tensor([3]))
    assert loss.item() == pytest.approx(-math.log(shares[1] + shares[2]), abs=1e-5)


def test_rows_that_nobody_labelled_do_not_count_in_the_loss_of_labels() -> None:
    logits = torch.tensor([[0.3, -1.0, 2.0], [9.0, 0.0, 0.0]])
    alone = batches.label_loss(logits[:1], torch.tensor([1]))
    assert batches.label_loss(logits, torch.tensor([1, 4])).item() == pytest.approx(alone.item())
    assert batches.label_loss(logits, torch.tensor([4, 4])).item() == 0.0


def test_rows_without_a_kind_do_not_count_in_the_loss_of_kinds() -> None:
    logits = torch.tensor([[0.3, -1.0, 2.0], [9.0, 0.0, 0.0]])
    alone = batches.kind_loss(logits[:1], torch.tensor([2]))
    assert batches.kind_loss(logits, torch.tensor([2, -1])).item() == pytest.approx(alone.item())
    assert batches.kind_loss(logits, torch.tensor([-1, -1])).item() == 0.0


def test_the_loss_beside_a_teacher_is_least_where_both_agree() -> None:
    taught = torch.tensor([[0.7, 0.2, 0.1]])
    least = batches.teacher_loss(taught.log(), taught).item()
    assert least < batches.teacher_loss(torch.tensor([[2.0, 0.0, 0.0]]), taught).item()
    assert least == pytest.approx(-sum(p * math.log(p) for p in (0.7, 0.2, 0.1)), abs=1e-5)


def test_a_batch_is_padded_to_its_longest_pair() -> None:
    folder = train.minilm_folder()
    pairs = [*some_pairs(3), Pair("a " * 900, "b", "", "", "")]
    encodings = batches.encode_pairs(batches.load_tokenizer(folder), pairs)
    inputs = batches.TokenTable(folder, pairs).batch([3, 1])
    assert inputs["input_ids"].shape == (2, batches.LONGEST)
    assert inputs["attention_mask"].sum(1).tolist() == [batches.LONGEST, len(encodings[1])]
    for row, encoding in enumerate((encodings[3], encodings[1])):
        assert inputs["input_ids"][row, : len(encoding)].tolist() == encoding.ids
        assert inputs["token_type_ids"][row, : len(encoding)].tolist() == encoding.type_ids
        assert not inputs["input_ids"][row, len(encoding) :].any()


def test_a_teachers_opinion_is_the_same_whatever_the_batch() -> None:
    folder = train.minilm_folder()
    net = train.new_net(folder)
    labels, kinds = train.opinions(net, folder, some_pairs(5), "cpu")
    assert torch.allclose(labels.sum(1), torch.ones(5), atol=1e-3)
    assert kinds.shape == (5, len(train.KINDS))
    (alone, _) = train.opinions(net, folder, some_pairs(5)[3:4], "cpu")
    assert torch.allclose(alone[0], labels[3], atol=0.02)  # in bfloat16


@pytest.mark.slow
def test_a_net_learns_what_its_teacher_says_of_unlabelled_pairs(tmp_path: Path) -> None:
    write_pairs(tmp_path / "train.jsonl", some_pairs(4))
    unlabelled = [replace(pair, target=UNKNOWN, premise=pair.premise + " again") for pair in some_pairs(12)]
    write_pairs(tmp_path / "unlabelled.jsonl", unlabelled)
    (tmp_path / "teacher").mkdir()
    teacher = train.Run(arguments(tmp_path, tmp_path / "teacher"))
    assert len(teacher.table) < 8  # without a teacher nobody says what the unlabelled ones are
    with torch.no_grad():
        teacher.net.head.bias[:] = torch.tensor([0.0, 9.0, 0.0])
    teacher.save()
    args = arguments(tmp_path, tmp_path)
    args.teacher, args.teacher_weights = tmp_path / "teacher/verifier.safetensors", train.minilm_folder()
    args.epochs, args.rate = 6, 3e-4
    run = train.Run(args)
    run.train()
    labels, _ = train.opinions(run.net, train.minilm_folder(), unlabelled, "cpu")
    assert labels[:, 1].mean() > 0.6


@pytest.mark.slow
def test_a_resumed_run_ends_with_the_weights_of_an_unbroken_one(tmp_path: Path) -> None:
    write_pairs(tmp_path / "train.jsonl", some_pairs(24))
    for name in ("whole", "broken"):
        (tmp_path / name).mkdir()
    whole = train.Run(arguments(tmp_path, tmp_path / "whole"))
    whole.train()
    assert whole.step == len(whole.batches) >= 3

    broken = train.Run(arguments(tmp_path, tmp_path / "broken"))
    broken.net.train()
    broken.train_batch()
    broken.save()
    resumed = train.Run(arguments(tmp_path, tmp_path / "broken"))
    assert resumed.step == 1
    resumed.train()
    for ours, theirs in zip(resumed.net.parameters(), whole.net.parameters(), strict=True):
        assert torch.equal(ours, theirs)
