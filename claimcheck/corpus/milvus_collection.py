"""The collection of a Milvus server that holds the vectors of one corpus: made, and recognised."""

from __future__ import annotations

from typing import Any

from claimcheck.corpus.milvus_server import Address, connect, parse_address, told
from claimcheck.corpus.records import VectorHome
from claimcheck.errors import UsageError
from claimcheck.resources import load_toml

METRIC = "IP"  # of vectors of unit length: the cosine
_MADE = "vectors of the claimcheck corpus "


def owner_of(client: Any, address: Address) -> str | None:  # noqa: ANN401  (pymilvus has no types)
    """Whose corpus the vectors in a collection are; None if it is not there, empty if it is none of ours."""
    seconds = load_toml("corpus.toml")["milvus"]["seconds"]
    with told(address):
        if not client.has_collection(address.collection, timeout=seconds):
            return None
        said = str(client.describe_collection(address.collection, timeout=seconds)["description"])
    return said.removeprefix(_MADE) if said.startswith(_MADE) else ""


def make_collection(home: VectorHome, dimension: int) -> None:
    """Makes an empty collection; one of this owner that is there was left by a killed writer, and goes.

    Args:
        home: where, and whose it will be.
        dimension: of the vectors.

    Raises:
        UnreadableInput: the server cannot be reached, or fails.
        UsageError: the collection is there and is another's.
    """
    address = parse_address(home.address)
    client = connect(address)
    try:
        owner = owner_of(client, address)
        if owner is not None and owner != home.owner:
            raise UsageError(
                "the server has a collection of this name already",
                where=home.address,
                remedy="Choose another name, or drop that one.",
            )
        with told(address):
            seconds = load_toml("corpus.toml")["milvus"]["seconds"]
            if owner is not None:
                client.drop_collection(address.collection, timeout=seconds)
            client.create_collection(
                address.collection,
                schema=_schema(client, home, dimension),
                index_params=_index(client, address),
                consistency_level="Strong",
                timeout=seconds,
            )
    finally:
        client.close()


def _schema(client: Any, home: VectorHome, dimension: int) -> Any:  # noqa: ANN401
    from pymilvus import DataType

    schema = client.create_schema(auto_id=False, enable_dynamic_field=False, description=_MADE + home.owner)
    schema.add_field("id", DataType.INT64, is_primary=True)
    schema.add_field("part", DataType.INT64)
    schema.add_field("document", DataType.INT64)
    schema.add_field("day", DataType.INT32)
    schema.add_field("added", DataType.INT32)
    most = int(load_toml("corpus.toml")["milvus"]["parties"])
    schema.add_field("parties", DataType.ARRAY, element_type=DataType.INT64, max_capacity=most)
    schema.add_field("vector", DataType.FLOAT_VECTOR, dim=dimension)
    return schema


def _index(client: Any, address: Address) -> Any:  # noqa: ANN401
    setting = load_toml("corpus.toml")["milvus"]
    further = {"M": setting["links"], "efConstruction": setting["built_among"]}
    params = client.prepare_index_params()
    params.add_index(
        "vector",
        index_type=address.kind,
        metric_type=METRIC,
        params=further if address.kind == "HNSW" else {},
    )
    return params
