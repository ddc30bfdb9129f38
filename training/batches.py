"""Tokenised pairs in batches of like length."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from training.model import LONGEST
from training.pairs.records import LABELS, NOT_SUPPORTED, Pair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tokenizers import Encoding, Tokenizer

TARGETS = (*LABELS, NOT_SUPPORTED)


def load_tokenizer(folder: Path) -> Tokenizer:
    """The word-piece tokenizer of `folder`, cutting only the premise of pairs over `LONGEST` tokens."""
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(LONGEST, strategy="only_first")
    return tokenizer


def encode_pairs(tokenizer: Tokenizer, pairs: Sequence[Pair]) -> list[Encoding]:
    """Token ids of each pair, premise first."""
    longest = LONGEST // 2  # a claim that alone overflows the limit would make the tokenizer refuse the pair
    cut = [(pair.premise, " ".join(pair.claim.split()[:longest])) for pair in pairs]
    return tokenizer.encode_batch(cut)


def plan_batches(lengths: Sequence[int], tokens: int, rng: random.Random) -> list[list[int]]:
    """Indices in batches of about `tokens` padded tokens, in random order, like lengths together."""
    order = list(range(len(lengths)))
    rng.shuffle(order)
    pool = 4096  # sorted within pools, so that batches of one epoch are not the same in the next
    batches: list[list[int]] = []
    for start in range(0, len(order), pool):
        batch: list[int] = []
        for i in sorted(order[start : start + pool], key=lambda i: lengths[i]):
            if batch and lengths[i] * (len(batch) + 1) > tokens:
                batches.append(batch)
                batch = []
            batch.append(i)
        batches.append(batch)
    rng.shuffle(batches)
    return batches


def collate(encodings: Sequence[Encoding], device: str = "cpu") -> dict[str, Tensor]:
    """Inputs of the net on `device`, padded to the longest of `encodings`."""
    width = max(len(encoding) for encoding in encodings)
    fields = {"input_ids": "ids", "attention_mask": "attention_mask", "token_type_ids": "type_ids"}
    return {
        name: torch.tensor([getattr(e, field) + [0] * (width - len(e)) for e in encodings], device=device)
        for name, field in fields.items()
    }


def masked_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean negative log-likelihood; for the fourth target that of "contradicted or not mentioned"."""
    log = torch.log_softmax(logits.float(), dim=-1)
    either = torch.logaddexp(log[:, 1], log[:, 2]).unsqueeze(1)
    return -torch.cat([log, either], dim=1).gather(1, targets.unsqueeze(1)).mean()
