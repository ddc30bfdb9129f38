"""A Milvus server: its address as the user writes it, the connection, and what goes wrong with it."""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

from claimcheck.documents.extras import library
from claimcheck.errors import ClaimcheckError, UnreadableInput, UsageError
from claimcheck.resources import load_toml

TOKEN = "MILVUS_TOKEN"  # noqa: S105  (the name of the variable of the environment that holds it)
_SCHEMES = {"milvus": "http", "milvus+tls": "https"}
_COLLECTION = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,254}")
_INDEXES = ("FLAT", "HNSW")
_REMEDY = "Write it as milvus://HOST:PORT/COLLECTION, a collection in letters, digits and underscores."


class Address(NamedTuple):
    """Where a collection of vectors is.

    Attributes:
        text: as the user wrote it.
        server: the server's address as pymilvus takes it.
        collection: its name.
        kind: how it is searched: FLAT compares every vector, HNSW is faster and may miss some.
    """

    text: str
    server: str
    collection: str
    kind: str


def parse_address(text: str) -> Address:
    """An address such as "milvus://localhost:19530/statements", with "?index=HNSW" after it if wanted.

    Raises:
        UsageError: it is malformed, or holds a password.
    """
    try:
        parts = urlsplit(text)
        port = parts.port or int(load_toml("corpus.toml")["milvus"]["port"])
        options = parse_qs(parts.query, strict_parsing=True) if parts.query else {}
    except ValueError as error:
        raise UsageError("this is no address of a Milvus server", where=text, remedy=_REMEDY) from error
    if "@" in parts.netloc:
        raise UsageError(
            "the address holds a name or password, which the corpus would keep",
            where=f"{parts.scheme}://{parts.hostname}",
            remedy=f"Leave them out, and set {TOKEN}=NAME:PASSWORD in the environment.",
        )
    collection = parts.path.removeprefix("/")
    index = options.pop("index", ["FLAT"])[-1].upper()
    if (
        parts.scheme not in _SCHEMES
        or not parts.hostname
        or not _COLLECTION.fullmatch(collection)
        or parts.fragment
        or options
    ):
        raise UsageError("this is no address of a Milvus server", where=text, remedy=_REMEDY)
    if index not in _INDEXES:
        raise UsageError(
            f"there is no index {index!r}", where=text, remedy=f"Choose one of: {', '.join(_INDEXES)}."
        )
    host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    return Address(text, f"{_SCHEMES[parts.scheme]}://{host}:{port}", collection, index)


def connect(address: Address) -> Any:  # noqa: ANN401  (pymilvus has no types)
    """A client of the server.

    Raises:
        UnreadableInput: it cannot be reached, or pymilvus is not installed.
    """
    pymilvus = library("pymilvus", "milvus", address.text, "vectors on a Milvus server")
    logging.getLogger("pymilvus").setLevel(logging.CRITICAL + 1)  # what it logs is raised too, and told
    seconds = float(load_toml("corpus.toml")["milvus"]["connect_seconds"])
    try:
        return pymilvus.MilvusClient(uri=address.server, token=os.environ.get(TOKEN, ""), timeout=seconds)
    except Exception as error:  # of grpc, of sockets or its own
        raise UnreadableInput(
            "the Milvus server cannot be reached",
            where=address.text,
            remedy="Start it, or take the vectors back into the corpus: claimcheck corpus move FOLDER local.",
        ) from error


@contextlib.contextmanager
def told(address: Address) -> Iterator[None]:
    """Whatever the server or its client raises in this context becomes one of our errors.

    Raises:
        UnreadableInput: the server failed, or went away.
    """
    try:
        yield
    except ClaimcheckError:
        raise
    except Exception as error:  # of grpc, of sockets or pymilvus's own
        said = getattr(error, "message", "") or str(error) or type(error).__name__
        raise UnreadableInput(
            f"the Milvus server failed: {said[:200]}",
            where=address.text,
            remedy="See its log, or take the vectors back: claimcheck corpus move FOLDER local.",
        ) from error
