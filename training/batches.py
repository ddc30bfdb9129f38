"""Tokenised pairs in batches of like length."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from training.model import LONGEST, tells_apart
from training.pairs.records import LABELS, NOT_SUPPORTED, UNKNOWN, Pair

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tokenizers import Encoding, Tokenizer

PADS = ("[PAD]", "<pad>")
TARGETS = (*LABELS, NOT_SUPPORTED, UNKNOWN)


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


class Collator:
    """Puts encodings of one tokenizer into the tensors that its encoder takes.

    Args:
        folder: of the encoder's weights, with tokenizer.json and config.json.
    """

    def __init__(self, folder: Path) -> None:
        tokenizer = load_tokenizer(folder)
        self._fields = {"input_ids": "ids", "attention_mask": "attention_mask"}
        if tells_apart(folder):
            self._fields["token_type_ids"] = "type_ids"
        pad = next(tokenizer.token_to_id(one) for one in PADS if tokenizer.token_to_id(one) is not None)
        self._filling = {"input_ids": pad, "attention_mask": 0, "token_type_ids": 0}

    def __call__(self, encodings: Sequence[Encoding], device: str = "cpu") -> dict[str, Tensor]:
        """Inputs of the net on `device`, padded to the longest of `encodings`."""
        width = max(len(encoding) for encoding in encodings)
        return {
            name: torch.tensor(
                [getattr(e, field) + [self._filling[name]] * (width - len(e)) for e in encodings],
                device=device,
            )
            for name, field in self._fields.items()
        }


def label_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean negative log-likelihood; for the fourth target that of "contradicted or not mentioned".

    Rows of the fifth target, unknown, do not count.
    """
    log = torch.log_softmax(logits.float(), dim=-1)
    either = torch.logaddexp(log[:, 1], log[:, 2]).unsqueeze(1)
    chosen = torch.cat([log, either, torch.zeros_like(either)], dim=1).gather(1, targets.unsqueeze(1))
    return -chosen.sum() / max(int((targets < len(TARGETS) - 1).sum()), 1)


def kind_loss(logits: Tensor, kinds: Tensor) -> Tensor:
    """Mean negative log-likelihood of the kinds of differences; rows of kind -1 do not count."""
    known = kinds >= 0
    if not bool(known.any()):
        return logits.sum() * 0.0
    return torch.nn.functional.cross_entropy(logits[known].float(), kinds[known])


def teacher_loss(logits: Tensor, taught: Tensor) -> Tensor:
    """Mean cross-entropy of the logits with the probabilities of a teacher (Hinton et al., 2015)."""
    return -(taught * torch.log_softmax(logits.float(), dim=-1)).sum(dim=-1).mean()
