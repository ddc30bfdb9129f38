"""The probability that a claim is worth checking: logistic regression over its words and its vector.

Fitted by `training/train_checkworthiness.py` and described in `docs/models/checkworthiness.md`. There are
two fits: `words` needs no encoder, `vectors` adds the sentence vector of the built-in one and is better.
Extraction depends on neither: `rate_claims` is a step of its own.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeAlias

import msgspec

from claimcheck.models.protocols import Encoder, FloatArray
from claimcheck.records import Claim
from claimcheck.resources import load_json, load_toml

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Logits: TypeAlias = NDArray[np.float64]

WEIGHTS = "worthiness_weights.json"
Fit: TypeAlias = Literal["words", "vectors"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class _Cues(NamedTuple):
    """What is looked for in a text: words of lists, words that open it, and patterns."""

    lists: tuple[tuple[str, frozenset[str]], ...]
    openings: tuple[tuple[str, frozenset[str]], ...]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _cues() -> _Cues:
    settings = load_toml("worthiness.toml")
    lists = {name: frozenset(words.split()) for name, words in settings["lists"].items()}
    return _Cues(
        lists=tuple(lists.items()),
        openings=tuple((f"opens_with_{name}", lists[name]) for name in settings["openings"]),
        patterns=tuple((name, re.compile(pattern)) for name, pattern in settings["patterns"].items()),
    )


@cache
def _fit(name: Fit) -> dict[str, Any]:
    fit: dict[str, Any] = load_json(WEIGHTS)[name]
    return fit


def surface_features(text: str) -> dict[str, float]:
    """The named features that need no model, each 0 to 1 (length up to 1.5); linear in the text's length.

    1 where a word of a list or a pattern of `worthiness.toml` is present; capitalised words and length
    count by their logarithm.
    """
    cues = _cues()
    words = _WORD.findall(text)
    lower = [word.lower().replace("’", "'") for word in words]
    present = frozenset(lower)
    features = {name: float(not present.isdisjoint(listed)) for name, listed in cues.lists}
    features.update((name, float(lower[:1] != [] and lower[0] in listed)) for name, listed in cues.openings)
    features.update((name, float(pattern.search(text) is not None)) for name, pattern in cues.patterns)
    capitals = sum(word.istitle() for word in words[1:])
    features["names"] = min(math.log1p(capitals) / 2, 1.0)
    features["title_case"] = float(len(words) > 3 and capitals > 0.6 * len(words))
    features["length"] = min(math.log1p(len(words)) / 4, 1.5)
    features["fragment"] = float(len(words) < 6)
    return features


def score_sentences(texts: Sequence[str], vectors: FloatArray | None = None) -> tuple[float, ...]:
    """The calibrated probability (0 to 1) that each text is worth checking, in order.

    Args:
        texts: sentences or clauses.
        vectors: (len(texts), 384), their vectors by the built-in encoder; None for the fit without them.

    A score depends on nothing but its own text and vector.
    """
    return _probabilities(_logits(texts, vectors))


def threshold(fit: Fit = "vectors") -> float:
    """The probability from which a claim is shown, for scores of this fit."""
    return float(_fit(fit)["threshold"])


def is_fitted_to(encoder: Encoder) -> bool:
    """Whether the weights of the fit `vectors` belong to vectors of this encoder."""
    return bool(load_json(WEIGHTS)["encoder"]["fingerprint"] == encoder.fingerprint)


def rate_claims(claims: Sequence[Claim], encoder: Encoder | None = None) -> tuple[Claim, ...]:
    """The claims with `check_worthiness` and `check_worthy` set, otherwise unchanged and in order.

    A claim's log-odds are the mean of those of its own words and of its whole sentence, which tells what
    a clause cut out of it does not. Without an encoder, or with one that the weights do not belong to,
    the fit without vectors is used. Raises ModelError where the encoder cannot be loaded.
    """
    if not claims:
        return ()
    own = [claim.text for claim in claims]
    around = [claim.sentence.text if claim.sentence else claim.text for claim in claims]
    distinct = list(dict.fromkeys([*own, *around]))
    known = encoder if encoder is not None and is_fitted_to(encoder) else None
    logits = _logits(distinct, known.encode(distinct) if known else None)
    row = {text: at for at, text in enumerate(distinct)}
    mean = (logits[[row[text] for text in own]] + logits[[row[text] for text in around]]) / 2
    limit = threshold("vectors" if known else "words")
    return tuple(
        msgspec.structs.replace(claim, check_worthiness=score, check_worthy=score >= limit)
        for claim, score in zip(claims, _probabilities(mean), strict=True)
    )


def _logits(texts: Sequence[str], vectors: FloatArray | None) -> Logits:
    """Calibrated log-odds; sums go row by row, so that a row's result does not depend on the others."""
    import numpy as np

    fit = _fit("words" if vectors is None else "vectors")
    weights = fit["surface"]
    raw = [
        math.fsum(weights[name] * value for name, value in surface_features(text).items()) for text in texts
    ]
    total = np.array(raw, dtype=np.float64) + fit["bias"]
    if vectors is not None:
        products = np.asarray(vectors, dtype=np.float64) * np.array(fit["vector"], dtype=np.float64)
        total += np.array([math.fsum(row) for row in products.tolist()], dtype=np.float64)
    calibrated: Logits = fit["platt"]["slope"] * total + fit["platt"]["offset"]
    return calibrated


def _probabilities(logits: Logits) -> tuple[float, ...]:
    return tuple(round(1 / (1 + math.exp(-value)), 4) for value in logits.tolist())
