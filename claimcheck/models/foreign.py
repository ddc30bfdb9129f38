"""Models that are not the project's own: a folder on this machine, or a name of the Hugging Face hub."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

from claimcheck.errors import ModelError
from claimcheck.models.weights import hub_snapshot

_WEIGHTS = {".safetensors", ".bin"}
_MODEL_FILES = {".json", ".txt", ".model", *_WEIGHTS}
_OTHER_RUNTIMES = {"onnx", "openvino"}
_HUB_SECONDS = 20.0


class ForeignModel:
    """Where a model lies, and what identifies its weights.

    Args:
        name: path of a folder, or a name of the hub, which has one slash ("owner/model").
        built_in: how to go back to the shipped model; ends every error.

    Raises ModelError where `name` can be neither.
    """

    def __init__(self, name: str, built_in: str) -> None:
        self.name = name
        self.built_in = built_in
        self._path = _existing_folder(name)
        if self._path is None and not _is_hub_name(name):
            remedy = f"Name a folder that holds a model, or a model of the hub as owner/model. {built_in}"
            raise ModelError("no such model", where=name, remedy=remedy)

    def folder(self) -> Path | None:
        """Where the model lies on this machine, if it does; a snapshot without weights does not count."""
        if self._path is not None:
            return self._path
        snapshot = hub_snapshot(self.name)
        weights = snapshot and any(path.suffix in _WEIGHTS for path in _model_files(snapshot))
        return snapshot if weights else None

    def fingerprint(self) -> str:
        """Hexadecimal sha256 over the paths and contents of the files that make up the model.

        Raises ModelError where they are not on this machine.
        """
        folder = self.folder()
        files = _model_files(folder) if folder else []
        if folder is None or not files:
            raise ModelError("no model files found", where=self.name, remedy=self.built_in)
        return _fingerprint(folder, files)

    @contextmanager
    def loading(self) -> Iterator[str]:
        """Yields the folder or hub name to load from; no progress bar is drawn meanwhile.

        A hub model that is already here is loaded from its folder, so that it is the one fingerprinted.
        Raises ModelError, in one line, for whatever goes wrong inside or at the hub.
        """
        folder = self.folder()
        with self.told("the model could not be loaded"):
            if folder is None:
                _ask_hub(self.name)
            with _without_progress_bar():
                yield str(folder or self.name)

    @contextmanager
    def told(self, what: str) -> Iterator[None]:
        """Turns whatever a foreign model, its configuration or the hub may raise into one ModelError."""
        try:
            yield
        except ModelError:
            raise
        except Exception as error:
            reason = next(iter(str(error).strip().splitlines()), "") or type(error).__name__
            remedy = f"Check the name and, for a model of the hub, the connection. {self.built_in}"
            raise ModelError(f"{what} ({reason[:200]})", where=self.name, remedy=remedy) from error


def _ask_hub(name: str) -> None:
    """Raises at once where the hub cannot be reached or has no such model; loading would retry a minute."""
    from huggingface_hub import HfApi

    HfApi().model_info(name, timeout=_HUB_SECONDS)


@contextmanager
def _without_progress_bar() -> Iterator[None]:
    logging = import_module("transformers.utils.logging")
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()


def _existing_folder(name: str) -> Path | None:
    try:
        path = Path(name).expanduser()
        return path if name and path.is_dir() else None
    except (OSError, RuntimeError):  # too long a name; the home of an unknown user
        return None


def _is_hub_name(name: str) -> bool:
    owner, slash, model = name.partition("/")
    return bool(slash and owner and model) and "/" not in model and owner not in {".", "..", "~"}


def _model_files(folder: Path) -> list[Path]:
    found = [path for path in folder.rglob("*") if path.suffix in _MODEL_FILES and path.is_file()]
    found = [path for path in found if path.relative_to(folder).parts[0] not in _OTHER_RUNTIMES]
    return sorted(found, key=lambda path: path.relative_to(folder).as_posix())


def _fingerprint(folder: Path, files: Sequence[Path]) -> str:
    total = hashlib.sha256()
    for path in files:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        total.update(f"{digest}  {path.relative_to(folder).as_posix()}\n".encode())
    return total.hexdigest()
