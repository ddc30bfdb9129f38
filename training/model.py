"""The verifier as a torch module: an encoder over premise and claim, and two linear layers over it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

from training.pairs.kinds import KINDS

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 256
"""Tokens of a pair; a longer premise is cut at its end."""


class VerifierNet(nn.Module):
    """Encoder, first-token and mean pooling side by side, dropout, and a linear layer to each answer.

    One layer gives three logits of what the premise says to the claim, the other one for each of `KINDS` of
    how they differ if they do. Word embeddings stay as they came: the training pairs are few beside the
    vocabulary, and a step is faster.

    Args:
        folder: has the encoder's config.json.
    """

    def __init__(self, folder: Path) -> None:
        super().__init__()
        config = AutoConfig.from_pretrained(folder)
        self.encoder = AutoModel.from_config(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(2 * config.hidden_size, 3)
        self.kinds = nn.Linear(2 * config.hidden_size, len(KINDS))
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)

    def forward(
        self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Logits of supported, contradicted, not mentioned, and of `KINDS`; shapes (pairs, 3), (pairs, 9).

        `token_type_ids` are for encoders that tell premise and claim apart by them, as BERT does.
        """
        more = {} if token_type_ids is None else {"token_type_ids": token_type_ids}
        hidden = self.encoder(input_ids=input_ids, attention_mask=attention_mask, **more).last_hidden_state
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        pooled = self.dropout(torch.cat([hidden[:, 0], mean], dim=1))
        return self.head(pooled), self.kinds(pooled)


def new_net(folder: Path) -> VerifierNet:
    """A verifier whose encoder has the weights of `folder` (config.json, model.safetensors)."""
    net = VerifierNet(folder)
    missing, _ = net.encoder.load_state_dict(load_file(folder / "model.safetensors"), strict=False)
    if missing:
        raise SystemExit(f"{folder}: weights are missing: {', '.join(missing)}")
    return net


def trained_net(folder: Path, checkpoint: Path) -> VerifierNet:
    """A verifier as `training.train_verifier` left it in `checkpoint`, with the encoder of `folder`."""
    net = VerifierNet(folder)
    net.load_state_dict(load_file(checkpoint))
    return net


def tells_apart(folder: Path) -> bool:
    """Whether the encoder of `folder` takes token types."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    return int(config.get("type_vocab_size", 0)) > 1
