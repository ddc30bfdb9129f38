"""How much work a search may be, and what makes a candidate: `[search]` in `resources/corpus.toml`."""

from __future__ import annotations

from typing import NamedTuple

from claimcheck.resources import load_toml


class Effort(NamedTuple):
    """How much work a search may be.

    Attributes:
        encoded: sentences that the embedding model reads.
        neighbours: whether it then reads those around the best of them, for passages of several sentences.
    """

    encoded: int
    neighbours: bool = True


class Weights(NamedTuple):
    """What the score of a candidate is made of: see `[search]` in `resources/corpus.toml`."""

    cosine: float
    sentence: float
    document: float


def thorough() -> Effort:
    """The effort of a check."""
    return Effort(load_toml("corpus.toml")["search"]["encoded"])


def shared_out(parties: int, top_k: int | None) -> tuple[Effort, int]:
    """The effort of a check for each of several parties, and the passages to judge of each.

    Args:
        parties: how many parties one corpus is searched for.
        top_k: the passages that the user asked for; they are not shared out.
    """
    setting = load_toml("corpus.toml")["search"]
    usual = int(load_toml("retrieval.toml")["search"]["top_k"])
    judged = min(usual, max(setting["judged_at_least"], setting["judged_in_all"] // max(parties, 1)))
    encoded = min(setting["encoded"], max(setting["quick"], setting["encoded_in_all"] // max(parties, 1)))
    return Effort(encoded), top_k or judged


def quick(wanted: int) -> Effort:
    """The effort of a search for `wanted` single sentences whose answer must come at once."""
    return Effort(max(load_toml("corpus.toml")["search"]["quick"], wanted), neighbours=False)


def shipped_weights() -> Weights:
    """The weights of `resources/corpus.toml`."""
    setting = load_toml("corpus.toml")["search"]
    return Weights(setting["cosine"], setting["sentence"], setting["document"])
