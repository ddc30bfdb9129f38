"""Which column of a model's output means what, read from the label names of its configuration."""

from __future__ import annotations

import re
from collections.abc import Mapping

from claimcheck.errors import ModelError
from claimcheck.resources import load_toml

_UNNAMED = re.compile(r"label \d{1,3}")
_ORDER = ("supported", "contradicted", "not_mentioned")
# MiniCheck's models have no label names; their second label is "supported" (its README, "label 1").
_UNNAMED_PAIR = (1, 0)


def label_columns(
    id2label: Mapping[int, str], label2id: Mapping[str, int], *, where: str = ""
) -> tuple[int, ...]:
    """The columns of the labels.

    Args:
        id2label: name of each column, as a configuration gives it.
        label2id: column of each name; only read where `id2label` names nothing ("LABEL_0").
        where: the model's name, for errors.

    Returns:
        One column: its sigmoid is the probability of supported (as HHEM). Two: those of supported and of
        the other label. Three: those of supported, contradicted and not_mentioned.

    Raises ModelError where the names cannot be read.
    """
    names = _names(id2label, label2id)
    meanings = [_meaning(name) for name in names]
    if len(names) == 1 and (meanings[0] == "supported" or _UNNAMED.fullmatch(names[0])):
        return (0,)
    if len(names) == 2 and all(_UNNAMED.fullmatch(name) for name in names):
        return _UNNAMED_PAIR
    if len(names) == 2 and meanings.count("supported") == 1 and "" not in meanings:
        first = meanings.index("supported")
        return first, 1 - first
    if len(names) == 3 and sorted(meanings) == sorted(_ORDER):
        return tuple(meanings.index(label) for label in _ORDER)
    listed = ", ".join(names[:6]) + (", ..." if len(names) > 6 else "")
    raise ModelError(
        f"the labels of the model cannot be read: {listed}",
        where=where,
        remedy="Name them in id2label of its config.json: supported, contradicted and not_mentioned, "
        "or supported and not_supported",
    )


def _names(id2label: Mapping[int, str], label2id: Mapping[str, int]) -> list[str]:
    """The plain names of the columns 0, 1, ..., empty where the configuration leaves one out."""
    count = len(id2label)
    names = [_plain(str(id2label.get(column, ""))) for column in range(count)]
    if all(_UNNAMED.fullmatch(name) for name in names) and len(label2id) == count:
        by_column = {column: _plain(str(name)) for name, column in label2id.items()}
        names = [by_column.get(column, "") for column in range(count)]
    return names


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", " ", name.lower()).strip()


def _meaning(name: str) -> str:
    return next((label for label, known in load_toml("verifier_labels.toml").items() if name in known), "")
