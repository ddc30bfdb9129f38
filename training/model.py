"""The verifier as a torch module: a MiniLM encoder over premise and claim, and a linear layer over it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from transformers import BertConfig, BertModel

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 256
"""Tokens of a pair; a longer premise is cut at its end."""


class VerifierNet(nn.Module):
    """BERT encoder, first-token and mean pooling side by side, dropout, linear layer to three logits.

    Word embeddings stay as they came: the training pairs are few beside the vocabulary, and a step is faster.
    """

    def __init__(self, config: BertConfig) -> None:
        super().__init__()
        self.encoder = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(2 * config.hidden_size, 3)
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)

    def forward(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor) -> Tensor:
        """Logits of supported, contradicted, not mentioned; shape (pairs, 3)."""
        hidden = self.encoder(
            input_ids=input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids
        ).last_hidden_state
        return self._logits(hidden, attention_mask)

    def freeze(self, layers: int) -> None:
        """Keep the embeddings and the first `layers` layers of the encoder as they are."""
        for part in (self.encoder.embeddings, *self.encoder.encoder.layer[:layers]):
            part.requires_grad_(requires_grad=False)

    def lower(self, input_ids: Tensor, attention_mask: Tensor, token_type_ids: Tensor, layers: int) -> Tensor:
        """What comes out of the first `layers` layers, shape (pairs, tokens, hidden); for eval mode."""
        hidden = self.encoder.embeddings(input_ids=input_ids, token_type_ids=token_type_ids)
        return self._through(hidden, attention_mask, 0, layers)

    def upper(self, hidden: Tensor, attention_mask: Tensor, layers: int) -> Tensor:
        """Logits as `forward` gives them, from what `lower` gave."""
        last = self._through(hidden, attention_mask, layers, len(self.encoder.encoder.layer))
        return self._logits(last, attention_mask)

    def _through(self, hidden: Tensor, attention_mask: Tensor, first: int, end: int) -> Tensor:
        least = torch.finfo(hidden.dtype).min
        added = (1 - attention_mask[:, None, None, :].to(hidden.dtype)) * least
        for layer in self.encoder.encoder.layer[first:end]:
            hidden = layer(hidden, added)
        return hidden

    def _logits(self, hidden: Tensor, attention_mask: Tensor) -> Tensor:
        mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        return self.head(self.dropout(torch.cat([hidden[:, 0], mean], dim=1)))


def new_net(folder: Path) -> VerifierNet:
    """A verifier whose encoder has the MiniLM weights of `folder` (config.json, model.safetensors)."""
    net = VerifierNet(BertConfig.from_json_file(folder / "config.json"))
    weights = load_file(folder / "model.safetensors")
    missing, _ = net.encoder.load_state_dict(weights, strict=False)
    if missing:
        raise SystemExit(f"{folder}: weights are missing: {', '.join(missing)}")
    return net
