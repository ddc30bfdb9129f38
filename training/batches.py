"""Tokenised pairs in batches of like length."""

from __future__ import annotations

import random
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
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
_AT_A_TIME = 20_000  # pairs tokenised at once, which bounds the memory that this takes


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


class TokenTable:
    """The word pieces of pairs, all in one row on the device, from which batches are cut there.

    Args:
        folder: of the encoder's weights, with tokenizer.json and config.json.
        pairs: what is tokenised, premise first.
        device: as torch names it.
    """

    def __init__(self, folder: Path, pairs: Sequence[Pair], device: str = "cpu") -> None:
        tokenizer = load_tokenizer(folder)
        self._pad = next(tokenizer.token_to_id(p) for p in PADS if tokenizer.token_to_id(p) is not None)
        self._tells_apart = tells_apart(folder)
        pieces, lengths, claims = [np.empty(0, dtype=np.int32)], [], []
        for start in range(0, len(pairs), _AT_A_TIME):
            encodings = encode_pairs(tokenizer, pairs[start : start + _AT_A_TIME])
            pieces.append(np.array(list(chain.from_iterable(e.ids for e in encodings)), dtype=np.int32))
            lengths += [len(encoding) for encoding in encodings]
            claims += [sum(encoding.type_ids) for encoding in encodings]
        self.lengths = np.array(lengths, dtype=np.int64)
        self._pieces = torch.from_numpy(np.concatenate(pieces)).to(device)
        self._lengths = torch.from_numpy(self.lengths).to(device)
        self._ends = self._lengths.cumsum(0)
        self._premises = self._lengths - torch.tensor(claims, device=device)

    def __len__(self) -> int:
        return len(self.lengths)

    def batch(self, rows: Sequence[int]) -> dict[str, Tensor]:
        """Inputs of the net for the pairs at `rows`, padded to the longest of them."""
        at = torch.tensor(rows, device=self._pieces.device)
        lengths = self._lengths[at].unsqueeze(1)
        columns = torch.arange(int(self.lengths[rows].max()), device=self._pieces.device)
        inside = columns < lengths
        places = (self._ends[at].unsqueeze(1) - lengths + columns).clamp(max=len(self._pieces) - 1)
        inputs = {
            "input_ids": torch.where(inside, self._pieces[places], self._pad).long(),
            "attention_mask": inside.long(),
        }
        if self._tells_apart:
            inputs["token_type_ids"] = (inside & (columns >= self._premises[at].unsqueeze(1))).long()
        return inputs


def label_loss(logits: Tensor, targets: Tensor) -> Tensor:
    """Mean negative log-likelihood; for the fourth target that of "contradicted or not mentioned".

    Rows of the fifth target, unknown, do not count.
    """
    log = torch.log_softmax(logits.float(), dim=-1)
    either = torch.logaddexp(log[:, 1], log[:, 2]).unsqueeze(1)
    chosen = torch.cat([log, either, torch.zeros_like(either)], dim=1).gather(1, targets.unsqueeze(1))
    return -chosen.sum() / (targets < len(TARGETS) - 1).sum().clamp(1)


def kind_loss(logits: Tensor, kinds: Tensor) -> Tensor:
    """Mean negative log-likelihood of the kinds of differences; rows of kind -1 do not count."""
    summed = torch.nn.functional.cross_entropy(logits.float(), kinds, ignore_index=-1, reduction="sum")
    return summed / (kinds >= 0).sum().clamp(1)


def teacher_loss(logits: Tensor, taught: Tensor) -> Tensor:
    """Mean cross-entropy of the logits with the probabilities of a teacher (Hinton et al., 2015)."""
    return -(taught * torch.log_softmax(logits.float(), dim=-1)).sum(dim=-1).mean()
