"""What a run takes: the seconds of its stages, and how often the models were asked for what."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeAlias

from claimcheck.models.protocols import FloatArray, TokenEncoder, TokenVectors, Verifier

OnStage: TypeAlias = Callable[[str], None]
ENCODE, ENTAIL = "encode", "entail"


class StageTimes:
    """Adds up the seconds of stages, each of them less what other stages take within it.

    Called with the name of each stage as it begins, which ends the one before; so it can be handed to
    whatever takes an `on_stage`. A stage that begins again goes on.

    Attributes:
        seconds: stage -> seconds, in the order of their first beginnings.
        counts: what was counted -> how often.
    """

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}
        self.counts: dict[str, int] = {}
        self._stage = ""
        self._since = time.perf_counter()

    def __call__(self, stage: str) -> None:
        """Notes that `stage` begins now, or none if it is empty."""
        now = time.perf_counter()
        if self._stage:
            self.seconds[self._stage] += now - self._since
        if stage:
            self.seconds.setdefault(stage, 0.0)
        self._stage, self._since = stage, now

    @contextmanager
    def within(self, stage: str) -> Iterator[None]:
        """Books the time of this context for `stage`; the stage around it goes on afterwards."""
        around = self._stage
        StageTimes.__call__(self, stage)
        try:
            yield
        finally:
            StageTimes.__call__(self, around)

    def count(self, what: str, number: int = 1) -> None:
        """Adds to what was counted under `what`."""
        self.counts[what] = self.counts.get(what, 0) + number


class MeasuredEncoder:
    """An encoder that notes each call: outside a cache what is asked for, inside it what is computed.

    Args:
        encoder: gives the vectors.
        times: where calls are noted.
        inside: whether a cache stands between this encoder and those who ask.
    """

    def __init__(self, encoder: TokenEncoder, times: StageTimes, *, inside: bool) -> None:
        self._encoder = encoder
        self._times = times
        self._inside = inside

    @property
    def name(self) -> str:
        """Name of the encoder."""
        return self._encoder.name

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the encoder."""
        return self._encoder.fingerprint

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return self._encoder.dimension

    @property
    def engine(self) -> str:
        """What besides the weights the vectors depend on."""
        return str(getattr(self._encoder, "engine", ""))

    def encode(self, texts: Sequence[str]) -> FloatArray:
        """Vectors (len(texts), dimension), as the encoder gives them."""
        with self._noted(texts):
            return self._encoder.encode(texts)

    def encode_tokens(self, texts: Sequence[str]) -> list[TokenVectors]:
        """The word pieces of each text, as the encoder gives them."""
        with self._noted(texts):
            return self._encoder.encode_tokens(texts)

    @contextmanager
    def _noted(self, texts: Sequence[str]) -> Iterator[None]:
        if texts:
            self._times.count("texts asked for", 0 if self._inside else len(texts))
            self._times.count("texts encoded", len(texts) if self._inside else 0)
            self._times.count("encoder calls", int(self._inside))
        with self._times.within(ENCODE):
            yield


class MeasuredVerifier:
    """A verifier that notes each call; arguments as `MeasuredEncoder`'s."""

    def __init__(self, verifier: Verifier, times: StageTimes, *, inside: bool) -> None:
        self._verifier = verifier
        self._times = times
        self._inside = inside

    @property
    def name(self) -> str:
        """Name of the verifier."""
        return self._verifier.name

    @property
    def fingerprint(self) -> str:
        """Fingerprint of the verifier."""
        return self._verifier.fingerprint

    @property
    def differences(self) -> tuple[str, ...]:
        """Codes of the differences that the verifier tells apart."""
        return self._verifier.differences

    def score(self, pairs: Sequence[tuple[str, str]]) -> FloatArray:
        """Probabilities, as the verifier gives them."""
        if pairs:
            self._times.count("pairs asked for", 0 if self._inside else len(pairs))
            self._times.count("pairs scored", len(pairs) if self._inside else 0)
        with self._times.within(ENTAIL):
            return self._verifier.score(pairs)
