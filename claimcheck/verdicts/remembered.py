"""Remembers verdicts from run to run: what is asked for again, in another format say, is not judged again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias

import msgspec

from claimcheck.documents.results import timeless
from claimcheck.language.aliases import chosen_aliases
from claimcheck.models.cache import MAX_BYTES
from claimcheck.models.remembered import remembered
from claimcheck.models.vector_store import VectorStore
from claimcheck.models.weights import installed_version
from claimcheck.records import Claim, Document, Verdict

_ByParty: TypeAlias = dict[str, Verdict]
_PACKAGE = Path(__file__).parents[1]
_TEXTS = (".py", ".toml", ".json")
_LIBRARIES = ("onnxruntime", "tokenizers", "numpy")  # of which the last digits of a score depend


class RememberedVerdicts:
    """Verdicts on claims, remembered in a folder; they are the very ones that were given before.

    Args:
        folder: where the cache lies. Whatever is wrong with it, verdicts are the same, only later.
        documents: party -> the documents that are searched; once for those up to a day, once for later ones.
        top_k: passages judged per claim and party; None is the shipped number.
        max_bytes: size beyond which the oldest entries of the folder are forgotten.
    """

    def __init__(
        self,
        folder: Path,
        documents: Sequence[Mapping[str, Sequence[Document]]],
        top_k: int | None,
        max_bytes: int = MAX_BYTES,
    ) -> None:
        self._store = VectorStore(folder, max_bytes)
        self._documents = documents
        self._top_k = top_k

    @cached_property
    def _basis(self) -> bytes:
        """A hash of all that verdicts rest on besides the claim and the article's date."""
        aliases = chosen_aliases()
        held = [{p: [timeless(d) for d in docs] for p, docs in one.items()} for one in self._documents]
        basis = _program(), held, self._top_k, aliases.read_bytes() if aliases else b""
        return sha256(msgspec.msgpack.encode(basis)).digest()

    def verdicts(
        self, claims: Sequence[Claim], date: str, judge: Callable[[Sequence[Claim]], Sequence[_ByParty]]
    ) -> list[_ByParty]:
        """For each claim: party -> verdict.

        Args:
            claims: the claims.
            date: ISO date of the article that they come from, or empty.
            judge: gives the verdicts of those that are not remembered; not called where all are.
        """
        try:
            return self._recalled(claims, date, judge)
        except UnicodeEncodeError:  # half a character, as JSON can hold, has no bytes to be remembered by
            return list(judge(claims))

    def _recalled(
        self, claims: Sequence[Claim], date: str, judge: Callable[[Sequence[Claim]], Sequence[_ByParty]]
    ) -> list[_ByParty]:
        def key(claim: Claim) -> bytes:
            told = b"verdicts\n" + self._basis + msgspec.msgpack.encode((date, claim))
            return sha256(told).digest()

        def fresh(missing: Sequence[Claim]) -> list[bytes]:
            return [msgspec.msgpack.encode(row) for row in judge(missing)]

        rows = remembered(self._store, claims, key, fresh)
        return [msgspec.msgpack.decode(row, type=_ByParty) for row in rows]


def _program() -> tuple[object, ...]:
    """What tells this program from one that may judge otherwise: its files and what computes for it.

    The models are told by the sha256 that a file names and their loading checks.
    """
    import Stemmer

    content = sha256()
    for path in sorted(one for one in _PACKAGE.rglob("*") if one.suffix in _TEXTS):
        content.update(str(path.relative_to(_PACKAGE)).encode() + b"\n" + path.read_bytes())
    versions = [installed_version(name) for name in _LIBRARIES]
    return sys.version, Stemmer.version(), versions, content.digest()
