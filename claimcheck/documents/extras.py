"""Libraries that come with an extra of the package, and the one way to ask for them."""

from __future__ import annotations

import logging
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from claimcheck.errors import UnreadableInput

_PACKAGE = "claimcheck-readouts"


def library(module: str, extra: str, where: str, what: str) -> Any:  # noqa: ANN401  (a module)
    """The module `module`, its log kept off the terminal.

    Args:
        module: its name, such as "docx".
        extra: the extra of this package that brings it.
        where: the file that needs it.
        what: the format, for the message: "Word files".

    Raises:
        UnreadableInput: it is not installed.
    """
    try:
        found = import_module(module)
    except ImportError as error:
        raise UnreadableInput(
            f"{what} are read with a library that is not installed",
            where=where,
            remedy=f'Install it: pip install "{_PACKAGE}[{extra}]"',
        ) from error
    # Without a handler of its own Python would print a library's warnings among our results.
    logging.getLogger(module.partition(".")[0]).addHandler(logging.NullHandler())
    return found


def name_and_version(distribution: str) -> str:
    """Such as "trafilatura 2.3.1"; the name alone where the version is not known."""
    try:
        return f"{distribution} {version(distribution)}"
    except PackageNotFoundError:
        return distribution
